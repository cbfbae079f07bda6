/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three values by three about what is chosen, or what there is to choose from. */

#include "plugin/gimp/variations.h"
#include "plugin/gimp/settings-source.h"
#include "plugin/shared/shelf.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define STRENGTH_STEP 15.0
#define SCALE_STEP    1.6
#define ROUNDING      1e-9 /* a step that leads to a limit may miss it by as much */

const char *const nst_vary_names[NST_N_VARIES] = {
  N_ ("Strength and strokes"),
  N_ ("Strength and colours"),
  N_ ("Presets"),
  N_ ("Styles of the shelf"),
};

static void
free_variation (gpointer data)
{
  NstVariation *variation = data;

  g_free (variation->style_file);
  g_free (variation->label);
  g_free (variation->tell);
  g_free (variation);
}

/* Takes the label; the variation is the list's. */
static NstVariation *
add (GPtrArray        *list,
     const NstOptions *options,
     char             *label)
{
  NstVariation *variation = g_new0 (NstVariation, 1);

  variation->options = *options;
  variation->label   = label;
  g_ptr_array_add (list, variation);

  return variation;
}

static void
mark_present (GPtrArray        *list,
              const NstOptions *options)
{
  g_autofree char *present = nst_options_to_pairs (options);

  for (guint i = 0; i < list->len; i++)
    {
      NstVariation    *variation = list->pdata[i];
      g_autofree char *pairs     = nst_options_to_pairs (&variation->options);

      variation->present = strcmp (pairs, present) == 0;
    }
}


/* ---- three by three -------------------------------------------------- */

/* A value, so many steps from where it is: each multiplies and adds. */
static double
step (double value,
      int    steps,
      double sum,
      double factor)
{
  return value * pow (factor, steps) + sum * steps;
}

/* Of three values of a setting the one in that place: the options' own is in the middle, but
 * where a step from it leads beyond a limit, at that end of the three. */
static void
move_to (NstOptions *options,
         const char *name,
         int         place,
         double      sum,
         double      factor)
{
  const NstSetting *setting = nst_settings_find (name);
  const double      value   = nst_options_get_number (options, setting);
  int               own     = 1;

  if (step (value, -1, sum, factor) < setting->min - ROUNDING)
    own = 0;
  else if (step (value, 1, sum, factor) > setting->max + ROUNDING)
    own = 2;

  nst_options_set_number (options, setting,
                          CLAMP (step (value, place - own, sum, factor), setting->min,
                                 setting->max));
}

static void
add_strokes (GPtrArray        *list,
             const NstOptions *options,
             int               row,
             int               column)
{
  NstOptions varied = *options;

  move_to (&varied, "strength", column, STRENGTH_STEP, 1.0);
  move_to (&varied, "style-scale", row, 0.0, SCALE_STEP);
  add (list, &varied,
       g_strdup_printf (_ ("Strength %.0f, strokes %.2g"), varied.strength,
                        varied.core.style_scale));
}

static void
add_colours (GPtrArray        *list,
             const NstOptions *options,
             int               row,
             int               column)
{
  const NstSetting *colours = nst_settings_find ("colours");
  NstOptions        varied  = *options;

  if (row >= nst_setting_count_choices (colours))
    return;

  move_to (&varied, "strength", column, STRENGTH_STEP, 1.0);
  nst_options_set_number (&varied, colours, row);
  add (list, &varied,
       g_strdup_printf (_ ("Strength %.0f, %s"), varied.strength,
                        gettext (colours->choices[row].label)));
}


/* ---- presets --------------------------------------------------------- */

/* Those that have a schedule of their own are painted by many steps. */
static gboolean
is_slow (const NstOptions *options)
{
  NstSettings settings;

  return nst_options_resolve (options, &settings, NULL) && *settings.schedule != '\0';
}

static void
add_shipped (GPtrArray        *list,
             const NstOptions *options,
             gboolean          slow)
{
  const NstSetting *preset = nst_settings_find ("preset");

  for (int i = 0; i < nst_setting_count_choices (preset); i++)
    {
      NstOptions varied = *options;

      nst_options_set_number (&varied, preset, i);
      if (is_slow (&varied) == slow)
        add (list, &varied, g_strdup (gettext (preset->choices[i].label)))->tell =
          g_strdup (gettext (preset->choices[i].blurb));
    }
}

static void
add_own (GPtrArray        *list,
         const NstOptions *options)
{
  g_autoptr (GPtrArray) own = nst_own_presets_list ();

  for (guint i = 0; i < own->len; i++)
    {
      g_autoptr (NstRecord) record = nst_own_preset_read (own->pdata[i], NULL);
      NstVariation         *variation;

      if (!record)
        continue;

      variation             = add (list, options, g_strdup (own->pdata[i]));
      variation->style_file = nst_settings_source_unpack (record, &variation->options);
    }
}


/* ---- styles ---------------------------------------------------------- */

/* Each alone, whatever shares and places there are of several. */
static void
add_styles (GPtrArray        *list,
            const NstOptions *options,
            const char       *style_file,
            const char       *program_dir)
{
  g_autoptr (GPtrArray) shelf = nst_shelf_list (program_dir);
  NstOptions            alone = *options;

  nst_parts_fit (&alone, 1);
  for (guint i = 0; i < shelf->len; i++)
    {
      const NstShelfStyle *style     = shelf->pdata[i];
      NstVariation        *variation = add (list, &alone, g_strdup (style->title));

      variation->style_file = g_strdup (style->path);
      variation->tell       = nst_shelf_tell (style);
      variation->present    = g_strcmp0 (style_file, style->path) == 0 ||
                           g_strcmp0 (style_file, style->name) == 0;
    }
}

GPtrArray *
nst_variations_list (NstVary           vary,
                     const NstOptions *options,
                     const char       *style_file,
                     const char       *program_dir)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_variation);

  if (vary == NST_VARY_STYLES)
    {
      add_styles (list, options, style_file, program_dir);
      return list;
    }

  if (vary == NST_VARY_PRESETS)
    {
      add_shipped (list, options, FALSE);
      add_own (list, options);
      add_shipped (list, options, TRUE);
    }
  else
    for (int i = 0; i < 9; i++)
      (vary == NST_VARY_STROKES ? add_strokes : add_colours) (list, options, i / 3, i % 3);

  mark_present (list, options);

  return list;
}
