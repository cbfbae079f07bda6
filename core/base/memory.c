/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Memory for numbers: a large part of a run's is asked for here, and each request
 * may be refused. */

#include "core/base/memory.h"

#include "core/base/types.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include <glib/gi18n-lib.h>

#define ALIGNMENT 64

/* Larger blocks begin on a page of this size, of which few are needed; what is left of them
 * at the end is of small ones. */
#define HUGE_PAGE (2u << 20)

float *
nst_floats_try_new (size_t n_floats)
{
  const size_t n_bytes = n_floats * sizeof (float);
  const size_t align   = n_bytes >= 2 * HUGE_PAGE ? HUGE_PAGE : ALIGNMENT;
  void        *memory  = NULL;

  if (n_floats > SIZE_MAX / 2 / sizeof (float) ||
      posix_memalign (&memory, align, MAX (n_bytes, ALIGNMENT)))
    return NULL;

#ifdef MADV_HUGEPAGE
  /* Only advice: without it everything works, with more page faults. */
  if (align == HUGE_PAGE)
    madvise (memory, n_bytes / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
#endif

  return memory;
}

float *
nst_floats_new (size_t   n_floats,
                GError **error)
{
  float *floats = nst_floats_try_new (n_floats);

  if (floats == NULL)
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 _ ("There is not enough memory for %.1f MB: close other "
                    "programs or choose a smaller size."),
                 (double) n_floats * sizeof (float) / 1e6);

  return floats;
}

double *
nst_doubles_new (size_t   n,
                 GError **error)
{
  return (double *) (void *) nst_floats_new (n * (sizeof (double) / sizeof (float)), error);
}

gboolean
nst_arena_reserve (NstArena *arena,
                   size_t    n_floats,
                   GError  **error)
{
  if (n_floats <= arena->n)
    return TRUE;

  nst_arena_clear (arena);
  arena->data = nst_floats_new (n_floats, error);
  if (arena->data != NULL)
    arena->n = n_floats;

  return arena->data != NULL;
}

void
nst_arena_clear (NstArena *arena)
{
  free (arena->data);
  *arena = (NstArena){ 0 };
}
