/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The public face of the engine: pictures and settings go in, progress comes
 * back, and one picture painted in the style of others comes out.
 *
 * A picture is an NstImage of 3 channels R, G, B, sRGB-encoded (non-linear),
 * nominal range 0..1; values outside are allowed and clamped by the engine
 * before the network sees them.  Nothing here knows of files (but for the
 * network's), layers or windows.
 *
 * Every function that can fail because of the world (files, memory, sizes,
 * cancelling) takes a GError and says so by its return value too.  The message
 * is one plain sentence for a person: what is wrong and what to do.
 * Cancelling gives G_IO_ERROR_CANCELLED; everything else is NST_ERROR.
 */

#pragma once

#include <gio/gio.h>

#define NST_ERROR (nst_error_quark ())

typedef enum
{
  NST_ERROR_SETTINGS,           /* a setting that means nothing, or clashes */
  NST_ERROR_NETWORK,            /* the network file is missing or damaged   */
  NST_ERROR_PICTURE,            /* a picture that can't be worked on        */
  NST_ERROR_MEMORY,             /* more memory than there is, or may be used */
  NST_ERROR_DIVERGED            /* the numbers left what floats can hold    */
} NstErrorCode;

GQuark       nst_error_quark     (void);


/* ---- images ---------------------------------------------------------- */

/* data[height][width][channels], contiguous, aligned to 64 bytes. */
typedef struct
{
  int    width;
  int    height;
  int    channels;
  float *data;
} NstImage;

/* A new image, its values undefined; free with nst_image_free.  Fails with
 * NST_ERROR_MEMORY, or NST_ERROR_PICTURE when a side is less than 1. */
NstImage *   nst_image_new       (int              width,
                                  int              height,
                                  int              channels,
                                  GError         **error);
void         nst_image_free      (NstImage        *image);

/* A new image with the same values. */
NstImage *   nst_image_copy      (const NstImage  *image,
                                  GError         **error);

/* The image at another size by Lanczos-3, smoothed where it shrinks. */
NstImage *   nst_image_resize    (const NstImage  *image,
                                  int              width,
                                  int              height,
                                  GError         **error);

/* The same for a picture of 8 bits a channel (values k/255): each pass is
 * rounded to 8 bits, which is what Pillow's LANCZOS does, bit for bit. */
NstImage *   nst_image_resize_8bit (const NstImage *image,
                                  int              width,
                                  int              height,
                                  GError         **error);

/* Width and height of a picture scaled so that its longer side is size
 * (0: unchanged); never less than 1. */
void         nst_fit_size        (int              width,
                                  int              height,
                                  int              size,
                                  int             *fit_width,
                                  int             *fit_height);

/* A painting enlarged to the size of the photo that it was made from, with
 * the photo's fine detail: up(painting) + photo - up(down(photo)).  The result
 * is a new image of the photo's size. */
NstImage *   nst_image_enlarge_with_detail (const NstImage *painting,
                                  const NstImage  *photo,
                                  GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstImage, nst_image_free)


/* ---- settings -------------------------------------------------------- */

typedef enum { NST_STATISTIC_MOMENTS, NST_STATISTIC_GRAM } NstStatistic;
/* Of 2x2; and of 3x3 positions, which reach over those of the pools beside them. */
typedef enum { NST_POOL_MAX, NST_POOL_AVERAGE, NST_POOL_MAX_3, NST_POOL_AVERAGE_3 } NstPool;
typedef enum { NST_EDGE_REPLICATE, NST_EDGE_ZERO } NstEdge;
typedef enum { NST_TV_EDGE_NONE, NST_TV_EDGE_ZERO } NstTvEdge;
typedef enum { NST_INIT_CONTENT, NST_INIT_NOISE, NST_INIT_MIX, NST_INIT_FILE } NstInit;
typedef enum { NST_WEIGHTING_MEAN, NST_WEIGHTING_GATYS, NST_WEIGHTING_GRADIENT } NstWeighting;
typedef enum { NST_NOISE_GAUSSIAN, NST_NOISE_UNIFORM } NstNoise;
typedef enum { NST_OPTIMISER_LBFGS, NST_OPTIMISER_ADAM, NST_OPTIMISER_GD } NstOptimiser;
typedef enum { NST_PRECISION_FAST, NST_PRECISION_SINGLE } NstPrecision;
typedef enum { NST_QUALITY_DRAFT, NST_QUALITY_GOOD, NST_QUALITY_BEST } NstQuality;

/* A canvas is judged at no more sizes at once. */
#define NST_MAX_LEVELS 4

/* What a run is asked to do; every field is set by the caller (the front-ends'
 * table of settings holds the defaults).  Plain data: may be copied. */
typedef struct
{
  int          size;              /* longer side to work at, pixels; 0: the content's own */
  int          width;             /* of the canvas of a texture, pixels; 0: the content's */
  int          height;
  double       style_scale;       /* style's longer side over the content's, > 0; of a
                                     texture over the style's own */
  NstQuality   quality;           /* how many evaluations at each size */
  char         schedule[128];     /* "64:60,128:40": evaluations by longer side, at the end
                                     "0:20": at the size to work at; "": by quality */
  int          scales;            /* sizes judged at once, each half the last: 1..NST_MAX_LEVELS */
  char         content_layers[256]; /* "conv4_2,..."; "": none */
  char         content_weights[256]; /* one a content layer, scaled to sum 1; "": 1 each, unscaled */
  char         style_layers[256];   /* "conv1_1,pool1,..."; "": none */
  char         style_weights[256];  /* the same for the style layers */
  double       alpha;             /* weight of the content terms, >= 0 */
  double       beta;              /* weight of the style terms, >= 0 */
  double       tv;                /* weight of the total variation, >= 0 */
  double       tv_power;          /* of its squares; 0: the mean squares of objective.h */
  NstTvEdge    tv_edge;           /* what a variation by a power has beyond the canvas */
  NstStatistic statistic;
  NstWeighting weighting;         /* of layers; see objective.h */
  gboolean     normalise;         /* responses over their layer's mean response */
  NstPool      pool;
  NstEdge      edge;              /* how conv1_1 pads */
  NstInit      init;
  double       noise;             /* NST_INIT_MIX: share of noise, 0..1 */
  NstNoise     noise_kind;        /* about the network's mean colour */
  double       noise_range;       /* deviation or half-width, in steps of 1/255; 0: the kind's own */
  NstOptimiser optimiser;
  double       learning_rate;     /* gradient descent and Adam, in steps of 1/255; 0: the optimiser's own */
  int          history;           /* pairs that L-BFGS keeps */
  int          seed;
  NstPrecision precision;         /* fast: bfloat16 products where the processor has them */
  int          threads;           /* 0: one for each processor */
  guint64      memory_bytes;      /* budget; 0: half of what is available */
} NstSettings;


/* ---- the network ----------------------------------------------------- */

typedef struct _NstNetwork NstNetwork;

/* Opens and checks a network file (safetensors); NULL and NST_ERROR_NETWORK
 * when it is missing, damaged or not a VGG-19.  Read-only afterwards: several
 * runs, in several threads, may use one network. */
NstNetwork * nst_network_open    (const char      *path,
                                  GError         **error);
void         nst_network_free    (NstNetwork      *network);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstNetwork, nst_network_free)


/* ---- a run ----------------------------------------------------------- */

/* Where a run is.  fraction never goes down within one run. */
typedef struct
{
  double fraction;              /* of all the work, 0..1 */
  double seconds_left;          /* estimate; negative: not known yet */
  int    size;                  /* longer side worked at, pixels */
  int    step;                  /* evaluations done at this size ... */
  int    n_steps;               /* ... of so many */
  double loss;
} NstProgress;

/* Called once before the first evaluation, after each, and where a picture is
 * worked on in tiles after each of these, from the thread that nst_stylise runs
 * in.  frame is the painting after the last evaluation, RGB, at the size worked
 * at, or where that is over two million pixels a whole number of times smaller;
 * it is valid during the call only. */
typedef void (* NstProgressFunc) (const NstProgress *progress,
                                  const NstImage    *frame,
                                  gpointer           user_data);

/* The size of the canvas before settings->size scales it: the content's; but where
 * no content layer is compared, which makes the run a texture's, width and height
 * of the settings where they are not 0. */
void         nst_fit_canvas      (const NstSettings     *settings,
                                  int                    content_width,
                                  int                    content_height,
                                  int                   *width,
                                  int                   *height);

/* Paints content in the style of styles[n_styles] and returns the painting at
 * the size worked at: that of the canvas, or scaled to settings->size.  n_styles
 * may be 0 where there are no style layers; then the content's responses alone
 * are aimed at.  Blocks until done; call it in a thread of its own to stay
 * responsive.
 *
 * A texture is made from the styles' statistics alone: the content, which can't be
 * NULL, gives no more than a size and, by settings->init, a start.  So that strokes
 * are as large as in the style, styles are looked at in their own size times
 * style_scale, reduced as the canvas is.
 *
 * start: the picture that NST_INIT_FILE starts from, of any size, borrowed; NULL
 * (NST_ERROR_SETTINGS) or not looked at otherwise.  It is scaled to the canvas; and
 * as a canvas that started from the content gets the photo's fine detail back from
 * size to size, this one gets the start's.
 *
 * cancel: when cancelled, NULL and G_IO_ERROR_CANCELLED within a fraction of a
 * second.  stop: when cancelled, the best painting so far is returned (at the
 * full size, enlarged with the detail of what it started from where the run was
 * still coarse).
 * Both may be NULL, and be triggered from any thread.
 *
 * The same input, settings and number of threads give the same bytes. */
NstImage *   nst_stylise         (NstNetwork            *network,
                                  const NstImage        *content,
                                  const NstImage *const *styles,
                                  int                    n_styles,
                                  const NstImage        *start,
                                  const NstSettings     *settings,
                                  NstProgressFunc        progress,
                                  gpointer               user_data,
                                  GCancellable          *cancel,
                                  GCancellable          *stop,
                                  GError               **error);

/* What a run will take.  Computed from the sizes; the seconds from a short
 * measurement on this machine (well under a second, made once a process). */
typedef struct
{
  guint64 bytes;                /* the program's peak, the pictures included */
  guint64 budget_bytes;         /* what it may use */
  double  seconds;
  int     tiles;                /* at the finest size; 1: the picture is worked on whole */
  NstOptimiser optimiser;       /* at the finest size: less than was asked for ... */
  int     history;              /* ... where memory is short */
  int     width;                /* of the result */
  int     height;
  int     n_sizes;              /* steps from coarse to fine */
  int     evaluations;          /* over all sizes */
} NstEstimate;

/* For a content and the largest style, of these sizes (0: not known yet), and a
 * start of the content's size where there is one.  FALSE
 * and NST_ERROR_MEMORY when the run would not fit its budget, NST_ERROR_SETTINGS or NST_ERROR_PICTURE when it could not be started.  On
 * NST_ERROR_MEMORY the plan is filled in all the same. */
gboolean     nst_estimate            (NstNetwork            *network,
                                  int                    content_width,
                                  int                    content_height,
                                  int                    style_width,
                                  int                    style_height,
                                  const NstSettings     *settings,
                                  NstEstimate               *plan,
                                  GError               **error);


/* ---- the objective by itself ----------------------------------------- */

#define NST_N_LAYERS 21         /* conv1_1 .. conv5_4 and pool1 .. pool5 */

typedef struct
{
  char   layer[8];
  double value;
} NstTerm;

/* The terms of the objective, each before its weight. */
typedef struct
{
  int     n_content;
  int     n_style;
  NstTerm content[NST_N_LAYERS];
  NstTerm style[NST_N_LAYERS];
  double  variation;
  double  loss;                 /* all of them, weighted */
} NstTerms;

/* The loss of canvas (same size as content) and, where gradient is not NULL,
 * a new image of 3 channels B, G, R: d loss / d canvas for pixels in 0..255.
 * The pictures are taken at the size they have, everything is computed in single
 * precision; settings->size, style_scale, scales, precision and what concerns the
 * optimiser are not looked at. */
gboolean     nst_evaluate        (NstNetwork            *network,
                                  const NstImage        *canvas,
                                  const NstImage        *content,
                                  const NstImage *const *styles,
                                  int                    n_styles,
                                  const NstSettings     *settings,
                                  NstTerms              *terms,
                                  NstImage             **gradient,
                                  GCancellable          *cancel,
                                  GError               **error);

/* Seconds for one loss and gradient on noise of size x size: the best of
 * repeat.  gflops: the floating point operations that direct convolution
 * would need, over those seconds, in 10^9; threads: how many were used. */
gboolean     nst_time            (NstNetwork            *network,
                                  int                    size,
                                  int                    repeat,
                                  const NstSettings     *settings,
                                  double                *seconds,
                                  double                *gflops,
                                  int                   *threads,
                                  GError               **error);
