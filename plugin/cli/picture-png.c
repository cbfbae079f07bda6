/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Chunks before the pixels: length, name, body, checksum (PNG specification, 5.3, 11.3.3).
 * Numbers are big-endian, values times 100000. */

#include "plugin/cli/picture-png.h"
#include "plugin/shared/colour.h"
#include "plugin/shared/profile.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>
#include <zlib.h>

#define SIGNATURE_BYTES 8
#define CHECKSUM_BYTES  4
#define UNIT            100000.0
#define N_XY            8 /* white, red, green, blue */

/* Every encoder's way to say "as screens are": 1 / 2.2. */
#define LEAST_SCREEN_GAMMA 0.45
#define MOST_SCREEN_GAMMA  0.46

typedef struct
{
  gboolean is_srgb; /* or has a profile */
  gboolean has_xy;
  double   gamma; /* 0: none */
  double   xy[N_XY];
} Meaning;

static double
number_at (const guchar *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);

  return GUINT32_FROM_BE (number) / UNIT;
}

static gboolean
is_chunk (const guchar *head,
          const char   *name)
{
  return memcmp (head + 4, name, 4) == 0;
}

/* Takes one chunk's body of n bytes; FALSE where the pixels begin, or at the end. */
static gboolean
take_chunk (const guchar *head,
            guint32       n,
            FILE         *file,
            Meaning      *meaning)
{
  guchar body[4 * N_XY];

  if (is_chunk (head, "IDAT") || is_chunk (head, "IEND"))
    return FALSE;

  meaning->is_srgb = meaning->is_srgb || is_chunk (head, "sRGB") || is_chunk (head, "iCCP");

  if ((is_chunk (head, "gAMA") && n == 4) || (is_chunk (head, "cHRM") && n == sizeof body))
    {
      if (fread (body, 1, n, file) != n)
        return FALSE;

      if (n == 4)
        meaning->gamma = number_at (body);
      else
        for (int i = 0; i < N_XY; i++)
          meaning->xy[i] = number_at (body + 4 * i);
      meaning->has_xy = meaning->has_xy || n > 4;
      n               = 0;
    }

  return fseek (file, (long) n + CHECKSUM_BYTES, SEEK_CUR) == 0;
}

static Meaning
read_meaning (const char *path)
{
  Meaning meaning = { FALSE };
  FILE   *file    = g_fopen (path, "rbe");
  guchar  head[8];

  if (!file)
    return meaning;

  if (fseek (file, SIGNATURE_BYTES, SEEK_SET) == 0)
    while (fread (head, 1, sizeof head, file) == sizeof head)
      {
        guint32 n;

        memcpy (&n, head, sizeof n);
        if (!take_chunk (head, GUINT32_FROM_BE (n), file, &meaning))
          break;
      }

  fclose (file);

  return meaning;
}

GBytes *
nst_picture_png_make_profile (const char *path)
{
  const Meaning  meaning   = read_meaning (path);
  const gboolean as_screen = meaning.gamma >= LEAST_SCREEN_GAMMA &&
                             meaning.gamma <= MOST_SCREEN_GAMMA;

  if (meaning.is_srgb || meaning.gamma < 0.01 || meaning.gamma > 10 ||
      (as_screen && !meaning.has_xy))
    return NULL;

  return nst_profile_make (as_screen ? 0 : 1 / meaning.gamma,
                           meaning.has_xy ? meaning.xy : NULL);
}


/* ---- checksums ------------------------------------------------------- */

#define PIECE_BYTES 65536

/* Of the chunk's name and its n bytes; FALSE where there are fewer. */
static gboolean
add_up_chunk (const guchar *head,
              guint32       n,
              FILE         *file,
              uLong        *sum)
{
  g_autofree guchar *piece = g_malloc (PIECE_BYTES);

  *sum = crc32 (0, head + 4, 4);

  while (n > 0)
    {
      const size_t wanted = MIN (n, PIECE_BYTES);

      if (fread (piece, 1, wanted, file) != wanted)
        return FALSE;

      *sum = crc32 (*sum, piece, (uInt) wanted);
      n -= (guint32) wanted;
    }

  return TRUE;
}

/* Chunks that a decoder can't do without have a capital first. */
static gboolean
is_sound_chunk (const guchar *head,
                FILE         *file)
{
  const gboolean matters = g_ascii_isupper (head[4]) || is_chunk (head, "tRNS");
  guchar         checksum[CHECKSUM_BYTES];
  guint32        n;
  guint32        told;
  uLong          sum;

  memcpy (&n, head, sizeof n);
  n = GUINT32_FROM_BE (n);

  if (!matters)
    return fseek (file, (long) n + CHECKSUM_BYTES, SEEK_CUR) == 0;

  if (!add_up_chunk (head, n, file, &sum) ||
      fread (checksum, 1, sizeof checksum, file) != sizeof checksum)
    return FALSE;

  memcpy (&told, checksum, sizeof told);

  return GUINT32_FROM_BE (told) == sum;
}

gboolean
nst_picture_png_is_sound (const char *path)
{
  FILE    *file   = g_fopen (path, "rbe");
  gboolean sound  = file && fseek (file, SIGNATURE_BYTES, SEEK_SET) == 0;
  gboolean pixels = FALSE;
  guchar   head[8];

  while (sound && fread (head, 1, sizeof head, file) == sizeof head && !is_chunk (head, "IEND"))
    {
      pixels = pixels || is_chunk (head, "IDAT");
      sound  = is_sound_chunk (head, file);
    }

  if (file)
    fclose (file);

  return sound && pixels;
}
