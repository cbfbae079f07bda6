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

/* For the stages of a run, one after the other; subject and layers are borrowed, and the
 * network must stay as long as the pyramid does. */
NstPyramid *nst_pyramid_new (const NstSubject  *subject,
                             const NstLayerSet *layers);
void        nst_pyramid_free (NstPyramid *pyramid);

/* Makes the objectives of a stage, whose memory is planned; photo is the content at the
 * stage's size, and where its partition keeps no content must stay until the stage ends.
 * FALSE on error or when interrupted (then with no error set). */
gboolean nst_pyramid_begin (NstPyramid       *pyramid,
                            const NstImage   *photo,
                            const NstStage   *stage,
                            const NstThreads *threads,
                            GError          **error);

/* Ends the stage, also one that failed to begin.  Of its objectives those are kept that
 * the next one (NULL: there is none) has too. */
void nst_pyramid_end (NstPyramid     *pyramid,
                      const NstStage *next);

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

/* The bytes that the reductions of a stage take besides what its own size does, which is the
 * problem. */
guint64 nst_pyramid_count_bytes (const NstStage   *stage,
                                 const NstProblem *problem);
