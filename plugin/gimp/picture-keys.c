/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys of the window, for both GTKs. */

#include "plugin/gimp/picture-keys.h"
#include "plugin/gimp/picture-view.h"

#include <gdk/gdkkeysyms.h>

/* 0: all of it is seen. */
static const struct
{
  guint  key;
  double factor;
} keys[] = {
  { GDK_KEY_plus, NST_PICTURE_VIEW_STEP },
  { GDK_KEY_equal, NST_PICTURE_VIEW_STEP },
  { GDK_KEY_KP_Add, NST_PICTURE_VIEW_STEP },
  { GDK_KEY_minus, 1.0 / NST_PICTURE_VIEW_STEP },
  { GDK_KEY_KP_Subtract, 1.0 / NST_PICTURE_VIEW_STEP },
  { GDK_KEY_0, 0.0 },
  { GDK_KEY_KP_0, 0.0 },
};

static gboolean
pressed (GtkAccelGroup  *group,
         GObject        *window,
         guint           key,
         GdkModifierType modifiers,
         GtkWidget      *area)
{
  (void) group;
  (void) window;
  (void) modifiers;

  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key)
      nst_picture_view_zoom (area, keys[i].factor);

  return TRUE;
}

static void
mapped (GtkWidget *area)
{
  GtkWidget     *window = gtk_widget_get_toplevel (area);
  GtkAccelGroup *group;

  g_signal_handlers_disconnect_by_func (area, mapped, NULL);
  if (!GTK_IS_WINDOW (window))
    return;

  group = gtk_accel_group_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_accel_group_connect (group, keys[i].key, GDK_CONTROL_MASK, 0,
                             g_cclosure_new_object (G_CALLBACK (pressed), G_OBJECT (area)));
  gtk_window_add_accel_group (GTK_WINDOW (window), group);
  g_object_unref (group);
}

void
nst_picture_keys_add (GtkWidget *area)
{
  g_signal_connect (area, "map", G_CALLBACK (mapped), NULL);
}
