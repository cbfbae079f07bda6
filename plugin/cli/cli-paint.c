/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line's main job: pictures in from their files, the engine, the painting out
 * to its file, with progress on a terminal meanwhile. */

#include "plugin/cli/cli-jobs.h"
#include "plugin/cli/interrupt.h"
#include "plugin/cli/picture.h"
#include "plugin/cli/progress-line.h"
#include "plugin/cli/terminal.h"
#include "plugin/cli/watch.h"
#include "plugin/shared/mask.h"

/* watch: who writes the painting so far; NULL: nobody. */
static void
show_progress (const NstProgress *progress,
               const NstImage    *frame,
               gpointer           watch)
{
  nst_progress_line_tell (progress);

  if (watch)
    nst_watch_show (watch, frame);
}

/* Whether the file that the painting grows in can be that. */
static gboolean
check_watch (const NstCommand *command,
             GError          **error)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  if (!command->watch)
    return TRUE;

  for (int i = 0; i < command->n_files; i++)
    g_ptr_array_add (others, command->files[i]);
  g_ptr_array_add (others, (gpointer) command->output);
  if (command->init_file)
    g_ptr_array_add (others, (gpointer) command->init_file);
  if (command->keep_file)
    g_ptr_array_add (others, (gpointer) command->keep_file);
  g_ptr_array_add (others, NULL);

  return nst_watch_check (command->watch, (const char *const *) others->pdata, error);
}

/* All of the command's files, each at the size that it is needed at. */
static gboolean
load_pictures (const NstCommand *command,
               NstPicture       *pictures,
               GError          **error)
{
  const int first = nst_command_first_style (command);

  for (int i = 0; i < command->n_files; i++)
    {
      const NstImage *content = pictures[0].pixels.image;
      const gboolean  style   = i > 0 && i >= first;
      const int       side    = style ? nst_command_style_side (command, content->width,
                                                                content->height)
                                      : nst_command_content_side (command);

      if (!nst_picture_load (command->files[i], side, &pictures[i], error))
        return i >= first && nst_command_offer_style (command->files[i], error);

      /* A style on transparent ground is what was cut out. */
      if (style && !nst_mask_crop_to_visible (&pictures[i].pixels, error))
        return FALSE;
    }

  return TRUE;
}

/* Whether the run will fit into memory, and its result be saved: before any picture is read. */
static gboolean
check_sizes (const NstCommand *command,
             NstNetwork       *network,
             GError          **error)
{
  g_autoptr (GArray) styles = g_array_new (FALSE, FALSE, sizeof (NstSize));
  NstPictureSizes    sizes;
  int                width;
  int                height;

  if (!nst_command_measure_pictures (command, styles, &sizes, error))
    return FALSE;

  nst_fit_canvas (&command->settings, sizes.content.width, sizes.content.height, &width,
                  &height);
  nst_fit_size (width, height, command->settings.size, &width, &height);

  return nst_picture_check_size (command->output, width, height, error) &&
         nst_check_memory (network, &sizes, &command->settings, error);
}

/* What is not opaque of the content and the styles; visible[n_files]: memory for it, in the
 * order of the files. */
static void
set_masks (const NstCommand *command,
           const NstPicture *pictures,
           NstImage         *visible,
           const NstImage  **style_masks,
           NstSubject       *subject)
{
  const int first = nst_command_first_style (command);

  for (int i = first; i < command->n_files; i++)
    style_masks[i - first] = nst_mask_find_visible (&pictures[i].pixels, &visible[i]);

  subject->style_masks = style_masks;
  if (nst_settings_see_content (&command->settings))
    subject->visible = nst_mask_find_visible (&pictures[0].pixels, &visible[0]);
}

/* Begins to write the painting so far, as the painting will be: NULL where nobody asked. */
static NstWatch *
begin_watch (const NstCommand *command,
             const NstPixels  *content)
{
  const NstImage alpha = { content->image->width, content->image->height, 1, content->alpha };
  const gboolean seen  = alpha.data && nst_settings_see_content (&command->settings);

  return command->watch ? nst_watch_begin (command->watch, seen ? &alpha : NULL, content->paper)
                        : NULL;
}

/* watch: who writes the painting so far; NULL: nobody. */
static NstImage *
stylise (const NstCommand *command,
         NstNetwork       *network,
         const NstPicture *pictures,
         const NstPicture *start,
         const NstImage   *keep,
         const NstPlaces  *places,
         NstWatch         *watch,
         GError          **error)
{
  const int                   first       = nst_command_first_style (command);
  const int                   n_styles    = command->n_files - first;
  g_autofree const NstImage **styles      = g_new (const NstImage *, n_styles);
  g_autofree const NstImage **style_masks = g_new (const NstImage *, n_styles);
  g_autofree NstImage        *visible     = g_new (NstImage, command->n_files);
  NstSubject                  subject     = { .network  = network,
                                              .content  = pictures[0].pixels.image,
                                              .styles   = styles,
                                              .n_styles = n_styles,
                                              .start    = start->pixels.image,
                                              .settings = &command->settings,
                                              .keep     = keep,
                                              .places   = places->of };
  NstObserver                 observer    = { 0 };
  g_autoptr (NstImage)        painting    = NULL;
  gboolean                    in_time;

  for (int i = 0; i < n_styles; i++)
    styles[i] = pictures[i + first].pixels.image;
  set_masks (command, pictures, visible, style_masks, &subject);

  if (!command->quiet && nst_terminal_is_there ())
    {
      nst_progress_line_begin ();
      observer.progress = show_progress;
    }
  if (watch)
    observer.progress = show_progress;

  observer.user_data = watch;
  observer.cancel    = nst_interrupt_enter_engine ();
  painting           = nst_stylise (&subject, &observer, error);
  in_time            = nst_interrupt_leave_engine (error);

  nst_progress_line_end ();
  if (watch)
    nst_watch_stop (watch);

  return in_time ? g_steal_pointer (&painting) : NULL;
}

/* The alpha of the content at the painting's size; NULL, without an error,
 * where the content is opaque or not seen. */
static gboolean
fit_alpha (const NstCommand *command,
           const NstPixels  *content,
           const NstImage   *painting,
           NstImage        **fitted,
           GError          **error)
{
  const NstImage alpha = { content->image->width, content->image->height, 1, content->alpha };

  *fitted = NULL;

  if (!alpha.data || !nst_settings_see_content (&command->settings))
    return TRUE;

  *fitted = nst_image_resize (&alpha, painting->width, painting->height, NULL, error);

  return *fitted != NULL;
}

/* The picture to start from, which there may be none of. */
static gboolean
load_start (const NstCommand *command,
            NstPicture       *start,
            GError          **error)
{
  return command->settings.init != NST_INIT_FILE ||
         nst_picture_load (command->init_file, nst_command_content_side (command), start, error);
}

/* What is kept of the content, of its size; there may be nothing. */
static gboolean
load_keep (const NstCommand *command,
           const NstImage   *content,
           NstImage        **keep,
           GError          **error)
{
  g_auto (NstPicture) picture = { { NULL } };

  if (!command->keep_file)
    return TRUE;
  if (!nst_picture_load (command->keep_file, nst_command_content_side (command), &picture, error))
    return FALSE;

  *keep = nst_mask_from_lightness (&picture.pixels, content->width, content->height,
                                   command->settings.wrap, error);

  return *keep != NULL;
}

gboolean
nst_command_paint (const NstCommand *command,
                   GError          **error)
{
  NstPicture          *pictures = g_new0 (NstPicture, command->n_files);
  g_auto (NstPicture)  start    = { { NULL } };
  NstNetwork          *network  = NULL;
  g_autoptr (NstImage) painting = NULL;
  g_autoptr (NstImage) alpha    = NULL;
  g_autoptr (NstImage) keep     = NULL;
  g_auto (NstPlaces)   places   = { NULL };
  g_autoptr (NstWatch) watch    = NULL;
  gboolean             done;

  g_return_val_if_fail (command->n_files > 0, FALSE);

  done = nst_picture_check_output (command->output, error) && check_watch (command, error) &&
         (network = nst_command_get_network (error)) &&
         check_sizes (command, network, error) &&
         load_pictures (command, pictures, error) &&
         load_start (command, &start, error) &&
         load_keep (command, pictures[0].pixels.image, &keep, error) &&
         nst_command_read_places (command, pictures[0].pixels.image, &places, error);
  if (done)
    watch = begin_watch (command, &pictures[0].pixels);

  done = done &&
         (painting = stylise (command, network, pictures, &start, keep, &places, watch, error)) &&
         fit_alpha (command, &pictures[0].pixels, painting, &alpha, error);

  /* Large pictures are gone before the file is made. */
  for (int i = 0; i < command->n_files; i++)
    nst_pixels_clear (&pictures[i].pixels);
  nst_picture_clear (&start);
  pictures[0].tags.record = g_strdup (command->record);

  done = done && nst_picture_save (command->output, painting, alpha, pictures[0].pixels.paper,
                                   pictures[0].bits, &pictures[0].tags, error);
  if (done && watch)
    nst_watch_show_last (watch, painting, alpha);

  for (int i = 0; i < command->n_files; i++)
    nst_picture_clear (&pictures[i]);
  g_free (pictures);

  return done;
}
