/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names between commas. */

#include "plugin/settings/where.h"
#include "core/nst.h"

#include <string.h>

#include <glib/gi18n.h>

/* As many as there are; "": none. */
static char **
split (const char *text)
{
  char **names = g_strsplit (text, ",", -1);

  for (int i = 0; names[i]; i++)
    if (strcmp (g_strstrip (names[i]), "-") == 0)
      *names[i] = '\0';

  return names;
}

static gboolean
has (char      **names,
     int         n,
     const char *name)
{
  int i = 0;

  while (i < n && strcmp (names[i], name) != 0)
    i++;

  return i < n;
}

char **
nst_where_split (const char *text,
                 int         n_styles,
                 GError    **error)
{
  g_auto (GStrv) names = split (text);
  const int      n     = (int) g_strv_length (names);

  if (n == n_styles)
    return g_steal_pointer (&names);

  if (n > 0)
    {
      nst_refuse (error, NST_ERROR_SETTINGS,
                  _ ("The setting \"where\" must have one name for each style, or - in its place: "
                     "it has %d for %d."),
                  n, n_styles);
      return NULL;
    }

  g_strfreev (g_steal_pointer (&names));
  names = g_new0 (char *, n_styles + 1);
  for (int i = 0; i < n_styles; i++)
    names[i] = g_strdup ("");

  return g_steal_pointer (&names);
}

int
nst_where_count (const char *text)
{
  g_auto (GStrv) names = split (text);
  gboolean       any   = FALSE;
  int            n     = 0;

  for (int i = 0; names[i]; i++)
    {
      n += !has (names, i, names[i]);
      any |= *names[i] != '\0';
    }

  return any ? n : 0;
}

gboolean
nst_where_has (const char *text,
               const char *name)
{
  g_auto (GStrv) names = split (text);

  return has (names, (int) g_strv_length (names), name);
}
