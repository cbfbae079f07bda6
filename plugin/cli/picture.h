/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Picture files in and out, by GEGL's loaders and savers: for the command
 * line.  Every failure is one sentence that names the file.  Not for several
 * threads at once. */

#pragma once

#include "plugin/shared/layer.h"

typedef struct
{
  NstImage *image;
  NstImage *alpha; /* 1 channel, of the image's size; NULL: opaque */
  int       bits;  /* a channel, in the file: 8 or 16 */
  NstPaper  paper; /* that the image lies on: see layer.h */
} NstPicture;

void nst_picture_clear (NstPicture *picture);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstPicture, nst_picture_clear)

/* The picture as people see it: in sRGB, upright, with sensible colour where
 * it is transparent. */
gboolean nst_picture_load (const char *path,
                           NstPicture *picture,
                           GError    **error);

/* The numbers that stand in the file, whatever its profile, orientation and
 * alpha say: exactly k/255 where it has 8 bits a channel. */
gboolean nst_picture_load_numbers (const char *path,
                                   NstPicture *picture,
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
 * out, and it stays on its paper), after a picture has been loaded.  The image is freed
 * as soon as it is not needed.  The file is complete or untouched: see output-file.h. */
gboolean nst_picture_save (const char     *path,
                           NstImage      **image,
                           const NstImage *alpha,
                           NstPaper        paper,
                           int             bits,
                           GError        **error);
