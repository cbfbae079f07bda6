/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a person's choices to the engine's settings: presets, what follows them, the
 * environment, and where the network's file is found. */

#include "plugin/settings/presets.h"
#include "tests/resolve-pairs.h"

#include <math.h>

#include <glib/gstdio.h>

#define PRESET_LAYERS "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1"

/* A preset of the look's kind, which differ in these. */
static void
check_look (const char *pairs,
            double      alpha,
            double      tv,
            const char *content_layers)
{
  const NstSettings s = test_resolve (pairs);

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

  g_assert_cmpstr (test_resolve ("preset=sketch style-layers=conv3_2").style_weights,
                   ==, "16");
  g_assert_cmpfloat (test_resolve ("preset=sketch statistic=gram").alpha, ==, 5);
  g_assert_cmpstr (test_resolve ("preset=sketch statistic=gram").content_layers, ==,
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
  NstSettings s = test_resolve ("preset=gram");

  check_gram (&s);

  s = test_resolve ("statistic=gram");
  check_gram (&s);

  s = test_resolve ("statistic=gram tv=3 normalise=yes");
  g_assert_cmpfloat (s.tv, ==, 3);
  g_assert_true (s.normalise);
  g_assert_cmpfloat (s.beta, ==, 100);

  s = test_resolve ("preset=gram statistic=moments");
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
  const NstSettings s = test_resolve ("preset=tensorflow");

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
  const NstSettings s  = test_resolve ("preset=lasagne");
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
  const NstSettings s  = test_resolve ("preset=deeppy");
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
  NstSettings s = test_resolve ("preset=lasagne tv-power=0 noise-range=0 history=7 "
                                "noise-kind=gaussian weighting=mean schedule=64:5 "
                                "scales=2");

  g_assert_cmpfloat (s.tv_power, ==, 0);
  g_assert_cmpfloat (s.noise_range, ==, 0);
  g_assert_cmpint (s.history, ==, 7);
  g_assert_cmpint (s.noise_kind, ==, NST_NOISE_GAUSSIAN);
  g_assert_cmpint (s.weighting, ==, NST_WEIGHTING_MEAN);
  g_assert_cmpstr (s.schedule, ==, "64:5");
  g_assert_cmpint (s.scales, ==, 2);

  s = test_resolve ("preset=tensorflow noise=0 statistic=moments");
  g_assert_cmpfloat (s.noise, ==, 0);
  g_assert_cmpint (s.weighting, ==, NST_WEIGHTING_MEAN);
}

static void
test_preset_texture (void)
{
  NstSettings s = test_resolve ("preset=texture width=200 height=120");

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

  s = test_resolve ("preset=texture style-layers=conv2_1,pool4");
  g_assert_cmpstr (s.style_weights, ==, "4,64");

  /* The other statistic is still a texture's. */
  s = test_resolve ("preset=texture statistic=moments");
  g_assert_cmpstr (s.content_layers, ==, "");
  g_assert_cmpstr (s.style_weights, ==, "256,64,16,4,1");
  g_assert_cmpint (s.init, ==, NST_INIT_NOISE);
}

/* A photo from its responses: nothing smooths it, and no style is asked for. */
static void
test_content_alone (void)
{
  g_assert_cmpfloat (test_resolve ("style-layers=none").tv, ==, 0);
  g_assert_cmpfloat (test_resolve ("style-layers=none tv=3").tv, ==, 3);

  g_assert_false (nst_settings_see_style (&(NstSettings){ .style_layers = "" }));
  g_assert_true (nst_settings_see_style (&(NstSettings){ .style_layers = "pool1" }));
}

static void
test_init_file (void)
{
  g_assert_cmpint (test_resolve ("init-file=a.png").init, ==, NST_INIT_FILE);
  g_assert_cmpint (test_resolve ("init-file=a.png init=noise").init, ==,
                   NST_INIT_NOISE);
}

/* What is automatic becomes "file", and what was chosen stays. */
static void
test_start_from_file (void)
{
  NstOptions options;

  nst_options_init (&options);
  nst_options_start_from_file (&options);
  g_assert_cmpint (options.init, ==, NST_INIT_FILE + 1);

  nst_options_parse (&options, "init", "mix", NULL);
  nst_options_start_from_file (&options);
  g_assert_cmpint (options.init, ==, NST_INIT_MIX + 1);
}

static void
test_make_texture (void)
{
  static const struct
  {
    const char *before;
    const char *after;
  } cases[] = {
    { "preset=gram", "preset=gram content-layers=none init=noise" },
    { "init=file", "content-layers=none init=file" },
    { "init-file=a", "content-layers=none init-file='a'" },
    { "content-layers=conv4_2", "content-layers=conv4_2 init=noise" }
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NstOptions       options;
      g_autofree char *pairs = NULL;

      nst_options_init (&options);
      nst_options_parse_pairs (&options, cases[i].before, NULL);
      nst_options_make_texture (&options);
      pairs = nst_options_to_pairs (&options);
      g_assert_cmpstr (pairs, ==, cases[i].after);
    }
}

/* Every preset gives a value to whatever can be automatic, but for lists where none has a
 * meaning of its own. */
static void
test_presets_are_complete (void)
{
  const NstSetting *presets = nst_settings_find ("preset");
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int preset = 0; preset < nst_setting_count_choices (presets); preset++)
    {
      NstOptions options;
      NstOptions values;
      GError    *error = NULL;

      nst_options_init (&options);
      options.preset = preset;
      g_assert_true (nst_preset_find (&options, &values, &error));
      g_assert_no_error (error);

      for (int i = 0; i < n; i++)
        if (table[i].type != NST_SETTING_TEXT || table[i].text_kind == NST_TEXT_LAYERS)
          {
            g_test_message ("%s: %s", presets->choices[preset].name, table[i].name);
            g_assert_false (nst_options_is_automatic (&values, &table[i]));
          }
    }
}

/* Another statistic brings another preset's values, but not what is painted and from where. */
static void
test_motif_is_kept (void)
{
  const NstSettings s = test_resolve ("preset=tensorflow statistic=moments");

  g_assert_cmpfloat (s.beta, ==, 1);
  g_assert_cmpint (s.pool, ==, NST_POOL_MAX);
  g_assert_cmpint (s.init, ==, NST_INIT_MIX);
  g_assert_cmpfloat (s.noise, ==, 0.7);
  g_assert_cmpint (s.noise_kind, ==, NST_NOISE_UNIFORM);
  g_assert_cmpfloat (s.noise_range, ==, 20);
  g_assert_cmpstr (test_resolve ("preset=sketch statistic=gram").content_layers, ==, "conv3_1");
}

/* The engine's enumerations are the choices after "auto", in their order. */
static void
test_choices_reach_the_engine (void)
{
  const NstSettings s = test_resolve ("statistic=gram weighting=gradient normalise=yes pool=avg3 "
                                      "edge=zero tv-edge=zero tv-power=1 init=mix "
                                      "noise-kind=uniform optimiser=gd");

  g_assert_cmpint (s.statistic, ==, NST_STATISTIC_GRAM);
  g_assert_cmpint (s.weighting, ==, NST_WEIGHTING_GRADIENT);
  g_assert_true (s.normalise);
  g_assert_cmpint (s.pool, ==, NST_POOL_AVERAGE_3);
  g_assert_cmpint (s.edge, ==, NST_EDGE_ZERO);
  g_assert_cmpint (s.tv_edge, ==, NST_TV_EDGE_ZERO);
  g_assert_cmpint (s.init, ==, NST_INIT_MIX);
  g_assert_cmpint (s.noise_kind, ==, NST_NOISE_UNIFORM);
  g_assert_cmpint (s.optimiser, ==, NST_OPTIMISER_GD);
}

static void
test_explicit_wins (void)
{
  const NstSettings s =
    test_resolve ("alpha=0 beta=7 tv=0 normalise=no edge=zero pool=avg init=mix "
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
  g_assert_cmpstr (test_resolve ("style-layers=" PRESET_LAYERS).style_weights, ==,
                   "256,64,16,4,1");
  g_assert_cmpstr (test_resolve ("style-layers=conv5_4,pool1,conv3_2").style_weights,
                   ==, "1,256,16");
  g_assert_cmpstr (test_resolve ("style-layers=none").style_weights, ==, "");
  g_assert_cmpstr (test_resolve ("style-layers=pool1 preset=gram").style_weights,
                   ==, "");
}

static void
test_content_weights (void)
{
  g_assert_cmpstr (test_resolve ("").content_weights, ==, "");
  g_assert_cmpstr (test_resolve ("content-layers=conv1_1,conv4_2 "
                                 "content-weights='1, 3'")
                     .content_weights,
                   ==,
                   "1,3");
}

/* The measure is the one preset's own, and what halves its ratio halves any. */
static void
test_ratio (void)
{
  const NstSettings s = test_resolve ("preset=tensorflow");

  g_assert_cmpfloat_with_epsilon (s.alpha / s.beta * 2 / sqrt (512.0 * 7500.0),
                                  0.002, 1e-11);
  g_assert_cmpfloat_with_epsilon (test_resolve ("preset=tensorflow ratio=0.002").alpha,
                                  s.alpha, 1e-9);
  g_assert_cmpfloat_with_epsilon (test_resolve ("preset=tensorflow ratio=0.15").alpha,
                                  75 * s.alpha, 1e-6);
  g_assert_cmpfloat_with_epsilon (test_resolve ("ratio=0.001").alpha, 0.0075, 1e-12);
  g_assert_cmpfloat_with_epsilon (test_resolve ("ratio=0.004 alpha=3 strength=60").alpha,
                                  3, 1e-9);
}

static void
test_strength (void)
{
  g_assert_cmpfloat_with_epsilon (test_resolve ("strength=60").alpha, 0.0075, 1e-12);
  g_assert_cmpfloat_with_epsilon (test_resolve ("strength=40 alpha=3").alpha, 6,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (test_resolve ("strength=0 preset=gram").alpha,
                                  160, 1e-9);
}

/* Values that no text gave, as a dialog or a script could set them. */
static void
test_unchecked_values (void)
{
  static const struct
  {
    const char *name;
    double      value;
  } cases[] = {
    { "preset", 99 },
    { "preset", -1 },
    { "statistic", 4 },
    { "strength", NAN },
    { "strength", INFINITY },
    { "alpha", -0.5 },
    { "size", -5 },
    { "history", NAN },
    { "quality", 1e300 },
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
  g_assert_cmpint (test_resolve ("").threads, ==, 2);
  g_assert_cmpuint (test_resolve ("").memory_bytes, ==, 1000000);
  g_assert_cmpint (test_resolve ("threads=1").threads, ==, 1);
  g_assert_cmpuint (test_resolve ("memory=1").memory_bytes, ==, 1048576);
  g_assert_cmpuint (test_resolve ("memory=0.0000001").memory_bytes, ==, 1);

  g_setenv ("NEURAL_ART_THREADS", "many", TRUE);
  message = test_refusal ("");
  g_assert_nonnull (strstr (message, "NEURAL_ART_THREADS"));
  g_unsetenv ("NEURAL_ART_THREADS");

  g_setenv ("NEURAL_ART_MEMORY", "-1", TRUE);
  g_free (message);
  message = test_refusal ("");
  g_assert_nonnull (strstr (message, "NEURAL_ART_MEMORY"));

  g_setenv ("NEURAL_ART_MEMORY", "", TRUE);
  g_assert_cmpuint (test_resolve ("").memory_bytes, ==, 0);
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

  g_assert_null (nst_share_network (folder, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, file));
  g_clear_error (&error);

  /* An installed one may be found here too, by the folder compiled in. */
  g_free (found);
  found = nst_find_network (empty, &error);

  if (!found)
    {
      g_assert_error (error, NST_ERROR, NST_ERROR_NETWORK);
      g_assert_nonnull (strstr (error->message, empty));
      g_clear_error (&error);
    }

  g_unlink (file);
  g_rmdir (weights);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_unsetenv ("NEURAL_ART_THREADS");
  g_unsetenv ("NEURAL_ART_MEMORY");
  g_unsetenv ("NEURAL_ART_WEIGHTS");

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
  g_test_add_func ("/resolve/start-from-file", test_start_from_file);
  g_test_add_func ("/resolve/make-texture", test_make_texture);
  g_test_add_func ("/resolve/presets-are-complete", test_presets_are_complete);
  g_test_add_func ("/resolve/motif-is-kept", test_motif_is_kept);
  g_test_add_func ("/resolve/choices-reach-the-engine", test_choices_reach_the_engine);
  g_test_add_func ("/resolve/explicit-wins", test_explicit_wins);
  g_test_add_func ("/resolve/weights-follow-layers",
                   test_weights_follow_layers);
  g_test_add_func ("/resolve/content-weights", test_content_weights);
  g_test_add_func ("/resolve/ratio", test_ratio);
  g_test_add_func ("/resolve/strength", test_strength);
  g_test_add_func ("/resolve/unchecked-values", test_unchecked_values);
  g_test_add_func ("/resolve/environment", test_environment);
  g_test_add_func ("/resolve/find-network", test_find_network);

  return g_test_run ();
}
