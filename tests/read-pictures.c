/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads pictures as the command line does.  For each path on a line of standard input there
 * is a line on standard output: "refused" and the sentence, or width, height, bits and
 * whether it has alpha, followed by RGBA of 8 bits a channel, without paper. */

#include "plugin/cli/picture.h"
#include "plugin/shared/numbers.h"

#include <stdio.h>
#include <string.h>

static void
write_picture (const NstPicture *picture)
{
  const NstImage    *image = picture->pixels.image;
  const size_t       n     = (size_t) image->width * image->height;
  g_autofree guint8 *bytes = g_malloc (4 * n);

  for (size_t i = 0; i < n; i++)
    {
      float rgba[4];

      nst_paper_get_pixel (image, picture->pixels.alpha, picture->pixels.paper, i, rgba);
      nst_numbers_from_floats (NST_NUMBERS_U8, rgba, 4, bytes + 4 * i);
    }

  printf ("%d %d %d %d\n", image->width, image->height, picture->bits,
          picture->pixels.alpha != NULL);
  fwrite (bytes, 4, n, stdout);
}

int
main (void)
{
  char line[4096];

  while (fgets (line, sizeof line, stdin))
    {
      g_auto (NstPicture) picture = { { NULL } };
      g_autoptr (GError)  error   = NULL;

      line[strcspn (line, "\n")] = '\0';
      if (nst_picture_load (line, 0, &picture, &error))
        write_picture (&picture);
      else
        printf ("refused %s\n", error->message);
      fflush (stdout);
    }

  return 0;
}
