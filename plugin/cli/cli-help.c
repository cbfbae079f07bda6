/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the program tells instead of doing anything, and --help in particular: options and
 * settings come from their tables. */

#include "plugin/cli/cli-options.h"
#include "plugin/cli/cli.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#define HELP_INDENT    6
#define OPTIONS_INDENT 22
#define HELP_WIDTH     78

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

/* Goes on in column, and indents the lines after the first. */
static void
print_wrapped (const char *text,
               int         column,
               int         indent)
{
  while (*text)
    {
      const int   gap   = *text == ' ';
      const char *piece = text + gap;
      const char *end   = *piece ? end_of_piece (piece) : piece;
      const int   width = width_of (piece, end);

      if (column > indent && column + gap + width > HELP_WIDTH)
        {
          putchar ('\n');
          column = 0;
        }

      if (column < indent)
        column += printf ("%*s", indent - column, "");
      else if (gap && column > indent)
        column += printf (" ");

      printf ("%.*s", (int) (end - piece), piece);
      column += width;
      text = end;
    }

  putchar ('\n');
}

static void
print_option (const NstCommandOption *option)
{
  g_autofree char *letter = option->letter ? g_strdup_printf ("-%c, ", option->letter)
                                           : g_strdup ("");
  g_autofree char *word   = option->word ? g_strconcat (" ", _ (option->word), NULL)
                                         : g_strdup ("");
  g_autofree char *text   = g_strdup_printf ("  %s--%s%s", letter, option->name, word);
  const int        length = (int) g_utf8_strlen (text, -1);
  const gboolean   fits   = length < OPTIONS_INDENT;

  printf ("%s%s", text, fits ? "" : "\n");
  print_wrapped (_ (option->help), fits ? length : 0, OPTIONS_INDENT);
}

static void
print_setting (const NstSetting *setting)
{
  g_autofree char *range = NULL;

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
      range = nst_command_describe_range (setting);
      puts (range);
      break;
    }

  print_wrapped (_ (setting->help), 0, HELP_INDENT);
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

static void
print_variables (void)
{
  fputs (_ ("\nEnvironment:\n"), stdout);

  for (int i = 0; nst_command_variables[i].name; i++)
    {
      printf ("  %s\n", nst_command_variables[i].name);
      print_wrapped (_ (nst_command_variables[i].help), 0, HELP_INDENT);
    }
}

static void
print_help (void)
{
  puts (_ ("Neural Art paints a picture in the style of others.\n"));

  for (int i = 0; nst_command_usages[i]; i++)
    printf ("  neural-art %s\n", _ (nst_command_usages[i]));

  puts (_ ("\nA STYLE is a picture file or the name of a style on the shelf.\n"));

  for (int i = 0; nst_command_options[i].name; i++)
    print_option (&nst_command_options[i]);

  puts (_ ("\nSettings (with their default):\n"));
  print_settings (NST_GROUP_BASIC);
  puts (_ ("\nMore settings:\n"));
  for (int i = NST_GROUP_BASIC + 1; i < NST_N_GROUPS; i++)
    {
      printf ("%s%s:\n", i > NST_GROUP_BASIC + 1 ? "\n" : "", _ (nst_setting_groups[i]));
      print_settings (i);
    }

  fputs (_ ("\n"
            "--preset takes the name of a preset of your own too: a file NAME.neural-art\n"
            "in the folder neural-art/presets of your settings (~/.config), which GIMP's\n"
            "dialog makes, or --save-settings.\n"
            "\n"
            "--gram is short for --preset gram, and so with the other presets,\n"
            "--normalise and --no-normalise for --normalise yes and no.\n"),
         stdout);
  print_variables ();
}

static void
print_version (void)
{
  puts ("neural-art " NST_VERSION);
}

static void
print_presets (void)
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

gboolean
nst_command_tell (const char *word)
{
  static const struct
  {
    const char *word;
    void (*print) (void);
  } told[] = {
    { "--help", print_help },
    { "-h", print_help },
    { "--styles", nst_command_print_styles },
    { "--presets", print_presets },
    { "--man", nst_command_print_manual },
    { "--version", print_version },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (told); i++)
    if (strcmp (word, told[i].word) == 0)
      {
        told[i].print ();
        return TRUE;
      }

  return FALSE;
}
