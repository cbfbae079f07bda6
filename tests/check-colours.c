/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose colours a painting has: the arithmetic against its definitions, and that runs go by
 * it.  Run from the repository's root, where the network is. */

#include "core/image/lightness.h"
#include "core/nst.h"
#include "core/run/pictures.h"
#include "core/run/recolour.h"
#include "tests/threads.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>

static NstThreads threads;

static NstImage *
make_noise (int width,
            int height,
            int seed)
{
  NstImage         *image = nst_image_new (width, height, 3, NULL);
  g_autoptr (GRand) rand  = g_rand_new_with_seed ((guint32) seed);

  for (int i = 0; i < 3 * width * height; i++)
    image->data[i] = (float) g_rand_double (rand);

  return image;
}

static NstImage *
make_constant (int   width,
               int   height,
               float r,
               float g,
               float b)
{
  NstImage *image = nst_image_new (width, height, 3, NULL);

  for (int i = 0; i < 3 * width * height; i += 3)
    {
      image->data[i]     = r;
      image->data[i + 1] = g;
      image->data[i + 2] = b;
    }

  return image;
}


/* ---- styles recoloured ----------------------------------------------- */

/* By the definition, in two passes. */
static NstPalette
measure (const NstImage *image)
{
  const int  n       = image->width * image->height;
  NstPalette palette = { { 0 } };

  for (int i = 0; i < 3 * n; i++)
    palette.mean[i % 3] += (double) image->data[i] / n;
  for (int i = 0; i < 3 * n; i += 3)
    for (int k = 0; k < 9; k++)
      palette.covariance[k] += ((double) image->data[i + k / 3] - palette.mean[k / 3]) *
                               ((double) image->data[i + k % 3] - palette.mean[k % 3]) / n;

  return palette;
}

static NstImage *
recolour (const NstImage *style,
          const NstImage *photo)
{
  g_autoptr (GError) error = NULL;
  NstPalette         palette;
  NstImage          *made;

  g_assert_true (nst_palette_find (&palette, photo, NULL, &threads, &error));
  made = nst_image_recolour (style, NULL, &palette, &threads, &error);
  g_assert_no_error (error);
  g_assert_nonnull (made);
  for (int i = 0; i < 3 * made->width * made->height; i++)
    g_assert_true (isfinite (made->data[i]));

  return made;
}

static void
assert_same_palette (const NstImage *a,
                     const NstImage *b)
{
  const NstPalette one   = measure (a);
  const NstPalette other = measure (b);

  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat (fabs (one.mean[c] - other.mean[c]), <, 1e-5);
  for (int k = 0; k < 9; k++)
    g_assert_cmpfloat (fabs (one.covariance[k] - other.covariance[k]), <, 1e-5);
}

static void
assert_near (const NstImage *a,
             const NstImage *b,
             double          most)
{
  for (int i = 0; i < 3 * a->width * a->height; i++)
    g_assert_cmpfloat (fabs ((double) a->data[i] - (double) b->data[i]), <=, most);
}

static void
test_palettes (void)
{
  for (int seed = 1; seed < 6; seed++)
    {
      g_autoptr (NstImage) style = seed % 2 ? test_wave_picture (50 + seed, 41, seed)
                                            : make_noise (33, 20 + seed, seed);
      g_autoptr (NstImage) photo = test_wave_picture (61, 30 + seed, 10 + seed);
      g_autoptr (NstImage) made  = recolour (style, photo);

      assert_same_palette (made, photo);
    }
}

static void
swap_channels (NstImage *image)
{
  for (int i = 0; i < 3 * image->width * image->height; i += 3)
    {
      const float red = image->data[i];

      image->data[i]     = image->data[i + 2];
      image->data[i + 2] = red;
    }
}

/* No channel comes before another, and what has the colours already stays as it is. */
static void
test_least_movement (void)
{
  g_autoptr (NstImage) style = test_wave_picture (50, 41, 1);
  g_autoptr (NstImage) photo = test_wave_picture (61, 30, 2);
  g_autoptr (NstImage) made  = recolour (style, photo);
  g_autoptr (NstImage) same  = recolour (style, style);
  g_autoptr (NstImage) other = NULL;

  assert_near (same, style, 1e-5);

  swap_channels (style);
  swap_channels (photo);
  other = recolour (style, photo);
  swap_channels (other);
  assert_near (other, made, 1e-5);
}

/* What there is too little of to be recoloured. */
static void
test_poor_pictures (void)
{
  g_autoptr (NstImage) photo  = test_wave_picture (40, 30, 3);
  g_autoptr (NstImage) flat   = make_constant (40, 30, 0.2f, 0.7f, 0.1f);
  g_autoptr (NstImage) pixel  = make_constant (1, 1, 1.0f, 0.0f, 0.3f);
  g_autoptr (NstImage) broken = make_noise (8, 8, 4);
  const NstPalette     aim    = measure (photo);
  g_autoptr (NstImage) mean   = make_constant (40, 30, (float) aim.mean[0], (float) aim.mean[1],
                                               (float) aim.mean[2]);
  g_autoptr (NstImage) a      = recolour (flat, photo);
  g_autoptr (NstImage) b      = recolour (pixel, photo);
  g_autoptr (NstImage) c      = recolour (photo, flat);
  g_autoptr (NstImage) d      = recolour (photo, pixel);
  g_autoptr (NstImage) e      = NULL;
  g_autoptr (NstImage) f      = NULL;
  g_autoptr (NstImage) g      = NULL;

  /* As flat as rounding leaves it: that is no colour to be drawn out. */
  for (int i = 0; i < 3 * 40 * 30; i++)
    flat->data[i] += i % 2 || i % 7 == 0 ? 1e-4f : 0.0f;
  g = recolour (flat, photo);
  assert_near (g, mean, 0.01);

  assert_near (a, mean, 1e-5);
  assert_near (b, mean, 1e-5);
  assert_near (c, flat, 2e-4);
  for (int i = 0; i < 3 * 40 * 30; i++)
    g_assert_cmpfloat (fabsf (d->data[i] - pixel->data[i % 3]), <, 1e-5f);

  for (int i = 0; i < 3 * 64; i += 5)
    broken->data[i] = i % 2 ? NAN : INFINITY;
  e = recolour (broken, photo);
  f = recolour (photo, broken);
  assert_same_palette (e, photo);

  for (int i = 0; i < 3 * 64; i++)
    broken->data[i] = broken->data[i] > 0.0f ? MIN (broken->data[i], 1.0f) : 0.0f;
  assert_same_palette (f, broken);
}

/* A grey style gets the photo's darks and lights: its greys vary as the photo's do. */
static void
test_grey_style (void)
{
  g_autoptr (NstImage) photo  = test_wave_picture (40, 30, 3);
  g_autoptr (NstImage) style  = test_wave_picture (41, 29, 5);
  g_autoptr (NstImage) made   = NULL;
  double               wanted = 0.0;
  double               got    = 0.0;
  NstPalette           aim;
  NstPalette           has;

  for (int i = 0; i < 3 * 41 * 29; i += 3)
    style->data[i + 1] = style->data[i + 2] = style->data[i];
  made = recolour (style, photo);
  aim  = measure (photo);
  has  = measure (made);

  for (int k = 0; k < 9; k++)
    {
      wanted += aim.covariance[k];
      got += has.covariance[k];
    }
  g_assert_cmpfloat (fabs (wanted - got), <, 1e-5);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat (fabs (aim.mean[c] - has.mean[c]), <, 1e-5);
}


/* Of a picture and something else that does not count it is the picture's palette alone. */
static void
test_mask (void)
{
  g_autoptr (NstImage) picture = test_wave_picture (40, 30, 3);
  g_autoptr (NstImage) larger  = make_noise (40, 50, 4);
  g_autoptr (NstImage) mask    = nst_image_new (40, 50, 1, NULL);
  g_autoptr (NstImage) made    = NULL;
  g_autoptr (NstImage) wanted  = NULL;
  NstPalette           alone;
  NstPalette           masked;

  memcpy (larger->data, picture->data, sizeof (float) * 3 * 40 * 30);
  for (int i = 0; i < 40 * 50; i++)
    mask->data[i] = i < 40 * 30 ? 1.0f : 0.0f;

  g_assert_true (nst_palette_find (&alone, picture, NULL, &threads, NULL));
  g_assert_true (nst_palette_find (&masked, larger, mask, &threads, NULL));
  g_assert_cmpmem (&masked, sizeof (masked), &alone, sizeof (alone));

  for (int c = 0; c < 3; c++)
    alone.mean[c] *= 0.5;
  made   = nst_image_recolour (larger, mask, &alone, &threads, NULL);
  wanted = nst_image_recolour (picture, NULL, &alone, &threads, NULL);
  assert_near (wanted, made, 0.0);

  memset (mask->data, 0, sizeof (float) * 40 * 50);
  g_assert_true (nst_palette_find (&masked, larger, mask, &threads, NULL));
  for (int c = 0; c < 3; c++)
    g_assert_true (masked.mean[c] == 0.0);
}


/* ---- colours kept ---------------------------------------------------- */

/* CIE Lab of an sRGB colour, by its definition. */
static void
find_lab (const float rgb[3],
          double      lab[3])
{
  static const double xyz[3][3] = { { 0.4124564, 0.3575761, 0.1804375 },
                                    { 0.2126729, 0.7151522, 0.0721750 },
                                    { 0.0193339, 0.1191920, 0.9503041 } };
  double              linear[3];
  double              f[3];

  for (int c = 0; c < 3; c++)
    {
      const double v = isfinite (rgb[c]) ? CLAMP ((double) rgb[c], 0.0, 1.0) : 0.0;

      linear[c] = v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
    }
  for (int c = 0; c < 3; c++)
    {
      const double white = xyz[c][0] + xyz[c][1] + xyz[c][2];
      const double t     = (xyz[c][0] * linear[0] + xyz[c][1] * linear[1] +
                        xyz[c][2] * linear[2]) /
                       white;

      f[c] = t > 216.0 / 24389.0 ? cbrt (t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
    }
  lab[0] = 116.0 * f[1] - 16.0;
  lab[1] = 500.0 * (f[0] - f[1]);
  lab[2] = 200.0 * (f[1] - f[2]);
}

#define ROUNDING 5e-3 /* of Lab, where colours are floats: a step of 8 bits is 0.3 */

/* The photo's a and b everywhere, within 0..1.  Returns how many pixels have the lightness
 * of painting; all have one between that and the photo's. */
static int
assert_colours_kept (const NstImage *kept,
                     const NstImage *photo,
                     const NstImage *painting)
{
  int n = 0;

  g_assert_cmpint (kept->width, ==, photo->width);
  g_assert_cmpint (kept->height, ==, photo->height);
  for (int i = 0; i < 3 * kept->width * kept->height; i += 3)
    {
      double lab[3];
      double wanted[3];
      double light[3];

      find_lab (kept->data + i, lab);
      find_lab (photo->data + i, wanted);
      for (int c = 0; c < 3; c++)
        g_assert_true (kept->data[i + c] >= 0.0f && kept->data[i + c] <= 1.0f);
      g_assert_cmpfloat (fabs (lab[1] - wanted[1]), <, ROUNDING);
      g_assert_cmpfloat (fabs (lab[2] - wanted[2]), <, ROUNDING);
      if (painting == NULL)
        continue;

      find_lab (painting->data + i, light);
      n += fabs (lab[0] - light[0]) < ROUNDING;
      g_assert_cmpfloat (lab[0], <, MAX (light[0], wanted[0]) + ROUNDING);
      g_assert_cmpfloat (lab[0], >, MIN (light[0], wanted[0]) - ROUNDING);
    }

  return n;
}

/* Quiet colours exist in most lightnesses, pure ones in hardly any but their own. */
static void
test_lightness (void)
{
  g_autoptr (NstImage) painting = make_noise (60, 50, 1);
  g_autoptr (NstImage) quiet    = make_noise (60, 50, 2);
  g_autoptr (NstImage) pure     = make_noise (60, 50, 3);
  g_autoptr (NstImage) kept     = nst_image_copy (painting, NULL);
  g_autoptr (NstImage) moved    = nst_image_copy (painting, NULL);

  for (int i = 0; i < 3 * 60 * 50; i++)
    {
      quiet->data[i] = 0.45f + 0.1f * quiet->data[i];
      pure->data[i]  = pure->data[i] < 0.5f ? 0.0f : 1.0f;
    }

  nst_image_keep_colours (kept, quiet, &threads);
  g_assert_cmpint (assert_colours_kept (kept, quiet, painting), >, 2900);
  nst_image_keep_colours (moved, pure, &threads);
  g_assert_cmpint (assert_colours_kept (moved, pure, painting), <, 1500);
}

static void
test_poor_lightness (void)
{
  const float photo[]    = { 0.5f, 0.5f, 0.5f, NAN, NAN, NAN, 0.3f, 0.6f, 0.2f, 2.0f, -1.0f, 0.0f };
  const float painting[] = { 0.2f, 0.2f, 0.2f, 0.4f, 0.4f, 0.4f, NAN, INFINITY, -3.0f, 0.1f, 0.2f, 0.3f };
  float       kept[12];

  memcpy (kept, painting, sizeof (kept));
  nst_lightness_keep_colours (4, photo, kept);
  for (int i = 0; i < 6; i++)
    g_assert_cmpfloat (fabsf (kept[i] - painting[i]), <, 1e-5f);
  for (int i = 0; i < 12; i++)
    g_assert_true (kept[i] >= 0.0f && kept[i] <= 1.0f);
}


/* ---- runs ------------------------------------------------------------ */

static NstSettings
make_settings (NstColours colours)
{
  NstSettings settings;

  nst_settings_init (&settings);
  settings.colours = colours;
  settings.size    = 48;
  settings.threads = 2;
  g_strlcpy (settings.schedule, "32:3,48:2", sizeof (settings.schedule));
  g_strlcpy (settings.content_layers, "conv2_1", sizeof (settings.content_layers));
  g_strlcpy (settings.style_layers, "conv1_1,pool1", sizeof (settings.style_layers));

  return settings;
}

/* The photo is one of quiet colours, or there would be little to see of lightness. */
static void
look_at_frame (const NstProgress *progress,
               const NstImage    *frame,
               gpointer           user_data)
{
  const NstSubject    *subject = user_data;
  g_autoptr (NstImage) photo   = nst_image_resize (subject->content, frame->width,
                                                   frame->height, NULL, NULL);

  assert_colours_kept (frame, photo, NULL);
}

static NstImage *
stylise (const NstImage *content,
         const NstImage *style,
         NstColours      colours)
{
  const NstSettings settings = make_settings (colours);
  const NstSubject  subject  = { network, content, &style, 1, NULL, &settings };
  const NstObserver observer = { colours == NST_COLOURS_PHOTO ? look_at_frame : NULL,
                                 (gpointer) &subject };
  g_autoptr (GError) error    = NULL;
  NstImage          *painting = nst_stylise (&subject, &observer, &error);

  g_assert_no_error (error);
  return painting;
}

static void
test_photo_kept (void)
{
  g_autoptr (NstImage) content  = test_wave_picture (64, 52, 1);
  g_autoptr (NstImage) style    = test_wave_picture (50, 60, 2);
  g_autoptr (NstImage) plain    = stylise (content, style, NST_COLOURS_STYLE);
  g_autoptr (NstImage) painting = stylise (content, style, NST_COLOURS_PHOTO);
  g_autoptr (NstImage) photo    = nst_image_resize (content, 48, 39, NULL, NULL);
  g_autoptr (NstImage) fitted   = NULL;
  const NstSettings    settings = make_settings (NST_COLOURS_PHOTO);
  const NstSubject     subject  = { network, content, (const NstImage *const *) &style, 1, NULL,
                                    &settings };

  assert_colours_kept (painting, photo, plain);
  fitted = nst_fit_painting (&subject, g_steal_pointer (&painting), NULL, NULL);
  assert_colours_kept (fitted, content, NULL);
}

/* As if the style had been recoloured by hand. */
static void
test_style_matched (void)
{
  g_autoptr (NstImage) content = test_wave_picture (64, 52, 1);
  g_autoptr (NstImage) style   = test_wave_picture (50, 60, 2);
  g_autoptr (NstImage) by_hand = recolour (style, content);
  g_autoptr (NstImage) plain   = stylise (content, style, NST_COLOURS_STYLE);
  g_autoptr (NstImage) matched = stylise (content, style, NST_COLOURS_MATCHED);
  g_autoptr (NstImage) wanted  = stylise (content, by_hand, NST_COLOURS_STYLE);
  const size_t         bytes   = sizeof (float) * 3 * 48 * 39;

  g_assert_cmpmem (matched->data, bytes, wanted->data, bytes);
  g_assert_true (memcmp (matched->data, plain->data, bytes) != 0);
}

static double
find_loss (const NstImage *content,
           const NstImage *style,
           NstColours      colours)
{
  const NstSettings  settings = make_settings (colours);
  g_autoptr (GError) error    = NULL;
  NstTerms           terms;

  nst_evaluate (&(NstSubject){ network, content, &style, 1, NULL, &settings }, content, &terms,
                NULL, NULL, &error);
  g_assert_no_error (error);

  return terms.loss;
}

static void
test_loss_of_matched (void)
{
  g_autoptr (NstImage) content = test_wave_picture (64, 52, 1);
  g_autoptr (NstImage) style   = test_wave_picture (50, 60, 2);
  g_autoptr (NstImage) by_hand = recolour (style, content);
  const double         loss    = find_loss (content, style, NST_COLOURS_MATCHED);

  g_assert_cmpfloat (loss, ==, find_loss (content, by_hand, NST_COLOURS_STYLE));
  g_assert_cmpfloat (loss, !=, find_loss (content, style, NST_COLOURS_STYLE));
}

/* What it takes is planned: a copy of the style, or a photo for the frames. */
static void
test_memory (void)
{
  const NstSize         style    = { 50, 60 };
  const NstPictureSizes sizes    = { { 64, 52 }, &style, 1 };
  const NstStage        stage    = { 48, 39 };
  const NstSettings     plain    = make_settings (NST_COLOURS_STYLE);
  const NstSettings     photo    = make_settings (NST_COLOURS_PHOTO);
  const NstSettings     matched  = make_settings (NST_COLOURS_MATCHED);
  const guint64         ordinary = nst_pictures_count_stage (&stage, &sizes, &plain);

  g_assert_cmpuint (nst_pictures_count_stage (&stage, &sizes, &matched), ==,
                    ordinary + 12 * 50 * 60);
  g_assert_cmpuint (nst_pictures_count_stage (&stage, &sizes, &photo), ==,
                    ordinary + 12 * 48 * 39);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  threads = test_threads_begin (2);
  test_open_network ();

  g_test_add_func ("/colours/matched/palettes", test_palettes);
  g_test_add_func ("/colours/matched/least-movement", test_least_movement);
  g_test_add_func ("/colours/matched/poor-pictures", test_poor_pictures);
  g_test_add_func ("/colours/matched/grey-style", test_grey_style);
  g_test_add_func ("/colours/matched/mask", test_mask);
  g_test_add_func ("/colours/kept/lightness", test_lightness);
  g_test_add_func ("/colours/kept/poor-pictures", test_poor_lightness);
  g_test_add_func ("/colours/run/photo", test_photo_kept);
  g_test_add_func ("/colours/run/matched", test_style_matched);
  g_test_add_func ("/colours/run/loss", test_loss_of_matched);
  g_test_add_func ("/colours/run/memory", test_memory);

  status = g_test_run ();
  test_close_network ();
  nst_threads_end (&threads);

  return status;
}
