/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The manual page, in the macros of man(7): options and settings come from their tables.
 * Sentences end lines, as man pages are written; what is longer is broken between words. */

#include "plugin/cli/cli-options.h"
#include "plugin/settings/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#define WIDTH 78 /* of the lines of the page's source */


/* ---- roff -------------------------------------------------------------- */

/* A text as roff takes it: no character of it is an order, and a hyphen that is typed stays
 * one.  Free with g_free. */
static char *
escape (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (const char *c = text; *c; c++)
    if (*c == '\\')
      g_string_append (escaped, "\\e");
    else if (*c == '-')
      g_string_append (escaped, "\\-");
    else
      g_string_append_c (escaped, *c);

  return g_string_free (escaped, FALSE);
}

/* A paragraph of any text, in lines.  A word that would begin a line as an order does is
 * kept from that. */
static void
print_text (const char *text)
{
  g_auto (GStrv) words  = g_strsplit (text, " ", -1);
  int            column = 0;

  for (int i = 0; words[i]; i++)
    {
      g_autofree char *word      = escape (words[i]);
      const int        length    = (int) strlen (word);
      const gboolean   ends      = i > 0 && g_str_has_suffix (words[i - 1], ".");
      const gboolean   is_broken = column > 0 && (ends || column + 1 + length > WIDTH);

      fputs (is_broken ? "\n" : column ? " "
                                       : "",
             stdout);
      if (is_broken)
        column = 0;
      if (column == 0 && (*word == '.' || *word == '\''))
        fputs ("\\&", stdout);
      fputs (word, stdout);
      column += (column > 0) + length;
    }

  putchar ('\n');
}

static void
print_section (const char *title)
{
  printf (".SH %s\n", title);
}

/* What is typed in bold, the rest in italics. */
static void
print_tag (const char *bold,
           const char *italic)
{
  g_autofree char *typed = escape (bold);
  g_autofree char *other = italic ? escape (italic) : NULL;

  puts (".TP");
  if (other)
    printf (".BR \"%s \" \"\\fI%s\\fP\"\n", typed, other);
  else
    printf (".B %s\n", typed);
}


/* ---- parts ------------------------------------------------------------- */

/* "where it is" -> "Where it is."; free with g_free. */
static char *
make_sentence (const char *part)
{
  g_autofree char *first = g_utf8_substring (part, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, part + strlen (first), ".", NULL);
}

static void
print_option (const NstCommandOption *option)
{
  g_autofree char *typed = option->letter
                             ? g_strdup_printf ("-%c, --%s", option->letter, option->name)
                             : g_strdup_printf ("--%s", option->name);
  g_autofree char *text  = make_sentence (_ (option->help));

  print_tag (typed, option->word ? _ (option->word) : NULL);
  print_text (text);
}

/* What stands after a setting's name; free with g_free. */
static char *
describe_values (const NstSetting *setting)
{
  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      return g_strdup_printf (_ ("CHOICE (%s)"),
                              setting->choices[(int) setting->default_number].name);

    case NST_SETTING_TEXT:
      return g_strdup (setting->text_kind == NST_TEXT_PATH ? _ ("FILE") : _ ("LIST"));

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      break;
    }

  return nst_command_describe_range (setting);
}

static void
print_choices (const NstChoice *choices)
{
  puts (".RS");

  for (int i = 0; choices[i].name; i++)
    {
      g_autofree char *name  = escape (choices[i].name);
      g_autofree char *text  = make_sentence (_ (choices[i].blurb));
      g_autofree char *label = escape (_ (choices[i].label));

      printf (".TP\n.BR %s \" (%s)\"\n", name, label);
      print_text (text);
    }

  puts (".RE");
}

static void
print_settings (NstSettingGroup group)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (table[i].group == group)
      {
        g_autofree char *typed  = g_strconcat ("--", table[i].name, NULL);
        g_autofree char *values = describe_values (&table[i]);

        print_tag (typed, values);
        print_text (_ (table[i].help));
        if (table[i].type == NST_SETTING_CHOICE)
          print_choices (table[i].choices);
      }
}

static void
print_synopsis (void)
{
  print_section (_ ("SYNOPSIS"));

  for (int i = 0; nst_command_usages[i]; i++)
    {
      g_autofree char *usage = escape (_ (nst_command_usages[i]));

      printf ("%s.B neural\\-art\n%s\n", i ? ".br\n" : "", usage);
    }
}

static void
print_named (const char *name,
             const char *text)
{
  print_tag (name, NULL);
  print_text (text);
}

static void
print_files (void)
{
  print_section (_ ("FILES"));
  print_named ("~/.local/share/neural-art/styles",
               _ ("Styles of one's own: each picture there is on the shelf under its name."));
  print_named (NST_DATADIR "/samples/styles", _ ("The styles that come with the program."));
  print_named (NST_DATADIR "/vgg19.safetensors", _ ("The network."));
  print_text (_ ("These two are looked for beside the program first, in ../share/neural-art."));

  print_section (_ ("ENVIRONMENT"));
  for (int i = 0; nst_command_variables[i].name; i++)
    {
      g_autofree char *text = make_sentence (_ (nst_command_variables[i].help));

      print_named (nst_command_variables[i].name, text);
    }
}

static void
print_status (void)
{
  print_section (_ ("EXIT STATUS"));
  print_named ("0", _ ("What was asked for is done."));
  print_named ("1", _ ("It failed, or was cancelled by Ctrl-C or another signal: why is said in "
                       "one sentence on standard error, and no file is left half written."));
  print_named ("2", _ ("The words make no sense together: which is said in one sentence."));
}

static void
print_examples (void)
{
  static const struct
  {
    const char *words;
    const char *text;
  } examples[] = {
    { "photo.jpg great-wave -o painted.png",
      N_ ("A photo in a style of the shelf, as large as it is.") },
    { "photo.jpg painting.jpg -o painted.png --size 1024",
      N_ ("In the style of a picture, at most 1024 pixels wide or high.") },
    { "photo.jpg great-wave poppies -o painted.png --shares 3,1",
      N_ ("In two styles, three quarters of the first.") },
    { "photo.jpg great-wave -o painted.png --watch now.png",
      N_ ("A viewer that shows now.png shows the painting grow.") },
    { "photo.jpg --settings-of painted.png --seed 2 -o other.png",
      N_ ("As another painting was made, from other random numbers.") },
    { "--texture poppies -o tile.png --tile both",
      N_ ("A pattern without a seam.") },
    { "--plan photo.jpg great-wave --size 2000",
      N_ ("How long a run will take, and how much memory (JSON).") },
  };

  print_section (_ ("EXAMPLES"));

  for (size_t i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *words = escape (examples[i].words);

      if (i > 0)
        puts (".PP");
      print_text (_ (examples[i].text));
      printf (".PP\n.RS 4\n.nf\nneural\\-art %s\n.fi\n.RE\n", words);
    }
}

/* The day it is made, or that of the sources where those who build have said it. */
static char *
find_date (void)
{
  const char           *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  g_autoptr (GDateTime) date  = epoch ? g_date_time_new_from_unix_utc (atoll (epoch))
                                      : g_date_time_new_now_utc ();

  return date ? g_date_time_format (date, "%Y-%m-%d") : g_strdup ("");
}

void
nst_command_print_manual (void)
{
  g_autofree char *date = find_date ();

  printf (".TH NEURAL\\-ART 1 %s \"neural\\-art %s\" \"%s\"\n", date, NST_VERSION,
          _ ("User commands"));
  print_section (_ ("NAME"));
  printf ("neural\\-art \\- %s\n", _ ("paint a picture in the style of others"));
  print_synopsis ();

  print_section (_ ("DESCRIPTION"));
  print_text (_ ("Neural Art paints a picture, the content, in the style of one or several "
                 "others. A network that was trained to tell things apart says what the "
                 "content's things and the style's strokes and colours are; the painting is "
                 "what comes close to both, from coarse to fine."));
  puts (".PP");
  print_text (_ ("A STYLE is a picture file or the name of a style on the shelf, which "
                 "--styles prints. On a terminal a line tells how far the painting is, and "
                 "the time left."));

  print_section (_ ("OPTIONS"));
  for (int i = 0; nst_command_options[i].name; i++)
    print_option (&nst_command_options[i]);

  print_section (_ ("SETTINGS"));
  print_text (_ ("Their defaults are in parentheses. --gram is short for --preset gram, and "
                 "so with the other presets; --normalise and --no-normalise for --normalise "
                 "yes and no. What is automatic follows the preset."));
  print_settings (NST_GROUP_BASIC);
  print_section (_ ("MORE SETTINGS"));
  for (int i = NST_GROUP_BASIC + 1; i < NST_N_GROUPS; i++)
    {
      printf (".SS %s\n", _ (nst_setting_groups[i]));
      print_settings (i);
    }

  print_files ();
  print_status ();
  print_examples ();

  print_section (_ ("SEE ALSO"));
  puts (".BR gimp (1)");
}
