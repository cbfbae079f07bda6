/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of all that makes a painting: settings-text.h has the settings in it, and here
 * are the facts beside them. */

#include "plugin/settings/record.h"
#include "plugin/settings/settings-text.h"

#include <string.h>

/* None is a setting's name. */
static const char *const names[NST_N_FACTS] = {
  [NST_FACT_VERSION]     = "version",
  [NST_FACT_STYLE]       = "style",
  [NST_FACT_STYLE_LAYER] = "style-layer",
  [NST_FACT_STYLE_IMAGE] = "style-image",
  [NST_FACT_START_LAYER] = "start-layer",
  [NST_FACT_START_IMAGE] = "start-image",
  [NST_FACT_TEXTURE]     = "texture",
  [NST_FACT_CONTENT]     = "content",
  [NST_FACT_BOX]         = "box",
};

static gboolean
is_list (NstFact fact)
{
  return fact == NST_FACT_STYLE || fact == NST_FACT_STYLE_LAYER || fact == NST_FACT_STYLE_IMAGE;
}

static NstRecord *
make_empty (void)
{
  NstRecord *record = g_new0 (NstRecord, 1);

  nst_options_init (&record->options);
  for (int i = 0; i < NST_N_FACTS; i++)
    record->facts[i] = g_ptr_array_new_with_free_func (g_free);

  return record;
}

NstRecord *
nst_record_new (const NstOptions *options)
{
  NstRecord *record = make_empty ();

  record->options = *options;
  nst_record_add (record, NST_FACT_VERSION, NST_VERSION);

  return record;
}

void
nst_record_free (NstRecord *record)
{
  for (int i = 0; i < NST_N_FACTS; i++)
    g_ptr_array_unref (record->facts[i]);
  g_free (record);
}

void
nst_record_add (NstRecord  *record,
                NstFact     fact,
                const char *value)
{
  if (value && *value)
    g_ptr_array_add (record->facts[fact], g_strdup (value));
}

const char *
nst_record_get (const NstRecord *record,
                NstFact          fact)
{
  return record->facts[fact]->len ? record->facts[fact]->pdata[0] : NULL;
}


/* ---- writing --------------------------------------------------------- */

/* Numbers, and lists of them, need no quotation marks. */
static char *
quote (const char *value)
{
  return strspn (value, "0123456789.,-") == strlen (value) ? g_strdup (value)
                                                           : g_shell_quote (value);
}

char *
nst_record_write (const NstRecord *record)
{
  g_autoptr (GString) text  = g_string_new (NULL);
  g_autofree char    *pairs = nst_options_to_pairs (&record->options);

  for (int i = 0; i < NST_N_FACTS; i++)
    for (guint k = 0; k < record->facts[i]->len; k++)
      {
        g_autofree char *value = quote (record->facts[i]->pdata[k]);

        g_string_append_printf (text, "%s=%s ", names[i], value);
      }

  g_string_append (text, pairs);
  if (nst_options_is_default (&record->options, nst_settings_find ("seed")))
    g_string_append_printf (text, "%sseed=%d", *pairs ? " " : "", record->options.core.seed);

  return g_string_free (g_steal_pointer (&text), FALSE);
}


/* ---- reading --------------------------------------------------------- */

/* Whether a word is a fact, which the record then has. */
static gboolean
read_fact (NstRecord  *record,
           const char *word)
{
  const char *equals = strchr (word, '=');

  for (int i = 0; equals && i < NST_N_FACTS; i++)
    if (strncmp (word, names[i], (size_t) (equals - word)) == 0 &&
        names[i][equals - word] == '\0')
      {
        if (!is_list ((NstFact) i))
          g_ptr_array_set_size (record->facts[i], 0);
        nst_record_add (record, (NstFact) i, equals + 1);
        return TRUE;
      }

  return FALSE;
}

NstRecord *
nst_record_read (const char *text,
                 GError    **error)
{
  g_autoptr (NstRecord) record = make_empty ();
  g_auto (GStrv)        words  = nst_options_split (text, error);

  if (!words)
    return NULL;

  for (int i = 0; words[i]; i++)
    if (!read_fact (record, words[i]))
      {
        g_autofree char *word = g_shell_quote (words[i]);

        if (!nst_options_parse_pairs (&record->options, word, error))
          return NULL;
      }

  return g_steal_pointer (&record);
}

gboolean
nst_record_is_empty (const char *text)
{
  g_auto (GStrv) words = nst_options_split (text, NULL);

  return words && !words[0];
}
