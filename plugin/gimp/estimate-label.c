/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The estimate's label, for both GTKs.  In GTK 3 a label that may wrap is as wide as
 * its longest text, if nothing is said of that. */

#include "plugin/gimp/estimate-label.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/paint.h"

#include <glib/gi18n.h>

#define ESTIMATOR_KEY "neural-art-estimator"
#define WIDTH_CHARS   50

typedef struct
{
  NstEstimator *estimator;
  GtkWidget    *label;
  NstTimesFunc  times_func;
  gpointer      user_data;
} Estimate;

static void
show_answer (const char *text,
             gboolean    possible,
             gpointer    data)
{
  GtkWidget *label  = ((Estimate *) data)->label;
  GtkWidget *window = gtk_widget_get_toplevel (label);

  gtk_label_set_text (GTK_LABEL (label), text);
  if (!GTK_IS_DIALOG (window))
    return;

  gtk_dialog_set_response_sensitive (GTK_DIALOG (window), GTK_RESPONSE_OK, possible);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (window), GTK_RESPONSE_APPLY, possible);
}

static void
tell_times (const double *seconds,
            gpointer      data)
{
  const Estimate *estimate = data;

  estimate->times_func (seconds, estimate->user_data);
}

static void
free_estimate (gpointer data)
{
  Estimate *estimate = data;

  nst_estimator_free (estimate->estimator);
  g_free (estimate);
}

static NstEstimator *
get_estimator (GtkWidget *label)
{
  const Estimate *estimate = g_object_get_data (G_OBJECT (label), ESTIMATOR_KEY);

  return estimate->estimator;
}

static void
end_estimator (GtkWidget *label)
{
  g_object_set_data (G_OBJECT (label), ESTIMATOR_KEY, NULL);
}

GtkWidget *
nst_estimate_label_new (const char  *program_dir,
                        NstTimesFunc times_func,
                        gpointer     user_data)
{
  GtkWidget *label    = gtk_label_new (_ ("Estimating the time..."));
  Estimate  *estimate = g_new0 (Estimate, 1);

  g_object_set (label, "xalign", 0.0f, "wrap", TRUE, NULL);
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
#endif

  *estimate           = (Estimate){ NULL, label, times_func, user_data };
  estimate->estimator = nst_estimator_new (program_dir, show_answer,
                                           times_func ? tell_times : NULL, estimate);
  g_object_set_data_full (G_OBJECT (label), ESTIMATOR_KEY, estimate, free_estimate);
  g_signal_connect (label, "destroy", G_CALLBACK (end_estimator), NULL);

  return label;
}

void
nst_estimate_label_ask (GtkWidget      *label,
                        const NstPaint *paint,
                        gboolean        styled)
{
  g_autoptr (GError) error = NULL;
  GeglRectangle      box;

  if (!nst_paint_check (paint, &error))
    {
      nst_estimator_refuse (get_estimator (label), error->message);
      return;
    }

  nst_paint_get_box (paint, &box);
  nst_estimator_ask (get_estimator (label), box.width, box.height, styled, &paint->options);
}

gboolean
nst_estimate_label_is_busy (GtkWidget *label)
{
  return nst_estimator_is_busy (get_estimator (label));
}
