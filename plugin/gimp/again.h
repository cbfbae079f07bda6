/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The procedures that begin from a painting and not from a picture: they take what made it
 * from its layer.  A person is asked once, in a small dialog (again-dialog.h). */

#pragma once

#include "plugin/gimp/paint.h"

typedef struct
{
  const char *name;  /* of the procedure */
  const char *label; /* translatable, as the rest: in the menu */
  const char *title; /* of the dialog */
  const char *verb;  /* of its button that paints, with a mnemonic */
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

/* Lets the user change whatever there is in paint, and owned with what it borrows then, in the
 * large dialog.  FALSE: cancelled. */
typedef gboolean (*NstAgainChange) (NstPaint      *paint,
                                    NstPaintOwned *owned);

/* Does what the procedure says from given's content, in its image and run mode: a painting, or,
 * where no script calls, a layer whose newest painting is meant.  Where the painting was what is
 * selected, the new one is then.  changes: such a text of settings, or NULL.  Returns as
 * nst_paint does. */
GimpPDBStatusType nst_again (const NstAgain *again,
                             const NstPaint *given,
                             const char     *changes,
                             NstAgainChange  change,
                             gint32         *layer,
                             GError        **error);
