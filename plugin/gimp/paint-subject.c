/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures of a run, put together for the engine. */

#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/keep.h"
#include "plugin/shared/mask.h"

void
nst_paint_get_box (const NstPaint *paint,
                   GeglRectangle  *box)
{
  *box = paint->box;
  if (paint->like == NST_GIMP_NONE && nst_style_places_select (paint))
    *box = (GeglRectangle){ 0, 0, nst_gimp_drawable_width (paint->content),
                            nst_gimp_drawable_height (paint->content) };
  else if (paint->like == NST_GIMP_NONE)
    gimp_drawable_mask_intersect (NST_DRAWABLE (paint->content), &box->x, &box->y, &box->width,
                                  &box->height);
}

gboolean
nst_paint_resolve (const NstPaint *paint,
                   NstSettings    *settings,
                   GError        **error)
{
  NstOptions options = paint->options;

  if (paint->start != NST_GIMP_NONE)
    nst_options_start_from_file (&options);

  return nst_options_resolve (&options, settings, error);
}

/* Masks for a content that was read reduced; the selection is for what is painted alone. */
static gboolean
fit_masks (NstPaintSubject *subject,
           GError         **error)
{
  const NstImage *content = subject->inputs.content.image;
  NstStylePlaces *where   = &subject->where;
  NstImage       *fitted;

  if (subject->keep)
    {
      fitted = nst_image_resize_mask (subject->keep, content->width, content->height,
                                      subject->settings.wrap, NULL, error);
      nst_image_free (subject->keep);
      subject->keep = fitted;
      if (!fitted)
        return FALSE;
    }

  where->selection = NULL;

  return nst_places_fit (&where->places, subject->inputs.n_styles,
                         (NstSize){ content->width, content->height }, subject->settings.wrap,
                         error);
}

static gboolean
read_all (NstPaintSubject     *subject,
          const NstPaint      *paint,
          const GeglRectangle *box,
          GError             **error)
{
  NstInputs *inputs = &subject->inputs;

  return nst_inputs_read (paint, box, &subject->settings, inputs, error) &&
         nst_keep_read (paint, box, &subject->keep, error) &&
         nst_style_places_read (paint, box, inputs->n_styles, &subject->where, error) &&
         (paint->most_side == 0 || fit_masks (subject, error));
}

static void
put_together (NstPaintSubject *subject,
              NstNetwork      *network)
{
  const NstInputs *inputs = &subject->inputs;
  const int        n      = inputs->n_styles;

  subject->styles      = g_new (const NstImage *, n);
  subject->style_masks = g_new (const NstImage *, n);
  subject->visible     = g_new (NstImage, n + 1);
  for (int i = 0; i < n; i++)
    {
      subject->styles[i]      = inputs->styles[i].image;
      subject->style_masks[i] = nst_mask_find_visible (&inputs->styles[i],
                                                       &subject->visible[i]);
    }

  subject->subject = (NstSubject){
    .network     = network,
    .content     = inputs->content.image,
    .styles      = subject->styles,
    .n_styles    = n,
    .start       = inputs->start.image,
    .settings    = &subject->settings,
    .visible     = nst_mask_find_visible (&inputs->content, &subject->visible[n]),
    .keep        = subject->keep,
    .style_masks = subject->style_masks,
    .places      = subject->where.places.of,
  };
}

NstPaintSubject *
nst_paint_subject_new (const NstPaint      *paint,
                       const GeglRectangle *box,
                       const NstSettings   *settings,
                       NstNetwork          *network,
                       GError             **error)
{
  g_autoptr (NstPaintSubject) subject = g_new0 (NstPaintSubject, 1);

  subject->settings = *settings;
  if (!read_all (subject, paint, box, error))
    return NULL;

  put_together (subject, network);

  return g_steal_pointer (&subject);
}

void
nst_paint_subject_free (NstPaintSubject *subject)
{
  nst_inputs_clear (&subject->inputs);
  g_clear_pointer (&subject->keep, nst_image_free);
  nst_style_places_clear (&subject->where);
  g_free (subject->styles);
  g_free (subject->style_masks);
  g_free (subject->visible);
  g_free (subject);
}
