/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far a run over many files is, and how long it will still take: from what each painting
 * was reckoned to take, corrected by what they took.  Does not look at any clock itself. */

#pragma once

#include <glib.h>

/* All 0 before the first file; plain data. */
typedef struct
{
  double all;      /* reckoned seconds of all that is to be painted */
  double done;     /* of it, what is painted ... */
  double took;     /* ... and what that took */
  double expected; /* of the one that is being painted */
} NstFilesClock;

/* The next painting begins; it is part of all. */
void nst_files_clock_begin (NstFilesClock *clock,
                            double         expected);

/* It is painted, after so many seconds; or dropped, and then counts no more. */
void nst_files_clock_end (NstFilesClock *clock,
                          double         seconds,
                          gboolean       painted);

/* Of all, 0 to 1; fraction: of the one that is being painted. */
double nst_files_clock_fraction (const NstFilesClock *clock,
                                 double               fraction);

/* Seconds, after so many on the one that is being painted. */
double nst_files_clock_left (const NstFilesClock *clock,
                             double               fraction,
                             double               seconds);
