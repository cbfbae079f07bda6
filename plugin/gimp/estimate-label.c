/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The estimate's label, for both GTKs.  In GTK 3 a label that may wrap is as wide as
 * its longest text, if nothing is said of that. */

#include "plugin/gimp/estimate-label.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/shared/estimator.h"

#include <glib/gi18n.h>

#define ESTIMATOR_KEY "neural-art-estimator"
#define WIDTH_CHARS   50

static void
show_answer (const char *text,
             gboolean    possible,
             gpointer    label)
{
  GtkWidget *window = gtk_widget_get_toplevel (label);

  gtk_label_set_text (label, text);
  if (!GTK_IS_DIALOG (window))
    return;

  gtk_dialog_set_response_sensitive (GTK_DIALOG (window), GTK_RESPONSE_OK, possible);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (window), GTK_RESPONSE_APPLY, possible);
}

static void
end_estimator (GtkWidget *label)
{
  g_object_set_data (G_OBJECT (label), ESTIMATOR_KEY, NULL);
}

GtkWidget *
nst_estimate_label_new (const char *program_dir)
{
  GtkWidget *label = gtk_label_new (_ ("Estimating the time..."));

  g_object_set (label, "xalign", 0.0f, "wrap", TRUE, NULL);
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
#endif

  g_object_set_data_full (G_OBJECT (label), ESTIMATOR_KEY,
                          nst_estimator_new (program_dir, show_answer, label),
                          (GDestroyNotify) nst_estimator_free);
  g_signal_connect (label, "destroy", G_CALLBACK (end_estimator), NULL);

  return label;
}

void
nst_estimate_label_ask (GtkWidget      *label,
                        const NstPaint *paint,
                        gboolean        styled)
{
  GeglRectangle box = { 0 };

  if (nst_gimp_item_is_valid (paint->content))
    nst_paint_get_box (paint, &box);

  if (box.width > 0 && box.height > 0)
    nst_estimator_ask (g_object_get_data (G_OBJECT (label), ESTIMATOR_KEY), box.width, box.height,
                       styled, &paint->options);
}

gboolean
nst_estimate_label_is_busy (GtkWidget *label)
{
  return nst_estimator_is_busy (g_object_get_data (G_OBJECT (label), ESTIMATOR_KEY));
}
