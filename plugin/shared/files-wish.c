/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Arguments by their table, in text. */

#include "plugin/shared/files-wish.h"

#include <string.h>

#include <glib/gi18n.h>

enum
{
  ARG_SETTINGS_FILE,
  ARG_PICTURES,
  ARG_STYLES,
  ARG_FOLDER,
  ARG_NAMES,
  ARG_FORMAT,
  ARG_COMBINE,
  ARG_EXISTING
};

#define EACH    "each"
#define MIXED   "mixed"
#define KEEP    "keep"
#define REPLACE "replace"

const NstFilesArgument nst_files_arguments[NST_N_FILES_ARGS] = {
  [ARG_SETTINGS_FILE] = { "settings-file", N_ ("Settings file"),
                          N_ ("A text file of settings, one name=value a line"), "" },
  [ARG_PICTURES]      = { "pictures", N_ ("Pictures"),
                          N_ ("The pictures to paint: a folder, files, or patterns as in "
                                   "photos/*.jpg, with commas between them"),
                          "" },
  [ARG_STYLES]        = { "styles", N_ ("Styles"),
                          N_ ("Picture files, or names on the shelf of styles, with commas between "
                                     "them"),
                          "" },
  [ARG_FOLDER]        = { "folder", N_ ("Folder"), N_ ("The folder to save the paintings in"), "" },
  [ARG_NAMES]         = { "names", N_ ("Names"),
                          N_ ("The paintings' names: {name} is the picture's, {style} the "
                                      "style's, and {strength} or the like a setting's value"),
                          "{name}-{style}" },
  [ARG_FORMAT]        = { "format", N_ ("Format"),
                          N_ ("The ending of the format to save in, png, jpg, tif, webp, xcf or "
                                     "another that GIMP can save; nothing for the picture's own"),
                          "png" },
  [ARG_COMBINE]       = { "combine", N_ ("Several styles"),
                          N_ ("each: each picture is painted in each style; mixed: in all styles "
                                    "at once"),
                          EACH },
  [ARG_EXISTING]      = { "existing", N_ ("What is there already"),
                          N_ ("keep: a painting that is there already is left as it is, so that "
                                   "what was cut off goes on; replace: it is painted again"),
                          KEEP },
};


/* ---- making and freeing ---------------------------------------------- */

void
nst_files_wish_init (NstFilesWish *wish)
{
  *wish          = (NstFilesWish){ 0 };
  wish->pictures = g_new0 (char *, 1);
  wish->styles   = g_new0 (char *, 1);
  wish->folder   = g_strdup (nst_files_arguments[ARG_FOLDER].value);
  wish->names    = g_strdup (nst_files_arguments[ARG_NAMES].value);
  wish->format   = g_strdup (nst_files_arguments[ARG_FORMAT].value);
  nst_options_init (&wish->options);
}

void
nst_files_wish_clear (NstFilesWish *wish)
{
  g_clear_pointer (&wish->pictures, g_strfreev);
  g_clear_pointer (&wish->styles, g_strfreev);
  g_clear_pointer (&wish->folder, g_free);
  g_clear_pointer (&wish->names, g_free);
  g_clear_pointer (&wish->format, g_free);
}

void
nst_files_wish_copy (NstFilesWish       *wish,
                     const NstFilesWish *from)
{
  *wish          = *from;
  wish->pictures = g_strdupv (from->pictures);
  wish->styles   = g_strdupv (from->styles);
  wish->folder   = g_strdup (from->folder);
  wish->names    = g_strdup (from->names);
  wish->format   = g_strdup (from->format);
}


/* ---- lists ----------------------------------------------------------- */

/* One word where there is a file of that name: it may have commas in it. */
static char **
split_list (const char *text)
{
  const gboolean lines  = strchr (text, '\n') != NULL;
  const gboolean whole  = !lines && g_file_test (text, G_FILE_TEST_EXISTS);
  char         **words  = g_strsplit (text, lines ? "\n" : ",", whole ? 1 : -1);
  int            n_kept = 0;

  for (int i = 0; words[i]; i++)
    {
      g_strstrip (words[i]);
      if (*words[i])
        words[n_kept++] = words[i];
      else
        g_free (words[i]);
    }
  words[n_kept] = NULL;

  return words;
}

static char *
join_list (char **words)
{
  gboolean commas = FALSE;

  for (int i = 0; words[i]; i++)
    commas = commas || strchr (words[i], ',');

  if (!commas)
    return g_strjoinv (",", words);

  return words[1] ? g_strjoinv ("\n", words) : g_strconcat (words[0], "\n", NULL);
}

static void
set_list (char     ***list,
          const char *value)
{
  g_strfreev (*list);
  *list = split_list (value);
}

static void
set_text (char      **text,
          const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}


/* ---- from text and back ---------------------------------------------- */

static gboolean
set_either (gboolean   *second,
            const char *name,
            const char *one,
            const char *two,
            const char *value,
            GError    **error)
{
  if (strcmp (value, one) != 0 && strcmp (value, two) != 0)
    return nst_refuse (error, NST_ERROR_SETTINGS, _ ("\"%s\" must be %s or %s, not \"%s\"."), name,
                       one, two, value);

  *second = strcmp (value, two) == 0;

  return TRUE;
}

gboolean
nst_files_wish_take_settings (NstFilesWish *wish,
                              const char   *path,
                              GError      **error)
{
  g_autofree char      *shown  = g_filename_display_name (path);
  g_autofree char      *text   = NULL;
  g_autoptr (GError)    reason = NULL;
  g_autoptr (NstRecord) record = NULL;

  if (!g_file_get_contents (path, &text, NULL, &reason))
    return nst_refuse (error, NST_ERROR_PICTURE, _ ("The settings can't be read: %s."),
                       reason->message);

  record = g_utf8_validate (text, -1, NULL) ? nst_record_read (text, &reason) : NULL;
  if (record)
    {
      wish->options = record->options;
      return TRUE;
    }

  if (!reason)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("\"%s\" is no text: the settings are to stand in a file of text, one "
                          "name=value a line."),
                       shown);

  return nst_refuse (error, NST_ERROR_SETTINGS, _ ("In the settings of \"%s\": %s"), shown,
                     reason->message);
}

gboolean
nst_files_wish_set (NstFilesWish *wish,
                    const char   *name,
                    const char   *value,
                    GError      **error)
{
  int argument = 0;

  while (argument < NST_N_FILES_ARGS && strcmp (nst_files_arguments[argument].name, name) != 0)
    argument++;

  switch (argument)
    {
    case ARG_SETTINGS_FILE:
      return !*value || nst_files_wish_take_settings (wish, value, error);

    case ARG_PICTURES:
      set_list (&wish->pictures, value);
      return TRUE;

    case ARG_STYLES:
      set_list (&wish->styles, value);
      return TRUE;

    case ARG_FOLDER:
      set_text (&wish->folder, value);
      return TRUE;

    case ARG_NAMES:
      set_text (&wish->names, value);
      return TRUE;

    case ARG_FORMAT:
      set_text (&wish->format, *value == '.' ? value + 1 : value);
      return TRUE;

    case ARG_COMBINE:
      return set_either (&wish->mixed, name, EACH, MIXED, value, error);

    case ARG_EXISTING:
      return set_either (&wish->replace, name, KEEP, REPLACE, value, error);

    default:
      return nst_options_parse (&wish->options, name, value, error);
    }
}

gboolean
nst_files_wish_parse (NstFilesWish *wish,
                      const char   *text,
                      GError      **error)
{
  g_auto (GStrv) words = nst_options_split (text, error);

  for (int i = 0; words && words[i]; i++)
    {
      char *value = strchr (words[i], '=');

      if (!value)
        return nst_refuse (error, NST_ERROR_SETTINGS,
                           _ ("\"%s\" must be written as name=value; settings are separated by "
                              "spaces."),
                           words[i]);

      *value++ = '\0';
      if (!nst_files_wish_set (wish, words[i], value, error))
        return FALSE;
    }

  return words != NULL;
}

static void
write_argument (GString    *text,
                int         argument,
                const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);

  g_string_append_printf (text, "%s=%s ", nst_files_arguments[argument].name, quoted);
}

char *
nst_files_wish_write (const NstFilesWish *wish)
{
  g_autoptr (GString) text     = g_string_new (NULL);
  g_autofree char    *pictures = join_list (wish->pictures);
  g_autofree char    *styles   = join_list (wish->styles);
  g_autofree char    *settings = nst_options_to_pairs (&wish->options);

  write_argument (text, ARG_PICTURES, pictures);
  write_argument (text, ARG_STYLES, styles);
  write_argument (text, ARG_FOLDER, wish->folder);
  write_argument (text, ARG_NAMES, wish->names);
  write_argument (text, ARG_FORMAT, wish->format);
  write_argument (text, ARG_COMBINE, wish->mixed ? MIXED : EACH);
  write_argument (text, ARG_EXISTING, wish->replace ? REPLACE : KEEP);
  g_string_append (text, settings);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
