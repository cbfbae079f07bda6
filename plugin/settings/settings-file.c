/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records in files: one word of their text a line. */

#include "plugin/settings/settings-file.h"
#include "plugin/settings/settings-text.h"

#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MOST_BYTES (1 << 20)

/* The first lines of every file. */
static const char head[] =
  "# Neural Art settings\n"
  "# One name=value a line; what is not named here has its usual value.  For neural-art\n"
  "# --settings FILE, for Import in the menu beside the presets of GIMP's dialog, and for\n"
  "# \"settings-file\" in GIMP's scripts.\n";

/* The word as the shell would have it, in quotation marks only where it needs them. */
static char *
quote_word (char *word)
{
  static const char plain[]  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789.,:_/+-";
  char             *value    = strchr (word, '=');
  g_autofree char  *quoted   = NULL;
  const gboolean    is_plain = value[1] && strspn (value + 1, plain) == strlen (value + 1);

  *value++ = '\0';
  quoted   = is_plain ? g_strdup (value) : g_shell_quote (value);

  return g_strconcat (word, "=", quoted, "\n", NULL);
}

static char *
write_lines (const NstRecord *record,
             GError         **error)
{
  static const NstFact  kept[] = { NST_FACT_STYLE, NST_FACT_TEXTURE };
  g_autoptr (NstRecord) ours   = nst_record_new (&record->options);
  g_autoptr (GString)   lines  = g_string_new (head);
  g_autofree char      *text   = NULL;
  g_auto (GStrv)        words  = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (kept); i++)
    for (guint k = 0; k < record->facts[kept[i]]->len; k++)
      nst_record_add (ours, kept[i], record->facts[kept[i]]->pdata[k]);

  text  = nst_record_write (ours);
  words = nst_options_split (text, error);
  for (int i = 0; words && words[i]; i++)
    {
      g_autofree char *line = quote_word (words[i]);

      g_string_append (lines, line);
    }

  return words ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}

gboolean
nst_settings_file_write (const char      *path,
                         const NstRecord *record,
                         GError         **error)
{
  g_autofree char   *shown  = g_filename_display_name (path);
  g_autofree char   *lines  = write_lines (record, error);
  g_autoptr (GError) reason = NULL;

  if (!lines)
    return FALSE;

  if (g_file_set_contents (path, lines, -1, &reason))
    return TRUE;

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The settings can't be saved as \"%s\": %s."), shown, reason->message);
}

/* A file's text; NULL and a sentence. */
static char *
read_text (const char *path,
           const char *shown,
           GError    **error)
{
  g_autofree char   *text = NULL;
  gsize              n    = 0;
  GStatBuf           status;
  g_autoptr (GError) reason = NULL;

  if (g_stat (path, &status) == 0 && (!S_ISREG (status.st_mode) || status.st_size > MOST_BYTES))
    nst_refuse (error, NST_ERROR_SETTINGS, _ ("\"%s\" is no file of settings."), shown);
  else if (!g_file_get_contents (path, &text, &n, &reason))
    nst_refuse (error, NST_ERROR_SETTINGS, _ ("\"%s\" can't be read: %s."), shown,
                reason->message);
  else if (strlen (text) != n || !g_utf8_validate (text, -1, NULL) || nst_record_is_empty (text))
    nst_refuse (error, NST_ERROR_SETTINGS,
                _ ("There are no settings in \"%s\": name a text with one name=value a line."),
                shown);
  else
    return g_steal_pointer (&text);

  return NULL;
}

NstRecord *
nst_settings_file_read (const char *path,
                        GError    **error)
{
  g_autofree char   *shown  = g_filename_display_name (path);
  g_autofree char   *text   = read_text (path, shown, error);
  g_autoptr (GError) reason = NULL;
  NstRecord         *record = text ? nst_record_read (text, &reason) : NULL;

  if (reason)
    nst_refuse (error, NST_ERROR_SETTINGS, _ ("In the settings of \"%s\": %s"), shown,
                reason->message);

  return record;
}
