/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By Little CMS, and written as it writes them. */

#include "plugin/shared/profile.h"

#include <lcms2.h>

GBytes *
nst_profile_make (double        exponent,
                  const double *xy)
{
  static const double   srgb[]    = { 0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06 };
  const double         *at        = xy ? xy : srgb;
  const cmsCIExyY       white     = { at[0], at[1], 1.0 };
  const cmsCIExyYTRIPLE primaries = {
    { at[2], at[3], 1.0 }, { at[4], at[5], 1.0 }, { at[6], at[7], 1.0 }
  };
  static const double curve_of_srgb[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };

  cmsToneCurve   *curve   = exponent > 0 ? cmsBuildGamma (NULL, exponent)
                                         : cmsBuildParametricToneCurve (NULL, 4, curve_of_srgb);
  cmsToneCurve   *all[]   = { curve, curve, curve };
  cmsHPROFILE     profile = curve ? cmsCreateRGBProfile (&white, &primaries, all) : NULL;
  GBytes         *bytes   = NULL;
  cmsUInt32Number n       = 0;

  if (profile && cmsSaveProfileToMem (profile, NULL, &n))
    {
      g_autofree guchar *data = g_malloc (n);

      if (cmsSaveProfileToMem (profile, data, &n))
        bytes = g_bytes_new_take (g_steal_pointer (&data), n);
    }

  if (profile)
    cmsCloseProfile (profile);
  if (curve)
    cmsFreeToneCurve (curve);

  return bytes;
}
