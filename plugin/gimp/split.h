/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A painting as two layers in a group: the painting, and above it the photo in a mode that
 * takes nothing of it but its colours.  Shown, that layer makes the painting one in lightness
 * alone; hidden, the style's colours are seen; its opacity mixes them. */

#pragma once

#include "plugin/gimp/gimp-compat.h"
#include "plugin/shared/layer.h"

/* What the layer of colours is made of; all is borrowed. */
typedef struct
{
  const NstImage *photo; /* of the painting's size; NULL: the painting stays one layer */
  const float    *alpha; /* these three as for nst_layer_write */
  NstPaper        paper;
  const Babl     *space;
  gboolean        shown;
} NstSplit;

/* Puts a painting, a layer of the image, into a new group in its place, which takes over how it
 * is called, blended and masked and what is kept on it, and the photo's colours above it.  What
 * is selected stays so, the group where it was the painting.  To be called within an undo
 * group.  The group; NST_GIMP_NONE where GIMP does not let it in. */
gint32 nst_split_make (const NstSplit *split,
                       gint32          image,
                       gint32          painting);

/* The painting that a layer is a part of: such a group, or the layer itself. */
gint32 nst_split_find_whole (gint32 layer);

/* The layer with the pixels that were painted: in such a group, else the painting itself. */
gint32 nst_split_find_painted (gint32 painting);
