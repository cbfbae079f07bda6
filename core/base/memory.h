/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Memory for numbers, aligned to 64 bytes (a cache line, the widest vector), which
 * may be refused.  Small things (less than 100 kB) come from GLib, which ends the program
 * instead. */

#pragma once

#include <glib.h>

/* Memory for n_floats floats, their values undefined; NULL when there is none.  Free
 * with free (). */
float *nst_floats_try_new (size_t n_floats);

/* The same, with NST_ERROR_MEMORY where there is none. */
float *nst_floats_new (size_t   n_floats,
                       GError **error);

/* Memory for n doubles, their values undefined; NULL and NST_ERROR_MEMORY when there is
 * none.  Free with free (). */
double *nst_doubles_new (size_t   n,
                         GError **error);

/* Memory for what comes and goes, used by one after another: it grows to the
 * most that was asked for.  { 0 } to begin with. */
typedef struct
{
  float *data;
  size_t n; /* floats */
} NstArena;

/* Room for n_floats; what was there may be lost, and data be elsewhere.  FALSE and
 * NST_ERROR_MEMORY when there is none. */
gboolean nst_arena_reserve (NstArena *arena,
                            size_t    n_floats,
                            GError  **error);

/* Gives the memory back; the arena may be used again. */
void nst_arena_clear (NstArena *arena);
