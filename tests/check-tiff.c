/* SPDX-License-Identifier: GPL-3.0-or-later */

/* TIFF files of every kind, sound and odd, and a camera's raw ones, which are such too, are read
 * as the picture they are, and damaged ones are refused with a sentence. */

#include "plugin/cli/picture.h"
#include "tests/picture-checks.h"
#include "tests/picture-files.h"

#include <math.h>
#include <string.h>

#include <tiffio.h>

static void
check_tiff_orientation (void)
{
  static const struct
  {
    FilesTiff    tiff;
    FilesPattern pattern;
  } kinds[] = {
    { { .n_samples = 3, .photometric = PHOTOMETRIC_RGB }, files_colour },
    { { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .is_tiled = TRUE }, files_colour },
    { { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE }, files_colour },
    { { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE, .is_tiled = TRUE }, files_colour },
    { { .n_samples = 3, .bits = 16, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE, .is_tiled = TRUE, .compression = COMPRESSION_LZW }, files_deep },
    { { .n_samples = 1, .bits = 1, .photometric = PHOTOMETRIC_MINISBLACK }, files_bit },
    { { .n_samples = 1, .bits = 1, .photometric = PHOTOMETRIC_MINISWHITE, .compression = COMPRESSION_CCITTFAX4 }, files_bit },
    { { .n_samples = 1, .bits = 1, .photometric = PHOTOMETRIC_MINISWHITE, .is_tiled = TRUE }, files_bit },
    { { .n_samples = 1, .photometric = PHOTOMETRIC_MINISWHITE }, files_colour },
    { { .n_samples = 1, .photometric = PHOTOMETRIC_MINISWHITE, .is_tiled = TRUE }, files_colour },
    { { .n_samples = 1, .bits = 16, .photometric = PHOTOMETRIC_MINISWHITE }, files_deep },
    { { .n_samples = 3, .bits = 16, .photometric = PHOTOMETRIC_RGB }, files_deep },
    { { .n_samples = 3, .bits = 16, .photometric = PHOTOMETRIC_RGB, .mode = "wb" }, files_deep },
    { { .n_samples = 3, .bits = 32, .photometric = PHOTOMETRIC_RGB, .sample_format = SAMPLEFORMAT_IEEEFP }, files_deep },
    { { .n_samples = 1, .bits = 32, .photometric = PHOTOMETRIC_MINISBLACK, .sample_format = SAMPLEFORMAT_IEEEFP, .is_tiled = TRUE }, files_deep },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (int orientation = 1; orientation <= 8; orientation++)
      {
        g_autofree char *name = g_strdup_printf ("kind%zu.tif", i);
        FilesTiff        tiff = kinds[i].tiff;

        tiff.orientation = orientation;
        files_make_tiff (name, &tiff, kinds[i].pattern);
        checks_alike (name, kinds[i].pattern, tiff.n_samples == 1, orientation, CHECKS_EXACT);
      }
}

static void
check_tiff_untold (void)
{
  for (int big = 0; big < 2; big++)
    for (int n = 1; n <= 3; n += 2)
      {
        const FilesTiff tiff = { .n_samples = n, .photometric = -1, .mode = big ? "wb" : "wl" };

        files_make_tiff ("untold.tif", &tiff, files_colour);
        checks_alike ("untold.tif", files_colour, n == 1, 1, CHECKS_EXACT);
      }
}

static float
times_alpha (int x,
             int y,
             int c)
{
  const float alpha = files_colour (x, y, 3);

  return c == 3 ? alpha : files_colour (x, y, c) * alpha;
}

static void
check_tiff_extra (void)
{
  FilesTiff tiff = { .n_samples = 4, .photometric = PHOTOMETRIC_RGB, .extra = 1 + EXTRASAMPLE_UNSPECIFIED };

  files_make_tiff ("extra.tif", &tiff, files_colour);
  checks_alike ("extra.tif", files_colour, FALSE, 1, CHECKS_EXACT);
  tiff.extra = 1 + EXTRASAMPLE_UNASSALPHA;
  files_make_tiff ("alpha.tif", &tiff, files_colour);
  checks_has_alpha ("alpha.tif", files_colour);
  tiff.extra = 1 + EXTRASAMPLE_ASSOCALPHA;
  files_make_tiff ("times.tif", &tiff, times_alpha);
  checks_has_alpha ("times.tif", files_colour);
  tiff.bits = 16;
  files_make_tiff ("times16.tif", &tiff, times_alpha);
  checks_has_alpha ("times16.tif", files_colour);
  tiff.has_planes = tiff.is_tiled = TRUE;
  files_make_tiff ("times-planes.tif", &tiff, times_alpha);
  checks_has_alpha ("times-planes.tif", files_colour);
}

static float
as_gaps (int x,
         int y,
         int c)
{
  return NAN;
}

static float
with_gaps (int x,
           int y,
           int c)
{
  return (x + 2 * y) % 11 == 0 ? NAN : files_colour (x, y, c);
}

static void
check_tiff_floats (void)
{
  const FilesTiff     floats  = { .n_samples = 3, .bits = 32, .photometric = PHOTOMETRIC_RGB, .sample_format = SAMPLEFORMAT_IEEEFP };
  const FilesTiff     grey    = { .n_samples = 1, .bits = 32, .sample_format = SAMPLEFORMAT_IEEEFP, .photometric = PHOTOMETRIC_MINISBLACK };
  g_auto (NstPicture) picture = { { NULL } };

  files_make_tiff ("gaps.tif", &floats, as_gaps);
  checks_refused ("gaps.tif", "no numbers");
  files_make_tiff ("grey-gaps.tif", &grey, as_gaps);
  checks_refused ("grey-gaps.tif", "no numbers");

  for (int bits = 16; bits <= 64; bits += 48)
    {
      FilesTiff odd = floats;

      odd.bits = bits;
      files_make_tiff ("gaps.tif", &odd, as_gaps);
      checks_refused ("gaps.tif", "no numbers");
      odd.orientation = 6;
      files_make_tiff ("odd.tif", &odd, files_colour);
      checks_alike ("odd.tif", files_colour, FALSE, 6, 1e-3f);
      checks_cut ("odd.tif");
    }

  files_make_tiff ("some.tif", &floats, with_gaps);
  checks_load ("some.tif", 0, &picture);
  g_assert_null (picture.pixels.alpha);
  checks_compare_fields (&picture, files_colour, 1, 4.0f / 255);
  for (int i = 0; i < 3 * FILES_WIDTH * FILES_HEIGHT; i++)
    g_assert_true (picture.pixels.image->data[i] > 0.1f && picture.pixels.image->data[i] < 1);
}

/* L* of the first channel, no colour. */
static float
as_lab (int x,
        int y,
        int c)
{
  return c == 0 ? files_colour (x, y, c) : 0;
}

static float
from_lab (int x,
          int y,
          int c)
{
  return nst_srgb_encode (powf ((100 * files_colour (x, y, 0) + 16) / 116, 3));
}

static void
check_tiff_others (void)
{
  FilesTiff tiff = { .n_samples = 3, .photometric = PHOTOMETRIC_CIELAB };

  files_make_tiff ("lab.tif", &tiff, as_lab);
  checks_alike ("lab.tif", from_lab, TRUE, 1, 2.0f / 255);

  tiff = (FilesTiff){ .n_samples = 1, .bits = 16, .sample_format = SAMPLEFORMAT_INT, .photometric = PHOTOMETRIC_MINISBLACK };
  files_make_tiff ("signed.tif", &tiff, files_colour);
  checks_alike ("signed.tif", files_colour, TRUE, 1, 1.0f / 65534);

  tiff = (FilesTiff){ .n_samples = 4, .photometric = PHOTOMETRIC_SEPARATED };
  files_make_tiff ("ink.tif", &tiff, files_ink);
  checks_alike ("ink.tif", files_colour, FALSE, 1, 1e-6f);
  tiff.has_planes = tiff.is_tiled = TRUE;
  files_make_tiff ("ink-planes.tif", &tiff, files_ink);
  checks_alike ("ink-planes.tif", files_colour, FALSE, 1, 1e-6f);
  checks_cut ("ink-planes.tif");
}

static void
check_tiff_depths (void)
{
  static const struct
  {
    FilesTiff tiff;
    float     tolerance;
  } kinds[] = {
    { { .n_samples = 3, .bits = 16, .sample_format = SAMPLEFORMAT_IEEEFP, .photometric = PHOTOMETRIC_RGB }, 1e-3f },
    { { .n_samples = 3, .bits = 64, .sample_format = SAMPLEFORMAT_IEEEFP, .photometric = PHOTOMETRIC_RGB }, 1e-6f },
    { { .n_samples = 3, .bits = 32, .photometric = PHOTOMETRIC_RGB }, 1e-6f },
    { { .n_samples = 1, .bits = 32, .photometric = PHOTOMETRIC_MINISWHITE }, 1e-6f },
    { { .n_samples = 3, .sample_format = SAMPLEFORMAT_INT, .photometric = PHOTOMETRIC_RGB }, 0.51f / 127 },
    { { .n_samples = 1, .bits = 4, .photometric = PHOTOMETRIC_MINISBLACK }, 0.51f / 15 },
    { { .n_samples = 1, .bits = 4, .photometric = PHOTOMETRIC_MINISWHITE }, 0.51f / 15 },
    { { .n_samples = 1, .bits = 2, .photometric = PHOTOMETRIC_MINISBLACK }, 0.51f / 3 },
    { { .n_samples = 2, .extra = 1 + EXTRASAMPLE_UNSPECIFIED, .photometric = PHOTOMETRIC_MINISBLACK }, 1e-6f },
    { { .n_samples = 4, .extra = 1 + EXTRASAMPLE_UNSPECIFIED, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE }, 1e-6f },
    { { .n_samples = 4, .extra = 1 + EXTRASAMPLE_UNSPECIFIED, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE, .is_tiled = TRUE }, 1e-6f },
    { { .n_samples = 3, .bits = 32, .sample_format = SAMPLEFORMAT_IEEEFP, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE, .is_tiled = TRUE }, 1e-6f },
    { { .n_samples = 3, .bits = 16, .sample_format = SAMPLEFORMAT_IEEEFP, .photometric = PHOTOMETRIC_RGB, .is_tiled = TRUE }, 1e-3f },
    { { .n_samples = 3, .bits = 12, .photometric = PHOTOMETRIC_RGB }, 0.51f / 4095 },
    { { .n_samples = 3, .bits = 12, .photometric = PHOTOMETRIC_RGB, .is_tiled = TRUE, .mode = "wb" }, 0.51f / 4095 },
    { { .n_samples = 3, .bits = 10, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE }, 0.51f / 1023 },
    { { .n_samples = 1, .bits = 14, .photometric = PHOTOMETRIC_MINISWHITE, .compression = COMPRESSION_LZW }, 0.51f / 16383 },
    { { .n_samples = 2, .bits = 12, .extra = 1 + EXTRASAMPLE_UNSPECIFIED, .photometric = PHOTOMETRIC_MINISBLACK }, 0.51f / 4095 },
    { { .n_samples = 3, .bits = 24, .photometric = PHOTOMETRIC_RGB }, 1e-6f },
    { { .n_samples = 3, .bits = 24, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE, .is_tiled = TRUE, .mode = "wb" }, 1e-6f },
    { { .n_samples = 3, .bits = 4, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE, .is_tiled = TRUE }, 0.51f / 15 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("depth%zu.tif", i);

      files_make_tiff (name, &kinds[i].tiff, files_colour);
      checks_alike (name, files_colour, kinds[i].tiff.n_samples < 3, 1, kinds[i].tolerance);
    }
}

static void
check_tiff_cut (void)
{
  static const FilesTiff kinds[] = {
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB },
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .is_tiled = TRUE },
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE, .is_tiled = TRUE },
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .compression = COMPRESSION_LZW },
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .compression = COMPRESSION_LZW, .has_planes = TRUE, .is_tiled = TRUE },
    { .n_samples = 3, .bits = 12, .photometric = PHOTOMETRIC_RGB },
    { .n_samples = 3, .bits = 12, .photometric = PHOTOMETRIC_RGB, .compression = COMPRESSION_ADOBE_DEFLATE, .is_tiled = TRUE },
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .compression = COMPRESSION_ADOBE_DEFLATE },
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .compression = COMPRESSION_JPEG },
    { .n_samples = 1, .bits = 1, .compression = COMPRESSION_CCITTFAX4 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("cut%zu.tif", i);

      files_make_tiff (name, &kinds[i], kinds[i].bits == 1 ? files_bit : files_colour);
      if (kinds[i].bits != 1)
        checks_similar (name, 1);
      checks_cut (name);
    }
}

/* Packed strips whose bytes are others than they were, as far as that can be known. */
static void
check_tiff_damaged (void)
{
  static const FilesTiff kinds[] = {
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .compression = COMPRESSION_ADOBE_DEFLATE },
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .compression = COMPRESSION_JPEG },
    { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .compression = COMPRESSION_LZW },
    { .n_samples = 1, .bits = 1, .compression = COMPRESSION_CCITTFAX4 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GByteArray *bytes;

      files_make_tiff ("damaged.tif", &kinds[i], kinds[i].bits == 1 ? files_bit : files_colour);
      bytes = files_read ("damaged.tif");
      for (guint k = 0; k < 16; k++)
        bytes->data[bytes->len / 2 + k] = k % 2 ? 0 : 0xff;
      files_write ("damaged.tif", bytes);
      checks_refused ("damaged.tif", CHECKS_DAMAGED);
    }
}

/* A camera's file: a small picture in front, the sensor's behind. */
static void
make_raw (const char *name,
          gboolean    has_sensor)
{
  static const guint8 version[]   = { 1, 4, 0, 0 };
  static const guint8 colours[]   = { 0, 1, 1, 2 };
  g_autofree char    *path        = files_path (name);
  TIFF               *file        = TIFFOpen (path, "w");
  guint64             below       = 0;
  guint8              row[3 * 16] = { 0 };
  guint16             sensor[FILES_WIDTH];

  for (int x = 0; x < FILES_WIDTH; x++)
    sensor[x] = (guint16) (20000 + 100 * x);

  TIFFSetField (file, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
  TIFFSetField (file, TIFFTAG_IMAGEWIDTH, 16);
  TIFFSetField (file, TIFFTAG_IMAGELENGTH, 12);
  TIFFSetField (file, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField (file, TIFFTAG_SAMPLESPERPIXEL, 3);
  TIFFSetField (file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  TIFFSetField (file, TIFFTAG_ROWSPERSTRIP, 12);
  TIFFSetField (file, TIFFTAG_SUBIFD, 1, &below);
  if (has_sensor)
    {
      TIFFSetField (file, TIFFTAG_MAKE, "Maker");
      TIFFSetField (file, TIFFTAG_MODEL, "Model");
      TIFFSetField (file, TIFFTAG_DNGVERSION, version);
      TIFFSetField (file, TIFFTAG_UNIQUECAMERAMODEL, "Maker Model");
    }
  for (guint32 y = 0; y < 12; y++)
    TIFFWriteScanline (file, row, y, 0);
  TIFFWriteDirectory (file);

  TIFFSetField (file, TIFFTAG_SUBFILETYPE, 0);
  TIFFSetField (file, TIFFTAG_IMAGEWIDTH, FILES_WIDTH);
  TIFFSetField (file, TIFFTAG_IMAGELENGTH, FILES_HEIGHT);
  TIFFSetField (file, TIFFTAG_BITSPERSAMPLE, 16);
  TIFFSetField (file, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField (file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_CFA);
  TIFFSetField (file, TIFFTAG_ROWSPERSTRIP, FILES_HEIGHT);
  if (has_sensor)
    {
      static const guint16 two[] = { 2, 2 };

      TIFFSetField (file, TIFFTAG_CFAREPEATPATTERNDIM, two);
      TIFFSetField (file, TIFFTAG_CFAPATTERN, 4, colours);
    }
  for (guint32 y = 0; y < FILES_HEIGHT; y++)
    TIFFWriteScanline (file, sensor, y, 0);
  TIFFWriteDirectory (file);
  TIFFClose (file);
}

static void
check_raw (void)
{
  static const char *const names[] = { "raw.dng", "raw.nef", "raw.tif" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (NstPicture) picture = { { NULL } };

      make_raw (names[i], TRUE);
      checks_load (names[i], 0, &picture);
      g_assert_cmpint (picture.pixels.image->width, ==, FILES_WIDTH);
      g_assert_cmpint (picture.pixels.image->height, ==, FILES_HEIGHT);
      make_raw (names[i], FALSE);
      checks_refused (names[i], "camera raw");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  files_begin ();

  g_test_add_func ("/tiff/orientation", check_tiff_orientation);
  g_test_add_func ("/tiff/untold", check_tiff_untold);
  g_test_add_func ("/tiff/extra", check_tiff_extra);
  g_test_add_func ("/tiff/floats", check_tiff_floats);
  g_test_add_func ("/tiff/others", check_tiff_others);
  g_test_add_func ("/tiff/cut", check_tiff_cut);
  g_test_add_func ("/tiff/depths", check_tiff_depths);
  g_test_add_func ("/tiff/damaged", check_tiff_damaged);
  g_test_add_func ("/raw/size", check_raw);

  return files_run ();
}
