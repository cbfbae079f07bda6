/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Profiles are Little CMS's.  Those of three primaries and three curves, which nearly all
 * photos have, go through tables here: that is eight times as fast as its transforms of
 * floats, which are for the others. */

#include "plugin/shared/colour.h"
#include "core/nst.h"

#include <math.h>
#include <string.h>

#include <lcms2.h>

#define CURVE_STEPS 65535

/* A curve by its values at so many steps; of the inverse, which is steep where it is
 * dark, at the squares of equal steps. */
typedef struct
{
  float values[CURVE_STEPS + 2];
} Curve;

struct _NstColour
{
  NstColourModel model;

  /* Primaries and curves ... */
  Curve *to_linear[3]; /* NULL: there are none */
  Curve *from_linear[3];
  double to_srgb[3][3]; /* of linear light */
  double from_srgb[3][3];

  /* ... or transforms. */
  cmsHTRANSFORM forward;
  cmsHTRANSFORM backward; /* NULL: only forward */
};


int
nst_colour_count_channels (NstColourModel model)
{
  return model == NST_COLOUR_LAB ? 3 : (int) model;
}


/* ---- curves ---------------------------------------------------------- */

static float
look_up (const Curve *curve,
         float        at)
{
  const float position = (at > 0.0f ? MIN (at, 1.0f) : 0.0f) * CURVE_STEPS;
  const int   step     = (int) position;
  const float below    = curve->values[step];

  return below + (position - (float) step) * (curve->values[step + 1] - below);
}

static Curve *
curve_new (const cmsToneCurve *tone,
           gboolean            square)
{
  Curve *curve = g_new (Curve, 1);

  for (int i = 0; i <= CURVE_STEPS; i++)
    {
      const float at = (float) i / CURVE_STEPS;

      curve->values[i] = cmsEvalToneCurveFloat (tone, square ? at * at : at);
    }
  curve->values[CURVE_STEPS + 1] = curve->values[CURVE_STEPS];

  return curve;
}

/* Curve and inverse of each channel; FALSE where a curve can't be turned round. */
static gboolean
take_curves (NstColour  *colour,
             cmsHPROFILE profile)
{
  static const cmsTagSignature tags[] = { cmsSigRedTRCTag, cmsSigGreenTRCTag,
                                          cmsSigBlueTRCTag };

  for (int c = 0; c < 3; c++)
    {
      const cmsToneCurve *tone = cmsReadTag (profile, tags[c]);
      cmsToneCurve       *back = tone ? cmsReverseToneCurve (tone) : NULL;

      if (!back)
        return FALSE;

      colour->to_linear[c]   = curve_new (tone, FALSE);
      colour->from_linear[c] = curve_new (back, TRUE);
      cmsFreeToneCurve (back);
    }

  return TRUE;
}


/* ---- primaries ------------------------------------------------------- */

/* The profile's primaries as columns, adapted to D50 as all of them are. */
static gboolean
get_primaries (cmsHPROFILE profile,
               double      matrix[3][3])
{
  static const cmsTagSignature tags[] = { cmsSigRedColorantTag, cmsSigGreenColorantTag,
                                          cmsSigBlueColorantTag };

  for (int c = 0; c < 3; c++)
    {
      const cmsCIEXYZ *xyz = cmsReadTag (profile, tags[c]);

      if (!xyz)
        return FALSE;

      matrix[0][c] = xyz->X;
      matrix[1][c] = xyz->Y;
      matrix[2][c] = xyz->Z;
    }

  return TRUE;
}

/* a / b, by Cramer's rule; FALSE where b has no inverse. */
static gboolean
divide (double a[3][3],
        double b[3][3],
        double quotient[3][3])
{
  double inverse[3][3];
  double determinant = 0;

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      inverse[j][i] = b[(i + 1) % 3][(j + 1) % 3] * b[(i + 2) % 3][(j + 2) % 3] -
                      b[(i + 1) % 3][(j + 2) % 3] * b[(i + 2) % 3][(j + 1) % 3];

  for (int j = 0; j < 3; j++)
    determinant += b[0][j] * inverse[j][0];

  if (!(fabs (determinant) > 1e-6))
    return FALSE;

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      {
        quotient[i][j] = 0;
        for (int k = 0; k < 3; k++)
          quotient[i][j] += inverse[i][k] * a[k][j] / determinant;
      }

  return TRUE;
}

static void
apply (double       matrix[3][3],
       const float *from,
       float       *to)
{
  const double r = (double) from[0];
  const double g = (double) from[1];
  const double b = (double) from[2];

  for (int i = 0; i < 3; i++)
    to[i] = (float) (matrix[i][0] * r + matrix[i][1] * g + matrix[i][2] * b);
}

static gboolean
take_primaries (NstColour  *colour,
                cmsHPROFILE profile,
                cmsHPROFILE srgb)
{
  double mine[3][3];
  double theirs[3][3];

  return cmsIsMatrixShaper (profile) &&
         !cmsIsTag (profile, cmsSigAToB0Tag) &&
         get_primaries (profile, theirs) && get_primaries (srgb, mine) &&
         divide (theirs, mine, colour->to_srgb) && divide (mine, theirs, colour->from_srgb) &&
         take_curves (colour, profile);
}


/* ---- profiles -------------------------------------------------------- */

static void
take_transforms (NstColour  *colour,
                 cmsHPROFILE profile,
                 cmsHPROFILE srgb)
{
  const cmsUInt32Number kind  = colour->model == NST_COLOUR_GREY  ? TYPE_GRAY_FLT
                                : colour->model == NST_COLOUR_RGB ? TYPE_RGB_FLT
                                : colour->model == NST_COLOUR_LAB ? TYPE_Lab_FLT
                                                                  : TYPE_CMYK_FLT;
  const cmsUInt32Number flags = cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE;

  colour->forward = cmsCreateTransform (profile, kind, srgb, TYPE_RGB_FLT,
                                        INTENT_RELATIVE_COLORIMETRIC, flags);
  if (colour->model == NST_COLOUR_RGB)
    colour->backward = cmsCreateTransform (srgb, TYPE_RGB_FLT, profile, kind,
                                           INTENT_RELATIVE_COLORIMETRIC, flags);
}

static gboolean
has_model (cmsHPROFILE    profile,
           NstColourModel model)
{
  const cmsColorSpaceSignature space = cmsGetColorSpace (profile);

  return model == NST_COLOUR_GREY  ? space == cmsSigGrayData
         : model == NST_COLOUR_RGB ? space == cmsSigRgbData
         : model == NST_COLOUR_LAB ? space == cmsSigLabData
                                   : space == cmsSigCmykData;
}

/* Whether nothing changes by more than half a step of 8 bits. */
static gboolean
is_srgb (const NstColour *colour)
{
  const int n = 9; /* levels of each */

  for (int i = 0; i < n * n * n; i++)
    {
      const int levels[3] = { i % n, i / n % n, i / n / n };
      float     from[3];
      float     to[3];

      for (int c = 0; c < 3; c++)
        from[c] = (float) levels[c] / (float) (n - 1);

      nst_colour_to_srgb (colour, NST_COLOUR_RGB, from, 1, to);
      for (int c = 0; c < 3; c++)
        if (fabsf (to[c] - from[c]) > 0.5f / 255)
          return FALSE;
    }

  return TRUE;
}

NstColour *
nst_colour_new (gconstpointer  bytes,
                gsize          n_bytes,
                NstColourModel model)
{
  cmsHPROFILE profile = model == NST_COLOUR_LAB ? cmsCreateLab4Profile (NULL)
                        : n_bytes <= G_MAXUINT32
                          ? cmsOpenProfileFromMem (bytes, (cmsUInt32Number) n_bytes)
                          : NULL;
  cmsHPROFILE srgb    = cmsCreate_sRGBProfile ();
  NstColour  *colour  = NULL;

  if (profile && srgb && has_model (profile, model))
    {
      colour        = g_new0 (NstColour, 1);
      colour->model = model;

      if (model != NST_COLOUR_RGB || !take_primaries (colour, profile, srgb))
        take_transforms (colour, profile, srgb);

      if ((!colour->to_linear[2] && !colour->forward) ||
          (model == NST_COLOUR_RGB && is_srgb (colour)))
        g_clear_pointer (&colour, nst_colour_free);
    }

  if (profile)
    cmsCloseProfile (profile);
  if (srgb)
    cmsCloseProfile (srgb);

  return colour;
}

void
nst_colour_free (NstColour *colour)
{
  if (!colour)
    return;

  for (int c = 0; c < 3; c++)
    {
      g_free (colour->to_linear[c]);
      g_free (colour->from_linear[c]);
    }
  if (colour->forward)
    cmsDeleteTransform (colour->forward);
  if (colour->backward)
    cmsDeleteTransform (colour->backward);
  g_free (colour);
}


/* ---- colours --------------------------------------------------------- */

static void
clamp_all (float *values,
           gsize  n)
{
  for (gsize i = 0; i < n; i++)
    values[i] = nst_clamp_value (values[i]);
}

/* Without a profile: grey is three of the same, and ink takes light away. */
static void
expand (NstColourModel model,
        const float   *from,
        gsize          n,
        float         *rgb)
{
  if (model == NST_COLOUR_RGB)
    memmove (rgb, from, 3 * n * sizeof *rgb);
  else
    for (gsize i = 0; i < n; i++)
      for (int c = 0; c < 3; c++)
        rgb[3 * i + c] = model == NST_COLOUR_GREY
                           ? from[i]
                           : (1 - from[4 * i + c]) * (1 - from[4 * i + 3]);
}

/* Little CMS has ink in percent. */
static void
transform_cmyk (cmsHTRANSFORM transform,
                const float  *from,
                gsize         n,
                float        *rgb)
{
  float ink[4 * 256];

  for (gsize first = 0; first < n; first += 256)
    {
      const gsize count = MIN (n - first, 256);

      for (gsize i = 0; i < 4 * count; i++)
        ink[i] = 100.0f * from[4 * first + i];
      cmsDoTransform (transform, ink, rgb + 3 * first, (cmsUInt32Number) count);
    }
}

void
nst_colour_to_srgb (const NstColour *colour,
                    NstColourModel   model,
                    const float     *from,
                    gsize            n,
                    float           *rgb)
{
  if (!colour)
    expand (model, from, n, rgb);
  else if (colour->to_linear[2])
    for (gsize i = 0; i < n; i++)
      {
        float linear[3];

        for (int c = 0; c < 3; c++)
          linear[c] = look_up (colour->to_linear[c], from[3 * i + c]);
        apply (((NstColour *) colour)->to_srgb, linear, linear);
        for (int c = 0; c < 3; c++)
          rgb[3 * i + c] = nst_srgb_encode (linear[c]);
      }
  else if (model == NST_COLOUR_CMYK)
    transform_cmyk (colour->forward, from, n, rgb);
  else
    cmsDoTransform (colour->forward, from, rgb, (cmsUInt32Number) n);

  clamp_all (rgb, 3 * n);
}

void
nst_colour_from_srgb (const NstColour *colour,
                      const float     *rgb,
                      gsize            n,
                      float           *to)
{
  if (colour && colour->from_linear[2])
    for (gsize i = 0; i < n; i++)
      {
        float linear[3];

        for (int c = 0; c < 3; c++)
          linear[c] = nst_srgb_decode (rgb[3 * i + c]);
        apply (((NstColour *) colour)->from_srgb, linear, linear);
        for (int c = 0; c < 3; c++)
          to[3 * i + c] = look_up (colour->from_linear[c],
                                   sqrtf (CLAMP (linear[c], 0.0f, 1.0f)));
      }
  else if (colour && colour->backward)
    cmsDoTransform (colour->backward, rgb, to, (cmsUInt32Number) n);
  else
    expand (NST_COLOUR_RGB, rgb, n, to);

  clamp_all (to, 3 * n);
}
