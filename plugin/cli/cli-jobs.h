/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the command line can do, job by job, and what the jobs share: for nst_command_run
 * (cli-jobs.c), which calls the one that the command names, and cli-paint.c and
 * cli-measure.c, which do them.  The command's files are paths here. */

#pragma once

#include "plugin/cli/cli.h"
#include "plugin/shared/places.h"

/* Where among the files the styles begin: after the canvas and the content, where
 * there are such.  Without a content the first style stands in for it, of which only
 * the size is seen. */
int nst_command_first_style (const NstCommand *command);

/* How large the content's longer side needs to be, for nst_picture_load; a style's, by the
 * size of the content. */
int nst_command_content_side (const NstCommand *command);
int nst_command_style_side (const NstCommand *command,
                            int               content_width,
                            int               content_height);

/* The sizes of the command's pictures and what reading them takes, of their headers alone.
 * styles: an array of NstSize, empty, which the sizes borrow. */
gboolean nst_command_measure_pictures (const NstCommand *command,
                                       GArray           *styles,
                                       NstPictureSizes  *sizes,
                                       GError          **error);

/* The network that belongs to the program (nst_share_network).  NULL and NST_ERROR_NETWORK
 * where there is none. */
NstNetwork *nst_command_get_network (GError **error);

/* After a style's file could not be read: adds to the sentence that there is a style of
 * that name on the shelf, which a file or folder here hides, where that is so.  FALSE. */
gboolean nst_command_offer_style (const char *file,
                                  GError    **error);

/* Reads the command's places at the content's size; places is { NULL } before, and ended with
 * nst_places_clear.  FALSE where a file can't be read. */
gboolean nst_command_read_places (const NstCommand *command,
                                  const NstImage   *content,
                                  NstPlaces        *places,
                                  GError          **error);

/* Each does its job and writes its result; FALSE and a sentence where that failed,
 * G_IO_ERROR_CANCELLED after Ctrl-C. */
gboolean nst_command_paint (const NstCommand *command,
                            GError          **error);
gboolean nst_command_evaluate (const NstCommand *command,
                               GError          **error);
gboolean nst_command_time (const NstCommand *command,
                           GError          **error);
gboolean nst_command_plan (const NstCommand *command,
                           GError          **error);
