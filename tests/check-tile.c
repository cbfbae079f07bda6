/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paintings that go on from their other edges: a picture that is shifted round has the same
 * loss and a shifted gradient, and a tiled painting shows no seam.  Run from the repository's
 * root, where the network is. */

#include "core/nst.h"
#include "core/image/join.h"
#include "core/image/resample.h"
#include "core/network/network-private.h"
#include "core/objective/objective.h"
#include "core/objective/partition.h"
#include "core/objective/variation.h"
#include "tests/threads.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>

/* Value c of the pixel (y, x) of values[height][width][3], which go on for ever. */
static float
look_round (const float *values,
            int          width,
            int          height,
            int          y,
            int          x,
            int          c)
{
  return values[((size_t) ((y % height + height) % height) * width +
                 (x % width + width) % width) *
                  3 +
                c];
}

/* values shifted to the right by dx and down by dy. */
static float *
shift_round (const float *values,
             int          width,
             int          height,
             int          dx,
             int          dy)
{
  float *shifted = g_new (float, (size_t) 3 * width * height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int c = 0; c < 3; c++)
        shifted[((size_t) y * width + x) * 3 + c] = look_round (values, width, height, y - dy,
                                                                x - dx, c);

  return shifted;
}

static NstImage *
shift_picture (const NstImage *picture,
               int             dx,
               int             dy)
{
  NstImage         *shifted = nst_image_copy (picture, NULL);
  g_autofree float *values  = shift_round (picture->data, picture->width, picture->height, dx, dy);

  memcpy (shifted->data, values,
          sizeof (float) * 3 * (size_t) picture->width * picture->height);

  return shifted;
}

/* Norm of the difference over norm. */
static double
get_difference (const float *a,
                const float *b,
                size_t       n)
{
  double error = 0.0;
  double norm  = 0.0;

  for (size_t i = 0; i < n; i++)
    {
      error += pow ((double) a[i] - (double) b[i], 2);
      norm += pow ((double) b[i], 2);
    }

  return sqrt (error / norm);
}


/* ---- the objective --------------------------------------------------- */

typedef struct
{
  const char  *name;
  const char  *content;
  const char  *style;
  NstStatistic statistic;
  NstPool      pool;
  NstEdge      edge;
  NstWrap      wrap;
  int          width;
  int          height;
} Case;

/* Sides that are odd where nothing wraps; layers behind pools and before them, fused or not; so
 * small that a tile of Winograd's sees its canvas more than once. */
static const Case cases[] = {
  { "both", "conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1", NST_STATISTIC_MOMENTS,
    NST_POOL_MAX, NST_EDGE_REPLICATE, NST_WRAP_BOTH, 96, 64 },
  { "x", "conv3_1", "conv1_1,conv2_2,conv4_1", NST_STATISTIC_GRAM, NST_POOL_AVERAGE,
    NST_EDGE_REPLICATE, NST_WRAP_X, 64, 51 },
  { "y", "pool2", "conv1_2,pool1,conv4_1", NST_STATISTIC_GRAM, NST_POOL_MAX, NST_EDGE_ZERO,
    NST_WRAP_Y, 53, 80 },
  { "wide-mean", "conv4_2", "conv1_1,conv3_1", NST_STATISTIC_GRAM, NST_POOL_AVERAGE_3,
    NST_EDGE_ZERO, NST_WRAP_BOTH, 48, 64 },
  { "wide-max", "conv2_1", "pool1,conv3_1", NST_STATISTIC_MOMENTS, NST_POOL_MAX_3,
    NST_EDGE_ZERO, NST_WRAP_X, 64, 37 },
  { "small", "conv4_1", "conv1_1,conv4_1", NST_STATISTIC_GRAM, NST_POOL_AVERAGE, NST_EDGE_ZERO,
    NST_WRAP_BOTH, 16, 32 },
};

static NstSettings
make_settings (const Case *c)
{
  NstSettings settings = { .style_scale = 1.0, .alpha = 0.1, .beta = 1.0, .tv = 0.5, .tv_power = c->edge == NST_EDGE_ZERO ? 1.25 : 0.0, .tv_edge = NST_TV_EDGE_ZERO, .statistic = c->statistic, .normalise = TRUE, .pool = c->pool, .edge = c->edge, .wrap = c->wrap, .precision = NST_PRECISION_SINGLE, .threads = 2 };

  g_strlcpy (settings.content_layers, c->content, sizeof (settings.content_layers));
  g_strlcpy (settings.style_layers, c->style, sizeof (settings.style_layers));

  return settings;
}

/* Of a canvas, in the network's units. */
static double
evaluate (const Case     *c,
          const NstImage *content,
          const float    *canvas,
          float          *gradient)
{
  const NstSettings    settings  = make_settings (c);
  const NstPartition   partition = nst_partition_whole (c->width, c->height);
  g_autoptr (NstImage) style     = test_wave_picture (71, 67, 2);
  const NstStyle       looked    = { style, style->width, style->height };
  NstThreads           threads   = test_threads_begin (2);
  NstArena             arena     = { 0 };
  NstLayerSet          layers;
  NstObjective        *objective;
  double               loss;

  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));
  objective = nst_objective_new (network, &(NstSources){ content, &looked, 1 }, &settings, &layers,
                                 &partition, &arena, &threads, NULL);
  g_assert_nonnull (objective);
  g_assert_true (nst_objective_evaluate (objective, canvas, gradient, &loss, NULL, &threads));

  nst_objective_free (objective);
  nst_arena_clear (&arena);
  nst_threads_end (&threads);

  return loss;
}

static float *
make_canvas (const Case *c)
{
  g_autoptr (NstImage) picture = test_wave_picture (c->width, c->height, 3);
  const size_t         n       = (size_t) c->width * c->height;
  float               *canvas  = g_new (float, 3 * n);

  nst_network_pixels_to_canvas (network, n, picture->data, canvas);

  return canvas;
}

/* By a multiple of what pools make of a position, half the canvas or near it; and what does
 * not wrap tells the shifted canvas from the other. */
static void
test_shift (gconstpointer data)
{
  const Case          *c         = data;
  const size_t         n         = (size_t) 3 * c->width * c->height;
  const int            dx        = nst_wraps_x (c->wrap) ? c->width / 32 * 16 : 0;
  const int            dy        = nst_wraps_y (c->wrap) ? c->height / 32 * 16 : 0;
  Case                 plain     = *c;
  g_autoptr (NstImage) content   = test_wave_picture (c->width, c->height, 1);
  g_autoptr (NstImage) moved     = shift_picture (content, dx, dy);
  g_autofree float    *canvas    = make_canvas (c);
  g_autofree float    *shifted   = shift_round (canvas, c->width, c->height, dx, dy);
  g_autofree float    *gradient  = g_new0 (float, n);
  g_autofree float    *of_moved  = g_new0 (float, n);
  g_autofree float    *unused    = g_new0 (float, n);
  const double         loss      = evaluate (c, content, canvas, gradient);
  const double         loss_then = evaluate (c, moved, shifted, of_moved);
  g_autofree float    *wanted    = shift_round (gradient, c->width, c->height, dx, dy);
  const double         error     = get_difference (of_moved, wanted, n);
  double               before;
  double               after;

  plain.wrap = NST_WRAP_NO;
  before     = evaluate (&plain, content, canvas, unused);
  after      = evaluate (&plain, moved, shifted, unused);

  g_test_message ("loss %.9g, shifted %.9g, gradient %.1e off; without %.9g and %.9g", loss,
                  loss_then, error, before, after);
  g_assert_cmpint (dx + dy, >, 0);
  g_assert_cmpfloat (fabs (loss - loss_then), <=, 1e-5 * loss);
  g_assert_cmpfloat (error, <=, 1e-3);
  g_assert_cmpfloat (fabs (before - after), >, 1e-4 * before);
}

/* A soft disc that reaches over the edges, of one channel. */
static NstImage *
make_mask (int    width,
           int    height,
           double x,
           double y)
{
  NstImage *mask = nst_image_new (width, height, 1, NULL);

  for (int i = 0; i < width * height; i++)
    {
      const int    row    = i / width;
      const double across = fabs (remainder (i % width - x * width, width)) / width;
      const double down   = fabs (remainder (row - y * height, height)) / height;

      mask->data[i] = (float) CLAMP (1.4 - 5.0 * hypot (across, down), 0.0, 1.0);
    }

  return mask;
}

static NstImage *
shift_mask (const NstImage *mask,
            int             dx,
            int             dy)
{
  NstImage *shifted = nst_image_copy (mask, NULL);

  for (int y = 0; y < mask->height; y++)
    for (int x = 0; x < mask->width; x++)
      shifted->data[(y + dy) % mask->height * mask->width + (x + dx) % mask->width] =
        mask->data[y * mask->width + x];

  return shifted;
}

/* What is hidden, what is kept and where a style applies; the last two at twice the size. */
enum
{
  VISIBLE,
  KEEP,
  PLACE,
  N_MASKS
};

static double
evaluate_masked (const Case     *c,
                 const NstImage *content,
                 const NstImage *canvas,
                 NstImage *const masks[N_MASKS])
{
  const NstSettings    settings  = make_settings (c);
  g_autoptr (NstImage) one       = test_wave_picture (71, 67, 2);
  g_autoptr (NstImage) other     = test_wave_picture (67, 72, 5);
  const NstImage      *styles[2] = { one, other };
  const NstImage      *places[2] = { masks[PLACE], NULL };
  const NstSubject     subject   = { network, content, styles, 2, NULL, &settings,
                                     .visible = masks[VISIBLE],
                                     .keep    = masks[KEEP],
                                     .places  = places };
  NstTerms             terms;

  g_assert_true (nst_evaluate (&subject, canvas, &terms, NULL, NULL, NULL));

  return terms.loss;
}

/* Masks go round with the picture: at its size, on the way to it, and through the network. */
static void
test_masks (gconstpointer data)
{
  const Case          *c              = data;
  const int            dx             = nst_wraps_x (c->wrap) ? c->width / 32 * 16 : 0;
  const int            dy             = nst_wraps_y (c->wrap) ? c->height / 32 * 16 : 0;
  Case                 plain          = *c;
  g_autoptr (NstImage) content        = test_wave_picture (c->width, c->height, 1);
  g_autoptr (NstImage) canvas         = test_wave_picture (c->width, c->height, 3);
  g_autoptr (NstImage) moved          = shift_picture (content, dx, dy);
  g_autoptr (NstImage) moved_canvas   = shift_picture (canvas, dx, dy);
  NstImage            *masks[N_MASKS] = { make_mask (c->width, c->height, 0.6, 0.7),
                                          make_mask (2 * c->width, 2 * c->height, 0.05, 0.5),
                                          make_mask (2 * c->width, 2 * c->height, 0.9, 0.02) };
  NstImage            *shifted[N_MASKS];
  double               loss;
  double               loss_then;
  double               before;
  double               after;

  for (int m = 0; m < N_MASKS; m++)
    shifted[m] = shift_mask (masks[m], m == VISIBLE ? dx : 2 * dx, m == VISIBLE ? dy : 2 * dy);

  loss       = evaluate_masked (c, content, canvas, masks);
  loss_then  = evaluate_masked (c, moved, moved_canvas, shifted);
  plain.wrap = NST_WRAP_NO;
  before     = evaluate_masked (&plain, content, canvas, masks);
  after      = evaluate_masked (&plain, moved, moved_canvas, shifted);

  g_test_message ("loss %.9g, shifted %.9g; without %.9g and %.9g", loss, loss_then, before, after);
  g_assert_cmpfloat (fabs (loss - loss_then), <=, 1e-5 * loss);
  g_assert_cmpfloat (fabs (before - after), >, 1e-4 * before);

  for (int m = 0; m < N_MASKS; m++)
    {
      nst_image_free (masks[m]);
      nst_image_free (shifted[m]);
    }
}

/* The slope of the loss along a change of the outermost pixels, by differences. */
static void
test_slope (gconstpointer data)
{
  const Case          *c        = data;
  const size_t         n        = (size_t) 3 * c->width * c->height;
  const double         step     = 0.1; /* levels */
  g_autoptr (NstImage) content  = test_wave_picture (c->width, c->height, 1);
  g_autofree float    *canvas   = make_canvas (c);
  g_autofree float    *up       = g_new (float, n);
  g_autofree float    *down     = g_new (float, n);
  g_autofree float    *gradient = g_new0 (float, n);
  g_autofree float    *unused   = g_new0 (float, n);
  double               slope    = 0.0;
  double               found;

  evaluate (c, content, canvas, gradient);
  for (size_t i = 0; i < n; i++)
    {
      const int    pixel  = (int) (i / 3);
      const int    x      = pixel % c->width;
      const int    y      = pixel / c->width;
      const int    inside = MIN (MIN (x, c->width - 1 - x), MIN (y, c->height - 1 - y));
      const double sign   = gradient[i] > 0 ? 1.0 : -1.0;
      const double by     = inside < 3 ? sin (0.3 * pixel) + sign : 0.0;

      slope += by * (double) gradient[i];
      up[i]   = canvas[i] + (float) (step * by);
      down[i] = canvas[i] - (float) (step * by);
    }
  found = (evaluate (c, content, up, unused) - evaluate (c, content, down, unused)) / (2.0 * step);

  g_test_message ("slope %.6g, by differences %.6g", slope, found);
  g_assert_cmpfloat (fabs (slope - found), <=, 5e-3 * fabs (found));
}

/* A canvas that pools would cut is refused. */
static void
test_refused (void)
{
  const Case           c         = { "odd", "conv3_1", "", NST_STATISTIC_GRAM, NST_POOL_MAX,
                                     NST_EDGE_ZERO, NST_WRAP_X, 62, 64 };
  const NstSettings    settings  = make_settings (&c);
  const NstPartition   partition = nst_partition_whole (c.width, c.height);
  g_autoptr (NstImage) content   = test_wave_picture (c.width, c.height, 1);
  g_autoptr (GError)   error     = NULL;
  NstThreads           threads   = test_threads_begin (1);
  NstArena             arena     = { 0 };
  NstLayerSet          layers;

  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));
  g_assert_null (nst_objective_new (network, &(NstSources){ content }, &settings, &layers,
                                    &partition, &arena, &threads, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, "multiples of 4 pixels"));

  nst_arena_clear (&arena);
  nst_threads_end (&threads);
}


/* ---- pixels ---------------------------------------------------------- */

#define WIDTH  7
#define HEIGHT 70 /* more rows than the bands of a sum */

/* The two formulas of a canvas that wraps both ways. */
static double
sum_round (const float *x,
           double       power)
{
  double sum = 0.0;

  for (int i = 0; i < HEIGHT; i++)
    for (int j = 0; j < WIDTH; j++)
      for (int c = 0; c < 3; c++)
        {
          const double here  = (double) look_round (x, WIDTH, HEIGHT, i, j, c);
          const double right = (double) look_round (x, WIDTH, HEIGHT, i, j + 1, c);
          const double below = (double) look_round (x, WIDTH, HEIGHT, i + 1, j, c);
          const double both  = (double) look_round (x, WIDTH, HEIGHT, i + 1, j + 1, c);
          const double axes  = (pow (right - here, 2) + pow (below - here, 2)) / 255.0 / 255.0;

          sum += power > 0.0 ? pow (axes, power)
                             : axes * 2.0 / 3.0 + (pow (both - here, 2) + pow (below - right, 2)) /
                                                    6.0 / 255.0 / 255.0;
        }

  return sum / (3.0 * WIDTH * HEIGHT);
}

static void
test_variation (void)
{
  static const NstVariation variations[] = { { 0.0, NST_TV_EDGE_NONE, NST_WRAP_BOTH },
                                             { 1.25, NST_TV_EDGE_NONE, NST_WRAP_BOTH },
                                             { 1.25, NST_TV_EDGE_ZERO, NST_WRAP_BOTH },
                                             { 1.25, NST_TV_EDGE_ZERO, NST_WRAP_X },
                                             { 0.0, NST_TV_EDGE_NONE, NST_WRAP_Y } };
  enum
  {
    N = 3 * WIDTH * HEIGHT
  };
  NstThreads threads = test_threads_begin (2);
  GRand     *rand    = g_rand_new_with_seed (1);
  float      canvas[N];

  for (int i = 0; i < N; i++)
    canvas[i] = (float) g_rand_double_range (rand, -120.0, 150.0);
  g_rand_free (rand);

  for (size_t v = 0; v < G_N_ELEMENTS (variations); v++)
    {
      const NstVariation *kind        = &variations[v];
      const int           dx          = nst_wraps_x (kind->wrap) ? 3 : 0;
      const int           dy          = nst_wraps_y (kind->wrap) ? 30 : 0;
      float               gradient[N] = { 0.0f };
      float               moved[N]    = { 0.0f };
      g_autofree float   *shifted     = shift_round (canvas, WIDTH, HEIGHT, dx, dy);
      const double        value       = nst_variation (canvas, WIDTH, HEIGHT, kind, 1e3, gradient,
                                                       &threads);
      g_autofree float   *wanted      = shift_round (gradient, WIDTH, HEIGHT, dx, dy);

      if (kind->wrap == NST_WRAP_BOTH)
        g_assert_cmpfloat_with_epsilon (value, sum_round (canvas, kind->power), 1e-9 * value);
      g_assert_cmpfloat_with_epsilon (nst_variation (shifted, WIDTH, HEIGHT, kind, 1e3, moved,
                                                     &threads),
                                      value, 1e-9 * value);
      g_assert_cmpfloat (get_difference (moved, wanted, N), <=, 1e-6);
    }

  nst_threads_end (&threads);
}

/* Shifted by what is a whole number of pixels at both sizes; and the way back is the
 * transpose, also of pictures that a kernel sees more than once. */
static void
test_resampling (void)
{
  static const struct
  {
    int     from[2];
    int     to[2];
    NstWrap wrap;
    int     shift[2]; /* of the first */
  } ways[] = { { { 48, 36 }, { 32, 27 }, NST_WRAP_BOTH, { 24, 8 } },
               { { 32, 21 }, { 80, 31 }, NST_WRAP_X, { 16, 0 } },
               { { 30, 16 }, { 11, 4 }, NST_WRAP_Y, { 0, 4 } },
               { { 4, 2 }, { 6, 16 }, NST_WRAP_BOTH, { 2, 1 } } };

  for (size_t i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      const int           *from      = ways[i].from;
      const int           *to        = ways[i].to;
      const int            dx        = ways[i].shift[0];
      const int            dy        = ways[i].shift[1];
      const size_t         n_out     = (size_t) 3 * to[0] * to[1];
      g_autoptr (NstImage) in        = test_wave_picture (from[0], from[1], 1);
      g_autoptr (NstImage) other     = test_wave_picture (to[0], to[1], 2);
      g_autoptr (NstImage) moved     = shift_picture (in, dx, dy);
      g_autofree float    *back      = g_new0 (float, (size_t) 3 * from[0] * from[1]);
      NstResampler        *resampler = nst_resampler_new (from[0], from[1], to[0], to[1], 3,
                                                          NST_RESAMPLING_BOTH_WAYS, ways[i].wrap,
                                                          NULL);
      g_autoptr (NstImage) out       = NULL;
      g_autoptr (NstImage) then      = NULL;
      double               forward   = 0.0;
      double               backward  = 0.0;

      in->wrap = moved->wrap = ways[i].wrap;
      out                    = nst_image_resize (in, to[0], to[1], NULL, NULL);
      then                   = nst_image_resize (moved, to[0], to[1], NULL, NULL);
      g_assert_cmpint (out->wrap, ==, ways[i].wrap);
      {
        g_autofree float *wanted = shift_round (out->data, to[0], to[1], dx * to[0] / from[0],
                                                dy * to[1] / from[1]);

        g_assert_cmpfloat (get_difference (then->data, wanted, n_out), <=, 1e-6);
      }

      nst_resampler_backward (resampler, other->data, back, NULL);
      for (size_t k = 0; k < n_out; k++)
        forward += (double) out->data[k] * (double) other->data[k];
      for (size_t k = 0; k < (size_t) 3 * from[0] * from[1]; k++)
        backward += (double) in->data[k] * (double) back[k];
      g_assert_cmpfloat_with_epsilon (forward, backward, 1e-6 * forward);

      nst_resampler_free (resampler);
    }
}


/* The mean difference of the first and the last column, or row. */
static double
get_jump (const NstImage *picture,
          gboolean        down)
{
  const int n   = down ? picture->width : picture->height;
  double    sum = 0.0;

  for (int i = 0; i < n; i++)
    for (int c = 0; c < 3; c++)
      sum += fabs ((double) look_round (picture->data, picture->width, picture->height,
                                        down ? 0 : i, down ? i : 0, c) -
                   (double) look_round (picture->data, picture->width, picture->height,
                                        down ? -1 : i, down ? i : -1, c));

  return sum / n;
}

/* Joined edges are alike, also those of the other axis afterwards, and the middle is as it
 * was. */
static void
test_join (void)
{
  g_autoptr (NstImage) picture = test_wave_picture (41, 33, 1);
  g_autoptr (NstImage) one     = nst_image_copy (picture, NULL);
  g_autoptr (NstImage) both    = nst_image_copy (picture, NULL);

  nst_image_join_edges (one, NST_WRAP_X);
  nst_image_join_edges (both, NST_WRAP_BOTH);

  g_assert_cmpint (one->wrap, ==, NST_WRAP_X);
  g_assert_cmpfloat (get_jump (picture, FALSE), >, 0.1);
  g_assert_cmpfloat (get_jump (picture, TRUE), >, 0.1);
  g_assert_cmpfloat (get_jump (one, FALSE), <, 1e-6);
  g_assert_cmpfloat (get_jump (one, TRUE), >, 0.1);
  g_assert_cmpfloat (get_jump (both, TRUE), <, 1e-6);
  g_assert_cmpfloat (get_jump (both, FALSE), <, 0.1 * get_jump (picture, FALSE));

  for (int y = 8; y < 25; y++)
    for (int x = 10; x < 31; x++)
      for (int c = 0; c < 3; c++)
        g_assert_cmpfloat (look_round (both->data, 41, 33, y, x, c), ==,
                           look_round (picture->data, 41, 33, y, x, c));
}


/* ---- paintings ------------------------------------------------------- */

/* How much the last and the first of all columns differ, over what columns differ that lie
 * beside each other; or of rows. */
static double
measure_seam (const NstImage *picture,
              gboolean        down)
{
  const int n    = down ? picture->height : picture->width;
  double    seam = 0.0;
  double    sum  = 0.0;

  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++)
      for (int c = 0; c < 3; c++)
        {
          const double here = (double) look_round (picture->data, picture->width, picture->height,
                                                   y, x, c);
          const double next = (double) look_round (picture->data, picture->width, picture->height,
                                                   y + down, x + !down, c);

          if ((down ? y : x) == n - 1)
            seam += fabs (here - next);
          else
            sum += fabs (here - next);
        }

  return seam * (n - 1) / sum;
}

/* The sides are no multiples of 16, and the last stage's not the painting's. */
static NstImage *
paint (NstWrap wrap)
{
  NstSettings          settings;
  g_autoptr (NstImage) content = test_wave_picture (101, 90, 1);
  g_autoptr (NstImage) waves   = test_wave_picture (360, 388, 1);
  g_autoptr (NstImage) style   = nst_image_resize (waves, 90, 97, NULL, NULL); /* hardly any noise */
  const NstImage      *styles  = style;
  NstSubject           subject = { network, content, &styles, 1, NULL, &settings };
  NstImage            *painting;

  nst_settings_init (&settings);
  g_strlcpy (settings.style_layers, "conv1_1,conv2_1,conv3_1,conv5_1",
             sizeof (settings.style_layers));
  g_strlcpy (settings.content_layers, "conv4_2", sizeof (settings.content_layers));
  settings.normalise = TRUE;
  settings.alpha     = 0.01;
  settings.tv        = 1.0;
  g_strlcpy (settings.schedule, "64:8,0:6", sizeof (settings.schedule));
  settings.scales  = 2;
  settings.wrap    = wrap;
  settings.threads = 2;

  painting = nst_stylise (&subject, NULL, NULL);
  g_assert_nonnull (painting);
  g_assert_cmpint (painting->width, ==, 101);
  g_assert_cmpint (painting->height, ==, 90);

  return painting;
}

static void
test_seam (void)
{
  g_autoptr (NstImage) plain = paint (NST_WRAP_NO);
  g_autoptr (NstImage) both  = paint (NST_WRAP_BOTH);
  g_autoptr (NstImage) x     = paint (NST_WRAP_X);

  g_test_message ("seams: %.2f and %.2f, tileable %.2f and %.2f, side by side %.2f and %.2f",
                  measure_seam (plain, FALSE), measure_seam (plain, TRUE),
                  measure_seam (both, FALSE), measure_seam (both, TRUE),
                  measure_seam (x, FALSE), measure_seam (x, TRUE));
  g_assert_cmpfloat (measure_seam (plain, FALSE), >, 1.5);
  g_assert_cmpfloat (measure_seam (plain, TRUE), >, 1.5);
  g_assert_cmpfloat (measure_seam (both, FALSE), <, 1.2);
  g_assert_cmpfloat (measure_seam (both, TRUE), <, 1.2);
  g_assert_cmpfloat (measure_seam (x, FALSE), <, 1.2);
  g_assert_cmpfloat (measure_seam (x, TRUE), >, 1.5);
}

/* A painting in parts would not see its other end: rather it is refused. */
static void
test_not_in_parts (void)
{
  NstSettings          settings;
  g_autoptr (NstImage) content = test_wave_picture (640, 480, 1);
  const NstImage      *styles  = content;
  NstSubject           subject = { network, content, &styles, 1, NULL, &settings };
  g_autoptr (NstImage) painted = NULL;
  g_autoptr (GError)   error   = NULL;

  nst_settings_init (&settings);
  g_strlcpy (settings.style_layers, "conv4_1", sizeof (settings.style_layers));
  g_strlcpy (settings.schedule, "0:1", sizeof (settings.schedule));
  settings.memory_bytes = 280u << 20;
  settings.wrap         = NST_WRAP_X;

  painted = nst_stylise (&subject, NULL, &error);
  g_assert_null (painted);
  g_assert_error (error, NST_ERROR, NST_ERROR_MEMORY);
  g_test_message ("%s", error->message);
  g_clear_error (&error);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shift = g_strdup_printf ("/tile/%s/shift", cases[i].name);
      g_autofree char *slope = g_strdup_printf ("/tile/%s/slope", cases[i].name);
      g_autofree char *masks = g_strdup_printf ("/tile/%s/masks", cases[i].name);

      g_test_add_data_func (shift, &cases[i], test_shift);
      g_test_add_data_func (slope, &cases[i], test_slope);
      if (i > 0) /* which is the deepest, and takes longest */
        g_test_add_data_func (masks, &cases[i], test_masks);
    }
  g_test_add_func ("/tile/refused", test_refused);
  g_test_add_func ("/tile/variation", test_variation);
  g_test_add_func ("/tile/resampling", test_resampling);
  g_test_add_func ("/tile/join", test_join);
  g_test_add_func ("/tile/seam", test_seam);
  g_test_add_func ("/tile/not-in-parts", test_not_in_parts);

  result = g_test_run ();
  test_close_network ();

  return result;
}
