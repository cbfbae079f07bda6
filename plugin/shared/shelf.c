/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shelf of styles.  Folders are read anew each time: people put pictures there
 * while a program runs. */

#include "plugin/shared/shelf-private.h"
#include "plugin/settings/settings.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define OWN_FOLDER "styles"
#define OUR_FOLDER "samples/styles" /* another name: an installation for one user
                                           may be where users keep their own */
#define MOST_NAMES 20               /* in a message */
/* clang-format off */

/* The endings of pictures.  Told here and not by a MIME database, which need not be there. */
static const char *const endings[] =
{
  "png", "jpg", "jpeg", "jpe", "jfif", "tif", "tiff", "webp", "gif", "bmp", "dib",
  "ppm", "pgm", "pbm", "pnm", "pam", "pfm", "exr", "hdr", "rgbe", "heic", "heif", "avif",
  "jxl", "jp2", "j2k", "jpx", "tga", "pcx", "qoi", "ico", "svg", "svgz", "xpm", "fits",
  "psd", "xcf", "ora", "kra",
  "dng", "nef", "cr2", "cr3", "arw", "orf", "raf", "rw2", "pef", "srw",
  NULL
};
/* clang-format on */

const char *const *
nst_shelf_get_endings (void)
{
  return endings;
}

/* How files begin, for names without an ending. */
static const char *const beginnings[] = { "\x89PNG", "\xff\xd8\xff", "GIF8", "RIFF", "II*", NULL };

static void
free_style (gpointer data)
{
  NstShelfStyle *style = data;

  g_free (style->name);
  g_free (style->title);
  g_free (style->path);
  g_free (style->painter);
  g_free (style->work);
  g_free (style->year);
  g_free (style->medium);
  g_free (style);
}

/* "my-aunt's_garden" -> "My aunt's garden" */
static char *
make_title (const char *name)
{
  g_autofree char *words = g_strstrip (g_strdelimit (g_strdup (name), "-_",
                                                     ' '));
  g_autofree char *first = g_utf8_substring (words, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, words + strlen (first), NULL);
}

/* What the notice says, in the language of the user where it has that; NULL for nothing. */
static char *
told (GKeyFile   *notice,
      const char *file,
      const char *key)
{
  g_autofree char *text = g_key_file_get_locale_string (notice, file, key, NULL, NULL);

  return text && *g_strstrip (text) ? g_steal_pointer (&text) : NULL;
}

static NstShelfStyle *
new_style (const char *folder,
           const char *file,
           GKeyFile   *notice)
{
  NstShelfStyle *style = g_new (NstShelfStyle, 1);
  const char    *dot   = strrchr (file, '.');

  style->name    = dot && dot > file ? g_strndup (file, dot - file)
                                     : g_strdup (file);
  style->title   = make_title (style->name);
  style->path    = g_build_filename (folder, file, NULL);
  style->painter = told (notice, file, "Painter");
  style->work    = told (notice, file, "Title");
  style->year    = told (notice, file, "Year");
  style->medium  = told (notice, file, "Medium");

  return style;
}

static gboolean
is_plain_line (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL))
    return FALSE;

  for (const char *c = name; *c; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;

  return TRUE;
}

static gboolean
begins_like_picture (const char *path)
{
  char         text[4] = "";
  FILE        *file    = g_fopen (path, "rb");
  const size_t n       = file ? fread (text, 1, sizeof text, file) : 0;

  if (file)
    fclose (file);

  for (int i = 0; beginnings[i]; i++)
    if (n == sizeof text && strncmp (text, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;

  return FALSE;
}

gboolean
nst_shelf_knows_ending (const char *name)
{
  const char      *dot   = strrchr (name, '.');
  g_autofree char *lower = g_ascii_strdown (dot ? dot + 1 : "", -1);

  return dot && g_strv_contains (endings, lower);
}

gboolean
nst_shelf_is_picture (const char *folder,
                      GFileInfo  *info)
{
  const char      *name = g_file_info_get_name (info);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
         !g_file_info_get_is_hidden (info) && !g_file_info_get_is_backup (info) &&
         is_plain_line (name) &&
         (strchr (name, '.') ? nst_shelf_knows_ending (name) : begins_like_picture (path));
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const NstShelfStyle *one   = *(NstShelfStyle *const *) a;
  const NstShelfStyle *two   = *(NstShelfStyle *const *) b;
  g_autofree char     *name1 = g_utf8_casefold (one->name, -1);
  g_autofree char     *name2 = g_utf8_casefold (two->name, -1);
  g_autofree char     *key1  = g_utf8_collate_key_for_filename (name1, -1);
  g_autofree char     *key2  = g_utf8_collate_key_for_filename (name2, -1);
  const int            order = strcmp (key1, key2);

  return order ? order : strcmp (one->path, two->path);
}

/* A folder that can't be read has no pictures; nor has a file.  A notice that can't be read
 * tells nothing. */
static void
add_folder (GPtrArray  *shelf,
            const char *folder)
{
  g_autoptr (GPtrArray)       styles = g_ptr_array_new ();
  g_autoptr (GKeyFile)        notice = g_key_file_new ();
  g_autofree char            *path   = g_build_filename (folder, NST_SHELF_NOTICE, NULL);
  g_autoptr (GFile)           file   = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) found =
    g_file_enumerate_children (file, NST_SHELF_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, NULL,
                               NULL);
  GFileInfo *info = NULL;

  g_key_file_load_from_file (notice, path, G_KEY_FILE_NONE, NULL);

  while (found &&
         g_file_enumerator_iterate (found, &info, NULL, NULL, NULL) && info)
    if (nst_shelf_is_picture (folder, info))
      g_ptr_array_add (styles, new_style (folder, g_file_info_get_name (info), notice));

  g_ptr_array_sort (styles, compare);
  for (guint i = 0; i < styles->len; i++)
    g_ptr_array_add (shelf, styles->pdata[i]);
}

/* A folder that depends on where the program is started is none, says the standard of
 * XDG_DATA_HOME; and HOME may be empty. */
char *
nst_shelf_own_folder (void)
{
  const char          *data  = g_get_user_data_dir ();
  const char          *home  = g_get_home_dir ();
  const struct passwd *entry = g_path_is_absolute (home) ? NULL : getpwuid (getuid ());

  if (g_path_is_absolute (data))
    return g_build_filename (data, "neural-art", OWN_FOLDER, NULL);

  return g_build_filename (entry ? entry->pw_dir : home, ".local/share/neural-art", OWN_FOLDER,
                           NULL);
}

GPtrArray *
nst_shelf_list (const char *program_dir)
{
  GPtrArray       *shelf   = g_ptr_array_new_with_free_func (free_style);
  const char      *named   = g_getenv ("NEURAL_ART_STYLES");
  g_autofree char *own     = nst_shelf_own_folder ();
  g_autofree char *shipped = named && *named
                               ? g_canonicalize_filename (named, NULL)
                               : nst_find_data (program_dir, "", OUR_FOLDER, NULL);

  add_folder (shelf, own);
  if (shipped)
    add_folder (shelf, shipped);

  return shelf;
}

const NstShelfStyle *
nst_shelf_find (const GPtrArray *shelf,
                const char      *name)
{
  const NstShelfStyle *by_file = NULL;

  for (guint i = 0; i < shelf->len; i++)
    {
      const NstShelfStyle *style = shelf->pdata[i];
      g_autofree char     *file  = g_path_get_basename (style->path);

      if (strcmp (style->name, name) == 0)
        return style;

      if (!by_file && strcmp (file, name) == 0)
        by_file = style;
    }

  return by_file;
}

char *
nst_shelf_tell (const NstShelfStyle *style)
{
  g_autoptr (GString) text = g_string_new (style->painter);

  if (style->work)
    g_string_append_printf (text, "%s%s", text->len ? ": " : "", style->work);
  if (style->year)
    g_string_append_printf (text, "%s%s", text->len ? ", " : "", style->year);
  if (style->medium)
    g_string_append_printf (text, "%s%s", text->len ? "\n" : "", style->medium);

  return text->len ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* The error of a name that is nowhere. */
static void
tell_names (const GPtrArray *shelf,
            const char      *file,
            GError         **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char    *shown = g_filename_display_name (file);

  for (guint i = 0; i < MIN (shelf->len, MOST_NAMES); i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "",
                            ((NstShelfStyle *) shelf->pdata[i])->name);

  if (shelf->len > MOST_NAMES)
    g_string_append (names, ", ...");

  if (shelf->len)
    g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                 _ ("There is no file \"%s\", nor a style of that name: name a "
                    "picture file or one of the styles %s."),
                 shown, names->str);
  else
    g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                 _ ("There is no file \"%s\", and there are no styles to go by "
                    "their name: name a picture file."),
                 shown);
}

char *
nst_shelf_look_up (const char *program_dir,
                   const char *file,
                   GError    **error)
{
  g_autoptr (GPtrArray) shelf = NULL;
  const NstShelfStyle  *style;

  if (strchr (file, G_DIR_SEPARATOR) || g_file_test (file, G_FILE_TEST_EXISTS))
    return g_strdup (file);

  shelf = nst_shelf_list (program_dir);
  style = nst_shelf_find (shelf, file);
  if (style)
    return g_strdup (style->path);

  tell_names (shelf, file, error);
  return NULL;
}
