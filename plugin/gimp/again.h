/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The procedures that begin from a painting and not from a picture: they take what made it
 * from its layer, and ask nobody anything. */

#pragma once

#include "plugin/gimp/paint.h"

typedef struct
{
  const char *name;  /* of the procedure */
  const char *label; /* translatable, as the rest: in the menu */
  const char *blurb;
  const char *help;
  gboolean    goes_on; /* starts from the painting itself */
} NstAgain;

#define NST_N_AGAINS 2

extern const NstAgain nst_agains[NST_N_AGAINS];

/* What of their arguments is text, "settings". */
#define NST_AGAIN_SETTINGS "settings"
#define NST_AGAIN_SETTINGS_HELP \
  N_ ("Settings that are to be others, name=value with spaces between")

/* The procedure of that name; NULL: none of these. */
const NstAgain *nst_again_find (const char *name);

/* Does what the procedure says from the layer painting; changes: such a text of settings, or
 * NULL.  Returns as nst_paint does. */
GimpPDBStatusType nst_again (const NstAgain *again,
                             GimpRunMode     run_mode,
                             gint32          image,
                             gint32          painting,
                             const char     *changes,
                             gint32         *layer,
                             GError        **error);
