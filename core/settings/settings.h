/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run is asked to do. */

#pragma once

#include "core/base/types.h"

/* A side in the settings is no longer, in pixels. */
#define NST_MAX_SIDE 30000

/* Plain data: may be copied.  nst_settings_init gives each field the value in
 * brackets.  Lists are text, "a,b" without white space (settings/text.h). */
typedef struct
{
  int          size;                 /* longer side to work at, pixels; 0: the content's own [0] */
  int          width;                /* of the canvas of a texture, pixels; 0: the content's [0] */
  int          height;               /* [0] */
  double       style_scale;          /* style's longer side over the content's, > 0; of a
                                     texture over the style's own [1] */
  NstTurned    turned;               /* which of its turns a style is looked at in [no] */
  NstObjects   objects;              /* of the style: whether they are held back [allowed] */
  NstQuality   quality;              /* [good] */
  NstColours   colours;              /* the content must be seen for the photo's [style] */
  char         schedule[128];        /* "64:60,128:40": evaluations by longer side; a last size
                                     of 0 stands for the working size; "": by quality [""] */
  gboolean     last_stage;           /* the schedule's largest size alone, as to go on from a
                                     painting [FALSE] */
  int          scales;               /* levels of the pyramid that the canvas is judged at,
                                     1..NST_MAX_LEVELS, each half the last [1] */
  char         content_layers[256];  /* "conv4_2,..."; "": none [""] */
  char         content_weights[256]; /* one a content layer, scaled to sum 1; "": 1 each,
                                        unscaled [""] */
  char         style_layers[256];    /* "conv1_1,pool1,..."; "": none [""] */
  char         style_weights[256];   /* the same for the style layers [""] */
  char         shares[256];          /* one a style, scaled to sum 1; of a style of share 0
                                        nothing is seen; "": alike [""] */
  double       alpha;                /* weight of the content terms, >= 0 [1] */
  double       beta;                 /* weight of the style terms, >= 0 [1] */
  double       tv;                   /* weight of the total variation, >= 0 [0] */
  double       tv_power;             /* > 0: the power of its squares; 0: mean squares [0] */
  NstTvEdge    tv_edge;              /* values outside the canvas when tv_power > 0 [none] */
  NstStatistic statistic;            /* [moments] */
  NstWeighting weighting;            /* [mean] */
  gboolean     normalise;            /* responses over their layer's mean response [FALSE] */
  NstPool      pool;                 /* [max] */
  NstEdge      edge;                 /* how conv1_1 pads where the canvas does not wrap
                                     [zero] */
  NstWrap      wrap;                 /* axes on which the painting goes on from its other end
                                     [no] */
  NstInit      init;                 /* what the canvas starts from [content] */
  double       noise;                /* NST_INIT_MIX: share of noise, 0..1 [0] */
  NstNoise     noise_kind;           /* about the network's mean colour [Gaussian] */
  double       noise_range;          /* deviation or half-width, in steps of 1/255; 0: the
                                     kind's own [0] */
  NstOptimiser optimiser;            /* [L-BFGS] */
  double       learning_rate;        /* gradient descent and Adam, in steps of 1/255; 0: the
                                     optimiser's own [0] */
  int          history;              /* pairs that L-BFGS keeps, >= 1 [20] */
  int          seed;                 /* of the noise [0] */
  NstPrecision precision;            /* [fast] */
  int          threads;              /* 0: one for each processor [0] */
  guint64      memory_bytes;         /* budget; 0: half of what is available [0] */
} NstSettings;

/* The values in brackets: a run with them and a layer or two is a valid one. */
void nst_settings_init (NstSettings *settings);

/* Whether there is no content layer: what is made is a texture, and the content gives
 * its size alone, or a start. */
gboolean nst_settings_is_texture (const NstSettings *settings);

/* Whether anything of the content's pixels is seen: they are compared, or the canvas
 * starts from them.  Else the content gives its size alone. */
gboolean nst_settings_see_content (const NstSettings *settings);

/* Whether a style is looked at: there are style layers. */
gboolean nst_settings_see_style (const NstSettings *settings);

/* In how many turns a style is looked at: the first so many of nst_image_turn's. */
int nst_settings_count_turns (const NstSettings *settings);

/* The size of the canvas, in pixels, before settings->size scales it: the content's;
 * but of a texture width and height of the settings, where they are not 0. */
void nst_fit_canvas (const NstSettings *settings,
                     int                content_width,
                     int                content_height,
                     int               *width,
                     int               *height);
