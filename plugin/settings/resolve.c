/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the settings that a person chose to the settings that the engine takes:
 * presets, strength, the environment, and where the network's file lies. */

#include "plugin/settings/settings.h"
#include "plugin/settings/settings-check.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include <glib/gi18n.h>

#define BYTES_PER_MB     1048576.0
#define NETWORK_FILE     "vgg19.safetensors"
#define NEUTRAL_STRENGTH 50.0   /* the preset's own balance ... */
#define HALVING_STRENGTH 10.0   /* ... and how much more halves alpha */
#define OWN_RATIO        0.002  /* alpha over beta of a preset's own balance */
#define DEEPEST_BLOCK    5

/* What presets begin with: Gram matrices as in the paper that began it. */
#define COMMON \
  "statistic=gram weighting=mean normalise=no edge=zero pool=max init=content " \
  "noise=0.9 noise-kind=gaussian noise-range=0 optimiser=lbfgs history=20 scales=1 " \
  "tv=0 tv-power=0 tv-edge=none content-layers=conv4_2 " \
  "style-layers=conv1_1,conv2_1,conv3_1,conv4_1,conv5_1"

#define LOOK \
  "statistic=moments normalise=yes edge=replicate scales=3 beta=1 " \
  "style-weights=256,64,16,4,1 "

/* What each preset sets besides, in the order of the choices of "preset".  With what
 * is common, each gives a value to everything that can be automatic but a schedule
 * that goes by quality and size, and weights of 1 each.  The weights of "look" quarter from
 * block to block, those of "texture" are four times as large from each to the next,
 * with the square of its channels: weigh_by_block has the same rules for other
 * layers.
 *
 * "sketch" and "watercolour" are the look but for the content: a drawing is lines,
 * which an earlier layer than the look's holds in place, and its paper stays white
 * where a strong content says so; washes are smooth, and keep their lights so too.
 *
 * "tensorflow" and "lasagne" are other programs' objectives.  These are sums, and ours are
 * means, so that the balance is at every size what theirs is at its own:
 *
 * "tensorflow" (neuralart_tensorflow), 800 x 600.  At conv4_2 there are N = 512
 * responses at M = 100 x 75 = 7500 positions, so that
 *   sum ((F - P)^2) / (2 sqrt (N) sqrt (M)) = sqrt (N M) / 2 mean ((F - P)^2),
 * and alpha = sqrt (512 * 7500) / 2.  Its step of 2 is our Adam's own.
 *
 * "lasagne" (Lasagne's recipe of art style), 600 x 600: N = 512 and M = 75 * 75,
 *   alpha = 0.001 * 1/2 * 512 * 75 * 75 = 1440,
 * and its variation, 0.1e-7 sum ((dx^2 + dy^2)^1.25), is of pixels in 0..255, and
 * ours is the mean over 3 channels of 599 x 599 positions for pixels in 0..1:
 *   tv = 0.1e-7 * 255^2.5 * 3 * 599 * 599 = 11177.002565
 * Its network has every layer's mean response scaled to 1, which as a ReLU is
 * homogeneous is the same as dividing the responses: normalise.
 *
 * "deeppy" (neural_artistic_style, which that library is used by), 800 x 600.  Its
 * gradients have the L1 norms 0.02 at conv4_2 and 0.2 at each style layer, at any size.
 * It takes 5e-8 / 8 of the picture convolved with 0 1 0, 1 -4 1, 0 1 0, zeros around
 * it, off the gradient; a variation by the power 1 with that edge has 2 tv / 255^2
 * over its 3 * 801 * 601 values, so that
 *   tv = 5e-8 / 16 * 255^2 * 3 * 801 * 601 = 293.4665627
 * Its means of 3x3 are those of cuDNN, which it asks for: of what lies within the
 * picture, where its other ways divide by 9.  That cuDNN also turns its kernels upside
 * down is left out: they are as they were trained. */
static const char *const preset_pairs[] =
{
  LOOK "alpha=0.015 tv=2",

  "scales=3 alpha=5 beta=100",

  LOOK "alpha=0.05 tv=0.5 content-layers=conv3_1",

  LOOK "alpha=0.03 tv=4",

  "weighting=gatys pool=avg init=mix noise=0.7 noise-kind=uniform noise-range=20 "
  "optimiser=adam schedule=0:5000 alpha=979.7958971 beta=500",

  "weighting=gatys normalise=yes pool=avg init=noise noise-kind=uniform "
  "noise-range=128 history=10 schedule=0:320 alpha=1440 beta=200000 "
  "tv=11177.002565 tv-power=1.25",

  "weighting=gradient pool=avg3 optimiser=adam schedule=0:500 alpha=0.02 beta=0.2 "
  "tv=293.4665627 tv-power=1 tv-edge=zero",

  "normalise=yes edge=replicate pool=avg init=noise scales=3 alpha=0 beta=1 "
  "content-layers=none style-layers=conv1_1,pool1,pool2,pool3,pool4 "
  "style-weights=1,1,4,16,64",
};

/* The values of the preset that the options follow.  Where they choose the
 * other statistic and leave its preset, the first preset with that statistic
 * is followed, as weights mean different things to each: all but for what is
 * painted, and from where. */
static gboolean
find_preset (const NstOptions  *options,
             NstOptions        *preset,
             GError           **error)
{
  const int  n      = G_N_ELEMENTS (preset_pairs);
  NstOptions wanted = { 0 };

  for (int i = -1; i < n; i++)
    {
      const int chosen = i < 0 ? options->preset : i;

      g_return_val_if_fail (chosen >= 0 && chosen < n, FALSE);
      nst_options_init (preset);

      if (! nst_options_parse_pairs (preset, COMMON, error)
          || ! nst_options_parse_pairs (preset, preset_pairs[chosen], error))
        return FALSE;

      if (i < 0)
        wanted = *preset;

      if (options->statistic == 0 || preset->statistic == options->statistic)
        {
          preset->init             = wanted.init;
          preset->noise_kind       = wanted.noise_kind;
          preset->core.noise       = wanted.core.noise;
          preset->core.noise_range = wanted.core.noise_range;
          g_strlcpy (preset->core.content_layers, wanted.core.content_layers,
                     sizeof preset->core.content_layers);
          return TRUE;
        }
    }

  g_return_val_if_reached (FALSE);
}

static gboolean
is_automatic (const NstOptions *options,
              const NstSetting *setting)
{
  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      return nst_options_get_number (options, setting) == 0
             && strcmp (setting->choices[0].name, "auto") == 0;

    case NST_SETTING_DOUBLE:
      return nst_check_has_automatic_number (setting)
             && nst_options_get_number (options, setting) < 0;

    case NST_SETTING_TEXT:
      return *nst_options_get_text (options, setting) == '\0';

    case NST_SETTING_INT:
      /* What no preset sets is 0 there too. */
      return nst_options_get_number (options, setting) == 0;
    }

  return FALSE;
}

static void
follow_preset (NstOptions       *options,
               const NstOptions *preset)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];

      if (! is_automatic (options, setting))
        continue;

      if (setting->type == NST_SETTING_TEXT)
        nst_options_set_text (options, setting,
                              nst_options_get_text (preset, setting));
      else
        nst_options_set_number (options, setting,
                                nst_options_get_number (preset, setting));
    }
}

/* Weights for style layers of the user's own under a preset with weights:
 * 4^(5 - block) each for the moments, 4^(block - 1) for Gram matrices, which
 * gives the preset's weights to its own layers. */
static void
weigh_by_block (NstSettings *core)
{
  const gboolean rising = core->statistic == NST_STATISTIC_GRAM;

  g_auto (GStrv)      layers  = g_strsplit (core->style_layers, ",", -1);
  g_autoptr (GString) weights = g_string_new (NULL);

  for (int i = 0; layers[i]; i++)
    {
      const int block = nst_check_layer_block (layers[i]);

      g_string_append_printf (weights, "%s%d", i ? "," : "",
                              1 << 2 * (rising ? block - 1
                                               : DEEPEST_BLOCK - block));
    }

  g_strlcpy (core->style_weights, weights->str, sizeof core->style_weights);
}

static int
count_items (const char *list)
{
  int n = *list != '\0';

  for (; *list; list++)
    n += *list == ',';

  return n;
}

/* kind: "content" or "style". */
static gboolean
check_weights (const char  *kind,
               const char  *layers,
               const char  *weights,
               GError     **error)
{
  const int n_layers  = count_items (layers);
  const int n_weights = count_items (weights);

  if (n_weights == 0 || n_weights == n_layers)
    return TRUE;

  g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
               _("The setting \"%s-weights\" must have one number for "
                 "each of \"%s-layers\": it has %d for %d."),
               kind, kind, n_weights, n_layers);
  return FALSE;
}

static gboolean
check_together (const NstSettings  *core,
                GError            **error)
{
  if (! check_weights ("content", core->content_layers, core->content_weights, error)
      || ! check_weights ("style", core->style_layers, core->style_weights, error))
    return FALSE;

  if (core->weighting == NST_WEIGHTING_GATYS
      && core->statistic != NST_STATISTIC_GRAM)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   _("The setting \"weighting\" can be gatys only for Gram "
                     "matrices: choose the statistic gram too."));
      return FALSE;
    }

  if (core->weighting == NST_WEIGHTING_GRADIENT
      && core->optimiser == NST_OPTIMISER_LBFGS)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   _("The setting \"weighting\" can't be gradient with L-BFGS, "
                     "which needs the gradient of a function: choose the "
                     "optimiser adam or gd too."));
      return FALSE;
    }

  if (core->tv_edge == NST_TV_EDGE_ZERO && core->tv_power <= 0)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   _("The setting \"tv-edge\" can be zero only with a "
                     "\"tv-power\" above 0."));
      return FALSE;
    }

  if (*core->content_layers && (core->width || core->height))
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   _("The settings \"width\" and \"height\" are for textures, "
                     "with \"content-layers\" none: a painting has its "
                     "content's shape."));
      return FALSE;
    }

  if (*core->content_layers == '\0' && *core->style_layers == '\0'
      && core->tv <= 0)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   _("The settings \"content-layers\" and \"style-layers\" "
                     "are both none: give at least one layer."));
      return FALSE;
    }

  return TRUE;
}

/* A whole number from the environment; 0 where it says nothing. */
static gboolean
read_environment (const char  *name,
                  double       max,
                  double      *value,
                  GError     **error)
{
  const char *text = g_getenv (name);

  *value = 0;

  if (! text || *text == '\0')
    return TRUE;

  if (nst_check_read_number (text, value)
      && *value >= 0 && *value <= max && *value == floor (*value))
    return TRUE;

  g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
               _("The environment variable %s must be a whole number from 0 "
                 "to %.0f, not \"%s\"."), name, max, text);
  return FALSE;
}

static gboolean
resolve_machine (const NstOptions  *options,
                 NstSettings       *core,
                 GError           **error)
{
  const NstSetting *memory  = nst_settings_find ("memory");
  const NstSetting *threads = nst_settings_find ("threads");
  double            bytes   = floor (options->memory_mb * BYTES_PER_MB);
  double            n       = core->threads;

  if (bytes == 0
      && ! read_environment ("NEURAL_ART_MEMORY", memory->max * BYTES_PER_MB,
                             &bytes, error))
    return FALSE;

  if (n == 0
      && ! read_environment ("NEURAL_ART_THREADS", threads->max, &n, error))
    return FALSE;

  core->memory_bytes = (guint64) bytes;
  core->threads      = (int) n;

  return TRUE;
}

/* "none" is for people: the engine has an empty list. */
static void
empty_if_none (char *layers)
{
  if (strcmp (layers, "none") == 0)
    *layers = '\0';
}

gboolean
nst_options_resolve (const NstOptions  *options,
                     NstSettings       *settings,
                     GError           **error)
{
  NstOptions   mine = *options;
  NstOptions   preset;
  NstSettings *core = &mine.core;
  gboolean     own_layers, own_weights, own_tv;

  if (! nst_check_options (&mine, error)
      || ! find_preset (&mine, &preset, error))
    return FALSE;

  own_layers  = *core->style_layers != '\0';
  own_weights = *core->style_weights != '\0';
  own_tv      = core->tv >= 0;

  if (mine.init == 0 && *mine.init_file)
    mine.init = NST_INIT_FILE + 1;

  follow_preset (&mine, &preset);
  empty_if_none (core->content_layers);
  empty_if_none (core->style_layers);

  /* Smoothness is for the style's grain: it would only blur a photo. */
  if (! own_tv && *core->content_layers && ! *core->style_layers)
    core->tv = 0;

  core->statistic = (NstStatistic) (mine.statistic - 1);
  if (own_layers && ! own_weights && *core->style_weights)
    weigh_by_block (core);

  core->weighting = (NstWeighting) (mine.weighting - 1);
  core->normalise = mine.normalise - 1;
  core->pool      = (NstPool) (mine.pool - 1);
  core->edge      = (NstEdge) (mine.edge - 1);
  core->tv_edge   = (NstTvEdge) (mine.tv_edge - 1);
  core->init      = (NstInit) (mine.init - 1);
  core->noise_kind = (NstNoise) (mine.noise_kind - 1);
  core->optimiser = (NstOptimiser) (mine.optimiser - 1);
  core->alpha    *= exp2 ((NEUTRAL_STRENGTH - mine.strength)
                          / HALVING_STRENGTH);
  if (mine.ratio > 0)
    core->alpha *= mine.ratio / OWN_RATIO;

  if (! check_together (core, error) || ! resolve_machine (&mine, core, error))
    return FALSE;

  *settings = *core;

  return TRUE;
}

gboolean
nst_options_need_style (const NstOptions *options)
{
  NstSettings settings;

  return ! nst_options_resolve (options, &settings, NULL)
         || *settings.style_layers;
}

char *
nst_find_data (const char *program_dir,
               const char *source_folder,
               const char *name,
               GString    *tried)
{
  const char *const places[][3] =
  {
    { program_dir, "",   source_folder },
    { program_dir, "..", source_folder },
    { program_dir, "..", "share/neural-art" },
    { NST_DATADIR, "",   "" }
  };

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = g_build_filename (places[i][0], places[i][1],
                                                  places[i][2], NULL);
      g_autofree char *whole  = g_canonicalize_filename (folder, NULL);
      g_autofree char *path   = g_build_filename (whole, name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);

      if (tried)
        g_string_append_printf (tried, "%s%s", i ? ", " : "", whole);
    }

  return NULL;
}

char *
nst_find_network (const char  *program_dir,
                  GError     **error)
{
  g_autoptr (GString) tried = g_string_new (NULL);
  const char         *named = g_getenv ("NEURAL_ART_WEIGHTS");
  char               *path;

  if (named && *named)
    return g_strdup (named);

  path = nst_find_data (program_dir, "weights", NETWORK_FILE, tried);
  if (! path)
    g_set_error (error, NST_ERROR, NST_ERROR_NETWORK,
                 _("The network's file %s is in none of %s: install Neural Art "
                   "again, or name the file in NEURAL_ART_WEIGHTS."),
                 NETWORK_FILE, tried->str);

  return path;
}
