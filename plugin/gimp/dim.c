/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By opacity in GTK 3; GTK 2 has none, so there the text is mixed with the ground. */

#include "plugin/gimp/dim.h"

#define SHARE 0.5 /* of the colour that stays */

#if GTK_CHECK_VERSION(3, 0, 0)

void
nst_dim (GtkWidget *label)
{
  gtk_widget_set_opacity (label, SHARE);
}

#else

static guint16
mix (guint16 one,
     guint16 other)
{
  return (guint16) (one * SHARE + other * (1 - SHARE));
}

void
nst_dim (GtkWidget *label)
{
  const GtkStyle *style  = gtk_widget_get_style (label);
  const GdkColor *text   = &style->fg[GTK_STATE_NORMAL];
  const GdkColor *ground = &style->bg[GTK_STATE_NORMAL];
  const GdkColor  mixed  = { 0, mix (text->red, ground->red), mix (text->green, ground->green),
                             mix (text->blue, ground->blue) };

  gtk_widget_modify_fg (label, GTK_STATE_NORMAL, &mixed);
}

#endif
