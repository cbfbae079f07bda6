/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the engine itself needs of images beyond the public functions. */

#pragma once

#include "nst.h"

/* Memory aligned to 64 bytes for n_floats floats, or NULL; free with free (). */
float *      nst_floats_try_new  (size_t           n_floats);

/* The same, with NST_ERROR_MEMORY where there is none. */
float *      nst_floats_new      (size_t           n_floats,
                                  GError         **error);

/* Whether a content and styles have the three channels of pictures. */
gboolean     nst_image_check_pictures (const NstImage        *content,
                                  const NstImage *const *styles,
                                  int              n_styles,
                                  GError         **error);
