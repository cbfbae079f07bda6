/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three values by three about what is chosen, or what there is to choose from. */

#include "plugin/gimp/variations.h"
#include "plugin/shared/shelf.h"

#include <glib/gi18n.h>

#define STRENGTH_STEP 15.0
#define SCALE_STEP    1.6

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
  g_free (variation);
}

/* Takes the texts. */
static void
add (GPtrArray        *list,
     const NstOptions *options,
     char             *style_file,
     char             *label)
{
  NstVariation *variation = g_new0 (NstVariation, 1);

  variation->options    = *options;
  variation->style_file = style_file;
  variation->label      = label;
  g_ptr_array_add (list, variation);
}

/* The value of a setting, so many steps from that of the options, as far as it may go. */
static void
move_by (NstOptions *options,
         const char *name,
         double      sum,
         double      factor)
{
  const NstSetting *setting = nst_settings_find (name);
  const double      value   = nst_options_get_number (options, setting) * factor + sum;

  nst_options_set_number (options, setting, CLAMP (value, setting->min, setting->max));
}

static const double scales[3] = { 1.0 / SCALE_STEP, 1.0, SCALE_STEP };

static void
add_strokes (GPtrArray        *list,
             const NstOptions *options,
             int               row,
             int               column)
{
  NstOptions varied = *options;

  move_by (&varied, "strength", (column - 1) * STRENGTH_STEP, 1.0);
  move_by (&varied, "style-scale", 0.0, scales[row]);
  add (list, &varied, NULL,
       g_strdup_printf (_ ("Strength %.0f, strokes %.2f"), varied.strength,
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

  move_by (&varied, "strength", (column - 1) * STRENGTH_STEP, 1.0);
  nst_options_set_number (&varied, colours, row);
  add (list, &varied, NULL,
       g_strdup_printf (_ ("Strength %.0f, %s"), varied.strength,
                        gettext (colours->choices[row].label)));
}

/* Those that paint by a schedule of their own take hundreds of steps, and a texture does not
 * show the photo. */
static void
add_presets (GPtrArray        *list,
             const NstOptions *options)
{
  const NstSetting *preset = nst_settings_find ("preset");

  for (int i = 0; i < nst_setting_count_choices (preset); i++)
    {
      NstOptions  varied = *options;
      NstSettings settings;

      nst_options_set_number (&varied, preset, i);
      if (nst_options_resolve (&varied, &settings, NULL) && *settings.schedule == '\0' &&
          !nst_settings_is_texture (&settings))
        add (list, &varied, NULL, g_strdup (gettext (preset->choices[i].label)));
    }
}

/* Each alone, whatever shares and places there are of several. */
static void
add_styles (GPtrArray        *list,
            const NstOptions *options,
            const char       *program_dir)
{
  g_autoptr (GPtrArray) shelf = nst_shelf_list (program_dir);
  NstOptions            alone = *options;

  nst_parts_fit (&alone, 1);

  for (guint i = 0; i < shelf->len; i++)
    {
      const NstShelfStyle *style = shelf->pdata[i];

      add (list, &alone, g_strdup (style->path), g_strdup (style->title));
    }
}

GPtrArray *
nst_variations_list (NstVary           vary,
                     const NstOptions *options,
                     const char       *program_dir)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_variation);

  if (vary == NST_VARY_PRESETS)
    add_presets (list, options);
  else if (vary == NST_VARY_STYLES)
    add_styles (list, options, program_dir);
  else
    for (int i = 0; i < NST_MOST_VARIATIONS; i++)
      (vary == NST_VARY_STROKES ? add_strokes : add_colours) (list, options, i / 3, i % 3);

  if (list->len > NST_MOST_VARIATIONS)
    g_ptr_array_set_size (list, NST_MOST_VARIATIONS);

  return list;
}
