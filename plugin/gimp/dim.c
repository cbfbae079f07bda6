/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A widget that shows that it is not used.  By opacity in GTK 3; GTK 2 has none, so
 * there the text is mixed with the ground. */

#include "plugin/gimp/dim.h"

#define SHARE 0.5 /* of the colour that stays */

#if GTK_CHECK_VERSION(3, 0, 0)

void
nst_dim (GtkWidget *widget,
         gboolean   dimmed)
{
  gtk_widget_set_opacity (widget, dimmed ? SHARE : 1.0);
}

void
nst_dim_never (GtkWidget *button)
{
  (void) button;
}

#else

static guint16
mix (guint16 one,
     guint16 other)
{
  return (guint16) (one * SHARE + other * (1 - SHARE));
}

static GdkColor
mix_colours (const GdkColor *text,
             const GdkColor *ground)
{
  return (GdkColor){ 0, mix (text->red, ground->red),
                     mix (text->green, ground->green),
                     mix (text->blue, ground->blue) };
}

static void
dim_text (GtkWidget *widget,
          gpointer   dimmed)
{
  const GtkStateType states[] = { GTK_STATE_NORMAL, GTK_STATE_ACTIVE, GTK_STATE_PRELIGHT };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gtk_widget_modify_fg (widget, states[i], NULL);
      gtk_widget_modify_text (widget, states[i], NULL);
    }

  if (dimmed)
    {
      const GtkStyle *style  = gtk_widget_get_style (widget);
      const GdkColor  ground = style->bg[GTK_STATE_NORMAL];
      const GdkColor  fg     = mix_colours (&style->fg[GTK_STATE_NORMAL],
                                            &ground);
      const GdkColor  text   = mix_colours (&style->text[GTK_STATE_NORMAL],
                                            &ground);

      for (guint i = 0; i < G_N_ELEMENTS (states); i++)
        {
          gtk_widget_modify_fg (widget, states[i], &fg);
          gtk_widget_modify_text (widget, states[i], &text);
        }
    }

  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), dim_text, dimmed);
}

void
nst_dim (GtkWidget *widget,
         gboolean   dimmed)
{
  dim_text (widget, GINT_TO_POINTER (dimmed));
}

void
nst_dim_never (GtkWidget *button)
{
  GtkWidget     *label  = gtk_bin_get_child (GTK_BIN (button));
  const GdkColor normal = gtk_widget_get_style (label)->fg[GTK_STATE_NORMAL];

  gtk_widget_modify_fg (label, GTK_STATE_ACTIVE, &normal);
}

#endif
