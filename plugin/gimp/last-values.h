/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept from one run to the next, by way of GIMP's parasites. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The style layer of the last run in this session; NST_GIMP_NONE when there
 * was none, or it is gone. */
void         nst_remember_style  (gint32           style);
gint32       nst_recall_style    (void);

/* A text, also for later sessions; NULL when there is none.  Free with
 * g_free. */
void         nst_remember_text   (const char      *text);
char *       nst_recall_text     (void);

/* The style that a dialog should start with: the last one; else another layer
 * than the content, of the same picture or any other; NST_GIMP_NONE. */
gint32       nst_suggest_style   (gint32           image,
                                  gint32           content);
