/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept from one run to the next, by way of GIMP's parasites: the values that
 * the last dialog was left with, however its run went.  What the text says is for
 * each GIMP's own front-end. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Keeps text for later sessions too, and for this one the style layer (NST_GIMP_NONE: none), or
 * several in its place, ended by NST_GIMP_NONE (NULL: none). */
void nst_remember (const char   *text,
                   gint32        style,
                   const gint32 *styles);

/* The text, NULL when there is none.  Free with g_free. */
char *nst_recall_text (void);

/* The style layer to begin with: the last one, if it is still there; for a dialog
 * (GIMP_RUN_INTERACTIVE) else another layer than the content, of the same picture
 * or any other; else NST_GIMP_NONE. */
gint32 nst_recall_style (GimpRunMode run_mode,
                         gint32      image,
                         gint32      content);

/* The style layers, where they were several and all are still there, ended by NST_GIMP_NONE; else
 * NULL.  Free with g_free. */
gint32 *nst_recall_styles (void);

/* That other layer alone, whatever the last one was. */
gint32 nst_suggest_style (gint32 image,
                          gint32 content);

/* The same of the text of what was asked for many files. */
void  nst_remember_files (const char *text);
char *nst_recall_files (void);

/* For this session, the same of a text that says which windows of runs there are. */
void  nst_remember_runs (const char *text);
char *nst_recall_runs (void);

/* One of the dialog's switches, by a name of its own; first: how it is to begin with. */
void     nst_remember_switch (const char *name,
                              gboolean    on);
gboolean nst_recall_switch (const char *name,
                            gboolean    first);
