/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes that GIMP keeps for a plug-in, with a layer or for itself. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Keeps n bytes under a name: with an item, in its XCF file and its undo steps too, in the
 * place of those that were there. */
void nst_parasite_attach (gint32        item,
                          const char   *name,
                          gconstpointer bytes,
                          gsize         n);

/* The same for GIMP itself, for later sessions too where it lasts. */
void nst_parasite_keep (const char   *name,
                        gboolean      lasts,
                        gconstpointer bytes,
                        gsize         n);

/* The bytes that are kept with an item, or for NST_GIMP_NONE by GIMP itself, with a 0 after
 * them, and how many there are without it, where n is not NULL; free with g_free.  NULL: none
 * of that name. */
char *nst_parasite_fetch (gint32      item,
                          const char *name,
                          gsize      *n);
