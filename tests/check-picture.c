/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JPEG and PNG files, sound and odd, are read as the picture they are, and damaged ones are
 * refused with a sentence; no library says a word of its own. */

#include "plugin/cli/picture.h"
#include "plugin/shared/colour.h"
#include "plugin/shared/profile.h"
#include "tests/picture-checks.h"
#include "tests/picture-files.h"

#include <math.h>
#include <string.h>

#include <lcms2.h>

/* ---- JPEG ------------------------------------------------------------ */

static void
check_jpeg (void)
{
  static const char *const options[] = { "[Q=90]", "[Q=90,interlace]", "[Q=90,subsample_mode=off]",
                                         "[Q=90,restart_interval=2]" };

  for (size_t i = 0; i < G_N_ELEMENTS (options); i++)
    {
      files_write ("a.jpg", files_make_jpeg (options[i]));
      checks_similar ("a.jpg", 1);
      checks_cut ("a.jpg");
    }
}

static void
check_jpeg_orientation (void)
{
  for (int type = 3; type <= 4; type++)
    for (int orientation = 1; orientation <= 8; orientation++)
      {
        GByteArray *jpeg = files_make_jpeg (NULL);
        GByteArray *exif = files_make_exif (orientation, type);

        files_insert (exif, 0, "Exif\0", 6);
        files_add_segment (jpeg, 0xe1, exif->data, exif->len);
        files_write ("turned.jpg", jpeg);
        g_byte_array_unref (exif);
        checks_similar ("turned.jpg", orientation);
      }
}

/* Phones put a trailer behind it, some without the end's marker; and junk between markers. */
static void
check_jpeg_odd (void)
{
  GByteArray *jpeg = files_make_jpeg (NULL);

  g_byte_array_set_size (jpeg, jpeg->len - 2);
  files_put (jpeg, "\0\0SEFH", 6);
  g_byte_array_set_size (jpeg, jpeg->len + 500);
  files_write ("trailer.jpg", jpeg);
  checks_similar ("trailer.jpg", 1);

  jpeg = files_make_jpeg (NULL);
  files_insert (jpeg, 20, "ju\xff\x00k\xda", 6); /* behind JFIF's segment */
  files_write ("junk.jpg", jpeg);
  checks_similar ("junk.jpg", 1);
  checks_cut ("junk.jpg");
}

/* Ones only are no code. */
static void
spoil_scan (GByteArray *jpeg)
{
  for (guint i = 0; i < 16; i++)
    jpeg->data[(files_find_scan (jpeg) + jpeg->len) / 2 + i] = i % 2 ? 0 : 0xff;
}

static void
check_jpeg_scan (void)
{
  GByteArray *jpeg = files_make_jpeg (NULL);

  spoil_scan (jpeg);
  files_write ("bits.jpg", jpeg);
  checks_refused ("bits.jpg", CHECKS_DAMAGED);

  /* Nor is it taken where something harmless has been met before. */
  jpeg = files_make_jpeg (NULL);
  spoil_scan (jpeg);
  files_insert (jpeg, 20, "ju\xff\x00k\xda", 6);
  files_write ("both.jpg", jpeg);
  checks_refused ("both.jpg", CHECKS_DAMAGED);

  /* A restart that is not the next one. */
  jpeg = files_make_jpeg ("[Q=90,restart_interval=2]");
  for (guint at = files_find_scan (jpeg); at + 1 < jpeg->len; at++)
    if (jpeg->data[at] == 0xff && jpeg->data[at + 1] == 0xd2)
      jpeg->data[at + 1] = 0xd6;
  files_write ("restart.jpg", jpeg);
  checks_refused ("restart.jpg", CHECKS_DAMAGED);

  /* Zeros are codes, but then there are too few: seen in the last row alone. */
  jpeg = files_make_jpeg (NULL);
  memset (jpeg->data + (files_find_scan (jpeg) + jpeg->len) / 2, 0, 100);
  files_write ("zeros.jpg", jpeg);
  checks_refused ("zeros.jpg", CHECKS_DAMAGED);
}

/* Another way to tell the colours. */
static NstColour *wide;

static float
in_wide (int x,
         int y,
         int c)
{
  float rgb[3] = { files_colour (x, y, 0), files_colour (x, y, 1), files_colour (x, y, 2) };

  nst_colour_to_srgb (wide, NST_COLOUR_RGB, rgb, 1, rgb);

  return rgb[c];
}

static void
set_profile (VipsImage *image,
             GBytes    *profile)
{
  vips_image_set_blob_copy (image, VIPS_META_ICC_NAME, g_bytes_get_data (profile, NULL),
                            g_bytes_get_size (profile));
}

/* sRGB's profile, and a few bytes as padding. */
static GBytes *
make_srgb (guint n_more)
{
  cmsHPROFILE     srgb = cmsCreate_sRGBProfile ();
  cmsUInt32Number n    = 0;
  guint8         *bytes;

  cmsSaveProfileToMem (srgb, NULL, &n);
  bytes = g_malloc0 (n + n_more);
  cmsSaveProfileToMem (srgb, bytes, &n);
  cmsCloseProfile (srgb);

  return g_bytes_new_take (bytes, n + n_more);
}

static void
check_colours (void)
{
  static const double adobe[] = { 0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06 };
  g_autoptr (GBytes)  srgb    = make_srgb (4);
  g_autoptr (GBytes)  profile = nst_profile_make (2.2, adobe);
  g_auto (NstPicture) picture = { { NULL } };
  VipsImage          *image   = files_image (files_colour, 3, VIPS_FORMAT_UCHAR);

  set_profile (image, srgb);
  files_save (image, "padded.jpg", "[Q=90]");
  checks_similar ("padded.jpg", 1);

  wide  = nst_colour_new (g_bytes_get_data (profile, NULL), g_bytes_get_size (profile),
                          NST_COLOUR_RGB);
  image = files_image (files_colour, 3, VIPS_FORMAT_UCHAR);
  set_profile (image, profile);
  g_object_ref (image);
  files_save (image, "wide.jpg", "[Q=90]");
  files_save (image, "wide.png", "");
  checks_load ("wide.jpg", 0, &picture);
  checks_compare_fields (&picture, in_wide, 1, 4.0f / 255);
  g_assert_true (g_bytes_equal (picture.tags.profile, profile));
  checks_alike ("wide.png", in_wide, FALSE, 1, 1e-6f);
  g_assert_cmpfloat (fabsf (in_wide (0, 0, 0) - files_colour (0, 0, 0)), >, 10.0f / 255);
  g_clear_pointer (&wide, nst_colour_free);

  image       = files_image (files_ink, 4, VIPS_FORMAT_UCHAR);
  image->Type = VIPS_INTERPRETATION_CMYK;
  files_save (image, "ink.jpg", "[Q=90]");
  checks_similar ("ink.jpg", 1);
}

static float
as_light (int x,
          int y,
          int c)
{
  return nst_srgb_encode (files_colour (x, y, c));
}

/* Of grey pictures, whose numbers are light; it says nothing of colours. */
static void
check_grey_profile (void)
{
  cmsToneCurve      *line  = cmsBuildGamma (NULL, 1.0);
  cmsHPROFILE        grey  = cmsCreateGrayProfile (cmsD50_xyY (), line);
  cmsUInt32Number    n     = 0;
  VipsImage         *image = files_image (files_colour, 1, VIPS_FORMAT_UCHAR);
  g_autofree guint8 *bytes = NULL;
  GByteArray        *jpeg  = files_make_jpeg (NULL);
  GByteArray        *icc   = g_byte_array_new ();

  cmsSaveProfileToMem (grey, NULL, &n);
  bytes = g_malloc (n);
  cmsSaveProfileToMem (grey, bytes, &n);
  cmsCloseProfile (grey);
  cmsFreeToneCurve (line);

  vips_image_set_blob_copy (image, VIPS_META_ICC_NAME, bytes, n);
  files_save (image, "grey-profile.png", "");
  checks_alike ("grey-profile.png", as_light, TRUE, 1, 1.0f / 255);

  files_put (icc, "ICC_PROFILE\0\1\1", 14);
  files_put (icc, bytes, n);
  files_add_segment (jpeg, 0xe2, icc->data, icc->len);
  g_byte_array_unref (icc);
  files_write ("grey-profile.jpg", jpeg);
  checks_similar ("grey-profile.jpg", 1);
}


/* ---- PNG ------------------------------------------------------------- */

static void
check_bits (const char *name,
            int         bits)
{
  g_auto (NstPicture) picture = { { NULL } };

  checks_load (name, 0, &picture);
  g_assert_cmpint (picture.bits, ==, bits);
}

static void
check_png (void)
{
  files_write ("rgb.png", files_make_png (files_colour, FILES_RGB, 8));
  checks_alike ("rgb.png", files_colour, FALSE, 1, CHECKS_EXACT);
  check_bits ("rgb.png", 8);
  checks_cut ("rgb.png");

  files_write ("deep.png", files_make_png (files_deep, FILES_RGB, 16));
  checks_alike ("deep.png", files_deep, FALSE, 1, CHECKS_EXACT);
  check_bits ("deep.png", 16);
  checks_cut ("deep.png");

  files_write ("grey.png", files_make_png (files_colour, FILES_GREY, 8));
  checks_alike ("grey.png", files_colour, TRUE, 1, CHECKS_EXACT);
  files_write ("deep-grey.png", files_make_png (files_deep, FILES_GREY, 16));
  checks_alike ("deep-grey.png", files_deep, TRUE, 1, CHECKS_EXACT);

  for (int bits = 1; bits <= 4; bits *= 2)
    {
      files_write ("bits.png", files_make_png (files_bit, FILES_GREY, bits));
      checks_alike ("bits.png", files_bit, TRUE, 1, CHECKS_EXACT);
    }

  files_save (files_image (files_colour, 3, VIPS_FORMAT_UCHAR), "laced.png", "[interlace]");
  checks_alike ("laced.png", files_colour, FALSE, 1, CHECKS_EXACT);
  checks_cut ("laced.png");
}

static float
as_nothing (int x,
            int y,
            int c)
{
  return c < 3 ? files_colour (x, y, c) : 0;
}

/* Of an index: see add_palette. */
static float
in_palette (int x,
            int y,
            int c)
{
  const int i = (int) lrintf (255 * files_colour (x, y, 0));

  return (float) (c == 0 ? i : c == 1  ? 255 - i
                             : c == 2  ? i / 2
                             : i < 100 ? 255 - i
                                       : 255) /
         255;
}

static void
add_palette (GByteArray *png)
{
  guint8 palette[256][3];
  guint8 alpha[100];

  for (int i = 0; i < 256; i++)
    {
      palette[i][0] = (guint8) i;
      palette[i][1] = (guint8) (255 - i);
      palette[i][2] = (guint8) (i / 2);
      if (i < 100)
        alpha[i] = (guint8) (255 - i);
    }
  files_add_chunk (png, "PLTE", palette, sizeof palette);
  files_add_chunk (png, "tRNS", alpha, sizeof alpha);
}

/* One colour stands for nothing. */
static float
with_key (int x,
          int y,
          int c)
{
  gboolean same = TRUE;

  for (int i = 0; i < 3; i++)
    same = same && fabsf (files_deep (x, y, i) - files_deep (5, 3, i)) < 1e-6f;

  return c < 3 ? files_deep (x, y, c) : !same;
}

static void
check_png_key (void)
{
  GByteArray *png = files_make_png (files_deep, FILES_RGB, 16);
  GByteArray *key = g_byte_array_new ();

  for (int c = 0; c < 3; c++)
    files_put_be (key, (guint64) lrintf (65535 * files_deep (5, 3, c)), 2);
  files_add_chunk (png, "tRNS", key->data, key->len);
  g_byte_array_unref (key);
  files_write ("key.png", png);
  checks_has_alpha ("key.png", with_key);
}

static void
check_png_alpha (void)
{
  GByteArray *png;

  files_write ("rgba.png", files_make_png (files_colour, FILES_RGBA, 8));
  checks_has_alpha ("rgba.png", files_colour);
  files_write ("deep-rgba.png", files_make_png (files_deep, FILES_RGBA, 16));
  checks_has_alpha ("deep-rgba.png", files_deep);
  files_write ("opaque.png", files_make_png (files_grey, FILES_GREY_ALPHA, 8));
  checks_alike ("opaque.png", files_grey, TRUE, 1, CHECKS_EXACT);

  png = files_make_png (files_colour, FILES_PALETTE, 8);
  add_palette (png);
  files_write ("palette.png", png);
  checks_has_alpha ("palette.png", in_palette);

  files_write ("nothing.png", files_make_png (as_nothing, FILES_RGBA, 8));
  checks_refused ("nothing.png", "fully transparent");
}

static void
check_png_checksums (void)
{
  static const char text[] = "Comment\0words";
  GByteArray       *png    = files_make_png (files_colour, FILES_RGB, 8);

  files_add_chunk (png, "tEXt", text, sizeof text - 1);
  png->data[files_find_chunk (png, "tEXt") + 8 + sizeof text - 1] ^= 0xff;
  files_write ("text.png", png);
  checks_alike ("text.png", files_colour, FALSE, 1, CHECKS_EXACT);

  png = files_make_png (files_colour, FILES_RGB, 8);
  png->data[files_find_chunk (png, "IEND") - 1] ^= 0xff;
  files_write ("data.png", png);
  checks_refused ("data.png", CHECKS_DAMAGED);
}

static void
check_png_gamma (void)
{
  static const guint8 linear[] = { 0, 1, 0x86, 0xa0 }; /* 100000 */
  static const guint8 screen[] = { 0, 0, 0xb1, 0x8f }; /* 45455 */
  GByteArray         *png      = files_make_png (files_colour, FILES_RGB, 8);

  files_add_chunk (png, "gAMA", linear, 4);
  files_write ("linear.png", png);
  checks_alike ("linear.png", as_light, FALSE, 1, 1e-3f);

  png = files_make_png (files_colour, FILES_RGB, 8);
  files_add_chunk (png, "gAMA", screen, 4);
  files_write ("screen.png", png);
  checks_alike ("screen.png", files_colour, FALSE, 1, CHECKS_EXACT);

  /* Who says sRGB too means that. */
  png = files_make_png (files_colour, FILES_RGB, 8);
  files_add_chunk (png, "gAMA", linear, 4);
  files_add_chunk (png, "sRGB", "", 1);
  files_write ("both.png", png);
  checks_alike ("both.png", files_colour, FALSE, 1, CHECKS_EXACT);
}

/* A file with EXIF's block as ImageMagick writes it. */
static void
check_hex (const char *key,
           int         orientation)
{
  GByteArray *png  = files_make_png (files_colour, FILES_RGB, 8);
  GByteArray *exif = files_make_exif (orientation, 3);
  GString    *text = g_string_new (key);

  g_string_append_c (text, '\0');
  g_string_append_printf (text, "\nexif\n%8u\n457869660000", exif->len + 6);
  for (guint i = 0; i < exif->len; i++)
    g_string_append_printf (text, i % 36 == 29 ? "\n%02x" : "%02x", exif->data[i]);
  g_string_append_c (text, '\n');
  files_add_chunk (png, "tEXt", text->str, (guint) text->len);
  files_write ("hex.png", png);
  g_string_free (text, TRUE);
  g_byte_array_unref (exif);

  checks_alike ("hex.png", files_colour, FALSE, orientation, CHECKS_EXACT);
}

static void
check_xmp (const char *words,
           int         orientation)
{
  static const char head[] = "XML:com.adobe.xmp\0\0\0\0";
  GByteArray       *png    = files_make_png (files_colour, FILES_RGB, 8);
  GByteArray       *text   = g_byte_array_new ();

  files_put (text, head, sizeof head);
  files_put (text, words, strlen (words));
  files_add_chunk (png, "iTXt", text->data, text->len);
  g_byte_array_unref (text);
  files_write ("xmp.png", png);
  checks_alike ("xmp.png", files_colour, FALSE, orientation, CHECKS_EXACT);
}

static void
check_png_orientation (void)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      GByteArray *png  = files_make_png (files_colour, FILES_RGB, 8);
      GByteArray *exif = files_make_exif (orientation, 3);

      files_add_chunk (png, "eXIf", exif->data, exif->len);
      files_write ("exif.png", png);
      g_byte_array_unref (exif);
      checks_alike ("exif.png", files_colour, FALSE, orientation, CHECKS_EXACT);
      check_hex ("Raw profile type exif", orientation);
      check_hex ("Raw profile type APP1", orientation);
    }

  check_xmp ("<x:xmpmeta><rdf:Description tiff:Orientation=\"6\"/></x:xmpmeta>", 6);
  check_xmp ("<x:xmpmeta><tiff:Orientation>8</tiff:Orientation></x:xmpmeta>", 8);
  check_xmp ("<x:xmpmeta><tiff:Orientation>9</tiff:Orientation></x:xmpmeta>", 1);
}


/* ---- all of them ----------------------------------------------------- */

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  files_begin ();

  g_test_add_func ("/jpeg/ways", check_jpeg);
  g_test_add_func ("/jpeg/orientation", check_jpeg_orientation);
  g_test_add_func ("/jpeg/odd", check_jpeg_odd);
  g_test_add_func ("/jpeg/scan", check_jpeg_scan);
  g_test_add_func ("/jpeg/colours", check_colours);
  g_test_add_func ("/jpeg/grey-profile", check_grey_profile);
  g_test_add_func ("/png/depths", check_png);
  g_test_add_func ("/png/alpha", check_png_alpha);
  g_test_add_func ("/png/key", check_png_key);
  g_test_add_func ("/png/checksums", check_png_checksums);
  g_test_add_func ("/png/gamma", check_png_gamma);
  g_test_add_func ("/png/orientation", check_png_orientation);

  return files_run ();
}
