/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A painting that is painted again has the selection of then with it. */

#include "plugin/gimp/style-places.h"
#include "plugin/gimp/items.h"
#include "plugin/gimp/keep.h"
#include "plugin/gimp/kept-selection.h"
#include "plugin/gimp/places-compat.h"

#include <string.h>

#include <glib/gi18n.h>

typedef struct
{
  const NstPaint      *paint;
  const GeglRectangle *box;
  NstStylePlaces      *found;
} Reading;

gboolean
nst_style_places_select (const NstPaint *paint)
{
  return nst_where_has (paint->options.where, NST_WHERE_SELECTION);
}

char *
nst_style_places_write (gint32 image,
                        gint32 drawable)
{
  const gint32 layer = nst_gimp_item_is_mask (drawable) ? nst_gimp_layer_of_mask (drawable)
                                                        : NST_GIMP_NONE;

  if (drawable == nst_gimp_selection (image))
    return g_strdup (NST_WHERE_SELECTION);

  return nst_item_write (image, layer != NST_GIMP_NONE ? layer : drawable);
}

gboolean
nst_style_places_set (NstPaint     *paint,
                      const gint32 *places,
                      GError      **error)
{
  g_autofree gint32  *layers   = nst_inputs_list_layers (paint);
  const int           n_styles = nst_inputs_count_styles (paint);
  g_autoptr (GString) text     = g_string_new (NULL);

  if (nst_items_count (places) != n_styles)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("There must be one place for each style: there are %d for %d styles."),
                       nst_items_count (places), n_styles);

  for (int i = 0; i < n_styles; i++)
    {
      const gboolean   own  = layers && layers[i] == places[i];
      g_autofree char *name = own ? g_strdup ("-")
                                  : nst_style_places_write (paint->image, places[i]);

      g_string_append_printf (text, "%s%s", i ? "," : "", name);
    }
  nst_options_set_text (&paint->options, nst_settings_find ("where"), text->str);

  return TRUE;
}

static NstImage *
read_selection (const Reading *reading,
                GError       **error)
{
  const NstPaint      *paint     = reading->paint;
  const GeglRectangle *box       = reading->box;
  NstImage            *selection = NULL;

  if (paint->like != NST_GIMP_NONE)
    selection = nst_kept_selection_fetch (paint->like, box->width, box->height);

  if (!selection && gimp_selection_is_empty (NST_IMAGE (paint->image)))
    {
      nst_refuse (error, NST_ERROR_PICTURE,
                  _ ("A style is to be in the selection, and nothing is selected: select a part of "
                     "the picture first."));
      return NULL;
    }

  if (!selection)
    selection = nst_keep_read_drawable (nst_gimp_selection (paint->image), paint->content, box,
                                        TRUE, error);
  if (selection)
    nst_kept_selection_round (selection);
  reading->found->selection = selection;

  return selection;
}

/* A layer with a mask is a place by its mask, whether that is in force or not. */
static NstImage *
read_place (const char *name,
            gpointer    user_data,
            GError    **error)
{
  const Reading  *reading = user_data;
  const NstPaint *paint   = reading->paint;
  gint32          item    = NST_GIMP_NONE;
  gint32          mask    = NST_GIMP_NONE;

  if (strcmp (name, NST_WHERE_SELECTION) == 0)
    return read_selection (reading, error);

  item = nst_item_find (paint->image, name);
  if (item != NST_GIMP_NONE && nst_gimp_item_is_layer (item))
    mask = nst_gimp_layer_get_mask (item);

  return mask != NST_GIMP_NONE
           ? nst_keep_read_drawable (mask, paint->content, reading->box, TRUE, error)
           : nst_keep_read_named (paint, name, reading->box, error);
}

gboolean
nst_style_places_read (const NstPaint      *paint,
                       const GeglRectangle *box,
                       int                  n_styles,
                       NstStylePlaces      *found,
                       GError             **error)
{
  Reading        reading = { paint, box, found };
  g_auto (GStrv) names   = NULL;

  if (n_styles == 0)
    return TRUE;

  names = nst_where_split (paint->options.where, n_styles, error);

  return names && nst_places_read (&found->places, names, read_place, &reading, error);
}

void
nst_style_places_clear (NstStylePlaces *found)
{
  nst_places_clear (&found->places);
}
