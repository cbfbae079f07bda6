/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What masks mean for the canvas. */

#include "core/run/masks.h"

#include "core/image/resize.h"
#include "core/run/zones.h"

/* Of a mask (NULL: none), in which everything that is alike is none.  FALSE: no memory. */
static gboolean
fit (const NstImage   *mask,
     float             alike,
     int               width,
     int               height,
     NstWrap           wrap,
     const NstThreads *threads,
     NstImage        **fitted,
     GError          **error)
{
  if (mask == NULL || nst_image_is_alike (mask, alike))
    return TRUE;

  *fitted = nst_image_resize_mask (mask, width, height, wrap, threads, error);

  return *fitted != NULL;
}

gboolean
nst_masks_fit_keep (const NstSubject *subject,
                    int               width,
                    int               height,
                    const NstThreads *threads,
                    NstImage        **keep,
                    GError          **error)
{
  *keep = NULL;

  return fit (subject->keep, 0.0f, width, height, subject->settings->wrap, threads, keep, error);
}

/* How much the canvas counts where it is compared with the content, and, as far as it is not
 * kept, with the styles; NULL where all of it is 1. */
typedef struct
{
  NstImage *content;
  NstImage *style;
} Masks;

static void
masks_clear (Masks *masks)
{
  g_clear_pointer (&masks->content, nst_image_free);
  g_clear_pointer (&masks->style, nst_image_free);
}

static gboolean
masks_init (Masks            *masks,
            const NstSubject *subject,
            const NstImage   *photo,
            const NstThreads *threads,
            GError          **error)
{
  g_autoptr (NstImage) keep = NULL;
  const NstImage      *from;

  *masks = (Masks){ NULL };
  if (!fit (subject->visible, 1.0f, photo->width, photo->height, subject->settings->wrap, threads,
            &masks->content, error) ||
      !nst_masks_fit_keep (subject, photo->width, photo->height, threads, &keep, error))
    return FALSE;

  from = masks->content != NULL ? masks->content : keep;
  if (from == NULL)
    return TRUE;

  masks->style = nst_image_copy (from, error);
  if (masks->style == NULL || keep == NULL)
    return masks->style != NULL;

  for (size_t i = 0; i < (size_t) from->width * from->height; i++)
    masks->style->data[i] = (1.0f - keep->data[i]) *
                            (masks->content != NULL ? masks->content->data[i] : 1.0f);

  return TRUE;
}

NstObjective *
nst_masks_make_objective (const NstSubject   *subject,
                          const NstImage     *photo,
                          const NstStyle     *styles,
                          const NstLayerSet  *layers,
                          const NstPartition *partition,
                          NstArena           *arena,
                          const NstThreads   *threads,
                          GError            **error)
{
  g_autofree NstStyle *placed    = g_memdup2 (styles, sizeof (NstStyle) * subject->n_styles);
  NstObjective        *objective = NULL;
  NstZones             zones     = { 0 };
  Masks                masks;

  if (masks_init (&masks, subject, photo, threads, error) &&
      nst_zones_init (&zones, subject, photo->width, photo->height, masks.style, threads, error))
    {
      const NstSources sources = { photo, placed, subject->n_styles, masks.content, zones.shares,
                                   zones.n, zones.masks };

      for (int i = 0; i < subject->n_styles; i++)
        placed[i].zone = zones.of[i];
      objective = nst_objective_new (subject->network, &sources, subject->settings, layers,
                                     partition, arena, threads, error);
    }
  nst_zones_clear (&zones);
  masks_clear (&masks);

  return objective;
}

const NstImage *
nst_masks_get_style (const NstSubject *subject,
                     int               i)
{
  const NstImage *mask = subject->style_masks != NULL ? subject->style_masks[i] : NULL;

  return mask != NULL && !nst_image_is_alike (mask, 1.0f) ? mask : NULL;
}
