/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Panels of as many columns as the inner loop makes at a time. */

#include "core/objective/slopes.h"

#include <string.h>

NstSlopes
nst_slopes_make (int    channels,
                 float *panels)
{
  const NstKernels *kernels = nst_kernels_get (FALSE);

  return (NstSlopes){ kernels, channels, nst_round_up (channels, kernels->columns), panels };
}

size_t
nst_slopes_count (int channels)
{
  return (size_t) nst_slopes_make (channels, NULL).columns * channels;
}

static float *
get_panels (const NstSlopes *slopes,
            int              zone)
{
  return slopes->panels + zone * nst_slopes_count (slopes->channels);
}

typedef struct
{
  const NstSlopes *slopes;
  int              zone;
  const float     *slope;
} Packing;

static void
pack_panel (gpointer data,
            size_t   task,
            int      thread)
{
  const Packing *packing = data;
  const int      n       = packing->slopes->channels;
  const int      wide    = packing->slopes->kernels->columns;
  const int      first   = (int) task * wide;
  const float   *slope   = packing->slope + first;
  float         *panel   = get_panels (packing->slopes, packing->zone) + (size_t) first * n;

  (void) thread;

  for (int k = 0; k < n; k++, panel += wide, slope += n)
    for (int i = 0; i < wide; i++)
      panel[i] = first + i < n ? slope[i] : 0.0f;
}

void
nst_slopes_pack (const NstSlopes  *slopes,
                 int               zone,
                 const float      *slope,
                 const NstThreads *threads)
{
  const Packing packing = { slopes, zone, slope };

  nst_threads_run (threads, (size_t) (slopes->columns / slopes->kernels->columns), pack_panel,
                   (gpointer) &packing);
}

/* The product works on several rows at a time: the last ones are copied to rest. */
void
nst_slopes_multiply (const NstSlopes    *slopes,
                     int                 zone,
                     const NstPositions *positions,
                     float              *product,
                     float              *rest)
{
  const NstKernels *kernels  = slopes->kernels;
  const float      *panels   = get_panels (slopes, zone);
  const int         n        = positions->n;
  const int         channels = slopes->channels;
  const int         columns  = slopes->columns;
  const int         whole    = n / kernels->rows * kernels->rows;

  if (whole > 0)
    kernels->multiply (whole, columns, channels, positions->f, channels, panels, product, columns);
  if (whole < n)
    {
      memcpy (rest, positions->f + (size_t) whole * channels,
              (size_t) (n - whole) * channels * sizeof (float));
      kernels->multiply (kernels->rows, columns, channels, rest, channels, panels,
                         product + (size_t) whole * columns, columns);
    }
}
