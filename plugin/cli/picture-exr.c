/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By OpenEXR's own library for C.  Chunks are compressed and written one after the other. */

#include "plugin/cli/picture-exr.h"
#include "plugin/shared/colour.h"

#include <string.h>

#include <openexr.h>

#define MOST_CHANNELS 4

static void
keep_quiet (exr_const_context_t context,
            exr_result_t        code,
            const char         *message)
{
  (void) context;
  (void) code;
  (void) message;
}

static exr_context_initializer_t
get_initializer (void)
{
  exr_context_initializer_t initializer = EXR_DEFAULT_CONTEXT_INITIALIZER;

  initializer.error_handler_fn = keep_quiet;
  return initializer;
}

gboolean
nst_picture_exr_has_colours (const char *path)
{
  static const char *const        names[]     = { "R", "G", "B", "Y", NULL };
  const exr_context_initializer_t initializer = get_initializer ();
  const exr_attr_chlist_t        *channels    = NULL;
  exr_context_t                   context     = NULL;
  gboolean                        found       = FALSE;

  if (exr_start_read (&context, path, &initializer) != EXR_ERR_SUCCESS)
    return TRUE;

  if (exr_get_channels (context, 0, &channels) != EXR_ERR_SUCCESS)
    found = TRUE;

  for (int i = 0; channels && i < channels->num_channels; i++)
    found = found || g_strv_contains (names, channels->entries[i].name.str);

  exr_finish (&context);

  return found;
}


/* ---- writing --------------------------------------------------------- */

/* A file being written, and the floats of its chunk under way. */
typedef struct
{
  exr_context_t         context;
  exr_encode_pipeline_t encoder;
  gboolean              encoding; /* since the first chunk */
  int                   part;
  int                   n_channels;
  int                   chunk_rows;
  float                *rows; /* [chunk_rows][width][n_channels] */
} Writing;

static gboolean
write_header (Writing        *writing,
              const char     *path,
              const NstImage *image)
{
  /* In the order of the alphabet, as the format wants them. */
  static const char *const        names[]     = { "A", "B", "G", "R" };
  const exr_context_initializer_t initializer = get_initializer ();
  gboolean                        good;

  good = exr_start_write (&writing->context, path, EXR_WRITE_FILE_DIRECTLY, &initializer) ==
           EXR_ERR_SUCCESS &&
         exr_add_part (writing->context, "painting", EXR_STORAGE_SCANLINE, &writing->part) ==
           EXR_ERR_SUCCESS &&
         exr_initialize_required_attr_simple (writing->context, writing->part, image->width,
                                              image->height, EXR_COMPRESSION_ZIP) ==
           EXR_ERR_SUCCESS;

  for (int c = MOST_CHANNELS - writing->n_channels; good && c < MOST_CHANNELS; c++)
    good = exr_add_channel (writing->context, writing->part, names[c], EXR_PIXEL_FLOAT,
                            EXR_PERCEPTUALLY_LOGARITHMIC, 1, 1) == EXR_ERR_SUCCESS;

  return good &&
         exr_write_header (writing->context) == EXR_ERR_SUCCESS &&
         exr_get_scanlines_per_chunk (writing->context, writing->part, &writing->chunk_rows) ==
           EXR_ERR_SUCCESS;
}

/* Rows from y on as A, B, G, R or B, G, R; colours of OpenEXR are premultiplied. */
static void
fill_rows (Writing        *writing,
           const NstImage *image,
           const NstImage *alpha,
           NstPaper        paper,
           int             y,
           int             n_rows)
{
  const size_t first = (size_t) y * image->width;
  float       *to    = writing->rows;

  for (size_t i = first; i < first + (size_t) n_rows * image->width; i++)
    {
      float rgba[4];

      nst_paper_get_pixel (image, alpha ? alpha->data : NULL, paper, i, rgba);
      if (alpha)
        *to++ = rgba[3];
      for (int c = 2; c >= 0; c--)
        *to++ = rgba[3] * nst_srgb_decode (rgba[c]);
    }
}

static gboolean
write_chunk (Writing *writing,
             int      width,
             int      y)
{
  exr_chunk_info_t chunk;
  gboolean         good = exr_write_scanline_chunk_info (writing->context, writing->part, y,
                                                         &chunk) == EXR_ERR_SUCCESS;

  if (good && writing->encoding)
    good = exr_encoding_update (writing->context, writing->part, &chunk, &writing->encoder) ==
           EXR_ERR_SUCCESS;
  else if (good)
    good = writing->encoding =
      exr_encoding_initialize (writing->context, writing->part, &chunk, &writing->encoder) ==
      EXR_ERR_SUCCESS;

  for (int c = 0; good && c < writing->encoder.channel_count; c++)
    {
      exr_coding_channel_info_t *channel = &writing->encoder.channels[c];

      channel->encode_from_ptr        = (const uint8_t *) (writing->rows + c);
      channel->user_data_type         = EXR_PIXEL_FLOAT;
      channel->user_bytes_per_element = sizeof (float);
      channel->user_pixel_stride      = writing->n_channels * (int) sizeof (float);
      channel->user_line_stride       = width * writing->n_channels * (int) sizeof (float);
    }

  return good &&
         exr_encoding_choose_default_routines (writing->context, writing->part,
                                               &writing->encoder) == EXR_ERR_SUCCESS &&
         exr_encoding_run (writing->context, writing->part, &writing->encoder) ==
           EXR_ERR_SUCCESS;
}

gboolean
nst_picture_exr_write (const char     *path,
                       const NstImage *image,
                       const NstImage *alpha,
                       NstPaper        paper)
{
  Writing  writing = { .n_channels = alpha ? 4 : 3 };
  gboolean good    = write_header (&writing, path, image);

  if (good)
    {
      const gsize n = (gsize) image->width * writing.chunk_rows * writing.n_channels;

      writing.rows = g_try_new (float, n);
      good         = writing.rows != NULL;
    }

  for (int y = 0; good && y < image->height; y += writing.chunk_rows)
    {
      fill_rows (&writing, image, alpha, paper, y, MIN (writing.chunk_rows, image->height - y));
      good = write_chunk (&writing, image->width, y);
    }

  if (writing.encoding)
    exr_encoding_destroy (writing.context, &writing.encoder);
  if (writing.context && exr_finish (&writing.context) != EXR_ERR_SUCCESS)
    good = FALSE;
  g_free (writing.rows);

  return good;
}
