/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a painting's layer to what nst_paint takes. */

#include "plugin/gimp/again.h"
#include "plugin/gimp/layer-record.h"
#include "plugin/gimp/split.h"
#include "plugin/settings/own-presets.h"

#include <string.h>

#include <glib/gi18n.h>

const NstAgain nst_agains[NST_N_AGAINS] = {
  { "plug-in-neural-art-again", N_ ("Neural Art: Paint Again"),
    N_ ("Paint again as this painting was made"),
    N_ ("Makes a new layer from the same layer as this one, in the same style, with the same "
        "settings and mask."),
    FALSE },
  { "plug-in-neural-art-go-on", N_ ("Neural Art: Go On"), N_ ("Go on from this painting"),
    N_ ("Makes a new layer that begins with this painting and brings it closer to its aim, at "
        "the last size of its schedule, with the same settings and mask."),
    TRUE },
};

const NstAgain *
nst_again_find (const char *name)
{
  for (int i = 0; i < NST_N_AGAINS; i++)
    if (strcmp (nst_agains[i].name, name) == 0)
      return &nst_agains[i];

  return NULL;
}

/* What made the painting, with the changes. */
static NstRecord *
read_record (gint32      painting,
             const char *changes,
             GError    **error)
{
  g_autofree char      *text   = nst_gimp_item_is_layer (painting)
                                   ? nst_layer_record_fetch (painting)
                                   : NULL;
  g_autoptr (NstRecord) record = NULL;

  if (!text)
    {
      nst_refuse (error, NST_ERROR_PICTURE,
                  _ ("This is no painting of Neural Art's: click on a layer that it has painted "
                     "first."));
      return NULL;
    }

  record = nst_record_read (text, error);
  if (!record || (changes && !nst_own_presets_parse_pairs (&record->options, changes, error)))
    return NULL;

  return g_steal_pointer (&record);
}

GimpPDBStatusType
nst_again (const NstAgain *again,
           GimpRunMode     run_mode,
           gint32          image,
           gint32          painting,
           const char     *changes,
           gint32         *layer,
           GError        **error)
{
  const gint32           whole  = nst_gimp_item_is_layer (painting)
                                    ? nst_split_find_whole (painting)
                                    : painting;
  g_autoptr (NstRecord)  record = read_record (whole, changes, error);
  g_auto (NstPaintOwned) owned  = { NULL, NULL };
  NstPaint               paint  = { .run_mode = run_mode, .image = image };

  if (!record || !nst_layer_record_recall (record, whole, &paint, &owned, error))
    return GIMP_PDB_EXECUTION_ERROR;

  if (again->goes_on)
    {
      nst_options_go_on (&paint.options);
      *paint.options.init_file = '\0';
      paint.start              = nst_split_find_painted (whole);
    }

  return nst_paint (&paint, layer, error);
}
