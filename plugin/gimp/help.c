/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the Help button to the page.  Both GIMPs have a way of their own for the help of
 * plug-ins, through a help browser that needs an index of all its pages; the desktop's
 * browser needs none. */

#include "plugin/gimp/help.h"
#include "plugin/settings/data-path.h"

#include <glib/gi18n.h>

/* The page in the language of the dialogs, else the English one; NULL where there is none. */
static char *
find_page (void)
{
  g_autofree char  *program_dir = g_path_get_dirname (gimp_get_progname ());
  const char *const names[]     = {
        /* translators: the file of the help page in your language, which the build makes:
             index.LL.html, with LL as in the name of this po file */
    _ ("index.html"), "index.html"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_build_filename ("help", names[i], NULL);
      char            *path = nst_find_data (program_dir, "", name, NULL);

      if (path)
        return path;
    }

  return NULL;
}

/* By what the desktop opens such pages with; without a desktop by xdg-open. */
static gboolean
open_page (const char *path)
{
  g_autofree char *uri    = g_filename_to_uri (path, NULL, NULL);
  char            *argv[] = { (char *) "xdg-open", uri, NULL };

  return uri && (g_app_info_launch_default_for_uri (uri, NULL, NULL) ||
                 g_spawn_async (NULL, argv, NULL,
                                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                                  G_SPAWN_STDERR_TO_DEV_NULL,
                                NULL, NULL, NULL, NULL));
}

void
nst_help_func (const char *help_id,
               gpointer    help_data)
{
  g_autofree char *path    = find_page ();
  g_autofree char *message = NULL;

  (void) help_id;
  (void) help_data;

  if (!path)
    message = g_strdup (_ ("The page of help is not there: install Neural Art again."));
  else if (!open_page (path))
    message = g_strdup_printf (_ ("No browser could be started: open the file \"%s\" in one."),
                               path);

  if (message)
    gimp_message (message);
}
