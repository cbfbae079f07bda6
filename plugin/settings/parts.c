/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Texts to parts and back.  A text that somebody wrote stays as it is until something else is to
 * be said. */

#include "plugin/settings/parts.h"
#include "plugin/settings/where.h"

#include <string.h>

#define ALIKE (NST_MOST_SHARE / 2.0)

static void
free_part (gpointer data)
{
  NstPart *part = data;

  g_free (part->key);
  g_free (part->where);
  g_free (part);
}

NstParts *
nst_parts_new (void)
{
  NstParts *parts = g_new0 (NstParts, 1);

  parts->all = g_ptr_array_new_with_free_func (free_part);

  return parts;
}

void
nst_parts_free (NstParts *parts)
{
  g_ptr_array_unref (parts->all);
  g_free (parts->shares);
  g_free (parts->where);
  g_free (parts);
}

static NstPart *
get_part (const NstParts *parts,
          guint           i)
{
  return parts->all->pdata[i];
}


/* ---- from texts ------------------------------------------------------ */

/* Their mean becomes ALIKE, or the largest of them NST_MOST_SHARE where it would be more. */
static void
scale_shares (NstParts *parts)
{
  double sum  = 0.0;
  double most = 0.0;

  for (guint i = 0; i < parts->all->len; i++)
    {
      sum += get_part (parts, i)->share;
      most = MAX (most, get_part (parts, i)->share);
    }

  for (guint i = 0; i < parts->all->len && most > 0.0; i++)
    get_part (parts, i)->share *= MIN (ALIKE * parts->all->len / sum, NST_MOST_SHARE / most);
}

/* Which fit. */
static void
read_texts (NstParts         *parts,
            const NstOptions *options)
{
  const int          n      = (int) parts->all->len;
  g_autofree double *shares = g_new (double, n);
  g_auto (GStrv)     where  = nst_where_split (options->where, n, NULL);

  nst_text_parse_shares (&options->core, n, shares, NULL);

  for (int i = 0; i < n; i++)
    {
      NstPart *part = get_part (parts, (guint) i);

      part->share = shares[i];
      g_free (part->where);
      part->where = g_strdup (where[i]);
    }

  scale_shares (parts);
}


/* ---- to texts -------------------------------------------------------- */

static gboolean
are_alike (const NstParts *parts)
{
  for (guint i = 1; i < parts->all->len; i++)
    if (get_part (parts, i)->share != get_part (parts, 0)->share)
      return FALSE;

  return parts->all->len < 2 || get_part (parts, 0)->share > 0.0;
}

gboolean
nst_parts_have_places (const NstParts *parts)
{
  for (guint i = 0; i < parts->all->len; i++)
    if (*get_part (parts, i)->where)
      return TRUE;

  return FALSE;
}

static char *
write_shares (const NstParts *parts)
{
  GString *text = g_string_new (NULL);
  char     number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < parts->all->len && !are_alike (parts); i++)
    {
      g_ascii_formatd (number, sizeof number, "%.3g", get_part (parts, i)->share);
      g_string_append_printf (text, "%s%s", i ? "," : "", number);
    }

  return g_string_free (text, FALSE);
}

static char *
write_where (const NstParts *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->all->len && nst_parts_have_places (parts); i++)
    g_string_append_printf (text, "%s%s", i ? "," : "",
                            *get_part (parts, i)->where ? get_part (parts, i)->where : "-");

  return g_string_free (text, FALSE);
}

static void
remember (NstParts         *parts,
          const NstOptions *options)
{
  g_free (parts->shares);
  g_free (parts->where);
  parts->shares = g_strdup (options->core.shares);
  parts->where  = g_strdup (options->where);
}

void
nst_parts_give (NstParts   *parts,
                NstOptions *options)
{
  g_autofree char *shares = write_shares (parts);
  g_autofree char *where  = write_where (parts);

  nst_options_set_text (options, nst_settings_find ("shares"), shares);
  nst_options_set_text (options, nst_settings_find ("where"), where);
  remember (parts, options);
}


/* ---- styles come and go ---------------------------------------------- */

static gboolean
are_keys (const NstParts  *parts,
          const GPtrArray *keys)
{
  for (guint i = 0; i < MIN (keys->len, parts->all->len); i++)
    if (strcmp (get_part (parts, i)->key, keys->pdata[i]) != 0)
      return FALSE;

  return keys->len == parts->all->len;
}

static const NstPart *
find_part (const GPtrArray *all,
           const char      *key)
{
  for (guint i = 0; i < all->len; i++)
    if (strcmp (((NstPart *) all->pdata[i])->key, key) == 0)
      return all->pdata[i];

  return NULL;
}

/* New styles have the mean share of those that were there. */
static void
change_styles (NstParts        *parts,
               const GPtrArray *keys)
{
  g_autoptr (GPtrArray) before = parts->all;
  double                sum    = 0.0;
  guint                 n      = 0;

  parts->all = g_ptr_array_new_with_free_func (free_part);
  for (guint i = 0; i < keys->len; i++)
    {
      const NstPart *found = find_part (before, keys->pdata[i]);
      NstPart       *part  = g_new (NstPart, 1);

      *part = (NstPart){ g_strdup (keys->pdata[i]), found ? found->share : -1.0,
                         g_strdup (found ? found->where : "") };
      sum += found ? found->share : 0.0;
      n += found != NULL;
      g_ptr_array_add (parts->all, part);
    }

  for (guint i = 0; i < parts->all->len; i++)
    if (get_part (parts, i)->share < 0.0)
      get_part (parts, i)->share = sum > 0.0 ? sum / n : ALIKE;
}

gboolean
nst_parts_fit (NstOptions *options,
               int         n_styles)
{
  g_auto (GStrv) where  = nst_where_split (options->where, n_styles, NULL);
  const gboolean shares = nst_text_parse_shares (&options->core, n_styles, NULL, NULL);

  if (!where)
    nst_options_set_text (options, nst_settings_find ("where"), "");
  if (!shares)
    nst_options_set_text (options, nst_settings_find ("shares"), "");

  return where && shares;
}

gboolean
nst_parts_follow (NstParts        *parts,
                  const GPtrArray *keys,
                  NstOptions      *options)
{
  const gboolean own = g_strcmp0 (parts->shares, options->core.shares) == 0 &&
                       g_strcmp0 (parts->where, options->where) == 0;
  g_autofree char *shares = g_strdup (options->core.shares);
  g_autofree char *where  = g_strdup (options->where);

  if (own && are_keys (parts, keys))
    return FALSE;

  if (!are_keys (parts, keys))
    change_styles (parts, keys);
  if (keys->len == 0)
    return FALSE;

  if (own)
    nst_parts_give (parts, options);
  else
    {
      nst_parts_fit (options, (int) keys->len);
      read_texts (parts, options);
      remember (parts, options);
    }

  return strcmp (shares, options->core.shares) != 0 || strcmp (where, options->where) != 0;
}

void
nst_parts_set_where (NstParts   *parts,
                     guint       i,
                     const char *where)
{
  g_free (get_part (parts, i)->where);
  get_part (parts, i)->where = g_strdup (where);
}


/* ---- what they say --------------------------------------------------- */

gboolean
nst_parts_is_alone (const NstParts *parts,
                    guint           i)
{
  for (guint k = 0; k < parts->all->len; k++)
    if (k != i && strcmp (get_part (parts, k)->where, get_part (parts, i)->where) == 0)
      return FALSE;

  return TRUE;
}

double
nst_parts_get_fraction (const NstParts *parts,
                        guint           i)
{
  double sum = 0.0;

  for (guint k = 0; k < parts->all->len; k++)
    if (strcmp (get_part (parts, k)->where, get_part (parts, i)->where) == 0)
      sum += get_part (parts, k)->share;

  return sum > 0.0 ? get_part (parts, i)->share / sum : 0.0;
}

gboolean
nst_parts_have_setting (const NstSetting *setting)
{
  return setting == nst_settings_find ("shares") || setting == nst_settings_find ("where");
}
