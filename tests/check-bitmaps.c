/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The old kinds of picture files, which ImageMagick reads after our repairs; and names that
 * mean something to libraries. */

#include "tests/picture-checks.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>
#include <tiffio.h>

static guint8
get_byte (int x,
          int y,
          int c)
{
  return (guint8) lrintf (255 * files_colour (x, y, c));
}


/* ---- BMP ------------------------------------------------------------- */

typedef struct
{
  int      info; /* bytes of the information header */
  int      bits;
  int      packing;
  gboolean downwards;
  gboolean is_headless;
} Bmp;

static void
put_bmp_row (GByteArray *bmp,
             const Bmp  *how,
             int         y)
{
  for (int x = 0; x < FILES_WIDTH; x++)
    if (how->packing)
      {
        files_put_le (bmp, 1, 1);
        files_put_le (bmp, get_byte (x, y, 0), 1);
      }
    else if (how->bits == 8)
      files_put_le (bmp, get_byte (x, y, 0), 1);
    else
      {
        for (int c = 2; c >= 0; c--)
          files_put_le (bmp, get_byte (x, y, c), 1);
        if (how->bits == 32)
          files_put_le (bmp, how->info > 40 ? get_byte (x, y, 3) : (guint) x * 37 % 256, 1);
      }

  if (how->packing)
    files_put_le (bmp, y > 0 ? 0 : 0x100, 2); /* the row's end, or the picture's */
}

static GByteArray *
make_bmp (const Bmp *how)
{
  GByteArray *bmp     = g_byte_array_new ();
  const int   palette = how->bits == 8 ? 256 : 0;
  const int   offset  = 14 + how->info + palette * 4;

  files_put (bmp, "BM", 2);
  files_put_le (bmp, 0, 8);
  files_put_le (bmp, (guint64) offset, 4);
  files_put_le (bmp, (guint64) how->info, 4);
  files_put_le (bmp, FILES_WIDTH, 4);
  files_put_le (bmp, (guint64) (how->downwards ? -FILES_HEIGHT : FILES_HEIGHT), 4);
  files_put_le (bmp, 1, 2);
  files_put_le (bmp, (guint64) how->bits, 2);
  files_put_le (bmp, how->info > 64 ? 3 : (guint64) how->packing, 4);
  files_put_le (bmp, 0, 4);
  files_put_le (bmp, 2835, 4);
  files_put_le (bmp, 2835, 4);
  files_put_le (bmp, 0, 8);
  if (how->info > 64)
    for (int c = 0; c < 4; c++)
      files_put_le (bmp, c == 0 ? 0xff0000 : c == 1 ? 0xff00
                                           : c == 2 ? 0xff
                                                    : 0xff000000u,
                    4);
  g_byte_array_set_size (bmp, (guint) (14 + how->info));
  if (how->info > 40)
    memset (bmp->data + (how->info > 64 ? 70 : 54), 0, (gsize) (how->info - (how->info > 64 ? 56 : 40)));
  for (int i = 0; i < palette; i++)
    files_put_le (bmp, (guint64) i * 0x010101, 4);

  for (int i = 0; i < FILES_HEIGHT; i++)
    put_bmp_row (bmp, how, how->downwards ? i : FILES_HEIGHT - 1 - i);

  memcpy (bmp->data + 2, &(guint32){ GUINT32_TO_LE (bmp->len) }, 4);
  if (how->is_headless)
    g_byte_array_remove_range (bmp, 0, 14);

  return bmp;
}

static void
check_bmp (void)
{
  static const Bmp kinds[] = {
    { 40, 24 },
    { 40, 24, .downwards = TRUE },
    { 40, 32 },
    { 40, 8 },
    { 40, 8, 1 },
    { 64, 24 },
    { 64, 8 },
    { 64, 8, 1 },
    { 40, 24, .is_headless = TRUE },
    { 40, 8, .is_headless = TRUE },
  };
  const Bmp alpha = { 124, 32 };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("%zu.%s", i, kinds[i].is_headless ? "dib" : "bmp");

      files_write (name, make_bmp (&kinds[i]));
      checks_alike (name, files_colour, kinds[i].bits == 8, 1, CHECKS_EXACT);
      checks_cut (name);
    }

  files_write ("alpha.bmp", make_bmp (&alpha));
  checks_has_alpha ("alpha.bmp", files_colour);
}

/* Pixels of so many bits, colours and alpha under masks; 0: masks that are not said. */
static GByteArray *
make_masks (int           bits,
            guint32       packing,
            const guint32 masks[4])
{
  const gboolean has_alpha = masks[3] != 0;
  const Bmp      deep      = { has_alpha ? 124 : 40, 24 };
  GByteArray    *bmp       = make_bmp (&deep);

  g_byte_array_set_size (bmp, 14 + (guint) deep.info);
  bmp->data[28] = (guint8) bits;
  bmp->data[30] = (guint8) packing;
  for (int c = 0; c < 4 && has_alpha; c++)
    memcpy (bmp->data + 54 + 4 * c, &(guint32){ GUINT32_TO_LE (masks[c]) }, 4);
  for (int c = 0; c < 3 && packing && !has_alpha; c++)
    files_put_le (bmp, masks[c], 4);
  bmp->data[10] = (guint8) bmp->len;

  for (int y = FILES_HEIGHT - 1; y >= 0; y--)
    for (int x = 0; x < FILES_WIDTH; x++)
      {
        guint32 pixel = 0;

        for (int c = 0; c < (has_alpha ? 4 : 3); c++)
          {
            const int     shift = __builtin_ctz (masks[c]);
            const guint32 most  = masks[c] >> shift;

            pixel |= (guint32) lrintf (files_colour (x, y, c) * (float) most) << shift;
          }
        files_put_le (bmp, pixel, bits / 8);
      }

  return bmp;
}

static float
as_fours (int x,
          int y,
          int c)
{
  return roundf (15 * files_colour (x, y, c)) / 15;
}

static float
as_two_bits (int x,
             int y,
             int c)
{
  return c == 3 ? roundf (3 * files_colour (x, y, c)) / 3 : files_colour (x, y, c);
}

static void
check_bmp_masks (void)
{
  static const struct
  {
    int          bits;
    guint32      packing;
    guint32      masks[4];
    FilesPattern pattern;
    float        tolerance;
  } kinds[] = {
    { 16, 0, { 0x7c00, 0x03e0, 0x001f }, files_colour, 0.6f / 31 },
    { 16, 3, { 0xf800, 0x07e0, 0x001f }, files_colour, 0.6f / 31 },
    { 16, 3, { 0x001f, 0x03e0, 0x7c00 }, files_colour, 0.6f / 31 },
    { 16, 3, { 0x0f00, 0x00f0, 0x000f, 0xf000 }, as_fours, 0 },
    { 32, 3, { 0x3ff00000, 0x000ffc00, 0x000003ff }, files_colour, CHECKS_EXACT },
    { 32, 3, { 0x3ff00000, 0x000ffc00, 0x000003ff, 0xc0000000 }, as_two_bits, 0 },
    { 32, 3, { 0x000000ff, 0x0000ff00, 0x00ff0000 }, files_colour, CHECKS_EXACT },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      files_write ("masks.bmp", make_masks (kinds[i].bits, kinds[i].packing, kinds[i].masks));
      if (kinds[i].masks[3])
        checks_has_alpha ("masks.bmp", kinds[i].pattern);
      else
        checks_alike ("masks.bmp", kinds[i].pattern, FALSE, 1, kinds[i].tolerance);
      checks_cut ("masks.bmp");
    }
}

/* OS/2's first header, of 12 bytes. */
static void
check_bmp_others (void)
{
  const Bmp   deep = { 40, 24 };
  GByteArray *bmp;

  bmp = make_bmp (&deep);
  g_byte_array_remove_range (bmp, 26, 28);
  bmp->data[10] = 26;
  bmp->data[14] = 12;
  memcpy (bmp->data + 18, (guint8[]){ FILES_WIDTH, 0, FILES_HEIGHT, 0, 1, 0, 24, 0 }, 8);
  files_write ("os2v1.bmp", bmp);
  checks_alike ("os2v1.bmp", files_colour, FALSE, 1, CHECKS_EXACT);
  checks_cut ("os2v1.bmp");
}

static void
check_bmp_odd (void)
{
  static const guint32 numbers[] = { 0, 1, 20, 50, 100000, 0xffffffffu };
  const Bmp            kinds[]   = { { 40, 24 }, { 40, 8 } };

  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (int k = 0; k < 2; k++)
      {
        GByteArray *bmp = make_bmp (&kinds[k]);

        memcpy (bmp->data + 2, &numbers[i], 4);
        files_write ("size.bmp", bmp);
        checks_alike ("size.bmp", files_colour, k == 1, 1, CHECKS_EXACT);

        if (numbers[i] > 50)
          continue;
        bmp = make_bmp (&kinds[k]);
        memcpy (bmp->data + 10, &numbers[i], 4);
        files_write ("offset.bmp", bmp);
        checks_alike ("offset.bmp", files_colour, k == 1, 1, CHECKS_EXACT);
      }
}


/* ---- icons ----------------------------------------------------------- */

/* A picture as icons have it: twice as high, colours and then a mask; of the pattern where
 * it is of its size, else black. */
static GByteArray *
make_icon_part (int width,
                int height)
{
  GByteArray *part = g_byte_array_new ();

  files_put_le (part, 40, 4);
  files_put_le (part, (guint64) width, 4);
  files_put_le (part, (guint64) height * 2, 4);
  files_put_le (part, 1, 2);
  files_put_le (part, 32, 2);
  files_put_le (part, 0, 8);
  files_put_le (part, 0, 8);
  files_put_le (part, 0, 8);
  for (int y = height - 1; y >= 0; y--)
    for (int x = 0; x < width; x++)
      {
        for (int c = 2; c >= 0; c--)
          files_put_le (part, width == FILES_WIDTH ? get_byte (x, y, c) : 0, 1);
        files_put_le (part, 255, 1);
      }
  g_byte_array_set_size (part, part->len + (guint) ((width + 31) / 32 * 4 * height));
  memset (part->data + 40 + 4 * width * height, 0, part->len - 40 - 4 * (guint) (width * height));

  return part;
}

static GByteArray *
make_icon (int      kind,
           int      best,
           gboolean as_png)
{
  GByteArray *icon     = g_byte_array_new ();
  GByteArray *parts[3] = { NULL };
  guint       at       = 6 + 3 * 16;

  files_put_le (icon, 0, 2);
  files_put_le (icon, (guint64) kind, 2);
  files_put_le (icon, 3, 2);
  for (int i = 0; i < 3; i++)
    {
      const int width  = i == best ? FILES_WIDTH : 16;
      const int height = i == best ? FILES_HEIGHT : 16;

      parts[i] = i == best && as_png ? files_make_png (files_colour, FILES_RGB, 8)
                                     : make_icon_part (width, height);
      files_put_le (icon, (guint64) width, 1);
      files_put_le (icon, (guint64) height, 1);
      files_put_le (icon, 0, 2);
      files_put_le (icon, kind == 1 ? 1 : 3, 2);
      files_put_le (icon, kind == 1 ? 32 : 5, 2);
      files_put_le (icon, parts[i]->len, 4);
      files_put_le (icon, at, 4);
      at += parts[i]->len;
    }
  for (int i = 0; i < 3; i++)
    {
      files_put (icon, parts[i]->data, parts[i]->len);
      g_byte_array_unref (parts[i]);
    }

  return icon;
}

static void
check_icons (void)
{
  for (int best = 0; best < 3; best++)
    {
      files_write ("a.ico", make_icon (1, best, FALSE));
      checks_alike ("a.ico", files_colour, FALSE, 1, CHECKS_EXACT);
      files_write ("png.ico", make_icon (1, best, TRUE));
      checks_alike ("png.ico", files_colour, FALSE, 1, CHECKS_EXACT);
      files_write ("a.cur", make_icon (2, best, FALSE));
      checks_alike ("a.cur", files_colour, FALSE, 1, CHECKS_EXACT);
    }

  files_write ("cut.ico", make_icon (1, 2, FALSE));
  checks_cut ("cut.ico");
  files_write ("first.ico", make_icon (1, 0, FALSE));
  checks_whole_or_refused ("first.ico");
  files_write ("cut.cur", make_icon (2, 2, FALSE));
  checks_cut ("cut.cur");
}


/* ---- TGA, PCX, and by ImageMagick ------------------------------------ */

/* kind: of the format; packed ones come in packets of 16 pixels, and of one. */
static GByteArray *
make_tga (int      kind,
          int      bits,
          gboolean downwards)
{
  GByteArray *tga = g_byte_array_new ();

  files_put_le (tga, 4, 1);
  files_put_le (tga, 0, 1);
  files_put_le (tga, (guint64) kind, 1);
  files_put_le (tga, 0, 1);
  files_put_le (tga, 0, 8);
  files_put_le (tga, FILES_WIDTH, 2);
  files_put_le (tga, FILES_HEIGHT, 2);
  files_put_le (tga, (guint64) bits, 1);
  files_put_le (tga, (downwards ? 0x20 : 0) | (bits == 16 || bits == 32 ? 8 : 0), 1);
  files_put (tga, "name", 4);

  for (int i = 0; i < FILES_HEIGHT; i++)
    for (int x = 0; x < FILES_WIDTH; x++)
      {
        const int y = downwards ? i : FILES_HEIGHT - 1 - i;

        if (kind & 8 && x % 32 == 0)
          files_put_le (tga, 15, 1); /* as they are */
        else if (kind & 8 && x % 32 >= 16)
          files_put_le (tga, 0x80, 1); /* once */
        for (int c = bits > 16 ? 2 : 0; c >= 0; c--)
          files_put_le (tga, get_byte (x, y, c), 1);
        if (bits == 16 || bits == 32)
          files_put_le (tga, get_byte (x, y, 3), 1);
      }

  return tga;
}

static float
as_grey (int x,
         int y,
         int c)
{
  return files_colour (x, y, c == 3 ? 3 : 0);
}

static void
check_tga (void)
{
  for (int packed = 0; packed <= 8; packed += 8)
    for (int downwards = 0; downwards < 2; downwards++)
      {
        files_write ("a.tga", make_tga (2 | packed, 24, downwards));
        checks_alike ("a.tga", files_colour, FALSE, 1, CHECKS_EXACT);
        checks_cut ("a.tga");
        files_write ("grey.tga", make_tga (3 | packed, 8, downwards));
        checks_alike ("grey.tga", files_colour, TRUE, 1, CHECKS_EXACT);
        checks_cut ("grey.tga");
        files_write ("alpha.tga", make_tga (2 | packed, 32, downwards));
        checks_has_alpha ("alpha.tga", files_colour);
        files_write ("grey-alpha.tga", make_tga (3 | packed, 16, downwards));
        checks_has_alpha ("grey-alpha.tga", as_grey);
        checks_cut ("grey-alpha.tga");
      }
}

/* Colours of five bits, in pixels or in a palette of the grey ones. */
static guint32
get_fives (int      x,
           int      y,
           gboolean has_alpha)
{
  guint32 pixel = has_alpha ? 1u << 15 : 0;

  for (int c = 0; c < 3; c++)
    pixel |= (guint32) lrintf (31 * files_colour (x, y, c)) << 5 * (2 - c);

  return pixel;
}

static float
as_fives (int x,
          int y,
          int c)
{
  return roundf (31 * files_colour (x, y, 0)) / 31;
}

static void
check_tga_two_bytes (void)
{
  for (int bits = 15; bits <= 16; bits++)
    for (int has_alpha = 0; has_alpha <= bits - 15; has_alpha++)
      {
        GByteArray *tga = make_tga (2, 24, TRUE);
        GByteArray *map = make_tga (1, 8, TRUE);

        g_byte_array_set_size (tga, 22);
        tga->data[16] = (guint8) bits;
        tga->data[17] = (guint8) (0x20 | has_alpha);
        for (int y = 0; y < FILES_HEIGHT; y++)
          for (int x = 0; x < FILES_WIDTH; x++)
            files_put_le (tga, get_fives (x, y, has_alpha), 2);
        files_write ("fives.tga", tga);
        checks_alike ("fives.tga", files_colour, FALSE, 1, 0.6f / 31);
        checks_cut ("fives.tga");

        g_byte_array_set_size (map, 22);
        map->data[1] = 1;
        map->data[5] = 32;
        map->data[7] = (guint8) bits;
        for (guint32 i = 0; i < 32; i++)
          files_put_le (map, i << 10 | i << 5 | i, 2);
        for (int y = 0; y < FILES_HEIGHT; y++)
          for (int x = 0; x < FILES_WIDTH; x++)
            files_put_le (map, (guint64) lrintf (31 * files_colour (x, y, 0)), 1);
        files_write ("palette.tga", map);
        checks_alike ("palette.tga", as_fives, TRUE, 1, 0.6f / 255);
        checks_cut ("palette.tga");
      }
}

static GByteArray *
make_pcx (int bits,
          int planes)
{
  GByteArray *pcx = g_byte_array_new ();
  const int   row = FILES_WIDTH * bits / 8;

  files_put (pcx, "\x0a\x05\x01", 3);
  files_put_le (pcx, (guint64) bits, 1);
  files_put_le (pcx, 0, 4);
  files_put_le (pcx, FILES_WIDTH - 1, 2);
  files_put_le (pcx, FILES_HEIGHT - 1, 2);
  g_byte_array_set_size (pcx, 128);
  memset (pcx->data + 12, 0, 116);
  pcx->data[65] = (guint8) planes;
  pcx->data[66] = (guint8) row;

  for (int y = 0; y < FILES_HEIGHT; y++)
    for (int plane = 0; plane < planes; plane++)
      for (int i = 0; i < row; i++)
        {
          guint byte = bits == 8 ? get_byte (i, y, plane) : 0;

          for (int x = 8 * i; bits == 1 && x < 8 * i + 8; x++)
            byte = byte << 1 | (files_bit (x, y, 0) > 0.5f);
          if (byte >= 0xc0)
            files_put_le (pcx, 0xc1, 1);
          files_put_le (pcx, byte, 1);
        }

  return pcx;
}

static void
check_pcx (void)
{
  files_write ("bits.pcx", make_pcx (1, 1));
  checks_alike ("bits.pcx", files_bit, TRUE, 1, CHECKS_EXACT);
  files_write ("rgb.pcx", make_pcx (8, 3));
  checks_alike ("rgb.pcx", files_colour, FALSE, 1, CHECKS_EXACT);
  checks_cut ("rgb.pcx");
}

static void
check_by_magick (void)
{
  static const char *const formats[] = { "SGI", "PSD", "SUN", "DDS" };

  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name  = g_strconcat ("a.", formats[i], NULL);
      g_autofree char *path  = files_path (name);
      VipsImage       *image = files_image (files_colour, 3, VIPS_FORMAT_UCHAR);

      g_assert_true (vips_call ("magicksave", image, path, "format", formats[i], NULL) == 0);
      g_object_unref (image);
      checks_similar (name, 1);
      checks_cut (name);
    }
}


/* ---- names ----------------------------------------------------------- */

static void
load_here (const char  *name,
           FilesPattern pattern)
{
  g_auto (NstPicture) picture = { { NULL } };
  g_autoptr (GError)  error   = NULL;

  if (!nst_picture_load (name, 0, &picture, &error))
    files_fail ("%s: %s", name, error->message);
  checks_compare (&picture, pattern, pattern == files_grey, 1, CHECKS_EXACT);
  g_assert_true (g_file_test (name, G_FILE_TEST_EXISTS));
}

/* Digits, which ImageMagick reads by the file's name. */
static void
make_pgm (const char *name)
{
  g_autoptr (GString) text = g_string_new ("P2 48 36 255\n");

  for (int i = 0; i < FILES_WIDTH * FILES_HEIGHT; i++)
    g_string_append_printf (text, "%d\n",
                            (int) lrintf (255 * files_grey (i % FILES_WIDTH, i / FILES_WIDTH, 0)));
  files_write_text (name, text->str);
}

/* Names that mean something to libvips or ImageMagick are read as the files they are. */
static void
check_names (void)
{
  static const char *const names[]  = { "a[1].png", "a[page=2].png", "ephemeral:x.png", "msl:x.png",
                                        "-x.png", "%d.png", "@x.png", "a b.png", "\xff.png", ".png",
                                        "line\nbreak.png", "png:x" };
  const Bmp                bmp      = { 40, 24 };
  const FilesTiff          planes   = { .n_samples = 3, .photometric = PHOTOMETRIC_RGB, .has_planes = TRUE, .is_tiled = TRUE };
  g_autofree char         *folder   = files_path ("");
  g_autofree char         *previous = g_get_current_dir ();

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    files_write (names[i], files_make_png (files_colour, FILES_RGB, 8));
  files_write ("ephemeral:x.tga", make_tga (2, 24, FALSE));
  files_write ("msl:x.bmp", make_bmp (&bmp));
  make_pgm ("a[1].pgm");
  make_pgm ("%d.pgm");
  make_pgm ("ephemeral:x.pgm");
  make_pgm ("png:x.pgm");
  files_make_tiff ("a[1].tif", &planes, files_colour);
  files_make_tiff ("ephemeral:x.tif", &planes, files_colour);

  g_assert_cmpint (g_chdir (folder), ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    load_here (names[i], files_colour);
  load_here ("ephemeral:x.tga", files_colour);
  load_here ("msl:x.bmp", files_colour);
  load_here ("a[1].pgm", files_grey);
  load_here ("%d.pgm", files_grey);
  load_here ("ephemeral:x.pgm", files_grey);
  load_here ("png:x.pgm", files_grey);
  load_here ("a[1].tif", files_colour);
  load_here ("ephemeral:x.tif", files_colour);
  g_assert_cmpint (g_chdir (previous), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  files_begin ();

  g_test_add_func ("/bitmaps/bmp", check_bmp);
  g_test_add_func ("/bitmaps/bmp-masks", check_bmp_masks);
  g_test_add_func ("/bitmaps/bmp-others", check_bmp_others);
  g_test_add_func ("/bitmaps/tga-two-bytes", check_tga_two_bytes);
  g_test_add_func ("/bitmaps/bmp-odd", check_bmp_odd);
  g_test_add_func ("/bitmaps/icons", check_icons);
  g_test_add_func ("/bitmaps/tga", check_tga);
  g_test_add_func ("/bitmaps/pcx", check_pcx);
  g_test_add_func ("/bitmaps/by-magick", check_by_magick);
  g_test_add_func ("/names/odd", check_names);

  return files_run ();
}
