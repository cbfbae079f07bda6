/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that other programs read and our libraries do not, or otherwise than they are
 * meant: the same in a form that they do. */

#pragma once

#include "plugin/cli/picture-kind.h"

/* The file's bytes in such a form; NULL where it can't be read.  Free with
 * g_bytes_unref. */
GBytes *nst_picture_repair (const NstPictureKind *kind,
                            const char           *path);

/* Whether a BMP file says that its fourth channel is alpha; it may be anything else. */
gboolean nst_picture_bmp_has_alpha (const char *path);

/* Which of an icon's pictures is the largest, from 0 on. */
int nst_picture_icon_choose (const char *path);
