/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names of layers, and of files without their endings. */

#include "plugin/gimp/style-name.h"

#include <string.h>

#include <glib/gi18n.h>

/* The layer's name; but the file's where the layer is all there is of another
 * picture, since GIMP calls every photo's layer "Background". */
static char *
name_drawable (gint32 drawable,
               gint32 content_image)
{
  const gint32       image  = nst_gimp_item_get_image (drawable);
  g_autofree gint32 *layers = nst_gimp_layers (image);
  char              *name   = NULL;

  if (image != content_image && layers[0] == drawable &&
      layers[1] == NST_GIMP_NONE)
    name = nst_gimp_image_file_name (image);

  return name ? name : gimp_item_get_name (NST_ITEM (drawable));
}

static void
cut_ending (char *name)
{
  char *dot = strrchr (name, '.');

  if (dot && dot > name && strlen (dot) <= 5)
    *dot = '\0';
}

static char *
name_files (const char *named)
{
  g_auto (GStrv) names = nst_inputs_split_files (named);

  for (int i = 0; names[i]; i++)
    {
      char *name = g_path_get_basename (names[i]);

      cut_ending (name);
      g_free (names[i]);
      names[i] = name;
    }

  return g_strjoinv (", ", names);
}

static char *
name_layer (gint32 layer,
            gint32 content_image)
{
  char *name = name_drawable (layer, content_image);

  cut_ending (name);
  return name;
}

char *
nst_style_name (const NstPaint *paint)
{
  g_autoptr (GString) names = NULL;

  if (paint->style_file && *paint->style_file)
    return name_files (paint->style_file);

  if (!nst_inputs_have_layer (paint))
    return g_strdup (_ ("no style"));

  if (!paint->styles)
    return name_layer (paint->style, paint->image);

  names = g_string_new (NULL);
  for (int i = 0; paint->styles[i] != NST_GIMP_NONE; i++)
    {
      g_autofree char *name = name_layer (paint->styles[i], paint->image);

      g_string_append_printf (names, "%s%s", i ? ", " : "", name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}
