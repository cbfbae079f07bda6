/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a painting's layer to what nst_paint takes. */

#include "plugin/gimp/again.h"
#include "plugin/gimp/again-dialog.h"
#include "plugin/gimp/layer-record.h"
#include "plugin/gimp/split.h"
#include "plugin/settings/own-presets.h"

#include <string.h>

#include <glib/gi18n.h>

const NstAgain nst_agains[NST_N_AGAINS] = {
  { "plug-in-neural-art-again", N_ ("Neural Art: Paint Again..."), N_ ("Neural Art: Paint Again"),
    N_ ("_Paint Again"), N_ ("Paint again as this painting was made"),
    N_ ("Makes a new layer from the same layer as this one, in the same style, with the same "
        "settings and mask."),
    FALSE },
  { "plug-in-neural-art-go-on", N_ ("Neural Art: Go On..."), N_ ("Neural Art: Go On"),
    N_ ("_Go On"), N_ ("Go on from this painting"),
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

/* The painting that is meant, if what was given is one or has one. */
static gint32
find_painting (const NstPaint *given)
{
  gint32 whole;
  gint32 newest;

  if (!nst_gimp_item_is_layer (given->content))
    return given->content;

  whole = nst_split_find_whole (given->content);
  if (given->run_mode == GIMP_RUN_NONINTERACTIVE || nst_layer_record_is_there (whole))
    return whole;

  newest = nst_layer_record_find_newest (given->image, given->content);

  return newest != NST_GIMP_NONE ? newest : whole;
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

/* FALSE: cancelled. */
static gboolean
ask (const NstAgain  *again,
     gint32           painting,
     const NstRecord *record,
     NstPaint        *paint,
     NstPaintOwned   *owned,
     NstAgainChange   change)
{
  const NstAgainQuestion question = { gettext (again->title), gettext (again->verb), painting,
                                      &record->options, again->goes_on };

  switch (nst_again_dialog (&question, paint))
    {
    case NST_AGAIN_PAINT:
      return TRUE;

    case NST_AGAIN_CHANGE:
      return change (paint, owned);

    default:
      return FALSE;
    }
}

/* The next going on, say, is from there. */
static void
select_new (const NstPaint *given,
            gint32          painting,
            gint32          layer)
{
  g_autofree gint32 *selected = nst_gimp_selected_layers (given->image);
  const gint32 new[]          = { layer, NST_GIMP_NONE };

  if (selected[0] == NST_GIMP_NONE || selected[1] != NST_GIMP_NONE ||
      nst_split_find_whole (selected[0]) != painting)
    return;

  nst_gimp_select_layers (given->image, new);
  gimp_displays_flush ();
}

GimpPDBStatusType
nst_again (const NstAgain *again,
           const NstPaint *given,
           const char     *changes,
           NstAgainChange  change,
           gint32         *layer,
           GError        **error)
{
  const gint32           painting = find_painting (given);
  g_autoptr (NstRecord)  record   = read_record (painting, changes, error);
  g_auto (NstPaintOwned) owned    = { NULL, NULL };
  NstPaint               paint    = { .run_mode = given->run_mode, .image = given->image };
  GimpPDBStatusType      status;

  if (!record || !nst_layer_record_recall (record, painting, &paint, &owned, error))
    return GIMP_PDB_EXECUTION_ERROR;

  if (again->goes_on)
    {
      nst_options_go_on (&paint.options);
      *paint.options.init_file = '\0';
      paint.start              = nst_split_find_painted (painting);
    }

  if (paint.run_mode == GIMP_RUN_INTERACTIVE)
    {
      if (!nst_paint_check (&paint, error))
        return GIMP_PDB_EXECUTION_ERROR;
      if (!ask (again, painting, record, &paint, &owned, change))
        return GIMP_PDB_CANCEL;
    }

  status = nst_paint (&paint, layer, error);
  if (status == GIMP_PDB_SUCCESS && paint.run_mode != GIMP_RUN_NONINTERACTIVE)
    select_new (given, painting, *layer);

  return status;
}
