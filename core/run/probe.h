/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The objective by itself: how long it takes, and what it gives for a canvas. */

#pragma once

#include "core/objective/terms.h"
#include "core/run/subject.h"

typedef struct
{
  double seconds;      /* for one loss and gradient: the best of the repeats */
  double gflops;       /* 10^9 floating point operations a second that direct
                                   convolution would need for it */
  int    threads;      /* that were used */
  double serial_share; /* of that time, in which one of them computes alone */
} NstTiming;

/* Times the settings' objective on noise of size x size pixels, repeat times.  cancel may be
 * NULL.  FALSE and NST_ERROR_SETTINGS, _PICTURE or _MEMORY, or G_IO_ERROR_CANCELLED. */
gboolean nst_time (NstNetwork        *network,
                   int                size,
                   int                repeat,
                   const NstSettings *settings,
                   GCancellable      *cancel,
                   NstTiming         *timing,
                   GError           **error);

/* The bytes that this takes besides the program and the network's convolutions; the settings
 * must be sound. */
guint64 nst_time_count_bytes (NstNetwork        *network,
                              int                size,
                              const NstSettings *settings);

/* The terms of the subject's objective for a canvas of the content's size and, where
 * gradient is not NULL, a new image of 3 channels B, G, R: d loss / d canvas for pixels
 * in 0..255.  The pictures are taken at the size they have, everything is computed in
 * single precision; the settings' size, style_scale, scales, precision and what concerns
 * start and optimiser are not looked at.  FALSE and an NST_ERROR, or
 * G_IO_ERROR_CANCELLED; terms is then undefined, *gradient untouched. */
gboolean nst_evaluate (const NstSubject *subject,
                       const NstImage   *canvas,
                       NstTerms         *terms,
                       NstImage        **gradient,
                       GCancellable     *cancel,
                       GError          **error);
