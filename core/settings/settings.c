/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings that a caller begins with, and what they say of the content and the style:
 * below everything that goes by settings. */

#include "core/settings/settings.h"

void
nst_settings_init (NstSettings *settings)
{
  *settings = (NstSettings){
    .style_scale = 1.0,
    .quality     = NST_QUALITY_GOOD,
    .scales      = 1,
    .alpha       = 1.0,
    .beta        = 1.0,
    .edge        = NST_EDGE_ZERO,
    .history     = 20
  };
}

gboolean
nst_settings_is_texture (const NstSettings *settings)
{
  return settings->content_layers[0] == '\0';
}

gboolean
nst_settings_see_content (const NstSettings *settings)
{
  return !nst_settings_is_texture (settings) || settings->init == NST_INIT_CONTENT ||
         settings->init == NST_INIT_MIX;
}

gboolean
nst_settings_see_style (const NstSettings *settings)
{
  return settings->style_layers[0] != '\0';
}

int
nst_settings_count_turns (const NstSettings *settings)
{
  static const int counts[] = { 1, 2, 8 };

  return counts[settings->turned];
}

void
nst_fit_canvas (const NstSettings *settings,
                int                content_width,
                int                content_height,
                int               *width,
                int               *height)
{
  const gboolean own = nst_settings_is_texture (settings);

  *width  = own && settings->width > 0 ? settings->width : content_width;
  *height = own && settings->height > 0 ? settings->height : content_height;
}
