/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What counts as available memory, read from made-up /proc and /sys trees and from the
 * process's own limits; and that OpenBLAS and threads under such limits neither hang nor
 * end the process. */

#include "core/base/available-memory.h"
#include "core/objective/matrix.h"
#include "core/base/threads.h"
#include "core/base/types.h"

#include <grp.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#define MB G_GUINT64_CONSTANT (1048576)

#define V1 "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:7 - cgroup cgroup rw,memory\n"
#define V2 "41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw,nsdelegate\n"

typedef struct
{
  const char *path;
  const char *text;
} File;

typedef struct
{
  const char *name;
  guint64     bytes;
  File        files[12];
} Case;

/* A group's limit, use, and cache, of either version. */
#define GROUP_1(folder, limit, used, stat) \
  { folder "/memory.limit_in_bytes", limit "\n" }, { folder "/memory.usage_in_bytes", used "\n" }, \
  { \
    folder "/memory.stat", stat \
  }
#define GROUP_2(folder, limit, used, stat) \
  { folder "/memory.max", limit "\n" }, { folder "/memory.current", used "\n" }, \
  { \
    folder "/memory.stat", stat \
  }
#define MACHINE \
  { \
    "proc/meminfo", "MemTotal: 9 kB\nMemAvailable:    2048000 kB\nX: 1" \
  }

static const Case cases[] = {
  { "machine", 2000 * MB, { MACHINE } },
  { "no-limit-of-version-2",
    2000 * MB,
    { MACHINE,
      { "proc/self/mountinfo", V2 },
      { "proc/self/cgroup", "0::/a\n" },
      GROUP_2 ("sys/fs/cgroup/a", "max", "524288000", "") } },
  { "own-limit-of-version-2",
    300 * MB,
    { MACHINE,
      { "proc/self/mountinfo", V2 },
      { "proc/self/cgroup", "0::/a/b c\n" },
      GROUP_2 ("sys/fs/cgroup/a", "max", "838860800", ""),
      GROUP_2 ("sys/fs/cgroup/a/b c", "734003200", "629145600", "anon 1\ninactive_file 104857600\nactive_file 52428800\nslab_reclaimable 52428800\n") } },
  { "limit-of-the-group-above",
    100 * MB,
    { MACHINE,
      { "proc/self/mountinfo", V2 },
      { "proc/self/cgroup", "0::/a/b/c\n" },
      GROUP_2 ("sys/fs/cgroup/a", "838860800", "734003200", "anon 1\n"),
      GROUP_2 ("sys/fs/cgroup/a/b/c", "734003200", "104857600", "anon 1\n") } },
  { "where-it-is-slowed-down",
    50 * MB,
    { MACHINE,
      { "proc/self/mountinfo", V2 },
      { "proc/self/cgroup", "0::/a\n" },
      GROUP_2 ("sys/fs/cgroup/a", "max", "52428800", ""),
      { "sys/fs/cgroup/a/memory.high", "104857600\n" } } },
  { "more-used-than-allowed",
    0,
    { MACHINE,
      { "proc/self/mountinfo", V2 },
      { "proc/self/cgroup", "0::/a\n" },
      GROUP_2 ("sys/fs/cgroup/a", "104857600", "104857601", "anon 1\n") } },
  { "version-1",
    400 * MB,
    { MACHINE,
      { "proc/self/mountinfo", "9 8 0:7 / /x rw - cgroup cgroup rw,cpu\n" V1 },
      { "proc/self/cgroup", "9:cpu:/x\n4:hugetlb,memory:/p/q\n0::/\n" },
      GROUP_1 ("sys/fs/cgroup/memory/p/q", "524288000", "209715200", "cache 9\ntotal_inactive_file 52428800\ntotal_active_file 52428800\n"),
      GROUP_1 ("sys/fs/cgroup/memory", "9223372036854771712", "838860800", "") } },
  { "a-container's-part-of-version-1",
    10 * MB,
    { MACHINE,
      { "proc/self/mountinfo", "9 8 0:7 /box/1 /sys/my\\040groups ro - cgroup cgroup rw,memory\n" },
      { "proc/self/cgroup", "4:memory:/box/1/q\n" },
      GROUP_1 ("sys/my groups", "10485760", "0", ""),
      GROUP_1 ("sys/my groups/q", "20971520", "0", "") } },
  { "a-group-that-only-begins-alike",
    10 * MB,
    { MACHINE,
      { "proc/self/mountinfo", "9 8 0:7 /box/1 /sys/box ro - cgroup cgroup rw,memory\n" },
      { "proc/self/cgroup", "4:memory:/box/12/q\n" },
      GROUP_1 ("sys/box", "10485760", "0", ""),
      GROUP_1 ("sys/box/2/q", "1", "0", "") } },
  { "a-group-outside",
    10 * MB,
    { MACHINE,
      { "proc/self/mountinfo", V2 },
      { "proc/self/cgroup", "0::/../../other\n" },
      GROUP_2 ("sys/fs/cgroup", "10485760", "0", ""),
      GROUP_2 ("sys/other", "1", "0", "") } },
  { "both-versions",
    20 * MB,
    { MACHINE,
      { "proc/self/mountinfo", V1 "41 31 0:38 / /sys/fs/unified rw - cgroup2 cgroup2 rw\n" },
      { "proc/self/cgroup", "4:memory:/p\n0::/a\n" },
      GROUP_1 ("sys/fs/cgroup/memory/p", "20971520", "0", ""),
      GROUP_2 ("sys/fs/unified/a", "31457280", "0", "") } },
  { "lines-that-mean-nothing",
    2000 * MB,
    { MACHINE,
      { "proc/self/mountinfo", "\n9 8\n9 8 0:7 /box / - \n" },
      { "proc/self/cgroup", "\n4\n4:memory\n::\n" } } }
};

static void
put (const char *root,
     const File *file)
{
  g_autofree char *path   = g_build_filename (root, file->path, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, file->text, -1, NULL));
}

static char *
make_root (void)
{
  char *root = g_dir_make_tmp ("neural-art-memory-XXXXXX", NULL);

  g_assert_nonnull (root);
  return root;
}

static void
remove_root (const char *root)
{
  const char *const command[] = { "rm", "-rf", root, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               NULL, NULL, NULL, NULL));
}

static void
test_tree (gconstpointer data)
{
  const Case      *c    = data;
  g_autofree char *root = make_root ();

  for (size_t i = 0; i < G_N_ELEMENTS (c->files) && c->files[i].path != NULL; i++)
    put (root, &c->files[i]);

  g_assert_cmpuint (nst_available_memory_find (root).shared, ==, c->bytes);
  remove_root (root);
}

/* Limits far above what any program has, sanitizers included; the use is made up. */
static void
check_limit (int resource,
             int field)
{
  const guint64    limit   = G_GUINT64_CONSTANT (1) << 46;
  const guint64    page    = (guint64) sysconf (_SC_PAGESIZE);
  const guint64    used    = (limit - 100 * MB) / page;
  g_autofree char *root    = make_root ();
  g_autofree char *statm   = g_strdup_printf ("%" G_GUINT64_FORMAT " 2 3 4 0 %" G_GUINT64_FORMAT " 0\n",
                                            field == 0 ? used : 1, field == 5 ? used : 1);
  const File       files[] = { { "proc/self/statm", statm },
                               { "proc/meminfo", "MemAvailable: 99999999999 kB\n" } };
  struct rlimit    before;
  struct rlimit    limited;

  put (root, &files[0]);
  put (root, &files[1]);

  g_assert_cmpint (getrlimit (resource, &before), ==, 0);
  limited          = before;
  limited.rlim_cur = limit;
  g_assert_cmpint (setrlimit (resource, &limited), ==, 0);
  g_assert_cmpuint (nst_available_memory_find (root).own, ==, 100 * MB);
  g_assert_cmpint (setrlimit (resource, &before), ==, 0);

  remove_root (root);
}

static void
test_addresses (void)
{
  check_limit (RLIMIT_AS, 0);
}

static void
test_data (void)
{
  check_limit (RLIMIT_DATA, 5);
}

/* Without /proc: half of the machine's. */
static void
test_nothing_known (void)
{
  g_autofree char *root = make_root ();

  g_assert_cmpuint (nst_available_memory_find (root).shared, ==,
                    (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE) / 2);
  remove_root (root);
}

/* ---- under limits, each in a process of its own -------------------------- */

#define SIDE    96
#define NOBODY  65534
#define SECONDS 20

/* Addresses from here on: so many megabytes more than there are. */
static void
limit_addresses (guint64 megabytes)
{
  struct rlimit      limit = { 0, RLIM_INFINITY };
  unsigned long long pages = 0;
  g_autofree char   *text  = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  pages          = g_ascii_strtoull (text, NULL, 10);
  limit.rlim_cur = pages * (guint64) sysconf (_SC_PAGESIZE) + megabytes * MB;
  limit.rlim_max = limit.rlim_cur;
  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
}

/* One eigensolver for each task. */
static void
solve (gpointer data,
       size_t   task,
       int      thread)
{
  const size_t       n      = SIDE;
  g_autofree double *a      = g_new0 (double, n *n);
  g_autofree double *values = g_new0 (double, n);
  g_autofree double *space  = g_new0 (double, nst_matrix_count_space (SIDE));

  for (size_t i = 0; i < n; i++)
    a[i * n + i] = (double) (i + task);
  if (nst_matrix_eigen (SIDE, a, values, space) && values[n - 1] == (double) (n - 1 + task))
    g_atomic_int_inc ((int *) data);
}

/* Whatever team there is works; it is ended by an alarm where it hangs. */
static void
check_team (int least,
            int most)
{
  NstThreads         threads;
  g_autoptr (GError) error = NULL;
  int                done  = 0;

  alarm (SECONDS);

  if (nst_threads_begin (&threads, 4, NULL, NULL, &error))
    {
      g_assert_cmpint (threads.n_threads, >=, MAX (least, 1));
      g_assert_cmpint (threads.n_threads, <=, most);
      nst_threads_run (&threads, 16, solve, &done);
      g_assert_cmpint (done, ==, 16);
      nst_threads_end (&threads);
    }
  else
    {
      g_assert_cmpint (least, ==, 0);
      g_assert_error (error, NST_ERROR, NST_ERROR_MEMORY);
    }
}

static void
check_in_process (void (*check) (void))
{
#if defined(__SANITIZE_ADDRESS__)
  g_test_skip ("ASan takes more addresses than any limit");
#else
  if (g_test_subprocess ())
    {
      check ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
#endif
}

static void
check_no_room (void)
{
  limit_addresses (150);
  check_team (0, 0);
}

static void
check_some_room (void)
{
  limit_addresses (400);
  check_team (1, 2);
}

static void
check_one_thread (void)
{
  const struct rlimit limit = { 1, 1 };

  if (getuid () == 0)
    {
      g_assert_cmpint (setgroups (0, NULL), ==, 0);
      g_assert_cmpint (setgid (NOBODY), ==, 0);
      g_assert_cmpint (setuid (NOBODY), ==, 0);
    }
  g_assert_cmpint (setrlimit (RLIMIT_NPROC, &limit), ==, 0);
  check_team (1, 1);
}

static void
test_no_room (void)
{
  check_in_process (check_no_room);
}

static void
test_some_room (void)
{
  check_in_process (check_some_room);
}

static void
test_one_thread (void)
{
  check_in_process (check_one_thread);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/memory/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_tree);
    }
  g_test_add_func ("/memory/limit-of-addresses", test_addresses);
  g_test_add_func ("/memory/limit-of-data", test_data);
  g_test_add_func ("/memory/nothing-known", test_nothing_known);
  g_test_add_func ("/limits/no-room-for-blas", test_no_room);
  g_test_add_func ("/limits/room-for-some-threads", test_some_room);
  g_test_add_func ("/limits/one-thread-allowed", test_one_thread);

  return g_test_run ();
}
