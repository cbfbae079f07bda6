/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A layer of the painting's own image is known by its tattoo alone.  In other images, whose
 * tattoos are counted anew, the image's file and the name have to be the same too. */

#include "plugin/gimp/layer-record.h"
#include "plugin/gimp/parasite.h"
#include "plugin/gimp/style-name.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#define PARASITE "neural-art-settings"
#define UNSAVED  "unsaved" /* the name of an image without a file ... */
#define OWN      "/"       /* ... and the painting's own, where others are named; no file's */

void
nst_layer_record_attach (gint32      layer,
                         const char *text)
{
  nst_parasite_attach (layer, PARASITE, text, strlen (text) + 1);
}

char *
nst_layer_record_fetch (gint32 layer)
{
  return nst_parasite_fetch (layer, PARASITE, NULL);
}

gboolean
nst_layer_record_is_there (gint32 layer)
{
  g_autofree char *text = nst_layer_record_fetch (layer);

  return text != NULL;
}


/* ---- describing ------------------------------------------------------ */

static char *
name_image (gint32 image)
{
  char *name = nst_gimp_image_file_name (image);

  return name ? name : g_strdup (UNSAVED);
}

/* A drawable, by two facts. */
static void
add_drawable (NstRecord *record,
              gint32     drawable,
              gint32     own_image,
              NstFact    which,
              NstFact    where)
{
  const gint32     image  = nst_gimp_item_get_image (drawable);
  g_autofree char *tattoo = g_strdup_printf ("%u", nst_gimp_item_get_tattoo (drawable));
  g_autofree char *name   = image == own_image ? NULL : name_image (image);

  nst_record_add (record, which, tattoo);
  nst_record_add (record, where, name);
}

/* Of several styles each layer, with its image where any of them is in another. */
static void
add_styles (NstRecord      *record,
            const NstPaint *paint)
{
  gboolean elsewhere = FALSE;

  for (int i = 0; paint->styles[i] != NST_GIMP_NONE; i++)
    elsewhere = elsewhere || nst_gimp_item_get_image (paint->styles[i]) != paint->image;

  for (int i = 0; paint->styles[i] != NST_GIMP_NONE; i++)
    {
      const NstPaint   one  = { .image = paint->image, .style = paint->styles[i] };
      g_autofree char *name = nst_style_name (&one);

      nst_record_add (record, NST_FACT_STYLE, name);
      add_drawable (record, paint->styles[i], paint->image, NST_FACT_STYLE_LAYER,
                    NST_FACT_STYLE_IMAGE);
      if (elsewhere && nst_gimp_item_get_image (paint->styles[i]) == paint->image)
        nst_record_add (record, NST_FACT_STYLE_IMAGE, OWN);
    }
}

static gboolean
is_there (gint32 drawable)
{
  return drawable != NST_GIMP_NONE && nst_gimp_item_is_valid (drawable);
}

char *
nst_layer_record_describe (const NstPaint      *paint,
                           const GeglRectangle *box)
{
  g_autoptr (NstRecord) record  = nst_record_new (&paint->options);
  const guint           tattoo  = nst_gimp_item_get_tattoo (paint->content);
  g_autofree char      *content = g_strdup_printf ("%u", tattoo);
  g_autofree char      *part    = g_strdup_printf ("%d,%d,%d,%d,%d,%d", box->x, box->y, box->width,
                                                   box->height,
                                                   nst_gimp_drawable_width (paint->content),
                                                   nst_gimp_drawable_height (paint->content));
  const gboolean        filed   = paint->style_file && *paint->style_file;
  const gboolean        layered = !filed && !paint->styles && is_there (paint->style);
  g_autofree char      *style   = layered ? nst_style_name (paint) : NULL;

  nst_record_add (record, NST_FACT_STYLE, filed ? paint->style_file : style);
  if (!filed && paint->styles)
    add_styles (record, paint);
  if (style)
    add_drawable (record, paint->style, paint->image, NST_FACT_STYLE_LAYER, NST_FACT_STYLE_IMAGE);
  if (is_there (paint->start))
    add_drawable (record, paint->start, paint->image, NST_FACT_START_LAYER, NST_FACT_START_IMAGE);
  nst_record_add (record, NST_FACT_CONTENT, content);
  nst_record_add (record, NST_FACT_BOX, part);

  return nst_record_write (record);
}


/* ---- finding --------------------------------------------------------- */

static guint
read_tattoo (const char *text)
{
  return (guint) g_ascii_strtoull (text, NULL, 10);
}

/* Whether a layer is a painting of another, of the same image. */
static gboolean
is_painting_of (gint32 layer,
                gint32 content)
{
  g_autofree char      *text   = nst_layer_record_fetch (layer);
  g_autoptr (NstRecord) record = text ? nst_record_read (text, NULL) : NULL;
  const char           *tattoo = record ? nst_record_get (record, NST_FACT_CONTENT) : NULL;

  return tattoo && read_tattoo (tattoo) == nst_gimp_item_get_tattoo (content);
}

gint32
nst_layer_record_find_newest (gint32 image,
                              gint32 content)
{
  const gint32       parent = nst_gimp_item_get_parent (content);
  const int          n      = gimp_image_get_item_position (NST_IMAGE (image), NST_ITEM (content));
  g_autofree gint32 *beside = parent == NST_GIMP_NONE ? nst_gimp_layers (image)
                                                      : nst_gimp_children (parent);
  int                top    = n;

  while (top > 0 && nst_layer_record_is_there (beside[top - 1]))
    top--;

  for (int i = top; i < n; i++)
    if (is_painting_of (beside[i], content))
      return beside[i];

  return NST_GIMP_NONE;
}


/* ---- recalling ------------------------------------------------------- */

static gint32
find_by_tattoo (gint32      image,
                const char *tattoo)
{
  const guint  number = read_tattoo (tattoo);
  const gint32 layer  = nst_gimp_layer_by_tattoo (image, number);

  return layer != NST_GIMP_NONE ? layer : nst_gimp_channel_by_tattoo (image, number);
}

/* In any open image of that name; what it is called as a style, NULL for a start. */
static gint32
find_elsewhere (const char *tattoo,
                const char *image_name,
                gint32      own_image,
                const char *called)
{
  g_autofree gint32 *images = nst_gimp_images ();

  for (int i = 0; images[i] != NST_GIMP_NONE; i++)
    {
      g_autofree char *name  = name_image (images[i]);
      const gint32     found = find_by_tattoo (images[i], tattoo);
      const NstPaint   seen  = { .image = own_image, .style = found };
      g_autofree char *style = found != NST_GIMP_NONE ? nst_style_name (&seen) : NULL;

      if (images[i] != own_image && style && strcmp (name, image_name) == 0 &&
          (!called || strcmp (style, called) == 0))
        return found;
    }

  return NST_GIMP_NONE;
}

/* The value of a fact that has several; NULL where it has fewer. */
static const char *
get_value (const NstRecord *record,
           NstFact          fact,
           guint            i)
{
  return i < record->facts[fact]->len ? record->facts[fact]->pdata[i] : NULL;
}

/* The drawable of two facts, their i-th values; NST_GIMP_NONE where they say nothing, or with a
 * sentence. */
static gboolean
find_drawable (const NstRecord *record,
               guint            i,
               gint32           own_image,
               NstFact          which,
               gint32          *drawable,
               GError         **error)
{
  const gboolean is_style = which == NST_FACT_STYLE_LAYER;
  const NstFact  where    = is_style ? NST_FACT_STYLE_IMAGE : NST_FACT_START_IMAGE;
  const char    *tattoo   = get_value (record, which, i);
  const char    *name     = get_value (record, where, i);
  const char    *called   = is_style ? get_value (record, NST_FACT_STYLE, i) : NULL;

  *drawable = NST_GIMP_NONE;
  if (!tattoo)
    return TRUE;

  if (g_strcmp0 (name, OWN) == 0)
    name = NULL;

  *drawable = name ? find_elsewhere (tattoo, name, own_image, called)
                   : find_by_tattoo (own_image, tattoo);
  if (*drawable != NST_GIMP_NONE)
    return TRUE;

  if (name)
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("The picture \"%s\", of which a layer was the style or the start of "
                          "this painting, is not open: open it, or paint anew with Neural "
                          "Art..."),
                       name);

  return nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("The layer that was the style or the start of this painting is no longer "
                        "in the picture: paint anew with Neural Art..."));
}

/* One style's layer, or a list of several in styles, to be freed with g_free. */
static gboolean
find_styles (const NstRecord *record,
             NstPaint        *paint,
             gint32         **styles,
             GError         **error)
{
  const guint        n     = record->facts[NST_FACT_STYLE_LAYER]->len;
  g_autofree gint32 *found = g_new (gint32, n + 1);

  if (n < 2)
    return find_drawable (record, 0, paint->image, NST_FACT_STYLE_LAYER, &paint->style, error);

  for (guint i = 0; i < n; i++)
    if (!find_drawable (record, i, paint->image, NST_FACT_STYLE_LAYER, &found[i], error))
      return FALSE;

  found[n]      = NST_GIMP_NONE;
  paint->style  = NST_GIMP_NONE;
  paint->styles = *styles = g_steal_pointer (&found);

  return TRUE;
}

/* Whether n from first on, which may be any numbers, are some of all. */
static gboolean
is_within (int first,
           int n,
           int all)
{
  return first >= 0 && first < all && n > 0 && n <= all - first;
}

/* The content, and what of it was painted.  Of another size it would give another painting,
 * or is another layer: in an image that the painting was brought to. */
static gboolean
find_content (const NstRecord *record,
              NstPaint        *paint,
              GError         **error)
{
  const char    *tattoo = nst_record_get (record, NST_FACT_CONTENT);
  const char    *part   = nst_record_get (record, NST_FACT_BOX);
  GeglRectangle *box    = &paint->box;
  GeglRectangle  all    = { 0 };

  if (!tattoo || !part ||
      sscanf (part, "%d,%d,%d,%d,%d,%d", &box->x, &box->y, &box->width, &box->height, &all.width,
              &all.height) != 6)
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("This painting does not say which layer it was painted from: paint anew "
                          "with Neural Art..."));

  paint->content = nst_gimp_layer_by_tattoo (paint->image, read_tattoo (tattoo));
  if (paint->content == NST_GIMP_NONE)
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("The layer that this was painted from is no longer in the picture: paint "
                          "another layer with Neural Art..."));

  if (nst_gimp_drawable_width (paint->content) != all.width ||
      nst_gimp_drawable_height (paint->content) != all.height ||
      !is_within (box->x, box->width, all.width) || !is_within (box->y, box->height, all.height))
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("The layer that this was painted from has another size now: paint it "
                          "anew with Neural Art..."));

  return TRUE;
}

gboolean
nst_layer_record_recall (const NstRecord *record,
                         gint32           painting,
                         NstPaint        *paint,
                         NstPaintOwned   *owned,
                         GError         **error)
{
  paint->like    = painting;
  paint->options = record->options;

  if (!find_content (record, paint, error) ||
      !find_styles (record, paint, &owned->styles, error) ||
      !find_drawable (record, 0, paint->image, NST_FACT_START_LAYER, &paint->start, error))
    return FALSE;

  if (!nst_record_get (record, NST_FACT_STYLE_LAYER))
    owned->style_file = g_strdup (nst_record_get (record, NST_FACT_STYLE));
  paint->style_file = owned->style_file;

  return TRUE;
}
