/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Only nst_picture_load is asked; what else there is begins where the file is known to be read. */

#include "tests/picture-checks.h"

#include <math.h>
#include <string.h>

void
checks_load (const char *name,
             int         side,
             NstPicture *picture)
{
  g_autofree char   *path  = files_path (name);
  g_autoptr (GError) error = NULL;
  NstSize            size;
  guint64            kept;
  guint64            most;

  if (!nst_picture_load (path, side, picture, &error))
    files_fail ("%s: %s", name, error->message);

  if (!nst_picture_measure (path, side, &size, &kept, &most, &error))
    files_fail ("%s: %s", name, error->message);
  g_assert_cmpint (size.width, ==, picture->pixels.image->width);
  g_assert_cmpint (size.height, ==, picture->pixels.image->height);
  g_assert_true (most >= kept && kept >= sizeof (float) * 3 * (guint64) size.width * (guint64) size.height);
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

void
checks_compare (const NstPicture *picture,
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

void
checks_compare_fields (const NstPicture *picture,
                       FilesPattern      pattern,
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
              wanted += (double) pattern (from_x, from_y, c);
            }
        if (!(fabs (is - wanted) / n <= (double) tolerance))
          files_fail ("field %d, channel %d: %g, not %g", field, c, is / n, wanted / n);
      }
}

void
checks_alike (const char  *name,
              FilesPattern pattern,
              gboolean     is_grey,
              int          orientation,
              float        tolerance)
{
  g_auto (NstPicture) picture = { { NULL } };

  checks_load (name, 0, &picture);
  checks_compare (&picture, pattern, is_grey, orientation, tolerance);
}

void
checks_similar (const char *name,
                int         orientation)
{
  g_auto (NstPicture) picture = { { NULL } };

  checks_load (name, 0, &picture);
  checks_compare_fields (&picture, files_colour, orientation, 4.0f / 255);
}

void
checks_refused (const char *name,
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

/* The file without its last bytes is the whole picture, or refused. */
static void
check_short (const char       *name,
             const NstPicture *whole,
             guint             n_missing)
{
  g_autofree char    *path    = files_path (name);
  g_auto (NstPicture) picture = { { NULL } };
  const NstImage     *image   = whole->pixels.image;
  const gsize         n       = 3 * (gsize) image->width * image->height;

  if (nst_picture_load (path, 0, &picture, NULL) &&
      memcmp (picture.pixels.image->data, image->data, n * sizeof (float)) != 0)
    files_fail ("%s is taken as whole without its last %u bytes", name, n_missing);
}

void
checks_cut (const char *name)
{
  GByteArray         *file  = files_read (name);
  g_auto (NstPicture) whole = { { NULL } };

  checks_load (name, 0, &whole);

  for (int percent = 30; percent <= 90; percent += 30)
    {
      files_write (name, g_byte_array_append (g_byte_array_new (), file->data, file->len));
      files_cut (name, percent);
      checks_refused (name, CHECKS_DAMAGED);
    }

  for (guint n_missing = 1; n_missing <= 64; n_missing *= 4)
    {
      files_write (name, g_byte_array_append (g_byte_array_new (), file->data, file->len - n_missing));
      check_short (name, &whole, n_missing);
    }

  files_write (name, file);
}

void
checks_whole_or_refused (const char *name)
{
  GByteArray         *file  = files_read (name);
  g_auto (NstPicture) whole = { { NULL } };

  checks_load (name, 0, &whole);

  for (guint n = 2; n < 40; n++)
    {
      const guint n_missing = file->len - file->len * n / 40;

      files_write (name, g_byte_array_append (g_byte_array_new (), file->data, file->len - n_missing));
      check_short (name, &whole, n_missing);
    }

  files_write (name, file);
}

void
checks_has_alpha (const char  *name,
                  FilesPattern pattern)
{
  g_auto (NstPicture) picture = { { NULL } };

  checks_load (name, 0, &picture);
  check_size (&picture, 1);
  g_assert_nonnull (picture.pixels.alpha);
  g_assert_cmpint (picture.pixels.paper, ==, NST_PAPER_NONE);

  for (int y = 0; y < FILES_HEIGHT; y++)
    for (int x = 0; x < FILES_WIDTH; x++)
      {
        const int   i     = y * FILES_WIDTH + x;
        const float alpha = pattern (x, y, 3);

        g_assert_cmpfloat (fabsf (picture.pixels.alpha[i] - alpha), <=, 1e-6f);
        for (int c = 0; c < 3 && alpha > 0.25f; c++)
          g_assert_cmpfloat (fabsf (picture.pixels.image->data[3 * i + c] - pattern (x, y, c)), <=,
                             alpha < 1 ? CHECKS_STEP : 1e-6f);
      }
}
