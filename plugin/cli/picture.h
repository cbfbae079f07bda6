/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Picture files in and out: for the command line.  Every failure is one sentence that names
 * the file.  Not for several threads at once. */

#pragma once

#include <vips/vips.h>

#include "plugin/shared/pixels.h"

/* What a painting keeps of the photo that it is made from. */
typedef struct
{
  GBytes    *profile; /* ICC, of RGB colours; NULL: sRGB */
  VipsImage *fields;  /* an image without pixels, with EXIF's fields and the resolution;
                         NULL: none */
  char      *record;  /* besides: the text of all that made it (record.h), to be saved with
                         it; NULL: none */
} NstPictureTags;

typedef struct
{
  NstPixels      pixels;
  int            bits; /* a channel, that the file has: 8, or 16 for all that is more */
  NstPictureTags tags;
} NstPicture;

void nst_picture_clear (NstPicture *picture);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstPicture, nst_picture_clear)

/* A picture that is reduced as it is read is at most so many times as large as it needs to be,
 * unless it is small. */
#define NST_PICTURE_MOST_READ 3

/* The picture as people see it: in sRGB, upright, with sensible colour where it is
 * transparent or its numbers are none.  side: the longer one that it will be looked at with;
 * a picture of many more pixels is reduced by a whole number as it is read, to twice that
 * or more.  0: never. */
gboolean nst_picture_load (const char *path,
                           int         side,
                           NstPicture *picture,
                           GError    **error);

/* The numbers that stand in the file, whatever its profile, orientation and alpha say:
 * exactly k/255 where it has 8 bits a channel. */
gboolean nst_picture_load_numbers (const char *path,
                                   NstPicture *picture,
                                   GError    **error);

/* The size that nst_picture_load would give, of the header alone; the bytes in memory that the
 * picture takes then, and at most while it is read. */
gboolean nst_picture_measure (const char *path,
                              int         side,
                              NstSize    *size,
                              guint64    *kept,
                              guint64    *most,
                              GError    **error);

/* The text of all that made a painting, from its file, or from a file of nothing else; free
 * with g_free.  NULL where the file can't be read, or has no such text. */
char *nst_picture_read_record (const char *path,
                               GError    **error);

/* Whether the format of a picture that is to be saved is known, by its extension. */
gboolean nst_picture_check_format (const char *path,
                                   GError    **error);

/* Whether a picture could be saved there: the format is known by its extension, and the
 * file can be made or replaced.  To be asked before a long run. */
gboolean nst_picture_check_output (const char *path,
                                   GError    **error);

/* The same for a size in pixels: the format goes so far, and there is room. */
gboolean nst_picture_check_size (const char *path,
                                 int         width,
                                 int         height,
                                 GError    **error);

/* Saves an image in sRGB with its alpha (NULL: opaque; formats without alpha leave it
 * out, and it stays on its paper), with what tags say as far as the format can hold it. */
gboolean nst_picture_save (const char           *path,
                           const NstImage       *image,
                           const NstImage       *alpha,
                           NstPaper              paper,
                           int                   bits,
                           const NstPictureTags *tags,
                           GError              **error);

/* Saves a painting that is not finished, to be looked at meanwhile: quickly, at 8 bits and in
 * sRGB, with nothing kept of the photo.  It takes the place of what is there whole, and where
 * that fails nothing is changed; signals are heeded all the while.  From any thread, as long as
 * no other reads or writes pictures. */
gboolean nst_picture_save_so_far (const char     *path,
                                  const NstImage *image,
                                  const NstImage *alpha,
                                  NstPaper        paper,
                                  GError        **error);
