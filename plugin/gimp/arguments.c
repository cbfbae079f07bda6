/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of arguments.h, by NstArg. */

#include "plugin/gimp/arguments.h"

#include <glib/gi18n.h>

const NstArgument nst_arguments[NST_N_ARGS] = {
  { "style", N_ ("St_yle layer"),
    N_ ("The layer whose style is taken, of any open picture; of a layer group each visible layer "
        "in it is a style"),
    NST_ARG_IS_LAYER },
  { "style-file", N_ ("Style _file"),
    N_ ("A picture whose style is taken, in place of the layer's: its path, or its name on the "
        "shelf of styles; several with commas between them"),
    NST_ARG_IS_TEXT },
  { "start", N_ ("Initial layer"),
    N_ ("A layer that the painting starts from in place of the photo, scaled to its size; it "
        "counts where the initial canvas is Automatic or File, and no initial file is named"),
    NST_ARG_IS_LAYER },
  { "styles", N_ ("Style layers"),
    N_ ("Layers of any open pictures, each of them a style, in place of the one layer"),
    NST_ARG_IS_LAYERS },
  { "settings-file", N_ ("Settings file"),
    N_ ("A preset of your own, by its name, or a file of settings, by its path: what is named "
        "besides, and is not as usual, comes before it"),
    NST_ARG_IS_TEXT },
  { "places", N_ ("Places of the styles"),
    N_ ("For each style a channel, a layer, a layer's mask or the selection that says where it "
        "is; its own layer again stands for where no other style is"),
    NST_ARG_IS_LAYERS },
};
