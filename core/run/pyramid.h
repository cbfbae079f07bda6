/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several sizes at once: the loss of a stage is the mean of the objectives of its
 * canvas at the stage's size and of the canvas reduced to a half, a quarter, ...,
 * each compared with photo and styles as a stage of that size would compare it.
 * So the large strokes that the coarse stages settled are kept while the fine ones
 * are found.  With R_k the reduction by Lanczos-3 and g_k the gradient there, the
 * gradient is the mean of R_k^T g_k. */

#pragma once

#include "core/objective/objective.h"
#include "core/run/schedule.h"
#include "core/run/subject.h"

typedef struct _NstPyramid NstPyramid;

/* The objectives of a stage, whose memory is planned; photo is the content at the
 * stage's size.  The network must stay as long as the pyramid does, and so must photo
 * where the stage's partition keeps no content.  NULL on error or when interrupted (then
 * with no error set). */
NstPyramid *nst_pyramid_new (const NstSubject  *subject,
                             const NstLayerSet *layers,
                             const NstImage    *photo,
                             const NstStage    *stage,
                             const NstThreads  *threads,
                             GError           **error);
void        nst_pyramid_free (NstPyramid *pyramid);

/* As nst_objective_set_part_func: a stage in parts has one level. */
void nst_pyramid_set_part_func (NstPyramid *pyramid,
                                NstPartFunc func,
                                gpointer    user_data);

/* The loss of canvas[height][width][3], of the stage's size, and its gradient, as
 * nst_objective_evaluate gives them for one size.  FALSE: interrupted, or no
 * memory. */
gboolean nst_pyramid_evaluate (NstPyramid       *pyramid,
                               const float      *canvas,
                               float            *gradient,
                               double           *loss,
                               const NstThreads *threads);

/* The bytes that the reductions of a stage take besides what its own size does. */
guint64 nst_pyramid_count_bytes (const NstStage    *stage,
                                 NstNetwork        *network,
                                 const NstLayerSet *layers,
                                 const NstSettings *settings);
