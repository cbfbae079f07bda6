/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every part of the engine and its callers share: errors, and the choices that
 * settings are made of. */

#pragma once

#include <gio/gio.h>

#define NST_ERROR (nst_error_quark ())

typedef enum
{
  NST_ERROR_SETTINGS, /* a setting that means nothing, or clashes */
  NST_ERROR_NETWORK,  /* the network file is missing or damaged   */
  NST_ERROR_PICTURE,  /* a picture that can't be worked on        */
  NST_ERROR_MEMORY,   /* more memory than there is, or may be used */
  NST_ERROR_DIVERGED  /* the numbers left what floats can hold    */
} NstErrorCode;

GQuark nst_error_quark (void);

/* Sets an error of NST_ERROR.  Always FALSE, so that a check may return it. */
gboolean nst_refuse (GError     **error,
                     NstErrorCode code,
                     const char  *format,
                     ...) G_GNUC_PRINTF (3, 4);

/* A pixel's value within 0..1; what is not a number becomes 0. */
static inline float
nst_clamp_value (float value)
{
  return value > 0.0f ? MIN (value, 1.0f) : 0.0f;
}

#define NST_N_LAYERS 21 /* conv1_1 .. conv5_4 and pool1 .. pool5 */

/* A canvas is judged at no more sizes at once. */
#define NST_MAX_LEVELS 4

/* clang-format off */
/* What is compared of a style; see objective/statistics.h. */
typedef enum { NST_STATISTIC_MOMENTS, NST_STATISTIC_GRAM } NstStatistic;

/* 2x2 windows, stride 2; _3: overlapping 3x3 windows, stride 2. */
typedef enum { NST_POOL_MAX, NST_POOL_AVERAGE, NST_POOL_MAX_3, NST_POOL_AVERAGE_3 } NstPool;

/* Whether a pool is one of 3x3. */
static inline gboolean
nst_pool_is_wide (NstPool pool)
{
  return pool == NST_POOL_MAX_3 || pool == NST_POOL_AVERAGE_3;
}

/* Along which of its axes a picture wraps: what lies outside is its other end. */
typedef enum { NST_WRAP_NO, NST_WRAP_X, NST_WRAP_Y, NST_WRAP_BOTH } NstWrap;

static inline gboolean
nst_wraps_x (NstWrap wrap)
{
  return wrap == NST_WRAP_X || wrap == NST_WRAP_BOTH;
}

static inline gboolean
nst_wraps_y (NstWrap wrap)
{
  return wrap == NST_WRAP_Y || wrap == NST_WRAP_BOTH;
}

/* Which pictures a style's statistics are of: itself; it and its mirror image; both at all four
 * quarter turns. */
typedef enum { NST_TURNED_NO, NST_TURNED_MIRRORED, NST_TURNED_ALL } NstTurned;

/* Whether the style's things may be painted where the content has none, or the content weighs
 * more where they would come in; see objective/objective.h. */
typedef enum { NST_OBJECTS_ALLOWED, NST_OBJECTS_HELD } NstObjects;

/* What conv1_1 sees outside the picture: its outermost pixels again, or 0. */
typedef enum { NST_EDGE_REPLICATE, NST_EDGE_ZERO } NstEdge;

/* What total variation by a power has outside the canvas: nothing, or 0. */
typedef enum { NST_TV_EDGE_NONE, NST_TV_EDGE_ZERO } NstTvEdge;

typedef enum { NST_INIT_CONTENT, NST_INIT_NOISE, NST_INIT_MIX, NST_INIT_FILE } NstInit;

/* How a layer's differences are added up and weighed; see objective/objective.h. */
typedef enum { NST_WEIGHTING_MEAN, NST_WEIGHTING_GATYS, NST_WEIGHTING_GRADIENT } NstWeighting;

typedef enum { NST_NOISE_GAUSSIAN, NST_NOISE_UNIFORM } NstNoise;
typedef enum { NST_OPTIMISER_LBFGS, NST_OPTIMISER_ADAM, NST_OPTIMISER_GD } NstOptimiser;

/* fast: products of bfloat16s where the processor has them. */
typedef enum { NST_PRECISION_FAST, NST_PRECISION_SINGLE } NstPrecision;

/* A painting has the style's colours, or the photo's: kept in the painting's lightness
 * (image/lightness.h), or the style recoloured before (run/recolour.h). */
typedef enum { NST_COLOURS_STYLE, NST_COLOURS_PHOTO, NST_COLOURS_MATCHED } NstColours;

/* How many evaluations are made at each size. */
typedef enum { NST_QUALITY_DRAFT, NST_QUALITY_GOOD, NST_QUALITY_BEST } NstQuality;
/* clang-format on */
