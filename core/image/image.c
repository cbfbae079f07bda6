/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Images and memory.  Colour and the network's units are not known here. */

#include "core/image/image.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ALIGNMENT 64

/* Larger blocks begin on a page of this size, of which few are needed. */
#define HUGE_PAGE (2u << 20)

float *
nst_floats_try_new (size_t n_floats)
{
  const size_t n_bytes = n_floats * sizeof (float);
  const size_t align   = n_bytes >= 4 * HUGE_PAGE ? HUGE_PAGE : ALIGNMENT;
  void        *memory  = NULL;

  if (n_floats > SIZE_MAX / 2 / sizeof (float) ||
      posix_memalign (&memory, align, MAX (n_bytes, ALIGNMENT)))
    return NULL;

#ifdef MADV_HUGEPAGE
  /* Only advice: without it everything works, with more page faults. */
  if (align == HUGE_PAGE)
    madvise (memory, n_bytes, MADV_HUGEPAGE);
#endif

  return memory;
}

float *
nst_floats_new (size_t   n_floats,
                GError **error)
{
  float *floats = nst_floats_try_new (n_floats);

  if (floats == NULL)
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "There is not enough memory for %.1f MB: close other "
                 "programs or choose a smaller size.",
                 (double) n_floats * sizeof (float) / 1e6);

  return floats;
}

gboolean
nst_arena_reserve (NstArena  *arena,
                   size_t     n_floats,
                   GError   **error)
{
  if (n_floats <= arena->n)
    return TRUE;

  nst_arena_clear (arena);
  arena->data = nst_floats_new (n_floats, error);
  if (arena->data != NULL)
    arena->n = n_floats;

  return arena->data != NULL;
}

void
nst_arena_clear (NstArena *arena)
{
  free (arena->data);
  *arena = (NstArena) { 0 };
}

NstImage *
nst_image_new (int      width,
               int      height,
               int      channels,
               GError **error)
{
  NstImage *image;
  float    *data;

  if (width < 1 || height < 1 || channels < 1)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   "A picture of %d x %d pixels can't be worked on: it is empty.",
                   width, height);
      return NULL;
    }

  data = nst_floats_new ((size_t) width * height * channels, error);
  if (data == NULL)
    return NULL;

  image = g_new (NstImage, 1);
  *image = (NstImage) { width, height, channels, data };

  return image;
}

void
nst_image_free (NstImage *image)
{
  if (image != NULL)
    {
      free (image->data);
      g_free (image);
    }
}

NstImage *
nst_image_copy (const NstImage  *image,
                GError         **error)
{
  NstImage *copy = nst_image_new (image->width, image->height,
                                  image->channels, error);

  if (copy != NULL)
    memcpy (copy->data, image->data,
            sizeof (float) * image->width * image->height * image->channels);

  return copy;
}

const NstImage *
nst_image_fit (const NstImage  *image,
               int              width,
               int              height,
               NstImage       **scaled,
               GError         **error)
{
  if (image->width != width || image->height != height)
    image = *scaled = nst_image_resize (image, width, height, error);

  return image;
}

gboolean
nst_image_check_pictures (const NstImage        *content,
                          const NstImage *const *styles,
                          int                    n_styles,
                          GError               **error)
{
  gboolean good = content->channels == 3;

  for (int i = 0; i < n_styles; i++)
    good &= styles[i]->channels == 3;

  if (!good)
    g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                 "A picture must have the three channels red, green and blue.");

  return good;
}

void
nst_fit_size (int  width,
              int  height,
              int  size,
              int *fit_width,
              int *fit_height)
{
  const double ratio = size > 0 ? (double) size / MAX (width, height) : 1.0;

  /* nearbyint rounds halves to even, as Python's round does. */
  *fit_width  = MAX (1, (int) nearbyint (width * ratio));
  *fit_height = MAX (1, (int) nearbyint (height * ratio));
}
