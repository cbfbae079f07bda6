/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one table of settings: from it come the arguments of the procedure in
 * GIMP 2.10 and 3, the dialogs' widgets, the command line's options, the text
 * kept on the result layer, and the table in the README.  Whatever a front-end
 * needs to know of a setting stands here and nowhere else.
 *
 * A preset is a set of values for the settings; a setting left "automatic"
 * (a choice's "auto", a number's -1, a whole number's 0, an empty text) takes the
 * preset's value.
 */

#pragma once

#include "core/nst.h"

/* Every setting's value; the first fields are for people, core is what the
 * engine takes.  Plain data: may be copied. */
typedef struct
{
  int         preset;
  double      strength;         /* 0..100, 50: the preset's own balance */
  double      ratio;            /* alpha over beta in the slides' measure; 0: as the others say */
  int         statistic;        /* choices with an "auto": 0 = auto, then the engine's enum + 1 */
  int         weighting;
  int         normalise;
  int         pool;
  int         edge;
  int         tv_edge;
  int         init;
  int         noise_kind;
  int         optimiser;
  double      memory_mb;
  char        init_file[1024];  /* path of the picture that init "file" starts from */
  NstSettings core;
} NstOptions;

typedef enum
{
  NST_SETTING_INT,              /* int at the offset      */
  NST_SETTING_DOUBLE,           /* double                 */
  NST_SETTING_CHOICE,           /* int, index into choices */
  NST_SETTING_TEXT              /* char[text_size]        */
} NstSettingType;

typedef enum
{
  NST_GROUP_BASIC,              /* always shown */
  NST_GROUP_ADVANCED            /* folded away  */
} NstSettingGroup;

typedef struct
{
  const char *name;             /* "gram-weight": in text; lower-case ASCII, unique */
  const char *label;            /* translatable */
  const char *blurb;            /* translatable */
} NstChoice;

typedef struct
{
  const char      *name;        /* as users type it: "style-scale" */
  const char      *label;       /* translatable, with a mnemonic */
  const char      *help;        /* translatable, one or two sentences */
  NstSettingType   type;
  NstSettingGroup  group;
  double           min, max;    /* INT, DOUBLE */
  double           step;        /* of a spin button */
  int              digits;      /* after the point, in a spin button */
  double           default_number;  /* INT, DOUBLE, CHOICE */
  const char      *default_text;    /* TEXT */
  const NstChoice *choices;     /* CHOICE: ended by a NULL name */
  size_t           text_size;   /* TEXT: bytes with the final 0 */
  size_t           offset;      /* of the field in NstOptions */
} NstSetting;

/* The table, in the order in which front-ends show it. */
const NstSetting * nst_settings_table   (int               *n_settings);
const NstSetting * nst_settings_find    (const char        *name);

/* Every setting at its default. */
void               nst_options_init     (NstOptions        *options);

/* Get and set by the table: numbers for INT, DOUBLE, CHOICE; text for TEXT.
 * No checks beyond the type; text is cut to text_size. */
double             nst_options_get_number (const NstOptions *options,
                                         const NstSetting  *setting);
void               nst_options_set_number (NstOptions      *options,
                                         const NstSetting  *setting,
                                         double             value);
const char *       nst_options_get_text (const NstOptions  *options,
                                         const NstSetting  *setting);
void               nst_options_set_text (NstOptions        *options,
                                         const NstSetting  *setting,
                                         const char        *text);

/* Sets one setting from text ("0.5", "gram", "conv4_2").  FALSE and
 * NST_ERROR_SETTINGS with a sentence naming the setting, its range or choices,
 * when the name is unknown or the value is not allowed. */
gboolean           nst_options_parse    (NstOptions        *options,
                                         const char        *name,
                                         const char        *value,
                                         GError           **error);

/* The words of a text, quoted as in a shell where there is white space in them: a
 * list ended by NULL, freed with g_strfreev.  NULL and NST_ERROR_SETTINGS where a
 * quotation mark has no partner. */
char **            nst_options_split    (const char        *text,
                                         GError           **error);

/* Sets many from "name=value name=value", as nst_options_split takes it apart. */
gboolean           nst_options_parse_pairs (NstOptions     *options,
                                         const char        *pairs,
                                         GError           **error);

/* The inverse: the settings that differ from their defaults; free with g_free. */
char *             nst_options_to_pairs (const NstOptions  *options);

/* What the engine is to do: the preset's values where a setting is automatic,
 * strength and ratio worked into alpha, and what the environment says
 * (NEURAL_ART_THREADS, NEURAL_ART_MEMORY) in place of automatic values.
 * Choosing the Gram statistic alone, under the preset "look", brings the Gram
 * preset's values for what is automatic.  The picture of init_file is for the
 * caller to read.  FALSE and NST_ERROR_SETTINGS where the environment or a layer
 * list is wrong. */
gboolean           nst_options_resolve  (const NstOptions  *options,
                                         NstSettings       *settings,
                                         GError           **error);

/* Whether a style is looked at: there are style layers, or settings that are yet to
 * be put right. */
gboolean           nst_options_need_style (const NstOptions *options);

/* The path of a file or folder that comes with the program: the first of that name
 * in program_dir/source_folder and program_dir/../source_folder (not installed yet),
 * program_dir/../share/neural-art and the folder that the build was configured with;
 * free with g_free.  NULL when there is none; the places are then told in tried,
 * where it is not NULL. */
char *             nst_find_data        (const char        *program_dir,
                                         const char        *source_folder,
                                         const char        *name,
                                         GString           *tried);

/* The path of the network: NEURAL_ART_WEIGHTS, else vgg19.safetensors as
 * nst_find_data finds it, its source folder weights; free with g_free.  NULL and
 * NST_ERROR_NETWORK, naming the places, when there is none. */
char *             nst_find_network     (const char        *program_dir,
                                         GError           **error);
