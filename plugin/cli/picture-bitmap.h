/* SPDX-License-Identifier: GPL-3.0-or-later */

/* BMP files, as ImageMagick's reader wants them. */

#pragma once

#include "plugin/cli/bytes.h"

/* Mends a file in place: a header that is missing or another system's, sizes and offsets that
 * can't be meant, colours in other bits than whole bytes. */
void nst_bitmap_mend (GByteArray *file);

/* Whether a file whose beginning this is says that its fourth channel is alpha. */
gboolean nst_bitmap_has_alpha (NstBytes beginning);
