/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the page of help while the project is built, in one language:
 *
 *   help-page [LANGUAGE CATALOGUE] [OTHER...] >PAGE
 *
 * The catalogue (a .mo file) is looked into here, as gettext would ask for a locale of the
 * language, which need not be on the machine that builds.  OTHER are the languages that the
 * page is there in besides. */

#include "plugin/help/help-text.h"
#include "plugin/settings/settings.h"
#include "plugin/settings/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#define MO_MAGIC 0x950412de

static GHashTable *translations; /* NULL: none, the page is in English */


/* ---- words ----------------------------------------------------------- */

G_NORETURN static void
give_up (const char *what,
         const char *about)
{
  fprintf (stderr, "help-page: %s: %s\n", what, about);
  exit (1);
}

static const char *
translate (const char *text)
{
  const char *found = translations ? g_hash_table_lookup (translations, text) : NULL;

  return found && *found ? found : text;
}

static guint32
number_at (const char *file,
           gsize       offset)
{
  guint32 number;

  memcpy (&number, file + offset, sizeof number);

  return GUINT32_FROM_LE (number);
}

/* A .mo file begins with its magic number, a revision, how many texts there are, and where
 * two tables lie, each of lengths and places: of the texts, of their translations. */
static void
read_catalogue (const char *path)
{
  char *file;
  gsize length;

  if (!g_file_get_contents (path, &file, &length, NULL) || length < 20 ||
      number_at (file, 0) != MO_MAGIC)
    give_up ("no catalogue", path);

  translations = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < number_at (file, 8); i++)
    g_hash_table_insert (translations, file + number_at (file, number_at (file, 12) + 8 * i + 4),
                         file + number_at (file, number_at (file, 16) + 8 * i + 4));
}

/* The label that {name} stands for, which tests/words.py looks up, without a colon that leads to
 * what stands beside it; free with g_free. */
static char *
find_label (const char *name)
{
  static const char *const colons[] = { ":", "：" };

  const NstSetting *setting = nst_settings_find (name);
  char             *label   = nst_words_plain (translate (setting ? setting->label : name));

  for (size_t i = 0; i < G_N_ELEMENTS (colons); i++)
    if (g_str_has_suffix (label, colons[i]))
      label[strlen (label) - strlen (colons[i])] = '\0';

  return label;
}

/* Text with its {labels} filled in. */
static void
print_text (const char *text)
{
  const char *open;

  text = translate (text);

  while ((open = strchr (text, '{')))
    {
      const char      *close = strchr (open, '}');
      g_autofree char *name  = close ? g_strndup (open + 1, close - open - 1) : NULL;
      g_autofree char *label = name ? find_label (name) : NULL;

      if (!label)
        give_up ("a bracket without its partner", text);

      printf ("%.*s<span class=\"label\">%s</span>", (int) (open - text), text, label);
      text = close + 1;
    }

  fputs (text, stdout);
}

static void
print_escaped (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  fputs (escaped, stdout);
}


/* ---- settings -------------------------------------------------------- */

static void
print_choices (const NstSetting *setting)
{
  puts ("<ul>");

  for (int i = 0; setting->choices[i].name; i++)
    {
      const NstChoice *choice = &setting->choices[i];

      fputs ("<li><b>", stdout);
      print_escaped (translate (choice->label));
      printf ("</b> <code>%s</code>: ", choice->name);
      print_escaped (translate (choice->blurb));
      puts ("</li>");
    }

  puts ("</ul>");
}

/* The values as they are typed, and the first one. */
static void
print_range (const NstSetting *setting)
{
  char least[G_ASCII_DTOSTR_BUF_SIZE];
  char most[G_ASCII_DTOSTR_BUF_SIZE];
  char usual[G_ASCII_DTOSTR_BUF_SIZE];

  if (setting->type == NST_SETTING_CHOICE)
    {
      printf (" <code>%s</code>", setting->choices[(int) setting->default_number].name);
    }
  else if (setting->type != NST_SETTING_TEXT)
    {
      g_ascii_formatd (least, sizeof least, "%.10g", setting->min);
      g_ascii_formatd (most, sizeof most, "%.10g", setting->max);
      g_ascii_formatd (usual, sizeof usual, "%.10g", setting->default_number);
      printf (translate (N_ (" %s to %s, at first %s")), least, most, usual);
    }
}

static void
print_settings (NstSettingGroup group)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  puts ("<dl>");

  for (int i = 0; i < n; i++)
    if (table[i].group == group)
      {
        g_autofree char *label = nst_words_plain (translate (table[i].label));

        printf ("<dt id=\"setting-%s\"><b>", table[i].name);
        print_escaped (label);
        printf ("</b> <code>%s</code><span class=\"range\">", table[i].name);
        print_range (&table[i]);
        fputs ("</span></dt>\n<dd>", stdout);
        print_escaped (translate (table[i].help));
        puts ("");
        if (table[i].type == NST_SETTING_CHOICE)
          print_choices (&table[i]);
        puts ("</dd>");
      }

  puts ("</dl>");
}


/* ---- the page -------------------------------------------------------- */

static const char style[] =
  "body { max-width: 46em; margin: 2em auto; padding: 0 1em; line-height: 1.5;\n"
  "       font-family: sans-serif; color: #222; background: #fff; }\n"
  "h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2em; }\n"
  "img { max-width: 100%; } figure { margin: 1em 0; } figcaption { color: #666; }\n"
  "code, .range { color: #666; } code { font-size: 90%; }\n"
  ".label { font-weight: bold; } .languages { float: right; }\n"
  "dt { margin-top: 1em; } li { margin: 0.3em 0; }\n"
  "@media (prefers-color-scheme: dark) {\n"
  "  body { color: #ddd; background: #222; } a { color: #8bf; }\n"
  "  code, .range, figcaption { color: #aaa; } }\n";

static void
print_head (const char *language)
{
  char *code = g_strdelimit (g_strdup (language), "_", '-');

  printf ("<!DOCTYPE html>\n<html lang=\"%s\" xmlns=\"http://www.w3.org/1999/xhtml\">\n"
          "<head>\n<meta charset=\"utf-8\"/>\n"
          "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>",
          code);
  print_text (nst_help_parts[0].text);
  printf ("</title>\n<style>\n%s</style>\n</head>\n<body>\n", style);
  g_free (code);
}

/* Each language's own name is not translated. */
static void
print_languages (char **others)
{
  static const char *const names[][2] = { { "en", "English" },
                                          { "de", "Deutsch" },
                                          { "zh_TW", "正體中文" } };

  fputs ("<p class=\"languages\">", stdout);
  for (int i = 0; others[i]; i++)
    {
      const char *name = others[i];

      for (size_t k = 0; k < G_N_ELEMENTS (names); k++)
        if (strcmp (others[i], names[k][0]) == 0)
          name = names[k][1];

      if (strcmp (others[i], "en") == 0)
        printf ("%s<a href=\"index.html\">%s</a>", i ? " · " : "", name);
      else
        printf ("%s<a href=\"index.%s.html\">%s</a>", i ? " · " : "", others[i], name);
    }
  puts ("</p>");
}

static void
print_contents (void)
{
  puts ("<ul>");

  for (const NstHelpPart *part = nst_help_parts; part->kind != NST_HELP_END; part++)
    if (part->kind == NST_HELP_HEADING)
      {
        printf ("<li><a href=\"#%s\">", part->name);
        print_text (part->text);
        puts ("</a></li>");
      }

  puts ("</ul>");
}

static void
print_between (const char *before,
               const char *text,
               const char *after)
{
  fputs (before, stdout);
  print_text (text);
  puts (after);
}

static void
print_part (const NstHelpPart *part)
{
  switch (part->kind)
    {
    case NST_HELP_TITLE:
      print_between ("<h1>", part->text, "</h1>");
      print_contents ();
      break;

    case NST_HELP_HEADING:
      printf ("<h2 id=\"%s\">", part->name);
      print_between ("", part->text, "</h2>");
      break;

    case NST_HELP_PARAGRAPH:
      print_between ("<p>", part->text, "</p>");
      break;

    case NST_HELP_STEP:
      print_between ("<li>", part->text, "</li>");
      break;

    case NST_HELP_QUESTION:
      print_between ("<dt><b>", part->text, "</b></dt>");
      break;

    case NST_HELP_ANSWER:
      print_between ("<dd>", part->text, "</dd>");
      break;

    case NST_HELP_PICTURE:
      printf ("<figure><img src=\"%s\" alt=\"\"/><figcaption>", part->name);
      print_between ("", part->text, "</figcaption></figure>");
      break;

    case NST_HELP_BASIC:
      print_settings (NST_GROUP_BASIC);
      break;

    case NST_HELP_ADVANCED:
      for (int i = NST_GROUP_BASIC + 1; i < NST_N_GROUPS; i++)
        {
          print_between ("<h3>", nst_setting_groups[i], "</h3>");
          print_settings (i);
        }
      break;

    case NST_HELP_END:
      break;
    }
}

/* The list that parts of a kind stand in; NULL: none. */
static const char *
list_of (NstHelpKind kind)
{
  if (kind == NST_HELP_STEP)
    return "ol";

  return kind == NST_HELP_QUESTION || kind == NST_HELP_ANSWER ? "dl" : NULL;
}

static void
print_body (void)
{
  const char *list = NULL;

  for (const NstHelpPart *part = nst_help_parts;; part++)
    {
      const char *next = list_of (part->kind);

      if (list && g_strcmp0 (list, next) != 0)
        printf ("</%s>\n", list);
      if (next && g_strcmp0 (list, next) != 0)
        printf ("<%s>\n", next);
      list = next;

      if (part->kind == NST_HELP_END)
        return;

      print_part (part);
    }
}

int
main (int    argc,
      char **argv)
{
  const char *language = "en";

  argv++;
  if (argc > 2 && g_str_has_suffix (argv[1], ".mo"))
    {
      language = argv[0];
      read_catalogue (argv[1]);
      argv += 2;
    }

  print_head (language);
  if (*argv)
    print_languages (argv);
  print_body ();
  puts ("</body>\n</html>");

  return fflush (stdout) == 0 ? 0 : 1;
}
