/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What --help prints instead of doing anything: the settings come from the table. */

#include "plugin/cli/cli.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#define HELP_INDENT 6
#define HELP_WIDTH  78

/* Where a line may end next: at a space, and beside a wide letter, as Chinese has no spaces,
 * but not before punctuation. */
static const char *
end_of_piece (const char *text)
{
  const gboolean wide = g_unichar_iswide (g_utf8_get_char (text));
  const char    *at   = g_utf8_next_char (text);

  for (; *at && *at != ' '; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if ((wide || g_unichar_iswide (c)) && !g_unichar_ispunct (c))
        break;
    }

  return at;
}

/* In the columns of a terminal. */
static int
width_of (const char *text,
          const char *end)
{
  int columns = 0;

  for (; text < end; text = g_utf8_next_char (text))
    columns += g_unichar_iswide (g_utf8_get_char (text)) ? 2 : 1;

  return columns;
}

static void
print_wrapped (const char *text)
{
  int column = 0;

  while (*text)
    {
      const int   gap   = *text == ' ';
      const char *piece = text + gap;
      const char *end   = *piece ? end_of_piece (piece) : piece;
      const int   width = width_of (piece, end);

      if (column == 0 || column + gap + width > HELP_WIDTH)
        {
          printf ("%s%*s", column ? "\n" : "", HELP_INDENT, "");
          column = HELP_INDENT;
        }
      else if (gap)
        {
          putchar (' ');
          column++;
        }

      printf ("%.*s", (int) (end - piece), piece);
      column += width;
      text = end;
    }

  putchar ('\n');
}

static void
print_setting (const NstSetting *setting)
{
  char least[G_ASCII_DTOSTR_BUF_SIZE];
  char most[G_ASCII_DTOSTR_BUF_SIZE];
  char usual[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (least, sizeof least, "%.10g", setting->min);
  g_ascii_formatd (most, sizeof most, "%.10g", setting->max);
  g_ascii_formatd (usual, sizeof usual, "%.10g", setting->default_number);

  printf ("  --%s ", setting->name);

  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      for (int i = 0; setting->choices[i].name; i++)
        printf ("%s%s", i ? "|" : "", setting->choices[i].name);

      printf (" (%s)\n",
              setting->choices[(int) setting->default_number].name);
      break;

    case NST_SETTING_TEXT:
      printf (_ ("TEXT\n"));
      break;

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      printf (_ ("%s to %s (%s)\n"), least, most, usual);
      break;
    }

  print_wrapped (_ (setting->help));
}

static void
print_settings (NstSettingGroup group)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (table[i].group == group)
      print_setting (&table[i]);
}

void
nst_command_print_help (void)
{
  fputs (_ ("Neural Art paints a picture in the style of others.\n"
            "\n"
            "  neural-art CONTENT STYLE... -o OUT [settings]\n"
            "  neural-art CONTENT -o OUT --style-layers none [settings]\n"
            "  neural-art --texture STYLE... -o OUT [settings]\n"
            "  neural-art --evaluate CANVAS CONTENT STYLE... [settings]\n"
            "  neural-art --plan CONTENT STYLE... [settings]\n"
            "  neural-art --time [settings]\n"
            "\n"
            "A STYLE is a picture file or the name of a style on the shelf.\n"
            "\n"
            "  -o, --output OUT    where to save the painting; the extension\n"
            "                      says in which format\n"
            "  --settings-of FILE  take all settings, and the styles where none is\n"
            "                      named, from a painting saved before, or from a\n"
            "                      text with one name=value a line; settings after\n"
            "                      it are others\n"
            "  --settings FILE     the same, from anywhere on the line: a setting that is\n"
            "                      named on it, before or after, wins\n"
            "  --save-settings FILE  write the settings and styles of this run to FILE\n"
            "                      (.neural-art), which --settings, GIMP's dialog and\n"
            "                      its procedures read; needs no painting beside it\n"
            "  --go-on PAINTING    paint on, from a painting, with its settings (as\n"
            "                      --settings-of takes them) at its last size\n"
            "  --texture           all files are styles, and there is no content:\n"
            "                      --preset texture, of --width and --height or\n"
            "                      of the first style's size\n"
            "  --evaluate          print the terms of the objective for CANVAS\n"
            "  --gradient FILE     with --evaluate: save the gradient (NumPy)\n"
            "  --plan              print what a run will take\n"
            "  --time              measure one loss and gradient\n"
            "  --repeat N          with --time: take the best of so many (4)\n"
            "  --styles            print the shelf: the name and file of each style\n"
            "  --presets           print the presets, your own too: what --preset takes\n"
            "  --help, --version\n"),
         stdout);

  puts (_ ("\nSettings (with their default):\n"));
  print_settings (NST_GROUP_BASIC);
  puts (_ ("\nMore settings:\n"));
  print_settings (NST_GROUP_ADVANCED);

  fputs (_ ("\n"
            "--preset takes the name of a preset of your own too: a file NAME.neural-art\n"
            "in the folder neural-art/presets of your settings (~/.config), which GIMP's\n"
            "dialog makes, or --save-settings.\n"
            "\n"
            "--gram is short for --preset gram, and so with the other presets,\n"
            "--normalise and --no-normalise for --normalise yes and no.\n"
            "\n"
            "Environment: NEURAL_ART_WEIGHTS names another network file,\n"
            "NEURAL_ART_STYLES another folder of styles, NEURAL_ART_THREADS the\n"
            "number of processors to use and NEURAL_ART_MEMORY the most memory,\n"
            "in bytes.\n"),
         stdout);
}

void
nst_command_print_presets (void)
{
  const NstChoice      *shipped = nst_settings_find ("preset")->choices;
  g_autoptr (GPtrArray) own     = nst_own_presets_list ();

  for (int i = 0; shipped[i].name; i++)
    printf ("%s\t%s\n", shipped[i].name, _ (shipped[i].blurb));

  for (guint i = 0; i < own->len; i++)
    {
      const char           *name   = own->pdata[i];
      g_autoptr (GError)    error  = NULL;
      g_autoptr (NstRecord) record = nst_own_preset_read (name, &error);
      g_autofree char      *pairs  = record ? nst_options_to_pairs (&record->options) : NULL;

      printf ("%s\t%s\n", name, record ? pairs : error->message);
    }
}
