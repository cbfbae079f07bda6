/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a subject can be painted, as far as its pictures tell. */

#include "core/run/subject.h"

#include "core/settings/text.h"

#include <glib/gi18n-lib.h>

static gboolean
check_start (const NstSubject *subject,
             GError          **error)
{
  if (subject->settings->init == NST_INIT_FILE && subject->start == NULL)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The setting \"init\" is file, and there is no picture to start "
                          "from: name one by \"init-file\"."));

  return subject->start == NULL || nst_image_check_pictures (subject->start, NULL, 0, error);
}

gboolean
nst_subject_check (const NstSubject *subject,
                   GError          **error)
{
  return nst_image_check_pictures (subject->content, subject->styles, subject->n_styles, error) &&
         nst_text_parse_shares (subject->settings, subject->n_styles, NULL, error) &&
         check_start (subject, error);
}

/* Different places, none among them; 0: there is none other. */
static int
count_zones (const NstSubject *subject)
{
  gboolean any = FALSE;
  int      n   = 0;

  for (int i = 0; i < subject->n_styles && subject->places != NULL; i++)
    {
      int before = 0;

      while (before < i && subject->places[before] != subject->places[i])
        before++;
      n += before == i;
      any |= subject->places[i] != NULL;
    }

  return any ? n : 0;
}

NstPictureSizes
nst_subject_get_sizes (const NstSubject *subject,
                       NstSize          *styles)
{
  NstPictureSizes sizes = {
    { subject->content->width, subject->content->height }, styles, subject->n_styles
  };

  for (int i = 0; i < subject->n_styles; i++)
    styles[i] = (NstSize){ subject->styles[i]->width, subject->styles[i]->height };

  sizes.one_picture = subject->n_styles > 0 && subject->styles[0] == subject->content;
  sizes.is_kept     = subject->keep != NULL;
  sizes.is_masked   = sizes.is_kept || subject->visible != NULL;
  sizes.n_zones     = count_zones (subject);
  sizes.is_fitted   = subject->is_fitted;
  for (int i = 0; i < subject->n_styles && subject->style_masks != NULL; i++)
    sizes.masks_styles |= subject->style_masks[i] != NULL;

  if (subject->start != NULL)
    sizes.start_pixels = (guint64) subject->start->width * subject->start->height;

  return sizes;
}
