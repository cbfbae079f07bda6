/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A block of EXIF is a TIFF file of its own: its directories are written anew behind the
 * pixels, with the numbers turned to the file's byte order, and then the file's first
 * directory once more, with entries that lead to them (TIFF 6.0, section 2; EXIF 2.32, 4.6). */

#include "plugin/cli/exif-tiff.h"
#include "plugin/cli/exif.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>
#include <libexif/exif-data.h>

#define ENTRY_BYTES 12
#define INLINE      4 /* bytes of a value that stand in its entry */
#define TYPE_LONG   4

typedef struct
{
  guint8 bytes[ENTRY_BYTES];
} Entry;

/* What comes behind the file, which has start bytes. */
typedef struct
{
  GByteArray *bytes;
  guint32     start;
} Tail;

/* Little-endian, as entries are here. */
static void
put (guint8 *to,
     guint32 value,
     int     n)
{
  for (int i = 0; i < n; i++)
    to[i] = (guint8) (value >> 8 * i);
}

static guint16
get_tag (const Entry *entry)
{
  return (guint16) (entry->bytes[0] | entry->bytes[1] << 8);
}

static gint
compare_tags (gconstpointer a,
              gconstpointer b)
{
  return get_tag (a) - get_tag (b);
}

/* Where the next bytes will be, at an even offset. */
static guint32
align (Tail *tail)
{
  if (tail->bytes->len % 2)
    g_byte_array_append (tail->bytes, (const guint8 *) "", 1);

  return tail->start + tail->bytes->len;
}

static void
add_entry (GArray       *entries,
           Tail         *tail,
           guint16       tag,
           guint16       type,
           guint32       count,
           gconstpointer value,
           guint         n)
{
  Entry entry = { { 0 } };

  put (entry.bytes, tag, 2);
  put (entry.bytes + 2, type, 2);
  put (entry.bytes + 4, count, 4);

  if (n <= INLINE)
    memcpy (entry.bytes + 8, value, n);
  else
    {
      put (entry.bytes + 8, align (tail), 4);
      g_byte_array_append (tail->bytes, value, n);
    }

  g_array_append_val (entries, entry);
}

/* Writes a directory; its offset. */
static guint32
add_directory (GArray *entries,
               Tail   *tail)
{
  const guint32 at = align (tail);
  guint8        count[2];

  g_array_sort (entries, compare_tags);
  put (count, entries->len, 2);
  g_byte_array_append (tail->bytes, count, sizeof count);
  g_byte_array_append (tail->bytes, (const guint8 *) entries->data,
                       entries->len * ENTRY_BYTES);
  g_byte_array_append (tail->bytes, (const guint8[4]){ 0 }, 4);

  return at;
}

/* Of the camera and the photographer: the rest of the first directory is the file's own. */
static gboolean
is_kept (ExifIfd directory,
         ExifTag tag)
{
  if (directory != EXIF_IFD_0)
    return tag != EXIF_TAG_MAKER_NOTE;

  return tag == EXIF_TAG_IMAGE_DESCRIPTION || tag == EXIF_TAG_MAKE || tag == EXIF_TAG_MODEL ||
         tag == EXIF_TAG_SOFTWARE || tag == EXIF_TAG_DATE_TIME || tag == EXIF_TAG_ARTIST ||
         tag == EXIF_TAG_COPYRIGHT;
}

static void
add_entries (GArray      *entries,
             Tail        *tail,
             const Entry *existing,
             guint        n_existing,
             ExifContent *content,
             ExifIfd      directory)
{
  for (unsigned i = 0; i < content->count; i++)
    {
      const ExifEntry *entry = content->entries[i];
      gboolean         kept  = is_kept (directory, entry->tag) && entry->size > 0 &&
                      entry->size == entry->components * exif_format_get_size (entry->format);

      for (guint k = 0; k < n_existing; k++)
        kept = kept && get_tag (&existing[k]) != (guint16) entry->tag;

      if (kept)
        add_entry (entries, tail, (guint16) entry->tag, (guint16) entry->format,
                   (guint32) entry->components, entry->data, entry->size);
    }
}

/* A directory of its own, and the entry that leads to it. */
static void
add_below (GArray      *entries,
           Tail        *tail,
           ExifContent *content,
           ExifIfd      directory,
           ExifTag      pointer)
{
  g_autoptr (GArray) below = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint8             at[4];

  add_entries (below, tail, NULL, 0, content, directory);
  if (below->len == 0)
    return;

  put (at, add_directory (below, tail), 4);
  add_entry (entries, tail, (guint16) pointer, TYPE_LONG, 1, at, sizeof at);
}

/* The first directory of a little-endian file with offsets of 32 bits; NULL: another. */
static GArray *
read_directory (FILE    *file,
                guint32 *n_bytes)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint8             head[8];
  guint8             count[2];
  guint32            at;
  long               end;

  if (fread (head, 1, sizeof head, file) != sizeof head || memcmp (head, "II*\0", 4) != 0)
    return NULL;

  at = head[4] | (guint32) head[5] << 8 | (guint32) head[6] << 16 | (guint32) head[7] << 24;
  if (fseek (file, (long) at, SEEK_SET) != 0 || fread (count, 1, 2, file) != 2)
    return NULL;

  g_array_set_size (entries, count[0] | (guint) count[1] << 8);
  if (fread (entries->data, ENTRY_BYTES, entries->len, file) != entries->len ||
      fseek (file, 0, SEEK_END) != 0 || (end = ftell (file)) < 0 || end > G_MAXINT32)
    return NULL;

  *n_bytes = (guint32) end;

  return g_steal_pointer (&entries);
}

static gboolean
write_tail (FILE       *file,
            const Tail *tail,
            guint32     directory)
{
  guint8 at[4];

  put (at, directory, 4);

  return fwrite (tail->bytes->data, 1, tail->bytes->len, file) == tail->bytes->len &&
         fseek (file, 4, SEEK_SET) == 0 && fwrite (at, 1, sizeof at, file) == sizeof at;
}

static gboolean
add_to_file (FILE     *file,
             ExifData *exif)
{
  g_autoptr (GByteArray) bytes   = g_byte_array_new ();
  Tail                   tail    = { bytes, 0 };
  g_autoptr (GArray)     entries = read_directory (file, &tail.start);
  const guint            n       = entries ? entries->len : 0;
  g_autofree Entry      *before  = NULL;

  if (!entries)
    return TRUE;

  if (tail.start % 2)
    g_byte_array_append (bytes, (const guint8 *) "", 1);

  before = g_memdup2 (entries->data, n * sizeof (Entry));
  add_entries (entries, &tail, before, n, exif->ifd[EXIF_IFD_0], EXIF_IFD_0);
  add_below (entries, &tail, exif->ifd[EXIF_IFD_EXIF], EXIF_IFD_EXIF, EXIF_TAG_EXIF_IFD_POINTER);
  add_below (entries, &tail, exif->ifd[EXIF_IFD_GPS], EXIF_IFD_GPS,
             EXIF_TAG_GPS_INFO_IFD_POINTER);

  return entries->len == n || write_tail (file, &tail, add_directory (entries, &tail));
}

gboolean
nst_exif_add_to_tiff (const char   *path,
                      gconstpointer block,
                      gsize         n)
{
  ExifData *exif = nst_exif_read (block, n);
  FILE     *file = g_fopen (path, "r+be");
  gboolean  good = file != NULL;

  if (exif && file)
    {
      exif_data_set_byte_order (exif, EXIF_BYTE_ORDER_INTEL);
      good = add_to_file (file, exif);
    }

  if (file && fclose (file) != 0)
    good = FALSE;
  if (exif)
    exif_data_unref (exif);

  return good;
}
