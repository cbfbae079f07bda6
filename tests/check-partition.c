/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures in parts: their gradient is the whole picture's, however they are cut, and the
 * memory that was planned is the memory that is used.  Run from the repository's
 * root, where the network is. */

#include "core/nst.h"
#include "core/network/network-private.h"
#include "core/objective/objective.h"
#include "core/objective/objective-private.h"
#include "core/objective/partition.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"
#include "tests/threads.h"

#include <math.h>
#include <string.h>


/* Norm of the difference over norm.  Tiles round otherwise than the whole does;
 * where that decides a ReLU or a pool's choice, the gradient jumps, as it does
 * between two ways of computing a convolution. */
#define TOLERANCE      1e-4
#define FLIP_TOLERANCE 1e-2

static NstThreads threads;

typedef struct
{
  const char  *name;
  const char  *content;
  const char  *style;
  NstStatistic statistic;
  NstPool      pool;
  NstEdge      edge;
  int          width;
  int          height;
  NstWeighting weighting;
  int          n_zones; /* 0: the style applies to all */
} Case;

static Case cases[] = {
  { "look", "conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1",
    NST_STATISTIC_MOMENTS, NST_POOL_MAX, NST_EDGE_REPLICATE, 160, 130 },
  { "gram-odd", "conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1",
    NST_STATISTIC_GRAM, NST_POOL_MAX, NST_EDGE_ZERO, 173, 99 },
  { "average-odd", "conv3_3,conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1",
    NST_STATISTIC_GRAM, NST_POOL_AVERAGE, NST_EDGE_ZERO, 131, 157 },
  { "before-pools", "conv1_2,conv3_4", "conv1_2,conv2_2,conv3_4",
    NST_STATISTIC_GRAM, NST_POOL_MAX, NST_EDGE_REPLICATE, 145, 71 },
  { "before-pools-average", "conv2_2", "conv1_2,conv2_2,conv3_2",
    NST_STATISTIC_GRAM, NST_POOL_AVERAGE, NST_EDGE_ZERO, 97, 133 },
  { "pools", "pool2", "conv1_1,pool1,pool2,pool3,pool4",
    NST_STATISTIC_GRAM, NST_POOL_MAX, NST_EDGE_ZERO, 129, 111 },
  { "pools-average", "pool3", "pool1,pool2,pool3",
    NST_STATISTIC_MOMENTS, NST_POOL_AVERAGE, NST_EDGE_REPLICATE, 121, 107 },
  { "deepest", "conv5_4", "conv2_2,pool5",
    NST_STATISTIC_GRAM, NST_POOL_MAX, NST_EDGE_ZERO, 135, 167 },
  { "wide-average", "conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1",
    NST_STATISTIC_GRAM, NST_POOL_AVERAGE_3, NST_EDGE_ZERO, 173, 131 },
  { "wide-max", "conv1_2,pool3", "conv2_1,conv2_2,pool2",
    NST_STATISTIC_MOMENTS, NST_POOL_MAX_3, NST_EDGE_REPLICATE, 129, 111 },
  { "wide-deepest", "conv5_4", "pool1,pool5",
    NST_STATISTIC_GRAM, NST_POOL_MAX_3, NST_EDGE_ZERO, 97, 163 },
  { "wide-average-even", "conv3_4", "pool1,pool4",
    NST_STATISTIC_GRAM, NST_POOL_AVERAGE_3, NST_EDGE_ZERO, 128, 192 },
  { "gradients", "conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1",
    NST_STATISTIC_GRAM, NST_POOL_AVERAGE_3, NST_EDGE_ZERO, 173, 99, NST_WEIGHTING_GRADIENT },
  { "gradients-of-moments", "conv2_2,pool2", "pool1,conv2_2", NST_STATISTIC_MOMENTS,
    NST_POOL_MAX, NST_EDGE_REPLICATE, 97, 131, NST_WEIGHTING_GRADIENT },
  { "gradients-of-content", "conv3_1", "", NST_STATISTIC_GRAM, NST_POOL_AVERAGE, NST_EDGE_ZERO,
    101, 77, NST_WEIGHTING_GRADIENT },
  { "first-alone", "", "conv1_1", NST_STATISTIC_GRAM, NST_POOL_MAX, NST_EDGE_REPLICATE, 101, 77 },
  { "content-alone", "conv4_2", "", NST_STATISTIC_GRAM, NST_POOL_MAX, NST_EDGE_ZERO, 113, 149 },
  { "style-alone", "", "conv1_1,conv3_1", NST_STATISTIC_MOMENTS, NST_POOL_MAX,
    NST_EDGE_ZERO, 143, 64 },
};

/* Under sanitizers, which look at memory and take ten times as long, fewer partitions of
 * smaller pictures are tried, and what is a flip is taken for one: the other build has the
 * proof. */
#ifdef __SANITIZE_ADDRESS__
#define IS_THOROUGH FALSE
#else
#define IS_THOROUGH TRUE
#endif

static NstSettings
make_settings (const Case *c)
{
  NstSettings settings = { .style_scale = 1.0, .alpha = 0.1, .beta = 1.0, .tv = 0.5, .statistic = c->statistic, .weighting = c->weighting, .normalise = TRUE, .pool = c->pool, .edge = c->edge, .precision = NST_PRECISION_SINGLE, .threads = 2 };

  g_strlcpy (settings.content_layers, c->content, sizeof (settings.content_layers));
  g_strlcpy (settings.style_layers, c->style, sizeof (settings.style_layers));

  return settings;
}

typedef struct
{
  double   loss;
  NstTerms terms;
  float   *gradient;
} Result;

/* The sources of a case: its style, in as many zones, which are bands of the canvas. */
typedef struct
{
  NstSources sources;
  NstStyle  *styles;
  NstImage **masks;
  double    *shares;
  int        n;
} Zones;

static Zones
make_zones (const Case     *c,
            const NstImage *content,
            const NstImage *style)
{
  const int    n      = MAX (c->n_zones, 1);
  const size_t pixels = (size_t) c->width * c->height;
  Zones        zones  = { { 0 }, g_new (NstStyle, n), g_new0 (NstImage *, n), g_new (double, n), n };

  for (int zone = 0; zone < n; zone++)
    {
      zones.styles[zone] = (NstStyle){ style, style->width, style->height, NULL, zone };
      zones.shares[zone] = 1.0;
      if (c->n_zones > 0)
        zones.masks[zone] = nst_image_new (c->width, c->height, 1, NULL);
      for (size_t i = 0; i < pixels && c->n_zones > 0; i++)
        zones.masks[zone]->data[i] = i * n / pixels == (size_t) zone ? 1.0f : 0.0f;
    }
  zones.sources = (NstSources){ content, zones.styles, c->style[0] != '\0' ? n : 0, NULL, zones.shares, c->n_zones,
                                (const NstImage *const *) zones.masks };

  return zones;
}

static void
clear_zones (Zones *zones)
{
  for (int zone = 0; zone < zones->n; zone++)
    nst_image_free (zones->masks[zone]);
  g_free (zones->masks);
  g_free (zones->styles);
  g_free (zones->shares);
}

/* How a canvas is moved: along smooth waves, by so many levels.  What is noise to the first
 * layers would be nothing to the deeper ones. */
typedef struct
{
  int   seed;
  float shift;
} Move;

/* Evaluations of n moved canvases by one objective. */
static void
evaluate_moves (const Case         *c,
                const NstPartition *partition,
                const Move         *moves,
                int                 n_moves,
                Result             *results)
{
  const NstSettings    settings = make_settings (c);
  g_autoptr (NstImage) content  = test_wave_picture (c->width, c->height, 1);
  g_autoptr (NstImage) style    = test_wave_picture (c->height + 40, c->width, 2);
  g_autoptr (NstImage) canvas   = test_wave_picture (c->width, c->height, 3);
  Zones                zones    = make_zones (c, content, style);
  const size_t         n        = (size_t) c->width * c->height;
  g_autofree float    *pixels   = g_new (float, 3 * n);
  NstArena             arena    = { 0 };
  NstLayerSet          layers;
  NstObjective        *objective;

  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));
  objective = nst_objective_new (network, &zones.sources, &settings, &layers, partition, &arena,
                                 &threads, NULL);
  g_assert_nonnull (objective);

  for (int k = 0; k < n_moves; k++)
    {
      g_autoptr (NstImage) waves  = test_wave_picture (c->width, c->height, moves[k].seed);
      Result              *result = &results[k];

      nst_network_pixels_to_canvas (network, n, canvas->data, pixels);
      for (size_t i = 0; i < 3 * n; i++)
        pixels[i] += moves[k].shift * (waves->data[i] - 0.5f);

      result->gradient = g_new0 (float, 3 * n);
      g_assert_true (nst_objective_evaluate (objective, pixels, result->gradient, &result->loss,
                                             &result->terms, &threads));
    }

  nst_objective_free (objective);
  nst_arena_clear (&arena);
  clear_zones (&zones);
}

static Result
evaluate (const Case         *c,
          const NstPartition *partition)
{
  const Move none = { 0, 0.0f };
  Result     result;

  evaluate_moves (c, partition, &none, 1, &result);

  return result;
}

static double
get_difference (const Result *a,
                const Result *b,
                size_t        n)
{
  double error = 0.0;
  double norm  = 0.0;

  for (size_t i = 0; i < n; i++)
    {
      error += pow ((double) a->gradient[i] - (double) b->gradient[i], 2);
      norm += pow ((double) b->gradient[i], 2);
    }

  return sqrt (error / norm);
}

static void
assert_near (double      a,
             double      b,
             const char *name)
{
  if (fabs (a - b) > TOLERANCE * fabs (b) + 1e-12)
    g_error ("%s is %.9g in parts, and %.9g whole", name, a, b);
}

/* How much of what tells the parts' gradient from the whole's is in the step from the
 * whole's to that of a canvas moved a little: 1 for all of it. */
static double
get_explained (const Result *parts,
               const Result *whole,
               const Result *moved,
               size_t        n)
{
  double dot  = 0.0;
  double norm = 0.0;

  for (size_t i = 0; i < n; i++)
    {
      const double difference = (double) parts->gradient[i] - (double) whole->gradient[i];
      const double step       = (double) moved->gradient[i] - (double) whole->gradient[i];

      dot += difference * step;
      norm += difference * difference;
    }

  return dot / norm;
}

/* 5e-4 of 255 levels is what the transforms' rounding is of a response. */
static const float shifts[] = { 1e-4f, 2e-4f, 5e-4f };

#define N_SHIFTS G_N_ELEMENTS (shifts)
#define N_MOVES  8 /* of each */

/* A picture evaluated whole, and moved where that was asked for. */
typedef struct
{
  const Case *c;
  Result      result;
  Result      moved[N_SHIFTS][N_MOVES];
} Whole;

static void
move_whole (Whole *whole,
            size_t k)
{
  const NstPartition partition = nst_partition_whole (whole->c->width, whole->c->height);
  Move               moves[N_MOVES];

  for (int i = 0; i < N_MOVES; i++)
    moves[i] = (Move){ 10 + i / 2, i % 2 ? shifts[k] : -shifts[k] };
  evaluate_moves (whole->c, &partition, moves, N_MOVES, whole->moved[k]);
}

/* Whether the whole's gradient jumps to the parts' for canvases that differ by no more
 * than rounding does. */
static gboolean
is_flip (Whole        *whole,
         const Result *parts)
{
  const size_t n = (size_t) whole->c->width * whole->c->height * 3;

  for (size_t k = 0; k < N_SHIFTS; k++)
    {
      if (whole->moved[k][0].gradient == NULL)
        move_whole (whole, k);

      for (int i = 0; i < N_MOVES; i++)
        if (get_explained (parts, &whole->result, &whole->moved[k][i], n) > 0.3)
          return TRUE;
    }

  return FALSE;
}

static void
check_parts (Whole   *whole,
             int      strip,
             int      band,
             gboolean keeps_content)
{
  const NstPartition partition  = { strip, band, 2, keeps_content, 64, 64 };
  const Case        *c          = whole->c;
  const NstTerms    *terms      = &whole->result.terms;
  const size_t       n          = (size_t) c->width * c->height * 3;
  Result             parts      = evaluate (c, &partition);
  const double       difference = get_difference (&parts, &whole->result, n);

  for (int i = 0; i < terms->n_content; i++)
    assert_near (parts.terms.content[i].value, terms->content[i].value, terms->content[i].layer);
  for (int i = 0; i < terms->n_style; i++)
    assert_near (parts.terms.style[i].value, terms->style[i].value, terms->style[i].layer);
  assert_near (parts.loss, whole->result.loss, "the loss");

  g_test_message ("%s, strips of %d, bands of %d: %.2g", c->name, strip, band, difference);
  if (!(difference <= TOLERANCE))
    {
      g_assert_cmpfloat (difference, <=, FLIP_TOLERANCE);
      g_assert_true (!IS_THOROUGH || is_flip (whole, &parts));
    }

  g_free (parts.gradient);
}

static void
test_equals_whole (gconstpointer data)
{
  const Case        *c         = data;
  const NstPartition partition = nst_partition_whole (c->width, c->height);
  Whole              whole     = { c, evaluate (c, &partition) };

  if (IS_THOROUGH || (c - cases) % 2 == 0)
    check_parts (&whole, 96, 64, TRUE);
  if (IS_THOROUGH || (c - cases) % 2 == 1)
    check_parts (&whole, 32, c->height, FALSE);
  if (IS_THOROUGH)
    {
      check_parts (&whole, c->width, 64, TRUE);
      check_parts (&whole, c->width, 32, FALSE);
      check_parts (&whole, 64, 128, FALSE);
      check_parts (&whole, 32, 64, TRUE);
    }
  else
    g_test_message ("under sanitizers: one partition of six");

  g_free (whole.result.gradient);
  for (size_t k = 0; k < N_SHIFTS; k++)
    for (int i = 0; i < N_MOVES; i++)
      g_free (whole.moved[k][i].gradient);
}

/* ---- lagging slopes -------------------------------------------------- */

#define N_TIMES 4
#define STEP    4.0f /* levels */

static Case lagging_cases[] = {
  { "moments", "conv2_2", "conv1_1,conv2_1", NST_STATISTIC_MOMENTS, NST_POOL_MAX,
    NST_EDGE_REPLICATE, 160, 130 },
  { "gram", "conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1", NST_STATISTIC_GRAM,
    NST_POOL_MAX, NST_EDGE_ZERO, 173, 99 },
  { "pools", "pool2", "conv1_2,pool2,conv3_1", NST_STATISTIC_GRAM, NST_POOL_AVERAGE,
    NST_EDGE_ZERO, 131, 157 },
  { "zones", "conv2_2", "conv1_1,conv2_1", NST_STATISTIC_MOMENTS, NST_POOL_MAX,
    NST_EDGE_REPLICATE, 127, 99, NST_WEIGHTING_MEAN, 2 },
};

/* Of a canvas that goes on in a straight line the loss is its own, and the gradient nearly. */
static void
test_lags (gconstpointer data)
{
  const Case        *c         = data;
  const size_t       n         = (size_t) c->width * c->height * 3;
  const NstPartition partition = { 96, 64, 2, FALSE, 64, 64, .lags = TRUE };
  const NstPartition exact     = { 96, 64, 2, FALSE, 64, 64 };
  Move               moves[N_TIMES];
  Result             lagging[N_TIMES];
  Result             own[N_TIMES];

  for (int time = 0; time < N_TIMES; time++)
    moves[time] = (Move){ 10, (float) (time + 1) * STEP };
  evaluate_moves (c, &partition, moves, N_TIMES, lagging);
  evaluate_moves (c, &exact, moves, N_TIMES, own);

  for (int time = 0; time < N_TIMES; time++)
    {
      const double difference = get_difference (&lagging[time], &own[time], n);
      const double step       = time > 0 ? get_difference (&own[time - 1], &own[time], n) : 0.0;

      assert_near (lagging[time].loss, own[time].loss, "the loss");
      g_test_message ("%d: %.2g, after a step of %.2g", time, difference, step);
      if (time == 0)
        g_assert_cmpfloat (difference, ==, 0.0);
      else if (time == 1)
        g_assert_cmpfloat (difference, <, step);
      else
        g_assert_cmpfloat (difference, <, 0.1 * step);
      g_free (lagging[time].gradient);
    }

  for (int time = 0; time < N_TIMES; time++)
    g_free (own[time].gradient);
}


/* ---- memory ---------------------------------------------------------- */

/* The bytes that an objective of this partition has in the end, of one that looked at
 * no style larger than it. */
static guint64
count_reserved (const NstObjective *objective)
{
  const NstScratch   scratch = nst_threads_get_reserved (&threads);
  const NstLayerSet *layers  = &objective->layers;
  guint64            bytes   = sizeof (float) * (objective->arena->n + scratch.shared +
                                    scratch.own * threads.n_threads);

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    {
      const NstFeatureMap *held = &objective->comparisons[layer].content;

      if (held->data != NULL)
        bytes += sizeof (float) * nst_feature_map_count (held->columns, held->rows, held->channels);
      if (layers->is_style[layer])
        bytes += nst_target_count_bytes (nst_network_get_channels (network, layer),
                                         objective->settings.statistic) *
                 objective->n_zones;

      for (int zone = 0; zone < objective->n_zones; zone++)
        {
          const NstFeatureMap *weights = nst_position_weights_get (&objective->zone_weights[zone],
                                                                   layer);

          if (weights != NULL)
            bytes += sizeof (float) * (guint64) weights->columns * (guint64) weights->rows;
        }
    }

  return bytes;
}

/* Whether one of the first n is the same: low pictures have one band. */
static gboolean
is_listed (const NstPartition *partition,
           const NstPartition *partitions,
           int                 n)
{
  for (int i = 0; i < n; i++)
    if (partitions[i].strip == partition->strip && partitions[i].band == partition->band &&
        partitions[i].keeps_content == partition->keeps_content)
      return TRUE;

  return FALSE;
}

/* What a partition plans is what its objective takes, for every partition that may be
 * chosen. */
static void
test_planned_is_reserved (gconstpointer data)
{
  const Case          *c        = data;
  const NstSettings    settings = make_settings (c);
  g_autoptr (NstImage) content  = test_wave_picture (c->width, c->height, 1);
  g_autoptr (NstImage) style    = test_wave_picture (32, 16, 2);
  Zones                zones    = make_zones (c, content, style);
  const size_t         n        = (size_t) c->width * c->height;
  g_autofree float    *canvas   = g_new (float, 3 * n);
  g_autofree float    *gradient = g_new0 (float, 3 * n);
  NstPartition         partitions[NST_MOST_PARTITIONS];
  NstLayerSet          layers;
  int                  n_partitions;

  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));
  n_partitions = nst_partition_list (partitions, &(NstProblem){ network, &layers, settings.statistic,
                                                                c->width, c->height, 2, FALSE, c->n_zones });
  nst_network_pixels_to_canvas (network, n, content->data, canvas);

  for (int i = 0; i < n_partitions; i++)
    {
      NstPartition *partition = &partitions[i];
      NstArena      arena     = { 0 };
      NstObjective *objective;
      double        loss;

      if (is_listed (partition, partitions, i) || (!IS_THOROUGH && i % 8 != 0))
        continue;

      partition->style_strip = partition->style_band = G_MAXINT;
      nst_threads_end (&threads);
      threads   = test_threads_begin (2);
      objective = nst_objective_new (network, &zones.sources, &settings, &layers, partition, &arena,
                                     &threads, NULL);
      g_assert_nonnull (objective);
      g_assert_true (nst_objective_evaluate (objective, canvas, gradient, &loss, NULL, &threads));
      g_test_message ("strip %d, band %d, %s: %" G_GUINT64_FORMAT, partition->strip,
                      partition->band, partition->keeps_content ? "kept" : "computed again",
                      partition->bytes);
      g_assert_cmpuint (count_reserved (objective), ==, partition->bytes);

      nst_objective_free (objective);
      nst_arena_clear (&arena);
    }

  clear_zones (&zones);
}

/* Strips of 32, whose surroundings reach over several others, in small pictures, tall
 * and wide. */
static const Case memory_cases[] = {
  { "the-look", "conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1", NST_STATISTIC_MOMENTS,
    NST_POOL_MAX, NST_EDGE_REPLICATE, 103, 68 },
  { "wide", "conv4_2", "conv1_1,conv2_1,conv3_1,conv4_1", NST_STATISTIC_GRAM,
    NST_POOL_AVERAGE_3, NST_EDGE_ZERO, 193, 37, NST_WEIGHTING_GRADIENT },
  { "tall", "conv2_2,conv4_2", "conv1_1,pool1,pool2,pool3", NST_STATISTIC_GRAM,
    NST_POOL_AVERAGE, NST_EDGE_ZERO, 37, 161 },
  { "content-alone", "conv3_3", "", NST_STATISTIC_GRAM, NST_POOL_MAX, NST_EDGE_ZERO, 97, 39 },
  { "style-alone", "", "conv1_1,conv3_1", NST_STATISTIC_MOMENTS, NST_POOL_MAX_3,
    NST_EDGE_REPLICATE, 101, 35 },
  { "small", "conv4_2", "conv1_1,conv2_1", NST_STATISTIC_MOMENTS, NST_POOL_MAX,
    NST_EDGE_REPLICATE, 33, 21 },
  { "zones", "conv4_2", "conv1_1,conv2_1,conv3_1", NST_STATISTIC_MOMENTS, NST_POOL_MAX,
    NST_EDGE_REPLICATE, 97, 71, NST_WEIGHTING_MEAN, 3 },
  { "zones-by-gradient", "conv2_2", "conv1_1,pool1", NST_STATISTIC_GRAM, NST_POOL_MAX,
    NST_EDGE_ZERO, 65, 99, NST_WEIGHTING_GRADIENT, 2 },
};

/* Strips and bands of up to 96 pixels still cut them. */
static void
reduce (Case  *all,
        size_t n)
{
  for (size_t i = 0; i < n; i++)
    {
      all[i].width  = all[i].width * 2 / 3;
      all[i].height = all[i].height * 2 / 3;
    }
}

int
main (int    argc,
      char **argv)
{
  const NstSettings settings = { .threads = 2 };
  int               result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();
  threads = test_threads_begin (settings.threads);

  if (!IS_THOROUGH)
    {
      reduce (cases, G_N_ELEMENTS (cases));
      reduce (lagging_cases, G_N_ELEMENTS (lagging_cases));
    }

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/partition/%s/equals-whole", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_equals_whole);
    }

  for (size_t i = 0; i < G_N_ELEMENTS (lagging_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/partition/lags/%s", lagging_cases[i].name);

      g_test_add_data_func (path, &lagging_cases[i], test_lags);
    }

  for (size_t i = 0; i < G_N_ELEMENTS (memory_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/partition/planned-is-reserved/%s",
                                               memory_cases[i].name);

      g_test_add_data_func (path, &memory_cases[i], test_planned_is_reserved);
    }

  result = g_test_run ();
  nst_threads_end (&threads);
  test_close_network ();

  return result;
}
