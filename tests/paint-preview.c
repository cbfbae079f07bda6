/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paints what the dialog's preview shows of picture files, without GIMP: read, reduced and
 * painted as there.
 *
 *   paint-preview CONTENT STYLE OUT [SETTINGS...]
 *
 * SETTINGS is "name=value name=value ..."; each further one is asked for when the one before is
 * painted, as by a slider.  Prints the milliseconds from the question to each first frame. */

#include "plugin/cli/picture.h"
#include "plugin/shared/layer.h"
#include "plugin/shared/numbers.h"
#include "plugin/shared/preview.h"
#include "plugin/shared/reduced.h"
#include "tests/resolve-pairs.h"
#include "tests/with-network.h"

#include <stdio.h>

/* What is asked for, and what has come. */
typedef struct
{
  GeglBuffer *photo;
  GeglBuffer *painting;
  int         side;    /* of the photo, reduced ... */
  NstPixels   content; /* ... to this */
  NstPixels   style;
  gint64      asked_us; /* 0: the first frame has come */
  NstImage   *last;
} Asked;

static void
take (const NstImage    *frame,
      const NstProgress *progress,
      const char        *fault,
      gpointer           user_data)
{
  Asked *asked = user_data;

  (void) progress;

  if (!frame)
    g_error ("%s", fault);

  if (asked->asked_us)
    printf ("first frame after %.0f ms\n",
            (double) (g_get_monotonic_time () - asked->asked_us) / 1000);
  asked->asked_us = 0;
  g_clear_pointer (&asked->last, nst_image_free);
  asked->last = nst_image_copy (frame, NULL);
}

/* A layer of 8 bits, as GIMP would make of the file. */
static GeglBuffer *
make_layer (const NstImage *image)
{
  const int n     = image->width * image->height;
  guint8   *bytes = g_malloc ((gsize) n * 3);

  nst_numbers_from_floats (NST_NUMBERS_U8, image->data, (gsize) n * 3, bytes);

  return gegl_buffer_linear_new_from_data (bytes, babl_format ("R'G'B' u8"),
                                           GEGL_RECTANGLE (0, 0, image->width, image->height),
                                           3 * image->width, g_free, bytes);
}

/* The picture of a file, as a layer; free with g_object_unref. */
static GeglBuffer *
open_layer (const char *path)
{
  g_auto (NstPicture) picture = { { NULL } };
  g_autoptr (GError)  error   = NULL;

  nst_picture_load (path, 0, &picture, &error);
  g_assert_no_error (error);

  return make_layer (picture.pixels.image);
}

static void
read_reduced (GeglBuffer *layer,
              int         most_side,
              NstPixels  *pixels)
{
  g_autoptr (GError)     error = NULL;
  gboolean               whole;
  g_autoptr (GeglBuffer) reduced = nst_buffer_reduce (layer, NULL, most_side, &whole);

  nst_layer_read (reduced, NULL, NULL, "layer", pixels, &error);
  g_assert_no_error (error);
}

/* Paints until it is done. */
static void
paint (Asked      *asked,
       NstPreview *preview,
       const char *pairs,
       gboolean    going_on)
{
  const GeglRectangle *box      = gegl_buffer_get_extent (asked->photo);
  NstSettings          settings = test_resolve (pairs);
  const NstImage      *style;
  NstSubject           subject = { .network  = network,
                                   .content  = asked->content.image,
                                   .styles   = &style,
                                   .n_styles = 1,
                                   .settings = &settings };

  nst_settings_reduce (&settings, box->width, box->height, NST_PREVIEW_SIDE);
  nst_pixels_clear (&asked->style);
  read_reduced (asked->painting, nst_settings_get_style_side (&settings, asked->side),
                &asked->style);
  style           = asked->style.image;
  asked->asked_us = g_get_monotonic_time ();
  nst_preview_paint (preview, &subject, going_on, NULL, NULL);
  while (!nst_preview_is_idle (preview))
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  Asked              asked   = { 0 };
  NstPreview        *preview = nst_preview_new (take, &asked);
  g_autoptr (GError) error   = NULL;

  if (argc < 4)
    {
      fprintf (stderr, "paint-preview CONTENT STYLE OUT [SETTINGS...]\n");
      return 2;
    }

  gegl_init (NULL, NULL);
  test_open_network ();
  asked.photo    = open_layer (argv[1]);
  asked.painting = open_layer (argv[2]);
  asked.side     = nst_reduced_side (MAX (gegl_buffer_get_width (asked.photo),
                                          gegl_buffer_get_height (asked.photo)),
                                     NST_PREVIEW_SIDE);
  read_reduced (asked.photo, asked.side, &asked.content);

  paint (&asked, preview, argc > 4 ? argv[4] : "", FALSE);
  for (int i = 5; i < argc; i++)
    paint (&asked, preview, argv[i], TRUE);

  nst_picture_save (argv[3], asked.last, NULL, NST_PAPER_NONE, 8, &(NstPictureTags){ NULL },
                    &error);
  g_assert_no_error (error);

  nst_preview_free (preview);
  nst_image_free (asked.last);
  nst_pixels_clear (&asked.content);
  nst_pixels_clear (&asked.style);
  g_object_unref (asked.photo);
  g_object_unref (asked.painting);
  test_close_network ();
  gegl_exit ();

  return 0;
}
