/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the command line tells instead of painting, as JSON on standard output: the terms
 * of the objective, what an evaluation takes here, and what a run will take. */

#include "plugin/cli/cli-jobs.h"
#include "plugin/cli/interrupt.h"
#include "plugin/cli/output-file.h"
#include "plugin/cli/picture.h"
#include "plugin/shared/mask.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define DEFAULT_TIMED_SIZE 512

/* A number in JSON, the same in every locale. */
static void
print_number (const char *before,
              double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  printf ("%s%s", before,
          g_ascii_formatd (text, sizeof text, "%.9g", value));
}

/* Nothing printed is lost without notice. */
static gboolean
finish_output (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;

  g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
               _ ("The result can't be written to standard output."));
  return FALSE;
}


/* ---- the objective --------------------------------------------------- */

/* A file's numbers, at the size that the settings ask for. */
typedef struct
{
  NstImage *image;
  NstImage *visible; /* how much its pixels count; NULL: all alike */
} Numbers;

static void
numbers_clear (Numbers *numbers)
{
  nst_image_free (numbers->image);
  nst_image_free (numbers->visible);
}

static gboolean
load_numbers (const char *path,
              int         size,
              Numbers    *numbers,
              GError    **error)
{
  g_auto (NstPicture) picture = { { NULL } };
  const NstImage     *image;
  const NstImage     *visible;
  NstImage            mask;
  int                 width;
  int                 height;

  if (!nst_picture_load_numbers (path, &picture, error))
    return FALSE;

  image   = picture.pixels.image;
  visible = nst_mask_find_visible (&picture.pixels, &mask);
  nst_fit_size (image->width, image->height, size, &width, &height);

  if (visible)
    {
      numbers->visible = nst_image_resize_mask (visible, width, height, NST_WRAP_NO, NULL,
                                                error);
      if (!numbers->visible)
        return FALSE;
    }

  if (width == image->width && height == image->height)
    numbers->image = g_steal_pointer (&picture.pixels.image);
  else if (picture.bits == 8)
    numbers->image = nst_image_resize_8bit (image, width, height, NULL, error);
  else
    numbers->image = nst_image_resize (image, width, height, NULL, error);

  return numbers->image != NULL;
}

/* NumPy's format, version 1.0: float32 [3, height, width]. */
static GByteArray *
make_numpy (const NstImage *gradient)
{
  const size_t      n_pixels = (size_t) gradient->width * gradient->height;
  GByteArray       *file     = g_byte_array_new ();
  g_autofree float *channel  = g_new (float, n_pixels);
  char              text[119]; /* 10 bytes before make it 128 */

  g_snprintf (text, sizeof text,
              "{'descr': '<f4', 'fortran_order': False, "
              "'shape': (3, %d, %d), }",
              gradient->height, gradient->width);
  memset (text + strlen (text), ' ', sizeof text - 2 - strlen (text));
  text[sizeof text - 2] = '\n';

  g_byte_array_append (file, (const guint8 *) "\x93NUMPY\x01\x00", 8);
  g_byte_array_append (file, (const guint8[]){ sizeof text - 1, 0 }, 2);
  g_byte_array_append (file, (const guint8 *) text, sizeof text - 1);

  for (int c = 0; c < 3; c++)
    {
      for (size_t i = 0; i < n_pixels; i++)
        {
          guint32 bits;

          memcpy (&bits, gradient->data + 3 * i + c, sizeof bits);
          bits = GUINT32_TO_LE (bits);
          memcpy (channel + i, &bits, sizeof bits);
        }

      g_byte_array_append (file, (const guint8 *) channel,
                           (guint) (n_pixels * sizeof *channel));
    }

  return file;
}

/* For nst_output_file_write. */
static gboolean
write_bytes (const char *name,
             gpointer    data,
             GError    **error)
{
  const GByteArray *bytes = data;
  FILE             *file  = g_fopen (name, "wb");
  gboolean          fine;

  fine = file && fwrite (bytes->data, 1, bytes->len, file) == bytes->len;
  fine = file && fclose (file) == 0 && fine;

  return fine || nst_refuse (error, NST_ERROR_PICTURE, "%s", g_strerror (errno));
}

static gboolean
save_gradient (const char     *path,
               const NstImage *gradient,
               GError        **error)
{
  g_autoptr (GByteArray) bytes = make_numpy (gradient);

  return nst_output_file_write (path, write_bytes, bytes, error);
}

static void
print_terms (const char    *name,
             const NstTerm *terms,
             int            n)
{
  printf ("\"%s\": {", name);

  for (int i = 0; i < n; i++)
    {
      printf ("%s\"%s\": ", i ? ", " : "", terms[i].layer);
      print_number ("", terms[i].value);
    }

  fputs ("}, ", stdout);
}

/* numbers: canvas, content, styles. */
static gboolean
evaluate_numbers (const NstCommand *command,
                  const Numbers    *numbers,
                  GError          **error)
{
  NstNetwork                 *network  = nst_command_get_network (error);
  g_autoptr (NstImage)        gradient = NULL;
  const int                   n_styles = command->n_files - 2;
  g_autofree const NstImage **styles   = g_new (const NstImage *, n_styles);
  g_autofree const NstImage **masks    = g_new (const NstImage *, n_styles);
  g_auto (NstPlaces)          places   = { NULL };
  NstSubject                  subject  = { .network     = network,
                                           .content     = numbers[1].image,
                                           .styles      = styles,
                                           .n_styles    = n_styles,
                                           .settings    = &command->settings,
                                           .visible     = numbers[1].visible,
                                           .style_masks = masks };
  NstTerms                    terms;
  gboolean                    done;

  if (!network || !nst_command_read_places (command, numbers[1].image, &places, error))
    return FALSE;

  subject.places = places.of;
  for (int i = 0; i < n_styles; i++)
    {
      styles[i] = numbers[i + 2].image;
      masks[i]  = numbers[i + 2].visible;
    }

  done = nst_evaluate (&subject, numbers[0].image, &terms, command->gradient ? &gradient : NULL,
                       nst_interrupt_enter_engine (), error);

  if (!nst_interrupt_leave_engine (error) || !done ||
      (gradient && !save_gradient (command->gradient, gradient, error)))
    return FALSE;

  putchar ('{');
  print_terms ("content", terms.content, terms.n_content);
  print_terms ("style", terms.style, terms.n_style);
  print_number ("\"loss\": ", terms.loss);
  puts ("}");

  return finish_output (error);
}

gboolean
nst_command_evaluate (const NstCommand *command,
                      GError          **error)
{
  Numbers *numbers = g_new0 (Numbers, command->n_files);
  gboolean done    = !command->gradient || nst_output_file_check (command->gradient, error);

  for (int i = 0; done && i < command->n_files; i++)
    {
      done = load_numbers (command->files[i], command->settings.size, &numbers[i], error) ||
             (i >= nst_command_first_style (command) &&
              nst_command_offer_style (command->files[i], error));
    }

  done = done && evaluate_numbers (command, numbers, error);

  for (int i = 0; i < command->n_files; i++)
    numbers_clear (&numbers[i]);
  g_free (numbers);

  return done;
}


/* ---- time and memory ------------------------------------------------- */

gboolean
nst_command_time (const NstCommand *command,
                  GError          **error)
{
  NstNetwork   *network = nst_command_get_network (error);
  const int     size    = command->settings.size
                            ? command->settings.size
                            : DEFAULT_TIMED_SIZE;
  struct rusage usage;
  NstTiming     timing;

  if (!network ||
      !nst_time (network, size, command->repeat, &command->settings, NULL, &timing, error))
    return FALSE;

  getrusage (RUSAGE_SELF, &usage);

  printf ("{\"size\": %d", size);
  print_number (", \"seconds\": ", timing.seconds);
  print_number (", \"gflops\": ", timing.gflops);
  print_number (", \"serial_share\": ", timing.serial_share);
  printf (", \"peak_rss_mb\": %ld, \"threads\": %d}\n",
          usage.ru_maxrss / 1024, timing.threads);

  return finish_output (error);
}

gboolean
nst_command_plan (const NstCommand *command,
                  GError          **error)
{
  g_autoptr (GArray) styles  = g_array_new (FALSE, FALSE, sizeof (NstSize));
  NstNetwork        *network = NULL;
  NstEstimate        plan    = { 0 };
  const NstSetting  *setting = nst_settings_find ("optimiser");
  NstPictureSizes    sizes;
  gboolean           fits;

  if (!nst_command_measure_pictures (command, styles, &sizes, error) ||
      !(network = nst_command_get_network (error)))
    return FALSE;

  fits = nst_estimate (network, &sizes, &command->settings, NULL, &plan, error);

  if (plan.width < 1)
    return FALSE;

  printf ("{\"bytes\": %" G_GUINT64_FORMAT, plan.bytes);
  if (plan.seconds > 0)
    print_number (", \"seconds\": ", plan.seconds);
  else
    fputs (", \"seconds\": null", stdout);
  printf (", \"tiles\": %d, \"budget_bytes\": %" G_GUINT64_FORMAT
          ", \"width\": %d, \"height\": %d, \"evaluations\": %d"
          ", \"optimiser\": \"%s\", \"history\": %d}\n",
          plan.parts, plan.budget_bytes, plan.width, plan.height,
          plan.evaluations,
          setting->choices[nst_setting_get_choice (setting, plan.optimiser)].name,
          plan.history);

  return finish_output (fits ? error : NULL) && fits;
}
