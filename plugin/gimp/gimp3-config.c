/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From GIMP 3's config to options and back.  All but the settings comes by the table
 * of arguments. */

#include "plugin/gimp/gimp3-config.h"

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

gint32
nst_gimp3_layer (GimpProcedureConfig *config,
                 NstArg               argument)
{
  g_autoptr (GimpDrawable) drawable = NULL;

  g_object_get (config, nst_arguments[argument].name, &drawable, NULL);

  return nst_gimp_item_id (drawable);
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
                     const char          *file)
{
  g_object_set (config,
                nst_arguments[NST_ARG_STYLE].name,
                layer == NST_GIMP_NONE ? NULL : NST_DRAWABLE (layer),
                nst_arguments[NST_ARG_STYLE_FILE].name, file ? file : "",
                NULL);
}
