/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The row that chooses a layer.  GIMP 2.10's combo box tells of another layer alone;
 * that the same one is chosen again is seen from its list being opened.  GIMP 3's
 * chooser tells of both, when its window is closed. */

#include "plugin/gimp/layer-choice.h"
#include "plugin/gimp/preview-layer.h"

#include <glib/gi18n.h>

#define CHOICE_KEY "neural-art-layer-choice"

typedef struct
{
  NstLayerChosen chosen;
  gpointer       user_data;
  gint32         layer;   /* perhaps not there any more */
  gboolean       showing; /* it is not the user who sets the layer */
} Choice;

static void
tell (Choice *choice)
{
  if (choice->chosen && !choice->showing)
    choice->chosen (choice->user_data);
}

#if GIMP_CHECK_VERSION(2, 99, 0)

/* GIMP 3.0 shows no picture for a layer that is set before the dialog is. */
static gboolean
show_again (gpointer widget)
{
  nst_layer_choice_set (widget, nst_layer_choice_get (widget));

  return G_SOURCE_REMOVE;
}

static void
mapped (GtkWidget *chooser)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_again, g_object_ref (chooser),
                   g_object_unref);
}

/* The chooser holds no reference to its drawable, so the number is kept. */
static void
drawable_changed (GimpDrawableChooser *chooser,
                  GParamSpec          *drawable,
                  Choice              *choice)
{
  (void) drawable;

  choice->layer =
    nst_gimp_item_id (gimp_drawable_chooser_get_drawable (chooser));
  tell (choice);
}

static GtkWidget *
new_widget (Choice *choice)
{
  GtkWidget *chooser =
    gimp_drawable_chooser_new (_ ("Choose a layer"), "", GIMP_TYPE_DRAWABLE, NULL);
  GtkWidget *label =
    gimp_drawable_chooser_get_label (GIMP_DRAWABLE_CHOOSER (chooser));

  gtk_widget_hide (label);
  gtk_widget_set_no_show_all (label, TRUE);

  g_signal_connect (chooser, "notify::drawable",
                    G_CALLBACK (drawable_changed), choice);
  g_signal_connect_after (chooser, "map", G_CALLBACK (mapped), NULL);

  return chooser;
}

static void
set_layer (GtkWidget *widget,
           gint32     layer)
{
  gimp_drawable_chooser_set_drawable (GIMP_DRAWABLE_CHOOSER (widget),
                                      layer == NST_GIMP_NONE
                                        ? NULL
                                        : NST_DRAWABLE (layer));
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

static void
layer_changed (GimpIntComboBox *combo,
               Choice          *choice)
{
  if (!gimp_int_combo_box_get_active (combo, &choice->layer))
    choice->layer = NST_GIMP_NONE;
  tell (choice);
}

static gboolean
is_choice (gint32   image,
           gint32   layer,
           gpointer user_data)
{
  (void) image;
  (void) user_data;

  return !nst_preview_layer_is (layer);
}

static GtkWidget *
new_widget (Choice *choice)
{
  GtkWidget       *widget = gimp_layer_combo_box_new (is_choice, NULL);
  GimpIntComboBox *combo  = GIMP_INT_COMBO_BOX (widget);

  gimp_int_combo_box_prepend (combo,
                              GIMP_INT_STORE_VALUE, NST_GIMP_NONE,
                              GIMP_INT_STORE_LABEL, _ ("None"), -1);

  g_signal_connect (combo, "changed", G_CALLBACK (layer_changed), choice);
  g_signal_connect (combo, "notify::popup-shown", G_CALLBACK (list_opened),
                    choice);

  return widget;
}

/* A layer that is not in the list becomes none. */
static void
set_layer (GtkWidget *widget,
           gint32     layer)
{
  GimpIntComboBox *combo = GIMP_INT_COMBO_BOX (widget);

  if (!gimp_int_combo_box_set_active (combo, layer))
    gimp_int_combo_box_set_active (combo, NST_GIMP_NONE);

  /* There is no signal where it was active before. */
  layer_changed (combo, g_object_get_data (G_OBJECT (widget), CHOICE_KEY));
}

#endif

gint32
nst_layer_choice_get (GtkWidget *widget)
{
  const Choice *choice = g_object_get_data (G_OBJECT (widget), CHOICE_KEY);

  return choice->layer != NST_GIMP_NONE &&
             nst_gimp_item_is_valid (choice->layer)
           ? choice->layer
           : NST_GIMP_NONE;
}

void
nst_layer_choice_set (GtkWidget *widget,
                      gint32     layer)
{
  Choice *choice = g_object_get_data (G_OBJECT (widget), CHOICE_KEY);

  choice->showing = TRUE;
  set_layer (widget, layer);
  choice->showing = FALSE;
}

GtkWidget *
nst_layer_choice_new (gint32         layer,
                      const char    *help,
                      NstLayerChosen chosen,
                      gpointer       user_data)
{
  Choice    *choice = g_new0 (Choice, 1);
  GtkWidget *widget = new_widget (choice);

  choice->chosen    = chosen;
  choice->user_data = user_data;
  choice->layer     = NST_GIMP_NONE;
  g_object_set_data_full (G_OBJECT (widget), CHOICE_KEY, choice, g_free);
  nst_layer_choice_set (widget, layer);
  gtk_widget_set_tooltip_text (widget, help);

  return widget;
}
