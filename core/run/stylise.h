/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run: pictures and settings go in, progress comes back, a painting comes out. */

#pragma once

#include "core/run/observer.h"
#include "core/run/subject.h"

/* Paints the subject's content in the style of its styles.  A new image: the painting at
 * the size worked at, that of the canvas, or scaled to settings->size, within 0..1
 * whatever the pictures hold: what is no number in them counts as black.
 * Blocks until done; call it in a thread of its own to stay responsive.
 *
 * A texture is made from the styles' statistics alone: the content gives no more than a
 * size and, by settings->init, a start.  So that strokes are as large as in the style,
 * styles are looked at in their own size times style_scale, reduced as the canvas is.
 *
 * With settings->colours "photo" the painting, and each frame of it, has the content's
 * colours in its own lightness; with "matched" the styles are looked at recoloured.
 *
 * A canvas that started from the content gets the photo's fine detail back from size to
 * size; one that started from the start gets the start's.
 *
 * observer may be NULL.  NULL and G_IO_ERROR_CANCELLED when it was cancelled; else NULL
 * and NST_ERROR_SETTINGS, _PICTURE, _MEMORY or _DIVERGED. */
NstImage *nst_stylise (const NstSubject  *subject,
                       const NstObserver *observer,
                       GError           **error);
