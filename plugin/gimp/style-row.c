/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The row's widgets, for both GTKs. */

#include "plugin/gimp/style-row.h"
#include "plugin/gimp/narrow-list.h"
#include "plugin/gimp/place-list.h"
#include "plugin/gimp/wheel.h"

#include <glib/gi18n.h>

#define ROW_KEY     "neural-art-style-row"
#define PICTURE     32 /* either way, pixels */
#define SCALE_WIDTH 90
#define PLACE_WIDTH 150
#define NAME_CHARS  8 /* at least; what is left is the name's */
#define SHARE_CHARS 6

typedef struct
{
  NstStyleRowCalls calls;
  guint            index;
  GtkWidget       *place;
  GtkWidget       *picture; /* this and the rest: NULL of a style alone */
  GtkWidget       *name;
  GtkWidget       *scale;
  GtkWidget       *share;
  gboolean         showing; /* it is not the user who changes something */
} Row;

static Row *
get_row (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), ROW_KEY);
}


/* ---- what the user does ---------------------------------------------- */

static void
share_changed (Row *row)
{
  if (!row->showing)
    row->calls.share_changed (row->index, gtk_range_get_value (GTK_RANGE (row->scale)),
                              row->calls.user_data);
}

static void
place_changed (Row *row)
{
  GtkTreeIter place;

  if (!row->showing && gtk_combo_box_get_active_iter (GTK_COMBO_BOX (row->place), &place))
    row->calls.place_changed (row->index, &place, row->calls.user_data);
}

static void
leave_clicked (Row *row)
{
  row->calls.left (row->index, row->calls.user_data);
}


/* ---- making the row -------------------------------------------------- */

static GtkWidget *
new_scale (Row   *row,
           double most)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, most, 1);
#else
  GtkWidget *scale = gtk_hscale_new_with_range (0, most, 1);
#endif

  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  gtk_widget_set_size_request (scale, SCALE_WIDTH, -1);
  gtk_widget_set_tooltip_text (scale, _ ("How much there is of this style where it is"));
  g_signal_connect_swapped (scale, "value-changed", G_CALLBACK (share_changed), row);
  nst_wheel_pass (scale);

  return scale;
}

static GtkWidget *
new_place (Row          *row,
           GtkListStore *places)
{
  GtkWidget *place = nst_narrow_list_new (GTK_TREE_MODEL (places), NST_PLACE_LABEL);

  gtk_widget_set_size_request (place, PLACE_WIDTH, -1);
  g_signal_connect_swapped (place, "changed", G_CALLBACK (place_changed), row);
  nst_wheel_pass (place);

  return place;
}

static GtkWidget *
new_leave (Row *row)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_image (GTK_BUTTON (button),
                        gtk_image_new_from_icon_name ("window-close", GTK_ICON_SIZE_MENU));
  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_tooltip_text (button, _ ("Leave this style out"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (leave_clicked), row);

  return button;
}

/* What is destroyed has no user any more. */
static void
end_row (Row *row)
{
  row->showing = TRUE;
}

static GtkWidget *
new_box (guint                   index,
         GtkListStore           *places,
         const NstStyleRowCalls *calls)
{
  GtkWidget *box = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Row       *row = g_new0 (Row, 1);

  row->calls = *calls;
  row->index = index;
  row->place = new_place (row, places);
  g_object_set_data_full (G_OBJECT (box), ROW_KEY, row, g_free);
  g_signal_connect_swapped (box, "destroy", G_CALLBACK (end_row), row);

  return box;
}

GtkWidget *
nst_style_row_new (guint                   index,
                   GtkListStore           *places,
                   double                  most_share,
                   gboolean                removable,
                   const NstStyleRowCalls *calls)
{
  GtkWidget *widget = new_box (index, places, calls);
  Row       *row    = get_row (widget);
  GtkBox    *box    = GTK_BOX (widget);

  row->picture = gtk_image_new_from_icon_name ("image-x-generic", GTK_ICON_SIZE_MENU);
  row->name    = gtk_label_new (NULL);
  row->scale   = new_scale (row, most_share);
  row->share   = gtk_label_new (NULL);
  gtk_widget_set_size_request (row->picture, PICTURE, PICTURE);
  gtk_label_set_ellipsize (GTK_LABEL (row->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (row->name), NAME_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (row->name), NAME_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (row->share), SHARE_CHARS);
  g_object_set (row->name, "xalign", 0.0f, NULL);
  g_object_set (row->share, "xalign", 1.0f, NULL);

  gtk_box_pack_start (box, row->picture, FALSE, FALSE, 0);
  gtk_box_pack_start (box, row->name, TRUE, TRUE, 0);
  gtk_box_pack_start (box, row->scale, FALSE, FALSE, 0);
  gtk_box_pack_start (box, row->share, FALSE, FALSE, 0);
  gtk_box_pack_start (box, row->place, FALSE, FALSE, 0);
  if (removable)
    gtk_box_pack_start (box, new_leave (row), FALSE, FALSE, 0);
  gtk_widget_show_all (widget);

  return widget;
}

GtkWidget *
nst_style_row_new_alone (GtkListStore           *places,
                         const NstStyleRowCalls *calls)
{
  GtkWidget *widget = new_box (0, places, calls);
  GtkBox    *box    = GTK_BOX (widget);

  gtk_box_pack_start (box, gtk_label_new (_ ("Where it is:")), FALSE, FALSE, 0);
  gtk_box_pack_start (box, get_row (widget)->place, TRUE, TRUE, 0);
  gtk_widget_show_all (widget);

  return widget;
}


/* ---- what it shows --------------------------------------------------- */

void
nst_style_row_set_name (GtkWidget  *widget,
                        const char *name,
                        const char *tell)
{
  Row *row = get_row (widget);

  if (!row->name)
    return;

  gtk_label_set_text (GTK_LABEL (row->name), name);
  gtk_widget_set_tooltip_text (row->name, tell);
}

void
nst_style_row_set_picture (GtkWidget *widget,
                           GdkPixbuf *picture)
{
  Row                  *row    = get_row (widget);
  const int             width  = gdk_pixbuf_get_width (picture);
  const int             height = gdk_pixbuf_get_height (picture);
  const double          scale  = (double) PICTURE / MAX (width, height);
  g_autoptr (GdkPixbuf) small  = NULL;

  if (!row->picture)
    return;

  small = gdk_pixbuf_scale_simple (picture, MAX ((int) (scale * width), 1),
                                   MAX ((int) (scale * height), 1), GDK_INTERP_BILINEAR);
  gtk_image_set_from_pixbuf (GTK_IMAGE (row->picture), small);
}

/* Its whole name, which may have no room where it is chosen. */
static void
tell_place (GtkWidget *place)
{
  const char      *help  = _ ("Where in the picture this style is: where what you "
                                    "choose here is white");
  g_autofree char *label = NULL;
  g_autofree char *text  = NULL;
  GtkTreeIter      chosen;

  if (gtk_combo_box_get_active_iter (GTK_COMBO_BOX (place), &chosen))
    gtk_tree_model_get (gtk_combo_box_get_model (GTK_COMBO_BOX (place)), &chosen, NST_PLACE_LABEL,
                        &label, -1);
  text = label ? g_strdup_printf ("%s\n\n%s", label, help) : g_strdup (help);
  gtk_widget_set_tooltip_text (place, text);
}

void
nst_style_row_show (GtkWidget *widget,
                    int        place,
                    double     share,
                    double     fraction,
                    gboolean   shared)
{
  Row *row = get_row (widget);

  row->showing = TRUE;
  gtk_combo_box_set_active (GTK_COMBO_BOX (row->place), place);
  tell_place (row->place);
  if (row->scale)
    {
      g_autofree char *percent = g_strdup_printf ("%.0f %%", 100.0 * fraction);

      gtk_range_set_value (GTK_RANGE (row->scale), share);
      gtk_widget_set_sensitive (row->scale, shared);
      gtk_label_set_text (GTK_LABEL (row->share), percent);
    }
  row->showing = FALSE;
}
