/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The kinds of picture files between those of check-picture.c and of check-bitmaps.c, and what
 * is no picture. */

#define _GNU_SOURCE /* memmem */

#include "plugin/shared/numbers.h"
#include "tests/picture-checks.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <openexr.h>

/* Kinds of light are under no curve. */
static float
as_light (int x,
          int y,
          int c)
{
  return nst_srgb_encode (files_colour (x, y, c));
}


/* ---- frames ---------------------------------------------------------- */

/* The pattern, and a second frame of black. */
static VipsImage *
make_frames (void)
{
  VipsImage *parts[2] = { files_image (files_colour, 3, VIPS_FORMAT_UCHAR), NULL };
  VipsImage *joined   = NULL;
  VipsImage *made     = vips_image_new_memory ();

  vips_black (&parts[1], FILES_WIDTH, FILES_HEIGHT, "bands", 3, NULL);
  g_assert_true (vips_arrayjoin (parts, &joined, 2, "across", 1, NULL) == 0);
  g_assert_true (vips_image_write (joined, made) == 0);
  vips_image_set_int (made, VIPS_META_PAGE_HEIGHT, FILES_HEIGHT);
  g_object_unref (joined);
  g_object_unref (parts[0]);
  g_object_unref (parts[1]);

  return made;
}

static void
check_gif (void)
{
  files_save (files_image (files_colour, 3, VIPS_FORMAT_UCHAR), "one.gif", "[dither=0]");
  checks_similar ("one.gif", 1);
  checks_cut ("one.gif");
  files_save (make_frames (), "two.gif", "[dither=0]");
  checks_similar ("two.gif", 1);
  checks_whole_or_refused ("two.gif");
}

static void
check_webp (void)
{
  files_save (files_image (files_colour, 3, VIPS_FORMAT_UCHAR), "one.webp", "[lossless]");
  checks_alike ("one.webp", files_colour, FALSE, 1, CHECKS_EXACT);
  checks_cut ("one.webp");
  files_save (files_image (files_colour, 3, VIPS_FORMAT_UCHAR), "lossy.webp", "[Q=90]");
  checks_similar ("lossy.webp", 1);
  checks_cut ("lossy.webp");
  files_save (files_image (files_colour, 4, VIPS_FORMAT_UCHAR), "alpha.webp", "[lossless]");
  checks_has_alpha ("alpha.webp", files_colour);
  files_save (make_frames (), "two.webp", "[lossless]");
  checks_alike ("two.webp", files_colour, FALSE, 1, CHECKS_EXACT);
  checks_whole_or_refused ("two.webp");
}


/* ---- PNM and PFM ----------------------------------------------------- */

/* Levels up to most behind a head. */
static void
make_pnm (const char  *name,
          const char  *head,
          FilesPattern pattern,
          int          most)
{
  GByteArray    *pnm    = g_byte_array_new ();
  const gboolean digits = head[1] <= '3';
  const int      n      = head[1] == '3' || head[1] == '6' ? 3 : 1;

  files_put (pnm, head, strlen (head));
  for (int y = 0; y < FILES_HEIGHT; y++)
    for (int x = 0; x < FILES_WIDTH; x++)
      for (int c = 0; c < n; c++)
        {
          const guint      level = (guint) lrintf ((float) most * pattern (x, y, c));
          g_autofree char *text  = g_strdup_printf ("%u%s", level, x % 16 == 15 ? "\r\n" : " ");

          if (digits)
            files_put (pnm, text, strlen (text));
          else
            files_put_be (pnm, level, most > 255 ? 2 : 1);
        }
  if (digits)
    files_put (pnm, "# a cut number would be one", 27);
  files_write (name, pnm);
}

/* Packed bits, or digits without space; 1 is black. */
static void
make_pbm (const char *name,
          const char *head)
{
  GByteArray *pbm  = g_byte_array_new ();
  guint       byte = 0;

  files_put (pbm, head, strlen (head));
  for (int y = 0; y < FILES_HEIGHT; y++)
    for (int x = 0; x < FILES_WIDTH; x++)
      {
        const guint bit = files_bit (x, y, 0) < 0.5f;

        byte = byte << 1 | bit;
        if (head[1] == '1')
          files_put_be (pbm, '0' + bit, 1);
        else if (x % 8 == 7)
          files_put_be (pbm, byte & 255, 1);
      }
  files_write (name, pbm);
}

static void
check_pnm (void)
{
  static const char *const heads[] = { "P6\n48 36\n255\n", "P6 48 36 255 ", "P6\t48\r\n\r\n36\n# 1 2 3\n255\n",
                                       "P6\n# words\n48 # wide\n36\n255\n", "P3 48 36 255 ",
                                       "P3\n#\n48\n36\n255\n", "P5 48 36 255\n", "P5\n#255\n48\t36 255 ",
                                       "P2 48 36\n255 ", "P2\n# a\n# b\n48 36\n255\n" };

  for (size_t i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      const gboolean is_grey = heads[i][1] == '2' || heads[i][1] == '5';

      make_pnm ("a.pnm", heads[i], files_colour, 255);
      checks_alike ("a.pnm", files_colour, is_grey, 1, CHECKS_EXACT);
      checks_cut ("a.pnm");
    }

  make_pnm ("deep.ppm", "P6 48 36 65535\n", files_deep, 65535);
  checks_alike ("deep.ppm", files_deep, FALSE, 1, CHECKS_EXACT);
  make_pnm ("deep.pgm", "P5 48 36 65535\n", files_deep, 65535);
  checks_alike ("deep.pgm", files_deep, TRUE, 1, CHECKS_EXACT);
  checks_cut ("deep.pgm");

  make_pbm ("packed.pbm", "P4\n48 36\n");
  checks_alike ("packed.pbm", files_bit, TRUE, 1, CHECKS_EXACT);
  checks_cut ("packed.pbm");
  make_pbm ("plain.pbm", "P1 # 0 1\n48 36\n");
  checks_alike ("plain.pbm", files_bit, TRUE, 1, CHECKS_EXACT);
  checks_cut ("plain.pbm");
}

/* Levels that look like white space. */
static float
as_space (int x,
          int y,
          int c)
{
  return (float) (9 + (x + y + c) % 30) / 255;
}

/* The largest level is what the head says. */
static void
check_pnm_levels (void)
{
  static const int most[] = { 1, 15, 100, 1000, 4095 };

  make_pnm ("space.ppm", "P6 48 36 255 ", as_space, 255);
  checks_alike ("space.ppm", as_space, FALSE, 1, CHECKS_EXACT);
  make_pnm ("space.pgm", "P5 48 36 255\n", as_space, 255);
  checks_alike ("space.pgm", as_space, TRUE, 1, CHECKS_EXACT);

  for (size_t i = 0; i < G_N_ELEMENTS (most); i++)
    for (const char *kind = "2356"; *kind; kind++)
      {
        g_autofree char *head = g_strdup_printf ("P%c 48 36 %d\n", *kind, most[i]);

        make_pnm ("levels.pnm", head, files_colour, most[i]);
        checks_alike ("levels.pnm", files_colour, *kind == '2' || *kind == '5', 1,
                      0.51f / (float) most[i]);
      }
}

/* A map of any depth: grey or colours, with alpha or not. */
static void
check_pam (void)
{
  static const int most[] = { 1, 15, 255, 1000, 65535 };

  for (size_t i = 0; i < G_N_ELEMENTS (most); i++)
    for (int n = 1; n <= 4; n++)
      {
        GByteArray      *pam  = g_byte_array_new ();
        g_autofree char *head = g_strdup_printf ("P7\n# words\nWIDTH 48\nHEIGHT 36\nDEPTH %d\n"
                                                 "MAXVAL %d\nTUPLTYPE ANY\nENDHDR\n",
                                                 n, most[i]);

        files_put (pam, head, strlen (head));
        for (int y = 0; y < FILES_HEIGHT; y++)
          for (int x = 0; x < FILES_WIDTH; x++)
            for (int c = 0; c < n; c++)
              {
                const gboolean is_alpha = n % 2 == 0 && c == n - 1;
                const float    value    = is_alpha ? 1.0f : files_colour (x, y, c);

                files_put_be (pam, (guint64) lrintf ((float) most[i] * value), most[i] > 255 ? 2 : 1);
              }
        files_write ("a.pam", pam);
        checks_alike ("a.pam", files_colour, n < 3, 1, 0.51f / (float) most[i]);
        checks_cut ("a.pam");
      }
}

/* Heads that say nothing, or nonsense, and numbers that are none. */
static void
check_pnm_damaged (void)
{
  static const char *const files[] = {
    "P2\n", "P3 1 1", "P3 0 4 255 1 2 3", "P2 1 1 0 0", "P5 1 1 70000 abcd", "P2 2 1 255 1 x",
    "P2 -1 1 255 1", "P2 99999999999999999999 1 255 1", "P2 9999999999 9999999999 255 1",
    "P7\nWIDTH 1\nHEIGHT 1\nDEPTH 5\nMAXVAL 255\nENDHDR\nabcde", "P7\nENDHDR\n",
    "P7\nWIDTH", "P7\nWIDTH x\nENDHDR\n", "P1 3 1 01", "P4 9 1 a"
  };
  g_auto (NstPicture) picture = { { NULL } };

  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      GByteArray *file = g_byte_array_new ();

      files_put (file, files[i], strlen (files[i]));
      files_write ("damaged.pnm", file);
      checks_refused ("damaged.pnm", CHECKS_DAMAGED);
    }

  files_write_text ("last.pgm", "P2 2 1 255 7 9");
  checks_load ("last.pgm", 0, &picture);
  g_assert_cmpfloat (picture.pixels.image->data[3], ==, 9.0f / 255);
}

static void
check_pfm (void)
{
  for (int n = 1; n <= 3; n += 2)
    for (int big = 0; big < 2; big++)
      {
        GByteArray      *pfm  = g_byte_array_new ();
        g_autofree char *head = g_strdup_printf ("P%c\n48 36\n%s1.0\n", n == 3 ? 'F' : 'f', big ? "" : "-");

        files_put (pfm, head, strlen (head));
        for (int y = FILES_HEIGHT - 1; y >= 0; y--)
          for (int x = 0; x < FILES_WIDTH; x++)
            for (int c = 0; c < n; c++)
              {
                const float value = files_colour (x, y, c);
                guint32     bits;

                memcpy (&bits, &value, 4);
                if (big)
                  files_put_be (pfm, bits, 4);
                else
                  files_put_le (pfm, bits, 4);
              }
        files_write ("a.pfm", pfm);
        checks_alike ("a.pfm", as_light, n == 1, 1, 1e-3f);
        checks_cut ("a.pfm");
      }
}


/* ---- light ----------------------------------------------------------- */

static void
save_own (const char *name,
          gboolean    with_alpha)
{
  g_autofree char     *path  = files_path (name);
  g_autoptr (NstImage) image = nst_image_new (FILES_WIDTH, FILES_HEIGHT, 3, NULL);
  g_autoptr (NstImage) alpha = nst_image_new (FILES_WIDTH, FILES_HEIGHT, 1, NULL);
  const NstPictureTags tags  = { NULL };

  for (int i = 0; i < FILES_WIDTH * FILES_HEIGHT; i++)
    {
      for (int c = 0; c < 3; c++)
        image->data[3 * i + c] = files_colour (i % FILES_WIDTH, i / FILES_WIDTH, c);
      alpha->data[i] = files_colour (i % FILES_WIDTH, i / FILES_WIDTH, 3);
    }

  g_assert_true (nst_picture_save (path, image, with_alpha ? alpha : NULL, NST_PAPER_NONE, 16,
                                   &tags, NULL));
}

static void
check_own (void)
{
  save_own ("own.hdr", FALSE);
  checks_alike ("own.hdr", files_colour, FALSE, 1, 2.5f / 255); /* its channels share an exponent */
  checks_cut ("own.hdr");
  save_own ("own.exr", FALSE);
  checks_alike ("own.exr", files_colour, FALSE, 1, 1e-3f);
  checks_cut ("own.exr");
}

/* A file of OpenEXR with one float in each of these channels, in the alphabet's order. */
static void
make_exr (const char        *name,
          const char *const *channels,
          exr_pixel_type_t   type)
{
  g_autofree char *path    = files_path (name);
  exr_context_t    context = NULL;
  exr_chunk_info_t chunk;
  int              part;

  g_assert_cmpint (exr_start_write (&context, path, EXR_WRITE_FILE_DIRECTLY, NULL), ==, 0);
  exr_add_part (context, NULL, EXR_STORAGE_SCANLINE, &part);
  exr_initialize_required_attr_simple (context, part, FILES_WIDTH, FILES_HEIGHT,
                                       EXR_COMPRESSION_NONE);
  for (int i = 0; channels[i]; i++)
    exr_add_channel (context, part, channels[i], type, EXR_PERCEPTUALLY_LINEAR, 1, 1);
  g_assert_cmpint (exr_write_header (context), ==, 0);

  for (int y = 0; y < FILES_HEIGHT; y++)
    {
      GByteArray *row = g_byte_array_new ();

      for (int i = 0; channels[i]; i++)
        for (int x = 0; x < FILES_WIDTH; x++)
          {
            const float value = files_colour (x, y, channels[i][0] == 'R' ? 0 : channels[i][0] == 'G' ? 1
                                                                              : channels[i][0] == 'B' ? 2
                                                                                                      : 0);
            guint32     bits;

            nst_numbers_from_floats (type == EXR_PIXEL_HALF ? NST_NUMBERS_HALF : NST_NUMBERS_FLOAT,
                                     &value, 1, &bits);
            files_put (row, &bits, type == EXR_PIXEL_HALF ? 2 : 4);
          }
      exr_write_scanline_chunk_info (context, part, y, &chunk);
      g_assert_cmpint (exr_write_scanline_chunk (context, part, y, row->data, row->len), ==, 0);
      g_byte_array_unref (row);
    }
  g_assert_cmpint (exr_finish (&context), ==, 0);
}

static void
check_exr (void)
{
  static const char *const colours[] = { "B", "G", "R", NULL };
  static const char *const grey[]    = { "Y", NULL };
  static const char *const depth[]   = { "Z", NULL };
  static const char *const others[]  = { "forward.u", "forward.v", NULL };

  make_exr ("float.exr", colours, EXR_PIXEL_FLOAT);
  checks_alike ("float.exr", as_light, FALSE, 1, 1e-3f);
  make_exr ("half.exr", colours, EXR_PIXEL_HALF);
  checks_alike ("half.exr", as_light, FALSE, 1, 1e-3f);
  checks_cut ("half.exr");
  make_exr ("grey.exr", grey, EXR_PIXEL_HALF);
  checks_alike ("grey.exr", as_light, TRUE, 1, 1e-2f);
  make_exr ("depth.exr", depth, EXR_PIXEL_FLOAT);
  checks_refused ("depth.exr", "no colours");
  make_exr ("others.exr", others, EXR_PIXEL_HALF);
  checks_refused ("others.exr", "no colours");
}


/* ---- by modules ------------------------------------------------------ */

static void
check_module (gconstpointer name)
{
  if (!files_save (files_image (files_colour, 3, VIPS_FORMAT_UCHAR), name,
                   g_str_has_suffix (name, "avif") ? "[Q=90,effort=0]" : "[Q=90]"))
    {
      g_test_skip ("libvips can't write such a file here");
      return;
    }

  checks_similar (name, 1);
  checks_cut (name);
}


/* A file whose EXIF says that it is to be turned. */
static gboolean
make_turned (const char *name)
{
  VipsImage  *image = files_image (files_colour, 3, VIPS_FORMAT_UCHAR);
  GByteArray *exif  = files_make_exif (6, 3);

  files_insert (exif, 0, "Exif\0", 6);
  vips_image_set_blob_copy (image, VIPS_META_EXIF_NAME, exif->data, exif->len);
  vips_image_set_int (image, VIPS_META_ORIENTATION, 6);
  g_byte_array_unref (exif);

  return files_save (image, name, g_str_has_suffix (name, "avif") ? "[Q=90,effort=0]" : "[Q=90]");
}

/* Where the format has its own way to say so, EXIF's word does not count. */
static void
check_turned (gconstpointer name)
{
  const gboolean upright = g_str_has_suffix (name, "heic") || g_str_has_suffix (name, "avif") ||
                           g_str_has_suffix (name, "jxl");
  g_auto (NstPicture) picture = { { NULL } };

  if (!make_turned (name))
    {
      g_test_skip ("libvips can't write such a file here");
      return;
    }

  checks_load (name, 0, &picture);
  checks_compare_fields (&picture, files_colour, upright ? 1 : 6, 6.0f / 255);
}

/* Phones say it both ways.  The property of colours becomes one of turning, which is to come
 * last among the picture's, and to be heeded (ISO 23008-12, 6.5.10). */
static void
check_turned_once (void)
{
  static const char   colours[] = "colrnclx";
  g_auto (NstPicture) picture   = { { NULL } };
  GByteArray         *avif;
  guint8             *property;
  guint8             *uses;

  if (!make_turned ("phone.avif"))
    {
      g_test_skip ("libvips can't write such a file here");
      return;
    }

  avif     = files_read ("phone.avif");
  property = memmem (avif->data, avif->len, colours, strlen (colours));
  uses     = memmem (avif->data, avif->len, "ipma", 4);
  if (!property || !uses || uses[14] != 4 || (uses[15] & 0x7f) != 1)
    {
      g_byte_array_unref (avif);
      g_test_skip ("the file is not built as was thought");
      return;
    }

  memcpy (property, "irot\3", 5);
  memmove (uses + 15, uses + 16, 3);
  uses[18] = 0x81;
  files_write ("phone.avif", avif);

  checks_load ("phone.avif", 0, &picture);
  checks_compare_fields (&picture, files_colour, 6, 6.0f / 255);
}


/* ---- what is no picture ---------------------------------------------- */

static void
check_no_picture (void)
{
  g_autofree char *folder = files_path ("folder.png");
  g_autofree char *pipe   = files_path ("pipe.png");
  g_autofree char *link   = files_path ("link.png");

  files_write_text ("text.png", "Just words, in a file that is named like a picture.\n");
  checks_refused ("text.png", "no picture, or of a kind");
  files_write_text ("empty.jpg", "");
  checks_refused ("empty.jpg", "is empty");
  files_write_text ("page.jpg", "%PDF-1.4\n%\n");
  checks_refused ("page.jpg", "is a PDF picture");
  files_write_text ("page.ps", "%!PS-Adobe-3.0\n");
  checks_refused ("page.ps", "is a PostScript picture");
  files_write_text ("layers.xcf", "gimp xcf v011");
  checks_refused ("layers.xcf", "is a GIMP picture");
  files_write_text ("one.jpg", "\xff");
  checks_refused ("one.jpg", "no picture, or of a kind");
  files_write_text ("head.jpg", "\xff\xd8\xff");
  checks_refused ("head.jpg", CHECKS_DAMAGED);
  files_write_text ("head.png", "\x89PNG\r\n\x1a\n");
  checks_refused ("head.png", CHECKS_DAMAGED);
  files_write_text ("head.tif", "II*");
  checks_refused ("head.tif", "no picture, or of a kind");
  files_write_text ("head.bmp", "BM");
  checks_refused ("head.bmp", "no picture, or of a kind");

  g_mkdir (folder, 0700);
  checks_refused ("folder.png", "is not a file");
  g_rmdir (folder);
  checks_refused ("nowhere.png", "There is no file");
  g_assert_cmpint (symlink ("nowhere.png", link), ==, 0);
  checks_refused ("link.png", "There is no file");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  checks_refused ("pipe.png", "is not a file");
}

/* As another user, for root may read all. */
static void
check_unreadable (void)
{
  g_autofree char *path   = files_path ("hidden.png");
  g_autofree char *folder = files_path ("");
  const uid_t      user   = geteuid ();

  files_write ("hidden.png", files_make_png (files_colour, FILES_RGB, 8));
  g_chmod (path, 0);
  g_chmod (folder, 0711);
  if (user == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  checks_refused ("hidden.png", "can't be opened");
  if (user == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const char *const modules[] = { "a.heic", "a.avif", "a.jxl", "a.jp2" };

  static const char *const turned[] = { "t.webp", "t.jpg", "t.png", "t.tif", "t.heic", "t.avif", "t.jxl" };

  g_test_init (&argc, &argv, NULL);
  files_begin ();

  g_test_add_func ("/kinds/gif", check_gif);
  g_test_add_func ("/kinds/webp", check_webp);
  g_test_add_func ("/kinds/pnm", check_pnm);
  g_test_add_func ("/kinds/pnm-levels", check_pnm_levels);
  g_test_add_func ("/kinds/pam", check_pam);
  g_test_add_func ("/kinds/pnm-damaged", check_pnm_damaged);
  g_test_add_func ("/kinds/pfm", check_pfm);
  g_test_add_func ("/kinds/own", check_own);
  g_test_add_func ("/kinds/exr", check_exr);
  for (size_t i = 0; i < G_N_ELEMENTS (modules); i++)
    {
      g_autofree char *path = g_strconcat ("/kinds/", modules[i] + 2, NULL);

      g_test_add_data_func (path, modules[i], check_module);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (turned); i++)
    {
      g_autofree char *path = g_strconcat ("/turned/", turned[i] + 2, NULL);

      g_test_add_data_func (path, turned[i], check_turned);
    }
  g_test_add_func ("/turned/once", check_turned_once);
  g_test_add_func ("/none/no-picture", check_no_picture);
  g_test_add_func ("/none/unreadable", check_unreadable);

  return files_run ();
}
