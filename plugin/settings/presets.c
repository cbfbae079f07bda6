/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The presets: text as a person could write it, from which resolve.c takes what is left
 * automatic. */

#include "plugin/settings/presets.h"
#include "plugin/settings/settings-text.h"

#include <string.h>

/* What presets begin with: Gram matrices as in the paper that began it. */
#define COMMON \
  "statistic=gram weighting=mean normalise=no edge=zero pool=max init=content " \
  "noise=0.9 noise-kind=gaussian noise-range=0 optimiser=lbfgs history=20 scales=1 " \
  "tv=0 tv-power=0 tv-edge=none content-layers=conv4_2 " \
  "style-layers=conv1_1,conv2_1,conv3_1,conv4_1,conv5_1"

#define LOOK \
  "statistic=moments normalise=yes edge=replicate scales=3 beta=1 " \
  "style-weights=256,64,16,4,1 "

/* What each preset sets besides, by its name in the table of settings.  With what is
 * common, each gives a value to everything that can be automatic but a schedule that goes
 * by quality and size, and weights of 1 each.  The weights of "look" quarter from
 * block to block, those of "texture" are four times as large from each to the next,
 * with the square of its channels: resolve.c has the same rules for other layers.
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
static const struct
{
  const char *name;
  const char *pairs;
} presets[] = {
  { "look",
    LOOK "alpha=0.015 tv=2" },

  { "gram",
    "scales=3 alpha=5 beta=100" },

  { "sketch",
    LOOK "alpha=0.05 tv=0.5 content-layers=conv3_1" },

  { "watercolour",
    LOOK "alpha=0.03 tv=4" },

  { "tensorflow",
    "weighting=gatys pool=avg init=mix noise=0.7 noise-kind=uniform noise-range=20 "
    "optimiser=adam schedule=0:5000 alpha=979.7958971 beta=500" },

  { "lasagne",
    "weighting=gatys normalise=yes pool=avg init=noise noise-kind=uniform "
    "noise-range=128 history=10 schedule=0:320 alpha=1440 beta=200000 "
    "tv=11177.002565 tv-power=1.25" },

  { "deeppy",
    "weighting=gradient pool=avg3 optimiser=adam schedule=0:500 alpha=0.02 beta=0.2 "
    "tv=293.4665627 tv-power=1 tv-edge=zero" },

  { "texture",
    "normalise=yes edge=replicate pool=avg init=noise scales=3 alpha=0 beta=1 "
    "content-layers=none style-layers=conv1_1,pool1,pool2,pool3,pool4 "
    "style-weights=1,1,4,16,64" },
};

/* The values of a preset, by its index among the choices. */
static gboolean
read_preset (int         choice,
             NstOptions *preset,
             GError    **error)
{
  const char *name = nst_settings_find ("preset")->choices[choice].name;

  nst_options_init (preset);
  for (size_t i = 0; i < G_N_ELEMENTS (presets); i++)
    if (strcmp (presets[i].name, name) == 0)
      return nst_options_parse_pairs (preset, COMMON, error) &&
             nst_options_parse_pairs (preset, presets[i].pairs, error);

  g_return_val_if_reached (FALSE);
}

gboolean
nst_preset_find (const NstOptions *options,
                 NstOptions       *preset,
                 GError          **error)
{
  const int         n_presets = nst_setting_count_choices (nst_settings_find ("preset"));
  NstOptions        chosen;
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  g_return_val_if_fail (options->preset >= 0 && options->preset < n_presets, FALSE);

  if (!read_preset (options->preset, &chosen, error))
    return FALSE;

  *preset = chosen;
  for (int i = 0; options->statistic != 0 && preset->statistic != options->statistic; i++)
    {
      g_return_val_if_fail (i < n_presets, FALSE);
      if (!read_preset (i, preset, error))
        return FALSE;
    }

  for (int i = 0; i < n; i++)
    if (table[i].is_motif)
      nst_options_copy (preset, &chosen, &table[i]);

  return TRUE;
}
