/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is painted, and from what. */

#pragma once

#include "core/image/image.h"
#include "core/network/network.h"
#include "core/settings/settings.h"

/* All of it is borrowed, and read only. */
typedef struct
{
  NstNetwork            *network;
  const NstImage        *content;  /* never NULL: a texture takes its size */
  const NstImage *const *styles;   /* [n_styles], weighed by the settings' shares; of any sizes */
  int                    n_styles; /* may be 0 where there are no style layers */
  const NstImage        *start;    /* of any size; NULL: none.  What NST_INIT_FILE
                                           starts from, else not looked at */
  const NstSettings     *settings;

  /* Masks, of one channel, 0..1, each of its picture's size; NULL: all of it is 1 (of keep:
   * 0).  How much the content's pixels are there at all: the others are neither compared
   * with anything nor painted to any purpose; how much of the content is kept: 1 as it is, 0
   * painted; and how much the styles' pixels count. */
  const NstImage        *visible;
  const NstImage        *keep;
  const NstImage *const *style_masks; /* [n_styles], each of them may be NULL; or NULL */

  /* Where of the content each style applies, 0..1, of one channel and of the content's shape:
   * styles with the same image are mixed there by their shares, and those with NULL apply
   * where no other does.  NULL: all of them are mixed everywhere. */
  const NstImage *const *places; /* [n_styles] */

  gboolean is_fitted; /* nst_fit_painting comes after the run: its memory is planned too */
} NstSubject;

/* Whether the pictures have the three channels of pictures, and there is one to start
 * from where the settings ask for it, and a share for each style where they have shares.
 * FALSE and NST_ERROR_PICTURE or NST_ERROR_SETTINGS. */
gboolean nst_subject_check (const NstSubject *subject,
                            GError          **error);

/* The sizes of a run's pictures. */
typedef struct
{
  NstSize        content;
  const NstSize *styles;       /* [n_styles]; borrowed */
  int            n_styles;     /* 0: none, or not known yet */
  gboolean       one_picture;  /* the content is the first style too */
  guint64        start_pixels; /* 0: there is none */
  int            most_read;    /* a content is reduced as it is read, to so many times the
                                  settings' size at most; 0: it is not */
  gboolean       is_masked;    /* not all of the content's pixels count alike */
  gboolean       is_kept;      /* part of the content is kept */
  gboolean       masks_styles; /* not all of some style's pixels count */
  int            n_zones;      /* parts of the content, at most, that styles apply to; 0: all
                                  do to all of it */
  gboolean       is_fitted;    /* as a subject's */
  guint64        reading;      /* bytes at most while the pictures are read; 0: not counted */
} NstPictureSizes;

/* Those of a subject; styles[n_styles] is the caller's memory, and filled in. */
NstPictureSizes nst_subject_get_sizes (const NstSubject *subject,
                                       NstSize          *styles);
