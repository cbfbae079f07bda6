/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was read is counted by who uses it: a run that is cancelled looks at its pictures for a
 * moment yet. */

#include "plugin/gimp/proof-pictures.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/paint.h"
#include "plugin/gimp/preview-photo.h"
#include "plugin/shared/reduced.h"

/* In place of a preset's own schedule, which may be of thousands of evaluations: so many give an
 * idea of it. */
#define SHORT_SCHEDULE "0:60"

typedef struct
{
  NstPaintSubject *subject;
  char            *style_file; /* of the variation, or NULL */
} Read;

/* Of one run. */
typedef struct
{
  Read       *read;
  NstSettings settings;
} Order;

struct _NstProofPictures
{
  const char     *program_dir;
  const NstPaint *paint;
  gboolean        styled;
  int             side; /* of a painting, about */
  NstPreviewPhoto photo;
  Read           *read; /* what was read last, or NULL */
};

static void
clear_read (gpointer data)
{
  Read *read = data;

  nst_paint_subject_free (read->subject);
  g_free (read->style_file);
}

static void
free_order (gpointer data)
{
  Order *order = data;

  g_rc_box_release_full (order->read, clear_read);
  g_free (order);
}

NstProofPictures *
nst_proof_pictures_new (const char     *program_dir,
                        const NstPaint *paint,
                        gboolean        styled,
                        int             side)
{
  NstProofPictures *pictures = g_new0 (NstProofPictures, 1);

  pictures->program_dir = program_dir;
  pictures->paint       = paint;
  pictures->styled      = styled;
  pictures->side        = side;

  nst_preview_photo_read (&pictures->photo, paint, side);

  return pictures;
}

void
nst_proof_pictures_free (NstProofPictures *pictures)
{
  if (pictures->read)
    g_rc_box_release_full (pictures->read, clear_read);
  nst_preview_photo_clear (&pictures->photo);
  g_free (pictures);
}

const NstImage *
nst_proof_pictures_get_content (const NstProofPictures *pictures)
{
  return pictures->photo.pixels.image;
}


/* ---- reading --------------------------------------------------------- */

static gboolean
look_at_the_same (const NstSettings *a,
                  const NstSettings *b)
{
  return nst_settings_see_style (a) == nst_settings_see_style (b) &&
         nst_settings_see_content (a) == nst_settings_see_content (b) &&
         nst_settings_is_texture (a) == nst_settings_is_texture (b) &&
         (a->init == NST_INIT_FILE) == (b->init == NST_INIT_FILE);
}

static gboolean
is_read (const NstProofPictures *pictures,
         const NstVariation     *variation,
         const NstSettings      *settings)
{
  const Read *read = pictures->read;

  return read && g_strcmp0 (read->style_file, variation->style_file) == 0 &&
         look_at_the_same (&read->subject->settings, settings);
}

/* What the variation asks for, of the sheet's size. */
static gboolean
resolve (const NstProofPictures *pictures,
         const NstVariation     *variation,
         NstPaint               *paint,
         NstSettings            *settings,
         GError                **error)
{
  *paint           = *pictures->paint;
  paint->options   = variation->options;
  paint->most_side = pictures->photo.side;
  paint->read      = nst_preview_photo_get (&pictures->photo);
  if (variation->style_file)
    paint->style_file = variation->style_file;
  else if (!pictures->styled)
    paint->style = NST_GIMP_NONE;

  if (!nst_paint_check (paint, error) || !nst_paint_resolve (paint, settings, error))
    return FALSE;

  nst_settings_reduce (settings, pictures->photo.box.width, pictures->photo.box.height,
                       pictures->side);
  settings->quality = NST_QUALITY_DRAFT;
  if (*settings->schedule && !*variation->options.core.schedule)
    g_strlcpy (settings->schedule, SHORT_SCHEDULE, sizeof settings->schedule);

  return TRUE;
}

static gboolean
read_pictures (NstProofPictures   *pictures,
               const NstVariation *variation,
               const NstPaint     *paint,
               const NstSettings  *settings,
               GError            **error)
{
  NstNetwork      *network = nst_share_network (pictures->program_dir, error);
  NstPaintSubject *subject = network ? nst_paint_subject_new (paint, &pictures->photo.box, settings,
                                                              network, error)
                                     : NULL;

  if (!subject)
    return FALSE;

  if (pictures->read)
    g_rc_box_release_full (pictures->read, clear_read);
  pictures->read             = g_rc_box_new0 (Read);
  pictures->read->subject    = subject;
  pictures->read->style_file = g_strdup (variation->style_file);

  return TRUE;
}

gboolean
nst_proof_pictures_paint (NstProofPictures   *pictures,
                          const NstVariation *variation,
                          NstPreview         *preview,
                          GError            **error)
{
  NstPaint    paint;
  NstSettings settings;
  NstSubject  subject;
  Order      *order;

  if (!resolve (pictures, variation, &paint, &settings, error) ||
      (!is_read (pictures, variation, &settings) &&
       !read_pictures (pictures, variation, &paint, &settings, error)))
    return FALSE;

  order            = g_new (Order, 1);
  order->read      = g_rc_box_acquire (pictures->read);
  order->settings  = settings;
  subject          = order->read->subject->subject;
  subject.settings = &order->settings;
  nst_preview_paint (preview, &subject, FALSE, order, free_order);

  return TRUE;
}
