/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where what the command line makes goes: to a temporary file beside the one that was
 * asked for, which takes its place in one step when it is whole.  Links are followed,
 * those too that lead to nothing yet.  Every failure is one sentence that names the file.
 * For one file at a time, and one thread. */

#pragma once

#include <gio/gio.h>

/* Writes all of the file name, which is there and empty; its extension is that of the file
 * that was asked for.  May be called once more, for another name.  FALSE: the error's
 * message is the reason alone, "the disk is full", of which a sentence is made here. */
typedef gboolean (*NstWriteFunc) (const char *name,
                                  gpointer    data,
                                  GError    **error);

/* Whether a file could be made at path, or be replaced by another: FALSE and the reason
 * where not.  To be asked before a long run; nothing is left of the trial. */
gboolean nst_output_file_check (const char *path,
                                GError    **error);

/* Whether no file may have so many bytes here (ulimit -f). */
gboolean nst_output_file_is_beyond_limit (guint64 n_bytes);

/* As nst_output_file_check, for a file of at least so many bytes, as far as disks and limits
 * tell. */
gboolean nst_output_file_check_room (const char *path,
                                     guint64     n_bytes,
                                     GError    **error);

/* Makes or replaces the file: it is complete afterwards, with the mode and where possible
 * the owner of the one that it replaces, or untouched.  The last moment at which a signal
 * cancels is before it takes its place: then nothing is left, and the error is
 * G_IO_ERROR_CANCELLED.  Where it can't be written all the same, it is written to another
 * folder and kept there; that is FALSE too, and the sentence says where. */
gboolean nst_output_file_write (const char  *path,
                                NstWriteFunc write,
                                gpointer     data,
                                GError     **error);

/* The same at once and for now: what is half written is removed and what was there stays, but
 * the disk may have it later, and signals are heeded until the end. */
gboolean nst_output_file_replace (const char  *path,
                                  NstWriteFunc write,
                                  gpointer     data,
                                  GError     **error);
