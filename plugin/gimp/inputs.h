/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures that a run looks at: content, style and start, from GIMP's layers
 * and from files into the engine's pixels, before the engine begins.  Only reads:
 * no layer that anybody sees is changed, and what is painted is for result.h.
 */

#pragma once

#include "plugin/gimp/gimp-compat.h"
#include "plugin/settings/settings.h"
#include "plugin/shared/job.h"
#include "plugin/shared/layer.h"

/* Shows a run until its job has ended; FALSE when it is to be dropped. */
typedef gboolean (*NstPaintWait) (NstJob  *job,
                                  gpointer user_data);

/* What is to be painted, and from what. */
typedef struct
{
  GimpRunMode   run_mode;
  gint32        image;
  gint32        content;    /* a layer of the image */
  gint32        style;      /* any drawable, of a layer group each visible layer in it; or
                                   NST_GIMP_NONE */
  const gint32 *styles;     /* used in place of style: any drawables, each a style, ended by
                                   NST_GIMP_NONE; borrowed; NULL: none */
  const char   *style_file; /* used in place of both, a path or a name on the shelf, or
                                   several with commas between them; NULL or "": none */
  gint32        start;      /* what init "file" starts from where no init-file is
                                   named: any drawable, or NST_GIMP_NONE */
  gint32        like;       /* a painting whose mask and mode the new one has, and the content's box
                         where it is: no selection is heeded; NST_GIMP_NONE: none */
  GeglRectangle box;
  NstOptions    options;
  NstPaintWait  wait; /* shows the run; NULL: a window of its own, or GIMP's progress bar */
  gpointer      wait_data;

  /* To be looked at only: */
  int              most_side; /* pictures are read reduced to this, and styles as that needs them
                                 (reduced.h), pixels on their longer side; 0: whole */
  const NstPixels *read;      /* the content, read before: a copy of it is taken; NULL: none */
} NstPaint;

/* What a paint borrows, for who makes one. */
typedef struct
{
  char   *style_file;
  gint32 *styles;
} NstPaintOwned;

void nst_paint_owned_clear (NstPaintOwned *owned);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstPaintOwned, nst_paint_owned_clear)

/* The image of start is NULL, and there are no styles, where the settings look at none. */
typedef struct
{
  NstPixels  content;
  NstPixels *styles; /* [n_styles], of a group the topmost first */
  int        n_styles;
  NstPixels  start;
} NstInputs;

/* Reads what settings, which the paint's options resolve to, look at; of the
 * content what is in box, in pixels of the layer.  inputs is all 0 before; free it
 * with nst_inputs_clear, after an error too.  FALSE and an error that tells what
 * to do where a picture is missing or can't be read. */
gboolean nst_inputs_read (const NstPaint      *paint,
                          const GeglRectangle *box,
                          const NstSettings   *settings,
                          NstInputs           *inputs,
                          GError             **error);

/* The picture of a file, by GIMP's own loaders; reduced to most_side pixels on its longer
 * side, where that is not 0.  pixels is all 0 before; FALSE and an error where there is none. */
gboolean nst_inputs_read_file (const char *path,
                               int         most_side,
                               NstPixels  *pixels,
                               GError    **error);
void     nst_inputs_clear (NstInputs *inputs);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstInputs, nst_inputs_clear)

/* What is seen of the content in box, without its mask, read reduced where that is asked for. */
gboolean nst_inputs_read_content (const NstPaint      *paint,
                                  const GeglRectangle *box,
                                  NstPixels           *content,
                                  GError             **error);

/* The names in a style file's, one or several with commas between them; free with
 * g_strfreev. */
char **nst_inputs_split_files (const char *named);

/* The layers that the styles are, of a group those that are visible in it, ended by
 * NST_GIMP_NONE; NULL where files are the styles, or there is none.  Free with g_free. */
gint32 *nst_inputs_list_layers (const NstPaint *paint);

/* How many styles there are, whether they can be read or not. */
int nst_inputs_count_styles (const NstPaint *paint);

/* Whether what is painted is there still. */
gboolean nst_inputs_have_content (const NstPaint *paint);

/* Whether layers are the style, where no file is, and all of them are there. */
gboolean nst_inputs_have_layer (const NstPaint *paint);
