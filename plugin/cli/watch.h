/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The painting so far in a file, for a viewer that loads it anew: written beside and put in
 * its place whole, by a thread of its own, so that a run never waits for a disk.  What
 * fails there ends nothing. */

#pragma once

#include "plugin/shared/pixels.h"

typedef struct NstWatch NstWatch;

/* Whether path can be such a file: its format is known, and it is none of the run's other
 * files (ended by NULL), which a half done painting must not replace.  FALSE and
 * NST_ERROR_PICTURE where not. */
gboolean nst_watch_check (const char        *path,
                          const char *const *others,
                          GError           **error);

/* Begins.  path, and what alpha points to, are borrowed until nst_watch_stop.  alpha: the
 * content's, of any size, NULL: opaque; paper: what is under it where the format has none. */
NstWatch *nst_watch_begin (const char     *path,
                           const NstImage *alpha,
                           NstPaper        paper);

/* The painting as it is, of which a copy is taken where its turn has come: with a new size,
 * and every few seconds, but never so often that it would take a noticeable share of the
 * time.  For the thread that paints. */
void nst_watch_show (NstWatch       *watch,
                     const NstImage *frame);

/* Waits for the thread to end, which writes what it has begun with. */
void nst_watch_stop (NstWatch *watch);

/* After that: the painting as it has become, with an alpha of its size (NULL: opaque). */
void nst_watch_show_last (NstWatch       *watch,
                          const NstImage *painting,
                          const NstImage *alpha);

/* Stops it too. */
void nst_watch_free (NstWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstWatch, nst_watch_free)
