/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of settings itself: data, and a look-up by name.  What is done
 * with values is settings.c's part. */

#include "plugin/settings/settings.h"

#include <stddef.h>

#include <glib/gi18n.h>

#define FIELD(field)  offsetof (NstOptions, field)
#define TEXT_FIELD(field) \
  .default_text = "", \
  .text_size = sizeof ((NstOptions *) NULL)->field, \
  .offset = FIELD (field)

/* Where a choice begins with "auto", the engine's enumeration follows it in
 * its own order. */

static const NstChoice presets[] =
{
  { "look", N_("The look"),
    N_("Large brush strokes and crisp detail") },
  { "gram", N_("Gram matrices (Gatys et al.)"),
    N_("The objective of the paper that began it") },
  { "sketch", N_("Sketch"),
    N_("For a drawing as the style: its strokes follow the photo's outlines") },
  { "watercolour", N_("Watercolour"),
    N_("For a watercolour as the style: soft washes, light and clear forms") },
  { "tensorflow", N_("neuralart_tensorflow"),
    N_("As that program paints: from a noisy picture, by Adam, at one size") },
  { "lasagne", N_("Lasagne's art style"),
    N_("As that recipe paints: from noise, by L-BFGS, at one size") },
  { "deeppy", N_("neural_artistic_style"),
    N_("As that program, which uses deeppy, paints: from the picture, by Adam, "
       "at one size") },
  { "texture", N_("Texture"),
    N_("The style's texture from noise, without any content") },
  { NULL }
};

static const NstChoice qualities[] =
{
  { "draft", N_("Draft"), N_("A quick impression") },
  { "good",  N_("Good"),  N_("For most pictures") },
  { "best",  N_("Best"),  N_("About twice the time of Good") },
  { NULL }
};

static const NstChoice statistics[] =
{
  { "auto",    N_("Automatic"), N_("The preset's") },
  { "moments", N_("Mean and covariance"),
    N_("Compares the distributions of the network's responses") },
  { "gram",    N_("Gram matrix"),
    N_("Compares the products of the network's responses") },
  { NULL }
};

static const NstChoice weightings[] =
{
  { "auto",  N_("Automatic"), N_("The preset's") },
  { "mean",  N_("Mean"),      N_("The mean of the squared differences") },
  { "gatys", N_("Gatys et al."),
    N_("Their sum, as in the paper: wide layers weigh more") },
  { "gradient", N_("Gradient"),
    N_("Each layer's over its gradient's size, so that all pull alike") },
  { NULL }
};

static const NstChoice normalisings[] =
{
  { "auto", N_("Automatic"), N_("The preset's") },
  { "no",   N_("No"),        N_("The responses as they are") },
  { "yes",  N_("Yes"),       N_("Each layer's over its mean on photos") },
  { NULL }
};

static const NstChoice edges[] =
{
  { "auto",      N_("Automatic"),   N_("The preset's") },
  { "replicate", N_("Replicate"),   N_("The edge's own pixels go on outside") },
  { "zero",      N_("Zero"),        N_("Grey lies outside, as in the paper") },
  { NULL }
};

static const NstChoice tv_edges[] =
{
  { "auto", N_("Automatic"), N_("The preset's") },
  { "none", N_("None"),      N_("Nothing: the picture's own neighbours alone") },
  { "zero", N_("Zero"),      N_("Grey: the outermost pixels are drawn to it") },
  { NULL }
};

static const NstChoice pools[] =
{
  { "auto", N_("Automatic"), N_("The preset's") },
  { "max",  N_("Maximum"),   N_("As the network was trained") },
  { "avg",  N_("Average"),   N_("Smoother") },
  { "max3", N_("Maximum of 3 x 3"), N_("Fields that overlap") },
  { "avg3", N_("Average of 3 x 3"), N_("The smoothest, as deeppy has it") },
  { NULL }
};

static const NstChoice inits[] =
{
  { "auto",    N_("Automatic"), N_("The preset's") },
  { "content", N_("Content"),   N_("Starts from the picture itself") },
  { "noise",   N_("Noise"),     N_("Starts from noise alone") },
  { "mix",     N_("Mix"),       N_("Starts from the picture and noise") },
  { "file",    N_("File"),      N_("Starts from another picture") },
  { NULL }
};

static const NstChoice noise_kinds[] =
{
  { "auto",     N_("Automatic"), N_("The preset's") },
  { "gaussian", N_("Gaussian"),  N_("Most of it near the mean colour") },
  { "uniform",  N_("Uniform"),   N_("All values within its range alike") },
  { NULL }
};

static const NstChoice optimisers[] =
{
  { "auto",  N_("Automatic"),        N_("The preset's") },
  { "lbfgs", N_("L-BFGS"),           N_("Needs the fewest evaluations") },
  { "adam",  N_("Adam"),             N_("Steady, needs less memory") },
  { "gd",    N_("Gradient descent"), N_("The plainest; slow") },
  { NULL }
};

static const NstChoice precisions[] =
{
  { "fast",   N_("Fast"),
    N_("Products of 16 bits where the processor is made for them: the "
       "painting is as good") },
  { "single", N_("Single"), N_("32 bits everywhere, as --evaluate has") },
  { NULL }
};

static const NstSetting table[] =
{
  { .name = "preset", .label = N_("_Preset"),
    .help = N_("What every automatic setting follows."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_BASIC,
    .choices = presets, .offset = FIELD (preset) },

  { .name = "strength", .label = N_("_Strength"),
    .help = N_("How far the style may go: 50 is the preset's own balance, "
               "and 10 more halve the weight of the content."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_BASIC,
    .min = 0, .max = 100, .step = 5, .digits = 0,
    .default_number = 50, .offset = FIELD (strength) },

  { .name = "quality", .label = N_("_Quality"),
    .help = N_("How much time is spent at each size."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_BASIC,
    .choices = qualities, .default_number = NST_QUALITY_GOOD,
    .offset = FIELD (core.quality) },

  { .name = "size", .label = N_("Si_ze"),
    .help = N_("The longer side to work at, in pixels; 0 leaves the picture "
               "as it is."),
    .type = NST_SETTING_INT, .group = NST_GROUP_BASIC,
    .min = 0, .max = 30000, .step = 64,
    .default_number = 0, .offset = FIELD (core.size) },

  { .name = "width", .label = N_("Width"),
    .help = N_("The width of a texture, in pixels, which has no content "
               "layers; 0 for the content's."),
    .type = NST_SETTING_INT, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = 30000, .step = 64,
    .default_number = 0, .offset = FIELD (core.width) },

  { .name = "height", .label = N_("Height"),
    .help = N_("The height of a texture, in pixels, which has no content "
               "layers; 0 for the content's."),
    .type = NST_SETTING_INT, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = 30000, .step = 64,
    .default_number = 0, .offset = FIELD (core.height) },

  { .name = "style-scale", .label = N_("St_yle scale"),
    .help = N_("The longer side of the style over that of the content, for a "
               "texture over the style's own: more gives larger strokes."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = 0.1, .max = 10, .step = 0.1, .digits = 2,
    .default_number = 1, .offset = FIELD (core.style_scale) },

  { .name = "content-layers", .label = N_("C_ontent layers"),
    .help = N_("Layers of the network, conv1_1 to conv5_4 and pool1 to pool5, "
               "with commas between them; empty for the preset's, or none."),
    .type = NST_SETTING_TEXT, .group = NST_GROUP_ADVANCED,
    TEXT_FIELD (core.content_layers) },

  { .name = "content-weights", .label = N_("Content weights"),
    .help = N_("One number for each content layer, with commas between them, "
               "scaled to add up to 1; empty for the preset's."),
    .type = NST_SETTING_TEXT, .group = NST_GROUP_ADVANCED,
    TEXT_FIELD (core.content_weights) },

  { .name = "style-layers", .label = N_("Style _layers"),
    .help = N_("Layers of the network, conv1_1 to conv5_4 and pool1 to pool5, "
               "with commas between them; empty for the preset's, or none."),
    .type = NST_SETTING_TEXT, .group = NST_GROUP_ADVANCED,
    TEXT_FIELD (core.style_layers) },

  { .name = "style-weights", .label = N_("Style _weights"),
    .help = N_("One number for each style layer, with commas between them, "
               "scaled to add up to 1; empty for the preset's."),
    .type = NST_SETTING_TEXT, .group = NST_GROUP_ADVANCED,
    TEXT_FIELD (core.style_weights) },

  { .name = "alpha", .label = N_("_Alpha"),
    .help = N_("The weight of the content; -1 for the preset's."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = -1, .max = 1e9, .step = 0.005, .digits = 4,
    .default_number = -1, .offset = FIELD (core.alpha) },

  { .name = "beta", .label = N_("_Beta"),
    .help = N_("The weight of the style; -1 for the preset's."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = -1, .max = 1e9, .step = 1, .digits = 4,
    .default_number = -1, .offset = FIELD (core.beta) },

  { .name = "ratio", .label = N_("Alpha over beta"),
    .help = N_("The balance in the measure of neuralart_tensorflow at 800 x "
               "600, the same at every size: 0.002 is any preset's own, more "
               "keeps more of the picture; 0 to do without."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = 1000, .step = 0.001, .digits = 4,
    .default_number = 0, .offset = FIELD (ratio) },

  { .name = "tv", .label = N_("Total _variation"),
    .help = N_("The weight of smoothness between neighbouring pixels; "
               "-1 for the preset's."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = -1, .max = 1e9, .step = 0.5, .digits = 4,
    .default_number = -1, .offset = FIELD (core.tv) },

  { .name = "tv-power", .label = N_("Power of variation"),
    .help = N_("The power of the squared differences that total variation "
               "adds up; 0 for plain squares, diagonals too, -1 for the "
               "preset's."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = -1, .max = 4, .step = 0.25, .digits = 2,
    .default_number = -1, .offset = FIELD (core.tv_power) },

  { .name = "tv-edge", .label = N_("Edge of variation"),
    .help = N_("What total variation by a power has for neighbours outside "
               "the picture."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = tv_edges, .offset = FIELD (tv_edge) },

  { .name = "statistic", .label = N_("S_tatistic"),
    .help = N_("What is compared with the style at each layer."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = statistics, .offset = FIELD (statistic) },

  { .name = "weighting", .label = N_("Weighting of layers"),
    .help = N_("How a layer's differences are added up and weighed."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = weightings, .offset = FIELD (weighting) },

  { .name = "normalise", .label = N_("_Normalise"),
    .help = N_("Whether each layer's responses are divided by their mean over "
               "photos, so that layers weigh alike."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = normalisings, .offset = FIELD (normalise) },

  { .name = "edge", .label = N_("_Edge"),
    .help = N_("What the network sees outside the picture."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = edges, .offset = FIELD (edge) },

  { .name = "pool", .label = N_("Poolin_g"),
    .help = N_("How the network halves a picture."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = pools, .offset = FIELD (pool) },

  { .name = "init", .label = N_("_Initial canvas"),
    .help = N_("What the painting starts from."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = inits, .offset = FIELD (init) },

  { .name = "init-file", .label = N_("Initial file"),
    .help = N_("A picture file that the painting starts from, scaled to its "
               "size; an automatic init is then file."),
    .type = NST_SETTING_TEXT, .group = NST_GROUP_ADVANCED,
    TEXT_FIELD (init_file) },

  { .name = "noise", .label = N_("Share of noise"),
    .help = N_("How much of a mixed initial canvas is noise; -1 for the "
               "preset's."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = -1, .max = 1, .step = 0.05, .digits = 2,
    .default_number = -1, .offset = FIELD (core.noise) },

  { .name = "noise-kind", .label = N_("Kind of noise"),
    .help = N_("How the noise of an initial canvas is spread."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = noise_kinds, .offset = FIELD (noise_kind) },

  { .name = "noise-range", .label = N_("Range of noise"),
    .help = N_("The deviation of Gaussian noise or half the width of uniform "
               "noise, in 255ths of the range of a pixel; 0 for the kind's "
               "own (30 and 20), -1 for the preset's."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = -1, .max = 255, .step = 5, .digits = 1,
    .default_number = -1, .offset = FIELD (core.noise_range) },

  { .name = "optimiser", .label = N_("Opti_miser"),
    .help = N_("How the painting is brought closer to its aim."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = optimisers, .offset = FIELD (optimiser) },

  { .name = "learning-rate", .label = N_("Learning _rate"),
    .help = N_("The step of Adam and of gradient descent, in 255ths of the "
               "range of a pixel; 0 for the optimiser's own."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = 1000, .step = 1, .digits = 3,
    .default_number = 0, .offset = FIELD (core.learning_rate) },

  { .name = "history", .label = N_("_History"),
    .help = N_("How many past steps L-BFGS remembers: more need more memory; "
               "0 for the preset's."),
    .type = NST_SETTING_INT, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = 100, .step = 1,
    .default_number = 0, .offset = FIELD (core.history) },

  { .name = "schedule", .label = N_("S_chedule"),
    .help = N_("Sizes and evaluations from coarse to fine, as in "
               "64:60,128:40, and at the end a size of 0, as in 0:500, for "
               "the picture's own; those beyond it are left out; empty for the "
               "preset's, or to go by quality and size."),
    .type = NST_SETTING_TEXT, .group = NST_GROUP_ADVANCED,
    TEXT_FIELD (core.schedule) },

  { .name = "scales", .label = N_("Sizes _judged at once"),
    .help = N_("At how many sizes, each half the one before, the painting is "
               "judged at a time; 0 for the preset's."),
    .type = NST_SETTING_INT, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = NST_MAX_LEVELS, .step = 1,
    .default_number = 0, .offset = FIELD (core.scales) },

  { .name = "seed", .label = N_("See_d"),
    .help = N_("Where the random numbers start: the same seed gives the same "
               "noise."),
    .type = NST_SETTING_INT, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = 2147483647, .step = 1,
    .default_number = 0, .offset = FIELD (core.seed) },

  { .name = "precision", .label = N_("Precision"),
    .help = N_("How precisely the network's products are computed."),
    .type = NST_SETTING_CHOICE, .group = NST_GROUP_ADVANCED,
    .choices = precisions, .offset = FIELD (core.precision) },

  { .name = "threads", .label = N_("Threads"),
    .help = N_("How many processors to use; 0 for all of them."),
    .type = NST_SETTING_INT, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = 256, .step = 1,
    .default_number = 0, .offset = FIELD (core.threads) },

  { .name = "memory", .label = N_("Memory (MB)"),
    .help = N_("The most memory to use, in megabytes; 0 for half of what is "
               "available."),
    .type = NST_SETTING_DOUBLE, .group = NST_GROUP_ADVANCED,
    .min = 0, .max = 16777216, .step = 256, .digits = 0,
    .default_number = 0, .offset = FIELD (memory_mb) },
};

const NstSetting *
nst_settings_table (int *n_settings)
{
  *n_settings = G_N_ELEMENTS (table);

  return table;
}

const NstSetting *
nst_settings_find (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    if (strcmp (table[i].name, name) == 0)
      return &table[i];

  return NULL;
}
