/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings are compared by the table. */

#include "plugin/gimp/question.h"
#include "plugin/gimp/items.h"

#include <string.h>

/* A painting goes on from where it is where nothing else is changed. */
static const char *const followed[] = { "strength", "style-scale", "colours", "keep",
                                        "shares", "ratio", "tv", "where" };

static gboolean
have_same_styles (const NstPaint *a,
                  const NstPaint *b)
{
  int n;

  if (!a->styles || !b->styles)
    return a->styles == b->styles;

  n = nst_items_count (a->styles);

  return n == nst_items_count (b->styles) &&
         memcmp (a->styles, b->styles, sizeof (gint32) * (gsize) n) == 0;
}

void
nst_question_clear (NstQuestion *question)
{
  g_free ((char *) question->paint.style_file);
  g_free ((gint32 *) question->paint.styles);
  *question = (NstQuestion){ 0 };
}

void
nst_question_set (NstQuestion    *question,
                  const NstPaint *paint,
                  gboolean        styled)
{
  char   *style_file = g_strdup (paint->style_file);
  gint32 *styles     = nst_items_copy (paint->styles);

  nst_question_clear (question);
  *question = (NstQuestion){ .paint = *paint, .styled = styled, .any = TRUE };

  question->paint.style_file = style_file;
  question->paint.styles     = styles;
}

static gboolean
is_followed (const NstSetting *setting)
{
  for (size_t i = 0; i < G_N_ELEMENTS (followed); i++)
    if (strcmp (setting->name, followed[i]) == 0)
      return TRUE;

  return FALSE;
}

gboolean
nst_question_is_like (const NstQuestion *a,
                      const NstQuestion *b,
                      gboolean           followed_too)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  if (!a->any || !b->any || a->styled != b->styled || a->paint.style != b->paint.style ||
      a->paint.start != b->paint.start || !have_same_styles (&a->paint, &b->paint) ||
      g_strcmp0 (a->paint.style_file, b->paint.style_file) != 0)
    return FALSE;

  for (int i = 0; i < n; i++)
    if (!(followed_too && is_followed (&table[i])) &&
        !nst_options_is_alike (&a->paint.options, &b->paint.options, &table[i]))
      return FALSE;

  return TRUE;
}
