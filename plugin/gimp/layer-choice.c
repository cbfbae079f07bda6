/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP 2.10's combo box tells of another layer alone; that the same one is chosen
 * again is seen from its list being opened.  GIMP 3's chooser tells of both, when
 * its window is closed. */

#include "plugin/gimp/layer-choice.h"

#include <glib/gi18n.h>

#define CHOICE_KEY "neural-art-layer-choice"

typedef struct
{
  NstLayerChosen  chosen;
  gpointer        user_data;
  gboolean        showing;      /* it is not the user who sets the layer */
} Choice;

static void
tell (Choice *choice)
{
  if (choice->chosen && !choice->showing)
    choice->chosen (choice->user_data);
}

#if GIMP_CHECK_VERSION (2, 99, 0)

/* GIMP 3.0 shows no picture for a layer that is set before the dialog is. */
static gboolean
show_again (gpointer widget)
{
  Choice              *choice  = g_object_get_data (widget, CHOICE_KEY);
  GimpDrawableChooser *chooser = widget;

  choice->showing = TRUE;
  gimp_drawable_chooser_set_drawable (
    chooser, gimp_drawable_chooser_get_drawable (chooser));
  choice->showing = FALSE;

  return G_SOURCE_REMOVE;
}

static void
mapped (GtkWidget *chooser)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_again, g_object_ref (chooser),
                   g_object_unref);
}

static GtkWidget *
new_widget (Choice *choice,
            gint32  layer)
{
  GtkWidget *chooser =
    gimp_drawable_chooser_new (_("Choose a layer"), "", GIMP_TYPE_DRAWABLE,
                               layer == NST_GIMP_NONE ? NULL
                                                      : NST_DRAWABLE (layer));

  gtk_widget_hide (gimp_drawable_chooser_get_label (
    GIMP_DRAWABLE_CHOOSER (chooser)));
  gtk_widget_set_no_show_all (gimp_drawable_chooser_get_label (
    GIMP_DRAWABLE_CHOOSER (chooser)), TRUE);

  g_signal_connect_swapped (chooser, "notify::drawable", G_CALLBACK (tell),
                            choice);
  g_signal_connect_after (chooser, "map", G_CALLBACK (mapped), NULL);

  return chooser;
}

gint32
nst_layer_choice_get (GtkWidget *widget)
{
  return nst_gimp_item_id (
    gimp_drawable_chooser_get_drawable (GIMP_DRAWABLE_CHOOSER (widget)));
}

#else

static void
list_opened (GtkWidget  *combo,
             GParamSpec *popup_shown,
             Choice     *choice)
{
  gboolean shown;

  (void) popup_shown;

  g_object_get (combo, "popup-shown", &shown, NULL);
  if (shown)
    tell (choice);
}

static GtkWidget *
new_widget (Choice *choice,
            gint32  layer)
{
  GtkWidget       *widget = gimp_layer_combo_box_new (NULL, NULL);
  GimpIntComboBox *combo  = GIMP_INT_COMBO_BOX (widget);

  gimp_int_combo_box_prepend (combo,
                              GIMP_INT_STORE_VALUE, NST_GIMP_NONE,
                              GIMP_INT_STORE_LABEL, _("None"), -1);
  if (!gimp_int_combo_box_set_active (combo, layer))
    gimp_int_combo_box_set_active (combo, NST_GIMP_NONE);

  g_signal_connect_swapped (combo, "changed", G_CALLBACK (tell), choice);
  g_signal_connect (combo, "notify::popup-shown", G_CALLBACK (list_opened),
                    choice);

  return widget;
}

gint32
nst_layer_choice_get (GtkWidget *widget)
{
  gint32 layer = NST_GIMP_NONE;

  gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (widget), &layer);

  return layer;
}

#endif

GtkWidget *
nst_layer_choice_new (gint32          layer,
                      const char     *help,
                      NstLayerChosen  chosen,
                      gpointer        user_data)
{
  Choice    *choice = g_new0 (Choice, 1);
  GtkWidget *widget = new_widget (choice, layer);

  choice->chosen    = chosen;
  choice->user_data = user_data;
  g_object_set_data_full (G_OBJECT (widget), CHOICE_KEY, choice, g_free);
  gtk_widget_set_tooltip_text (widget, help);

  return widget;
}
