/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of a run over many files, for both GTKs.  GIMP's own progress can't be used with
 * it: its Cancel kills a plug-in outright. */

#include "plugin/gimp/files-window.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/shared/files-report.h"
#include "plugin/shared/progress-text.h"

#include <math.h>

#include <glib/gi18n.h>

#define RESPONSE_FOLDER 1
#define PICTURE_SIDE    240
#define WIDTH           520
#define FAILED_HEIGHT   160
#define FRAME_PAUSE_US  G_USEC_PER_SEC

typedef struct
{
  GtkWidget  *window;
  GtkWidget  *box;
  GtkWidget  *picture;
  GtkWidget  *title;
  GtkWidget  *bar;
  GtkWidget  *left;
  const char *folder;
  gint64      next_frame_us;
  gboolean    cancelled;
} Window;


/* ---- while it paints ------------------------------------------------- */

/* The frame at the size of the window's picture. */
static GdkPixbuf *
shrink (const NstImage *frame)
{
  const double scale  = MAX (frame->width, frame->height) / (double) PICTURE_SIDE;
  const int    width  = MAX (1, (int) (frame->width / scale));
  const int    height = MAX (1, (int) (frame->height / scale));
  GdkPixbuf   *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int y = 0; pixbuf && y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const int    row    = MIN ((int) (y * scale), frame->height - 1);
        const int    column = MIN ((int) (x * scale), frame->width - 1);
        const float *from   = frame->data + 3 * ((size_t) row * frame->width + column);
        guchar      *to     = gdk_pixbuf_get_pixels (pixbuf) +
                     (size_t) y * gdk_pixbuf_get_rowstride (pixbuf) + 3 * x;

        for (int c = 0; c < 3; c++)
          to[c] = (guchar) lroundf (CLAMP (from[c], 0.0f, 1.0f) * 255);
      }

  return pixbuf;
}

static void
show_frame (Window *window,
            NstJob *run)
{
  const gint64         now    = g_get_monotonic_time ();
  g_autoptr (NstImage) frame  = nst_job_take_frame (run);
  GdkPixbuf           *pixbuf = frame ? shrink (frame) : NULL;

  if (pixbuf)
    {
      gtk_image_set_from_pixbuf (GTK_IMAGE (window->picture), pixbuf);
      g_object_unref (pixbuf);
    }

  if (now >= window->next_frame_us)
    {
      nst_job_ask_frame (run);
      window->next_frame_us = now + FRAME_PAUSE_US;
    }
}

static void
answer_events (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static gboolean
watch (const NstFilesProgress *progress,
       gpointer                data)
{
  Window          *window = data;
  g_autofree char *name   = nst_files_report_job (progress->job);
  g_autofree char *title  = g_strdup_printf (_ ("Painting %d of %d: %s"), progress->number,
                                             progress->n_jobs, name);
  g_autofree char *left   = nst_progress_time_left (progress->seconds_left);

  gtk_label_set_text (GTK_LABEL (window->title), title);
  gtk_label_set_text (GTK_LABEL (window->left), left);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (window->bar), progress->fraction);
  if (progress->run)
    show_frame (window, progress->run);

  answer_events ();

  return !window->cancelled;
}

static void
cancel (GtkDialog *dialog,
        int        response,
        Window    *window)
{
  (void) response;

  window->cancelled = TRUE;
  gtk_dialog_set_response_sensitive (dialog, GTK_RESPONSE_CANCEL, FALSE);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "xalign", 0.0f, NULL);
  gtk_box_pack_start (GTK_BOX (box), label, FALSE, FALSE, 0);

  return label;
}

/* A window, and a box for what it shows. */
static void
open_window (Window     *window,
             const char *title)
{
  window->window = gimp_dialog_new (title, "neural-art-files-run", NULL, 0, NULL, NULL, NULL);
  window->box    = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_container_set_border_width (GTK_CONTAINER (window->box), 12);
  gtk_widget_set_size_request (window->box, WIDTH, -1);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window->window))),
                      window->box, TRUE, TRUE, 0);
}

static void
open_progress (Window *window)
{
  open_window (window, _ ("Neural Art is painting many files"));
  gtk_dialog_add_button (GTK_DIALOG (window->window), _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_window_set_modal (GTK_WINDOW (window->window), FALSE);

  window->picture = gtk_image_new ();
  gtk_widget_set_size_request (window->picture, PICTURE_SIDE, PICTURE_SIDE);
  gtk_box_pack_start (GTK_BOX (window->box), window->picture, TRUE, TRUE, 0);
  window->title = add_label (window->box, "");
  gtk_label_set_ellipsize (GTK_LABEL (window->title), PANGO_ELLIPSIZE_MIDDLE);
  window->bar = gtk_progress_bar_new ();
  gtk_box_pack_start (GTK_BOX (window->box), window->bar, FALSE, FALSE, 0);
  window->left = add_label (window->box, "");
  add_label (window->box, _ ("What is painted stays when you cancel."));

  g_signal_connect (window->window, "response", G_CALLBACK (cancel), window);
  gtk_widget_show_all (window->window);
  answer_events ();
}


/* ---- at the end ------------------------------------------------------ */

static void
add_failed (GtkWidget  *box,
            const char *text)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *view     = gtk_text_view_new ();

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scrolled), GTK_SHADOW_IN);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, -1, FAILED_HEIGHT);
  gtk_container_add (GTK_CONTAINER (scrolled), view);
  gtk_box_pack_start (GTK_BOX (box), scrolled, TRUE, TRUE, 0);
}

static void
add_wrapped (GtkWidget  *box,
             const char *text)
{
  GtkWidget *label = add_label (box, text);

  g_object_set (label, "wrap", TRUE, NULL);
  gtk_widget_set_size_request (label, WIDTH, -1);
}

static void
show_folder (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autofree char  *uri  = g_file_get_uri (file);

  g_app_info_launch_default_for_uri (uri, NULL, NULL);
}

static void
show_end (const NstFilesPlan *plan,
          const char         *folder,
          const GError       *error)
{
  Window           window;
  g_autofree char *end    = nst_files_report_end (plan);
  g_autofree char *failed = nst_files_report_failed (plan);

  open_window (&window, _ ("Neural Art: many files"));
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    gtk_dialog_add_button (GTK_DIALOG (window.window), _ ("Open _Folder"), RESPONSE_FOLDER);
  gtk_dialog_add_button (GTK_DIALOG (window.window), _ ("_Close"), GTK_RESPONSE_CLOSE);
  gtk_dialog_set_default_response (GTK_DIALOG (window.window), GTK_RESPONSE_CLOSE);

  add_wrapped (window.box, end);
  if (error)
    add_wrapped (window.box, error->message);
  if (*failed)
    add_failed (window.box, failed);

  gtk_widget_show_all (window.window);
  while (gimp_dialog_run (GIMP_DIALOG (window.window)) == RESPONSE_FOLDER)
    show_folder (folder);
  gtk_widget_destroy (window.window);
}

void
nst_files_window (NstFilesPlan     *plan,
                  const NstOptions *options,
                  const char       *folder)
{
  Window             window = { 0 };
  g_autoptr (GError) error  = NULL;

  /* What can't be opened is told at the end, not in a window each. */
  const GimpMessageHandlerType handler = gimp_message_get_handler ();

  nst_gimp_ui_init ();
  open_progress (&window);

  gimp_message_set_handler (GIMP_CONSOLE);
  nst_files_run (plan, options, watch, &window, &error);
  gimp_message_set_handler (handler);

  gtk_widget_destroy (window.window);
  show_end (plan, folder, error);
}


/* ---- for scripts ----------------------------------------------------- */

static gboolean
watch_quietly (const NstFilesProgress *progress,
               gpointer                unused)
{
  g_autofree char *name = nst_files_report_job (progress->job);
  g_autofree char *left = nst_progress_time_left (progress->seconds_left);
  g_autofree char *text = g_strdup_printf (_ ("%d of %d: %s, %s"), progress->number,
                                           progress->n_jobs, name, left);

  (void) unused;

  gimp_progress_set_text (text);
  gimp_progress_update (progress->fraction);

  return TRUE;
}

gboolean
nst_files_quietly (NstFilesPlan     *plan,
                   const NstOptions *options,
                   GError          **error)
{
  gboolean done;

  gimp_progress_init (_ ("Painting many files"));
  done = nst_files_run (plan, options, watch_quietly, NULL, error);
  gimp_progress_end ();

  return done;
}
