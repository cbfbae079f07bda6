/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The procedure of files.h in GIMP 3. */

#pragma once

#include "plugin/gimp/files.h"

/* The procedure, the caller's. */
GimpProcedure *nst_gimp3_files_procedure (GimpPlugIn *plug_in);
