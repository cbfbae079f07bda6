/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The less usual kinds of picture files, and what is no picture: see check-picture.c for JPEG,
 * PNG and TIFF. */

#include "plugin/shared/numbers.h"
#include "plugin/shared/srgb.h"
#include "tests/picture-checks.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <openexr.h>
#include <tiffio.h>

static guint8
get_byte (int x,
          int y,
          int c)
{
  return (guint8) lrintf (255 * files_colour (x, y, c));
}

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
    files_put_le (bmp, (guint64) (i * 0x010101), 4);

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
  files_write ("cut.cur", make_icon (2, 2, FALSE));
  checks_cut ("cut.cur");
}


/* ---- TGA, PCX, and by ImageMagick ------------------------------------ */

/* kind: of the format; packed ones come in packets of a pixel. */
static GByteArray *
make_tga (int      kind,
          int      bits,
          gboolean downwards)
{
  GByteArray *tga = g_byte_array_new ();

  files_put_le (tga, 4, 1);
  files_put_le (tga, 0, 1);
  files_put_le (tga, (guint64) kind, 1);
  files_put_le (tga, 0, 9);
  files_put_le (tga, 0, 8);
  g_byte_array_set_size (tga, 12);
  files_put_le (tga, FILES_WIDTH, 2);
  files_put_le (tga, FILES_HEIGHT, 2);
  files_put_le (tga, (guint64) bits, 1);
  files_put_le (tga, (downwards ? 0x20 : 0) | (bits == 16 || bits == 32 ? 8 : 0), 1);
  files_put (tga, "name", 4);

  for (int i = 0; i < FILES_HEIGHT; i++)
    for (int x = 0; x < FILES_WIDTH; x++)
      {
        const int y = downwards ? i : FILES_HEIGHT - 1 - i;

        if (kind & 8 && x % 16 == 0)
          files_put_le (tga, 15, 1); /* as they are */
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

static void
load_here (const char  *name,
           FilesPattern pattern)
{
  g_auto (NstPicture) picture = { { NULL } };
  g_autoptr (GError)  error   = NULL;

  if (!nst_picture_load (name, 0, &picture, &error))
    files_fail ("%s: %s", name, error->message);
  checks_compare (&picture, pattern, pattern == files_bit, 1, CHECKS_EXACT);
  g_assert_true (g_file_test (name, G_FILE_TEST_EXISTS));
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
  make_pbm ("a[1].pbm", "P1 48 36\n");
  make_pbm ("%d.pbm", "P1 48 36\n");
  make_pbm ("ephemeral:x.pbm", "P1 48 36\n");
  make_pbm ("png:x.pbm", "P1 48 36\n");
  files_make_tiff ("a[1].tif", &planes, files_colour);
  files_make_tiff ("ephemeral:x.tif", &planes, files_colour);

  g_assert_cmpint (g_chdir (folder), ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    load_here (names[i], files_colour);
  load_here ("ephemeral:x.tga", files_colour);
  load_here ("msl:x.bmp", files_colour);
  load_here ("a[1].pbm", files_bit);
  load_here ("%d.pbm", files_bit);
  load_here ("ephemeral:x.pbm", files_bit);
  load_here ("png:x.pbm", files_bit);
  load_here ("a[1].tif", files_colour);
  load_here ("ephemeral:x.tif", files_colour);
  g_assert_cmpint (g_chdir (previous), ==, 0);
}

static void
check_silence (void)
{
  g_assert_true (files_end ());
}

int
main (int    argc,
      char **argv)
{
  static const char *const modules[] = { "a.heic", "a.avif", "a.jxl", "a.jp2" };

  g_test_init (&argc, &argv, NULL);
  files_begin ();

  g_test_add_func ("/kinds/gif", check_gif);
  g_test_add_func ("/kinds/webp", check_webp);
  g_test_add_func ("/kinds/pnm", check_pnm);
  g_test_add_func ("/kinds/pnm-levels", check_pnm_levels);
  g_test_add_func ("/kinds/pfm", check_pfm);
  g_test_add_func ("/kinds/own", check_own);
  g_test_add_func ("/kinds/exr", check_exr);
  g_test_add_func ("/kinds/bmp", check_bmp);
  g_test_add_func ("/kinds/bmp-odd", check_bmp_odd);
  g_test_add_func ("/kinds/icons", check_icons);
  g_test_add_func ("/kinds/tga", check_tga);
  g_test_add_func ("/kinds/pcx", check_pcx);
  g_test_add_func ("/kinds/by-magick", check_by_magick);
  for (size_t i = 0; i < G_N_ELEMENTS (modules); i++)
    {
      g_autofree char *path = g_strconcat ("/kinds/", modules[i] + 2, NULL);

      g_test_add_data_func (path, modules[i], check_module);
    }
  g_test_add_func ("/none/no-picture", check_no_picture);
  g_test_add_func ("/none/unreadable", check_unreadable);
  g_test_add_func ("/none/names", check_names);
  g_test_add_func ("/silence/all", check_silence);

  return g_test_run ();
}
