/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which kernels run here is asked in this place and nowhere else. */

#include "kernels.h"

#include <glib.h>
#include <string.h>

static gboolean
can_run (const NstKernels *kernels)
{
#ifdef __x86_64__
  __builtin_cpu_init ();

  if (kernels == &nst_kernels_avx512)
    return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512vl") &&
           __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
  if (kernels == &nst_kernels_avx2)
    return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
#endif

  return kernels == &nst_kernels_generic;
}

static const NstKernels *
choose (void)
{
  static const NstKernels *const all[] =
  {
#ifdef __x86_64__
    &nst_kernels_avx512,
    &nst_kernels_avx2,
#endif
    &nst_kernels_generic
  };
  const char *wanted = g_getenv ("NEURAL_ART_CPU");

  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    if (can_run (all[i]) && g_strcmp0 (wanted, all[i]->name) == 0)
      return all[i];

  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    if (can_run (all[i]))
      return all[i];

  return &nst_kernels_generic;
}

const NstKernels *
nst_kernels_get (void)
{
  static const NstKernels *chosen;

  if (g_once_init_enter (&chosen))
    {
      const NstKernels *best = choose ();

      g_debug ("kernels: %s", best->name);
      g_once_init_leave (&chosen, best);
    }

  return chosen;
}
