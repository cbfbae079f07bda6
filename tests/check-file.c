/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader of EXIF's orientation, on files made here: right ones of every
 * kind, cut at every byte, and with bytes changed at random.  Every file lies
 * in memory of exactly its size, so that the sanitizers see a byte too far. */

#include "plugin/cli/file-check.h"

#include <stdlib.h>
#include <string.h>

#define SCAN_BYTES 40

static void
add_number (GByteArray *to,
            guint32     value,
            int         n,
            gboolean    big_endian)
{
  for (int i = 0; i < n; i++)
    {
      const int    shift = 8 * (big_endian ? n - 1 - i : i);
      const guint8 byte  = (guint8) (value >> shift);

      g_byte_array_append (to, &byte, 1);
    }
}

static void
add_text (GByteArray *to,
          const char *text,
          guint       n)
{
  g_byte_array_append (to, (const guint8 *) text, n);
}

/* A TIFF file with two entries, the second the orientation. */
static GByteArray *
make_tiff (int      orientation,
           gboolean big)
{
  GByteArray *file = g_byte_array_new ();

  add_text (file, big ? "MM\0*" : "II*\0", 4);
  add_number (file, 8, 4, big);
  add_number (file, 2, 2, big);
  add_number (file, 0x0100, 2, big);
  add_number (file, 4, 2, big);
  add_number (file, 1, 4, big);
  add_number (file, 6, 4, big);
  add_number (file, 0x0112, 2, big);
  add_number (file, 3, 2, big);
  add_number (file, 1, 4, big);
  add_number (file, orientation, 2, big);
  add_number (file, 0, 2, big);
  add_number (file, 0, 4, big);

  return file;
}

static GByteArray *
make_jpeg (const GByteArray *tiff)
{
  GByteArray *file = g_byte_array_new ();

  add_text (file, "\xff\xd8\xff\xe0\0\4ab\xff\xff\xe1", 11);
  add_number (file, tiff->len + 8, 2, TRUE);
  add_text (file, "Exif\0\0", 6);
  g_byte_array_append (file, tiff->data, tiff->len);
  add_text (file, "\xff\xda\0\4ab", 6);

  for (int i = 0; i < SCAN_BYTES; i++)
    add_text (file, "\xff\0", 2);

  add_text (file, "\xff\xd9", 2);

  return file;
}

static GByteArray *
make_png (const GByteArray *tiff)
{
  GByteArray *file = g_byte_array_new ();

  add_text (file, "\x89PNG\r\n\x1a\n\0\0\0\2IHDRab1234", 22);
  add_number (file, tiff->len, 4, TRUE);
  add_text (file, "eXIf", 4);
  g_byte_array_append (file, tiff->data, tiff->len);
  add_text (file, "1234", 4);

  return file;
}

static GByteArray *
make_webp (const GByteArray *tiff)
{
  GByteArray *file = g_byte_array_new ();

  add_text (file, "RIFF", 4);
  add_number (file, tiff->len + 24, 4, FALSE);
  add_text (file, "WEBPVP8X\3\0\0\0abc\0EXIF", 20);
  add_number (file, tiff->len, 4, FALSE);
  g_byte_array_append (file, tiff->data, tiff->len);

  return file;
}

enum
{
  TIFF,
  JPEG,
  PNG,
  WEBP,
  N_KINDS
};

static GByteArray *
make_file (int      kind,
           int      orientation,
           gboolean big)
{
  g_autoptr (GByteArray) tiff = make_tiff (orientation, big);

  switch (kind)
    {
    case JPEG:
      return make_jpeg (tiff);

    case PNG:
      return make_png (tiff);

    case WEBP:
      return make_webp (tiff);

    default:
      return g_steal_pointer (&tiff);
    }
}

static void
test_orientation (void)
{
  for (int kind = 0; kind < N_KINDS; kind++)
    for (int orientation = 0; orientation <= 9; orientation++)
      for (int big = 0; big < 2; big++)
        {
          g_autoptr (GByteArray) file  = make_file (kind, orientation, big);
          const gboolean         known = orientation >= 1 && orientation <= 8;

          g_assert_cmpint (nst_exif_orientation (file->data, file->len), ==,
                           known ? orientation : 1);
          g_assert_false (nst_exif_is_cut_short (file->data, file->len));
        }
}

static int
orientation_of_copy (const guint8 *bytes,
                     gsize         n,
                     gboolean     *cut_short)
{
  guint8 *copy = malloc (MAX (n, 1));
  int     orientation;

  memcpy (copy, bytes, n);
  orientation = nst_exif_orientation (copy, n);
  *cut_short  = nst_exif_is_cut_short (copy, n);
  free (copy);

  g_assert_cmpint (orientation, >=, 1);
  g_assert_cmpint (orientation, <=, 8);

  return orientation;
}

static void
test_cut_anywhere (void)
{
  for (int kind = 0; kind < N_KINDS; kind++)
    {
      g_autoptr (GByteArray) file = make_file (kind, 6, kind % 2);

      for (guint n = 0; n < file->len; n++)
        {
          gboolean cut_short;

          orientation_of_copy (file->data, n, &cut_short);

          /* From where the kind can be seen on. */
          if (n >= 12 && (kind == JPEG || kind == WEBP))
            g_assert_true (cut_short);
        }
    }
}

static void
test_fuzz (void)
{
  for (int round = 0; round < 200000; round++)
    {
      g_autoptr (GByteArray) file = make_file (round % N_KINDS, 6,
                                               round / N_KINDS % 2);
      const int              n    = g_test_rand_int_range (1, 5);
      gboolean               cut_short;

      for (int i = 0; i < n; i++)
        {
          const int at = g_test_rand_int_range (0, (int) file->len);

          file->data[at] = g_test_rand_bit ()
                             ? 0xff
                             : (guint8) g_test_rand_int_range (0, 256);
        }

      orientation_of_copy (file->data, file->len, &cut_short);
    }
}

/* A directory that lies far outside, or says to have 65535 entries. */
static void
test_wild_offsets (void)
{
  static const guint32 offsets[] = { 0, 7, 37, 38, 0x7fffffff, 0xffffffff };

  for (size_t i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr (GByteArray) file = make_tiff (6, FALSE);
      gboolean               cut_short;

      for (int k = 0; k < 4; k++)
        file->data[4 + k] = (guint8) (offsets[i] >> 8 * k);

      orientation_of_copy (file->data, file->len, &cut_short);
    }

  g_autoptr (GByteArray) file = make_tiff (6, FALSE);
  gboolean               cut_short;

  file->data[8] = file->data[9] = 0xff;
  g_assert_cmpint (orientation_of_copy (file->data, file->len, &cut_short), ==,
                   6);
  file->data[22] = 0; /* the orientation's tag is another now */
  g_assert_cmpint (orientation_of_copy (file->data, file->len, &cut_short), ==,
                   1);
}

/* 1 2 3    what each orientation shows of it, by the standard's words: where
 * 4 5 6    row 0 and column 0 of the file lie. */
static void
test_turn (void)
{
  static const float from[6]  = { 1, 2, 3, 4, 5, 6 };
  static const float to[8][6] = {
    { 1, 2, 3, 4, 5, 6 }, /* top, left */
    { 3, 2, 1, 6, 5, 4 }, /* top, right */
    { 6, 5, 4, 3, 2, 1 }, /* bottom, right */
    { 4, 5, 6, 1, 2, 3 }, /* bottom, left */
    { 1, 4, 2, 5, 3, 6 }, /* left, top */
    { 4, 1, 5, 2, 6, 3 }, /* right, top */
    { 6, 3, 5, 2, 4, 1 }, /* right, bottom */
    { 3, 6, 2, 5, 1, 4 }, /* left, bottom */
  };

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      float turned[6];

      nst_exif_turn (from, 3, 2, 1, orientation, turned);
      g_assert_cmpmem (turned, sizeof turned, to[orientation - 1],
                       sizeof turned);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exif/orientation", test_orientation);
  g_test_add_func ("/exif/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/exif/fuzz", test_fuzz);
  g_test_add_func ("/exif/wild-offsets", test_wild_offsets);
  g_test_add_func ("/exif/turn", test_turn);

  return g_test_run ();
}
