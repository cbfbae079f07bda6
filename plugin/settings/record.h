/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done is kept: one text of all that makes a painting again, "name=value" with
 * white space between, as in
 *
 *   version=0.1 style='great-wave' preset=gram strength=60 seed=0
 *
 * It is stored in the files that the command line writes and on the layers that GIMP gets,
 * and may be written by hand, one name=value a line, with " # " before remarks.  In it are the
 * settings that are not at their default, the seed in any case, and facts, which are no
 * settings. */

#pragma once

#include "plugin/settings/options.h"

typedef enum
{
  NST_FACT_VERSION,     /* of the program that painted; set by nst_record_new */
  NST_FACT_STYLE,       /* as it was named: a file, a name on the shelf, a layer's name; as
                            often as there are styles */
  NST_FACT_STYLE_LAYER, /* the style is a layer, of this tattoo; of several styles all ... */
  NST_FACT_STYLE_IMAGE, /* ... in the image of this file, for each of them or none; "/" or not
                            there: in the painting's own */
  NST_FACT_START_LAYER, /* the same two of a layer that the painting starts from */
  NST_FACT_START_IMAGE,
  NST_FACT_TEXTURE, /* "yes": there is no content, all pictures are styles */
  NST_FACT_CONTENT, /* the tattoo of the layer that was painted from ... */
  NST_FACT_BOX,     /* ... and what of it, in its pixels, and its size then:
                            "x,y,width,height,width,height" */
  NST_N_FACTS
} NstFact;

typedef struct
{
  NstOptions options;
  GPtrArray *facts[NST_N_FACTS]; /* of texts: what is said of each */
} NstRecord;

/* The options, the version and no other facts yet; free with nst_record_free. */
NstRecord *nst_record_new (const NstOptions *options);
void       nst_record_free (NstRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstRecord, nst_record_free)

/* One more value of a fact; NULL and "" are none. */
void nst_record_add (NstRecord  *record,
                     NstFact     fact,
                     const char *value);

/* The first value of a fact, the record's own; NULL where nothing is said of it. */
const char *nst_record_get (const NstRecord *record,
                            NstFact          fact);

/* The text; free with g_free. */
char *nst_record_write (const NstRecord *record);

/* The inverse: what the text does not name is at its default, what it names twice, but for
 * styles and their layers, is as said last.  NULL and NST_ERROR_SETTINGS where a word of it is
 * refused as nst_options_parse_pairs would. */
NstRecord *nst_record_read (const char *text,
                            GError    **error);

/* Whether the text says anything, which remarks and white space do not. */
gboolean nst_record_is_empty (const char *text);
