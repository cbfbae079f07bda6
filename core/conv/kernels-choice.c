/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which kernels run here is asked in this place and nowhere else. */

#include "core/conv/kernels.h"

#include <glib.h>
#include <string.h>

static gboolean
is_one_of (const NstKernels *kernels,
           const NstKernels *single,
           const NstKernels *fast)
{
  return kernels == single || kernels == fast;
}

static gboolean
can_run (const NstKernels *kernels)
{
#ifdef __x86_64__
  const gboolean avx2   = __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
  const gboolean avx512 = avx2 && __builtin_cpu_supports ("avx512f") &&
                          __builtin_cpu_supports ("avx512vl");

  if (kernels == &nst_kernels_fast_avx512bf16)
    return avx512 && __builtin_cpu_supports ("avx512bw") &&
           __builtin_cpu_supports ("avx512bf16");
  if (is_one_of (kernels, &nst_kernels_avx512, &nst_kernels_fast_avx512))
    return avx512;
  if (is_one_of (kernels, &nst_kernels_avx2, &nst_kernels_fast_avx2))
    return avx2;
#endif

  /* On every processor that they are compiled for. */
  return TRUE;
}

const NstKernels *const *
nst_kernels_list (void)
{
  static const NstKernels *const all[] = {
#ifdef __x86_64__
    &nst_kernels_fast_avx512bf16,
    &nst_kernels_fast_avx512,
    &nst_kernels_avx512,
    &nst_kernels_fast_avx2,
    &nst_kernels_avx2,
#endif
#ifdef __aarch64__
    &nst_kernels_fast_neon,
    &nst_kernels_neon,
#endif
    &nst_kernels_fast_generic,
    &nst_kernels_generic,
    &nst_kernels_fast_bf16 /* slow: its products are taken apart */
  };
  static const NstKernels *runnable[G_N_ELEMENTS (all) + 1];
  static gsize             listed;

  if (g_once_init_enter (&listed))
    {
      int n = 0;

      for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
        if (can_run (all[i]))
          runnable[n++] = all[i];
      g_once_init_leave (&listed, 1);
    }

  return runnable;
}

/* The name that the environment asks for; NULL: none. */
static const char *
get_wanted (void)
{
  const char *wanted = g_getenv ("NEURAL_ART_CPU");

  return wanted != NULL && *wanted != '\0' ? wanted : NULL;
}

/* Intel's processors multiply bfloat16s at half the speed of floats: measured on one of 16
 * cores, 88 and 182 GFLOP/s a core.  (For AMD's it is twice the speed.) */
static gboolean
is_slow (const NstKernels *kernels)
{
  gboolean intel = FALSE;

#ifdef __x86_64__
  intel = __builtin_cpu_is ("intel") != 0;
#endif

  return intel && kernels->operand_bytes != sizeof (float);
}

/* Of a precision; name NULL: the best.  NULL: there is none. */
static const NstKernels *
find (const char *name,
      int         fast)
{
  const NstKernels *const *list = nst_kernels_list ();

  for (int i = 0; list[i] != NULL; i++)
    if (list[i]->fast == fast &&
        (name != NULL ? strcmp (name, list[i]->name) == 0 : !is_slow (list[i])))
      return list[i];

  return NULL;
}

const char *
nst_kernels_get_unknown (void)
{
  const char *wanted = get_wanted ();

  /* There is a fast one of each name. */
  return find (wanted, TRUE) == NULL ? wanted : NULL;
}

const NstKernels *
nst_kernels_get (int fast)
{
  const NstKernels *wanted = find (get_wanted (), fast);

  return wanted != NULL ? wanted : find (NULL, fast);
}
