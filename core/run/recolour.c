/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Styles recoloured: their colours' mean and covariance made the photo's; paintings that keep
 * the photo's own. */

#include "core/run/recolour.h"

#include "core/base/memory.h"
#include "core/image/lightness.h"
#include "core/image/resize.h"
#include "core/objective/matrix.h"
#include "core/run/masks.h"
#include "core/run/zones.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A style varies no less than that in any colour that it has, squared: it is what rounding to
 * 8 bits leaves of a colour that does not vary. */
#define LEAST_VARIANCE 2e-6

/* Of the matrix under the inverse root no eigenvalue counts that has a smaller share. */
#define LEAST_SHARE 1e-12

#define N_SUMS 10 /* of R, G, B, of weights, and of the six products of two of the first */


/* ---- what colours there are ------------------------------------------ */

typedef struct
{
  const NstImage *picture;
  const NstImage *mask;
  double         *sums; /* [height][N_SUMS] */
} Rows;

static void
add_row (gpointer data,
         size_t   y,
         int      thread)
{
  const Rows  *rows   = data;
  const int    width  = rows->picture->width;
  const float *values = rows->picture->data + y * width * 3;
  double      *sums   = rows->sums + y * N_SUMS;

  (void) thread;

  memset (sums, 0, N_SUMS * sizeof (double));
  for (int x = 0; x < width; x++, values += 3)
    {
      const double weight  = rows->mask != NULL ? (double) rows->mask->data[y * width + x] : 1.0;
      double      *product = sums + 4;

      sums[3] += weight;
      for (int a = 0; a < 3; a++)
        {
          const double value = weight * (double) nst_clamp_value (values[a]);

          sums[a] += value;
          for (int b = a; b < 3; b++)
            *product++ += value * (double) nst_clamp_value (values[b]);
        }
    }
}

/* Row by row, so that the sums are the same for any number of threads. */
gboolean
nst_palette_find (NstPalette       *palette,
                  const NstImage   *picture,
                  const NstImage   *mask,
                  const NstThreads *threads,
                  GError          **error)
{
  double    *sums = nst_doubles_new ((size_t) picture->height * N_SUMS, error);
  const Rows rows = { picture, mask, sums };
  int        next = 4;
  double     n;

  if (sums == NULL)
    return FALSE;

  nst_threads_run (threads, (size_t) picture->height, add_row, (gpointer) &rows);

  for (int y = 1; y < picture->height; y++)
    for (int i = 0; i < N_SUMS; i++)
      sums[i] += sums[y * N_SUMS + i];

  /* Where nothing counts, sums are 0, whatever they are divided by. */
  n = sums[3] > 0.0 ? sums[3] : 1.0;
  for (int a = 0; a < 3; a++)
    palette->mean[a] = sums[a] / n;
  for (int a = 0; a < 3; a++)
    for (int b = a; b < 3; b++)
      {
        const double value = sums[next++] / n - palette->mean[a] * palette->mean[b];

        palette->covariance[3 * a + b] = palette->covariance[3 * b + a] = value;
      }
  free (sums);

  return !nst_threads_interrupted (threads);
}


/* ---- the map --------------------------------------------------------- */

/* power[3][3] of a symmetric matrix, of which eigenvalues of least and less are 0, and stay
 * so. */
static void
find_power (const double matrix[9],
            double       exponent,
            double       least,
            double       power[9])
{
  double  vectors[9];
  double  values[3];
  double *space = g_newa (double, nst_matrix_count_space (3));

  memcpy (vectors, matrix, sizeof (vectors));
  if (!nst_matrix_eigen (3, vectors, values, space))
    {
      memset (power, 0, sizeof (vectors));
      return;
    }

  for (int i = 0; i < 3; i++)
    values[i] = values[i] > least ? pow (values[i], exponent) : 0.0;
  nst_matrix_compose (3, 3, vectors, values, power);
}

/* product = outer inner outer */
static void
enclose (const double outer[9],
         const double inner[9],
         double       product[9])
{
  double half[9];

  nst_matrix_multiply (3, 3, 3, outer, inner, half);
  nst_matrix_multiply (3, 3, 3, half, outer, product);
}

/* A of the header. */
static void
find_map (const NstPalette *style,
          const NstPalette *photo,
          double            map[9])
{
  double seen[9];
  double root[9];
  double middle[9];
  double inverse[9];

  find_power (style->covariance, 1.0, LEAST_VARIANCE, seen);
  find_power (photo->covariance, 0.5, 0.0, root);
  enclose (root, seen, middle);
  find_power (middle, -0.5, LEAST_SHARE * nst_matrix_get_trace (3, middle), inverse);
  enclose (root, inverse, map);
}

typedef struct
{
  const float *from;
  float       *to;
  double       map[9];
  double       mean[3]; /* of the style ... */
  double       aim[3];  /* ... and of the photo */
} Recolouring;

static void
recolour_range (gpointer data,
                size_t   first,
                size_t   end)
{
  const Recolouring *how = data;

  for (size_t i = 3 * first; i < 3 * end; i += 3)
    {
      double apart[3];

      for (int c = 0; c < 3; c++)
        apart[c] = (double) nst_clamp_value (how->from[i + c]) - how->mean[c];
      for (int c = 0; c < 3; c++)
        how->to[i + c] = (float) (how->aim[c] + how->map[3 * c] * apart[0] +
                                  how->map[3 * c + 1] * apart[1] + how->map[3 * c + 2] * apart[2]);
    }
}

NstImage *
nst_image_recolour (const NstImage   *style,
                    const NstImage   *mask,
                    const NstPalette *photo,
                    const NstThreads *threads,
                    GError          **error)
{
  g_autoptr (NstImage) made = nst_image_copy (style, error);
  NstPalette           own;
  Recolouring          how;

  if (made == NULL || !nst_palette_find (&own, style, mask, threads, error))
    return NULL;

  how.from = style->data;
  how.to   = made->data;
  find_map (&own, photo, how.map);
  memcpy (how.mean, own.mean, sizeof (how.mean));
  memcpy (how.aim, photo->mean, sizeof (how.aim));
  nst_threads_run_ranges (threads, (size_t) style->width * style->height, recolour_range, &how);

  return nst_threads_interrupted (threads) ? NULL : g_steal_pointer (&made);
}


/* ---- a run's pictures ------------------------------------------------ */

gboolean
nst_subject_keep_colours (const NstSubject *subject,
                          NstImage         *painting,
                          const NstThreads *threads,
                          GError          **error)
{
  g_autoptr (NstImage) scaled = NULL;
  const NstImage      *photo;

  if (subject->settings->colours != NST_COLOURS_PHOTO)
    return TRUE;

  photo = nst_image_fit (subject->content, painting->width, painting->height, &scaled, threads,
                         error);
  if (photo == NULL)
    return FALSE;

  nst_image_keep_colours (painting, photo, threads);

  return !nst_threads_interrupted (threads);
}

static void
clamp_range (gpointer data,
             size_t   first,
             size_t   end)
{
  float *values = data;

  for (size_t i = first; i < end; i++)
    values[i] = nst_clamp_value (values[i]);
}

NstImage *
nst_subject_finish_colours (const NstSubject *subject,
                            NstImage         *painting,
                            const NstThreads *threads,
                            GError          **error)
{
  g_autoptr (NstImage) taken = painting;
  const size_t         n     = (size_t) painting->width * painting->height * 3;

  nst_threads_run_ranges (threads, n, clamp_range, painting->data);

  return nst_subject_keep_colours (subject, painting, threads, error) ? g_steal_pointer (&taken)
                                                                      : NULL;
}

/* The styles of a zone, in the colours that the photo has there. */
static gboolean
recolour_zone (NstRecoloured    *recoloured,
               const NstZones   *zones,
               int               zone,
               const NstThreads *threads,
               GError          **error)
{
  const NstSubject *subject = &recoloured->subject;
  NstPalette        photo;

  if (!nst_palette_find (&photo, subject->content, zones->masks[zone], threads, error))
    return FALSE;

  for (int i = 0; i < subject->n_styles; i++)
    if (zones->of[i] == zone && zones->shares[i] > 0.0)
      {
        recoloured->made[i] = nst_image_recolour (recoloured->styles[i],
                                                  nst_masks_get_style (subject, i), &photo,
                                                  threads, error);
        if (recoloured->made[i] == NULL)
          return FALSE;
        recoloured->styles[i] = recoloured->made[i];
      }

  return TRUE;
}

gboolean
nst_recoloured_init (NstRecoloured    *recoloured,
                     const NstSubject *subject,
                     const NstThreads *threads,
                     GError          **error)
{
  const NstImage *content = subject->content;
  const int       n       = subject->n_styles;
  NstZones        zones;
  gboolean        good;

  *recoloured = (NstRecoloured){ *subject };
  if (subject->settings->colours != NST_COLOURS_MATCHED || n == 0)
    return TRUE;

  recoloured->styles         = g_memdup2 (subject->styles, sizeof (NstImage *) * n);
  recoloured->made           = g_new0 (NstImage *, n);
  recoloured->subject.styles = recoloured->styles;

  good = nst_zones_init (&zones, subject, content->width, content->height, subject->visible,
                         threads, error);
  for (int zone = 0; zone < zones.n && good; zone++)
    good = recolour_zone (recoloured, &zones, zone, threads, error);
  nst_zones_clear (&zones);

  return good;
}

void
nst_recoloured_clear (NstRecoloured *recoloured)
{
  for (int i = 0; recoloured->made != NULL && i < recoloured->subject.n_styles; i++)
    nst_image_free (recoloured->made[i]);

  g_clear_pointer (&recoloured->made, g_free);
  g_clear_pointer (&recoloured->styles, g_free);
}
