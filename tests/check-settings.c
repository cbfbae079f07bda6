/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of settings, its rules, presets and sentences, and progress in
 * words. */

#include "plugin/progress-text.h"
#include "plugin/settings.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#define PRESET_LAYERS "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1"

/* Resolves "name=value ..." on top of the defaults; fails the test if it is
 * refused. */
static NstSettings
resolve (const char *pairs)
{
  NstOptions  options;
  NstSettings settings;
  GError     *error = NULL;

  nst_options_init (&options);
  nst_options_parse_pairs (&options, pairs, &error);
  g_assert_no_error (error);
  nst_options_resolve (&options, &settings, &error);
  g_assert_no_error (error);

  return settings;
}

/* The sentence for "name=value ...", which must be refused. */
static char *
refusal (const char *pairs)
{
  NstOptions  options;
  NstSettings settings;
  GError     *error = NULL;
  char       *message;

  nst_options_init (&options);

  if (nst_options_parse_pairs (&options, pairs, &error))
    g_assert_false (nst_options_resolve (&options, &settings, &error));

  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  message = g_strdup (error->message);
  g_error_free (error);

  return message;
}


/* ---- the table ------------------------------------------------------- */

static void
test_defaults (void)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);
  NstOptions        options;

  memset (&options, 0xff, sizeof options);
  nst_options_init (&options);

  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];

      g_assert_nonnull (setting->label);
      g_assert_nonnull (setting->help);
      g_assert_true (nst_settings_find (setting->name) == setting);

      if (setting->type == NST_SETTING_TEXT)
        {
          g_assert_cmpstr (nst_options_get_text (&options, setting), ==,
                           setting->default_text);
          g_assert_cmpuint (setting->text_size, >, 1);
          continue;
        }

      const double value = nst_options_get_number (&options, setting);
      double       most  = setting->max;

      g_assert_cmpfloat (value, ==, setting->default_number);

      if (setting->type == NST_SETTING_CHOICE)
        for (most = -1; setting->choices[(int) most + 1].name; most++)
          g_assert_nonnull (setting->choices[(int) most + 1].label);
      else
        g_assert_cmpfloat (setting->step, >, 0);

      g_assert_cmpfloat (value, >=, setting->min);
      g_assert_cmpfloat (value, <=, most);
    }
}

static void
test_names_unique (void)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    {
      g_assert_cmpuint (strspn (table[i].name, "abcdefghijklmnopqrstuvwxyz-"),
                        ==, strlen (table[i].name));

      for (int j = 0; j < i; j++)
        {
          g_assert_cmpstr (table[i].name, !=, table[j].name);
          g_assert_cmpuint (table[i].offset, !=, table[j].offset);
        }

      for (int k = 0; table[i].choices && table[i].choices[k].name; k++)
        for (int j = 0; j < k; j++)
          g_assert_cmpstr (table[i].choices[k].name, !=,
                           table[i].choices[j].name);
    }
}

/* What scripts and the PyTorch reference call the same must keep its name,
 * and its choices theirs. */
static void
test_names_kept (void)
{
  static const char *const pairs[] =
  {
    "size=512", "content-layers=conv4_2", "style-layers=conv1_1,pool4",
    "pool=max", "pool=avg", "pool=max3", "pool=avg3", "alpha=5", "beta=100", "seed=3", "init=content",
    "init=noise", "statistic=gram", "statistic=moments", "normalise=yes",
    "style-weights=256,64,16,4,1", "tv=2", "edge=zero", "edge=replicate",
    "preset=look", "preset=tensorflow", "preset=lasagne", "preset=deeppy", "threads=2", "history=20", "schedule=64:60,128:40"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      NstOptions options;
      GError    *error = NULL;

      nst_options_init (&options);
      nst_options_parse_pairs (&options, pairs[i], &error);
      g_assert_no_error (error);
    }
}


/* ---- text ------------------------------------------------------------ */

static void
test_round_trip (void)
{
  static const char *const pairs[] =
  {
    "",
    "strength=12.5",
    "preset=gram strength=100 quality=best size=4096 style-scale=0.1 "
    "content-layers=none style-layers=pool1,conv5_4 style-weights=0.25,1e-07 "
    "alpha=0.3 beta=0 tv=1000000000 tv-power=0.5 tv-edge=zero statistic=moments weighting=mean "
    "normalise=no edge=zero pool=avg init=mix noise=0.1 noise-kind=uniform noise-range=0 optimiser=gd learning-rate=0.001 history=1 "
    "schedule=64:60,30000:100000 scales=4 seed=2147483647 threads=256 memory=0.5",
    "alpha=0.30000000000000004",
    "preset=texture width=30000 height=1 init=file init-file='/a b/it'\\''s.png'"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      NstOptions       options, again;
      GError          *error = NULL;
      g_autofree char *text  = NULL;

      nst_options_init (&options);
      nst_options_parse_pairs (&options, pairs[i], &error);
      g_assert_no_error (error);

      text = nst_options_to_pairs (&options);
      g_assert_cmpstr (text, ==, pairs[i]);

      nst_options_init (&again);
      nst_options_parse_pairs (&again, text, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (&again, sizeof again, &options, sizeof options);
    }
}

static void
test_white_space (void)
{
  NstOptions       options;
  GError          *error = NULL;
  g_autofree char *text  = NULL;

  nst_options_init (&options);
  nst_options_parse_pairs (&options, "\t seed=1\n\n  size=64 \r\n", &error);
  g_assert_no_error (error);
  nst_options_parse (&options, "style-layers", " conv1_1 , pool1", &error);
  g_assert_no_error (error);

  text = nst_options_to_pairs (&options);
  g_assert_cmpstr (text, ==, "size=64 style-layers=conv1_1,pool1 seed=1");
}

/* Nothing of a refused line may stick. */
static void
test_refused_pairs_change_nothing (void)
{
  NstOptions       options;
  g_autofree char *text = NULL;

  nst_options_init (&options);
  g_assert_false (nst_options_parse_pairs (&options, "seed=1 size=-1", NULL));

  text = nst_options_to_pairs (&options);
  g_assert_cmpstr (text, ==, "");
}

static void
test_refused (void)
{
  /* The pair, and what the sentence must name. */
  static const char *const cases[][2] =
  {
    { "strength=101",               "\"strength\"" },
    { "strength=-1",                "\"strength\"" },
    { "strength=nan",               "\"strength\"" },
    { "strength=inf",               "\"strength\"" },
    { "strength=1e999",             "\"strength\"" },
    { "strength=0x10",              "\"strength\"" },
    { "strength=1,5",               "\"1,5\"" },
    { "strength=5%",                "\"5%\"" },
    { "strength=",                  "\"strength\"" },
    { "strength=--5",               "\"strength\"" },
    { "strength=1e",                "\"strength\"" },
    { "size=1.5",                   "whole number" },
    { "size=30001",                 "30000" },
    { "style-scale=0.05",           "0.1" },
    { "alpha=-0.5",                 "-1" },
    { "beta=-2",                    "\"beta\"" },
    { "tv=1e10",                    "\"tv\"" },
    { "noise=1.01",                 "\"noise\"" },
    { "learning-rate=-1",           "\"learning-rate\"" },
    { "history=101",                "\"history\"" },
    { "tv-power=4.5",               "\"tv-power\"" },
    { "noise-range=256",            "\"noise-range\"" },
    { "noise-kind=pink",            "\"noise-kind\"" },
    { "weighting=sum",              "\"weighting\"" },
    { "weighting=gatys",            "Gram matrices" },
    { "preset=tensorflow statistic=moments weighting=gatys", "Gram matrices" },
    { "weighting=gradient",         "adam or gd" },
    { "tv-edge=zero",               "\"tv-power\"" },
    { "tv-edge=one",                "\"tv-edge\"" },
    { "preset=lasagne weighting=gradient", "adam or gd" },
    { "preset=deeppy optimiser=lbfgs", "adam or gd" },
    { "preset=deeppy tv-power=0",   "\"tv-edge\"" },
    { "seed=2147483648",            "\"seed\"" },
    { "threads=257",                "\"threads\"" },
    { "memory=-1",                  "\"memory\"" },
    { "quality=perfect",            "draft, good, best" },
    { "preset=",                    "look, gram, sketch, watercolour, tensorflow, lasagne, deeppy, texture" },
    { "width=30001",                "\"width\"" },
    { "height=-1",                  "\"height\"" },
    { "width=64",                   "\"width\" and \"height\"" },
    { "preset=texture height=64 content-layers=conv4_2", "content-layers" },
    { "seed='1",                    "quotation mark" },
    { "statistic=Gram",             "auto, moments, gram" },
    { "normalise=1",                "\"normalise\"" },
    { "edge=wrap",                  "\"edge\"" },
    { "pool=min",                   "\"pool\"" },
    { "init=style",                 "\"init\"" },
    { "optimiser=sgd",              "\"optimiser\"" },
    { "content-layers=conv4_5",     "\"conv4_5\"" },
    { "content-layers=conv6_1",     "\"conv6_1\"" },
    { "content-layers=conv0_1",     "\"conv0_1\"" },
    { "content-layers=conv1_3",     "\"conv1_3\"" },
    { "content-layers=conv1_1x",    "\"conv1_1x\"" },
    { "content-layers=conv",        "\"conv\"" },
    { "content-layers=Conv1_1",     "\"Conv1_1\"" },
    { "style-layers=pool6",         "\"pool6\"" },
    { "style-layers=pool0",         "\"pool0\"" },
    { "style-layers=pool1_1",       "\"pool1_1\"" },
    { "style-layers=conv1_1,",      "\"style-layers\"" },
    { "style-layers=none,pool1",    "\"none\"" },
    { "style-layers=pool1,pool1",   "twice" },
    { "content-weights=1,2",        "it has 2 for 1" },
    { "content-weights=-1",         "\"-1\"" },
    { "content-weights=0",          "above 0" },
    { "content-layers=none content-weights=1", "it has 1 for 0" },
    { "style-weights=1,2",          "it has 2 for 5" },
    { "style-weights=1,2,3,4,-5",   "\"-5\"" },
    { "style-weights=1,2,3,4,nan",  "\"nan\"" },
    { "style-weights=1,2,3,4,",     "\"style-weights\"" },
    { "style-weights=0,0,0,0,0",    "above 0" },
    { "style-layers=none style-weights=1", "it has 1 for 0" },
    { "style-layers=none content-layers=none tv=0", "none" },
    { "schedule=64",                "\"64\"" },
    { "schedule=64:0",              "\"64:0\"" },
    { "schedule=0:1,64:5",          "\"0:1\"" },
    { "schedule=64:5,0:1,0:2",      "\"0:1\"" },
    { "schedule=0:0",               "\"0:0\"" },
    { "schedule=64:100001",         "\"64:100001\"" },
    { "schedule=64:5,64:5",         "\"schedule\"" },
    { "schedule=128:5,64:5",        "\"64:5\"" },
    { "schedule=64:5,",             "\"schedule\"" },
    { "schedule=64:5:5",            "\"64:5:5\"" },
    { "schedule=64:1.5",            "\"64:1.5\"" },
    { "schedule=30001:5",           "\"30001:5\"" },
    { "nonsense=1",                 "\"nonsense\"" },
    { "=1",                         "no setting" },
    { "seed",                       "name=value" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = refusal (cases[i][0]);

      g_test_message ("%s: %s", cases[i][0], message);
      g_assert_nonnull (strstr (message, cases[i][1]));
      g_assert_true (g_str_has_suffix (message, "."));
    }
}

static void
test_too_long (void)
{
  g_autofree char *layers = g_strnfill (5000, 'x');
  g_autofree char *pairs  = g_strconcat ("style-layers=", layers, NULL);
  g_autofree char *message = refusal (pairs);

  g_assert_nonnull (strstr (message, "\"style-layers\""));
  g_assert_cmpuint (strlen (message), <, 200);
}

/* A comma as decimal point must change neither what is read nor written. */
static void
test_locale (void)
{
  static const char *const names[] =
    { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8" };
  NstOptions       options;
  GError          *error  = NULL;
  const char      *chosen = NULL;
  g_autofree char *text   = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (names) && ! chosen; i++)
    chosen = setlocale (LC_NUMERIC, names[i]);

  if (! chosen)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }

  nst_options_init (&options);
  nst_options_parse (&options, "noise", "0.5", &error);
  g_assert_no_error (error);
  text = nst_options_to_pairs (&options);
  setlocale (LC_NUMERIC, "C");

  g_assert_cmpfloat (options.core.noise, ==, 0.5);
  g_assert_cmpstr (text, ==, "noise=0.5");
}

/* Random text must be taken or refused, and what is taken must resolve or be
 * refused: no crash, and never a number outside its range. */
static void
test_fuzz (void)
{
  static const char characters[] =
    "0123456789.,:=-+eE _\n\tconvpolstyle\"%\xc3\xa9\xff";
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int round = 0; round < 20000; round++)
    {
      NstOptions  options;
      NstSettings settings;
      char        value[24];
      const int   length = g_test_rand_int_range (0, sizeof value);
      const int   which  = g_test_rand_int_range (0, n);

      for (int i = 0; i < length; i++)
        value[i] = characters[g_test_rand_int_range (0, sizeof characters - 1)];
      value[length] = '\0';

      nst_options_init (&options);

      if (! nst_options_parse (&options, table[which].name, value, NULL))
        continue;

      if (table[which].type == NST_SETTING_DOUBLE)
        {
          const double number = nst_options_get_number (&options,
                                                        &table[which]);

          g_assert_true (number >= table[which].min
                         && number <= table[which].max);
        }

      nst_options_resolve (&options, &settings, NULL);
    }
}


/* ---- resolving ------------------------------------------------------- */

/* A preset of the look's kind, which differ in these. */
static void
check_look (const char *pairs,
            double      alpha,
            double      tv,
            const char *content_layers)
{
  const NstSettings s = resolve (pairs);

  g_assert_cmpint (s.statistic, ==, NST_STATISTIC_MOMENTS);
  g_assert_true (s.normalise);
  g_assert_cmpstr (s.style_weights, ==, "256,64,16,4,1");
  g_assert_cmpfloat (s.alpha, ==, alpha);
  g_assert_cmpfloat (s.beta, ==, 1);
  g_assert_cmpfloat (s.tv, ==, tv);
  g_assert_cmpint (s.edge, ==, NST_EDGE_REPLICATE);
  g_assert_cmpstr (s.content_layers, ==, content_layers);
  g_assert_cmpstr (s.style_layers, ==, PRESET_LAYERS);
  g_assert_cmpint (s.pool, ==, NST_POOL_MAX);
  g_assert_cmpint (s.init, ==, NST_INIT_CONTENT);
  g_assert_cmpint (s.optimiser, ==, NST_OPTIMISER_LBFGS);
  g_assert_cmpint (s.quality, ==, NST_QUALITY_GOOD);
  g_assert_cmpint (s.history, ==, 20);
  g_assert_cmpint (s.scales, ==, 3);
  g_assert_cmpint (s.weighting, ==, NST_WEIGHTING_MEAN);
  g_assert_cmpfloat (s.tv_power, ==, 0);
  g_assert_cmpint (s.tv_edge, ==, NST_TV_EDGE_NONE);
  g_assert_cmpfloat (s.noise, ==, 0.9);
  g_assert_cmpint (s.noise_kind, ==, NST_NOISE_GAUSSIAN);
  g_assert_cmpfloat (s.noise_range, ==, 0);
  g_assert_cmpfloat (s.style_scale, ==, 1);
  g_assert_cmpint (s.size, ==, 0);
  g_assert_cmpstr (s.schedule, ==, "");
}

static void
test_preset_look (void)
{
  check_look ("", 0.015, 2, "conv4_2");
}

static void
test_presets_by_medium (void)
{
  check_look ("preset=sketch", 0.05, 0.5, "conv3_1");
  check_look ("preset=watercolour", 0.03, 4, "conv4_2");

  g_assert_cmpstr (resolve ("preset=sketch style-layers=conv3_2").style_weights,
                   ==, "16");
  g_assert_cmpfloat (resolve ("preset=sketch statistic=gram").alpha, ==, 5);
  g_assert_cmpstr (resolve ("preset=sketch statistic=gram").content_layers, ==,
                   "conv3_1");
}

static void
check_gram (const NstSettings *s)
{
  g_assert_cmpint (s->statistic, ==, NST_STATISTIC_GRAM);
  g_assert_false (s->normalise);
  g_assert_cmpstr (s->style_weights, ==, "");
  g_assert_cmpfloat (s->alpha, ==, 5);
  g_assert_cmpfloat (s->beta, ==, 100);
  g_assert_cmpfloat (s->tv, ==, 0);
  g_assert_cmpint (s->edge, ==, NST_EDGE_ZERO);
  g_assert_cmpstr (s->content_layers, ==, "conv4_2");
  g_assert_cmpstr (s->style_layers, ==, PRESET_LAYERS);
  g_assert_cmpint (s->pool, ==, NST_POOL_MAX);
  g_assert_cmpint (s->init, ==, NST_INIT_CONTENT);
  g_assert_cmpint (s->optimiser, ==, NST_OPTIMISER_LBFGS);
  g_assert_cmpint (s->scales, ==, 3);
  g_assert_cmpint (s->history, ==, 20);
  g_assert_cmpint (s->weighting, ==, NST_WEIGHTING_MEAN);
  g_assert_cmpfloat (s->tv_power, ==, 0);
  g_assert_cmpfloat (s->noise, ==, 0.9);
  g_assert_cmpint (s->noise_kind, ==, NST_NOISE_GAUSSIAN);
  g_assert_cmpfloat (s->noise_range, ==, 0);
}

static void
test_preset_gram (void)
{
  NstSettings s = resolve ("preset=gram");

  check_gram (&s);

  s = resolve ("statistic=gram");
  check_gram (&s);

  s = resolve ("statistic=gram tv=3 normalise=yes");
  g_assert_cmpfloat (s.tv, ==, 3);
  g_assert_true (s.normalise);
  g_assert_cmpfloat (s.beta, ==, 100);

  s = resolve ("preset=gram statistic=moments");
  g_assert_cmpfloat (s.alpha, ==, 0.015);
  g_assert_cmpstr (s.style_weights, ==, "256,64,16,4,1");
}

/* What the presets of other programs have in common. */
static void
check_program (const NstSettings *s)
{
  g_assert_cmpint (s->statistic, ==, NST_STATISTIC_GRAM);
  g_assert_cmpint (s->weighting, ==, NST_WEIGHTING_GATYS);
  g_assert_cmpstr (s->style_weights, ==, "");
  g_assert_cmpint (s->edge, ==, NST_EDGE_ZERO);
  g_assert_cmpint (s->pool, ==, NST_POOL_AVERAGE);
  g_assert_cmpstr (s->content_layers, ==, "conv4_2");
  g_assert_cmpstr (s->style_layers, ==, PRESET_LAYERS);
  g_assert_cmpint (s->noise_kind, ==, NST_NOISE_UNIFORM);
  g_assert_cmpint (s->scales, ==, 1);
}

static void
test_preset_tensorflow (void)
{
  const NstSettings s = resolve ("preset=tensorflow");

  check_program (&s);
  g_assert_false (s.normalise);
  g_assert_cmpfloat_with_epsilon (s.alpha, sqrt (512.0 * 7500.0) / 2.0, 1e-6);
  g_assert_cmpfloat (s.beta, ==, 500);
  g_assert_cmpfloat (s.tv, ==, 0);
  g_assert_cmpfloat (s.tv_power, ==, 0);
  g_assert_cmpint (s.init, ==, NST_INIT_MIX);
  g_assert_cmpfloat (s.noise, ==, 0.7);
  g_assert_cmpfloat (s.noise_range, ==, 20);
  g_assert_cmpint (s.optimiser, ==, NST_OPTIMISER_ADAM);
  g_assert_cmpfloat (s.learning_rate, ==, 0);
  g_assert_cmpint (s.history, ==, 20);
  g_assert_cmpstr (s.schedule, ==, "0:5000");
}

static void
test_preset_lasagne (void)
{
  const NstSettings s  = resolve ("preset=lasagne");
  const double      tv = 0.1e-7 * pow (255.0, 2.5) * 3.0 * 599.0 * 599.0;

  check_program (&s);
  g_assert_true (s.normalise);
  g_assert_cmpfloat (s.alpha, ==, 1440);
  g_assert_cmpfloat (s.beta, ==, 200000);
  g_assert_cmpfloat_with_epsilon (s.tv, tv, 1e-6 * tv);
  g_assert_cmpfloat (s.tv_power, ==, 1.25);
  g_assert_cmpint (s.init, ==, NST_INIT_NOISE);
  g_assert_cmpfloat (s.noise_range, ==, 128);
  g_assert_cmpint (s.optimiser, ==, NST_OPTIMISER_LBFGS);
  g_assert_cmpint (s.history, ==, 10);
  g_assert_cmpstr (s.schedule, ==, "0:320");
}

static void
test_preset_deeppy (void)
{
  const NstSettings s  = resolve ("preset=deeppy");
  const double      tv = 5e-8 / 16.0 * 255.0 * 255.0 * 3.0 * 801.0 * 601.0;

  g_assert_cmpint (s.statistic, ==, NST_STATISTIC_GRAM);
  g_assert_cmpint (s.weighting, ==, NST_WEIGHTING_GRADIENT);
  g_assert_false (s.normalise);
  g_assert_cmpint (s.edge, ==, NST_EDGE_ZERO);
  g_assert_cmpint (s.pool, ==, NST_POOL_AVERAGE_3);
  g_assert_cmpstr (s.content_layers, ==, "conv4_2");
  g_assert_cmpstr (s.style_layers, ==, PRESET_LAYERS);
  g_assert_cmpstr (s.style_weights, ==, "");
  g_assert_cmpfloat (s.alpha, ==, 0.02);
  g_assert_cmpfloat (s.beta, ==, 0.2);
  g_assert_cmpfloat_with_epsilon (s.tv, tv, 1e-6 * tv);
  g_assert_cmpfloat (s.tv_power, ==, 1);
  g_assert_cmpint (s.tv_edge, ==, NST_TV_EDGE_ZERO);
  g_assert_cmpint (s.init, ==, NST_INIT_CONTENT);
  g_assert_cmpint (s.optimiser, ==, NST_OPTIMISER_ADAM);
  g_assert_cmpint (s.scales, ==, 1);
  g_assert_cmpstr (s.schedule, ==, "0:500");
}

static void
test_explicit_over_program (void)
{
  NstSettings s = resolve ("preset=lasagne tv-power=0 noise-range=0 history=7 "
                           "noise-kind=gaussian weighting=mean schedule=64:5 "
                           "scales=2");

  g_assert_cmpfloat (s.tv_power, ==, 0);
  g_assert_cmpfloat (s.noise_range, ==, 0);
  g_assert_cmpint (s.history, ==, 7);
  g_assert_cmpint (s.noise_kind, ==, NST_NOISE_GAUSSIAN);
  g_assert_cmpint (s.weighting, ==, NST_WEIGHTING_MEAN);
  g_assert_cmpstr (s.schedule, ==, "64:5");
  g_assert_cmpint (s.scales, ==, 2);

  s = resolve ("preset=tensorflow noise=0 statistic=moments");
  g_assert_cmpfloat (s.noise, ==, 0);
  g_assert_cmpint (s.weighting, ==, NST_WEIGHTING_MEAN);
}

static void
test_preset_texture (void)
{
  NstSettings s = resolve ("preset=texture width=200 height=120");

  g_assert_cmpint (s.statistic, ==, NST_STATISTIC_GRAM);
  g_assert_cmpstr (s.content_layers, ==, "");
  g_assert_cmpstr (s.style_layers, ==, "conv1_1,pool1,pool2,pool3,pool4");
  g_assert_cmpstr (s.style_weights, ==, "1,1,4,16,64");
  g_assert_cmpint (s.pool, ==, NST_POOL_AVERAGE);
  g_assert_cmpint (s.edge, ==, NST_EDGE_REPLICATE);
  g_assert_cmpint (s.init, ==, NST_INIT_NOISE);
  g_assert_cmpint (s.scales, ==, 3);
  g_assert_cmpint (s.width, ==, 200);
  g_assert_cmpint (s.height, ==, 120);
  g_assert_false (nst_settings_see_content (&s));

  s = resolve ("preset=texture style-layers=conv2_1,pool4");
  g_assert_cmpstr (s.style_weights, ==, "4,64");

  /* The other statistic is still a texture's. */
  s = resolve ("preset=texture statistic=moments");
  g_assert_cmpstr (s.content_layers, ==, "");
  g_assert_cmpstr (s.style_weights, ==, "256,64,16,4,1");
  g_assert_cmpint (s.init, ==, NST_INIT_NOISE);
}

/* A photo from its responses: nothing smooths it, and no style is asked for. */
static void
test_content_alone (void)
{
  NstOptions options;

  g_assert_cmpfloat (resolve ("style-layers=none").tv, ==, 0);
  g_assert_cmpfloat (resolve ("style-layers=none tv=3").tv, ==, 3);

  nst_options_init (&options);
  g_assert_true (nst_options_need_style (&options));
  nst_options_parse_pairs (&options, "style-layers=none", NULL);
  g_assert_false (nst_options_need_style (&options));
}

static void
test_init_file (void)
{
  g_assert_cmpint (resolve ("init-file=a.png").init, ==, NST_INIT_FILE);
  g_assert_cmpint (resolve ("init-file=a.png init=noise").init, ==,
                   NST_INIT_NOISE);
}

static void
test_explicit_wins (void)
{
  const NstSettings s =
    resolve ("alpha=0 beta=7 tv=0 normalise=no edge=zero pool=avg init=mix "
             "optimiser=adam content-layers=none style-layers=pool1,conv5_4 "
             "style-weights=1,3 schedule=64:5 scales=2 memory=2 threads=3");

  g_assert_cmpfloat (s.alpha, ==, 0);
  g_assert_cmpfloat (s.beta, ==, 7);
  g_assert_cmpfloat (s.tv, ==, 0);
  g_assert_false (s.normalise);
  g_assert_cmpint (s.edge, ==, NST_EDGE_ZERO);
  g_assert_cmpint (s.pool, ==, NST_POOL_AVERAGE);
  g_assert_cmpint (s.init, ==, NST_INIT_MIX);
  g_assert_cmpint (s.optimiser, ==, NST_OPTIMISER_ADAM);
  g_assert_cmpstr (s.content_layers, ==, "");
  g_assert_cmpstr (s.style_layers, ==, "pool1,conv5_4");
  g_assert_cmpstr (s.style_weights, ==, "1,3");
  g_assert_cmpstr (s.schedule, ==, "64:5");
  g_assert_cmpuint (s.memory_bytes, ==, 2097152);
  g_assert_cmpint (s.threads, ==, 3);
  g_assert_cmpint (s.scales, ==, 2);
  g_assert_cmpint (s.statistic, ==, NST_STATISTIC_MOMENTS);
}

static void
test_weights_follow_layers (void)
{
  g_assert_cmpstr (resolve ("style-layers=" PRESET_LAYERS).style_weights, ==,
                   "256,64,16,4,1");
  g_assert_cmpstr (resolve ("style-layers=conv5_4,pool1,conv3_2").style_weights,
                   ==, "1,256,16");
  g_assert_cmpstr (resolve ("style-layers=none").style_weights, ==, "");
  g_assert_cmpstr (resolve ("style-layers=pool1 preset=gram").style_weights,
                   ==, "");
}

static void
test_content_weights (void)
{
  g_assert_cmpstr (resolve ("").content_weights, ==, "");
  g_assert_cmpstr (resolve ("content-layers=conv1_1,conv4_2 "
                            "content-weights='1, 3'").content_weights, ==,
                   "1,3");
}

/* The measure is the one preset's own, and what halves its ratio halves any. */
static void
test_ratio (void)
{
  const NstSettings s = resolve ("preset=tensorflow");

  g_assert_cmpfloat_with_epsilon (s.alpha / s.beta * 2 / sqrt (512.0 * 7500.0),
                                  0.002, 1e-11);
  g_assert_cmpfloat_with_epsilon (resolve ("preset=tensorflow ratio=0.002").alpha,
                                  s.alpha, 1e-9);
  g_assert_cmpfloat_with_epsilon (resolve ("preset=tensorflow ratio=0.15").alpha,
                                  75 * s.alpha, 1e-6);
  g_assert_cmpfloat_with_epsilon (resolve ("ratio=0.001").alpha, 0.0075, 1e-12);
  g_assert_cmpfloat_with_epsilon (resolve ("ratio=0.004 alpha=3 strength=60").alpha,
                                  3, 1e-9);
}

static void
test_strength (void)
{
  g_assert_cmpfloat_with_epsilon (resolve ("strength=60").alpha, 0.0075, 1e-12);
  g_assert_cmpfloat_with_epsilon (resolve ("strength=40 alpha=3").alpha, 6,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (resolve ("strength=0 preset=gram").alpha,
                                  160, 1e-9);
}

/* Values that no text gave, as a dialog or a script could set them. */
static void
test_unchecked_values (void)
{
  static const struct { const char *name; double value; } cases[] =
  {
    { "preset", 99 }, { "preset", -1 }, { "statistic", 4 },
    { "strength", NAN }, { "strength", INFINITY }, { "alpha", -0.5 },
    { "size", -5 }, { "history", NAN }, { "quality", 1e300 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NstSetting *setting = nst_settings_find (cases[i].name);
      NstOptions        options;
      NstSettings       settings;
      GError           *error = NULL;

      nst_options_init (&options);
      nst_options_set_number (&options, setting, cases[i].value);
      g_assert_false (nst_options_resolve (&options, &settings, &error));
      g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
      g_assert_nonnull (strstr (error->message, cases[i].name));
      g_error_free (error);
      g_free (nst_options_to_pairs (&options));
    }
}

static void
test_environment (void)
{
  g_autofree char *message = NULL;

  g_setenv ("NEURAL_ART_THREADS", "2", TRUE);
  g_setenv ("NEURAL_ART_MEMORY", "1000000", TRUE);
  g_assert_cmpint (resolve ("").threads, ==, 2);
  g_assert_cmpuint (resolve ("").memory_bytes, ==, 1000000);
  g_assert_cmpint (resolve ("threads=1").threads, ==, 1);
  g_assert_cmpuint (resolve ("memory=1").memory_bytes, ==, 1048576);

  g_setenv ("NEURAL_ART_THREADS", "many", TRUE);
  message = refusal ("");
  g_assert_nonnull (strstr (message, "NEURAL_ART_THREADS"));
  g_unsetenv ("NEURAL_ART_THREADS");

  g_setenv ("NEURAL_ART_MEMORY", "-1", TRUE);
  g_free (message);
  message = refusal ("");
  g_assert_nonnull (strstr (message, "NEURAL_ART_MEMORY"));

  g_setenv ("NEURAL_ART_MEMORY", "", TRUE);
  g_assert_cmpuint (resolve ("").memory_bytes, ==, 0);
  g_unsetenv ("NEURAL_ART_MEMORY");
}

static void
test_find_network (void)
{
  g_autofree char *folder  = g_dir_make_tmp ("check-settings-XXXXXX", NULL);
  g_autofree char *weights = g_build_filename (folder, "weights", NULL);
  g_autofree char *file    = g_build_filename (weights, "vgg19.safetensors",
                                               NULL);
  g_autofree char *beside  = g_build_filename (folder, "build", NULL);
  g_autofree char *empty   = g_build_filename (folder, "a", "b", NULL);
  g_autofree char *found   = NULL;
  GError          *error   = NULL;

  g_mkdir (weights, 0700);
  g_file_set_contents (file, "x", 1, NULL);

  found = nst_find_network (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, file);

  g_free (found);
  found = nst_find_network (beside, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, file);

  g_free (found);
  g_setenv ("NEURAL_ART_WEIGHTS", "/elsewhere", TRUE);
  found = nst_find_network (folder, &error);
  g_unsetenv ("NEURAL_ART_WEIGHTS");
  g_assert_cmpstr (found, ==, "/elsewhere");

  /* An installed one may be found here too, by the folder compiled in. */
  g_free (found);
  found = nst_find_network (empty, &error);

  if (! found)
    {
      g_assert_error (error, NST_ERROR, NST_ERROR_NETWORK);
      g_assert_nonnull (strstr (error->message, empty));
      g_clear_error (&error);
    }

  g_unlink (file);
  g_rmdir (weights);
  g_rmdir (folder);
}


/* ---- progress -------------------------------------------------------- */

static void
test_progress_text (void)
{
  static const struct { double seconds; const char *text; } cases[] =
  {
    { -1,     "512 px, step 40 of 100" },
    { NAN,    "512 px, step 40 of 100" },
    { 0,      "512 px, step 40 of 100, a few seconds left" },
    { 9,      "512 px, step 40 of 100, a few seconds left" },
    { 30,     "512 px, step 40 of 100, less than a minute left" },
    { 60,     "512 px, step 40 of 100, about 1 minute left" },
    { 125,    "512 px, step 40 of 100, about 2 minutes left" },
    { 5300,   "512 px, step 40 of 100, about 88 minutes left" },
    { 7300,   "512 px, step 40 of 100, about 2 hours left" },
    { 1e300,  "512 px, step 40 of 100, about 999 hours left" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NstProgress progress =
      {
        .seconds_left = cases[i].seconds,
        .size = 512, .step = 40, .n_steps = 100
      };
      g_autofree char *text = nst_progress_text (&progress);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_unsetenv ("NEURAL_ART_THREADS");
  g_unsetenv ("NEURAL_ART_MEMORY");
  g_unsetenv ("NEURAL_ART_WEIGHTS");

  g_test_add_func ("/settings/defaults-in-range", test_defaults);
  g_test_add_func ("/settings/names-unique", test_names_unique);
  g_test_add_func ("/settings/names-kept", test_names_kept);
  g_test_add_func ("/settings/round-trip", test_round_trip);
  g_test_add_func ("/settings/white-space", test_white_space);
  g_test_add_func ("/settings/refused-pairs-change-nothing",
                   test_refused_pairs_change_nothing);
  g_test_add_func ("/settings/refused", test_refused);
  g_test_add_func ("/settings/too-long", test_too_long);
  g_test_add_func ("/settings/locale", test_locale);
  g_test_add_func ("/settings/fuzz", test_fuzz);
  g_test_add_func ("/resolve/preset-look", test_preset_look);
  g_test_add_func ("/resolve/presets-by-medium", test_presets_by_medium);
  g_test_add_func ("/resolve/preset-gram", test_preset_gram);
  g_test_add_func ("/resolve/preset-tensorflow", test_preset_tensorflow);
  g_test_add_func ("/resolve/preset-lasagne", test_preset_lasagne);
  g_test_add_func ("/resolve/preset-deeppy", test_preset_deeppy);
  g_test_add_func ("/resolve/explicit-over-program", test_explicit_over_program);
  g_test_add_func ("/resolve/preset-texture", test_preset_texture);
  g_test_add_func ("/resolve/content-alone", test_content_alone);
  g_test_add_func ("/resolve/init-file", test_init_file);
  g_test_add_func ("/resolve/explicit-wins", test_explicit_wins);
  g_test_add_func ("/resolve/weights-follow-layers",
                   test_weights_follow_layers);
  g_test_add_func ("/resolve/content-weights", test_content_weights);
  g_test_add_func ("/resolve/ratio", test_ratio);
  g_test_add_func ("/resolve/strength", test_strength);
  g_test_add_func ("/resolve/unchecked-values", test_unchecked_values);
  g_test_add_func ("/resolve/environment", test_environment);
  g_test_add_func ("/resolve/find-network", test_find_network);
  g_test_add_func ("/progress/in-words", test_progress_text);

  return g_test_run ();
}
