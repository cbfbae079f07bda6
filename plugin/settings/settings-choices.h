/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lists of choices that the table of settings names, each ended by a NULL name. */

#pragma once

typedef struct
{
  const char *name;  /* "gram-weight": in text; lower-case ASCII, unique */
  const char *label; /* translatable */
  const char *blurb; /* translatable */
} NstChoice;

extern const NstChoice nst_choices_presets[];
extern const NstChoice nst_choices_qualities[];
extern const NstChoice nst_choices_colours[];
extern const NstChoice nst_choices_turned[];
extern const NstChoice nst_choices_objects[];
extern const NstChoice nst_choices_statistics[];
extern const NstChoice nst_choices_weightings[];
extern const NstChoice nst_choices_normalisings[];
extern const NstChoice nst_choices_edges[];
extern const NstChoice nst_choices_tv_edges[];
extern const NstChoice nst_choices_pools[];
extern const NstChoice nst_choices_tile[];
extern const NstChoice nst_choices_inits[];
extern const NstChoice nst_choices_noise_kinds[];
extern const NstChoice nst_choices_optimisers[];
extern const NstChoice nst_choices_stages[];
extern const NstChoice nst_choices_precisions[];
extern const NstChoice nst_choices_results[];
