/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of options, and other words that are told in several places. */

#include "plugin/cli/cli-options.h"

#include <glib/gi18n.h>

/* Laid out by hand. */
/* clang-format off */

const char *const nst_command_usages[] =
{
  N_("CONTENT STYLE... -o OUT [settings]"),
  N_("CONTENT -o OUT --style-layers none [settings]"),
  N_("--texture STYLE... -o OUT [settings]"),
  N_("--evaluate CANVAS CONTENT STYLE... [settings]"),
  N_("--plan CONTENT STYLE... [settings]"),
  N_("--time [settings]"),
  NULL
};

const NstCommandOption nst_command_options[] =
{
  { "output", 'o', NST_ARGUMENT_PICTURE, N_("OUT"),
    N_("where to save the painting; the extension says in which format") },
  { "watch", 0, NST_ARGUMENT_PICTURE, N_("FILE"),
    N_("keep the painting so far in this file meanwhile, for a viewer that loads it anew "
       "when it changes; the extension says in which format") },
  { "quiet", 'q', NST_ARGUMENT_NONE, NULL,
    N_("show no progress") },
  { "settings-of", 0, NST_ARGUMENT_FILE, N_("FILE"),
    N_("take all settings, and the styles where none is named, from a painting saved before, "
       "or from a text with one name=value a line; settings after it are others") },
  { "settings", 0, NST_ARGUMENT_FILE, N_("FILE"),
    N_("the same, from anywhere on the line: a setting that is named on it, before or after, "
       "wins") },
  { "save-settings", 0, NST_ARGUMENT_FILE, N_("FILE"),
    N_("write the settings and styles of this run to FILE (.neural-art), which --settings, "
       "GIMP's dialog and its procedures read; needs no painting beside it") },
  { "go-on", 0, NST_ARGUMENT_PICTURE, N_("PAINTING"),
    N_("paint on, from a painting, with its settings (as --settings-of takes them) at its "
       "last size") },
  { "texture", 0, NST_ARGUMENT_NONE, NULL,
    N_("all files are styles, and there is no content: --preset texture, of --width and "
       "--height or of the first style's size") },
  { "evaluate", 0, NST_ARGUMENT_NONE, NULL,
    N_("print the terms of the objective for CANVAS") },
  { "gradient", 0, NST_ARGUMENT_FILE, N_("FILE"),
    N_("with --evaluate: save the gradient (NumPy)") },
  { "plan", 0, NST_ARGUMENT_NONE, NULL,
    N_("print what a run will take") },
  { "time", 0, NST_ARGUMENT_NONE, NULL,
    N_("measure one loss and gradient") },
  { "repeat", 0, NST_ARGUMENT_NUMBER, N_("N"),
    N_("with --time: take the best of so many (4)") },
  { "styles", 0, NST_ARGUMENT_NONE, NULL,
    N_("print the shelf: the name and file of each style") },
  { "presets", 0, NST_ARGUMENT_NONE, NULL,
    N_("print the presets, your own too: what --preset takes") },
  { "help", 'h', NST_ARGUMENT_NONE, NULL,
    N_("print all options and settings") },
  { "man", 0, NST_ARGUMENT_NONE, NULL,
    N_("print the manual page, as man reads it") },
  { "version", 0, NST_ARGUMENT_NONE, NULL,
    N_("print the version") },
  { NULL }
};

const NstCommandVariable nst_command_variables[] =
{
  { "NEURAL_ART_WEIGHTS", N_("another network file") },
  { "NEURAL_ART_STYLES",  N_("another folder of styles than that which comes with the program") },
  { "NEURAL_ART_THREADS", N_("the number of processors to use, where --threads does not say") },
  { "NEURAL_ART_MEMORY",  N_("the most memory to use, in bytes, where --memory does not say") },
  { "NEURAL_ART_CPU",
    N_("one of the instruction sets that the processor has: generic, avx2, avx512 or avx512bf16; "
       "or bf16: 16 bits as the last has them, slowly, on any processor") },
  { NULL }
};
/* clang-format on */

char *
nst_command_describe_range (const NstSetting *setting)
{
  char least[G_ASCII_DTOSTR_BUF_SIZE];
  char most[G_ASCII_DTOSTR_BUF_SIZE];
  char usual[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (least, sizeof least, "%.10g", setting->min);
  g_ascii_formatd (most, sizeof most, "%.10g", setting->max);
  g_ascii_formatd (usual, sizeof usual, "%.10g", setting->default_number);

  return g_strdup_printf (_ ("%s to %s (%s)"), least, most, usual);
}
