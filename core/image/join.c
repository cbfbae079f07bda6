/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edges brought together.  A photo that is tiled has an edge where there is none in what it
 * shows, and a painting of it would follow that edge with its strokes.  What two opposite
 * edges differ by, their jump, is spread over the picture as a soft light is: whole at the
 * edge, and the further from it the fainter and the more even. */

#include "core/image/join.h"

#include "core/image/resize.h"

/* This share of a side is changed behind each of its two edges. */
#define BAND 0.25

/* One axis of an image: lines along it, one beside the other. */
typedef struct
{
  float    *data;
  int       length; /* pixels of a line */
  int       n_lines;
  ptrdiff_t along;  /* from a pixel of a line to the next, floats */
  ptrdiff_t across; /* from a line to the next */
  gboolean  round;  /* the last line is beside the first */
} Lines;

static float *
find_pixel (const Lines *lines,
            int          line,
            int          at)
{
  return lines->data + line * lines->across + at * lines->along;
}

/* The jumps' sums: sums[i] of all lines before i, from n_lines before the first to n_lines behind
 * the last, sums[0] being the first of them. */
static void
sum_jumps (const Lines *lines,
           int          channel,
           double      *sums)
{
  const int n = lines->n_lines;

  sums[0] = 0.0;
  for (int i = 0; i < 3 * n; i++)
    {
      const int   line  = i % n;
      const float first = find_pixel (lines, line, 0)[channel];
      const float last  = find_pixel (lines, line, lines->length - 1)[channel];

      sums[i + 1] = sums[i] + ((double) last - (double) first);
    }
}

/* The mean of the jumps of a line and of reach lines on either side. */
static double
get_mean (const Lines  *lines,
          const double *sums,
          int           line,
          int           reach)
{
  const int n     = lines->n_lines;
  const int most  = MIN (reach, (n - 1) / 2);
  const int first = lines->round ? line - most : MAX (line - reach, 0);
  const int end   = lines->round ? line + most + 1 : MIN (line + reach + 1, n);

  return (sums[n + end] - sums[n + first]) / (end - first);
}

static void
join_ends (const Lines *lines,
           int          channels)
{
  const int          band = MAX ((int) (BAND * lines->length), 1);
  g_autofree double *sums = g_new (double, 3 * (size_t) lines->n_lines + 1);

  for (int c = 0; c < channels && lines->length > 1; c++)
    {
      sum_jumps (lines, c, sums);

      for (int line = 0; line < lines->n_lines; line++)
        for (int at = 0; at < band; at++)
          {
            const double t     = (double) at / band;
            const double share = 0.5 * (1.0 - t) * (1.0 - t) * (1.0 + 2.0 * t);
            const float  by    = (float) (share * get_mean (lines, sums, line, at));

            find_pixel (lines, line, at)[c] += by;
            find_pixel (lines, line, lines->length - 1 - at)[c] -= by;
          }
    }
}

void
nst_image_join_edges (NstImage *image,
                      NstWrap   wrap)
{
  const ptrdiff_t pixel   = image->channels;
  const ptrdiff_t row     = pixel * image->width;
  const Lines     rows    = { image->data, image->width, image->height, pixel, row,
                              nst_wraps_y (wrap) };
  const Lines     columns = { image->data, image->height, image->width, row, pixel,
                              nst_wraps_x (wrap) };

  if (nst_wraps_x (wrap))
    join_ends (&rows, image->channels);
  if (nst_wraps_y (wrap))
    join_ends (&columns, image->channels);

  image->wrap = wrap;
}

const NstImage *
nst_image_fit_joined (const NstImage   *image,
                      int               width,
                      int               height,
                      NstWrap           wrap,
                      NstImage        **scaled,
                      const NstThreads *threads,
                      GError          **error)
{
  const NstImage *fitted = nst_image_fit (image, width, height, scaled, threads, error);

  if (fitted == NULL || wrap == NST_WRAP_NO)
    return fitted;

  if (*scaled == NULL)
    *scaled = nst_image_copy (image, error);
  if (*scaled != NULL)
    nst_image_join_edges (*scaled, wrap);

  return *scaled;
}
