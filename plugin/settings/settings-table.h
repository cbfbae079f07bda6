/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person's values for the settings, and the one table of settings, with a row for each:
 * from it come the arguments of the procedure in GIMP 2.10 and 3, the dialogs' widgets,
 * the command line's options, the text kept on the result layer, and the table in the
 * README.  Whatever a front-end needs to know of a setting stands here and nowhere else.
 *
 * A preset is a set of values for the settings; a setting left "automatic" takes the
 * preset's value. */

#pragma once

#include "core/nst.h"
#include "plugin/settings/settings-choices.h"

/* What a painting becomes in GIMP. */
typedef enum
{
  NST_RESULT_ONE,  /* a layer */
  NST_RESULT_SPLIT /* a group of two: the painting, and above it the photo's colours */
} NstResultLayers;

/* Plain data: may be copied.  The first fields are for people; of core, what is automatic
 * means nothing to the engine yet. */
typedef struct
{
  int         preset;
  double      strength;  /* 0..100, 50: the preset's own balance */
  double      ratio;     /* alpha over beta, as neuralart_tensorflow counts it at
                                   800 x 600; 0: as the others say */
  int         statistic; /* choices with an "auto": 0 = auto, then the engine's enum + 1 */
  int         weighting;
  int         normalise;
  int         pool;
  int         edge;
  int         tv_edge;
  int         init;
  int         noise_kind;
  int         optimiser;
  int         result;          /* NstResultLayers; GIMP's alone */
  double      memory_mb;       /* MiB; 0: as the environment or the engine has it */
  char        init_file[1024]; /* path of the picture that init "file" starts from */
  char        keep[1024];      /* of the picture whose light parts are kept of the content; in
                                   GIMP a channel's or a layer's name first */
  char        where[4096];     /* such a picture for each style, or "-": where it applies, with
                                   commas between them (where.h); in GIMP "selection" too */
  NstSettings core;
} NstOptions;

typedef enum
{
  NST_SETTING_INT,    /* int at the offset      */
  NST_SETTING_DOUBLE, /* double                 */
  NST_SETTING_CHOICE, /* int, index into choices */
  NST_SETTING_TEXT    /* char[text_size]        */
} NstSettingType;

/* What a text holds: a list of one of the kinds of core/settings/text.h, which may be
 * written with white space in it; or a path, which is anything. */
typedef enum
{
  NST_TEXT_PATH,
  NST_TEXT_LAYERS, /* or NST_NO_LAYERS */
  NST_TEXT_WEIGHTS,
  NST_TEXT_SHARES, /* numbers as weights are; empty: alike, in any preset */
  NST_TEXT_SCHEDULE
} NstTextKind;

/* In the place of a list of layers: none; the engine has an empty list. */
#define NST_NO_LAYERS "none"

/* What settings are about; front-ends show a group together, in this order. */
typedef enum
{
  NST_GROUP_BASIC, /* those that are shown first; all others are advanced */
  NST_GROUP_STROKES,
  NST_GROUP_STYLES,
  NST_GROUP_PATTERN,
  NST_GROUP_BALANCE,
  NST_GROUP_OBJECTIVE,
  NST_GROUP_START,
  NST_GROUP_OPTIMISER,
  NST_GROUP_MACHINE,
  NST_N_GROUPS
} NstSettingGroup;

/* Their headings: translatable, without a mnemonic. */
extern const char *const nst_setting_groups[NST_N_GROUPS];

typedef struct
{
  const char      *name;  /* as users type it: "style-scale" */
  const char      *label; /* translatable, with a mnemonic */
  const char      *help;  /* translatable, one or two sentences */
  NstSettingType   type;
  NstSettingGroup  group;
  double           min, max;       /* INT, DOUBLE */
  double           step;           /* of a spin button */
  int              digits;         /* after the point, in a spin button */
  double           default_number; /* INT, DOUBLE, CHOICE */
  const char      *stand_in;       /* INT, DOUBLE: a translatable word for the default, the least
                                   value, where that stands for something else; NULL: it
                                   is a number as any other */
  const char      *low, *high;     /* DOUBLE: translatable words for its two ends; NULL: none */
  const char      *default_text;   /* TEXT */
  const NstChoice *choices;        /* CHOICE: ended by a NULL name */
  NstTextKind      text_kind;      /* TEXT */
  size_t           text_size;      /* TEXT: bytes with the final 0 */
  size_t           offset;         /* of the field in NstOptions */
  gboolean         automatic;      /* the default stands for the preset's value: a choice's
                                   "auto", a number's -1, a whole number's 0, an empty
                                   text.  Of a number nothing else below 0 is allowed */
  size_t           engine_offset;  /* automatic CHOICE: of the field in NstSettings, of an
                                     enumeration in the order of the choices after "auto" */
  gboolean         is_motif;       /* says what is painted and from where: where another
                                   preset's values are followed for its statistic, the
                                   chosen preset's still hold */
} NstSetting;

/* The table, in the order in which front-ends show it. */
const NstSetting *nst_settings_table (int *n_settings);

/* The setting of that name; NULL where there is none. */
const NstSetting *nst_settings_find (const char *name);

/* How many choices there are, an "auto" included. */
int nst_setting_count_choices (const NstSetting *setting);

/* The choice of that name, an index; -1 where there is none, or the setting is not a
 * choice. */
int nst_setting_find_choice (const NstSetting *setting,
                             const char       *name);

/* A choice by the engine's enumeration, an index: past the "auto" where there is one. */
int nst_setting_get_choice (const NstSetting *setting,
                            int               engine_value);
