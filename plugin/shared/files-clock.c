/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was reckoned counts as if it had been seen for a while already, so that the first
 * seconds of the first painting, which make things ready, do not speak for all others. */

#include "plugin/shared/files-clock.h"

#define TRUSTED_S 20.0

void
nst_files_clock_begin (NstFilesClock *clock,
                       double         expected)
{
  clock->expected = expected;
}

void
nst_files_clock_end (NstFilesClock *clock,
                     double         seconds,
                     gboolean       painted)
{
  if (painted)
    {
      clock->done += clock->expected;
      clock->took += seconds;
    }
  else
    {
      clock->all -= clock->expected;
    }

  clock->expected = 0;
}

double
nst_files_clock_fraction (const NstFilesClock *clock,
                          double               fraction)
{
  const double done = clock->done + clock->expected * fraction;

  return clock->all > 0 ? CLAMP (done / clock->all, 0.0, 1.0) : 0;
}

double
nst_files_clock_left (const NstFilesClock *clock,
                      double               fraction,
                      double               seconds)
{
  const double done = clock->done + clock->expected * fraction;
  const double pace = (clock->took + seconds + TRUSTED_S) / (done + TRUSTED_S);

  return MAX (clock->all - done, 0) * pace;
}
