/* SPDX-License-Identifier: GPL-3.0-or-later */

/* OpenBLAS maps a buffer for each call that goes on at a time, and keeps it.  So that no
 * call finds that there is none to be had, they are taken before the work begins, after
 * trying whether so much can be mapped. */

#include "core/base/blas.h"

#include "core/base/types.h"

#ifdef __x86_64__
#include <cpuid.h>
#endif
#include <dlfcn.h>
#include <sys/mman.h>

#include <glib/gi18n-lib.h>

/* A buffer (BUFFER_SIZE of OpenBLAS's common_x86_64.h and common_arm64.h: 128 MB, and a
 * page), and the library itself. */
#define BUFFER_BYTES  ((size_t) 129 << 20)
#define LIBRARY_BYTES ((size_t) 64 << 20)

/* OpenBLAS knows of so many at least without saying so. */
#define MOST_TAKEN 64

/* A family of processors, of which it knows the last ones. */
#define AMD_ZEN_4 0x19

NstBlas nst_blas;

/* Where OpenBLAS's functions go, by their names in it. */
static const struct
{
  const char *name;
  void       *place;
} functions[] = {
  { "cblas_sgemm", &nst_blas.sgemm },
  { "cblas_dgemm", &nst_blas.dgemm },
  { "cblas_dsyrk", &nst_blas.dsyrk },
  { "cblas_sscal", &nst_blas.sscal },
  { "cblas_dscal", &nst_blas.dscal },
  { "dsyevd_", &nst_blas.dsyevd },
  { "dgeqrf_", &nst_blas.dgeqrf },
  { "dorgqr_", &nst_blas.dorgqr },
};

static GMutex   mutex; /* guards what follows */
static gboolean loaded;
static int      n_in_use; /* threads that work with it now */
static int      n_taken;  /* buffers */

/* Theirs, exported but in no header. */
static void *(*alloc_buffer) (int kind);
static void (*free_buffer) (void *buffer);

/* By which of OpenBLAS's kernels the processor is served best, by the name that it has for them;
 * NULL: it may choose.  It goes by models, and takes one that came after it for a processor of
 * 2004, or AMD's of 2007, without AVX.  Intel's that it knows get what it would choose itself,
 * or of its choices for AVX-512 the one that all builds have; of AMD's, those after Zen 4. */
static const char *
name_kernels (void)
{
#ifdef __x86_64__
  unsigned int a, b, c, d;
  gboolean     wide;

  __builtin_cpu_init ();
  if (!__builtin_cpu_supports ("avx2") || !__builtin_cpu_supports ("fma") ||
      !__get_cpuid (1, &a, &b, &c, &d))
    return NULL;

  wide = __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw") &&
         __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512vl");

  if (__builtin_cpu_is ("intel"))
    return wide ? "SkylakeX" : "Haswell";
  if (__builtin_cpu_is ("amd") && ((a >> 8) & 0xf) + ((a >> 20) & 0xff) > AMD_ZEN_4)
    return wide ? "SkylakeX" : "Zen";
#endif

  return NULL;
}

/* Before main: later other threads may be reading the environment. */
__attribute__ ((constructor)) static void
ask_openblas (void)
{
  const char *kernels = name_kernels ();

  g_setenv ("OPENBLAS_NUM_THREADS", "1", TRUE);
  if (kernels != NULL)
    g_setenv ("OPENBLAS_CORETYPE", kernels, FALSE);
}

static gboolean
can_map (size_t n_bytes)
{
  void *memory = n_bytes > 0 ? mmap (NULL, n_bytes, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
                             : NULL;

  if (memory != MAP_FAILED && memory != NULL)
    munmap (memory, n_bytes);

  return memory != MAP_FAILED;
}

static gboolean
load (GError **error)
{
  void *library = dlopen (NST_BLAS_NAME, RTLD_NOW | RTLD_LOCAL);
  void (*set_threads) (int n);

  if (library == NULL)
    return nst_refuse (error, NST_ERROR_MEMORY,
                       _ ("OpenBLAS can't be loaded (%s): install it, or give more memory."),
                       dlerror ());

  for (size_t i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      void *function = dlsym (library, functions[i].name);

      if (function == NULL)
        return nst_refuse (error, NST_ERROR_MEMORY,
                           _ ("The OpenBLAS that is installed as %s lacks %s: install "
                              "another build of it."),
                           NST_BLAS_NAME, functions[i].name);
      *(void **) functions[i].place = function;
    }

  /* It may have been loaded by another library, with threads. */
  *(void **) &set_threads = dlsym (library, "openblas_set_num_threads");
  if (set_threads != NULL)
    set_threads (1);

  *(void **) &alloc_buffer = dlsym (library, "blas_memory_alloc");
  *(void **) &free_buffer  = dlsym (library, "blas_memory_free");
  loaded                   = TRUE;

  return TRUE;
}

/* n at once, for otherwise the first would be handed out again. */
static void
take_buffers (int n)
{
  void *buffers[MOST_TAKEN];

  if (alloc_buffer == NULL || free_buffer == NULL)
    return;

  n = MIN (n, MOST_TAKEN);
  for (int i = 0; i < n; i++)
    buffers[i] = alloc_buffer (0);
  for (int i = 0; i < n; i++)
    if (buffers[i] != NULL)
      free_buffer (buffers[i]);
}

/* What has to be mapped before so many threads may work. */
static size_t
count_bytes (int n)
{
  return (n > n_taken ? n * BUFFER_BYTES : 0) + (loaded ? 0 : LIBRARY_BYTES);
}

int
nst_blas_begin (int      n_threads,
                GError **error)
{
  int n = n_threads;

  g_mutex_lock (&mutex);

  while (n > 0 && !can_map (count_bytes (n_in_use + n)))
    n--;

  if (n == 0)
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 _ ("There is not enough memory for OpenBLAS, which reserves %.0f MB: close "
                    "other programs, or raise the limit (ulimit -v)."),
                 (double) count_bytes (n_in_use + 1) / 1e6);
  else if (!loaded && !load (error))
    n = 0;

  if (n > 0 && n_in_use + n > n_taken)
    {
      take_buffers (n_in_use + n);
      n_taken = n_in_use + n;
    }
  n_in_use += n;

  g_mutex_unlock (&mutex);

  return n;
}

void
nst_blas_end (int n_threads)
{
  g_mutex_lock (&mutex);
  n_in_use -= n_threads;
  g_mutex_unlock (&mutex);
}
