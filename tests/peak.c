/* SPDX-License-Identifier: GPL-3.0-or-later */

/* peak THREADS: the GFLOP/s of OpenBLAS's sgemm by so many threads at once, each
 * on matrices of its own: {"gflops": ...}.  For bench.py. */

#include <cblas.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#define SIDE   768
#define ROUNDS 12

static int   n_threads;
static guint n_ready; /* atomic */

static gpointer
multiply (gpointer data)
{
  const size_t n    = SIDE * SIDE;
  float       *a    = g_new (float, 3 * n);
  gint64       best = G_MAXINT64;

  for (size_t i = 0; i < 3 * n; i++)
    a[i] = (float) (i % 17) / 17.0f;

  /* All of them at the same time. */
  g_atomic_int_inc ((gint *) &n_ready);
  while (g_atomic_int_get ((gint *) &n_ready) < n_threads)
    g_thread_yield ();

  for (int i = 0; i < ROUNDS; i++)
    {
      const gint64 start = g_get_monotonic_time ();

      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, SIDE, SIDE, SIDE,
                   1.0f, a, SIDE, a + n, SIDE, 0.0f, a + 2 * n, SIDE);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  g_free (a);

  *(double *) data = 2.0 * SIDE * SIDE * SIDE / ((double) best * 1e-6) / 1e9;
  return NULL;
}

int
main (int    argc,
      char **argv)
{
  double    sum = 0.0;
  double   *gflops;
  GThread **threads;

  n_threads = argc > 1 ? CLAMP (atoi (argv[1]), 1, 256) : 1;
  gflops    = g_new0 (double, n_threads);
  threads   = g_new (GThread *, n_threads);
  openblas_set_num_threads (1);

  for (int i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("peak", multiply, &gflops[i]);
  for (int i = 0; i < n_threads; i++)
    {
      g_thread_join (threads[i]);
      sum += gflops[i];
    }

  printf ("{\"gflops\": %.2f}\n", sum);
  g_free (gflops);
  g_free (threads);
  return 0;
}
