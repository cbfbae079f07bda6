/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the engine itself needs of images and memory beyond the public functions. */

#pragma once

#include "core/nst.h"

/* Memory aligned to 64 bytes for n_floats floats, or NULL; free with free (). */
float *      nst_floats_try_new  (size_t           n_floats);

/* The same, with NST_ERROR_MEMORY where there is none. */
float *      nst_floats_new      (size_t           n_floats,
                                  GError         **error);

/* Memory for what comes and goes, used by one after another: it grows to the
 * most that was asked for.  { 0 } to begin with. */
typedef struct
{
  float *data;
  size_t n;                     /* floats */
} NstArena;

/* Room for n_floats, aligned to 64 bytes; what was there may be lost, and data
 * be elsewhere.  FALSE and NST_ERROR_MEMORY when there is none. */
gboolean     nst_arena_reserve   (NstArena        *arena,
                                  size_t           n_floats,
                                  GError         **error);
void         nst_arena_clear     (NstArena        *arena);

/* The image at a size: itself, or a new one, which the caller frees by scaled.
 * NULL and NST_ERROR_MEMORY when there is none. */
const NstImage * nst_image_fit   (const NstImage  *image,
                                  int              width,
                                  int              height,
                                  NstImage       **scaled,
                                  GError         **error);

/* Whether a content and styles have the three channels of pictures. */
gboolean     nst_image_check_pictures (const NstImage        *content,
                                  const NstImage *const *styles,
                                  int              n_styles,
                                  GError         **error);
