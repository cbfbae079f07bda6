/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The live preview of a dialog: the painting, small, as it grows, and as it follows what is
 * chosen; the photo beneath it.  Reads the layers that it needs itself, reduced. */

#pragma once

#include "plugin/gimp/inputs.h"

/* What it asks of its dialog, and tells it. */
typedef struct
{
  /* Whether the processor is free for it now. */
  gboolean (*may_begin) (gpointer user_data);

  /* The user wants these options, and that style file (NULL: the style stays as it is). */
  void (*taken) (const NstOptions *options,
                 const char       *style_file,
                 gpointer          user_data);
  gpointer user_data;
} NstPreviewCalls;

/* The widget.  program_dir: where to look for the network; it is opened when it may begin, or
 * was before (nst_share_network). */
GtkWidget *nst_preview_pane_new (const char            *program_dir,
                                 const NstPreviewCalls *calls);

/* Shows what paint would give; styled: a style is chosen.  What is copied of paint is enough;
 * nothing happens where it is what was asked last. */
void nst_preview_pane_ask (GtkWidget      *widget,
                           const NstPaint *paint,
                           gboolean        styled);

/* Gives the processor back; the painting stays as it is until something else is asked. */
void nst_preview_pane_stop (GtkWidget *widget);
