/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers and colours of pictures: exact where they can be, and as Little CMS has them
 * where there is a profile. */

#include "plugin/shared/colour.h"
#include "plugin/shared/numbers.h"
#include "plugin/shared/profile.h"

#include <math.h>
#include <string.h>

#include <lcms2.h>

/* Rec. 2020's white, red, green and blue. */
static const double wide[] = { 0.3127, 0.3290, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046 };

static void
check_integers (void)
{
  static guint16 all[65536];
  static float   floats[65536];
  static guint16 back[65536];
  guint8         bytes[256];
  guint32        wide_ones[] = { 0, 1, 0x80000000u, 0xffffffffu };

  for (int i = 0; i < 65536; i++)
    all[i] = (guint16) i;
  for (int i = 0; i < 256; i++)
    bytes[i] = (guint8) i;

  nst_numbers_to_floats (NST_NUMBERS_U8, bytes, 256, floats);
  for (int i = 0; i < 256; i++)
    g_assert_true (floats[i] == (float) i / 255.0f);
  nst_numbers_from_floats (NST_NUMBERS_U8, floats, 256, back);
  g_assert_cmpmem (back, 256, bytes, 256);

  nst_numbers_to_floats (NST_NUMBERS_U16, all, 65536, floats);
  for (int i = 0; i < 65536; i++)
    g_assert_true (floats[i] == (float) i / 65535.0f);
  nst_numbers_from_floats (NST_NUMBERS_U16, floats, 65536, back);
  g_assert_cmpmem (back, sizeof back, all, sizeof all);

  nst_numbers_to_floats (NST_NUMBERS_U32, wide_ones, 4, floats);
  g_assert_true (floats[0] == 0.0f && floats[3] == 1.0f);
  g_assert_cmpfloat (fabsf (floats[2] - 0.5f), <, 1e-7f);
}

/* Every half goes there and back; floats between two go to the nearer one. */
static void
check_halves (void)
{
  static const struct
  {
    float   value;
    guint16 half;
  } known[] = { { 1.0f, 0x3c00 }, { -2.0f, 0xc000 }, { 65504.0f, 0x7bff }, { 1e6f, 0x7c00 }, { 5.9604645e-8f, 0x0001 }, { 6.1035156e-5f, 0x0400 }, { 1.0f / 3, 0x3555 }, { 2047.9f / 2048, 0x3c00 } };

  for (guint32 i = 0; i < 65536; i++)
    {
      const guint16 half = (guint16) i;
      float         value;
      guint16       back;

      nst_numbers_to_floats (NST_NUMBERS_HALF, &half, 1, &value);
      nst_numbers_from_floats (NST_NUMBERS_HALF, &value, 1, &back);
      if (isnan (value))
        g_assert_cmpint (back & 0x7fff, >, 0x7c00);
      else
        g_assert_cmpint (back, ==, half);
    }

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint16 half;

      nst_numbers_from_floats (NST_NUMBERS_HALF, &known[i].value, 1, &half);
      g_assert_cmpint (half, ==, known[i].half);
    }
}

static void
check_wild_numbers (void)
{
  const float wild[] = { NAN, INFINITY, -INFINITY, -0.1f, 1.1f };
  guint8      bytes[5];

  nst_numbers_from_floats (NST_NUMBERS_U8, wild, 5, bytes);
  g_assert_cmpmem (bytes, 5, "\0\xff\0\0\xff", 5);
}

/* Through our tables against Little CMS's transform of floats. */
static void
check_against_lcms (gconstpointer data)
{
  const double          exponent = *(const double *) data;
  g_autoptr (GBytes)    profile  = nst_profile_make (exponent, wide);
  gsize                 n_bytes;
  gconstpointer         bytes  = g_bytes_get_data (profile, &n_bytes);
  g_autoptr (NstColour) colour = nst_colour_new (bytes, n_bytes, NST_COLOUR_RGB);
  cmsHPROFILE           from   = cmsOpenProfileFromMem (bytes, (cmsUInt32Number) n_bytes);
  cmsHPROFILE           srgb   = cmsCreate_sRGBProfile ();
  cmsHTRANSFORM         theirs = cmsCreateTransform (from, TYPE_RGB_FLT, srgb, TYPE_RGB_FLT,
                                                     INTENT_RELATIVE_COLORIMETRIC, 0);

  g_assert_nonnull (colour);

  for (int i = 0; i < 4096; i++)
    {
      const float rgb[3] = { (float) (i & 15) / 15, (float) (i >> 4 & 15) / 15,
                             (float) (i >> 8) / 15 };
      float       mine[3];
      float       wanted[3];
      float       back[3];
      gboolean    inside = TRUE;

      nst_colour_to_srgb (colour, NST_COLOUR_RGB, rgb, 1, mine);
      cmsDoTransform (theirs, rgb, wanted, 1);
      for (int c = 0; c < 3; c++)
        {
          inside = inside && wanted[c] > 0 && wanted[c] < 1;
          g_assert_cmpfloat (fabsf (mine[c] - CLAMP (wanted[c], 0, 1)), <, 5e-4f);
        }

      nst_colour_from_srgb (colour, mine, 1, back);
      for (int c = 0; inside && c < 3; c++)
        g_assert_cmpfloat (fabsf (back[c] - rgb[c]), <, 5e-4f);
    }

  cmsDeleteTransform (theirs);
  cmsCloseProfile (from);
  cmsCloseProfile (srgb);
}

/* sRGB's own profile, as phones embed it, changes nothing; nor do damaged ones or those of
 * another model. */
static void
check_nothing_to_do (void)
{
  cmsHPROFILE     srgb = cmsCreate_sRGBProfile ();
  cmsUInt32Number n    = 0;

  cmsSaveProfileToMem (srgb, NULL, &n);

  g_autofree guchar *bytes = g_malloc0 (n + 4);

  cmsSaveProfileToMem (srgb, bytes, &n);
  cmsCloseProfile (srgb);

  g_assert_null (nst_colour_new (bytes, n, NST_COLOUR_RGB));
  g_assert_null (nst_colour_new (bytes, n + 4, NST_COLOUR_RGB));
  g_assert_null (nst_colour_new (bytes, n, NST_COLOUR_CMYK));
  g_assert_null (nst_colour_new (bytes, n / 2, NST_COLOUR_RGB));
  g_assert_null (nst_colour_new (bytes, 0, NST_COLOUR_RGB));
  memset (bytes + 128, 0xff, 4);
  g_assert_null (nst_colour_new (bytes, n, NST_COLOUR_RGB));
}

static void
check_without_profile (void)
{
  const float grey[] = { 0.25f };
  const float ink[]  = { 0.0f, 0.5f, 1.0f, 0.25f };
  float       rgb[3];

  nst_colour_to_srgb (NULL, NST_COLOUR_GREY, grey, 1, rgb);
  g_assert_true (rgb[0] == 0.25f && rgb[1] == 0.25f && rgb[2] == 0.25f);
  nst_colour_to_srgb (NULL, NST_COLOUR_CMYK, ink, 1, rgb);
  g_assert_true (rgb[0] == 0.75f && rgb[1] == 0.375f && rgb[2] == 0.0f);
}

int
main (int    argc,
      char **argv)
{
  static const double exponents[] = { 1.0, 1.8, 2.2 };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/numbers/integers", check_integers);
  g_test_add_func ("/numbers/halves", check_halves);
  g_test_add_func ("/numbers/wild", check_wild_numbers);
  for (size_t i = 0; i < G_N_ELEMENTS (exponents); i++)
    {
      g_autofree char *path = g_strdup_printf ("/colour/as-lcms/%g", exponents[i]);

      g_test_add_data_func (path, &exponents[i], check_against_lcms);
    }
  g_test_add_func ("/colour/nothing-to-do", check_nothing_to_do);
  g_test_add_func ("/colour/without-profile", check_without_profile);

  return g_test_run ();
}
