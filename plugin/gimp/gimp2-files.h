/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The procedure of files.h in GIMP 2.10. */

#pragma once

#include "plugin/gimp/files.h"

/* Registers it. */
void nst_gimp2_files_install (void);

/* Does what it was called for; values[0] is the status, and 5 may be filled in: how many is
 * returned. */
int nst_gimp2_files_run (const GimpParam *param,
                         int              n_params,
                         GimpParam        values[5]);
