/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run can begin with and aim at besides a photo and a painting: content
 * generation from noise, textures, and starts from a picture.  Run from the
 * repository's root, where the network is. */

#include "core/nst.h"
#include "core/run/pictures.h"
#include "core/run/schedule.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <string.h>

#define WIDTH  64
#define HEIGHT 48


/* Gram matrices of the first layers, from noise. */
static const NstSettings texture = {
  .style_scale  = 1.0,
  .schedule     = "32:10,100:10",
  .style_layers = "conv1_1,pool1",
  .beta         = 1.0,
  .statistic    = NST_STATISTIC_GRAM,
  .normalise    = TRUE,
  .pool         = NST_POOL_AVERAGE,
  .edge         = NST_EDGE_ZERO,
  .init         = NST_INIT_NOISE,
  .history      = 10,
  .scales       = 1,
  .threads      = 2,
};

/* The responses of one layer, from noise. */
static NstSettings
make_content_settings (void)
{
  NstSettings settings = texture;

  settings.style_layers[0] = '\0';
  settings.alpha           = 1.0;
  g_strlcpy (settings.content_layers, "conv2_2", sizeof (settings.content_layers));
  g_strlcpy (settings.schedule, "32:20,64:20", sizeof (settings.schedule));

  return settings;
}

static NstImage *
stylise (const NstImage    *content,
         const NstImage    *style,
         const NstImage    *start,
         const NstSettings *settings)
{
  g_autoptr (GError) error    = NULL;
  NstImage          *painting = nst_stylise (&(NstSubject){ network, content, &style, style != NULL,
                                                            start, settings },
                                             &(NstObserver){ NULL, NULL, NULL, NULL }, &error);

  g_assert_no_error (error);
  return painting;
}

/* The only term of a canvas. */
static double
get_term (const NstImage    *canvas,
          const NstImage    *content,
          const NstSettings *settings)
{
  NstTerms terms;

  g_assert_true (nst_evaluate (&(NstSubject){ network, content, NULL, 0, NULL, settings },
                               canvas, &terms, NULL, NULL, NULL));
  g_assert_cmpint (terms.n_content, ==, 1);
  g_assert_cmpint (terms.n_style, ==, 0);

  return terms.content[0].value;
}

static double
distance (const NstImage *a,
          const NstImage *b)
{
  double sum = 0.0;

  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  for (int k = 0; k < a->width * a->height * 3; k++)
    {
      const double difference = (double) a->data[k] - (double) b->data[k];

      sum += difference * difference;
    }

  return sum / (a->width * a->height * 3);
}

/* From noise to the photo, without a style. */
static void
test_content_from_noise (void)
{
  const NstSettings    settings = make_content_settings ();
  NstSettings          one_step = settings;
  g_autoptr (NstImage) content  = test_wave_picture (WIDTH, HEIGHT, 1);
  g_autoptr (NstImage) painting = stylise (content, NULL, NULL, &settings);
  g_autoptr (NstImage) noise    = NULL;
  double               before;
  double               after;

  g_strlcpy (one_step.schedule, "64:1", sizeof (one_step.schedule));
  noise  = stylise (content, NULL, NULL, &one_step);
  before = get_term (noise, content, &settings);
  after  = get_term (painting, content, &settings);
  g_test_message ("the term is %g, then %g", before, after);
  g_assert_cmpfloat (after, <, before / 20.0);
  g_assert_cmpfloat (distance (painting, content), <, distance (noise, content) / 4.0);
}

/* A canvas of a size of its own, nearer to the style than noise is, and the same
 * whatever the content shows. */
static void
test_texture (void)
{
  g_autoptr (NstImage) content  = test_wave_picture (WIDTH, HEIGHT, 1);
  g_autoptr (NstImage) other    = test_wave_picture (WIDTH, HEIGHT, 4);
  g_autoptr (NstImage) style    = test_wave_picture (70, 80, 2);
  NstSettings          settings = texture;
  NstSettings          one_step = texture;
  g_autoptr (NstImage) painting = NULL;
  g_autoptr (NstImage) again    = NULL;
  g_autoptr (NstImage) noise    = NULL;
  NstTerms             before;
  NstTerms             after;

  settings.width = one_step.width = 100;
  settings.height = one_step.height = 40;
  g_strlcpy (one_step.schedule, "100:1", sizeof (one_step.schedule));
  painting = stylise (content, style, NULL, &settings);
  again    = stylise (other, style, NULL, &settings);
  noise    = stylise (content, style, NULL, &one_step);
  g_assert_cmpint (painting->width, ==, 100);
  g_assert_cmpint (painting->height, ==, 40);
  g_assert_cmpfloat (distance (painting, again), ==, 0.0);

  nst_evaluate (&(NstSubject){ network, noise,
                               (const NstImage *const *) &style, 1, NULL, &settings },
                noise, &before, NULL, NULL, NULL);
  nst_evaluate (&(NstSubject){ network, painting,
                               (const NstImage *const *) &style, 1, NULL, &settings },
                painting, &after, NULL, NULL, NULL);
  g_test_message ("the loss is %g, then %g", before.loss, after.loss);
  g_assert_cmpfloat (after.loss, <, before.loss / 10.0);
}

/* Strokes keep the style's own size: a style of 80 is seen at 80 by the finished
 * canvas, however large, and at half of that by one reduced to a half. */
static void
test_texture_scale (void)
{
  static const struct
  {
    double scale;
    int    size, width;
  } cases[]            = { { 1.0, 200, 80 }, { 1.0, 100, 40 }, { 0.5, 200, 40 }, { 2.0, 200, 160 } };
  NstSettings settings = texture;
  NstLayerSet layers;

  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int width;
      int height;

      settings.style_scale = cases[i].scale;
      nst_schedule_fit_style (&layers, &settings, cases[i].size, 200, 80, 60, &width, &height);
      g_assert_cmpint (width, ==, cases[i].width);
      g_assert_cmpint (height, ==, cases[i].width * 3 / 4);
    }
}

/* Strokes are in proportion to the picture, as far as the style has pixels for them: beyond
 * those it is looked at as it is, neither enlarged nor reduced. */
static void
test_own_pixels (void)
{
  static const struct
  {
    double scale;
    int    size, width;
  } cases[]            = { { 1.0, 94, 94 }, { 1.0, 750, 750 }, { 1.0, 800, 800 }, { 1.0, 1500, 800 }, { 1.0, 6000, 800 }, { 0.5, 1500, 750 }, { 0.5, 6000, 800 }, { 2.0, 375, 750 }, { 2.0, 750, 800 }, { 10.0, 6000, 800 } };
  NstSettings settings = make_content_settings ();
  NstLayerSet layers;

  g_strlcpy (settings.style_layers, "conv1_1,conv5_1", sizeof (settings.style_layers));
  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NstSize   style    = { 800, 600 };
      NstPictureSizes pictures = { { 6000, 4500 }, &style, 1 };
      NstStage        stage    = { cases[i].size, cases[i].size * 3 / 4, .full_side = 6000 };
      NstSize         seen;
      NstSize         planned;
      guint64         scaling;

      settings.style_scale = cases[i].scale;
      nst_schedule_fit_style (&layers, &settings, cases[i].size, 6000, style.width, style.height,
                              &seen.width, &seen.height);
      planned = nst_pictures_fit_styles (&pictures, &stage, &layers, &settings, &scaling);
      g_assert_cmpint (seen.width, ==, cases[i].width);
      g_assert_cmpint (planned.width, ==, seen.width);
      g_assert_cmpint (planned.height, ==, seen.height);
      g_assert_cmpfloat (stage.style_pixels, ==, (double) seen.width * seen.height);
      g_assert_true ((scaling == 0) == (seen.width == style.width));
      g_assert_cmpint (abs (4 * seen.height - 3 * seen.width), <=, 2);
    }
}

/* Whatever a style's shape: large enough for the layers, and no larger than its canvas or
 * what they need. */
static void
test_style_is_bounded (gconstpointer data)
{
  static const NstSize styles[] = { { 1, 1 }, { 1, 20000 }, { 30000, 1 }, { 30000, 30000 }, { 6000, 300 }, { 2, 90 }, { 640, 480 } };
  static const int     sizes[]  = { 1, 56, 512, 12000 };
  const gboolean       textured = GPOINTER_TO_INT (data);
  NstSettings          settings = textured ? texture : make_content_settings ();
  NstLayerSet          layers;

  g_strlcpy (settings.style_layers, "conv1_1,conv5_1", sizeof (settings.style_layers));
  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));

  for (size_t i = 0; i < G_N_ELEMENTS (styles); i++)
    for (size_t k = 0; k < G_N_ELEMENTS (sizes); k++)
      {
        const int canvas = textured ? MAX (16 * sizes[k], 1024) : sizes[k];
        NstSize   seen;

        nst_schedule_fit_style (&layers, &settings, sizes[k], sizes[k], styles[i].width,
                                styles[i].height, &seen.width, &seen.height);
        g_test_message ("%d x %d at %d: %d x %d", styles[i].width, styles[i].height, sizes[k],
                        seen.width, seen.height);
        g_assert_cmpint (MIN (seen.width, seen.height), >=, 16);
        g_assert_cmpint (MAX (seen.width, seen.height), <=, MAX (canvas, 64 * 16));
      }
}

/* A panorama keeps its proportions where one side would be too small. */
static void
test_panorama (void)
{
  const NstSettings settings = make_content_settings ();
  NstLayerSet       layers;
  NstSize           seen;

  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));
  nst_schedule_fit_style (&layers, &settings, 20, 20, 4000, 200, &seen.width, &seen.height);
  g_assert_cmpint (seen.height, ==, nst_layer_get_least_side (layers.deepest, layers.pool));
  g_assert_cmpint (seen.width, ==, 20 * seen.height);
}

/* What styles cost is told: how many there are, and how large. */
static void
test_plan_counts_styles (void)
{
  const NstSize   small[]  = { { 64, 64 }, { 64, 64 }, { 64, 64 } };
  const NstSize   large    = { 3000, 2000 };
  NstPictureSizes sizes    = { { 64, 64 }, small, 1 };
  NstSettings     settings = texture;
  NstEstimate     one;
  NstEstimate     three;
  NstEstimate     huge;

  g_strlcpy (settings.schedule, "64:5", sizeof (settings.schedule));
  g_assert_true (nst_estimate (network, &sizes, &settings, NULL, &one, NULL));
  sizes.n_styles = 3;
  g_assert_true (nst_estimate (network, &sizes, &settings, NULL, &three, NULL));
  sizes = (NstPictureSizes){ { 64, 64 }, &large, 1 };
  g_assert_true (nst_estimate (network, &sizes, &settings, NULL, &huge, NULL));

  g_test_message ("%.3f, %.3f and %.3f s", one.seconds, three.seconds, huge.seconds);
  g_assert_cmpfloat (three.seconds, >, one.seconds);
  /* Much more, but where a busy machine makes the small one's fixed part look large. */
  g_assert_cmpfloat (huge.seconds, >, 2.0 * one.seconds);
  g_assert_cmpuint (huge.bytes, >, one.bytes + 12 * 3000 * 2000);
}

static void
test_estimate_is_cancelled (void)
{
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (GError)       error  = NULL;
  NstEstimate              plan;

  g_cancellable_cancel (cancel);
  g_assert_false (nst_estimate (network, &(NstPictureSizes){ { 80, 60 } }, &texture, cancel,
                                &plan, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_canvas (void)
{
  NstSettings settings = texture;
  NstEstimate plan;
  int         width;
  int         height;

  settings.width = 300;
  nst_fit_canvas (&settings, 80, 60, &width, &height);
  g_assert_cmpint (width, ==, 300);
  g_assert_cmpint (height, ==, 60);

  settings.size = 150;
  g_assert_true (nst_estimate (network, &(NstPictureSizes){ { 80, 60 } }, &settings, NULL, &plan, NULL));
  g_assert_cmpint (plan.width, ==, 150);
  g_assert_cmpint (plan.height, ==, 30);

  g_strlcpy (settings.content_layers, "conv1_1", sizeof (settings.content_layers));
  nst_fit_canvas (&settings, 80, 60, &width, &height);
  g_assert_cmpint (width, ==, 80);
}

static void
test_noise_takes_longer (void)
{
  NstSettings settings = texture;
  NstEstimate from_noise;
  NstEstimate from_content;

  settings.quality     = NST_QUALITY_GOOD;
  settings.schedule[0] = '\0';
  g_assert_true (nst_estimate (network, &(NstPictureSizes){ { 80, 60 } }, &settings, NULL, &from_noise, NULL));
  settings.init = NST_INIT_CONTENT;
  g_assert_true (nst_estimate (network, &(NstPictureSizes){ { 80, 60 } }, &settings, NULL, &from_content, NULL));
  g_assert_cmpint (from_noise.evaluations, >, from_content.evaluations);
}

/* Where there is nothing to change, the start comes back: scaled to the canvas, with
 * its fine detail although the run began at half of the size. */
static void
test_start (void)
{
  g_autoptr (NstImage) content  = test_wave_picture (WIDTH, HEIGHT, 1);
  g_autoptr (NstImage) start    = test_wave_picture (2 * WIDTH, 2 * HEIGHT, 2);
  g_autoptr (NstImage) scaled   = nst_image_resize (start, WIDTH, HEIGHT, NULL, NULL);
  g_autoptr (NstImage) painting = NULL;
  NstSettings          settings = make_content_settings ();

  for (int k = 0; k < WIDTH * HEIGHT * 3; k++)
    scaled->data[k] = CLAMP (scaled->data[k], 0.0f, 1.0f);

  settings.alpha = 0.0;
  settings.init  = NST_INIT_FILE;
  g_strlcpy (settings.schedule, "32:1,64:1", sizeof (settings.schedule));
  painting = stylise (content, NULL, start, &settings);
  g_assert_cmpfloat (distance (painting, scaled), <, 1e-5);

  /* Otherwise it is not looked at. */
  settings.init = NST_INIT_CONTENT;
  nst_image_free (painting);
  painting = stylise (content, NULL, start, &settings);
  g_assert_cmpfloat (distance (painting, content), <, 1e-6);
}

static void
test_no_start (void)
{
  g_autoptr (GError)   error    = NULL;
  g_autoptr (NstImage) content  = test_wave_picture (WIDTH, HEIGHT, 1);
  NstSettings          settings = make_content_settings ();

  settings.init = NST_INIT_FILE;
  g_assert_null (nst_stylise (&(NstSubject){ network, content, NULL, 0, NULL, &settings },
                              &(NstObserver){ NULL, NULL, NULL, NULL }, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "\"init-file\""));
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  g_test_add_func ("/content/from-noise", test_content_from_noise);
  g_test_add_func ("/texture/of-a-size-of-its-own", test_texture);
  g_test_add_data_func ("/starts/style-is-bounded/content", GINT_TO_POINTER (FALSE),
                        test_style_is_bounded);
  g_test_add_data_func ("/starts/style-is-bounded/texture", GINT_TO_POINTER (TRUE),
                        test_style_is_bounded);
  g_test_add_func ("/starts/panorama", test_panorama);
  g_test_add_func ("/starts/plan-counts-styles", test_plan_counts_styles);
  g_test_add_func ("/starts/estimate-is-cancelled", test_estimate_is_cancelled);
  g_test_add_func ("/texture/strokes-keep-their-size", test_texture_scale);
  g_test_add_func ("/strokes/not-enlarged", test_own_pixels);
  g_test_add_func ("/texture/canvas", test_canvas);
  g_test_add_func ("/texture/noise-takes-longer", test_noise_takes_longer);
  g_test_add_func ("/start/comes-back", test_start);
  g_test_add_func ("/start/missing-is-refused", test_no_start);

  result = g_test_run ();
  test_close_network ();

  return result;
}
