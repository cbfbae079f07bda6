/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The same place has to be the same image: by that the engine knows it. */

#include "plugin/shared/places.h"

#include <string.h>

gboolean
nst_places_read (NstPlaces   *places,
                 char       **names,
                 NstPlaceFunc func,
                 gpointer     user_data,
                 GError     **error)
{
  gboolean any = FALSE;

  places->of    = g_new0 (const NstImage *, g_strv_length (names) + 1);
  places->owned = g_ptr_array_new_with_free_func ((GDestroyNotify) nst_image_free);

  for (int i = 0; names[i]; i++)
    {
      int same = 0;

      if (!*names[i])
        continue;

      while (strcmp (names[same], names[i]) != 0)
        same++;
      if (same == i)
        {
          NstImage *read = func (names[i], user_data, error);

          if (!read)
            return FALSE;
          g_ptr_array_add (places->owned, read);
          places->of[i] = read;
        }

      places->of[i] = places->of[same];
      any           = TRUE;
    }

  if (!any)
    g_clear_pointer (&places->of, g_free);

  return TRUE;
}

gboolean
nst_places_fit (NstPlaces *places,
                int        n_styles,
                NstSize    size,
                NstWrap    wrap,
                GError   **error)
{
  for (guint k = 0; places->of && k < places->owned->len; k++)
    {
      NstImage *whole  = places->owned->pdata[k];
      NstImage *fitted = nst_image_resize_mask (whole, size.width, size.height, wrap, NULL,
                                                error);

      if (!fitted)
        return FALSE;

      for (int i = 0; i < n_styles; i++)
        if (places->of[i] == whole)
          places->of[i] = fitted;
      places->owned->pdata[k] = fitted;
      nst_image_free (whole);
    }

  return TRUE;
}

void
nst_places_clear (NstPlaces *places)
{
  g_clear_pointer (&places->of, g_free);
  g_clear_pointer (&places->owned, g_ptr_array_unref);
}
