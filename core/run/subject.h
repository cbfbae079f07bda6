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
  const NstImage *const *styles;   /* [n_styles], weighed alike; of any sizes */
  int                    n_styles; /* may be 0 where there are no style layers */
  const NstImage        *start;    /* of any size; NULL: none.  What NST_INIT_FILE
                                           starts from, else not looked at */
  const NstSettings     *settings;
} NstSubject;

/* Whether the pictures have the three channels of pictures, and there is one to start
 * from where the settings ask for it.  FALSE and NST_ERROR_PICTURE or
 * NST_ERROR_SETTINGS. */
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
  guint64        reading;      /* bytes at most while the pictures are read; 0: not counted */
} NstPictureSizes;

/* Those of a subject; styles[n_styles] is the caller's memory, and filled in. */
NstPictureSizes nst_subject_get_sizes (const NstSubject *subject,
                                       NstSize          *styles);
