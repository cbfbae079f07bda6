/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where styles apply, as the engine takes it, from the names that the setting "where" has. */

#pragma once

#include "core/nst.h"

/* The image of one channel that a name stands for, of the content's size: a new one, or NULL
 * and an error. */
typedef NstImage *(*NstPlaceFunc) (const char *name,
                                   gpointer    user_data,
                                   GError    **error);

/* { NULL } to begin with. */
typedef struct
{
  const NstImage **of;    /* [n_styles], NULL for a style without a name; NULL: no style has one */
  GPtrArray       *owned; /* each of them, once */
} NstPlaces;

/* Reads what names[n_styles] stand for ("": nothing), the same name once.  FALSE and func's
 * error; places is to be ended with nst_places_clear in any case. */
gboolean nst_places_read (NstPlaces   *places,
                          char       **names,
                          NstPlaceFunc func,
                          gpointer     user_data,
                          GError     **error);

/* Scales those of n_styles, for a content that was read reduced to size and wraps so.  FALSE and
 * NST_ERROR_MEMORY. */
gboolean nst_places_fit (NstPlaces *places,
                         int        n_styles,
                         NstSize    size,
                         NstWrap    wrap,
                         GError   **error);

void nst_places_clear (NstPlaces *places);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstPlaces, nst_places_clear)
