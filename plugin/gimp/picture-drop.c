/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whoever files come from need not wait until they are used: only their names are taken while
 * they are dropped. */

#include "plugin/gimp/picture-drop.h"

typedef struct
{
  NstPictureDropped dropped;
  gpointer          user_data;
} Receiver;

typedef struct
{
  GtkWidget *widget;
  Receiver   receiver;
  char     **uris;
} Drop;

static void
free_drop (gpointer data)
{
  Drop *drop = data;

  g_object_unref (drop->widget);
  g_strfreev (drop->uris);
  g_free (drop);
}

static gboolean
use_drop (gpointer data)
{
  const Drop *drop = data;

  for (int i = 0; drop->uris[i] && gtk_widget_get_mapped (drop->widget); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (drop->uris[i]);

      drop->receiver.dropped (file, drop->receiver.user_data);
    }

  return G_SOURCE_REMOVE;
}

static void
data_received (GtkWidget        *widget,
               GdkDragContext   *context,
               gint              x,
               gint              y,
               GtkSelectionData *data,
               guint             info,
               guint             time,
               gpointer          user_data)
{
  const Receiver *receiver = user_data;
  char          **uris     = gtk_selection_data_get_uris (data);
  Drop           *drop;

  (void) context;
  (void) x;
  (void) y;
  (void) info;
  (void) time;

  if (!uris)
    return;

  drop  = g_new (Drop, 1);
  *drop = (Drop){ g_object_ref (widget), *receiver, uris };
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, use_drop, drop, free_drop);
}

static void
free_receiver (gpointer  receiver,
               GClosure *closure)
{
  (void) closure;

  g_free (receiver);
}

void
nst_picture_drop_accept (GtkWidget        *widget,
                         NstPictureDropped dropped,
                         gpointer          user_data)
{
  Receiver *receiver = g_new (Receiver, 1);

  *receiver = (Receiver){ dropped, user_data };
  gtk_drag_dest_set (widget, GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (widget);
  g_signal_connect_data (widget, "drag-data-received", G_CALLBACK (data_received), receiver,
                         free_receiver, 0);
}
