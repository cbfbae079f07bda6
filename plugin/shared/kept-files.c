/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one that was asked for last is the first. */

#include "plugin/shared/kept-files.h"

#include <string.h>

#include <gio/gio.h>

#define MOST_FILES 16

typedef struct
{
  char     *key;
  NstPixels pixels;
} Kept;

static GQueue kept = G_QUEUE_INIT; /* of Kept */

char *
nst_kept_files_key (const char *path,
                    int         side)
{
  g_autoptr (GFile)     file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (
    file, G_FILE_ATTRIBUTE_ETAG_VALUE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
    NULL, NULL);

  if (!info)
    return NULL;

  return g_strdup_printf ("%d %" G_GOFFSET_FORMAT " %s %s", side, g_file_info_get_size (info),
                          g_file_info_get_etag (info), path);
}

static int
has_key (gconstpointer data,
         gconstpointer key)
{
  return strcmp (((const Kept *) data)->key, key);
}

gboolean
nst_kept_files_find (const char *key,
                     NstPixels  *pixels)
{
  GList *link = g_queue_find_custom (&kept, key, has_key);

  if (!link)
    return FALSE;

  g_queue_unlink (&kept, link);
  g_queue_push_head_link (&kept, link);

  return nst_pixels_copy (&((Kept *) link->data)->pixels, pixels, NULL);
}

static void
free_one (Kept *one)
{
  g_free (one->key);
  nst_pixels_clear (&one->pixels);
  g_free (one);
}

void
nst_kept_files_add (const char      *key,
                    const NstPixels *pixels)
{
  Kept *one = g_new0 (Kept, 1);

  if (!nst_pixels_copy (pixels, &one->pixels, NULL))
    {
      free_one (one);
      return;
    }

  one->key = g_strdup (key);
  g_queue_push_head (&kept, one);
  if (kept.length > MOST_FILES)
    free_one (g_queue_pop_tail (&kept));
}
