/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A matching of labels and letters, made larger label by label: where all letters of a label are
 * given away, one of those who have them moves on to another (Kuhn). */

#include "plugin/settings/letters.h"
#include "plugin/settings/words.h"

#include <string.h>

#define ALPHABET "abcdefghijklmnopqrstuvwxyz"
#define MOST     64 /* letters of a label that are looked at */

typedef struct
{
  char    *plain;
  gunichar wanted[MOST]; /* the letters that would do, the best first, ended by 0 */
  int      n_wanted;
  gunichar asked;  /* 0: none */
  gunichar letter; /* 0: none */
} Label;

/* Those that are on a keyboard. */
static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) && g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN;
}

gunichar
nst_letters_get (const char *label)
{
  const char    *mark = strchr (label, '_');
  const gunichar c    = mark ? g_utf8_get_char (mark + 1) : 0;

  return is_letter (c) || g_unichar_isdigit (c) ? g_unichar_tolower (c) : 0;
}

static gboolean
contains (const char *letters,
          gunichar    letter)
{
  return g_utf8_strchr (letters, -1, letter) != NULL;
}

static void
want (Label   *label,
      gunichar c)
{
  const gunichar letter = g_unichar_tolower (c);

  for (int i = 0; i < label->n_wanted; i++)
    if (label->wanted[i] == letter)
      return;

  if (is_letter (c) && label->n_wanted < MOST - 1)
    label->wanted[label->n_wanted++] = letter;
}

/* The letter that it asks for, those that words begin with, the others; where there are none, of
 * the whole alphabet. */
static void
read_label (Label      *label,
            const char *text)
{
  gboolean within = FALSE;

  label->plain = nst_words_plain (text);
  label->asked = nst_letters_get (text);

  want (label, label->asked);
  for (const char *c = label->plain; *c; c = g_utf8_next_char (c))
    {
      if (!within)
        want (label, g_utf8_get_char (c));
      within = g_unichar_isalpha (g_utf8_get_char (c));
    }
  for (const char *c = label->plain; *c; c = g_utf8_next_char (c))
    want (label, g_utf8_get_char (c));

  if (label->n_wanted == (label->asked ? 1 : 0))
    for (const char *c = ALPHABET; *c; c++)
      want (label, (gunichar) *c);
}

static Label *
find_owner (Label   *labels,
            guint    n,
            gunichar letter)
{
  for (guint i = 0; i < n; i++)
    if (labels[i].letter == letter)
      return &labels[i];

  return NULL;
}

/* Whether the label has got a letter: one that is free, else one whose owner takes another; tried
 * has those that this is about already. */
static gboolean
find_letter (Label   *labels,
             guint    n,
             Label   *label,
             GString *tried)
{
  for (const gunichar *c = label->wanted; *c; c++)
    if (!contains (tried->str, *c) && !find_owner (labels, n, *c))
      {
        label->letter = *c;
        return TRUE;
      }

  for (const gunichar *c = label->wanted; *c; c++)
    if (!contains (tried->str, *c))
      {
        Label *owner = find_owner (labels, n, *c);

        g_string_append_unichar (tried, *c);
        if (owner && find_letter (labels, n, owner, tried))
          {
            label->letter = *c;
            return TRUE;
          }
      }

  return FALSE;
}

/* Those that ask for a letter come first. */
static void
share (Label      *labels,
       guint       n,
       const char *taken)
{
  for (guint i = 0; i < n; i++)
    if (labels[i].asked && !contains (taken, labels[i].asked) &&
        !find_owner (labels, n, labels[i].asked))
      labels[i].letter = labels[i].asked;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) tried = g_string_new (taken);

      if (!labels[i].letter)
        find_letter (labels, n, &labels[i], tried);
    }
}

static const char *
find_in_text (const char *text,
              gunichar    letter)
{
  const char *inside = NULL;
  gboolean    within = FALSE;

  for (const char *c = text; *c; c = g_utf8_next_char (c))
    {
      if (g_unichar_tolower (g_utf8_get_char (c)) == letter)
        {
          if (!within)
            return c;
          if (!inside)
            inside = c;
        }
      within = g_unichar_isalpha (g_utf8_get_char (c));
    }

  return inside;
}

/* Marks the letter, at the beginning of a word if there is one; where it is not in the text, it
 * comes before what ends that: a colon or dots. */
static char *
mark (const char *plain,
      gunichar    letter)
{
  static const char *const ends[] = { "...", "…", ":", "：" };
  const char              *place  = find_in_text (plain, letter);
  const char              *end    = plain + strlen (plain);

  if (place)
    return g_strdup_printf ("%.*s_%s", (int) (place - plain), plain, place);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (plain, ends[i]))
      end = plain + strlen (plain) - strlen (ends[i]);

  return g_strdup_printf ("%.*s(_%c)%s", (int) (end - plain), plain,
                          g_ascii_toupper ((char) letter),
                          end);
}

void
nst_letters_share (GPtrArray *labels,
                   GString   *taken)
{
  const guint       n   = labels->len;
  g_autofree Label *all = g_new0 (Label, n);

  for (guint i = 0; i < n; i++)
    read_label (&all[i], labels->pdata[i]);
  share (all, n, taken->str);

  for (guint i = 0; i < n; i++)
    {
      g_free (labels->pdata[i]);
      labels->pdata[i] = all[i].letter ? mark (all[i].plain, all[i].letter)
                                       : g_strdup (all[i].plain);
      if (all[i].letter)
        g_string_append_unichar (taken, all[i].letter);
      g_free (all[i].plain);
    }
}
