/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Levels are scaled to those of whole bytes, which ImageMagick's reader, by way of libvips,
 * does well in some versions only. */

#include "plugin/cli/picture-pnm.h"
#include "plugin/cli/bytes.h"
#include "plugin/cli/picture-memory.h"

#include <string.h>

#define MOST_SIDE    ((guint64) VIPS_MAX_COORD)
#define MOST_SAMPLES 4

/* A file, where in it the next number is looked for, and what its head says. */
typedef struct
{
  NstBytes file;
  gsize    at;
  guint64  width;
  guint64  height;
  guint64  n_samples;
  guint64  most; /* the largest level */
  gboolean is_text;
  gboolean is_bits; /* black where they are set */
} Pnm;


/* ---- the head -------------------------------------------------------- */

static void
skip_space (Pnm *pnm)
{
  const NstBytes file = pnm->file;

  while (pnm->at < file.n &&
         (g_ascii_isspace (file.bytes[pnm->at]) || file.bytes[pnm->at] == '#'))
    if (file.bytes[pnm->at++] == '#')
      while (pnm->at < file.n && file.bytes[pnm->at] != '\n')
        pnm->at++;
}

/* FALSE where there is none, or it is longer than the digits allowed. */
static gboolean
take_number (Pnm     *pnm,
             gsize    most_digits,
             guint64 *number)
{
  const NstBytes file = pnm->file;
  gsize          first;

  skip_space (pnm);
  first   = pnm->at;
  *number = 0;

  for (; pnm->at < file.n && pnm->at - first < most_digits &&
         g_ascii_isdigit (file.bytes[pnm->at]);
       pnm->at++)
    *number = *number * 10 + (guint64) (file.bytes[pnm->at] - '0');

  return pnm->at > first &&
         (most_digits == 1 || pnm->at == file.n || !g_ascii_isdigit (file.bytes[pnm->at]));
}

#define HEAD_DIGITS 10

/* P7: words and numbers up to ENDHDR. */
static gboolean
take_words (Pnm *pnm)
{
  const struct
  {
    const char *word;
    guint64    *number;
  } words[] = { { "WIDTH", &pnm->width },
                { "HEIGHT", &pnm->height },
                { "DEPTH", &pnm->n_samples },
                { "MAXVAL", &pnm->most } };

  for (;;)
    {
      gsize i = 0;
      gsize n = 0;

      skip_space (pnm);
      while (pnm->at + n < pnm->file.n && !g_ascii_isspace (pnm->file.bytes[pnm->at + n]))
        n++;
      if (n == 0)
        return FALSE;

      const char *word = (const char *) pnm->file.bytes + pnm->at;

      pnm->at += n;
      if (n == strlen ("ENDHDR") && strncmp (word, "ENDHDR", n) == 0)
        return TRUE;

      while (i < G_N_ELEMENTS (words) &&
             (n != strlen (words[i].word) || strncmp (word, words[i].word, n) != 0))
        i++;

      /* TUPLTYPE and its word tell nothing that DEPTH does not. */
      if (i < G_N_ELEMENTS (words) && !take_number (pnm, HEAD_DIGITS, words[i].number))
        return FALSE;
    }
}

static gboolean
take_head (Pnm *pnm)
{
  const guchar kind = pnm->file.n > 2 ? pnm->file.bytes[1] : 0;

  pnm->at        = 2;
  pnm->is_text   = kind <= '3';
  pnm->is_bits   = kind == '1' || kind == '4';
  pnm->n_samples = kind == '3' || kind == '6' ? 3 : 1;
  pnm->most      = 1;

  if (kind == '7' ? !take_words (pnm)
                  : !take_number (pnm, HEAD_DIGITS, &pnm->width) ||
                      !take_number (pnm, HEAD_DIGITS, &pnm->height) ||
                      (!pnm->is_bits && !take_number (pnm, HEAD_DIGITS, &pnm->most)))
    return FALSE;

  if (!pnm->is_text)
    pnm->at++; /* one white space */

  return pnm->width >= 1 && pnm->width <= MOST_SIDE && pnm->height >= 1 &&
         pnm->height <= MOST_SIDE && pnm->n_samples >= 1 &&
         pnm->n_samples <= MOST_SAMPLES && pnm->most >= 1 &&
         pnm->most <= (pnm->is_text ? G_MAXUINT32 : G_MAXUINT16);
}


/* ---- the numbers ----------------------------------------------------- */

/* Whether the file may have as many as its head says. */
static gboolean
has_enough (const Pnm *pnm)
{
  const guint64 n    = pnm->width * pnm->height * pnm->n_samples;
  const guint64 left = pnm->file.n > pnm->at ? pnm->file.n - pnm->at : 0;

  if (pnm->is_bits)
    return left >= (pnm->is_text ? n : (pnm->width + 7) / 8 * pnm->height);

  return left >= (pnm->is_text ? 2 * n - 1 : pnm->most > G_MAXUINT8 ? 2 * n
                                                                    : n);
}

/* The sample x of a row, 0..most. */
static gboolean
take_sample (Pnm     *pnm,
             guint64  x,
             guint64 *level)
{
  if (pnm->is_text)
    {
      if (!take_number (pnm, pnm->is_bits ? 1 : HEAD_DIGITS, level))
        return FALSE;
    }
  else if (pnm->is_bits)
    {
      *level = pnm->file.bytes[pnm->at] >> (7 - x % 8) & 1;
      if (x % 8 == 7 || x + 1 == pnm->width)
        pnm->at++;
    }
  else
    {
      const gsize size = pnm->most > G_MAXUINT8 ? 2 : 1;

      *level = nst_bytes_big (pnm->file, pnm->at, size);
      pnm->at += size;
    }

  *level = MIN (*level, pnm->most);
  if (pnm->is_bits)
    *level = 1 - *level;

  return TRUE;
}

static VipsImage *
read_samples (Pnm           *pnm,
              VipsBandFormat format)
{
  const guint64 largest = format == VIPS_FORMAT_UCHAR ? G_MAXUINT8 : G_MAXUINT16;
  const guint64 row     = pnm->width * pnm->n_samples;
  const guint64 n       = row * pnm->height;
  gpointer      numbers = has_enough (pnm)
                            ? g_try_malloc (n * (guint64) vips_format_sizeof (format))
                            : NULL;

  for (guint64 i = 0; numbers && i < n; i++)
    {
      guint64 level;

      if (!take_sample (pnm, i % row, &level))
        {
          g_free (numbers);
          return NULL;
        }

      level = (level * largest + pnm->most / 2) / pnm->most;
      if (format == VIPS_FORMAT_UCHAR)
        ((guint8 *) numbers)[i] = (guint8) level;
      else
        ((guint16 *) numbers)[i] = (guint16) level;
    }

  return numbers ? nst_picture_from_memory (numbers, (int) pnm->width, (int) pnm->height,
                                            (int) pnm->n_samples, format)
                 : NULL;
}

VipsImage *
nst_picture_pnm_read (const char *path,
                      gboolean    is_header)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  Pnm                     pnm  = { .at = 0 };
  VipsBandFormat          format;

  if (!file)
    return NULL;

  pnm.file = (NstBytes){ (const guchar *) g_mapped_file_get_contents (file),
                         g_mapped_file_get_length (file) };
  if (!take_head (&pnm))
    return NULL;

  format = pnm.most > G_MAXUINT8 ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR;

  return is_header ? nst_picture_measured ((int) pnm.width, (int) pnm.height,
                                           (int) pnm.n_samples, format)
                   : read_samples (&pnm, format);
}
