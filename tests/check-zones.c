/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Styles that apply to parts of the picture: their terms by plain formulas, the gradient by
 * finite differences, pictures in parts, and what comes of it.  Run from the repository's
 * root, where the network is. */

#include "tests/masked.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>

/* The subject's styles become those that apply to places. */
static void
set_places (TestMasked *fixture)
{
  fixture->subject.styles      = fixture->styles;
  fixture->subject.n_styles    = 4;
  fixture->subject.places      = fixture->places;
  fixture->subject.style_masks = NULL;
  g_strlcpy (fixture->settings.shares, "3,2,1,2", sizeof (fixture->settings.shares));
}

#define N_ZONES 3

/* How much of each place there is, where they overlap, and of the rest; times what is visible. */
static void
define_zones (const TestMasked *fixture,
              NstImage         *masks[N_ZONES])
{
  for (int zone = 0; zone < N_ZONES; zone++)
    masks[zone] = nst_image_new (TEST_WIDTH, TEST_HEIGHT, 1, NULL);

  for (int i = 0; i < TEST_WIDTH * TEST_HEIGHT; i++)
    {
      const float left    = fixture->left->data[i];
      const float right   = fixture->right->data[i];
      const float visible = fixture->visible->data[i];
      const float both    = left + right;

      masks[0]->data[i] = visible * (both > 1.0f ? left / both : left);
      masks[1]->data[i] = visible * (both > 1.0f ? right / both : right);
      masks[2]->data[i] = visible * (both > 1.0f ? 0.0f : 1.0f - both);
    }
}

static void
clear_zones (NstImage *masks[N_ZONES])
{
  for (int zone = 0; zone < N_ZONES; zone++)
    nst_image_free (masks[zone]);
}

/* mean ((G - A)^2) in a zone, A the mean of its styles' by their shares. */
static double
get_zone_term (TestMasked     *fixture,
               const NstImage *mask,
               const double   *shares,
               int             layer,
               double         *coverage)
{
  const TestWeighted canvas = test_weigh (fixture->canvas, mask, layer, &fixture->settings, &fixture->threads);
  const int          n      = canvas.channels * canvas.channels;
  g_autofree double *target = g_new0 (double, n);
  double             sum    = 0.0;

  for (int s = 0; s < 4; s++)
    if (shares[s] > 0.0)
      {
        const NstImage      *style = fixture->styles[s];
        g_autoptr (NstImage) whole = nst_image_new (style->width, style->height, 1, NULL);
        TestWeighted         seen;

        for (int i = 0; i < style->width * style->height; i++)
          whole->data[i] = 1.0f;
        seen = test_weigh (style, whole, layer, &fixture->settings, &fixture->threads);
        for (int i = 0; i < n; i++)
          target[i] += shares[s] * seen.second[i];
        g_free (seen.mean);
        g_free (seen.second);
      }

  for (int i = 0; i < n; i++)
    sum += pow ((canvas.second[i] - target[i]) / canvas.channels, 2.0);
  *coverage = canvas.sum / canvas.n;
  g_free (canvas.mean);
  g_free (canvas.second);

  return sum / n;
}

static void
test_zone_terms (TestMasked   *fixture,
                 gconstpointer data)
{
  static const double shares[N_ZONES][4] = { { 0.75, 0.0, 0.25, 0.0 }, { 0.0, 1.0 }, { 0.0, 0.0, 0.0, 1.0 } };
  const double        weights[]          = { 4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0 };
  double              loss               = 0.0;
  NstTerms            terms              = { 0 };
  NstImage           *masks[N_ZONES];

  (void) data;

  set_places (fixture);
  fixture->settings.alpha = 0.0;
  define_zones (fixture, masks);
  g_assert_true (nst_evaluate (&fixture->subject, fixture->canvas, &terms, NULL, NULL, NULL));

  for (size_t i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      const int layer = nst_layer_find (terms.style[i].layer, strlen (terms.style[i].layer));
      double    sum   = 0.0;
      double    all   = 0.0;

      for (int zone = 0; zone < N_ZONES; zone++)
        {
          double       coverage;
          const double term = get_zone_term (fixture, masks[zone], shares[zone], layer, &coverage);

          sum += coverage * term;
          all += coverage;
        }
      g_assert_cmpfloat_with_epsilon (terms.style[i].value, sum / all, 1e-5 * sum / all);
      loss += weights[i] * sum;
    }
  g_assert_cmpfloat_with_epsilon (terms.loss, loss, 1e-5 * loss);
  clear_zones (masks);
}

static void
test_zone_gradient (TestMasked   *fixture,
                    gconstpointer data)
{
  set_places (fixture);
  test_masked_gradient (fixture, data);
}

static void
compare_zone_parts (TestMasked *fixture)
{
  const double shares[] = { 0.75, 1.0, 0.25, 1.0 };
  NstStyle     styles[4];
  NstImage    *masks[N_ZONES];

  for (int i = 0; i < 4; i++)
    styles[i] = (NstStyle){ fixture->styles[i], fixture->styles[i]->width,
                            fixture->styles[i]->height, NULL, i == 3 ? 2 : i % 2 };
  define_zones (fixture, masks);
  test_masked_parts (fixture, &(NstSources){ fixture->content, styles, 4, fixture->visible, shares,
                                             N_ZONES, (const NstImage *const *) masks });
  clear_zones (masks);
}

static void
test_zone_parts (TestMasked   *fixture,
                 gconstpointer data)
{
  (void) data;

  compare_zone_parts (fixture);
}

static void
test_zone_norms (TestMasked   *fixture,
                 gconstpointer data)
{
  (void) data;

  fixture->settings.weighting = NST_WEIGHTING_GRADIENT;
  compare_zone_parts (fixture);
}

/* A place that is everywhere is none, a style for the rest is then nowhere, and a place that
 * is nowhere leaves the rest to the others. */
static void
test_everywhere (TestMasked   *fixture,
                 gconstpointer data)
{
  const size_t         bytes   = TEST_COUNT * sizeof (float);
  g_autoptr (NstImage) none    = nst_image_new (TEST_WIDTH, TEST_HEIGHT, 1, NULL);
  g_autoptr (NstImage) alone   = NULL;
  g_autoptr (NstImage) mixed   = NULL;
  g_autoptr (NstImage) placed  = NULL;
  g_autoptr (NstImage) rest    = NULL;
  g_autoptr (NstImage) nowhere = NULL;
  g_autoptr (NstImage) alike   = NULL;

  (void) data;

  for (int i = 0; i < TEST_WIDTH * TEST_HEIGHT; i++)
    {
      fixture->left->data[i] = 1.0f;
      none->data[i]          = 0.0f;
    }
  fixture->subject.visible     = NULL;
  fixture->subject.style_masks = NULL;
  fixture->subject.styles      = fixture->styles;
  alone                        = test_masked_paint (fixture);
  fixture->subject.places      = fixture->places;
  placed                       = test_masked_paint (fixture);
  fixture->subject.n_styles    = 2;
  fixture->places[1]           = NULL;
  rest                         = test_masked_paint (fixture);
  fixture->places[0]           = none;
  fixture->places[1]           = fixture->left;
  fixture->styles[0]           = fixture->others[0];
  fixture->styles[1]           = fixture->style;
  nowhere                      = test_masked_paint (fixture);
  fixture->places[0]           = fixture->left;
  alike                        = test_masked_paint (fixture);
  fixture->subject.places      = NULL;
  mixed                        = test_masked_paint (fixture);

  g_assert_cmpmem (placed->data, bytes, alone->data, bytes);
  g_assert_cmpmem (rest->data, bytes, alone->data, bytes);
  g_assert_cmpmem (nowhere->data, bytes, alone->data, bytes);
  g_assert_cmpmem (alike->data, bytes, mixed->data, bytes);
  g_assert_true (memcmp (mixed->data, alone->data, bytes) != 0);
}

/* The columns [left, right) of a painting. */
static NstImage *
cut_columns (const NstImage *picture,
             int             left,
             int             right)
{
  NstImage *cut = nst_image_new (right - left, picture->height, 3, NULL);

  for (int y = 0; y < cut->height; y++)
    memcpy (cut->data + (size_t) 3 * y * cut->width,
            picture->data + (size_t) 3 * (y * picture->width + left),
            sizeof (float) * 3 * cut->width);

  return cut;
}

/* The style terms' sum of a picture for a style. */
static double
find_distance (TestMasked     *fixture,
               const NstImage *picture,
               const NstImage *style)
{
  NstSettings settings = fixture->settings;
  NstTerms    terms;

  settings.alpha = 0.0;
  settings.tv    = 0.0;
  g_assert_true (nst_evaluate (&(NstSubject){ network, picture, &style, 1, NULL, &settings }, picture, &terms, NULL, NULL, NULL));

  return terms.loss;
}

/* How much neighbours in a column and in the next one differ, on average. */
static double
find_step (const NstImage *picture,
           int             x)
{
  double sum = 0.0;

  for (int y = 0; y < picture->height; y++)
    for (int c = 0; c < 3; c++)
      sum += fabs ((double) picture->data[3 * (y * picture->width + x) + c] -
                   (double) picture->data[3 * (y * picture->width + x + 1) + c]);

  return sum / (3.0 * picture->height);
}

#define RAMP 8 /* columns, to either side of the border */

/* Two halves in two styles, which pass into each other: each has its own one's statistics, and
 * where they meet there is no more of an edge than elsewhere. */
static void
test_halves (TestMasked   *fixture,
             gconstpointer data)
{
  const int            middle   = TEST_WIDTH / 2;
  double               step     = 0.0;
  double               border   = 0.0;
  g_autoptr (NstImage) painting = NULL;

  (void) data;

  /* Waves, and waves in red, of nothing but grey. */
  for (int i = 0; i < TEST_WIDTH * TEST_HEIGHT; i++)
    fixture->left->data[i] = CLAMP (0.5f + (float) (middle - i % TEST_WIDTH) / (2 * RAMP), 0.0f, 1.0f);
  for (int i = 0; i < TEST_COUNT; i++)
    fixture->content->data[i] = 0.5f;
  for (int i = 0; i < 3 * 60 * 50; i++)
    fixture->others[0]->data[i] = 0.5f * fixture->others[0]->data[i] + (i % 3 == 0 ? 0.5f : 0.0f);
  fixture->places[1]           = NULL;
  fixture->subject.visible     = NULL;
  fixture->subject.style_masks = NULL;
  fixture->subject.styles      = fixture->styles;
  fixture->subject.n_styles    = 2;
  fixture->subject.places      = fixture->places;
  fixture->settings.init       = NST_INIT_MIX;
  fixture->settings.noise      = 0.3;
  fixture->settings.alpha      = 1e-4;
  g_strlcpy (fixture->settings.schedule, "0:40", sizeof (fixture->settings.schedule));
  painting = nst_stylise (&fixture->subject, NULL, NULL);
  g_assert_nonnull (painting);

  for (int half = 0; half < 2; half++)
    {
      g_autoptr (NstImage) cut   = cut_columns (painting, half == 0 ? 0 : middle + RAMP / 2,
                                              half == 0 ? middle - RAMP / 2 : TEST_WIDTH);
      const double         own   = find_distance (fixture, cut, fixture->styles[half]);
      const double         other = find_distance (fixture, cut, fixture->styles[1 - half]);

      g_test_message ("half %d: %g from its own style, %g from the other", half, own, other);
      g_assert_cmpfloat (own, <, 0.2 * other);
    }

  for (int x = 4; x < TEST_WIDTH - 5; x++)
    step += find_step (painting, x) / (TEST_WIDTH - 9);
  for (int x = middle - RAMP; x < middle + RAMP; x++)
    border = MAX (border, find_step (painting, x));
  g_test_message ("steps of %.3f, at the border of %.3f", step, border);
  g_assert_cmpfloat (border, <, 1.5 * step);
}

/* Eight strips, each in its own style. */
static void
test_eight (TestMasked   *fixture,
            gconstpointer data)
{
  NstImage            *styles[8];
  NstImage            *places[8];
  NstSize              sizes[8];
  g_autoptr (NstImage) painting = NULL;
  g_autoptr (NstImage) alone    = NULL;

  (void) data;

  for (int s = 0; s < 8; s++)
    {
      styles[s] = test_wave_picture (40 + s, 50 - s, 20 + s);
      places[s] = nst_image_new (TEST_WIDTH, TEST_HEIGHT, 1, NULL);
      for (int i = 0; i < TEST_WIDTH * TEST_HEIGHT; i++)
        places[s]->data[i] = i % TEST_WIDTH * 8 / TEST_WIDTH == s ? 1.0f : 0.0f;
    }
  fixture->subject.style_masks = NULL;
  fixture->subject.styles      = (const NstImage *const *) styles;
  fixture->subject.n_styles    = 8;
  alone                        = test_masked_paint (fixture);
  fixture->subject.places      = (const NstImage *const *) places;
  g_assert_cmpint (nst_subject_get_sizes (&fixture->subject, sizes).n_zones, ==, 8);
  painting = test_masked_paint (fixture);
  g_assert_true (memcmp (painting->data, alone->data, TEST_COUNT * sizeof (float)) != 0);
  for (int i = 0; i < TEST_COUNT; i++)
    g_assert_true (isfinite (painting->data[i]));

  for (int s = 0; s < 8; s++)
    {
      nst_image_free (styles[s]);
      nst_image_free (places[s]);
    }
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  TEST_MASKED_ADD ("/zones/terms", NST_STATISTIC_GRAM, test_zone_terms);
  TEST_MASKED_ADD ("/zones/gradient/gram", NST_STATISTIC_GRAM, test_zone_gradient);
  TEST_MASKED_ADD ("/zones/gradient/moments", NST_STATISTIC_MOMENTS, test_zone_gradient);
  TEST_MASKED_ADD ("/zones/parts/gram", NST_STATISTIC_GRAM, test_zone_parts);
  TEST_MASKED_ADD ("/zones/parts/moments", NST_STATISTIC_MOMENTS, test_zone_parts);
  TEST_MASKED_ADD ("/zones/parts/norms", NST_STATISTIC_GRAM, test_zone_norms);
  TEST_MASKED_ADD ("/zones/everywhere", NST_STATISTIC_MOMENTS, test_everywhere);
  TEST_MASKED_ADD ("/zones/halves", NST_STATISTIC_MOMENTS, test_halves);
  TEST_MASKED_ADD ("/zones/eight", NST_STATISTIC_MOMENTS, test_eight);

  result = g_test_run ();
  test_close_network ();

  return result;
}
