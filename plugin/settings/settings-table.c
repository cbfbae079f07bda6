/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of settings itself: data, and look-ups in it.  Everything else in this folder
 * goes by it. */

#include "plugin/settings/settings-table.h"

#include <stddef.h>
#include <string.h>

#include <glib/gi18n.h>

#define FIELD(field) offsetof (NstOptions, field)

/* What the kinds of settings have in common; AUTOMATIC_: those that a preset gives a value. */
#define WHOLE(field) \
  .type = NST_SETTING_INT, .offset = FIELD (field)
#define NUMBER(field) \
  .type = NST_SETTING_DOUBLE, .offset = FIELD (field)
#define CHOICE(field, list) \
  .type = NST_SETTING_CHOICE, .offset = FIELD (field), .choices = (list)
#define TEXT(field, kind) \
  .type = NST_SETTING_TEXT, .offset = FIELD (field), .text_kind = (kind), .default_text = "", \
  .text_size = sizeof ((NstOptions *) NULL)->field
#define AUTOMATIC_WHOLE(field) \
  WHOLE (core.field), .automatic = TRUE, .min = 0, .default_number = 0, \
                      .stand_in = N_ ("Automatic")
#define AUTOMATIC_NUMBER(field) \
  NUMBER (core.field), .automatic = TRUE, .min = -1, .default_number = -1, \
                       .stand_in = N_ ("Automatic")
#define AUTOMATIC_CHOICE(field, list) \
  CHOICE (field, list), .automatic = TRUE, .engine_offset = offsetof (NstSettings, field)
#define AUTOMATIC_LIST(field, kind) \
  TEXT (core.field, kind), .automatic = TRUE

const char *const nst_setting_groups[NST_N_GROUPS] = {
  N_ ("Basic"),
  N_ ("Strokes"),
  N_ ("Kept and taken"),
  N_ ("Textures and tiles"),
  N_ ("Balance and smoothness"),
  N_ ("What is compared"),
  N_ ("Start"),
  N_ ("Optimiser and sizes"),
  N_ ("Network and machine"),
};

/* The table is laid out by hand. */
/* clang-format off */
static const NstSetting table[] =
{
  { .name = "preset", .label = N_("_Preset"), .group = NST_GROUP_BASIC,
    .help = N_("What kind of paint it is to be. It decides all that you leave at its usual value."),
    CHOICE (preset, nst_choices_presets) },

  { .name = "strength", .label = N_("_Strength"), .group = NST_GROUP_BASIC,
    .help = N_("How far the painting goes from the photo to the style: less keeps more of the "
               "photo, more brings larger forms of the style. 50 is the preset's own balance, and "
               "10 more halve the weight of the photo."),
    NUMBER (strength), .min = 0, .max = 100, .step = 5, .digits = 0, .default_number = 50,
    .low = N_("photo"), .high = N_("painting") },

  { .name = "quality", .label = N_("_Quality"), .group = NST_GROUP_BASIC,
    .help = N_("How long the painting is worked on: more time gives cleaner and finer paint."),
    CHOICE (core.quality, nst_choices_qualities), .default_number = NST_QUALITY_GOOD },

  { .name = "size", .label = N_("_Work at"), .group = NST_GROUP_BASIC,
    .help = N_("How large the picture is while it is painted, in pixels of its longer side: "
               "smaller is quicker and bolder, and the painting is then enlarged with the photo's "
               "own fine detail; 0 leaves the picture as large as it is."),
    WHOLE (core.size), .min = 0, .max = NST_MAX_SIDE, .step = 64, .default_number = 0 },

  { .name = "colours", .label = N_("Colo_urs"), .group = NST_GROUP_BASIC,
    .help = N_("Whose colours the painting has: the style's, the photo's, or "
               "the style's matched to the photo's before it is painted."),
    CHOICE (core.colours, nst_choices_colours), .default_number = NST_COLOURS_STYLE },

  { .name = "width", .label = N_("Width"), .group = NST_GROUP_PATTERN,
    .help = N_("How wide a texture becomes, in pixels: a pattern that is painted without the "
               "photo; 0 for as wide as the photo."),
    WHOLE (core.width), .min = 0, .max = NST_MAX_SIDE, .step = 64, .default_number = 0,
    .stand_in = N_("As the photo") },

  { .name = "height", .label = N_("Height"), .group = NST_GROUP_PATTERN,
    .help = N_("How high a texture becomes, in pixels: a pattern that is painted without the "
               "photo; 0 for as high as the photo."),
    WHOLE (core.height), .min = 0, .max = NST_MAX_SIDE, .step = 64, .default_number = 0,
    .stand_in = N_("As the photo") },

  { .name = "style-scale", .label = N_("Strok_e size"), .group = NST_GROUP_STROKES,
    .help = N_("How large the strokes are: 1 as in a style as large as the picture, less for "
               "finer ones, more for broader ones. A style smaller than that is not enlarged "
               "beyond its own pixels, so that its fine strokes stay crisp. For a texture 1 is "
               "the size that they have in the style."),
    NUMBER (core.style_scale), .min = 0.1, .max = 10, .step = 0.1, .digits = 2,
    .default_number = 1,
    .low = N_("fine"), .high = N_("broad") },

  { .name = "turned", .label = N_("T_urned style"), .group = NST_GROUP_STROKES,
    .help = N_("Which way up the style is looked at: mirrored and turned too, its strokes "
               "may run any way, as those of a carpet or of leaves do."),
    CHOICE (core.turned, nst_choices_turned) },

  { .name = "objects", .label = N_("Objects of the style"), .group = NST_GROUP_STROKES,
    .help = N_("Whether things that the style shows, a face or a boat, may turn up in empty "
               "parts of the picture, its sky, say, or are held back."),
    CHOICE (core.objects, nst_choices_objects) },

  { .name = "content-layers", .label = N_("C_ontent layers"), .group = NST_GROUP_OBJECTIVE,
    .help = N_("What of the photo is held in place: early layers of the network, as conv2_2, hold "
               "lines and shades, late ones, as conv5_1, only where things are. Of conv1_1 to "
               "conv5_4 and pool1 to pool5, with commas between them; empty for the preset's, or "
               "none."),
    AUTOMATIC_LIST (content_layers, NST_TEXT_LAYERS), .is_motif = TRUE },

  { .name = "content-weights", .label = N_("Content weights"), .group = NST_GROUP_OBJECTIVE,
    .help = N_("How firmly each content layer holds the photo: one number for each of them, with "
               "commas between them, scaled to add up to 1; empty for the preset's."),
    AUTOMATIC_LIST (content_weights, NST_TEXT_WEIGHTS) },

  { .name = "style-layers", .label = N_("Style _layers"), .group = NST_GROUP_OBJECTIVE,
    .help = N_("What of the style is taken: early layers of the network, as conv1_1, give its "
               "colours and its grain, late ones, as conv5_1, its large forms. Of conv1_1 to "
               "conv5_4 and pool1 to pool5, with commas between them; empty for the preset's, or "
               "none."),
    AUTOMATIC_LIST (style_layers, NST_TEXT_LAYERS) },

  { .name = "style-weights", .label = N_("Style _weights"), .group = NST_GROUP_OBJECTIVE,
    .help = N_("How much there is of the style's grain, its strokes and its large forms: one "
               "number for each style layer, with commas between them, scaled to add up to 1; "
               "empty for the preset's."),
    AUTOMATIC_LIST (style_weights, NST_TEXT_WEIGHTS) },

  { .name = "shares", .label = N_("Shares of the styles"), .group = NST_GROUP_STYLES,
    .help = N_("Of several styles, how much there is of each: one number for "
               "each of them, with commas between them, scaled to add up to "
               "1; empty for alike."),
    TEXT (core.shares, NST_TEXT_SHARES) },

  { .name = "where", .label = N_("Where the styles apply"), .group = NST_GROUP_STYLES,
    .help = N_("Of several styles, where in the picture each of them is: for "
               "each a picture file that is white there, or - for the rest of "
               "the picture, with commas between them; in GIMP, by its name, a "
               "channel, a layer or a layer's mask of the image too, or "
               "selection; empty for everywhere."),
    TEXT (where, NST_TEXT_PATH) },

  { .name = "alpha", .label = N_("_Alpha"), .group = NST_GROUP_BALANCE,
    .help = N_("How much the photo counts: more keeps more of its forms, as less strength does; "
               "-1 for the preset's."),
    AUTOMATIC_NUMBER (alpha), .max = 1e9, .step = 0.005, .digits = 4 },

  { .name = "beta", .label = N_("_Beta"), .group = NST_GROUP_BALANCE,
    .help = N_("How much the style counts: more brings more of it; -1 for the preset's."),
    AUTOMATIC_NUMBER (beta), .max = 1e9, .step = 1, .digits = 4 },

  { .name = "ratio", .label = N_("Alpha over beta"), .group = NST_GROUP_BALANCE,
    .help = N_("How much the photo counts over the style, the same at every size: more keeps more "
               "of the photo. 0.002 is any preset's own, as neuralart_tensorflow counts it at 800 "
               "x 600; 0 to do without."),
    NUMBER (ratio), .min = 0, .max = 1000, .step = 0.001, .digits = 4, .default_number = 0,
    .stand_in = N_("Off") },

  { .name = "tv", .label = N_("Total _variation"), .group = NST_GROUP_BALANCE,
    .help = N_("How smooth the paint is: more takes away grain and specks, and fine detail with "
               "them; -1 for the preset's."),
    AUTOMATIC_NUMBER (tv), .max = 1e9, .step = 0.5, .digits = 4 },

  { .name = "tv-power", .label = N_("Power of variation"), .group = NST_GROUP_BALANCE,
    .help = N_("What smoothing does to edges: a power of 0.5 keeps them sharp, 1 softens them. "
               "The power of the squared differences that are added up; 0 for plain squares, "
               "diagonals too, -1 for the preset's."),
    AUTOMATIC_NUMBER (tv_power), .max = 4, .step = 0.25, .digits = 2 },

  { .name = "tv-edge", .label = N_("Edge of variation"), .group = NST_GROUP_BALANCE,
    .help = N_("What lies outside the picture when it is smoothed by a power."),
    AUTOMATIC_CHOICE (tv_edge, nst_choices_tv_edges) },

  { .name = "statistic", .label = N_("S_tatistic"), .group = NST_GROUP_OBJECTIVE,
    .help = N_("What of the style is compared: mean and covariance give large strokes and crisp "
               "detail, Gram matrices small patterns and more of the photo's own tones."),
    AUTOMATIC_CHOICE (statistic, nst_choices_statistics) },

  { .name = "weighting", .label = N_("Weighting of layers"), .group = NST_GROUP_OBJECTIVE,
    .help = N_("How the layers, from fine grain to large forms, are weighed against each other."),
    AUTOMATIC_CHOICE (weighting, nst_choices_weightings) },

  { .name = "normalise", .label = N_("_Normalise"), .group = NST_GROUP_OBJECTIVE,
    .help = N_("Whether fine grain and large forms are brought to one measure first, so that none "
               "of them drowns the others: each layer's responses are divided by their mean over "
               "photos."),
    AUTOMATIC_CHOICE (normalise, nst_choices_normalisings) },

  { .name = "edge", .label = N_("_Edge"), .group = NST_GROUP_MACHINE,
    .help = N_("What is taken to lie outside the picture, which is seen along its edges."),
    AUTOMATIC_CHOICE (edge, nst_choices_edges) },

  { .name = "pool", .label = N_("Poolin_g"), .group = NST_GROUP_MACHINE,
    .help = N_("How detail is gathered into larger forms: by its maximum the paint is crisper, by "
               "an average it is softer."),
    AUTOMATIC_CHOICE (pool, nst_choices_pools) },

  { .name = "tile", .label = N_("Tileable"), .group = NST_GROUP_PATTERN,
    .help = N_("Where the painting goes on from its other edge, so that copies of it fit "
               "together without a seam."),
    CHOICE (core.wrap, nst_choices_tile) },

  { .name = "init", .label = N_("_Initial canvas"), .group = NST_GROUP_START,
    .help = N_("What the painting starts from: the photo's forms stay in it, noise leaves more to "
               "the style."),
    AUTOMATIC_CHOICE (init, nst_choices_inits), .is_motif = TRUE },

  { .name = "init-file", .label = N_("Initial file"), .group = NST_GROUP_START,
    .help = N_("A picture file that the painting starts from, in place of the photo, scaled to "
               "its size; an automatic init is then file."),
    TEXT (init_file, NST_TEXT_PATH) },

  { .name = "keep", .label = N_("_Keep"), .group = NST_GROUP_STYLES,
    .help = N_("What is kept of the picture as it is, a face, say: a picture "
               "file that is white there and black where all is painted; in "
               "GIMP, by its name, a channel or a layer of the image too."),
    TEXT (keep, NST_TEXT_PATH) },

  { .name = "noise", .label = N_("Share of noise"), .group = NST_GROUP_START,
    .help = N_("How much noise is mixed into the photo that the painting starts from, where it "
               "starts from a mix: more leaves more to the style; -1 for the preset's."),
    AUTOMATIC_NUMBER (noise), .max = 1, .step = 0.05, .digits = 2, .is_motif = TRUE },

  { .name = "noise-kind", .label = N_("Kind of noise"), .group = NST_GROUP_START,
    .help = N_("Whether the noise that the painting starts from is mostly of a middle colour, or "
               "of all colours alike."),
    AUTOMATIC_CHOICE (noise_kind, nst_choices_noise_kinds), .is_motif = TRUE },

  { .name = "noise-range", .label = N_("Range of noise"), .group = NST_GROUP_START,
    .help = N_("How strong the noise is that the painting starts from, in 255ths from black to "
               "white: the deviation of Gaussian noise or half the width of uniform noise; 0 for "
               "the kind's own (30 and 20), -1 for the preset's."),
    AUTOMATIC_NUMBER (noise_range), .max = 255, .step = 5, .digits = 1, .is_motif = TRUE },

  { .name = "optimiser", .label = N_("Opti_miser"), .group = NST_GROUP_OPTIMISER,
    .help = N_("How the painting is brought closer to its aim, step by step: the way there "
               "changes the time it takes more than the look."),
    AUTOMATIC_CHOICE (optimiser, nst_choices_optimisers) },

  { .name = "learning-rate", .label = N_("Learning _rate"), .group = NST_GROUP_OPTIMISER,
    .help = N_("How far one step of Adam or of gradient descent changes a colour, in 255ths from "
               "black to white: more is quicker and rougher; 0 for the optimiser's own."),
    NUMBER (core.learning_rate), .min = 0, .max = 1000, .step = 1, .digits = 3,
    .default_number = 0, .stand_in = N_("Automatic") },

  { .name = "history", .label = N_("_History"), .group = NST_GROUP_OPTIMISER,
    .help = N_("How many past steps L-BFGS remembers: more need more memory; "
               "0 for the preset's."),
    AUTOMATIC_WHOLE (history), .max = 100, .step = 1 },

  { .name = "schedule", .label = N_("S_chedule"), .group = NST_GROUP_OPTIMISER,
    .help = N_("Sizes and evaluations from coarse to fine, as in "
               "64:60,128:40, and at the end a size of 0, as in 0:500, for "
               "the picture's own; those beyond it are left out; empty for the "
               "preset's, or to go by quality and size."),
    AUTOMATIC_LIST (schedule, NST_TEXT_SCHEDULE) },

  { .name = "stages", .label = N_("Sizes of the schedule"), .group = NST_GROUP_OPTIMISER,
    .help = N_("Which sizes of the schedule are worked at: to go on from a painting, the last."),
    CHOICE (core.last_stage, nst_choices_stages) },

  { .name = "scales", .label = N_("Sizes _judged at once"), .group = NST_GROUP_OPTIMISER,
    .help = N_("At how many sizes at a time, each half the one before, the painting is compared "
               "with the style: more brings more of its large forms; 0 for the preset's."),
    AUTOMATIC_WHOLE (scales), .max = NST_MAX_LEVELS, .step = 1 },

  { .name = "seed", .label = N_("See_d"), .group = NST_GROUP_START,
    .help = N_("Another number gives other noise, and so another painting where it starts from "
               "noise; the same number gives the same painting."),
    WHOLE (core.seed), .min = 0, .max = 2147483647, .step = 1, .default_number = 0 },

  { .name = "precision", .label = N_("Precision"), .group = NST_GROUP_MACHINE,
    .help = N_("How exactly all of it is computed: the paintings look alike."),
    CHOICE (core.precision, nst_choices_precisions) },

  { .name = "threads", .label = N_("Threads"), .group = NST_GROUP_MACHINE,
    .help = N_("How many processors to use: fewer leave more to other programs; 0 for all of "
               "them."),
    WHOLE (core.threads), .min = 0, .max = 256, .step = 1, .default_number = 0,
    .stand_in = N_("All") },

  { .name = "memory", .label = N_("Memory (MB)"), .group = NST_GROUP_MACHINE,
    .help = N_("The most memory to use, in megabytes: with less the painting takes longer; 0 for "
               "half of what is available."),
    NUMBER (memory_mb), .min = 0, .max = 16777216, .step = 256, .digits = 0,
    .default_number = 0, .stand_in = N_("Automatic") },

  { .name = "result", .label = N_("Result"), .group = NST_GROUP_BASIC,
    .help = N_("What the painting becomes in GIMP: one layer, or two in a group, the painting and "
               "above it the photo's colours, to be hidden, shown or made paler afterwards; on the "
               "command line it is one picture all the same."),
    CHOICE (result, nst_choices_results), .default_number = NST_RESULT_ONE },
};
/* clang-format on */

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

int
nst_setting_count_choices (const NstSetting *setting)
{
  int n = 0;

  while (setting->choices[n].name)
    n++;

  return n;
}

int
nst_setting_find_choice (const NstSetting *setting,
                         const char       *name)
{
  if (setting->type == NST_SETTING_CHOICE)
    for (int i = 0; setting->choices[i].name; i++)
      if (strcmp (setting->choices[i].name, name) == 0)
        return i;

  return -1;
}

int
nst_setting_get_choice (const NstSetting *setting,
                        int               engine_value)
{
  return engine_value + (setting->automatic ? 1 : 0);
}
