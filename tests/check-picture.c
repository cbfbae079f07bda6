/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Picture files of every kind, sound and odd, are read as the picture they are, and damaged
 * ones are refused with a sentence; no library says a word of its own. */

#include "plugin/cli/picture.h"
#include "plugin/shared/colour.h"
#include "tests/picture-files.h"

#include <math.h>
#include <string.h>

#include <tiffio.h>

#define EXACT 0.0f
#define STEP  (1.01f / 255)

/* Words of refusals. */
#define DAMAGED "damaged or cut short"


/* ---- what is found --------------------------------------------------- */

static void
load (const char *name,
      int         side,
      NstPicture *picture)
{
  g_autofree char   *path  = files_path (name);
  g_autoptr (GError) error = NULL;

  if (!nst_picture_load (path, side, picture, &error))
    files_fail ("%s: %s", name, error->message);
}

/* Where the stored pixel stands when orientation is heeded. */
static void
turn (int  orientation,
      int  x,
      int  y,
      int *to_x,
      int *to_y)
{
  const int right    = FILES_WIDTH - 1 - x;
  const int below    = FILES_HEIGHT - 1 - y;
  const int at[9][2] = { { 0 }, { x, y }, { right, y }, { right, below }, { x, below }, { y, x }, { below, x }, { below, right }, { y, right } };

  *to_x = at[orientation][0];
  *to_y = at[orientation][1];
}

static void
check_size (const NstPicture *picture,
            int               orientation)
{
  g_assert_cmpint (picture->pixels.image->width, ==, orientation < 5 ? FILES_WIDTH : FILES_HEIGHT);
  g_assert_cmpint (picture->pixels.image->height, ==, orientation < 5 ? FILES_HEIGHT : FILES_WIDTH);
}

/* The picture, upright, is the pattern's, stored in that orientation. */
static void
check_pixels (const NstPicture *picture,
              FilesPattern      pattern,
              gboolean          is_grey,
              int               orientation,
              float             tolerance)
{
  check_size (picture, orientation);

  for (int y = 0; y < FILES_HEIGHT; y++)
    for (int x = 0; x < FILES_WIDTH; x++)
      {
        const NstImage *image = picture->pixels.image;
        int             to_x;
        int             to_y;

        turn (orientation, x, y, &to_x, &to_y);
        for (int c = 0; c < 3; c++)
          {
            const float is     = image->data[3 * (to_y * image->width + to_x) + c];
            const float wanted = pattern (x, y, is_grey ? 0 : c);

            if (!(fabsf (is - wanted) <= tolerance))
              files_fail ("at %d, %d, channel %d: %g, not %g", x, y, c, (double) is, (double) wanted);
          }
      }
}

/* The means over the middle of each field are files_colour's, in one orientation. */
static void
check_fields (const NstPicture *picture,
              int               orientation,
              float             tolerance)
{
  check_size (picture, orientation);

  for (int field = 0; field < 4; field++)
    for (int c = 0; c < 3; c++)
      {
        double is     = 0;
        double wanted = 0;
        int    n      = 0;

        for (int y = 4; y < FILES_HEIGHT / 2 - 4; y++)
          for (int x = 4; x < FILES_WIDTH / 2 - 4; x++, n++)
            {
              const NstImage *image  = picture->pixels.image;
              const int       from_x = x + (field & 1 ? FILES_WIDTH / 2 : 0);
              const int       from_y = y + (field & 2 ? FILES_HEIGHT / 2 : 0);
              int             to_x;
              int             to_y;

              turn (orientation, from_x, from_y, &to_x, &to_y);
              is += (double) image->data[3 * (to_y * image->width + to_x) + c];
              wanted += (double) files_colour (from_x, from_y, c);
            }
        if (!(fabs (is - wanted) / n <= (double) tolerance))
          files_fail ("field %d, channel %d: %g, not %g", field, c, is / n, wanted / n);
      }
}

static void
check_file (const char  *name,
            FilesPattern pattern,
            gboolean     is_grey,
            int          orientation,
            float        tolerance)
{
  g_auto (NstPicture) picture = { { NULL } };

  load (name, 0, &picture);
  check_pixels (&picture, pattern, is_grey, orientation, tolerance);
}

static void
check_lossy (const char *name,
             int         orientation)
{
  g_auto (NstPicture) picture = { { NULL } };

  load (name, 0, &picture);
  check_fields (&picture, orientation, 4.0f / 255);
}

/* One sentence with the file's name and some words. */
static void
check_refused (const char *name,
               const char *words)
{
  g_auto (NstPicture) picture = { { NULL } };
  g_autofree char    *path    = files_path (name);
  g_autoptr (GError)  error   = NULL;

  if (nst_picture_load (path, 0, &picture, &error))
    files_fail ("%s is taken as whole", name);

  g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
  g_assert_null (picture.pixels.image);
  if (!strstr (error->message, words) || !strstr (error->message, name) ||
      strchr (error->message, '\n') || !g_str_has_suffix (error->message, "."))
    files_fail ("%s: %s", name, error->message);
}

/* Cut anywhere it is refused. */
static void
check_cut (const char *name)
{
  GByteArray *whole = files_read (name);

  for (int percent = 30; percent <= 90; percent += 30)
    {
      files_cut (name, percent);
      check_refused (name, DAMAGED);
      files_write (name, g_byte_array_append (g_byte_array_new (), whole->data, whole->len));
    }

  g_byte_array_unref (whole);
}


/* ---- JPEG ------------------------------------------------------------ */

static void
check_jpeg (void)
{
  static const char *const options[] = { "[Q=90]", "[Q=90,interlace]", "[Q=90,subsample_mode=off]",
                                         "[Q=90,restart_interval=2]" };

  for (size_t i = 0; i < G_N_ELEMENTS (options); i++)
    {
      files_write ("a.jpg", files_make_jpeg (options[i]));
      check_lossy ("a.jpg", 1);
      check_cut ("a.jpg");
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
        check_lossy ("turned.jpg", orientation);
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
  check_lossy ("trailer.jpg", 1);

  jpeg = files_make_jpeg (NULL);
  files_insert (jpeg, 20, "ju\xff\x00k\xda", 6); /* behind JFIF's segment */
  files_write ("junk.jpg", jpeg);
  check_lossy ("junk.jpg", 1);
  check_cut ("junk.jpg");
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
  check_refused ("bits.jpg", DAMAGED);

  /* Nor is it taken where something harmless has been met before. */
  jpeg = files_make_jpeg (NULL);
  spoil_scan (jpeg);
  files_insert (jpeg, 20, "ju\xff\x00k\xda", 6);
  files_write ("both.jpg", jpeg);
  check_refused ("both.jpg", DAMAGED);

  /* A restart that is not the next one. */
  jpeg = files_make_jpeg ("[Q=90,restart_interval=2]");
  for (guint at = files_find_scan (jpeg); at + 1 < jpeg->len; at++)
    if (jpeg->data[at] == 0xff && jpeg->data[at + 1] == 0xd2)
      jpeg->data[at + 1] = 0xd6;
  files_write ("restart.jpg", jpeg);
  check_refused ("restart.jpg", DAMAGED);
}


/* ---- all of them ----------------------------------------------------- */

static void
check_silence (void)
{
  g_assert_true (files_end ());
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  files_begin ();

  (void) check_file;
  g_test_add_func ("/jpeg/ways", check_jpeg);
  g_test_add_func ("/jpeg/orientation", check_jpeg_orientation);
  g_test_add_func ("/jpeg/odd", check_jpeg_odd);
  g_test_add_func ("/jpeg/scan", check_jpeg_scan);
  g_test_add_func ("/silence/all", check_silence);

  return g_test_run ();
}
