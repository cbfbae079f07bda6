/* SPDX-License-Identifier: GPL-3.0-or-later */

/* peak THREADS: the GFLOP/s of OpenBLAS's sgemm by so many threads at once, each
 * on matrices of its own, and, where the processor has it, of vdpbf16ps, which adds up
 * products of bfloat16s, from register to register:
 * {"gflops": ..., "bfloat16_gflops": ...}.  For bench.py. */

#include <cblas.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#define SIDE   768
#define ROUNDS 12

static int   n_threads;
static guint n_ready; /* atomic */

typedef struct
{
  double gflops;
  double bfloat16_gflops; /* 0: there is no such instruction */
} Peak;

#ifdef __x86_64__

#define DOTS   1000000
#define DOT(n) "vdpbf16ps %%zmm12, %%zmm13, %%zmm" #n "\n\t"

/* Twelve sums that don't wait for each other, each of 16 times two products. */
static double
measure_dots (void)
{
  gint64 best = G_MAXINT64;

  if (!__builtin_cpu_supports ("avx512bf16"))
    return 0.0;

  for (int i = 0; i < ROUNDS; i++)
    {
      const gint64 start = g_get_monotonic_time ();

      for (int k = 0; k < DOTS; k++)
        __asm__ volatile(DOT (0) DOT (1) DOT (2) DOT (3) DOT (4) DOT (5) DOT (6) DOT (7) DOT (8)
                           DOT (9) DOT (10) DOT (11)
                         :
                         :
                         : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
                           "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13");
      best = MIN (best, g_get_monotonic_time () - start);
    }
  __asm__ volatile("vzeroupper");

  return 12.0 * 16.0 * 4.0 * DOTS / ((double) best * 1e-6) / 1e9;
}

#else

static double
measure_dots (void)
{
  return 0.0;
}

#endif

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

  *(Peak *) data = (Peak){ 2.0 * SIDE * SIDE * SIDE / ((double) best * 1e-6) / 1e9,
                           measure_dots () };
  return NULL;
}

int
main (int    argc,
      char **argv)
{
  Peak      sum = { 0.0, 0.0 };
  Peak     *peaks;
  GThread **threads;

  n_threads = argc > 1 ? CLAMP (atoi (argv[1]), 1, 256) : 1;
  peaks     = g_new0 (Peak, n_threads);
  threads   = g_new (GThread *, n_threads);
  openblas_set_num_threads (1);

  for (int i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("peak", multiply, &peaks[i]);
  for (int i = 0; i < n_threads; i++)
    {
      g_thread_join (threads[i]);
      sum.gflops += peaks[i].gflops;
      sum.bfloat16_gflops += peaks[i].bfloat16_gflops;
    }

  printf ("{\"gflops\": %.2f, \"bfloat16_gflops\": %.2f}\n", sum.gflops, sum.bfloat16_gflops);
  g_free (peaks);
  g_free (threads);
  return 0;
}
