/* SPDX-License-Identifier: GPL-3.0-or-later */

/* plugin/shared/layer.c through GEGL, without GIMP. */

#include "plugin/shared/kept-files.h"
#include "plugin/shared/layer.h"
#include "plugin/shared/reduced.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#define WIDTH  37
#define HEIGHT 150 /* more than two bands, and no multiple of one */
#define OPAQUE NULL

/* ---- buffers --------------------------------------------------------- */

/* A picture of smooth colours, in sRGB; alpha from 1 at the left to 0. */
static void
paint (float *rgba,
       int    x,
       int    y)
{
  rgba[0] = (float) x / (WIDTH - 1);
  rgba[1] = (float) y / (HEIGHT - 1);
  rgba[2] = 0.5f + 0.5f * sinf ((float) (x + y) / 9);
  rgba[3] = 1 - (float) x / (WIDTH - 1);
}

static GeglBuffer *
new_buffer (const char *format,
            int         x0,
            int         y0)
{
  const GeglRectangle box    = { x0, y0, WIDTH, HEIGHT };
  GeglBuffer         *buffer = gegl_buffer_new (&box, babl_format (format));
  float               row[4 * WIDTH];

  for (int y = 0; y < HEIGHT; y++)
    {
      for (int x = 0; x < WIDTH; x++)
        paint (row + 4 * x, x, y);

      gegl_buffer_set (buffer, GEGL_RECTANGLE (x0, y0 + y, WIDTH, 1), 0,
                       babl_format ("R'G'B'A float"), row,
                       GEGL_AUTO_ROWSTRIDE);
    }

  return buffer;
}

static float *
floats_of (GeglBuffer *buffer)
{
  const GeglRectangle *box  = gegl_buffer_get_extent (buffer);
  float               *data = g_new (float, 4 * box->width * box->height);

  gegl_buffer_get (buffer, box, 1.0, babl_format ("R'G'B'A float"), data,
                   GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  return data;
}

/* The largest difference; colour counts where alpha is not almost 0. */
static float
distance (GeglBuffer *one,
          GeglBuffer *two)
{
  g_autofree float *a    = floats_of (one);
  g_autofree float *b    = floats_of (two);
  float             most = 0;

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    for (int c = 0; c < 4; c++)
      if (c == 3 || a[4 * i + 3] > 0.15f)
        most = MAX (most, fabsf (a[4 * i + c] - b[4 * i + c]));

  return most;
}


/* ---- round trips ----------------------------------------------------- */

typedef struct
{
  const char *format;
  gboolean    alpha;
  float       tolerance; /* one step of the format, where it is dark */
} Kind;

/* clang-format off */
static const Kind kinds[] =
{
  { "R'G'B' u8",     FALSE, 0.5f / 255 },
  { "R'G'B'A u8",    TRUE,  0.5f / 255 },
  { "R'G'B' u16",    FALSE, 1.0f / 65535 },
  { "RGBA u16",      TRUE,  2e-4f },
  { "RGB u8",        FALSE, 1e-6f },
  { "R'G'B'A u32",   TRUE,  2e-6f },
  { "RGBA half",     TRUE,  1e-3f },
  { "RGBA float",    TRUE,  2e-6f },
  { "R'G'B' float",  FALSE, 1e-6f },
  { "R'G'B'A double", TRUE, 1e-6f },
  { "Y' u8",         FALSE, 0.5f / 255 },
  { "Y'A u8",        TRUE,  0.5f / 255 },
  { "Y u16",         FALSE, 2e-4f },
  { "Y'A float",     TRUE,  1e-5f }
};
/* clang-format on */

static void
check_round_trip (gconstpointer data)
{
  const Kind        *kind   = data;
  g_autoptr (GError) error  = NULL;
  g_auto (NstPixels) pixels = { NULL, NULL };
  GeglBuffer        *buffer = new_buffer (kind->format, 5, -3);
  GeglBuffer        *copy   = gegl_buffer_new (
             GEGL_RECTANGLE (0, 0, WIDTH, HEIGHT), babl_format (kind->format));

  nst_layer_read (buffer, NULL, NULL, "layer", &pixels, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pixels.image->width, ==, WIDTH);
  g_assert_cmpint (pixels.image->height, ==, HEIGHT);
  g_assert_cmpint (pixels.image->channels, ==, 3);
  g_assert_true ((pixels.alpha != NULL) == kind->alpha);

  nst_layer_write (copy, pixels.image, pixels.alpha, pixels.paper, NULL, 0, HEIGHT);
  g_assert_cmpfloat (distance (buffer, copy), <=, kind->tolerance);

  g_object_unref (buffer);
  g_object_unref (copy);
}

/* Every value of 8 bits is k/255 to the bit, each time. */
static void
check_exact (void)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, 256, 1),
                                        babl_format ("R'G'B' u8"));
  guint8      row[3 * 256];

  for (int i = 0; i < 3 * 256; i++)
    row[i] = (guint8) (i / 3);
  gegl_buffer_set (buffer, NULL, 0, NULL, row, GEGL_AUTO_ROWSTRIDE);

  for (int again = 0; again < 3; again++)
    {
      g_auto (NstPixels) pixels = { NULL, NULL };

      g_assert_true (nst_layer_read (buffer, NULL, NULL, "layer", &pixels, NULL));
      for (int i = 0; i < 3 * 256; i++)
        g_assert_true (pixels.image->data[i] == (float) row[i] / 255.0f);
    }

  g_object_unref (buffer);
}

static void
check_box (void)
{
  const GeglRectangle box    = { 15, 40, 10, 70 };
  GeglBuffer         *buffer = new_buffer ("R'G'B' float", 5, -3);
  g_auto (NstPixels)  pixels = { NULL, NULL };
  g_autoptr (GError)  error  = NULL;

  nst_layer_read (buffer, &box, NULL, "layer", &pixels, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pixels.image->width, ==, 10);
  g_assert_cmpint (pixels.image->height, ==, 70);

  for (int y = 0; y < 70; y++)
    for (int x = 0; x < 10; x++)
      {
        float        rgba[4];
        const float *rgb = pixels.image->data + 3 * (10 * y + x);

        paint (rgba, x + 10, y + 43);
        for (int c = 0; c < 3; c++)
          g_assert_cmpfloat (fabsf (rgb[c] - rgba[c]), <, 1e-5f);
      }

  g_object_unref (buffer);
}


/* ---- colour ---------------------------------------------------------- */

static GeglBuffer *
one_colour (const char *format,
            const void *pixel)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, 4, 4),
                                        babl_format (format));
  const int   bytes =
    babl_format_get_bytes_per_pixel (gegl_buffer_get_format (buffer));
  guchar data[16 * 16];

  for (int i = 0; i < 16; i++)
    memcpy (data + i * bytes, pixel, (size_t) bytes);
  gegl_buffer_set (buffer, NULL, 0, NULL, data, GEGL_AUTO_ROWSTRIDE);

  return buffer;
}

/* Adobe RGB's 200, 100, 50 is 0.8905, 0.3924, 0.1661 in sRGB, and the way back
 * gives the same bytes. */
static void
check_space (void)
{
  const guchar       pixel[3] = { 200, 100, 50 };
  const float        srgb[3]  = { 0.8905f, 0.3924f, 0.1661f };
  const Babl        *space    = babl_space ("Adobish");
  GeglBuffer        *buffer   = one_colour ("R'G'B' u8", pixel);
  g_auto (NstPixels) pixels   = { NULL, NULL };
  g_autoptr (GError) error    = NULL;
  guchar             back[16 * 3];

  nst_layer_read (buffer, NULL, space, "layer", &pixels, &error);
  g_assert_no_error (error);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat (fabsf (pixels.image->data[3 + c] - srgb[c]), <, 2e-3f);

  nst_layer_write (buffer, pixels.image, OPAQUE, NST_PAPER_NONE, space, 0, 4);
  gegl_buffer_get (buffer, NULL, 1.0, NULL, back, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  for (int i = 0; i < 16 * 3; i++)
    g_assert_cmpint (back[i], ==, pixel[i % 3]);

  g_object_unref (buffer);
}

/* An indexed layer in an image with a profile. */
static void
check_palette (void)
{
  const guchar       colours[]   = { 0, 0, 0, 200, 100, 50 };
  const guchar       indices[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  const Babl        *format      = NULL;
  g_auto (NstPixels) pixels      = { NULL, NULL };
  g_autoptr (GError) error       = NULL;
  const Babl        *palette     = babl_new_palette ("layer", &format, NULL);
  GeglBuffer        *buffer;

  babl_palette_set_palette (palette, babl_format ("R'G'B' u8"),
                            (void *) colours, 2);
  buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, 4, 4), format);
  gegl_buffer_set (buffer, NULL, 0, format, indices, GEGL_AUTO_ROWSTRIDE);

  nst_layer_read (buffer, NULL, babl_space ("Adobish"), "layer", &pixels,
                  &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fabsf (pixels.image->data[0] - 0.8905f), <, 2e-3f);

  g_object_unref (buffer);
}

static void
check_wild_numbers (void)
{
  const float        pixel[4] = { NAN, 1e30f, -INFINITY, INFINITY };
  GeglBuffer        *buffer   = one_colour ("R'G'B'A float", pixel);
  g_auto (NstPixels) pixels   = { NULL, NULL };
  g_autoptr (GError) error    = NULL;

  nst_layer_read (buffer, NULL, NULL, "layer", &pixels, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 16 * 3; i++)
    g_assert_true (pixels.image->data[i] >= 0 && pixels.image->data[i] <= 1);
  g_assert_cmpfloat (pixels.image->data[1], ==, 1);
  g_assert_null (pixels.alpha);

  g_object_unref (buffer);
}


/* ---- alpha ----------------------------------------------------------- */

static void
fill (GeglBuffer   *buffer,
      int           x,
      int           y,
      int           width,
      int           height,
      const guchar *rgba)
{
  GeglColor *color = gegl_color_new (NULL);

  gegl_color_set_pixel (color, babl_format ("R'G'B'A u8"), rgba);
  gegl_buffer_set_color (buffer, GEGL_RECTANGLE (x, y, width, height), color);
  g_object_unref (color);
}

static GeglBuffer *
new_clear_buffer (void)
{
  return gegl_buffer_new (GEGL_RECTANGLE (0, 0, WIDTH, HEIGHT),
                          babl_format ("R'G'B'A u8"));
}

/* The left third is bright orange, paler in every other row, the rest
 * transparent black. */
static void
check_hidden (void)
{
  GeglBuffer        *buffer    = new_clear_buffer ();
  const guchar       orange[4] = { 250, 150, 20, 255 };
  const guchar       paler[4]  = { 250, 200, 70, 255 };
  g_auto (NstPixels) pixels    = { NULL, NULL };
  g_autoptr (GError) error     = NULL;

  for (int y = 0; y < HEIGHT; y++)
    fill (buffer, 0, y, WIDTH / 3, 1, y % 2 ? orange : paler);

  nst_layer_read (buffer, NULL, NULL, "layer", &pixels, &error);
  g_assert_no_error (error);
  g_assert_nonnull (pixels.alpha);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      g_assert_cmpfloat (pixels.alpha[i], ==, i % WIDTH < WIDTH / 3 ? 1 : 0);
      for (int c = 0; c < 3; c++)
        {
          g_assert_cmpfloat (pixels.image->data[3 * i + c], >,
                             (float) orange[c] / 255 - 1e-4f);
          g_assert_cmpfloat (pixels.image->data[3 * i + c], <,
                             (float) paler[c] / 255 + 1e-4f);
        }
    }

  g_object_unref (buffer);
}

/* Bars of writing as long as the layer is high, 5 pixels wide and 5 apart, the
 * last column of each half covered: with their colours in turn, every row at
 * `contrast` over and under its colour. */
static GeglBuffer *
new_bars (const guchar (*colours)[4],
          int n_colours,
          int contrast)
{
  GeglBuffer *buffer = new_clear_buffer ();

  for (int x = 5, bar = 0; x + 5 <= WIDTH; x += 10, bar++)
    for (int y = 0; y < HEIGHT; y++)
      {
        guchar rgba[4];

        memcpy (rgba, colours[bar % n_colours], 4);
        for (int c = 0; c < 3; c++)
          rgba[c] = (guchar) CLAMP (rgba[c] + (y % 2 ? contrast : -contrast),
                                    0, 255);
        fill (buffer, x, y, 4, 1, rgba);
        rgba[3] = 128;
        fill (buffer, x + 4, y, 1, 1, rgba);
      }

  return buffer;
}

/* What the network sees of the bars' picture: the paper between them (NAN: no
 * paper, a colour of the neighbours), their colour, and half of each at the
 * soft edge. */
typedef struct
{
  const char *name;
  guchar      colours[2][4];
  int         contrast;
  float       paper;
} Writing;

/* clang-format off */
static const Writing writings[] =
{
  { "dark",         { { 20, 20, 30, 255 },   { 20, 20, 30, 255 } },  0, 1 },
  { "light",        { { 250, 240, 200, 255 }, { 250, 240, 200, 255 } }, 0, 0 },
  { "many-colours", { { 200, 20, 30, 255 },  { 20, 60, 120, 255 } }, 0, 1 },
  { "faint-grain",  { { 60, 20, 30, 255 },   { 60, 20, 30, 255 } },  1, 1 },
  { "half-covered", { { 20, 20, 30, 128 },   { 20, 20, 30, 128 } },  0, 1 },
  { "a-photo",      { { 60, 40, 50, 255 },   { 60, 40, 50, 255 } }, 12, NAN }
};
/* clang-format on */

/* Taken off its paper, a layer is what it was, soft edges too. */
static void
check_comes_back (GeglBuffer *buffer,
                  NstPixels  *pixels)
{
  GeglBuffer *copy = new_clear_buffer ();

  nst_layer_write (copy, pixels->image, pixels->alpha, pixels->paper, NULL, 0,
                   HEIGHT);
  g_assert_cmpfloat (distance (buffer, copy), <, 1.0f / 255);
  g_object_unref (copy);
}

static void
check_writing (gconstpointer data)
{
  const Writing     *writing = data;
  GeglBuffer        *buffer  = new_bars (writing->colours, 2,
                                         writing->contrast);
  g_auto (NstPixels) pixels  = { NULL, NULL };
  g_autoptr (GError) error   = NULL;

  nst_layer_read (buffer, NULL, NULL, "layer", &pixels, &error);
  g_assert_no_error (error);

  for (int bar = 0; bar < 3; bar++)
    for (int c = 0; c < 3; c++)
      {
        const float  bound = 0.5f / 255 + (float) writing->contrast / 255;
        const float *row   = pixels.image->data +
                           3 * (20 * WIDTH + 5 + 10 * bar) + c;
        const guchar *rgba   = writing->colours[bar % 2];
        const float   colour = (float) rgba[c] / 255;
        const float   solid  = (float) rgba[3] / 255;
        const float   paper  = isnan (writing->paper) ? colour : writing->paper;
        const float   soft   = 128.0f / 255;

        g_assert_cmpfloat (fabsf (row[-3 * 3] - paper), <=, bound);
        g_assert_cmpfloat (fabsf (row[3 * 7] - paper), <=, bound);
        g_assert_cmpfloat (fabsf (row[3 * 2] -
                                  (paper + solid * (colour - paper))),
                           <=,
                           bound);
        g_assert_cmpfloat (fabsf (row[3 * 4] -
                                  (paper + soft * (colour - paper))),
                           <=,
                           bound);
      }

  g_assert_cmpfloat (pixels.alpha[20 * WIDTH + 2], ==, 0);
  check_comes_back (buffer, &pixels);
  g_object_unref (buffer);
}

/* One veil over all of a photo, or one that thickens, is no writing. */
static void
check_veiled_photo (void)
{
  for (int thickens = 0; thickens < 2; thickens++)
    {
      GeglBuffer        *buffer = new_clear_buffer ();
      g_auto (NstPixels) pixels = { NULL, NULL };
      g_autoptr (GError) error  = NULL;

      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          {
            const guchar rgba[4] = { (guchar) (60 + x), (guchar) (80 + y), 90,
                                     (guchar) (thickens ? 60 + 5 * x : 128) };

            fill (buffer, x, y, 1, 1, rgba);
          }

      nst_layer_read (buffer, NULL, NULL, "layer", &pixels, &error);
      g_assert_no_error (error);
      g_assert_nonnull (pixels.alpha);

      for (int i = 0; i < WIDTH * HEIGHT; i++)
        g_assert_cmpfloat (fabsf (pixels.image->data[3 * i] -
                                  (float) (60 + i % WIDTH) / 255),
                           <, 1e-3f);
      g_object_unref (buffer);
    }
}

static void
check_nothing_visible (void)
{
  const guchar       pixel[4] = { 250, 150, 20, 0 };
  GeglBuffer        *buffer   = one_colour ("R'G'B'A u8", pixel);
  g_auto (NstPixels) pixels   = { NULL, NULL };
  g_autoptr (GError) error    = NULL;

  g_assert_false (nst_layer_read (buffer, NULL, NULL, "Clouds", &pixels,
                                  &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, "Clouds"));
  g_assert_null (pixels.image);

  g_object_unref (buffer);
}

static void
check_one_pixel (void)
{
  const guchar       pixel[4] = { 255, 0, 51, 128 };
  GeglBuffer        *buffer   = one_colour ("R'G'B'A u8", pixel);
  g_auto (NstPixels) pixels   = { NULL, NULL };
  g_autoptr (GError) error    = NULL;

  nst_layer_read (buffer, GEGL_RECTANGLE (2, 2, 1, 1), NULL, "dot", &pixels,
                  &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fabsf (pixels.image->data[2] - 0.2f), <, 1e-4f);
  g_assert_cmpfloat (fabsf (pixels.alpha[0] - 128.0f / 255), <, 1e-4f);

  g_object_unref (buffer);
}


/* ---- writing --------------------------------------------------------- */

static NstImage *
new_ramp (int width,
          int height)
{
  NstImage *image = nst_image_new (width, height, 3, NULL);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int c = 0; c < 3; c++)
        image->data[3 * (y * width + x) + c] =
          ((float) x + 0.5f) / (float) width;

  return image;
}

/* A frame of half the size: a ramp stays a ramp. */
static void
check_scaled_frame (void)
{
  g_autoptr (NstImage) frame  = new_ramp (16, 9);
  GeglBuffer          *buffer = gegl_buffer_new (
             GEGL_RECTANGLE (0, 0, 64, 36), babl_format ("R'G'B'A float"));
  g_autofree float *data = NULL;

  nst_layer_write (buffer, frame, OPAQUE, NST_PAPER_NONE, NULL, 0, 36);
  data = floats_of (buffer);

  for (int y = 0; y < 36; y++)
    for (int x = 2; x < 62; x++)
      {
        const float *rgba = data + 4 * (64 * y + x);

        g_assert_cmpfloat (fabsf (rgba[0] - ((float) x + 0.5f) / 64), <,
                           1e-5f);
        g_assert_cmpfloat (rgba[3], ==, 1);
      }

  g_object_unref (buffer);
}

/* Only the rows asked for, also where they end below the buffer. */
static void
check_rows (void)
{
  g_autoptr (NstImage) frame  = new_ramp (WIDTH, HEIGHT);
  GeglBuffer          *buffer = gegl_buffer_new (
             GEGL_RECTANGLE (0, 0, WIDTH, HEIGHT), babl_format ("R'G'B'A u8"));
  g_autofree float *data = NULL;

  nst_layer_write (buffer, frame, OPAQUE, NST_PAPER_NONE, NULL, 20, 70);
  nst_layer_write (buffer, frame, OPAQUE, NST_PAPER_NONE, NULL, HEIGHT - 5, 100);
  data = floats_of (buffer);

  for (int y = 0; y < HEIGHT; y++)
    g_assert_cmpfloat (data[4 * WIDTH * y + 3], ==,
                       (y >= 20 && y < 90) || y >= HEIGHT - 5 ? 1 : 0);

  g_object_unref (buffer);
}

/* A reduced buffer is the picture, smaller: each pixel within what lies there, the corner at
 * 0, 0, the format the same. */
static void
check_reduced (gconstpointer data)
{
  const GeglRectangle    box     = { 5, 20, 30, 120 };
  g_autoptr (GeglBuffer) buffer  = new_buffer (data, 0, 0);
  gboolean               whole   = TRUE;
  g_autoptr (GeglBuffer) reduced = nst_buffer_reduce (buffer, &box, 40, &whole);
  const GeglRectangle   *extent;
  g_autofree float      *found = NULL;

  g_assert_nonnull (reduced);
  g_assert_false (whole);
  g_assert_true (gegl_buffer_get_format (reduced) == babl_format (data));
  extent = gegl_buffer_get_extent (reduced);
  g_assert_cmpint (extent->x, ==, 0);
  g_assert_cmpint (extent->y, ==, 0);
  g_assert_cmpint (extent->width, ==, 10);
  g_assert_cmpint (extent->height, ==, 40);

  found = floats_of (reduced);
  for (int y = 0; y < 40; y++)
    for (int x = 0; x < 10; x++)
      {
        float wanted[4];

        paint (wanted, box.x + 3 * x + 1, box.y + 3 * y + 1);
        for (int c = 0; c < 2; c++)
          g_assert_cmpfloat (fabsf (found[4 * (10 * y + x) + c] - wanted[c]), <, 0.05);
      }
}

/* What is small enough is not touched. */
/* A run is as large as a stage of the whole one; a texture has its own size. */
static void
check_reduced_run (void)
{
  NstSettings settings;

  g_assert_cmpint (nst_reduced_side (700, 512), ==, 700);
  g_assert_cmpint (nst_reduced_side (1000, 512), ==, 500);
  g_assert_cmpint (nst_reduced_side (2999, 512), ==, 375);

  nst_settings_init (&settings);
  strcpy (settings.content_layers, "conv4_2");
  nst_settings_reduce (&settings, 3000, 2000, 512);
  g_assert_cmpint (settings.size, ==, 375);
  g_assert_cmpint (nst_settings_get_style_side (&settings, 375), ==, 750);
  settings.style_scale = 2.5;
  g_assert_cmpint (nst_settings_get_style_side (&settings, 375), ==, 938);

  settings.size = 300;
  nst_settings_reduce (&settings, 3000, 2000, 512);
  g_assert_cmpint (settings.size, ==, 300);

  nst_settings_init (&settings);
  settings.width = 1000;
  nst_settings_reduce (&settings, 200, 400, 512);
  g_assert_cmpint (settings.width, ==, 1000);
  g_assert_cmpint (settings.height, ==, 400);
  g_assert_cmpint (settings.size, ==, 500);
  g_assert_cmpint (nst_settings_get_style_side (&settings, 500), ==, 0);
}

static void
check_not_reduced (void)
{
  g_autoptr (GeglBuffer) buffer = new_buffer ("R'G'B' u8", 0, 0);
  gboolean               whole  = FALSE;
  g_autoptr (GeglBuffer) same   = nst_buffer_reduce (buffer, NULL, HEIGHT, &whole);

  g_assert_true (whole);
  g_assert_true (same == buffer);
}

/* A file that was read is found as long as it is the same, and not of too many. */
static void
check_kept_files (void)
{
  g_autofree char       *path    = g_build_filename (g_get_tmp_dir (), "neural-art-kept", NULL);
  g_autofree char       *nothing = nst_kept_files_key ("/nowhere/at all", 64);
  g_autofree char       *key     = NULL;
  g_autofree char       *changed = NULL;
  g_autofree char       *larger  = NULL;
  g_auto (NstPixels)     pixels  = { 0 };
  g_auto (NstPixels)     found   = { 0 };
  g_autoptr (GeglBuffer) buffer  = new_buffer ("R'G'B'A float", 0, 0);

  g_assert_null (nothing);
  g_assert_true (g_file_set_contents (path, "one", -1, NULL));
  key    = nst_kept_files_key (path, 64);
  larger = nst_kept_files_key (path, 128);
  g_assert_cmpstr (key, !=, larger);
  g_assert_false (nst_kept_files_find (key, &found));

  g_assert_true (nst_layer_read (buffer, NULL, NULL, "one", &pixels, NULL));
  nst_kept_files_add (key, &pixels);
  g_assert_false (nst_kept_files_find (larger, &found));
  g_assert_true (nst_kept_files_find (key, &found));
  g_assert_true (found.image->data != pixels.image->data);
  g_assert_cmpmem (found.image->data, sizeof (float) * 3 * WIDTH * HEIGHT, pixels.image->data,
                   sizeof (float) * 3 * WIDTH * HEIGHT);
  g_assert_cmpmem (found.alpha, sizeof (float) * WIDTH * HEIGHT, pixels.alpha,
                   sizeof (float) * WIDTH * HEIGHT);

  g_assert_true (g_file_set_contents (path, "others", -1, NULL));
  changed = nst_kept_files_key (path, 64);
  g_assert_cmpstr (key, !=, changed);

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *other = g_strdup_printf ("%d", i);

      nst_kept_files_add (other, &pixels);
    }
  g_assert_false (nst_kept_files_find (key, &found));
  g_unlink (path);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/layer/round-trip/%s",
                                               kinds[i].format);

      g_test_add_data_func (path, &kinds[i], check_round_trip);
    }

  g_test_add_func ("/layer/exact", check_exact);
  g_test_add_func ("/layer/reads-the-box", check_box);
  g_test_add_func ("/layer/space-is-honoured", check_space);
  g_test_add_func ("/layer/palette-in-a-space", check_palette);
  g_test_add_func ("/layer/wild-numbers-are-tamed", check_wild_numbers);
  g_test_add_func ("/layer/hidden-pixels-get-visible-colour", check_hidden);
  for (gsize i = 0; i < G_N_ELEMENTS (writings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/layer/writing/%s",
                                               writings[i].name);

      g_test_add_data_func (path, &writings[i], check_writing);
    }

  g_test_add_func ("/layer/a-veiled-photo-stays", check_veiled_photo);
  g_test_add_func ("/layer/nothing-visible-is-an-error", check_nothing_visible);
  g_test_add_func ("/layer/one-pixel", check_one_pixel);
  g_test_add_func ("/layer/frames-are-scaled", check_scaled_frame);
  g_test_add_func ("/layer/only-the-rows-asked-for", check_rows);

  g_test_add_data_func ("/layer/reduced/u8", "R'G'B' u8", check_reduced);
  g_test_add_data_func ("/layer/reduced/float", "R'G'B' float", check_reduced);
  g_test_add_func ("/layer/reduced/small-enough", check_not_reduced);
  g_test_add_func ("/layer/reduced/run", check_reduced_run);
  g_test_add_func ("/layer/kept-files", check_kept_files);

  status = g_test_run ();
  gegl_exit ();

  return status;
}
