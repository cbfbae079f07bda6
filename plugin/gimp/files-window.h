/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is shown while many files are painted, and when that is over: for people a window with
 * the painting as it grows, for scripts GIMP's progress bar. */

#pragma once

#include "plugin/gimp/files-run.h"

/* Paints the plan as nst_files_run does and shows it in a window, with what failed and why at
 * the end, until it is closed; folder: the one that the paintings are in. */
void nst_files_window (NstFilesPlan     *plan,
                       const NstOptions *options,
                       const char       *folder);

/* The same without a window. */
gboolean nst_files_quietly (NstFilesPlan     *plan,
                            const NstOptions *options,
                            GError          **error);
