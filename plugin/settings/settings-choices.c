/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the settings that are choices may be: names, labels and what each does.  Data alone,
 * for the table of settings. */

#include "plugin/settings/settings-choices.h"

#include <stddef.h>

#include <glib/gi18n.h>

/* Laid out by hand.  Where a choice begins with "auto", the engine's enumeration follows it
 * in its own order. */
/* clang-format off */

const NstChoice nst_choices_presets[] =
{
  { "look", N_("Oil"),
    N_("For most styles, oils and prints above all: large brush strokes and crisp detail") },
  { "gram", N_("As in the paper (Gram)"),
    N_("By Gram matrices, as it began: small patterns, and more of the photo's own tones") },
  { "sketch", N_("Pencil"),
    N_("For a drawing as the style: strokes along the photo's outlines, on white paper") },
  { "watercolour", N_("Watercolour"),
    N_("For a watercolour as the style: soft washes, light and clear forms") },
  { "tensorflow", N_("As neuralart_tensorflow paints"),
    N_("From a noisy picture, by Adam, at one size: slow") },
  { "lasagne", N_("As Lasagne's art style paints"),
    N_("From noise, by L-BFGS, at one size: slow") },
  { "deeppy", N_("As neural_artistic_style paints"),
    N_("As that program, which uses deeppy: from the picture, by Adam, at one size; slow") },
  { "texture", N_("Texture"),
    N_("The style's texture from noise, without the photo: a pattern, a ground") },
  { NULL }
};

const NstChoice nst_choices_qualities[] =
{
  { "draft", N_("Draft"), N_("A quick impression") },
  { "good",  N_("Good"),  N_("For most pictures") },
  { "best",  N_("Best"),  N_("About twice the time of Good") },
  { NULL }
};

const NstChoice nst_choices_colours[] =
{
  { "style",   N_("The style's"), N_("Those that come with its paint") },
  { "photo",   N_("The photo's"),
    N_("Each place keeps its colour, and is painted in lightness alone") },
  { "matched", N_("Matched"),
    N_("The style's own, made to be as the photo's are on the whole") },
  { NULL }
};

const NstChoice nst_choices_turned[] =
{
  { "no",       N_("No"),       N_("The style as it is") },
  { "mirrored", N_("Mirrored"), N_("And its mirror image") },
  { "turned",   N_("Turned"),   N_("And both at every quarter turn, eight pictures in all") },
  { NULL }
};

const NstChoice nst_choices_objects[] =
{
  { "allowed", N_("Allowed"),   N_("They come as they may") },
  { "held",    N_("Held back"),
    N_("The picture weighs more at the coarse sizes, from which they come") },
  { NULL }
};

const NstChoice nst_choices_statistics[] =
{
  { "auto",    N_("Automatic"), N_("The preset's") },
  { "moments", N_("Mean and covariance"),
    N_("Compares the distributions of the network's responses") },
  { "gram",    N_("Gram matrix"),
    N_("Compares the products of the network's responses") },
  { NULL }
};

const NstChoice nst_choices_weightings[] =
{
  { "auto",  N_("Automatic"), N_("The preset's") },
  { "mean",  N_("Mean"),      N_("The mean of the squared differences") },
  { "gatys", N_("Gatys et al."),
    N_("Their sum, as in the paper: wide layers weigh more") },
  { "gradient", N_("Gradient"),
    N_("Each layer's over its gradient's size, so that all pull alike") },
  { NULL }
};

const NstChoice nst_choices_normalisings[] =
{
  { "auto", N_("Automatic"), N_("The preset's") },
  { "no",   N_("No"),        N_("The responses as they are") },
  { "yes",  N_("Yes"),       N_("Each layer's over its mean on photos") },
  { NULL }
};

const NstChoice nst_choices_edges[] =
{
  { "auto",      N_("Automatic"),   N_("The preset's") },
  { "replicate", N_("Replicate"),   N_("The edge's own pixels go on outside") },
  { "zero",      N_("Zero"),        N_("Grey lies outside, as in the paper") },
  { NULL }
};

const NstChoice nst_choices_tv_edges[] =
{
  { "auto", N_("Automatic"), N_("The preset's") },
  { "none", N_("None"),      N_("Nothing: the picture's own neighbours alone") },
  { "zero", N_("Zero"),      N_("Grey: the outermost pixels are drawn to it") },
  { NULL }
};

const NstChoice nst_choices_pools[] =
{
  { "auto", N_("Automatic"), N_("The preset's") },
  { "max",  N_("Maximum"),   N_("As the network was trained") },
  { "avg",  N_("Average"),   N_("Smoother") },
  { "max3", N_("Maximum of 3 x 3"), N_("Fields that overlap") },
  { "avg3", N_("Average of 3 x 3"), N_("The smoothest, as deeppy has it") },
  { NULL }
};

const NstChoice nst_choices_tile[] =
{
  { "no",   N_("No"),                   N_("It ends where it ends") },
  { "x",    N_("Side by side"),         N_("Left and right go on in each other") },
  { "y",    N_("One above the other"),  N_("Top and bottom go on in each other") },
  { "both", N_("Both ways"),            N_("As a floor is tiled") },
  { NULL }
};

const NstChoice nst_choices_inits[] =
{
  { "auto",    N_("Automatic"), N_("The preset's") },
  { "content", N_("Content"),   N_("Starts from the picture itself") },
  { "noise",   N_("Noise"),     N_("Starts from noise alone") },
  { "mix",     N_("Mix"),       N_("Starts from the picture and noise") },
  { "file",    N_("File"),      N_("Starts from another picture") },
  { NULL }
};

const NstChoice nst_choices_noise_kinds[] =
{
  { "auto",     N_("Automatic"), N_("The preset's") },
  { "gaussian", N_("Gaussian"),  N_("Most of it near the mean colour") },
  { "uniform",  N_("Uniform"),   N_("All values within its range alike") },
  { NULL }
};

const NstChoice nst_choices_optimisers[] =
{
  { "auto",  N_("Automatic"),        N_("The preset's") },
  { "lbfgs", N_("L-BFGS"),           N_("Needs the fewest evaluations") },
  { "adam",  N_("Adam"),             N_("Steady, needs less memory") },
  { "gd",    N_("Gradient descent"), N_("The plainest; slow") },
  { NULL }
};

const NstChoice nst_choices_stages[] =
{
  { "all",  N_("All"),  N_("From coarse to fine") },
  { "last", N_("Last"), N_("The finest alone, from a picture that is painted already") },
  { NULL }
};

const NstChoice nst_choices_precisions[] =
{
  { "fast",   N_("Fast"),
    N_("Products of 16 bits where the processor is made for them: the "
       "painting is as good") },
  { "single", N_("Single"), N_("32 bits everywhere, as --evaluate has") },
  { NULL }
};

const NstChoice nst_choices_results[] =
{
  { "one",   N_("One layer"),            N_("The painting as it is") },
  { "split", N_("Lightness and colour"),
    N_("The painting, and the photo's colours as a layer above it: shown where the colours are "
       "the photo's, else hidden") },
  { NULL }
};
/* clang-format on */
