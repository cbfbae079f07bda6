/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Convolution by Winograd's F(4x4, 3x3), see kernels.h. */

#include "conv.h"

#include "image.h"

#include <stdlib.h>
#include <string.h>

#define TAPS 9

/* A block's transformed tiles and products should stay in this many floats,
 * about a core's second-level cache and its share of the third ... */
#define BLOCK_FLOATS (3 << 17)

/* ... but a block should not be so small that fetching the transformed weights
 * for it takes longer than multiplying by them. */
#define LEAST_TILES 48
#define MOST_TILES  192

static int
round_up (int n,
          int to)
{
  return (n + to - 1) / to * to;
}


/* ---- weights --------------------------------------------------------- */

/* Columns of a panel whose kernels are transformed together: the widest panel
 * is a multiple of this. */
#define LANES 8

/* G's columns times three taps: a polynomial's value at a point p, over the
 * product of p's distances to the other points. */
static inline void
transform_three (const float *c0,
                 const float *c1,
                 const float *c2,
                 float        t[NST_PATCH][LANES])
{
  const float a   = NST_POINT_A;
  const float b   = NST_POINT_B;
  const float a2  = a * a;
  const float b2  = b * b;
  const float n_0 = 1.0f / (a2 * b2);
  const float n_a = 1.0f / (2.0f * a2 * (a2 - b2));
  const float n_b = 1.0f / (2.0f * b2 * (b2 - a2));

  for (int i = 0; i < LANES; i++)
    {
      const float even_a = n_a * (c0[i] + a2 * c2[i]);
      const float odd_a  = n_a * a * c1[i];
      const float even_b = n_b * (c0[i] + b2 * c2[i]);
      const float odd_b  = n_b * b * c1[i];

      t[0][i] = n_0 * c0[i];
      t[1][i] = even_a + odd_a;
      t[2][i] = even_a - odd_a;
      t[3][i] = even_b + odd_b;
      t[4][i] = even_b - odd_b;
      t[5][i] = c2[i];
    }
}

/* u[36] = G g G^T for LANES pairs of channels. */
static void
transform_kernels (float  g[TAPS][LANES],
                   float *u,
                   size_t point_stride)
{
  float columns[3][NST_PATCH][LANES];
  float t[NST_PATCH][LANES];

  for (int j = 0; j < 3; j++)
    transform_three (g[j], g[3 + j], g[6 + j], columns[j]);

  for (int i = 0; i < NST_PATCH; i++)
    {
      transform_three (columns[0][i], columns[1][i], columns[2][i], t);
      for (int j = 0; j < NST_PATCH; j++)
        memcpy (u + (size_t) (i * NST_PATCH + j) * point_stride, t[j], sizeof (t[j]));
    }
}

static size_t
count_panels (const NstKernels *kernels,
              int               depth,
              int               n)
{
  return (size_t) depth * round_up (n, kernels->columns);
}

/* The transformed weights in panels; NULL: no memory.  turned: the kernel's
 * taps by 180 degrees, and from outputs to inputs. */
static float *
transform_weights (const NstKernels *kernels,
                   const float      *kernel,
                   int               n_out,
                   int               n_in,
                   gboolean          turned)
{
  const int    depth = turned ? n_out : n_in;
  const int    n     = turned ? n_in : n_out;
  const int    wide  = kernels->columns;
  const size_t point = count_panels (kernels, depth, n);
  float       *u     = nst_floats_try_new (point * NST_POINTS);

  if (u == NULL)
    return NULL;

  for (int first = 0; first < round_up (n, wide); first += LANES)
    for (int k = 0; k < depth; k++)
      {
        float g[TAPS][LANES] = { { 0.0f } };

        for (int lane = 0; lane < LANES && first + lane < n; lane++)
          {
            const int    o    = turned ? k : first + lane;
            const int    i    = turned ? first + lane : k;
            const float *from = kernel + ((size_t) o * n_in + i) * TAPS;

            for (int t = 0; t < TAPS; t++)
              g[t][lane] = from[turned ? TAPS - 1 - t : t];
          }

        transform_kernels (g, u + ((size_t) (first / wide) * depth + k) * wide +
                              first % wide, point);
      }

  return u;
}

static float *
copy_taps (const float *kernel,
           int          n_out,
           int          n_in)
{
  float *taps = nst_floats_try_new ((size_t) TAPS * n_in * n_out);

  for (int o = 0; o < n_out && taps != NULL; o++)
    for (int i = 0; i < n_in; i++)
      for (int t = 0; t < TAPS; t++)
        taps[((size_t) t * n_in + i) * n_out + o] =
          kernel[((size_t) o * n_in + i) * TAPS + t];

  return taps;
}

NstConv *
nst_conv_new (int               n_out,
              int               n_in,
              const float      *kernel,
              const float      *bias,
              gboolean          bordered,
              const NstKernels *kernels)
{
  NstConv *conv = g_new0 (NstConv, 1);

  conv->n_in    = n_in;
  conv->n_out   = n_out;
  conv->kernels = kernels;
  conv->bias    = nst_floats_try_new (n_out);

  if (conv->bias != NULL)
    memcpy (conv->bias, bias, n_out * sizeof (float));

  if (bordered)
    conv->taps = copy_taps (kernel, n_out, n_in);
  else
    {
      conv->forward  = transform_weights (conv->kernels, kernel, n_out, n_in, FALSE);
      conv->backward = transform_weights (conv->kernels, kernel, n_out, n_in, TRUE);
    }

  if (conv->bias == NULL ||
      (conv->taps == NULL && (conv->forward == NULL || conv->backward == NULL)))
    g_clear_pointer (&conv, nst_conv_free);

  return conv;
}

void
nst_conv_free (NstConv *conv)
{
  if (conv != NULL)
    {
      free (conv->bias);
      free (conv->forward);
      free (conv->backward);
      free (conv->taps);
      g_free (conv);
    }
}

size_t
nst_conv_count_bytes (int      n_out,
                      int      n_in,
                      gboolean bordered)
{
  const NstKernels *kernels = nst_kernels_get ();
  size_t            floats  = n_out;

  if (bordered)
    floats += (size_t) TAPS * n_in * n_out;
  else
    floats += NST_POINTS * (count_panels (kernels, n_in, n_out) +
                            count_panels (kernels, n_out, n_in));

  return floats * sizeof (float);
}


/* ---- Winograd -------------------------------------------------------- */

/* One convolution of x[height][width][n_in] to y[height][width][n_out]. */
typedef struct
{
  const NstKernels *kernels;
  const NstWork    *work;
  const float      *x;
  const float      *u;
  const float      *bias;       /* NULL: no ReLU either */
  float            *y;
  int               height;
  int               width;
  int               n_in;
  int               n_out;
  int               v_stride;   /* floats between tiles */
  int               m_stride;
  int               tiles_across;
  int               n_tiles;
  int               block;      /* tiles that a task does; a multiple of rows */
  float            *v;          /* [36][block][v_stride], of all tiles in phases */
  float            *m;          /* [36][block][m_stride] */
} Job;

/* A patch that hangs over the edge is copied with zeros there. */
static const float *
pad_patch (const Job *job,
           int        top,
           int        left,
           float     *padded)
{
  const int    n   = job->n_in;
  const size_t row = (size_t) NST_PATCH * n;

  memset (padded, 0, NST_PATCH * row * sizeof (float));

  for (int y = MAX (top, 0); y < MIN (top + NST_PATCH, job->height); y++)
    {
      const int first = MAX (left, 0);
      const int end   = MIN (left + NST_PATCH, job->width);

      memcpy (padded + (y - top) * row + (size_t) (first - left) * n,
              job->x + ((size_t) y * job->width + first) * n,
              (size_t) (end - first) * n * sizeof (float));
    }

  return padded;
}

/* v's tiles 0 .. count - 1, of the picture's tiles from first on. */
static void
transform_inputs (const Job *job,
                  int        first,
                  int        count,
                  float     *v,
                  size_t     point_stride,
                  float     *padded)
{
  for (int t = 0; t < count; t++)
    {
      const int    top  = (first + t) / job->tiles_across * NST_TILE - 1;
      const int    left = (first + t) % job->tiles_across * NST_TILE - 1;
      const float *patch;
      size_t       row_stride;

      if (top >= 0 && left >= 0 && top + NST_PATCH <= job->height &&
          left + NST_PATCH <= job->width)
        {
          patch = job->x + ((size_t) top * job->width + left) * job->n_in;
          row_stride = (size_t) job->width * job->n_in;
        }
      else
        {
          patch = pad_patch (job, top, left, padded);
          row_stride = (size_t) NST_PATCH * job->n_in;
        }

      job->kernels->transform_input (patch, row_stride, job->n_in,
                                     v + (size_t) t * job->v_stride, point_stride);
    }
}

static void
transform_outputs (const Job   *job,
                   int          first,
                   int          count,
                   const float *m,
                   size_t       point_stride)
{
  for (int t = 0; t < count; t++)
    {
      const int top  = (first + t) / job->tiles_across * NST_TILE;
      const int left = (first + t) % job->tiles_across * NST_TILE;

      job->kernels->transform_output (m + (size_t) t * job->m_stride, point_stride,
                                      job->n_out, job->bias,
                                      job->y + ((size_t) top * job->width + left) * job->n_out,
                                      (size_t) job->width * job->n_out,
                                      MIN (NST_TILE, job->height - top),
                                      MIN (NST_TILE, job->width - left));
    }
}

static void
multiply_point (const Job   *job,
                int          point,
                int          n_tiles,
                const float *v,
                float       *m)
{
  const int rows = round_up (n_tiles, job->kernels->rows);

  job->kernels->multiply (rows, job->m_stride, job->n_in,
                          v + (size_t) point * job->block * job->v_stride, job->v_stride,
                          job->u + point * count_panels (job->kernels, job->n_in, job->n_out),
                          m + (size_t) point * job->block * job->m_stride, job->m_stride);
}

static size_t
count_padded (const Job *job)
{
  return (size_t) round_up (NST_PATCH * NST_PATCH * job->n_in, 16);
}

static size_t
count_block (const Job *job)
{
  return (size_t) NST_POINTS * job->block * (job->v_stride + job->m_stride);
}

/* A block of tiles from input to output, in the thread's own memory. */
static void
run_block (gpointer data,
           size_t   task,
           int      thread)
{
  const Job *job    = data;
  const int  first  = (int) task * job->block;
  const int  count  = MIN (job->block, job->n_tiles - first);
  float     *padded = nst_work_get_scratch (job->work, thread);
  float     *v      = padded + count_padded (job);
  float     *m      = v + (size_t) NST_POINTS * job->block * job->v_stride;

  transform_inputs (job, first, count, v, (size_t) job->block * job->v_stride, padded);
  for (int p = 0; p < NST_POINTS && !nst_work_interrupted (job->work); p++)
    multiply_point (job, p, count, v, m);
  transform_outputs (job, first, count, m, (size_t) job->block * job->m_stride);
}

/* A small picture has too few tiles for every thread to have a block; its
 * threads share the points instead, a phase after another. */
static void
run_input (gpointer data,
           size_t   task,
           int      thread)
{
  const Job *job = data;

  transform_inputs (job, (int) task, 1, job->v + task * job->v_stride,
                    (size_t) job->block * job->v_stride,
                    nst_work_get_scratch (job->work, thread));
}

static void
run_point (gpointer data,
           size_t   task,
           int      thread)
{
  const Job *job = data;

  multiply_point (job, (int) task, job->n_tiles, job->v, job->m);
}

static void
run_output (gpointer data,
            size_t   task,
            int      thread)
{
  const Job *job = data;

  transform_outputs (job, (int) task, 1, job->m + task * job->m_stride,
                     (size_t) job->block * job->m_stride);
}

static gboolean
run_phases (Job *job)
{
  job->block = round_up (job->n_tiles, job->kernels->rows);
  job->v     = nst_floats_try_new (count_block (job));
  if (job->v == NULL || !nst_work_reserve (job->work, count_padded (job)))
    {
      free (job->v);
      return FALSE;
    }

  job->m = job->v + (size_t) NST_POINTS * job->block * job->v_stride;
  memset (job->v, 0, (size_t) NST_POINTS * job->block * job->v_stride * sizeof (float));

  nst_work_run (job->work, job->n_tiles, run_input, job);
  nst_work_run (job->work, NST_POINTS, run_point, job);
  nst_work_run (job->work, job->n_tiles, run_output, job);
  free (job->v);

  return !nst_work_interrupted (job->work);
}

static int
choose_block (const Job *job)
{
  const int a_tile = NST_POINTS * (job->v_stride + job->m_stride);

  return round_up (CLAMP (BLOCK_FLOATS / a_tile, LEAST_TILES, MOST_TILES),
                   job->kernels->rows);
}

static gboolean
convolve (Job *job)
{
  const int n_threads = job->work->n_threads;
  int       n_blocks;

  job->v_stride     = round_up (job->n_in, job->kernels->vector);
  job->m_stride     = round_up (job->n_out, job->kernels->columns);
  job->tiles_across = (job->width + NST_TILE - 1) / NST_TILE;
  job->n_tiles      = (job->height + NST_TILE - 1) / NST_TILE * job->tiles_across;
  job->block        = choose_block (job);
  n_blocks          = (job->n_tiles + job->block - 1) / job->block;

  if (n_blocks < 2 * n_threads)
    return run_phases (job);

  if (!nst_work_reserve (job->work, count_padded (job) + count_block (job)))
    return FALSE;

  nst_work_run (job->work, n_blocks, run_block, job);

  return !nst_work_interrupted (job->work);
}

gboolean
nst_conv_forward (const NstConv *conv,
                  int            height,
                  int            width,
                  const float   *x,
                  float         *y,
                  const NstWork *work)
{
  Job job = { conv->kernels, work, x, conv->forward, conv->bias, y,
              height, width, conv->n_in, conv->n_out };

  return convolve (&job);
}

gboolean
nst_conv_backward (const NstConv *conv,
                   int            height,
                   int            width,
                   const float   *dy,
                   float         *dx,
                   const NstWork *work)
{
  Job job = { conv->kernels, work, dy, conv->backward, NULL, dx,
              height, width, conv->n_out, conv->n_in };

  return convolve (&job);
}
