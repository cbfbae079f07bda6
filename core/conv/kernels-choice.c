/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which kernels run here is asked in this place and nowhere else. */

#include "core/conv/kernels.h"

#include <glib.h>
#include <string.h>

static gboolean
can_run (const NstKernels *kernels)
{
#ifdef __x86_64__
  const gboolean avx512 = __builtin_cpu_supports ("avx512f") &&
                          __builtin_cpu_supports ("avx512vl") &&
                          __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");

  if (kernels == &nst_kernels_avx512bf16)
    return avx512 && __builtin_cpu_supports ("avx512bw") &&
           __builtin_cpu_supports ("avx512bf16");
  if (kernels == &nst_kernels_avx512)
    return avx512;
  if (kernels == &nst_kernels_avx2)
    return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
#endif

#ifdef __aarch64__
  if (kernels == &nst_kernels_neon) /* every one of them has it */
    return TRUE;
#endif

  return kernels == &nst_kernels_generic || kernels == &nst_kernels_bf16;
}

const NstKernels *const *
nst_kernels_list (void)
{
  static const NstKernels *const all[] = {
#ifdef __x86_64__
    &nst_kernels_avx512bf16,
    &nst_kernels_avx512,
    &nst_kernels_avx2,
#endif
#ifdef __aarch64__
    &nst_kernels_neon,
#endif
    &nst_kernels_generic,
    &nst_kernels_bf16 /* slow: its products are taken apart */
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

static const NstKernels *
find_named (const char *name)
{
  const NstKernels *const *list = nst_kernels_list ();

  for (int i = 0; list[i] != NULL; i++)
    if (g_strcmp0 (name, list[i]->name) == 0)
      return list[i];

  return NULL;
}

const char *
nst_kernels_get_unknown (void)
{
  const char *wanted = get_wanted ();

  return find_named (wanted) == NULL ? wanted : NULL;
}

const NstKernels *
nst_kernels_get (int fast)
{
  const NstKernels *const *list  = nst_kernels_list ();
  const NstKernels        *named = find_named (get_wanted ());
  const NstKernels        *found = named != NULL ? named : list[0];

  /* There is one that multiplies floats on any processor. */
  for (int i = 0; list[i] != NULL && !fast && found->operand_bytes != sizeof (float); i++)
    found = list[i];

  return found;
}
