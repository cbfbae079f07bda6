/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of a run, for both GTKs.  The main loop runs here until the job has ended
 * or the user has had enough; what becomes of the painting is for the caller. */

#include "plugin/gimp/run-window.h"
#include "plugin/gimp/window-place.h"
#include "plugin/shared/progress-text.h"

#include <glib/gi18n.h>

#define TICK_MS       80
#define WIDTH         380
#define WIDTH_CHARS   48
#define RESPONSE_KEEP 1

typedef struct
{
  NstJob    *job;
  NstRunTick tick;
  gpointer   tick_data;
  GtkWidget *window;
  GtkWidget *bar;
  GtkWidget *label;
  GMainLoop *loop;
  gboolean   stopping;
  gboolean   dropped;
} Run;

gboolean
nst_run_window_possible (void)
{
  const char *x11     = g_getenv ("DISPLAY");
  const char *wayland = g_getenv ("WAYLAND_DISPLAY");

  return (x11 && *x11) || (wayland && *wayland);
}

static void
show_progress (Run *run)
{
  g_autofree char *text = NULL;
  NstProgress      progress;

  if (run->stopping || !nst_job_progress (run->job, &progress))
    return;

  text = nst_progress_text (&progress);
  gtk_label_set_text (GTK_LABEL (run->label), text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (run->bar),
                                 CLAMP (progress.fraction, 0.0, 1.0));
}

static gboolean
on_tick (gpointer data)
{
  Run *run = data;

  show_progress (run);

  if (nst_job_wait (run->job, 0))
    {
      g_main_loop_quit (run->loop);
    }
  else if (!run->tick (run->tick_data))
    {
      run->dropped = TRUE;
      g_main_loop_quit (run->loop);
    }

  return G_SOURCE_CONTINUE;
}

/* Whatever closes the window and isn't "Keep this" throws the painting away. */
static void
on_response (GtkDialog *window,
             int        response,
             Run       *run)
{
  if (response == RESPONSE_KEEP)
    {
      run->stopping = TRUE;
      nst_job_stop (run->job);
      gtk_dialog_set_response_sensitive (window, RESPONSE_KEEP, FALSE);
      gtk_label_set_text (GTK_LABEL (run->label), _ ("Finishing..."));
    }
  else if (response != GTK_RESPONSE_HELP)
    {
      run->dropped = TRUE;
      g_main_loop_quit (run->loop);
    }
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "xalign", 0.0f, NULL);
  gtk_widget_set_size_request (label, WIDTH, -1);
  gtk_box_pack_start (GTK_BOX (box), label, FALSE, FALSE, 0);

  return label;
}

static void
explain (Run        *run,
         int         response,
         const char *text)
{
  gtk_widget_set_tooltip_text (
    gtk_dialog_get_widget_for_response (GTK_DIALOG (run->window), response), text);
}

static void
build_window (Run        *run,
              const char *what)
{
  GtkWidget *box = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label;

  run->window = gimp_dialog_new (what, "neural-art-run", NULL, 0, NULL, NULL,
                                 _ ("_Throw away"), GTK_RESPONSE_CANCEL,
                                 _ ("_Keep this"), RESPONSE_KEEP, NULL);
  explain (run, GTK_RESPONSE_CANCEL, _ ("Ends it and leaves the picture as it was."));
  explain (run, RESPONSE_KEEP,
           _ ("Ends it with what is there. It can be gone on from later: Neural Art: Go On."));
  gtk_window_set_resizable (GTK_WINDOW (run->window), FALSE);
  gtk_window_set_modal (GTK_WINDOW (run->window), FALSE);
  gimp_window_set_transient (GTK_WINDOW (run->window));

  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (run->window))), box, TRUE,
                      TRUE, 0);

  label = add_label (box, what);
  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
#endif

  run->bar = gtk_progress_bar_new ();
  gtk_box_pack_start (GTK_BOX (box), run->bar, FALSE, FALSE, 0);

  run->label = add_label (box, _ ("Beginning..."));
  gtk_label_set_ellipsize (GTK_LABEL (run->label), PANGO_ELLIPSIZE_END);

  g_signal_connect (run->window, "response", G_CALLBACK (on_response), run);
  gtk_widget_show_all (box);
}

/* A key pressed for what was there before must not end the run: no button has the focus. */
static void
show_window (Run *run)
{
  nst_window_place_begin (run->window);
  gtk_widget_show (run->window);
  gtk_window_set_focus (GTK_WINDOW (run->window), NULL);
}

gboolean
nst_run_window (NstJob     *job,
                const char *what,
                NstRunTick  tick,
                gpointer    user_data)
{
  Run   run = { .job = job, .tick = tick, .tick_data = user_data };
  guint source;

  nst_gimp_ui_init ();
  build_window (&run, what);
  show_window (&run);

  run.loop = g_main_loop_new (NULL, FALSE);
  source   = g_timeout_add (TICK_MS, on_tick, &run);
  g_main_loop_run (run.loop);
  g_source_remove (source);
  g_main_loop_unref (run.loop);

  if (run.dropped)
    nst_job_cancel (job);

  nst_window_place_end (run.window);
  gtk_widget_destroy (run.window);
  while (gtk_events_pending ())
    gtk_main_iteration ();

  return !run.dropped;
}
