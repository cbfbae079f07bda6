/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layer that a run makes: where it goes, its mask, its developing picture,
 * and the one undo step that it is.
 *
 * The layer is made at the start, with the selection of that moment, and stays
 * outside the image until there is something to see.  While it develops it is
 * in the image without an undo step of its own; at the end it is taken out and
 * put in for good, as one step.  So a run that is cancelled leaves nothing
 * behind, not even in the undo history.
 *
 * It lies above the content, and above what was painted from it before, where it is
 * seen; it is blended with what is below as the content is, by its opacity, mode and
 * mask, so that it can take the content's place.
 */

#pragma once

#include "plugin/gimp/gimp-compat.h"
#include "plugin/gimp/split.h"
#include "plugin/shared/job.h"
#include "plugin/shared/layer.h"

typedef struct
{
  gint32        image;
  gint32        content;  /* the layer painted from */
  gint32        like;     /* a painting that it is blended and masked as; NST_GIMP_NONE: as the
                           * content and the selection */
  GeglRectangle box;      /* what of it, in its own pixels */
  const Babl   *space;    /* see layer.h */
  const float  *alpha;    /* of the box; borrowed */
  NstPaper      paper;    /* see layer.h */
  gboolean      unmasked; /* neither selection nor mask nor the content's way of being
                           * blended apply: another size */
  gboolean      whole;    /* the selection is no mask: it says where a style applies */
  NstSplit      split;    /* whether and how it becomes two layers at the end; borrowed */
  gboolean      selected; /* becomes the image's selected layer; else the selected
                           * layers stay so, and the same can be painted again */

  gint32      layer;
  gboolean    shown; /* in the image, without an undo step */
  GeglBuffer *buffer;
  NstImage   *frame; /* being written to the layer ... */
  int         row;   /* ... from this row on */
  gint64      next_frame_us;
} NstResult;

/* Makes the layer; what stands before layer is set by the caller, the rest
 * is 0.  The parasite "neural-art-settings" gets the text (NULL: there is none). */
gboolean nst_result_make (NstResult  *result,
                          const char *name,
                          const char *settings_text,
                          GError    **error);

/* Shows the painting's progress about once a second, a little at each call;
 * FALSE when the layer or the image is gone. */
gboolean nst_result_develop (NstResult *result,
                             NstJob    *job);

/* Writes some rows of a frame that the caller has put into result, to be freed by it; with the
 * last ones the layer is shown.  FALSE when the layer or the image is gone. */
gboolean nst_result_write_some (NstResult *result);

/* The finished painting; the layer's number, a group's where it is split, or NST_GIMP_NONE. */
gint32 nst_result_finish (NstResult      *result,
                          const NstImage *painting,
                          GError        **error);

/* Takes everything away again, and frees what the result holds; after a
 * finished painting, only the latter. */
void nst_result_clear (NstResult *result);
