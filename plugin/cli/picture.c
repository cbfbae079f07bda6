/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From an opened file to a picture: its rows in memory, what is hidden or missing in them
 * filled, and what a painting is to keep of it. */

#include "plugin/cli/picture.h"
#include "plugin/cli/exif.h"
#include "plugin/cli/picture-rows.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

/* Pictures of fewer pixels are never reduced as they are read. */
#define SMALL_ENOUGH (8 << 20)

void
nst_picture_clear (NstPicture *picture)
{
  nst_pixels_clear (&picture->pixels);
  g_clear_pointer (&picture->tags.profile, g_bytes_unref);
  g_clear_object (&picture->tags.fields);
  g_clear_pointer (&picture->tags.record, g_free);
}


/* ---- opening --------------------------------------------------------- */

typedef struct
{
  NstPictureSource source;
  NstRows          rows;
} Opened;

static void
opened_clear (Opened *opened)
{
  nst_picture_source_clear (&opened->source);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Opened, opened_clear)

static int
choose_factor (const NstRows *rows,
               int            side)
{
  const gint64 pixels = (gint64) rows->width * rows->height;

  return side > 0 && pixels > SMALL_ENOUGH
           ? MAX (1, MAX (rows->width, rows->height) / (2 * side))
           : 1;
}

static gboolean
open_picture (const char *path,
              int         side,
              gboolean    is_header,
              Opened     *opened,
              GError    **error)
{
  if (!nst_picture_source_open (&opened->source, path, is_header, error))
    return FALSE;

  if (!nst_rows_describe (&opened->rows, &opened->source))
    return nst_picture_source_refuse (&opened->source, error);

  opened->rows.factor = choose_factor (&opened->rows, side);

  return TRUE;
}

/* Begins again from the first row, for another kind of patience. */
static gboolean
reopen (Opened *opened)
{
  const int factor = opened->rows.factor;

  if (!nst_picture_source_retry (&opened->source) ||
      !nst_rows_describe (&opened->rows, &opened->source))
    return FALSE;

  opened->rows.factor = factor;

  return TRUE;
}

/* Whether a pixel may turn out to be less than opaque. */
static gboolean
needs_alpha (const NstRows *rows)
{
  return rows->has_alpha || rows->numbers == NST_NUMBERS_FLOAT ||
         rows->numbers == NST_NUMBERS_DOUBLE;
}

gboolean
nst_picture_measure (const char *path,
                     int         side,
                     NstSize    *size,
                     guint64    *kept,
                     guint64    *most,
                     GError    **error)
{
  g_auto (Opened) opened = { { NULL } };

  if (!open_picture (path, side, TRUE, &opened, error))
    return FALSE;

  nst_rows_get_size (&opened.rows, opened.source.orientation, &size->width, &size->height);
  *kept = (guint64) size->width * (guint64) size->height * sizeof (float) *
          (needs_alpha (&opened.rows) ? 4 : 3);
  *most = *kept + nst_picture_source_count_bytes (&opened.source);

  return TRUE;
}


/* ---- reading --------------------------------------------------------- */

static GBytes *
get_blob (VipsImage  *image,
          const char *name)
{
  size_t      n;
  const void *bytes = nst_exif_find_block (image, name, &n);

  return bytes ? g_bytes_new (bytes, n) : NULL;
}

/* Memory at the picture's size, its values undefined. */
static gboolean
make_pixels (const Opened *opened,
             int           orientation,
             NstPixels    *pixels,
             GError      **error)
{
  int width;
  int height;

  nst_rows_get_size (&opened->rows, orientation, &width, &height);

  if (needs_alpha (&opened->rows))
    return nst_pixels_make (pixels, width, height, error);

  *pixels = (NstPixels){ nst_image_new (width, height, 3, error) };

  return pixels->image != NULL;
}

/* Of damaged faxes libtiff only says that they are, and unpacks them all the same; of the last
 * rows of a JPEG picture libvips says it when it has done with the file, and takes them. */
static gboolean
has_complaints (const Opened *opened)
{
  const NstPictureSource *source = &opened->source;

  if (source->kind->trait == NST_KIND_JPEG)
    vips_image_minimise_all (source->image);

  return *vips_error_buffer () && (source->kind->trait == NST_KIND_TIFF ||
                                   (source->kind->trait == NST_KIND_JPEG &&
                                    source->patience < NST_PICTURE_MOST_PATIENCE));
}

/* Reads the rows, once more where they may be read with more patience. */
static gboolean
read_rows (Opened          *opened,
           const NstColour *colour,
           int              orientation,
           NstPixels       *pixels,
           NstRowsFound    *found,
           GError         **error)
{
  while (!nst_rows_read (&opened->rows, opened->source.image, colour, orientation, pixels, found) ||
         has_complaints (opened))
    if (!reopen (opened))
      return nst_picture_source_refuse (&opened->source, error);

  return TRUE;
}

/* Pixels with alpha, or with gaps in place of numbers, get colours that can be painted. */
static gboolean
settle (const Opened       *opened,
        const NstRowsFound *found,
        NstPixels          *pixels,
        GError            **error)
{
  g_autofree char   *shown = g_filename_display_name (opened->source.path);
  const NstKindTrait trait = opened->source.kind->trait;

  /* Many of these have a fourth channel that nobody has filled. */
  if (found->most_alpha <= 0.0f && (trait == NST_KIND_BMP || trait == NST_KIND_TGA))
    {
      g_clear_pointer (&pixels->alpha, g_free);
      return TRUE;
    }

  if (found->most_alpha <= 0.0f)
    return nst_refuse (error, NST_ERROR_PICTURE,
                       found->has_gaps
                         ? _ ("The picture \"%s\" has no numbers in it that could be painted.")
                         : _ ("The picture \"%s\" is fully transparent, so there is nothing to "
                              "paint; choose another."),
                       shown);

  if (found->least_alpha < 1.0f && opened->rows.has_alpha)
    return nst_pixels_settle_alpha (pixels, error);

  /* What is no number is seen as its neighbours are. */
  if (found->least_alpha < 1.0f && !nst_pixels_fill_hidden (pixels, error))
    return FALSE;

  g_clear_pointer (&pixels->alpha, g_free);

  return TRUE;
}

/* What the painting is to keep; the profile also says what the numbers mean. */
static NstColour *
take_tags (const Opened   *opened,
           NstPictureTags *tags)
{
  VipsImage            *image   = opened->source.image;
  const NstColourModel  model   = opened->rows.model;
  g_autoptr (GBytes)    profile = get_blob (image, VIPS_META_ICC_NAME);
  g_autoptr (NstColour) colour  = NULL;

  if (!profile)
    profile = nst_picture_source_make_profile (&opened->source);

  if (model == NST_COLOUR_LAB)
    colour = nst_colour_new (NULL, 0, model);
  else if (profile && !opened->rows.is_light)
    colour = nst_colour_new (g_bytes_get_data (profile, NULL), g_bytes_get_size (profile), model);

  tags->profile = colour && model == NST_COLOUR_RGB ? g_steal_pointer (&profile) : NULL;
  tags->fields  = nst_exif_take_fields (image);

  return g_steal_pointer (&colour);
}

gboolean
nst_picture_load (const char *path,
                  int         side,
                  NstPicture *picture,
                  GError    **error)
{
  g_auto (Opened)       opened = { { NULL } };
  g_auto (NstPicture)   loaded = { { NULL } };
  g_autoptr (NstColour) colour = NULL;
  NstRowsFound          found;

  if (!open_picture (path, side, FALSE, &opened, error))
    return FALSE;

  loaded.bits = opened.rows.bits;
  colour      = take_tags (&opened, &loaded.tags);

  if (!make_pixels (&opened, opened.source.orientation, &loaded.pixels, error) ||
      !read_rows (&opened, colour, opened.source.orientation, &loaded.pixels, &found, error) ||
      !settle (&opened, &found, &loaded.pixels, error))
    return FALSE;

  *picture = loaded;
  memset (&loaded, 0, sizeof loaded); /* it has been handed over */

  return TRUE;
}

gboolean
nst_picture_load_numbers (const char *path,
                          NstPicture *picture,
                          GError    **error)
{
  g_auto (Opened)     opened = { { NULL } };
  g_auto (NstPicture) loaded = { { NULL } };
  NstRowsFound        found;

  if (!open_picture (path, 0, FALSE, &opened, error) ||
      !make_pixels (&opened, opened.source.row_order, &loaded.pixels, error) ||
      !read_rows (&opened, NULL, opened.source.row_order, &loaded.pixels, &found, error))
    return FALSE;

  if (found.least_alpha >= 1.0f)
    g_clear_pointer (&loaded.pixels.alpha, g_free);
  loaded.bits = opened.rows.bits;

  *picture = loaded;
  memset (&loaded, 0, sizeof loaded); /* it has been handed over */

  return TRUE;
}
