/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture file opened by the library that reads its kind: libvips, or LibRaw for what
 * cameras leave undeveloped.  Only the header has been read; rows follow as they are asked
 * for, from top to bottom. */

#pragma once

#include <vips/vips.h>

#include "plugin/cli/picture-kind.h"
#include "plugin/cli/picture-tiff.h"

typedef struct
{
  const NstPictureKind *kind;
  char                 *path; /* a copy */
  gboolean              is_header;
  VipsImage            *image;
  GBytes               *repaired;       /* what image reads instead of the file; NULL: nothing */
  int                   orientation;    /* EXIF's, 1 to 8: how the rows are to be turned */
  int                   row_order;      /* the same, whatever EXIF says: 4 where they come from
                                           the bottom up, else 1 */
  gboolean              has_lone_extra; /* the fourth channel is not alpha */
  NstTiffReader         tiff_reader;
  guint64               strip_bytes; /* that are unpacked at a time */
  int                   patience;    /* with harmless faults: so often opened again */
} NstPictureSource;

/* Of JPEG: 1, after what is known to be harmless has been taken out; 2, with what is left. */
#define NST_PICTURE_MOST_PATIENCE 2

/* Opens a picture, of which no rows will be asked for where is_header; NST_ERROR_PICTURE,
 * naming the file, where it is no picture, of a kind that can't be read here, or damaged as
 * far as its beginning shows. */
gboolean nst_picture_source_open (NstPictureSource *source,
                                  const char       *path,
                                  gboolean          is_header,
                                  GError          **error);
void     nst_picture_source_clear (NstPictureSource *source);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstPictureSource, nst_picture_source_clear)

/* After rows could not be read: TRUE where the fault may be one that loses nothing of the
 * picture.  Then the source begins again from the first row, more patient than before. */
gboolean nst_picture_source_retry (NstPictureSource *source);

/* The error of a source whose rows could not be read.  Always FALSE. */
gboolean nst_picture_source_refuse (const NstPictureSource *source,
                                    GError                **error);

/* The profile of a file that tells its colours by numbers; NULL: none.  Free with
 * g_bytes_unref. */
GBytes *nst_picture_source_make_profile (const NstPictureSource *source);

/* Bytes that libraries hold while the rows are read, apart from a few of them. */
guint64 nst_picture_source_count_bytes (const NstPictureSource *source);
