/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where in the content the styles apply: what the option "where" names, a channel, a layer's
 * mask, a layer, a picture file or the selection. */

#pragma once

#include "plugin/gimp/inputs.h"
#include "plugin/shared/places.h"

typedef struct
{
  NstPlaces       places;
  const NstImage *selection; /* among them; NULL: it is not */
} NstStylePlaces;

/* Whether a style is to be where something is selected: it is then not the selection alone
 * that is painted. */
gboolean nst_style_places_select (const NstPaint *paint);

/* The name in "where" of a drawable of any open image: a mask's is its layer's, as far as that can
 * be, the selection's NST_WHERE_SELECTION.  Free with g_free. */
char *nst_style_places_write (gint32 image,
                              gint32 drawable);

/* Has the paint's styles, one by one, be in places, drawables ended by NST_GIMP_NONE; a style that
 * stands in its own place is where no other is.  FALSE and NST_ERROR_SETTINGS where there are not
 * as many as styles. */
gboolean nst_style_places_set (NstPaint     *paint,
                               const gint32 *places,
                               GError      **error);

/* Reads them for n_styles, of box in the content's pixels.  *found is all 0 before, and ended
 * with nst_style_places_clear.  FALSE and an error where there is nothing of a name, nothing
 * is selected, or there are not as many names as styles. */
gboolean nst_style_places_read (const NstPaint      *paint,
                                const GeglRectangle *box,
                                int                  n_styles,
                                NstStylePlaces      *found,
                                GError             **error);
void     nst_style_places_clear (NstStylePlaces *found);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstStylePlaces, nst_style_places_clear)
