/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several styles, and what each weighs: the mixture against its formula, and that a style
 * without a share is as none.  Run from the repository's root, where the network is. */

#include "core/nst.h"
#include "core/run/pictures.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>

#define WIDTH  48
#define HEIGHT 40

static NstSettings
make_settings (NstStatistic statistic,
               const char  *shares)
{
  NstSettings settings;

  nst_settings_init (&settings);
  settings.statistic = statistic;
  settings.threads   = 2;
  g_strlcpy (settings.schedule, "32:3,48:2", sizeof (settings.schedule));
  g_strlcpy (settings.content_layers, "conv2_1", sizeof (settings.content_layers));
  g_strlcpy (settings.style_layers, "conv1_1,pool1", sizeof (settings.style_layers));
  g_strlcpy (settings.shares, shares, sizeof (settings.shares));

  return settings;
}

/* The style terms' sum for a canvas; b may be NULL. */
static double
find_loss (const NstImage *canvas,
           const NstImage *a,
           const NstImage *b,
           NstStatistic    statistic,
           const char     *shares)
{
  NstSettings        settings = make_settings (statistic, shares);
  const NstImage    *styles[] = { a, b };
  g_autoptr (GError) error    = NULL;
  NstTerms           terms;

  settings.alpha = 0.0;
  nst_evaluate (&(NstSubject){ network, canvas, styles, b != NULL ? 2 : 1, NULL, &settings },
                canvas, &terms, NULL, NULL, &error);
  g_assert_no_error (error);

  return terms.loss;
}

/* Of squares of differences from a weighted mean p A + q B of Gram matrices it is known that
 *
 *   |G - p A - q B|^2 = p |G - A|^2 + q |G - B|^2 - p q |A - B|^2                        */
static void
test_weighted_grams (void)
{
  g_autoptr (NstImage) canvas = test_wave_picture (WIDTH, HEIGHT, 1);
  g_autoptr (NstImage) a      = test_wave_picture (WIDTH, HEIGHT, 2);
  g_autoptr (NstImage) b      = test_wave_picture (60, 33, 3);
  const double         from_a = find_loss (canvas, a, NULL, NST_STATISTIC_GRAM, "");
  const double         from_b = find_loss (canvas, b, NULL, NST_STATISTIC_GRAM, "");
  const double         apart  = find_loss (a, b, NULL, NST_STATISTIC_GRAM, "");
  const double         mixed  = find_loss (canvas, a, b, NST_STATISTIC_GRAM, "3,1");
  const double         alike  = find_loss (canvas, a, b, NST_STATISTIC_GRAM, "");
  const double         more   = 0.75 * from_a + 0.25 * from_b - 0.75 * 0.25 * apart;
  const double         half   = 0.5 * from_a + 0.5 * from_b - 0.25 * apart;

  g_test_message ("%g and %g apart; %g is %g, %g is %g", from_a, from_b, mixed, more, alike, half);
  g_assert_cmpfloat (fabs (mixed - more), <, 1e-4 * more);
  g_assert_cmpfloat (fabs (alike - half), <, 1e-4 * half);
  g_assert_cmpfloat (fabs (mixed - alike), >, 1e-2 * alike);
}

/* A style mixed with itself is itself; with another, nearer to the one that weighs more. */
static void
test_weighted_moments (void)
{
  g_autoptr (NstImage) canvas = test_wave_picture (WIDTH, HEIGHT, 1);
  g_autoptr (NstImage) a      = test_wave_picture (WIDTH, HEIGHT, 2);
  g_autoptr (NstImage) b      = test_wave_picture (60, 33, 3);
  const double         one    = find_loss (canvas, a, NULL, NST_STATISTIC_MOMENTS, "");
  const double         same   = find_loss (canvas, a, a, NST_STATISTIC_MOMENTS, "5,2");
  const double         near   = find_loss (a, a, b, NST_STATISTIC_MOMENTS, "9,1");
  const double         half   = find_loss (a, a, b, NST_STATISTIC_MOMENTS, "");
  const double         far    = find_loss (a, a, b, NST_STATISTIC_MOMENTS, "1,9");

  g_assert_cmpfloat (fabs (one - same), <, 1e-4 * one);
  g_assert_cmpfloat (near, <, half);
  g_assert_cmpfloat (half, <, far);
}

static NstImage *
stylise (const NstImage        *content,
         const NstImage *const *styles,
         int                    n_styles,
         NstColours             colours,
         const char            *shares)
{
  NstSettings        settings = make_settings (NST_STATISTIC_MOMENTS, shares);
  g_autoptr (GError) error    = NULL;
  NstImage          *painting;

  settings.colours = colours;
  painting         = nst_stylise (&(NstSubject){ network, content, styles, n_styles, NULL, &settings },
                                  NULL, &error);
  g_assert_no_error (error);

  return painting;
}

/* Whatever it is, and as large as it may be. */
static void
test_no_share (gconstpointer data)
{
  const NstColours     colours  = GPOINTER_TO_INT (data);
  const size_t         bytes    = sizeof (float) * 3 * WIDTH * HEIGHT;
  g_autoptr (NstImage) content  = test_wave_picture (WIDTH, HEIGHT, 1);
  g_autoptr (NstImage) style    = test_wave_picture (60, 33, 2);
  g_autoptr (NstImage) other    = test_wave_picture (200, 300, 3);
  const NstImage      *first[]  = { style, other };
  const NstImage      *second[] = { other, style };
  g_autoptr (NstImage) alone    = stylise (content, first, 1, colours, "");
  g_autoptr (NstImage) a        = stylise (content, first, 2, colours, "1,0");
  g_autoptr (NstImage) b        = stylise (content, second, 2, colours, "0,0.3");
  g_autoptr (NstImage) both     = stylise (content, first, 2, colours, "");

  g_assert_cmpmem (a->data, bytes, alone->data, bytes);
  g_assert_cmpmem (b->data, bytes, alone->data, bytes);
  g_assert_true (memcmp (both->data, alone->data, bytes) != 0);
}

/* What it would cost is not planned either. */
static void
test_plan (void)
{
  const NstSize         styles[] = { { 60, 33 }, { 900, 800 } };
  const NstPictureSizes one      = { { WIDTH, HEIGHT }, styles, 1 };
  const NstPictureSizes two      = { { WIDTH, HEIGHT }, styles, 2 };
  const NstSettings     alone    = make_settings (NST_STATISTIC_GRAM, "");
  const NstSettings     shared   = make_settings (NST_STATISTIC_GRAM, "1,0");
  NstStage              stage    = { WIDTH, HEIGHT, .full_side = WIDTH };
  NstLayerSet           layers;
  guint64               scaling;
  double                pixels;

  g_assert_true (nst_layer_set_init (&layers, &alone, NULL));
  nst_pictures_fit_styles (&one, &stage, &layers, &alone, &scaling);
  pixels = stage.style_pixels;
  nst_pictures_fit_styles (&two, &stage, &layers, &shared, &scaling);
  g_assert_cmpfloat (stage.style_pixels, ==, pixels);
  nst_pictures_fit_styles (&two, &stage, &layers, &alone, &scaling);
  g_assert_cmpfloat (stage.style_pixels, >, pixels);
}

static void
check_refused (const char *shares,
               int         n_styles,
               const char *words)
{
  const NstSettings  settings = make_settings (NST_STATISTIC_GRAM, shares);
  g_autoptr (GError) error    = NULL;

  g_assert_false (nst_text_parse_shares (&settings, n_styles, NULL, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "\"shares\""));
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_text (void)
{
  NstSettings settings = make_settings (NST_STATISTIC_GRAM, "");
  double      shares[30];

  g_assert_true (nst_text_parse_shares (&settings, 3, shares, NULL));
  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat (shares[i], ==, 1.0 / 3);

  g_strlcpy (settings.shares, "0,3,1,4", sizeof (settings.shares));
  g_assert_true (nst_text_parse_shares (&settings, 4, shares, NULL));
  g_assert_true (shares[0] == 0.0 && shares[1] == 0.375 && shares[2] == 0.125 && shares[3] == 0.5);

  /* More than the network has layers. */
  g_strlcpy (settings.shares, "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,8",
             sizeof (settings.shares));
  g_assert_true (nst_text_parse_shares (&settings, 25, shares, NULL));
  g_assert_cmpfloat (shares[24], ==, 0.25);

  check_refused ("1,2,3", 2, "3 for 2");
  check_refused ("1", 2, "1 for 2");
  check_refused ("0,0", 2, "0,0");
  check_refused ("1,-1", 2, "-1");
  check_refused ("1,much", 2, "much");
}

/* By a run as by its estimate. */
static void
test_wrong_number (void)
{
  g_autoptr (NstImage) content = test_wave_picture (WIDTH, HEIGHT, 1);
  const NstImage      *style   = content;
  const NstSize        size    = { WIDTH, HEIGHT };
  NstPictureSizes      sizes   = { { WIDTH, HEIGHT }, &size, 1 };
  const NstSettings    two     = make_settings (NST_STATISTIC_GRAM, "1,2");
  g_autoptr (GError)   error   = NULL;

  g_assert_null (nst_stylise (&(NstSubject){ network, content, &style, 1, NULL, &two }, NULL,
                              &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_clear_error (&error);
  g_assert_false (nst_check_memory (network, &sizes, &two, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);

  sizes.n_styles = 0; /* not known yet */
  g_assert_true (nst_check_memory (network, &sizes, &two, NULL));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  g_test_add_func ("/shares/weighted/grams", test_weighted_grams);
  g_test_add_func ("/shares/weighted/moments", test_weighted_moments);
  g_test_add_data_func ("/shares/none/as-it-is", GINT_TO_POINTER (NST_COLOURS_STYLE),
                        test_no_share);
  g_test_add_data_func ("/shares/none/matched", GINT_TO_POINTER (NST_COLOURS_MATCHED),
                        test_no_share);
  g_test_add_func ("/shares/none/plan", test_plan);
  g_test_add_func ("/shares/text", test_text);
  g_test_add_func ("/shares/wrong-number", test_wrong_number);

  status = g_test_run ();
  test_close_network ();

  return status;
}
