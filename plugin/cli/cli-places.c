/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the styles of a command apply: pictures that are white there. */

#include "plugin/cli/cli-jobs.h"
#include "plugin/cli/picture.h"
#include "plugin/shared/mask.h"

typedef struct
{
  const NstCommand *command;
  int               width;
  int               height;
} Wanted;

static NstImage *
read_place (const char *path,
            gpointer    user_data,
            GError    **error)
{
  const Wanted       *wanted  = user_data;
  g_auto (NstPicture) picture = { { NULL } };

  if (!nst_picture_load (path, nst_command_content_side (wanted->command), &picture, error))
    return NULL;

  return nst_mask_from_lightness (&picture.pixels, wanted->width, wanted->height,
                                  wanted->command->settings.wrap, error);
}

gboolean
nst_command_read_places (const NstCommand *command,
                         const NstImage   *content,
                         NstPlaces        *places,
                         GError          **error)
{
  Wanted wanted = { command, content->width, content->height };

  return nst_places_read (places, command->places, read_place, &wanted, error);
}
