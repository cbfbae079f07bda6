/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What masks mean for the canvas. */

#include "core/run/masks.h"

#include "core/image/resize.h"

static gboolean
is_alike (const NstImage *mask,
          float           value)
{
  const size_t n = (size_t) mask->width * mask->height;
  size_t       i = 0;

  while (i < n && mask->data[i] == value)
    i++;

  return i == n;
}

/* Of a mask (NULL: none), in which everything that is alike is none.  FALSE: no memory. */
static gboolean
fit (const NstImage   *mask,
     float             alike,
     int               width,
     int               height,
     const NstThreads *threads,
     NstImage        **fitted,
     GError          **error)
{
  if (mask == NULL || is_alike (mask, alike))
    return TRUE;

  *fitted = nst_image_resize_mask (mask, width, height, threads, error);

  return *fitted != NULL;
}

/* What is visible is compared with the styles as far as it is not kept. */
static gboolean
make_style_mask (NstMasks *masks,
                 GError  **error)
{
  const NstImage *from = masks->content != NULL ? masks->content : masks->keep;

  if (from == NULL)
    return TRUE;

  masks->style = nst_image_copy (from, error);
  if (masks->style == NULL || masks->keep == NULL)
    return masks->style != NULL;

  for (size_t i = 0; i < (size_t) from->width * from->height; i++)
    masks->style->data[i] = (1.0f - masks->keep->data[i]) *
                            (masks->content != NULL ? masks->content->data[i] : 1.0f);

  return TRUE;
}

gboolean
nst_masks_init (NstMasks         *masks,
                const NstSubject *subject,
                int               width,
                int               height,
                const NstThreads *threads,
                GError          **error)
{
  *masks = (NstMasks){ NULL };

  return fit (subject->visible, 1.0f, width, height, threads, &masks->content, error) &&
         fit (subject->keep, 0.0f, width, height, threads, &masks->keep, error) &&
         make_style_mask (masks, error);
}

void
nst_masks_clear (NstMasks *masks)
{
  g_clear_pointer (&masks->content, nst_image_free);
  g_clear_pointer (&masks->style, nst_image_free);
  g_clear_pointer (&masks->keep, nst_image_free);
}

const NstImage *
nst_masks_get_style (const NstSubject *subject,
                     int               i)
{
  const NstImage *mask = subject->style_masks != NULL ? subject->style_masks[i] : NULL;

  return mask != NULL && !is_alike (mask, 1.0f) ? mask : NULL;
}
