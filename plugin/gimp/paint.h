/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What both GIMPs do once it is known what to paint: check, read the layers,
 * run the engine, make the new layer. */

#pragma once

#include "plugin/gimp/gimp-compat.h"
#include "plugin/settings/settings.h"

#define NST_PROCEDURE "plug-in-neural-art"

typedef struct
{
  GimpRunMode  run_mode;
  gint32       image;
  gint32       content;         /* a layer of the image */
  gint32       style;           /* any drawable, or NST_GIMP_NONE */
  const char  *style_file;      /* used in place of style, a path or a name on the shelf;
                                   NULL or "": none */
  gint32       start;           /* what init "file" starts from where no init-file is
                                   named: any drawable, or NST_GIMP_NONE */
  NstOptions   options;
} NstPaint;

/* Whether this can be painted from at all: an error that tells what to do
 * where it can't. */
gboolean     nst_paint_check     (const NstPaint  *paint,
                                  GError         **error);

/* Paints.  GIMP_PDB_SUCCESS and the new layer's number; GIMP_PDB_CANCEL, without
 * an error, where the user has ended it; else GIMP_PDB_EXECUTION_ERROR and an error
 * that tells what to do.  A script gets G_IO_ERROR_CANCELLED for an error. */
GimpPDBStatusType nst_paint      (const NstPaint  *paint,
                                  gint32          *layer,
                                  GError         **error);
