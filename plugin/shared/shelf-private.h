/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the shelf's own files ask each other. */

#pragma once

#include "plugin/shared/shelf.h"

#define NST_SHELF_ATTRIBUTES \
  G_FILE_ATTRIBUTE_STANDARD_NAME \
  "," G_FILE_ATTRIBUTE_STANDARD_TYPE \
  "," G_FILE_ATTRIBUTE_STANDARD_SIZE \
  "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN "," G_FILE_ATTRIBUTE_STANDARD_IS_BACKUP

/* Whether a file of a folder, of which info has the attributes above, is on the shelf. */
gboolean nst_shelf_is_picture (const char *folder,
                               GFileInfo  *info);
