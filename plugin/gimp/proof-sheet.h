/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proof sheet: up to nine small paintings of one picture side by side, each with other
 * settings, in a window that waits until one is taken. */

#pragma once

#include "plugin/gimp/inputs.h"

/* Paints variations of paint, one after the other, until the user takes one: TRUE, and its
 * options, and *style_file, its own where it has one (NULL: as it is in paint), to be freed.
 * FALSE: none was.  program_dir: where to look for network and shelf; styled: paint has a
 * style.  parent is modal, and answers again afterwards. */
gboolean nst_proof_sheet (GtkWindow      *parent,
                          const char     *program_dir,
                          const NstPaint *paint,
                          gboolean        styled,
                          NstOptions     *options,
                          char          **style_file);
