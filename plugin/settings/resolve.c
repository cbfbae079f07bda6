/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the settings that a person chose to the settings that the engine takes: presets,
 * strength, the environment, and the rules that settings have with each other. */

#include "plugin/settings/resolve.h"
#include "plugin/settings/presets.h"
#include "plugin/settings/settings-check.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define BYTES_PER_MB     1048576.0
#define NEUTRAL_STRENGTH 50.0  /* the preset's own balance ... */
#define HALVING_STRENGTH 10.0  /* ... and how much more halves alpha */
#define OWN_RATIO        0.002 /* alpha over beta of a preset's own balance */
#define DEEPEST_BLOCK    5

static void
follow_preset (NstOptions       *options,
               const NstOptions *preset)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (nst_options_is_automatic (options, &table[i]))
      nst_options_copy (options, preset, &table[i]);
}

/* Weights for style layers of the user's own under a preset with weights:
 * 4^(5 - block) each for the moments, 4^(block - 1) for Gram matrices, which
 * gives the preset's weights to its own layers.  The layers have been checked. */
static void
weigh_by_block (NstSettings *core)
{
  const gboolean      rising  = core->statistic == NST_STATISTIC_GRAM;
  g_autoptr (GString) weights = g_string_new (NULL);
  int                 layers[NST_N_LAYERS];
  int                 n;

  if (!nst_text_parse_layers (core->style_layers, "style-layers", layers, &n, NULL))
    g_return_if_reached ();

  for (int i = 0; i < n; i++)
    {
      const int block = nst_text_get_block (layers[i]);

      g_string_append_printf (weights, "%s%d", i ? "," : "",
                              1 << 2 * (rising ? block - 1 : DEEPEST_BLOCK - block));
    }

  g_strlcpy (core->style_weights, weights->str, sizeof core->style_weights);
}

/* The rules that no setting can break alone. */
static gboolean
check_together (const NstSettings *core,
                GError           **error)
{
  NstLayerList content;
  NstLayerList style;

  if (!nst_text_parse_compared (core, &content, &style, error))
    return FALSE;

  if (core->weighting == NST_WEIGHTING_GATYS && core->statistic != NST_STATISTIC_GRAM)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The setting \"weighting\" can be gatys only for Gram "
                          "matrices: choose the statistic gram too."));

  if (core->weighting == NST_WEIGHTING_GRADIENT && core->optimiser == NST_OPTIMISER_LBFGS)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The setting \"weighting\" can't be gradient with L-BFGS, "
                          "which needs the gradient of a function: choose the "
                          "optimiser adam or gd too."));

  if (core->tv_edge == NST_TV_EDGE_ZERO && core->tv_power <= 0)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The setting \"tv-edge\" can be zero only with a "
                          "\"tv-power\" above 0."));

  if (core->colours != NST_COLOURS_STYLE && !nst_settings_see_content (core))
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The setting \"colours\" can be the photo's only where the photo "
                          "is seen: leave it at style for a texture."));

  if (!nst_settings_is_texture (core) && (core->width || core->height))
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The settings \"width\" and \"height\" are for textures, "
                          "with \"content-layers\" none: a painting has its "
                          "content's shape."));

  return TRUE;
}

/* A whole number from the environment; 0 where it says nothing. */
static gboolean
read_environment (const char *name,
                  double      max,
                  double     *value,
                  GError    **error)
{
  const char *text = g_getenv (name);

  *value = 0;

  if (!text || *text == '\0')
    return TRUE;

  if (nst_text_read_number (text, value) &&
      *value >= 0 && *value <= max && *value == floor (*value))
    return TRUE;

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The environment variable %s must be a whole number from 0 "
                        "to %.0f, not \"%s\"."),
                     name, max, text);
}

static gboolean
resolve_machine (const NstOptions *options,
                 NstSettings      *core,
                 GError          **error)
{
  const NstSetting *memory  = nst_settings_find ("memory");
  const NstSetting *threads = nst_settings_find ("threads");
  double            bytes   = ceil (options->memory_mb * BYTES_PER_MB);
  double            n       = core->threads;

  if (bytes == 0 &&
      !read_environment ("NEURAL_ART_MEMORY", memory->max * BYTES_PER_MB, &bytes, error))
    return FALSE;

  if (n == 0 && !read_environment ("NEURAL_ART_THREADS", threads->max, &n, error))
    return FALSE;

  core->memory_bytes = (guint64) bytes;
  core->threads      = (int) n;

  return TRUE;
}

/* Puts a value of the engine in the place of an automatic init. */
static void
choose_init (NstOptions *options,
             NstInit     init)
{
  const NstSetting *setting = nst_settings_find ("init");

  if (nst_options_is_automatic (options, setting))
    nst_options_set_number (options, setting, nst_setting_get_choice (setting, init));
}

void
nst_options_start_from_file (NstOptions *options)
{
  choose_init (options, NST_INIT_FILE);
}

void
nst_options_go_on (NstOptions *options)
{
  const NstSetting *init = nst_settings_find ("init");

  nst_options_set_number (options, init, nst_setting_get_choice (init, NST_INIT_FILE));
  options->core.last_stage = TRUE;
}

void
nst_options_make_texture (NstOptions *options)
{
  const NstSetting *layers = nst_settings_find ("content-layers");

  if (nst_options_is_automatic (options, layers))
    nst_options_set_text (options, layers, NST_NO_LAYERS);

  if (*options->init_file == '\0')
    choose_init (options, NST_INIT_NOISE);
}

/* The engine has an empty list. */
static void
empty_if_none (char *layers)
{
  if (strcmp (layers, NST_NO_LAYERS) == 0)
    *layers = '\0';
}

gboolean
nst_options_resolve (const NstOptions *options,
                     NstSettings      *settings,
                     GError          **error)
{
  NstOptions   mine = *options;
  NstOptions   preset;
  NstSettings *core = &mine.core;
  gboolean     own_layers;
  gboolean     own_weights;
  gboolean     own_tv;

  if (!nst_check_options (&mine, error) || !nst_preset_find (&mine, &preset, error))
    return FALSE;

  own_layers  = *core->style_layers != '\0';
  own_weights = *core->style_weights != '\0';
  own_tv      = core->tv >= 0;

  if (*mine.init_file)
    nst_options_start_from_file (&mine);

  follow_preset (&mine, &preset);
  nst_options_give_choices (&mine, core);
  empty_if_none (core->content_layers);
  empty_if_none (core->style_layers);

  /* Smoothness is for the style's grain: it would only blur a photo. */
  if (!own_tv && !nst_settings_is_texture (core) && !nst_settings_see_style (core))
    core->tv = 0;

  if (own_layers && !own_weights && *core->style_weights)
    weigh_by_block (core);

  core->alpha *= exp2 ((NEUTRAL_STRENGTH - mine.strength) / HALVING_STRENGTH);
  if (mine.ratio > 0)
    core->alpha *= mine.ratio / OWN_RATIO;

  if (!check_together (core, error) || !resolve_machine (&mine, core, error))
    return FALSE;

  *settings = *core;

  return TRUE;
}
