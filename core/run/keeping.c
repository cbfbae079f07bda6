/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mixing, and its derivative. */

#include "core/run/keeping.h"

#include "core/network/network-private.h"
#include "core/run/masks.h"

gboolean
nst_keeping_init (NstKeeping       *keeping,
                  const NstSubject *subject,
                  const NstImage   *photo,
                  const NstThreads *threads,
                  GError          **error)
{
  *keeping = (NstKeeping){ NULL };
  if (!nst_masks_fit_keep (subject, photo->width, photo->height, threads, &keeping->keep, error))
    return FALSE;
  if (keeping->keep == NULL)
    return TRUE;

  keeping->photo = nst_image_copy (photo, error);
  if (keeping->photo == NULL)
    return FALSE;
  nst_network_pixels_to_canvas (subject->network, (size_t) photo->width * photo->height,
                                photo->data, keeping->photo->data);

  keeping->mixed = nst_image_new (photo->width, photo->height, 3, error);

  return keeping->mixed != NULL;
}

void
nst_keeping_clear (NstKeeping *keeping)
{
  g_clear_pointer (&keeping->keep, nst_image_free);
  g_clear_pointer (&keeping->photo, nst_image_free);
  g_clear_pointer (&keeping->mixed, nst_image_free);
}

typedef struct
{
  const NstKeeping *keeping;
  const float      *canvas;
  float            *gradient;
} Mixing;

static void
mix_range (gpointer data,
           size_t   first,
           size_t   end)
{
  const Mixing *mixing = data;
  const float  *photo  = mixing->keeping->photo->data;
  float        *mixed  = mixing->keeping->mixed->data;

  for (size_t i = first; i < end; i++)
    {
      const float keep = mixing->keeping->keep->data[i];

      for (size_t c = 3 * i; c < 3 * (i + 1); c++)
        mixed[c] = keep * photo[c] + (1.0f - keep) * mixing->canvas[c];
    }
}

static void
release_range (gpointer data,
               size_t   first,
               size_t   end)
{
  const Mixing *mixing = data;

  for (size_t i = first; i < end; i++)
    for (size_t c = 3 * i; c < 3 * (i + 1); c++)
      mixing->gradient[c] *= 1.0f - mixing->keeping->keep->data[i];
}

static void
run (const NstKeeping *keeping,
     NstRangeFunc      func,
     Mixing           *mixing,
     const NstThreads *threads)
{
  nst_threads_run_ranges (threads, (size_t) keeping->keep->width * keeping->keep->height, func,
                          mixing);
}

const float *
nst_keeping_mix (const NstKeeping *keeping,
                 const float      *canvas,
                 const NstThreads *threads)
{
  Mixing mixing = { keeping, canvas, NULL };

  if (keeping->keep == NULL)
    return canvas;

  run (keeping, mix_range, &mixing, threads);

  return keeping->mixed->data;
}

void
nst_keeping_release (const NstKeeping *keeping,
                     float            *gradient,
                     const NstThreads *threads)
{
  Mixing mixing = { keeping, NULL, gradient };

  if (keeping->keep != NULL)
    run (keeping, release_range, &mixing, threads);
}

guint64
nst_keeping_count_bytes (guint64 pixels)
{
  return sizeof (float) * (1 + 3 + 3) * pixels;
}
