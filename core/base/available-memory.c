/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Limits are told in four places.  /proc/meminfo: the machine.  Control groups: each group
 * from the process's own up to the root of its hierarchy may have a limit, for itself and
 * all below it, in the two versions by different names (Documentation/admin-guide/
 * cgroup-v2.rst and cgroup-v1/memory.rst of Linux).  RLIMIT_AS and RLIMIT_DATA: the
 * process's addresses, whether used or not. */

#include "core/base/available-memory.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define NO_LIMIT G_MAXUINT64

/* The files of a group, and what of its memory can be taken back at once. */
typedef struct
{
  const char *file_system;
  gboolean    lists_controllers; /* "memory" among them is the one */
  const char *limits[2];
  const char *used;
  const char *reclaimable[3]; /* lines of memory.stat */
} Version;

static const Version versions[] = {
  { "cgroup2",
    FALSE,
    { "memory.max", "memory.high" },
    "memory.current",
    { "inactive_file", "active_file", "slab_reclaimable" } },
  { "cgroup",
    TRUE,
    { "memory.limit_in_bytes" },
    "memory.usage_in_bytes",
    { "total_inactive_file", "total_active_file" } }
};

static char *
read_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char            *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

/* The number that follows a name in a text of lines "NAME NUMBER"; otherwise where there
 * is none. */
static guint64
find_number (const char *text,
             const char *name,
             guint64     otherwise)
{
  const size_t length = strlen (name);

  for (const char *line = text; line != NULL && *line != '\0';)
    {
      const char *end = strchr (line, '\n');

      if (strncmp (line, name, length) == 0 && (line[length] == ' ' || line[length] == '\t'))
        return g_ascii_strtoull (line + length, NULL, 10);
      line = end != NULL ? end + 1 : NULL;
    }

  return otherwise;
}

static guint64
subtract (guint64 limit,
          guint64 used)
{
  return limit > used ? limit - used : 0;
}

/* ---- the machine ------------------------------------------------------- */

static guint64
get_machine_bytes (const char *root)
{
  g_autofree char *text      = read_file (root, "/proc/meminfo");
  const guint64    kilobytes = find_number (text, "MemAvailable:", 0);

  if (kilobytes > 0)
    return kilobytes * 1024;

  return (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE) / 2;
}

/* ---- control groups ---------------------------------------------------- */

/* What a group leaves of its limit; NO_LIMIT where it has none. */
static guint64
get_group_bytes (const Version *version,
                 const char    *folder)
{
  g_autofree char *used_text   = read_file (folder, version->used);
  g_autofree char *stat        = read_file (folder, "memory.stat");
  guint64          limit       = NO_LIMIT;
  guint64          reclaimable = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (version->limits) && version->limits[i] != NULL; i++)
    {
      g_autofree char *text = read_file (folder, version->limits[i]);

      /* "max": there is none. */
      if (text != NULL && g_ascii_isdigit (*text))
        limit = MIN (limit, g_ascii_strtoull (text, NULL, 10));
    }
  if (limit == NO_LIMIT || used_text == NULL)
    return limit;

  for (size_t i = 0; i < G_N_ELEMENTS (version->reclaimable); i++)
    if (version->reclaimable[i] != NULL)
      reclaimable += find_number (stat, version->reclaimable[i], 0);

  return subtract (limit, subtract (g_ascii_strtoull (used_text, NULL, 10), reclaimable));
}

/* Whether a list "a,b,c" has a word. */
static gboolean
has_word (const char *list,
          const char *word)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) words, word);
}

/* The process's group in a version's hierarchy, from /proc/self/cgroup's lines
 * "NUMBER:CONTROLLERS:PATH"; NULL: it is in none. */
static char *
find_group (const Version *version,
            const char    *groups)
{
  g_auto (GStrv) lines = g_strsplit (groups, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ":", 3);

      if (g_strv_length (fields) == 3 &&
          (version->lists_controllers ? has_word (fields[1], "memory") : *fields[1] == '\0'))
        return g_strdup (fields[2]);
    }

  return NULL;
}

/* One of the lines of /proc/self/mountinfo: where a hierarchy is mounted, and which of its
 * groups is there (a container may see a part of it). */
typedef struct
{
  char *group;
  char *folder;
} Mount;

static gboolean
find_mount (const Version *version,
            const char    *mounts,
            Mount         *mount)
{
  g_auto (GStrv) lines = g_strsplit (mounts, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    {
      const char    *dash   = strstr (lines[i], " - ");
      g_auto (GStrv) fields = g_strsplit (lines[i], " ", 6);
      g_auto (GStrv) system = g_strsplit (dash != NULL ? dash + 3 : "", " ", 3);

      if (g_strv_length (fields) == 6 && g_strv_length (system) == 3 &&
          strcmp (system[0], version->file_system) == 0 &&
          (!version->lists_controllers || has_word (system[2], "memory")))
        {
          /* Blanks in paths are written as \040. */
          *mount = (Mount){ g_strcompress (fields[3]), g_strcompress (fields[4]) };
          return TRUE;
        }
    }

  return FALSE;
}

/* A group's path from the mounted one; "" where it is that one, or can't be seen. */
static const char *
get_path_below (const char *group,
                const char *mounted)
{
  const char *below = group;

  if (strcmp (mounted, "/") != 0)
    below = g_str_has_prefix (group, mounted) ? group + strlen (mounted) : "";

  return *below != '/' || g_str_has_prefix (below, "/..") ? "" : below;
}

/* The least that the groups of a version leave, from the process's own upwards to the
 * one that is mounted. */
static guint64
get_hierarchy_bytes (const Version *version,
                     const char    *root,
                     const char    *groups,
                     const char    *mounts)
{
  g_autofree char *group = find_group (version, groups);
  g_autofree char *path  = NULL;
  guint64          bytes = NO_LIMIT;
  Mount            mount;
  char            *slash;

  if (group == NULL || !find_mount (version, mounts, &mount))
    return NO_LIMIT;

  path = g_strdup (get_path_below (group, mount.group));
  do
    {
      g_autofree char *folder = g_build_filename (root, mount.folder, path, NULL);

      bytes = MIN (bytes, get_group_bytes (version, folder));
      slash = strrchr (path, '/');
      if (slash != NULL)
        *slash = '\0';
    }
  while (slash != NULL);

  g_free (mount.group);
  g_free (mount.folder);

  return bytes;
}

static guint64
get_groups_bytes (const char *root)
{
  g_autofree char *groups = read_file (root, "/proc/self/cgroup");
  g_autofree char *mounts = read_file (root, "/proc/self/mountinfo");
  guint64          bytes  = NO_LIMIT;

  for (size_t i = 0; i < G_N_ELEMENTS (versions) && groups != NULL && mounts != NULL; i++)
    bytes = MIN (bytes, get_hierarchy_bytes (&versions[i], root, groups, mounts));

  return bytes;
}

/* ---- the process ------------------------------------------------------- */

static guint64
get_limit (int resource)
{
  struct rlimit limit;

  if (getrlimit (resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return NO_LIMIT;

  return limit.rlim_cur;
}

/* /proc/self/statm tells pages: all addresses first, those of data and stack sixth. */
static guint64
get_process_bytes (const char *root)
{
  g_autofree char   *text      = read_file (root, "/proc/self/statm");
  const guint64      page      = (guint64) sysconf (_SC_PAGESIZE);
  const guint64      addresses = get_limit (RLIMIT_AS);
  const guint64      data      = get_limit (RLIMIT_DATA);
  unsigned long long used[2]   = { 0, 0 };

  if (text != NULL)
    sscanf (text, "%llu %*u %*u %*u %*u %llu", &used[0], &used[1]);

  return MIN (addresses == NO_LIMIT ? NO_LIMIT : subtract (addresses, used[0] * page),
              data == NO_LIMIT ? NO_LIMIT : subtract (data, used[1] * page));
}

NstAvailableMemory
nst_available_memory_find (const char *root)
{
  return (NstAvailableMemory){ MIN (get_machine_bytes (root), get_groups_bytes (root)),
                               get_process_bytes (root) };
}
