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

/* Has the export of a format keep of the metadata what GIMP's preferences say: without a window
 * GIMP 3 keeps none by itself. */
static inline gboolean
nst_gimp_export (GimpProcedure *procedure,
                 GimpImage     *image,
                 GFile         *file)
{
  const struct
  {
    const char *name;
    gboolean    kept;
  } kinds[] = { { "include-exif", gimp_export_exif () },
                { "include-xmp", gimp_export_xmp () },
                { "include-iptc", gimp_export_iptc () } };

  g_autoptr (GimpProcedureConfig) config = gimp_procedure_create_config (procedure);
  GimpValueArray                 *values;
  gboolean                        saved;

  g_object_set (config, "run-mode", GIMP_RUN_NONINTERACTIVE, "image", image, "file", file, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_object_class_find_property (G_OBJECT_GET_CLASS (config), kinds[i].name))
      g_object_set (config, kinds[i].name, kinds[i].kept, NULL);

  values = gimp_procedure_run_config (procedure, config);
  saved  = GIMP_VALUES_GET_ENUM (values, 0) == GIMP_PDB_SUCCESS;
  gimp_value_array_unref (values);

  return saved;
}

/* By the ending of the path; saver: the procedure for it without its own ending, NULL where that
 * is not known. */
static inline gboolean
nst_gimp_file_save (gint32      image,
                    gint32      layer,
                    const char *path,
                    const char *saver)
{
  g_autoptr (GFile) file      = g_file_new_for_path (path);
  g_autofree char  *name      = saver ? g_strconcat (saver, "-export", NULL) : NULL;
  GimpProcedure    *procedure = name && nst_gimp_procedure_exists (name)
                                  ? gimp_pdb_lookup_procedure (gimp_get_pdb (), name)
                                  : NULL;

  (void) layer;

  return procedure ? nst_gimp_export (procedure, NST_IMAGE (image), file)
                   : gimp_file_save (GIMP_RUN_NONINTERACTIVE, NST_IMAGE (image), file, NULL);
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
#define nst_gimp_file_save(image, layer, path, saver) \
  ((void) (saver), gimp_file_save (GIMP_RUN_NONINTERACTIVE, image, layer, path, path))
#define nst_gimp_image_new(width, height) gimp_image_new (width, height, GIMP_RGB)
#define nst_gimp_image_width(image)       gimp_image_width (image)
#define nst_gimp_image_height(image)      gimp_image_height (image)

#endif
