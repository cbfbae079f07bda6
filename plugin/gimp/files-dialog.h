/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog for many files, for both GIMPs: pictures in, styles, settings, and where to. */

#pragma once

#include "plugin/shared/files-wish.h"

/* Whose dialog it is. */
#define NST_FILES_PROCEDURE "plug-in-neural-art-files"

/* Shows the wish and changes it; FALSE where the user does not want it done. */
gboolean nst_files_dialog (NstFilesWish *wish);
