/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a record to settings and style. */

#include "plugin/gimp/settings-source.h"

char *
nst_settings_source_unpack (const NstRecord *record,
                            NstOptions      *options)
{
  const GPtrArray    *styles = record->facts[NST_FACT_STYLE];
  g_autoptr (GString) names  = g_string_new (NULL);

  nst_own_preset_apply (record, options);
  if (g_strcmp0 (nst_record_get (record, NST_FACT_TEXTURE), "yes") == 0)
    nst_options_make_texture (options);

  for (guint i = 0; i < styles->len; i++)
    g_string_append_printf (names, "%s%s", i ? "," : "", (char *) styles->pdata[i]);

  return styles->len ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

void
nst_settings_source_offer (NstPaint      *paint,
                           NstPaintOwned *owned,
                           const char    *styles)
{
  if (styles && paint->style == NST_GIMP_NONE && !paint->styles &&
      !(owned->style_file && *owned->style_file))
    {
      g_free (owned->style_file);
      paint->style_file = owned->style_file = g_strdup (styles);
    }
}
