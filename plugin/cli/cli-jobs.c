/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command's job is chosen here, after its files have been found. */

#include "plugin/cli/cli-jobs.h"
#include "plugin/cli/picture.h"

#include <math.h>
#include <string.h>

int
nst_command_first_style (const NstCommand *command)
{
  if (command->texture)
    return 0;

  return command->job == NST_COMMAND_EVALUATE ? 2 : 1;
}

/* A texture is as large as its style, or the style's scale would mean something else. */
int
nst_command_content_side (const NstCommand *command)
{
  return command->texture ? 0 : command->settings.size;
}

int
nst_command_style_side (const NstCommand *command,
                        int               content_width,
                        int               content_height)
{
  const int painted = command->settings.size ? command->settings.size
                                             : MAX (content_width, content_height);

  return nst_settings_is_texture (&command->settings)
           ? 0
           : (int) MIN (ceil (painted * command->settings.style_scale), G_MAXINT / 4);
}

/* One more picture, beside those that are read by then. */
static gboolean
add_picture (const char      *path,
             int              side,
             NstSize         *size,
             guint64         *held,
             NstPictureSizes *sizes,
             GError         **error)
{
  guint64 kept;
  guint64 most;

  if (!nst_picture_measure (path, side, size, &kept, &most, error))
    return FALSE;

  sizes->reading = MAX (sizes->reading, *held + most);
  *held += kept;

  return TRUE;
}

/* The pictures of the styles' places, each once. */
static gboolean
add_places (const NstCommand *command,
            int               side,
            guint64          *held,
            NstPictureSizes  *sizes,
            GError          **error)
{
  NstSize size;

  for (int i = 0; command->places[i]; i++)
    {
      int same = 0;

      while (strcmp (command->places[same], command->places[i]) != 0)
        same++;
      if (same == i && *command->places[i] &&
          !add_picture (command->places[i], side, &size, held, sizes, error))
        return FALSE;
    }
  sizes->n_zones = nst_where_count (command->where);

  return TRUE;
}

gboolean
nst_command_measure_pictures (const NstCommand *command,
                              GArray           *styles,
                              NstPictureSizes  *sizes,
                              GError          **error)
{
  const int side = nst_command_content_side (command);
  guint64   held = 0;
  NstSize   size;

  *sizes             = (NstPictureSizes){ { 0 } };
  sizes->most_read   = command->texture ? 0 : NST_PICTURE_MOST_READ;
  sizes->one_picture = command->texture;

  if (!add_picture (command->files[0], side, &sizes->content, &held, sizes, error))
    return FALSE;

  if (command->texture)
    held = 0; /* its first style is that picture */

  for (int i = nst_command_first_style (command); i < command->n_files; i++)
    {
      if (!add_picture (command->files[i],
                        nst_command_style_side (command, sizes->content.width,
                                                sizes->content.height),
                        &size, &held, sizes, error))
        return nst_command_offer_style (command->files[i], error);

      g_array_append_val (styles, size);
    }

  if (command->settings.init == NST_INIT_FILE && command->init_file)
    {
      if (!add_picture (command->init_file, side, &size, &held, sizes, error))
        return FALSE;

      sizes->start_pixels = (guint64) size.width * size.height;
    }

  if (command->keep_file)
    {
      if (!add_picture (command->keep_file, side, &size, &held, sizes, error))
        return FALSE;

      sizes->is_kept = sizes->is_masked = TRUE;
    }

  if (!add_places (command, side, &held, sizes, error))
    return FALSE;

  sizes->styles   = (const NstSize *) (void *) styles->data;
  sizes->n_styles = (int) styles->len;

  return TRUE;
}

NstNetwork *
nst_command_get_network (GError **error)
{
  g_autofree char *folder = nst_command_folder ();

  return nst_share_network (folder, error);
}

static gboolean
run_job (const NstCommand *command,
         GError          **error)
{
  switch (command->job)
    {
    case NST_COMMAND_PAINT:
      return nst_command_paint (command, error);

    case NST_COMMAND_EVALUATE:
      return nst_command_evaluate (command, error);

    case NST_COMMAND_TIME:
      return nst_command_time (command, error);

    case NST_COMMAND_PLAN:
      return nst_command_plan (command, error);
    }

  g_return_val_if_reached (FALSE);
}

gboolean
nst_command_run (const NstCommand *command,
                 GError          **error)
{
  g_auto (GStrv)   files    = nst_command_find_files (command, nst_command_first_style (command),
                                                      error);
  g_auto (GStrv)   places   = NULL;
  g_autofree char *start    = NULL;
  g_autofree char *keep     = NULL;
  g_autofree char *output   = NULL;
  g_autofree char *watch    = NULL;
  g_autofree char *gradient = NULL;
  NstCommand       found    = *command;

  if (!files ||
      !(places = nst_command_find_places (command, nst_command_first_style (command), error)) ||
      (command->init_file && !(start = nst_command_find_file (command->init_file, error))) ||
      (command->keep_file && !(keep = nst_command_find_file (command->keep_file, error))) ||
      (command->output && !(output = nst_command_find_file (command->output, error))) ||
      (command->watch && !(watch = nst_command_find_file (command->watch, error))) ||
      (command->gradient && !(gradient = nst_command_find_file (command->gradient, error))))
    return FALSE;

  found.files     = files;
  found.places    = places;
  found.init_file = start;
  found.keep_file = keep;
  found.output    = output;
  found.watch     = watch;
  found.gradient  = gradient;

  return run_job (&found, error);
}
