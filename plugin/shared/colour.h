/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the colours of a profile to the engine's, which are sRGB's, and back.  The numbers
 * of a picture go through here however it was read: the same each time. */

#pragma once

#include <glib.h>

typedef struct _NstColour NstColour;

typedef enum
{
  NST_COLOUR_GREY = 1,
  NST_COLOUR_RGB  = 3,
  NST_COLOUR_CMYK = 4, /* 1: full ink */
  NST_COLOUR_LAB  = 5  /* three: CIE's L*, a*, b* under D50, in their own units */
} NstColourModel;

int nst_colour_count_channels (NstColourModel model);

/* For pictures of a model whose ICC profile is in bytes[n_bytes].  NULL where there is
 * nothing to be done or known: the profile is sRGB's to half a step of 8 bits, is damaged,
 * or for pictures of another model.  Free with nst_colour_free. */
NstColour *nst_colour_new (gconstpointer  bytes,
                           gsize          n_bytes,
                           NstColourModel model);
void       nst_colour_free (NstColour *colour);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstColour, nst_colour_free)

/* rgb[n][3] in sRGB, 0..1, from from[n][channels of the model], 0..1; NULL: from sRGB,
 * grey or naive CMYK.  from may be rgb where it has three channels. */
void nst_colour_to_srgb (const NstColour *colour,
                         NstColourModel   model,
                         const float     *from,
                         gsize            n,
                         float           *rgb);

/* The way back for colours of RGB, to[n][3] within 0..1; to may be rgb. */
void nst_colour_from_srgb (const NstColour *colour,
                           const float     *rgb,
                           gsize            n,
                           float           *to);
