/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether all of a picture's data is in a file, for kinds whose loaders paint what is missing
 * black or white and say nothing. */

#pragma once

#include "plugin/cli/picture-kind.h"

/* Of a file's bytes; TRUE for kinds whose loaders see for themselves.  page: of an icon's
 * pictures, the one that is wanted. */
gboolean nst_picture_is_whole (const NstPictureKind *kind,
                               const guchar         *bytes,
                               gsize                 n,
                               int                   page);
