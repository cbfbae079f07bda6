/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line of a dialog that says what a run will take, or what is to be put right
 * first; OK and Apply can be clicked where a run is possible.  The reckoning is estimator.h's. */

#pragma once

#include "plugin/gimp/inputs.h"
#include "plugin/shared/estimator.h"

/* The label, for a GtkDialog with GTK_RESPONSE_OK; it belongs to whatever it is put
 * into.  program_dir: where to look for the network.  times_func is told what each quality takes
 * (estimator.h), as long as the label is there; NULL: nobody is. */
GtkWidget *nst_estimate_label_new (const char  *program_dir,
                                   NstTimesFunc times_func,
                                   gpointer     user_data);

/* Has it say what a run takes; styled: a style is chosen.  To be asked at every change; the
 * answer comes from the main loop. */
void nst_estimate_label_ask (GtkWidget      *label,
                             const NstPaint *paint,
                             gboolean        styled);

/* Whether an answer is yet to come, for which the machine is timed: nothing else should
 * compute meanwhile. */
gboolean nst_estimate_label_is_busy (GtkWidget *label);
