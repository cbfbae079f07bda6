/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is saved keeps what is to be kept of a photo; large pictures are reduced as they are
 * read; numbers are the same each time. */

#include "plugin/cli/xmp.h"
#include "plugin/shared/profile.h"
#include "tests/picture-checks.h"

#include <math.h>
#include <string.h>

#include <tiffio.h>

#define DOTS 11.811 /* a millimetre: 300 an inch */

/* Of all that makes a painting, with what XML has other words for. */
#define RECORD "version=1 style='a <b> & \"c\"'\\''s.png' style='\303\244\nb  c' size=64 seed=0"

/* Adobe RGB's. */
static const double adobe[] = { 0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06 };


/* ---- a photo --------------------------------------------------------- */

/* Colours that a step of 8 bits moves by no more than about a step, in either space. */
static float
soft (int x,
      int y,
      int c)
{
  return c == 3 ? files_colour (x, y, 3)
                : (float) lrintf (90 + 102 * files_colour (x, y, c)) / 255;
}

static float
soft_deep (int x,
           int y,
           int c)
{
  return c == 3 ? files_colour (x, y, 3)
                : (float) lrintf (23130 + 26214 * files_deep (x, y, c)) / 65535;
}

/* Of 8 or 16 bits, with alpha or without, with all that is to be kept. */
static void
load_photo (int         bits,
            gboolean    has_alpha,
            NstPicture *picture)
{
  g_autoptr (GBytes) profile = nst_profile_make (2.2, adobe);
  GByteArray        *exif    = files_make_exif (1, 3);
  VipsImage         *image   = files_image (bits > 8 ? soft_deep : soft, has_alpha ? 4 : 3,
                                  bits > 8 ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR);

  files_insert (exif, 0, "Exif\0", 6);
  vips_image_set_blob_copy (image, VIPS_META_EXIF_NAME, exif->data, exif->len);
  g_byte_array_unref (exif);
  vips_image_set_blob_copy (image, VIPS_META_ICC_NAME, g_bytes_get_data (profile, NULL),
                            g_bytes_get_size (profile));
  image->Xres = image->Yres = DOTS;
  g_assert_true (files_save (image, "photo.png", ""));
  checks_load ("photo.png", 0, picture);
  g_assert_cmpint (picture->bits, ==, bits);
  picture->tags.record = g_strdup (RECORD);
}

static void
save (const char       *name,
      const NstPicture *picture)
{
  g_autofree char   *path  = files_path (name);
  g_autoptr (GError) error = NULL;
  NstImage           alpha = { FILES_WIDTH, FILES_HEIGHT, 1, picture->pixels.alpha };

  if (!nst_picture_save (path, picture->pixels.image, alpha.data ? &alpha : NULL,
                         picture->pixels.paper, picture->bits, &picture->tags, &error))
    files_fail ("%s: %s", name, error->message);
}

/* The largest difference where both are visible. */
static double
compare (const NstPicture *a,
         const NstPicture *b)
{
  double most = 0;

  g_assert_cmpint (a->pixels.image->width, ==, b->pixels.image->width);
  g_assert_cmpint (a->pixels.image->height, ==, b->pixels.image->height);
  for (int i = 0; i < 3 * FILES_WIDTH * FILES_HEIGHT; i++)
    if (!a->pixels.alpha || a->pixels.alpha[i / 3] > 0.25f)
      most = MAX (most, fabs ((double) a->pixels.image->data[i] - (double) b->pixels.image->data[i]));

  return most;
}

static void
check_text (VipsImage  *image,
            const char *field,
            const char *words)
{
  const char *text = "";

  vips_image_get_string (image, field, &text);
  if (!g_str_has_prefix (text, words))
    files_fail ("%s: %s is \"%s\"", image->filename, field, text);
}

/* What libvips finds in the file. */
static void
check_fields (const char *name)
{
  g_autofree char *path  = files_path (name);
  VipsImage       *image = vips_image_new_from_file (path, NULL);

  g_assert_nonnull (image);
  if (vips_image_get_typeof (image, "jpeg-thumbnail-data"))
    files_fail ("%s has a thumbnail", name);
  check_text (image, "exif-ifd0-Make", "Made");
  check_text (image, "exif-ifd0-Model", "Model");
  check_text (image, "exif-ifd0-DateTime", "2026:01:02 03:04:05");
  g_assert_cmpint (vips_image_get_orientation (image), ==, 1);
  g_assert_cmpint ((int) vips_image_get_typeof (image, "exif-ifd1-Compression"), ==, 0);
  g_object_unref (image);
}

static void
check_tiff_fields (const char *name)
{
  g_autofree char *path = files_path (name);
  TIFF            *tiff = TIFFOpen (path, "r");
  char            *text = NULL;
  guint16          turn = 1;

  g_assert_true (TIFFGetField (tiff, TIFFTAG_MAKE, &text));
  g_assert_cmpstr (text, ==, "Made");
  g_assert_true (TIFFGetField (tiff, TIFFTAG_MODEL, &text));
  g_assert_cmpstr (text, ==, "Model");
  g_assert_true (TIFFGetField (tiff, TIFFTAG_DATETIME, &text));
  g_assert_cmpstr (text, ==, "2026:01:02 03:04:05");
  TIFFGetFieldDefaulted (tiff, TIFFTAG_ORIENTATION, &turn);
  g_assert_cmpint (turn, ==, 1);
  g_assert_cmpint (TIFFNumberOfDirectories (tiff), ==, 1);
  TIFFClose (tiff);
}


/* ---- what is kept ---------------------------------------------------- */

static const struct
{
  const char *name;
  gboolean    has_alpha;
  gboolean    has_16_bits;
  gboolean    has_tags;
  gboolean    is_lossy;
} formats[] = {
  { "out.png", TRUE, TRUE, TRUE, FALSE },
  { "out.tif", TRUE, TRUE, TRUE, FALSE },
  { "out.jpg", FALSE, FALSE, TRUE, TRUE },
  { "out.webp", TRUE, FALSE, TRUE, TRUE },
  { "out.ppm", FALSE, TRUE, FALSE, FALSE },
  { "out.exr", TRUE, TRUE, FALSE, FALSE },
  { "out.hdr", FALSE, TRUE, FALSE, FALSE },
};

static gboolean
is_float (const char *name)
{
  return g_str_has_suffix (name, "exr") || g_str_has_suffix (name, "hdr");
}

static void
check_record (const char *name)
{
  g_autofree char   *path  = files_path (name);
  g_autoptr (GError) error = NULL;
  g_autofree char   *text  = nst_picture_read_record (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, RECORD);
}

static void
check_kept (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    for (int bits = 8; bits <= 16; bits += 8)
      for (int alpha = 0; alpha < 2; alpha++)
        {
          const char         *name  = formats[i].name;
          g_auto (NstPicture) photo = { { NULL } };
          g_auto (NstPicture) found = { { NULL } };

          load_photo (bits, alpha, &photo);
          save (name, &photo);
          checks_load (name, 0, &found);

          if (!formats[i].is_lossy && compare (&photo, &found) > 1.5 / 255)
            files_fail ("%s of %d bits, alpha %d: by %g", name, bits, alpha, compare (&photo, &found));
          g_assert_cmpint (found.bits, ==, formats[i].has_16_bits ? MAX (bits, is_float (name) ? 16 : 8) : 8);
          g_assert_true ((found.pixels.alpha != NULL) == (alpha && formats[i].has_alpha));
          for (int k = 0; found.pixels.alpha && k < FILES_WIDTH * FILES_HEIGHT; k++)
            g_assert_cmpfloat (fabsf (found.pixels.alpha[k] - photo.pixels.alpha[k]), <, 0.01f);

          g_assert_true ((found.tags.profile != NULL) == formats[i].has_tags);
          if (!formats[i].has_tags)
            continue;
          g_assert_true (g_bytes_equal (found.tags.profile, photo.tags.profile));
          check_record (name);
          g_assert_cmpfloat (fabs (found.tags.fields->Xres - DOTS), <, 0.01);
          g_assert_cmpfloat (fabs (found.tags.fields->Yres - DOTS), <, 0.01);
          if (strcmp (name, "out.tif") != 0)
            check_fields (name);
          else
            check_tiff_fields (name);
        }
}

/* From what has no settings, or can't have any, they are not taken. */
static void
check_no_record (void)
{
  static const char *const names[] = { "photo.png", "nosuch.png", "empty.txt", "odd.txt", "cut.png" };
  g_auto (NstPicture)      photo   = { { NULL } };

  load_photo (8, FALSE, &photo);
  files_write ("empty.txt", g_byte_array_append (g_byte_array_new (), (const guint8 *) "\n# x\n", 5));
  files_write ("odd.txt", g_byte_array_append (g_byte_array_new (), (const guint8 *) "size=\0\377", 7));
  files_write ("cut.png", g_byte_array_append (g_byte_array_new (), (const guint8 *) "\211PNG\r\n\032\n", 8));

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char   *path  = files_path (names[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char   *text  = nst_picture_read_record (path, &error);

      g_assert_null (text);
      g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
    }
}

/* Another program's packet: an attribute, and what else there may be. */
static void
check_packets (void)
{
  static const char *const said      = "size=64 style='a b'";
  static const char *const packets[] = {
    "<x:xmpmeta><rdf:Description neuralart:settings=\"size=64 style='a b'\"/></x:xmpmeta>",
    "<a>b<neuralart:settings>size=64 style=&#39;a<!-- c --> b'</neuralart:settings>d</a>\n  ",
  };
  static const char *const odd[] = { "", "<", "<a>size=64</a>", "<neuralart:settings/>", "size=64",
                                     "<a><neuralart:settings>size=64</a>", "\377\376<\0a" };

  for (size_t i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_autofree char *text = nst_xmp_find_text (packets[i], strlen (packets[i]) + 1);

      g_assert_cmpstr (text, ==, said);
    }

  for (size_t i = 0; i < G_N_ELEMENTS (odd); i++)
    g_assert_null (nst_xmp_find_text (odd[i], strlen (odd[i])));
}

/* The lossy ones are near. */
static void
check_lossy (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_auto (NstPicture) photo = { { NULL } };
      g_auto (NstPicture) found = { { NULL } };
      double              sum   = 0;

      if (!formats[i].is_lossy)
        continue;
      load_photo (8, FALSE, &photo);
      save (formats[i].name, &photo);
      checks_load (formats[i].name, 0, &found);
      for (int k = 0; k < 3 * FILES_WIDTH * FILES_HEIGHT; k++)
        sum += fabs ((double) photo.pixels.image->data[k] - (double) found.pixels.image->data[k]);
      g_assert_cmpfloat (sum / (3 * FILES_WIDTH * FILES_HEIGHT), <, 4.0 / 255);
    }
}

/* Without a profile the very numbers come back. */
static void
check_exact (void)
{
  static const char *const names[] = { "exact.png", "exact.tif", "exact.ppm" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    for (int bits = 8; bits <= 16; bits += 8)
      {
        g_auto (NstPicture) photo = { { NULL } };

        files_write ("plain.png", files_make_png (bits > 8 ? files_deep : files_colour, FILES_RGB, bits));
        checks_load ("plain.png", 0, &photo);
        save (names[i], &photo);
        checks_alike (names[i], bits > 8 ? files_deep : files_colour, FALSE, 1, CHECKS_EXACT);
      }
}

/* A photo that was stored lying: the painting is upright, and says so. */
static void
check_turned (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_auto (NstPicture) photo = { { NULL } };
      GByteArray         *jpeg  = files_make_jpeg (NULL);
      GByteArray         *exif  = files_make_exif (6, 3);

      files_insert (exif, 0, "Exif\0", 6);
      files_add_segment (jpeg, 0xe1, exif->data, exif->len);
      g_byte_array_unref (exif);
      files_write ("lying.jpg", jpeg);
      checks_load ("lying.jpg", 0, &photo);
      save (formats[i].name, &photo);
      checks_similar (formats[i].name, 6);
      if (formats[i].has_tags && strcmp (formats[i].name, "out.tif") != 0)
        check_fields (formats[i].name);
    }
}


/* ---- how it is read -------------------------------------------------- */

/* The mean of a field's middle, in a picture of any size. */
static void
check_large (const char *name,
             int         orientation)
{
  g_auto (NstPicture) picture = { { NULL } };
  const NstImage     *image;

  checks_load (name, 100, &picture);
  image = picture.pixels.image;
  g_assert_cmpint (MAX (image->width, image->height), >=, 200);
  g_assert_cmpint (MAX (image->width, image->height), <=, 300);
  g_assert_true ((image->width < image->height) == (orientation > 4));

  for (int field = 0; field < 4; field++)
    {
      /* Six turns it to the right: what was at the left below comes first. */
      const int right = orientation == 6 ? !(field & 2) : field & 1;
      const int below = orientation == 6 ? field & 1 : (field & 2) / 2;
      double    is[3] = { 0 };
      double    to[3] = { 0 };
      int       n     = 0;

      for (int y = image->height / 8; y < image->height * 3 / 8; y++)
        for (int x = image->width / 8; x < image->width * 3 / 8; x++, n++)
          for (int c = 0; c < 3; c++)
            is[c] += (double) image->data[3 * ((y + below * image->height / 2) * image->width + x + right * image->width / 2) + c];
      for (int y = 4; y < 14; y++)
        for (int x = 6; x < 18; x++)
          for (int c = 0; c < 3; c++)
            to[c] += (double) files_colour (x + (field & 1) * FILES_WIDTH / 2,
                                            y + (field & 2) / 2 * FILES_HEIGHT / 2, c);
      for (int c = 0; c < 3; c++)
        g_assert_cmpfloat (fabs (is[c] / n - to[c] / 120), <, 3.0 / 255);
    }
}

static VipsImage *
make_large (int orientation)
{
  VipsImage *small = files_image (files_colour, 3, VIPS_FORMAT_UCHAR);
  VipsImage *large = NULL;

  g_assert_true (vips_zoom (small, &large, 84, 84, NULL) == 0);
  vips_image_set_int (large, VIPS_META_ORIENTATION, orientation);
  g_object_unref (small);

  return large;
}

static void
check_reduced (void)
{
  g_assert_true (files_save (make_large (6), "large.jpg", "[Q=60]"));
  check_large ("large.jpg", 6);
  g_assert_true (files_save (make_large (6), "large.tif", ""));
  check_large ("large.tif", 6);
  g_assert_true (files_save (make_large (1), "large.ppm", ""));
  check_large ("large.ppm", 1);
}

static void
check_numbers (void)
{
  g_autofree char    *path    = files_path ("turned.png");
  g_auto (NstPicture) picture = { { NULL } };
  g_autoptr (GBytes)  profile = nst_profile_make (1.8, adobe);
  VipsImage          *image   = files_image (files_colour, 3, VIPS_FORMAT_UCHAR);
  GByteArray         *png;
  GByteArray         *exif = files_make_exif (8, 3);

  vips_image_set_blob_copy (image, VIPS_META_ICC_NAME, g_bytes_get_data (profile, NULL),
                            g_bytes_get_size (profile));
  files_save (image, "turned.png", "");
  png = files_read ("turned.png");
  files_add_chunk (png, "eXIf", exif->data, exif->len);
  files_write ("turned.png", png);
  g_byte_array_unref (exif);

  g_assert_true (nst_picture_load_numbers (path, &picture, NULL));
  checks_compare (&picture, files_colour, FALSE, 1, CHECKS_EXACT);
}

static void
check_each_time (void)
{
  g_autofree char *first = NULL;
  VipsImage       *image = files_image (files_colour, 4, VIPS_FORMAT_UCHAR);

  image->Type = VIPS_INTERPRETATION_CMYK;
  files_save (image, "ink.jpg", "");
  {
    g_auto (NstPicture) photo = { { NULL } };

    load_photo (16, FALSE, &photo);
  }

  for (int i = 0; i < 50; i++)
    {
      GChecksum          *sum   = g_checksum_new (G_CHECKSUM_SHA256);
      g_auto (NstPicture) photo = { { NULL } };
      g_auto (NstPicture) ink   = { { NULL } };
      const gssize        n     = 3 * FILES_WIDTH * FILES_HEIGHT * sizeof (float);

      checks_load ("photo.png", 0, &photo);
      checks_load ("ink.jpg", 0, &ink);
      g_checksum_update (sum, (const guchar *) photo.pixels.image->data, n);
      g_checksum_update (sum, (const guchar *) ink.pixels.image->data, n);
      if (!first)
        first = g_strdup (g_checksum_get_string (sum));
      g_assert_cmpstr (g_checksum_get_string (sum), ==, first);
      g_checksum_free (sum);
    }
}

/* Writing that was laid on paper is off it in every format with alpha. */
static void
check_paper (void)
{
  static const char *const names[] = { "paper.png", "paper.tif", "paper.webp", "paper.exr" };
  const NstPictureTags     tags    = { NULL, NULL };
  g_autoptr (NstImage)     image   = nst_image_new (8, 8, 3, NULL);
  g_autoptr (NstImage)     alpha   = nst_image_new (8, 8, 1, NULL);

  for (int i = 0; i < 3 * 64; i++)
    image->data[i] = 0.75f;
  for (int i = 0; i < 64; i++)
    alpha->data[i] = 0.5f;

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char    *path    = files_path (names[i]);
      g_auto (NstPicture) picture = { { NULL } };
      float               rgba[4];

      g_assert_true (nst_picture_save (path, image, alpha, NST_PAPER_WHITE, 8, &tags, NULL));
      checks_load (names[i], 0, &picture);
      nst_paper_get_pixel (picture.pixels.image, picture.pixels.alpha, picture.pixels.paper, 27,
                           rgba);
      for (int c = 0; c < 4; c++)
        g_assert_cmpfloat (fabsf (rgba[c] - 0.5f), <, 3.0f / 255);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  files_begin ();

  g_test_add_func ("/saving/kept", check_kept);
  g_test_add_func ("/saving/no-record", check_no_record);
  g_test_add_func ("/saving/packets", check_packets);
  g_test_add_func ("/saving/lossy", check_lossy);
  g_test_add_func ("/saving/exact", check_exact);
  g_test_add_func ("/saving/paper", check_paper);
  g_test_add_func ("/saving/turned", check_turned);
  g_test_add_func ("/reading/reduced", check_reduced);
  g_test_add_func ("/reading/numbers", check_numbers);
  g_test_add_func ("/reading/each-time", check_each_time);

  return files_run ();
}
