/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What gimp-compat.h has not, of the calls that work on files and whole images. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

#if GIMP_CHECK_VERSION(2, 99, 0)

/* Why the last call to GIMP failed. */
#define nst_gimp_last_error()           gimp_pdb_get_last_error (gimp_get_pdb ())
#define nst_gimp_procedure_exists(name) gimp_pdb_procedure_exists (gimp_get_pdb (), name)
#define nst_gimp_flatten_all(image)     nst_gimp_item_id (gimp_image_flatten (NST_IMAGE (image)))

#define nst_gimp_image_width(image)  gimp_image_get_width (NST_IMAGE (image))
#define nst_gimp_image_height(image) gimp_image_get_height (NST_IMAGE (image))

/* Upright, and in the profile that GIMP is set up to give it, as 2.10 does by itself. */
static inline gint32
nst_gimp_file_load (const char *path)
{
  g_autoptr (GFile) file  = g_file_new_for_path (path);
  GimpImage        *image = gimp_file_load (GIMP_RUN_NONINTERACTIVE, file);

  if (!image)
    return NST_GIMP_NONE;

  gimp_image_policy_rotate (image, FALSE);
  gimp_image_policy_color_profile (image, FALSE);
  return gimp_image_get_id (image);
}

/* As GIMP saves it by the ending of the path. */
static inline gboolean
nst_gimp_file_save (gint32      image,
                    gint32      layer,
                    const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  (void) layer;

  return gimp_file_save (GIMP_RUN_NONINTERACTIVE, NST_IMAGE (image), file, NULL);
}

static inline gint32
nst_gimp_image_new (int width,
                    int height)
{
  return gimp_image_get_id (gimp_image_new (width, height, GIMP_RGB));
}

#else

#define nst_gimp_last_error()           gimp_get_pdb_error ()
#define nst_gimp_procedure_exists(name) gimp_procedural_db_proc_exists (name)
#define nst_gimp_flatten_all(image)     gimp_image_flatten (image)
#define nst_gimp_file_load(path)        gimp_file_load (GIMP_RUN_NONINTERACTIVE, path, path)
#define nst_gimp_file_save(image, layer, path) \
  gimp_file_save (GIMP_RUN_NONINTERACTIVE, image, layer, path, path)
#define nst_gimp_image_new(width, height) gimp_image_new (width, height, GIMP_RGB)
#define nst_gimp_image_width(image)       gimp_image_width (image)
#define nst_gimp_image_height(image)      gimp_image_height (image)

#endif
