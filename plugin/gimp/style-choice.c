/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files come before layers, and several layers before one; files and layers are not mixed. */

#include "plugin/gimp/style-choice.h"
#include "plugin/gimp/style-items.h"
#include "plugin/gimp/style-layers.h"
#include "plugin/shared/shelf.h"

#include <string.h>

static char *
take_named (GtkListStore *items,
            const char   *program_dir,
            const char   *name)
{
  g_autofree char *path = nst_shelf_look_up (program_dir, name, NULL);

  return path ? nst_style_items_take_file (items, path) : NULL;
}

/* One file, or several; none where one of them is missing. */
static void
take_files (GtkListStore *items,
            const char   *program_dir,
            const char   *named,
            GPtrArray    *keys)
{
  char          *whole = named && *named ? take_named (items, program_dir, named) : NULL;
  g_auto (GStrv) names = g_strsplit (whole || !named ? "" : named, ",", -1);

  if (whole)
    g_ptr_array_add (keys, whole);

  for (int i = 0; names[i]; i++)
    {
      char *key = take_named (items, program_dir, g_strstrip (names[i]));

      if (!key)
        {
          g_ptr_array_set_size (keys, 0);
          break;
        }
      g_ptr_array_add (keys, key);
    }
}

static void
take_layers (GtkListStore *items,
             const gint32 *layers,
             GPtrArray    *keys)
{
  for (int i = 0; layers && layers[i] != NST_GIMP_NONE; i++)
    {
      char *key = nst_style_items_take_layer (items, layers[i]);

      if (key)
        g_ptr_array_add (keys, key);
    }
}

GPtrArray *
nst_style_choice_take (const NstStyleChoice *choice,
                       GtkListStore         *items,
                       const char           *program_dir)
{
  const gint32 one[] = { choice->layer, NST_GIMP_NONE };
  GPtrArray   *keys  = g_ptr_array_new_with_free_func (g_free);

  take_files (items, program_dir, choice->file, keys);
  if (keys->len == 0)
    take_layers (items, choice->layers, keys);
  if (keys->len == 0)
    take_layers (items, one, keys);

  return keys;
}

typedef enum
{
  ALONE, /* groups, and files that a list with commas in it can't tell of */
  FILES,
  LAYERS
} Kind;

static Kind
get_kind (GtkListStore *items,
          const char   *key)
{
  g_autofree gint32 *parts = NULL;
  GtkTreeIter        row;
  gint32             layer;

  if (!nst_style_items_find (items, key, &row))
    return ALONE;

  gtk_tree_model_get (GTK_TREE_MODEL (items), &row, NST_STYLE_LAYER, &layer, -1);
  if (layer == NST_GIMP_NONE)
    return strchr (key, ',') ? ALONE : FILES;

  parts = nst_style_layers_of_group (layer);

  return parts ? ALONE : LAYERS;
}

gboolean
nst_style_choice_combine (GtkListStore *items,
                          const char   *a,
                          const char   *b)
{
  const Kind kind = get_kind (items, a);

  return kind != ALONE && kind == get_kind (items, b);
}
