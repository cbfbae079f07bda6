/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values that last from one run to the next.  The text is GIMP's for good, written
 * when it ends; a layer's number means something in this session alone. */

#include "plugin/gimp/last-values.h"
#include "plugin/gimp/items.h"
#include "plugin/gimp/parasite.h"
#include "plugin/gimp/preview-layer.h"

#include <string.h>

#define STYLE_PARASITE  "neural-art-style"
#define STYLES_PARASITE "neural-art-styles"
#define TEXT_PARASITE   "neural-art-last"
#define FILES_PARASITE  "neural-art-files-last"
#define RUNS_PARASITE   "neural-art-runs"

/* A text, for good. */
static void
keep_text (const char *name,
           const char *text)
{
  nst_parasite_keep (name, TRUE, text, strlen (text) + 1);
}

void
nst_remember (const char   *text,
              gint32        style,
              const gint32 *styles)
{
  const gsize n = (gsize) nst_items_count (styles);

  keep_text (TEXT_PARASITE, text);
  nst_parasite_keep (STYLE_PARASITE, FALSE, &style, sizeof style);
  nst_parasite_keep (STYLES_PARASITE, FALSE, n ? styles : &style, MAX (n, 1) * sizeof style);
}

gint32 *
nst_recall_styles (void)
{
  gsize              size   = 0;
  g_autofree char   *bytes  = nst_parasite_fetch (NST_GIMP_NONE, STYLES_PARASITE, &size);
  const gsize        n      = bytes ? size / sizeof (gint32) : 0;
  g_autofree gint32 *styles = g_new (gint32, n + 1);

  if (n < 2)
    return NULL;

  memcpy (styles, bytes, n * sizeof (gint32));
  styles[n] = NST_GIMP_NONE;
  for (gsize i = 0; i < n; i++)
    if (styles[i] <= 0 || !nst_gimp_item_is_valid (styles[i]))
      return NULL;

  return g_steal_pointer (&styles);
}

char *
nst_recall_text (void)
{
  return nst_parasite_fetch (NST_GIMP_NONE, TEXT_PARASITE, NULL);
}

void
nst_remember_files (const char *text)
{
  keep_text (FILES_PARASITE, text);
}

char *
nst_recall_files (void)
{
  return nst_parasite_fetch (NST_GIMP_NONE, FILES_PARASITE, NULL);
}

void
nst_remember_runs (const char *text)
{
  nst_parasite_keep (RUNS_PARASITE, FALSE, text, strlen (text) + 1);
}

char *
nst_recall_runs (void)
{
  return nst_parasite_fetch (NST_GIMP_NONE, RUNS_PARASITE, NULL);
}

void
nst_remember_switch (const char *name,
                     gboolean    on)
{
  keep_text (name, on ? "1" : "0");
}

gboolean
nst_recall_switch (const char *name,
                   gboolean    first)
{
  g_autofree char *bytes = nst_parasite_fetch (NST_GIMP_NONE, name, NULL);

  return bytes ? *bytes != '0' : first;
}

/* The style layer of the last run, if it is still there. */
static gint32
last_style (void)
{
  gsize            size  = 0;
  gint32           style = NST_GIMP_NONE;
  g_autofree char *bytes = nst_parasite_fetch (NST_GIMP_NONE, STYLE_PARASITE, &size);

  if (bytes && size == sizeof style)
    memcpy (&style, bytes, sizeof style);

  return style > 0 && nst_gimp_item_is_valid (style) ? style : NST_GIMP_NONE;
}

/* The first layer of image that isn't the content, nor a preview. */
static gint32
other_layer (gint32 image,
             gint32 content)
{
  g_autofree gint32 *layers = nst_gimp_layers (image);

  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    if (layers[i] != content && !nst_preview_layer_is (layers[i]))
      return layers[i];

  return NST_GIMP_NONE;
}

gint32
nst_recall_style (GimpRunMode run_mode,
                  gint32      image,
                  gint32      content)
{
  const gint32 style = last_style ();

  return style == NST_GIMP_NONE && run_mode == GIMP_RUN_INTERACTIVE
           ? nst_suggest_style (image, content)
           : style;
}

gint32
nst_suggest_style (gint32 image,
                   gint32 content)
{
  gint32             style  = other_layer (image, content);
  g_autofree gint32 *images = NULL;

  if (style != NST_GIMP_NONE)
    return style;

  images = nst_gimp_images ();
  for (int i = 0; images[i] != NST_GIMP_NONE && style == NST_GIMP_NONE; i++)
    if (images[i] != image)
      style = other_layer (images[i], content);

  return style;
}
