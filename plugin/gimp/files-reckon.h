/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What it will take to paint many files: each one's seconds, by the size that its header
 * tells. */

#pragma once

#include "plugin/shared/files-plan.h"

typedef struct
{
  double     *seconds; /* [jobs] of the plan; 0 where nothing is to be done */
  NstEstimate all;     /* seconds of all together; bytes and parts of the largest */
  gboolean    known;   /* else no header told anything, and the seconds are all alike */
} NstFilesCost;

/* From any thread; calls nothing of GIMP's.  Those whose size is not told are taken to be like the
 * others.  To be cleared, after an error too.  FALSE and an error where the
 * network can't be had, nothing that is to
 * be painted can be, or cancel (which may be NULL) was triggered. */
gboolean nst_files_reckon (const NstFilesPlan *plan,
                           const NstOptions   *options,
                           const char         *program_dir,
                           GCancellable       *cancel,
                           NstFilesCost       *cost,
                           GError            **error);
void     nst_files_cost_clear (NstFilesCost *cost);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstFilesCost, nst_files_cost_clear)
