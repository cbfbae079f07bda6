/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings "shares" and "where" style by style, as a dialog shows them in rows, and how
 * their texts follow when styles come and go. */

#pragma once

#include "plugin/settings/options.h"

/* A share of this much is as much as there can be; alike are all those of half as much. */
#define NST_MOST_SHARE 100.0

typedef struct
{
  char  *key;   /* what the style is known by */
  double share; /* 0..NST_MOST_SHARE */
  char  *where; /* a name as where.h has them; "": where no other style is */
} NstPart;

typedef struct
{
  GPtrArray *all; /* of NstPart, in the order of the styles */

  /* Private: the texts that were read or given last. */
  char *shares;
  char *where;
} NstParts;

/* Of no style yet; free with nst_parts_free. */
NstParts *nst_parts_new (void);
void      nst_parts_free (NstParts *parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstParts, nst_parts_free)

/* Empties what of the two texts is not for n_styles; whether nothing had to be. */
gboolean nst_parts_fit (NstOptions *options,
                        int         n_styles);

/* Has the parts be those of the styles with these keys (char *), and what the options say of them.
 * Where that is what the parts gave last, a style that was there has what it had, and a new one a
 * mean share and no place; texts that are not for so many styles say nothing.  Gives the options
 * texts that fit; whether they are others than before.  Without a style the options stay. */
gboolean nst_parts_follow (NstParts        *parts,
                           const GPtrArray *keys,
                           NstOptions      *options);

/* Gives the options what the parts say. */
void nst_parts_give (NstParts   *parts,
                     NstOptions *options);

void nst_parts_set_where (NstParts   *parts,
                          guint       i,
                          const char *where);

/* How much of its place a style has, 0..1; whether it has it for itself. */
double   nst_parts_get_fraction (const NstParts *parts,
                                 guint           i);
gboolean nst_parts_is_alone (const NstParts *parts,
                             guint           i);

/* Whether any style has a place. */
gboolean nst_parts_have_places (const NstParts *parts);

/* Whether the setting is one of the two. */
gboolean nst_parts_have_setting (const NstSetting *setting);
