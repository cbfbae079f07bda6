/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A layer is read as it is, a file by GIMP's own loaders: into an image that
 * nobody sees and that is gone again afterwards. */

#include "plugin/gimp/inputs.h"
#include "plugin/gimp/files-compat.h"
#include "plugin/gimp/items.h"
#include "plugin/gimp/preview-layer.h"
#include "plugin/gimp/seen.h"
#include "plugin/gimp/style-layers.h"
#include "plugin/shared/kept-files.h"
#include "plugin/shared/mask.h"
#include "plugin/shared/reduced.h"
#include "plugin/shared/shelf.h"

#include <string.h>

#include <glib/gi18n.h>

void
nst_paint_owned_clear (NstPaintOwned *owned)
{
  g_clear_pointer (&owned->style_file, g_free);
  g_clear_pointer (&owned->styles, g_free);
}

void
nst_inputs_clear (NstInputs *inputs)
{
  nst_pixels_clear (&inputs->content);
  nst_pixels_clear (&inputs->start);
  while (inputs->n_styles > 0)
    nst_pixels_clear (&inputs->styles[--inputs->n_styles]);
  g_clear_pointer (&inputs->styles, g_free);
}


/* ---- layers and files ------------------------------------------------ */

/* Which of a drawable's pixels are read, and how. */
typedef struct
{
  const GeglRectangle *box;       /* NULL: all */
  gboolean             masked;    /* see seen.h */
  int                  most_side; /* 0: whole */
} Reading;

static gboolean
read_buffer (GeglBuffer    *buffer,
             const Reading *reading,
             const Babl    *space,
             const char    *name,
             NstPixels     *pixels,
             GError       **error)
{
  g_autoptr (GeglBuffer) reduced = NULL;
  gboolean               whole;

  if (reading->most_side > 0)
    {
      reduced = nst_buffer_reduce (buffer, reading->box, reading->most_side, &whole);
      if (!reduced)
        return nst_refuse (error, NST_ERROR_MEMORY,
                           _ ("There is not enough memory to look at \"%s\"; close other "
                              "programs and try again."),
                           name);
      if (!whole)
        return nst_layer_read (reduced, NULL, space, name, pixels, error);
    }

  return nst_layer_read (buffer, reading->box, space, name, pixels, error);
}

/* Of the drawable what is seen of it, in the colours of its image. */
static gboolean
read_drawable (gint32         drawable,
               const Reading *reading,
               NstPixels     *pixels,
               GError       **error)
{
  g_autofree char *name  = NULL;
  const Babl      *space = NULL;
  GeglBuffer      *buffer;
  gboolean         read;
  NstSeen          seen;

  if (!nst_seen_begin (&seen, drawable, reading->masked, error))
    return FALSE;

  name   = gimp_item_get_name (NST_ITEM (drawable));
  space  = nst_gimp_image_space (nst_gimp_item_get_image (drawable));
  buffer = gimp_drawable_get_buffer (NST_DRAWABLE (seen.drawable));
  read   = read_buffer (buffer, reading, space, name, pixels, error);

  g_object_unref (buffer);
  nst_seen_end (&seen);
  return read;
}

/* GIMP's own loaders read whatever GIMP can open, profile and all. */
static gboolean
load_file (const char *path,
           int         most_side,
           NstPixels  *pixels,
           GError    **error)
{
  gint32   image = NST_GIMP_NONE;
  gint32   layer = NST_GIMP_NONE;
  gboolean read;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      image = nst_gimp_file_load (path);
      if (image != NST_GIMP_NONE)
        {
          nst_preview_layers_remove (image);
          layer = nst_gimp_flatten (image);
        }

      /* What GIMP did here stays in its status bar until it is told. */
      gimp_progress_end ();
    }

  if (layer == NST_GIMP_NONE)
    {
      const char *reason = g_file_test (path, G_FILE_TEST_IS_REGULAR)
                             ? _ ("GIMP could not open it as a picture")
                             : _ ("there is no such file");

      if (image != NST_GIMP_NONE)
        gimp_image_delete (NST_IMAGE (image));
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _ ("The file \"%s\" can't be used: %s; choose another."),
                   path, reason);
      return FALSE;
    }

  read = read_drawable (layer, &(Reading){ .most_side = most_side }, pixels, error);
  gimp_image_delete (NST_IMAGE (image));
  return read;
}

gboolean
nst_inputs_read_file (const char *path,
                      int         most_side,
                      NstPixels  *pixels,
                      GError    **error)
{
  g_autofree char *key = most_side > 0 ? nst_kept_files_key (path, most_side) : NULL;

  if (key && nst_kept_files_find (key, pixels))
    return TRUE;

  if (!load_file (path, most_side, pixels, error))
    return FALSE;

  if (key)
    nst_kept_files_add (key, pixels);

  return TRUE;
}


/* ---- what is looked at ----------------------------------------------- */

static gboolean
has_file (const NstPaint *paint)
{
  return paint->style_file && *paint->style_file;
}

gboolean
nst_inputs_have_content (const NstPaint *paint)
{
  return nst_gimp_image_is_valid (paint->image) && nst_gimp_item_is_valid (paint->content);
}

gboolean
nst_inputs_have_layer (const NstPaint *paint)
{
  const gint32  one[] = { paint->style, NST_GIMP_NONE };
  const gint32 *all   = paint->styles ? paint->styles : one;

  for (int i = 0; all[i] != NST_GIMP_NONE; i++)
    if (!nst_gimp_item_is_valid (all[i]))
      return FALSE;

  return all[0] != NST_GIMP_NONE;
}

static char *
look_up_style (const char *named,
               GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());

  return nst_shelf_look_up (folder, named, error);
}

/* A file may have commas in its own name. */
char **
nst_inputs_split_files (const char *named)
{
  g_autofree char *path  = look_up_style (named, NULL);
  char           **names = g_strsplit (named, ",",
                             path && g_file_test (path, G_FILE_TEST_EXISTS) ? 1 : -1);

  for (int i = 0; names[0] && names[1] && names[i]; i++)
    g_strstrip (names[i]);

  return names;
}

static gboolean
read_style_files (const char *named,
                  int         most_side,
                  NstInputs  *inputs,
                  GError    **error)
{
  g_auto (GStrv) names = nst_inputs_split_files (named);

  inputs->n_styles = (int) g_strv_length (names);
  inputs->styles   = g_new0 (NstPixels, inputs->n_styles);

  for (int i = 0; i < inputs->n_styles; i++)
    {
      g_autofree char *path = look_up_style (names[i], error);

      if (!path || !nst_inputs_read_file (path, most_side, &inputs->styles[i], error) ||
          !nst_mask_crop_to_visible (&inputs->styles[i], error))
        return FALSE;
    }

  return TRUE;
}

/* The drawables that the style is: of one that is a group its visible layers.  Ended by
 * NST_GIMP_NONE. */
static gint32 *
list_styles (const NstPaint *paint)
{
  const gint32 one[]  = { paint->style, NST_GIMP_NONE };
  gint32      *layers = paint->styles ? nst_items_copy (paint->styles)
                                      : nst_style_layers_of_group (paint->style);

  return layers ? layers : nst_items_copy (one);
}

gint32 *
nst_inputs_list_layers (const NstPaint *paint)
{
  return !has_file (paint) && nst_inputs_have_layer (paint) ? list_styles (paint) : NULL;
}

int
nst_inputs_count_styles (const NstPaint *paint)
{
  g_auto (GStrv)     files  = has_file (paint) ? nst_inputs_split_files (paint->style_file) : NULL;
  g_autofree gint32 *layers = nst_inputs_list_layers (paint);

  return files ? (int) g_strv_length (files) : nst_items_count (layers);
}

static gboolean
read_style_layers (const NstPaint *paint,
                   int             most_side,
                   NstInputs      *inputs,
                   GError        **error)
{
  const Reading      reading = { NULL, TRUE, most_side };
  g_autofree gint32 *layers  = list_styles (paint);
  const int          n       = nst_items_count (layers);

  if (n == 0)
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("The layer group of the styles has no visible layer in it: put the "
                          "styles into it, or choose another."));

  inputs->n_styles = n;
  inputs->styles   = g_new0 (NstPixels, n);
  for (int i = 0; i < n; i++)
    if (!read_drawable (layers[i], &reading, &inputs->styles[i], error) ||
        !nst_mask_crop_to_visible (&inputs->styles[i], error))
      return FALSE;

  return TRUE;
}

/* A texture's strokes are as large as in its style, which is read whole. */
static gboolean
read_styles (const NstPaint    *paint,
             const NstSettings *settings,
             NstInputs         *inputs,
             GError           **error)
{
  const int most_side = nst_settings_get_style_side (settings, paint->most_side);

  if (!*settings->style_layers)
    return TRUE;

  if (has_file (paint))
    return read_style_files (paint->style_file, most_side, inputs, error);

  if (!nst_inputs_have_layer (paint))
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _ ("No style is chosen: choose a layer of any open picture, "
                      "or a picture file."));
      return FALSE;
    }

  return read_style_layers (paint, most_side, inputs, error);
}

/* The picture to start from, where one is asked for; the engine complains where
 * there is none.  A painting that is gone on from is seen without its mask, which the new one
 * has too. */
static gboolean
read_start (const NstPaint    *paint,
            const NstSettings *settings,
            NstPixels         *start,
            GError           **error)
{
  const Reading reading = { NULL, !settings->last_stage, paint->most_side };

  if (settings->init != NST_INIT_FILE)
    return TRUE;

  if (*paint->options.init_file)
    return nst_inputs_read_file (paint->options.init_file, paint->most_side, start, error);

  return paint->start == NST_GIMP_NONE ||
         !nst_gimp_item_is_valid (paint->start) ||
         read_drawable (paint->start, &reading, start, error);
}

gboolean
nst_inputs_read_content (const NstPaint      *paint,
                         const GeglRectangle *box,
                         NstPixels           *content,
                         GError             **error)
{
  const Reading reading = { box, FALSE, paint->most_side };

  return read_drawable (paint->content, &reading, content, error);
}

/* What is painted from, without its mask, which goes on with the result; of a content
 * that gives its size alone no more than that, and there may be nothing to see in it. */
static gboolean
read_content (const NstPaint      *paint,
              const GeglRectangle *box,
              const NstSettings   *settings,
              NstPixels           *content,
              GError             **error)
{
  if (paint->read)
    return nst_pixels_copy (paint->read, content, error);
  if (nst_settings_see_content (settings))
    return nst_inputs_read_content (paint, box, content, error);

  content->image = nst_image_new (box->width, box->height, 3, error);
  if (content->image)
    memset (content->image->data, 0,
            sizeof (float) * 3 * (size_t) box->width * (size_t) box->height);

  return content->image != NULL;
}

gboolean
nst_inputs_read (const NstPaint      *paint,
                 const GeglRectangle *box,
                 const NstSettings   *settings,
                 NstInputs           *inputs,
                 GError             **error)
{
  return read_styles (paint, settings, inputs, error) &&
         read_start (paint, settings, &inputs->start, error) &&
         read_content (paint, box, settings, &inputs->content, error);
}
