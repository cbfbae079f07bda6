/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of the setting "where": where each style applies, by a name for each of them with
 * commas between, as in "sky,-".  "" and "-" name no place: such a style applies where no
 * other does.  What a name means is for whoever reads the places. */

#pragma once

#include <glib.h>

/* The names of n_styles places, without white space around them, "" for none: ended by NULL,
 * freed with g_strfreev.  A text of nothing names none for any number.  NULL and
 * NST_ERROR_SETTINGS where there are not as many as styles. */
char **nst_where_split (const char *text,
                        int         n_styles,
                        GError    **error);

/* How many different places a text names, that of the styles without a name among them, for
 * NstPictureSizes; 0: none. */
int nst_where_count (const char *text);

/* In GIMP: what is selected. */
#define NST_WHERE_SELECTION "selection"

/* Whether one of the names is this. */
gboolean nst_where_has (const char *text,
                        const char *name);
