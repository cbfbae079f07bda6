/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values that last from one run to the next.  The text is GIMP's for good, written
 * when it ends; a layer's number means something in this session alone. */

#include "plugin/gimp/last-values.h"

#include <string.h>

#define STYLE_PARASITE "neural-art-style"
#define TEXT_PARASITE  "neural-art-last"
#define FILES_PARASITE "neural-art-files-last"
#define RUNS_PARASITE  "neural-art-runs"
#define PREVIEW        "neural-art-preview"

static void
attach (const char *name,
        guint32     flags,
        guint32     size,
        const void *data)
{
  GimpParasite *parasite = gimp_parasite_new (name, flags, size, data);

  gimp_attach_parasite (parasite);
  gimp_parasite_free (parasite);
}

/* The parasite's bytes, with a 0 after them. */
static char *
fetch (const char *name,
       guint32    *size)
{
  GimpParasite *parasite;
  char         *bytes = NULL;

  /* GIMP 3 answers with a type that a plug-in may not have heard of. */
  g_type_ensure (GIMP_TYPE_PARASITE);
  parasite = gimp_get_parasite (name);
  if (!parasite)
    return NULL;

#if GIMP_CHECK_VERSION(2, 99, 0)
  const void *data = gimp_parasite_get_data (parasite, size);
#else
  const void *data = gimp_parasite_data (parasite);

  *size = (guint32) gimp_parasite_data_size (parasite);
#endif

  bytes = g_malloc0 ((gsize) *size + 1);
  if (*size)
    memcpy (bytes, data, *size);
  gimp_parasite_free (parasite);

  return bytes;
}

void
nst_remember (const char *text,
              gint32      style)
{
  attach (TEXT_PARASITE, GIMP_PARASITE_PERSISTENT, (guint32) strlen (text) + 1,
          text);
  attach (STYLE_PARASITE, 0, sizeof style, &style);
}

char *
nst_recall_text (void)
{
  guint32 size;

  return fetch (TEXT_PARASITE, &size);
}

void
nst_remember_files (const char *text)
{
  attach (FILES_PARASITE, GIMP_PARASITE_PERSISTENT, (guint32) strlen (text) + 1, text);
}

char *
nst_recall_files (void)
{
  guint32 size;

  return fetch (FILES_PARASITE, &size);
}

void
nst_remember_runs (const char *text)
{
  attach (RUNS_PARASITE, 0, (guint32) strlen (text) + 1, text);
}

char *
nst_recall_runs (void)
{
  guint32 size;

  return fetch (RUNS_PARASITE, &size);
}

void
nst_remember_preview (gboolean wanted)
{
  attach (PREVIEW, GIMP_PARASITE_PERSISTENT, 2, wanted ? "1" : "0");
}

gboolean
nst_recall_preview (void)
{
  guint32          size;
  g_autofree char *bytes = fetch (PREVIEW, &size);

  return !bytes || *bytes != '0';
}

/* The style layer of the last run, if it is still there. */
static gint32
last_style (void)
{
  guint32          size;
  gint32           style = NST_GIMP_NONE;
  g_autofree char *bytes = fetch (STYLE_PARASITE, &size);

  if (bytes && size == sizeof style)
    memcpy (&style, bytes, sizeof style);

  return style > 0 && nst_gimp_item_is_valid (style) ? style : NST_GIMP_NONE;
}

/* The first layer of image that isn't the content. */
static gint32
other_layer (gint32 image,
             gint32 content)
{
  g_autofree gint32 *layers = nst_gimp_layers (image);

  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    if (layers[i] != content)
      return layers[i];

  return NST_GIMP_NONE;
}

gint32
nst_recall_style (GimpRunMode run_mode,
                  gint32      image,
                  gint32      content)
{
  gint32             style  = last_style ();
  g_autofree gint32 *images = NULL;

  if (style != NST_GIMP_NONE || run_mode != GIMP_RUN_INTERACTIVE)
    return style;

  style = other_layer (image, content);
  if (style != NST_GIMP_NONE)
    return style;

  images = nst_gimp_images ();
  for (int i = 0; images[i] != NST_GIMP_NONE && style == NST_GIMP_NONE; i++)
    if (images[i] != image)
      style = other_layer (images[i], content);

  return style;
}
