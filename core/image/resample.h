/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Resampling by Lanczos-3 as a linear map R from pictures of one size to pictures
 * of another, prepared to be applied again and again, forward and transposed.
 * What nst_image_resize does is R. */

#pragma once

#include "core/base/threads.h"
#include "core/base/types.h"

typedef struct _NstResampler NstResampler;

typedef enum
{
  NST_RESAMPLING_FORWARD,   /* R alone */
  NST_RESAMPLING_BOTH_WAYS, /* and its transpose */
  NST_RESAMPLING_8BIT       /* R of values k/255, each pass rounded to such */
} NstResampling;

/* For pictures in[height][width][channels] and out[to_height][to_width][channels].
 * Sides and channels are at least 1; on an axis on which pictures wrap, what lies outside is the
 * other end.  Holds a picture of to_width x height besides;
 * free with nst_resampler_free.  NULL and NST_ERROR_MEMORY when there is none. */
NstResampler *nst_resampler_new (int           width,
                                 int           height,
                                 int           to_width,
                                 int           to_height,
                                 int           channels,
                                 NstResampling kind,
                                 NstWrap       wrap,
                                 GError      **error);
void          nst_resampler_free (NstResampler *resampler);

/* out = R in.  Can't fail; when interrupted, out is not complete.  threads may be
 * NULL: this one alone.  A resampler serves one call at a time. */
void nst_resampler_forward (NstResampler     *resampler,
                            const float      *in,
                            float            *out,
                            const NstThreads *threads);

/* din += R^T dout: the gradient by in of what has the gradient dout by out.  Only
 * where the resampler goes both ways. */
void nst_resampler_backward (NstResampler     *resampler,
                             const float      *dout,
                             float            *din,
                             const NstThreads *threads);

/* Bytes that a resampler of pictures with three channels holds. */
guint64 nst_resampler_count_bytes (int width,
                                   int height,
                                   int to_width,
                                   int to_height);
