/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The colours of a run: styles in the colours of the photo that they are for, paintings in
 * the photo's own.
 *
 * A style's colours x, with mean m and covariance S, become A (x - m) + n, with the photo's
 * mean n and covariance C, by
 *
 *   A = C^1/2 (C^1/2 S C^1/2)^-1/2 C^1/2
 *
 * the only symmetric A without negative eigenvalues with A S A = C: of all linear maps with
 * that covariance it moves colours least (Monge-Kantorovich), so that what is dark or warm
 * in the style stays so.  Cholesky's factors would favour a channel, and turn black trees
 * green.  Colours are taken as they are encoded, which is what the network sees and much
 * nearer to what people do: in linear light many of the darkest colours would be moved below
 * black.
 *
 * Where a style has no colours of a kind, as a drawing has none but greys, no map can give
 * it the photo's: it gets those that go with its own (greys as light as the photo's dark and
 * light parts are, in the colours that these have on average), and in a style of one colour
 * there is one colour, the photo's mean.
 *
 * Where styles apply to parts of the photo, its colours are those of the style's part. */

#pragma once

#include "core/base/threads.h"
#include "core/image/image.h"
#include "core/run/subject.h"

/* What a picture's colours are, on the whole: of the values clamped to 0..1, what is not a
 * number as 0.  The same for any number of threads. */
typedef struct
{
  double mean[3];
  double covariance[9]; /* [3][3] */
} NstPalette;

/* mask: how much each pixel counts, 0..1, one channel of the picture's size; NULL: all alike.
 * FALSE: interrupted, without an error, or NST_ERROR_MEMORY. */
gboolean nst_palette_find (NstPalette       *palette,
                           const NstImage   *picture,
                           const NstImage   *mask,
                           const NstThreads *threads,
                           GError          **error);

/* The style in the photo's colours: a new image, whose mean and covariance, by its mask, are
 * the photo's, and whose values may leave 0..1.  NULL as above. */
NstImage *nst_image_recolour (const NstImage   *style,
                              const NstImage   *mask,
                              const NstPalette *photo,
                              const NstThreads *threads,
                              GError          **error);

/* Gives the subject's painting, which is within 0..1, the colours of the content where its
 * settings want them (image/lightness.h).  FALSE as above. */
gboolean nst_subject_keep_colours (const NstSubject *subject,
                                   NstImage         *painting,
                                   const NstThreads *threads,
                                   GError          **error);

/* A painting, which it takes, in colours that there are: within 0..1, what is no number as 0;
 * then as above.  NULL as above. */
NstImage *nst_subject_finish_colours (const NstSubject *subject,
                                      NstImage         *painting,
                                      const NstThreads *threads,
                                      GError          **error);

/* A subject's styles as its settings want them. */
typedef struct
{
  NstSubject       subject; /* as it was, but for its styles */
  const NstImage **styles;  /* [subject.n_styles] */
  NstImage       **made;    /* [subject.n_styles], what must be freed; NULL: nothing */
} NstRecoloured;

/* recoloured is to be ended with nst_recoloured_clear in any case.  FALSE as above. */
gboolean nst_recoloured_init (NstRecoloured    *recoloured,
                              const NstSubject *subject,
                              const NstThreads *threads,
                              GError          **error);
void     nst_recoloured_clear (NstRecoloured *recoloured);
