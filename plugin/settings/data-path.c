/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The folders that are looked in, one after the other, for what comes with the program. */

#include "plugin/settings/data-path.h"

#include <glib/gi18n.h>

#define NETWORK_FILE "vgg19.safetensors"

char *
nst_find_data (const char *program_dir,
               const char *source_folder,
               const char *name,
               GString    *tried)
{
  const char *const places[][3] = {
    { program_dir, "", source_folder },
    { program_dir, "..", source_folder },
    { program_dir, "..", "share/neural-art" },
    { NST_DATADIR, "", "" }
  };

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = g_build_filename (places[i][0], places[i][1],
                                                  places[i][2], NULL);
      g_autofree char *whole  = g_canonicalize_filename (folder, NULL);
      g_autofree char *path   = g_build_filename (whole, name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);

      if (tried)
        g_string_append_printf (tried, "%s%s", i ? ", " : "", whole);
    }

  return NULL;
}

char *
nst_find_network (const char *program_dir,
                  GError    **error)
{
  g_autoptr (GString) tried = g_string_new (NULL);
  const char         *named = g_getenv ("NEURAL_ART_WEIGHTS");
  char               *path;

  if (named && *named)
    return g_strdup (named);

  path = nst_find_data (program_dir, "weights", NETWORK_FILE, tried);
  if (!path)
    g_set_error (error, NST_ERROR, NST_ERROR_NETWORK,
                 _ ("The network's file %s is in none of %s: install Neural Art "
                    "again, or name the file in NEURAL_ART_WEIGHTS."),
                 NETWORK_FILE, tried->str);

  return path;
}

NstNetwork *
nst_share_network (const char *program_dir,
                   GError    **error)
{
  static GMutex      mutex;
  static GHashTable *networks; /* by path */
  g_autofree char   *path    = nst_find_network (program_dir, error);
  NstNetwork        *network = NULL;

  if (!path)
    return NULL;

  g_mutex_lock (&mutex);
  if (!networks)
    networks = g_hash_table_new (g_str_hash, g_str_equal);

  network = g_hash_table_lookup (networks, path);
  if (!network && (network = nst_network_open (path, error)))
    g_hash_table_insert (networks, g_steal_pointer (&path), network);
  g_mutex_unlock (&mutex);

  return network;
}
