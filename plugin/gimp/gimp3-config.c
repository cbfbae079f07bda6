/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From GIMP 3's config to options and back.  All but the settings comes by the table
 * of arguments. */

#include "plugin/gimp/gimp3-config.h"
#include "plugin/gimp/settings-source.h"

void
nst_gimp3_options (GimpProcedureConfig *config,
                   NstOptions          *options)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  nst_options_init (options);

  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];
      g_autofree char  *text    = NULL;
      double            number  = 0;
      int               whole   = 0;

      switch (setting->type)
        {
        case NST_SETTING_INT:
          g_object_get (config, setting->name, &whole, NULL);
          nst_options_set_number (options, setting, whole);
          break;

        case NST_SETTING_DOUBLE:
          g_object_get (config, setting->name, &number, NULL);
          nst_options_set_number (options, setting, number);
          break;

        case NST_SETTING_CHOICE:
          whole = gimp_procedure_config_get_choice_id (config, setting->name);
          nst_options_set_number (options, setting, whole);
          break;

        case NST_SETTING_TEXT:
          g_object_get (config, setting->name, &text, NULL);
          nst_options_set_text (options, setting, text);
          break;
        }
    }
}

static void
set_option (GimpProcedureConfig *config,
            const NstOptions    *options,
            const NstSetting    *setting)
{
  const double number = setting->type == NST_SETTING_TEXT
                          ? 0
                          : nst_options_get_number (options, setting);

  switch (setting->type)
    {
    case NST_SETTING_INT:
      g_object_set (config, setting->name, (int) number, NULL);
      break;

    case NST_SETTING_DOUBLE:
      g_object_set (config, setting->name, number, NULL);
      break;

    case NST_SETTING_CHOICE:
      g_object_set (config, setting->name, setting->choices[(int) number].name, NULL);
      break;

    case NST_SETTING_TEXT:
      g_object_set (config, setting->name, nst_options_get_text (options, setting), NULL);
      break;
    }
}

void
nst_gimp3_set_options (GimpProcedureConfig *config,
                       const NstOptions    *options)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    set_option (config, options, &table[i]);
}

gboolean
nst_gimp3_take_settings_file (GimpProcedureConfig *config,
                              GError             **error)
{
  const char           *argument = nst_arguments[NST_ARG_SETTINGS_FILE].name;
  g_autofree char      *named    = NULL;
  g_autofree char      *styles   = NULL;
  g_autofree char      *file     = nst_gimp3_style_file (config);
  g_autofree gint32    *layers   = nst_gimp3_layers (config, NST_ARG_STYLES);
  g_autoptr (NstRecord) record   = NULL;
  NstOptions            given;
  NstOptions            options;
  int                   n;
  const NstSetting     *table = nst_settings_table (&n);

  g_object_get (config, argument, &named, NULL);
  if (!named || !*named)
    return TRUE;

  record = nst_settings_look_up (named, error);
  if (!record)
    return FALSE;

  nst_gimp3_options (config, &given);
  options = given;
  styles  = nst_settings_source_unpack (record, &options);
  for (int i = 0; i < n; i++)
    if (!nst_options_is_default (&given, &table[i]))
      nst_options_copy (&options, &given, &table[i]);

  nst_gimp3_set_options (config, &options);
  g_object_set (config, argument, "", NULL);
  if (styles && !file && !layers && nst_gimp3_layer (config, NST_ARG_STYLE) == NST_GIMP_NONE)
    nst_gimp3_set_style (config, NST_GIMP_NONE, NULL, styles);

  return TRUE;
}

gint32 *
nst_gimp3_layers (GimpProcedureConfig *config,
                  NstArg               argument)
{
  g_autofree GObject **drawables = NULL;
  g_autofree gint32   *ids       = NULL;
  int                  n         = 0;

  g_object_get (config, nst_arguments[argument].name, &drawables, NULL);
  if (!drawables)
    return NULL;

  ids = g_new (gint32, gimp_core_object_array_get_length (drawables) + 1);
  for (int i = 0; drawables[i]; i++)
    if (GIMP_IS_DRAWABLE (drawables[i]))
      ids[n++] = nst_gimp_item_id (drawables[i]);
  ids[n] = NST_GIMP_NONE;

  return n ? g_steal_pointer (&ids) : NULL;
}

gint32
nst_gimp3_layer (GimpProcedureConfig *config,
                 NstArg               argument)
{
  g_autoptr (GimpDrawable) drawable = NULL;

  g_object_get (config, nst_arguments[argument].name, &drawable, NULL);

  return nst_gimp_item_id (drawable);
}

void
nst_gimp3_set_layer (GimpProcedureConfig *config,
                     NstArg               argument,
                     gint32               layer)
{
  g_object_set (config, nst_arguments[argument].name,
                layer == NST_GIMP_NONE ? NULL : NST_DRAWABLE (layer), NULL);
}

char *
nst_gimp3_style_file (GimpProcedureConfig *config)
{
  g_autofree char *file = NULL;

  g_object_get (config, nst_arguments[NST_ARG_STYLE_FILE].name, &file, NULL);

  return file && *file ? g_steal_pointer (&file) : NULL;
}

void
nst_gimp3_set_style (GimpProcedureConfig *config,
                     gint32               layer,
                     const gint32        *layers,
                     const char          *file)
{
  g_autoptr (GPtrArray) drawables = g_ptr_array_new ();

  for (int i = 0; layers && layers[i] != NST_GIMP_NONE; i++)
    g_ptr_array_add (drawables, NST_DRAWABLE (layers[i]));
  g_ptr_array_add (drawables, NULL);

  g_object_set (config,
                nst_arguments[NST_ARG_STYLE].name,
                layer == NST_GIMP_NONE ? NULL : NST_DRAWABLE (layer),
                nst_arguments[NST_ARG_STYLES].name, drawables->pdata,
                nst_arguments[NST_ARG_STYLE_FILE].name, file ? file : "",
                NULL);
}

void
nst_gimp3_set_start (GimpProcedureConfig *config,
                     gint32               layer)
{
  g_object_set (config, nst_arguments[NST_ARG_START].name,
                layer == NST_GIMP_NONE ? NULL : NST_DRAWABLE (layer), NULL);
}
