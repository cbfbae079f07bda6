/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a proof sheet shows: which settings are varied, and how. */

#pragma once

#include "plugin/settings/settings.h"

typedef enum
{
  NST_VARY_STROKES, /* strength by stroke size */
  NST_VARY_COLOURS, /* strength by colours */
  NST_VARY_PRESETS, /* those that come with the program, and the user's own */
  NST_VARY_STYLES,  /* those of the shelf */
  NST_N_VARIES
} NstVary;

/* Translatable names, in that order. */
extern const char *const nst_vary_names[NST_N_VARIES];

typedef struct
{
  NstOptions options;
  char      *style_file; /* NULL: as it is */
  char      *label;      /* for people */
  char      *tell;       /* what the label does not say, or NULL */
  gboolean   present;    /* it is what was varied itself */
} NstVariation;

/* Of options and style_file, the file of the style (NULL: it is none), as many as there are;
 * program_dir: where to look for the shelf.  NstVariations, to be freed with the array. */
GPtrArray *nst_variations_list (NstVary           vary,
                                const NstOptions *options,
                                const char       *style_file,
                                const char       *program_dir);
