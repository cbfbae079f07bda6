/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what is asked for to a result that is not made yet. */

#include "plugin/gimp/result-place.h"
#include "plugin/gimp/style-places.h"

/* A texture of a size of its own lies in the content's corner, and has nothing to
 * do with its transparency or with what is selected of it. */
static void
fit_result (NstResult         *result,
            const NstSettings *settings)
{
  GeglRectangle *box = &result->box;
  int            width, height;

  nst_fit_canvas (settings, box->width, box->height, &width, &height);

  if (width == box->width && height == box->height)
    return;

  *box             = (GeglRectangle){ 0, 0, width, height };
  result->alpha    = NULL;
  result->unmasked = TRUE;
}

void
nst_result_place (NstResult           *result,
                  const NstPaint      *paint,
                  const GeglRectangle *box,
                  const NstSettings   *settings,
                  const NstPixels     *content)
{
  *result = (NstResult){
    .image    = paint->image,
    .content  = paint->content,
    .like     = paint->like,
    .box      = *box,
    .space    = nst_gimp_image_space (paint->image),
    .alpha    = content->alpha,
    .paper    = content->paper,
    .whole    = nst_style_places_select (paint),
    .selected = paint->run_mode == GIMP_RUN_NONINTERACTIVE,
    .layer    = NST_GIMP_NONE,
  };

  fit_result (result, settings);
}
