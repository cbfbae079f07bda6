/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mark is a parasite with the number of the process, which files keep too. */

#include "plugin/gimp/preview-layer.h"
#include "plugin/gimp/parasite.h"
#include "plugin/gimp/untraced.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PARASITE "neural-art-preview-layer"

void
nst_preview_layer_mark (gint32 layer)
{
  g_autofree char *number = g_strdup_printf ("%ld", (long) getpid ());

  nst_parasite_attach (layer, PARASITE, number, strlen (number) + 1);
}

/* The number of the layer's process; 0: it has no mark. */
static long
get_process (gint32 layer)
{
  g_autofree char *number = nst_parasite_fetch (layer, PARASITE, NULL);

  return number ? MAX (strtol (number, NULL, 10), 1) : 0;
}

gboolean
nst_preview_layer_is (gint32 item)
{
  return nst_gimp_item_is_layer (item) && get_process (item) != 0;
}

/* This process sweeps before it shows anything. */
static gboolean
is_left_over (gint32 layer)
{
  const long process = get_process (layer);

  return process != 0 &&
         (process == (long) getpid () || (kill ((pid_t) process, 0) != 0 && errno == ESRCH));
}

static void
take_away (gint32 image,
           gint32 layer)
{
  const gboolean unchanged = nst_untraced_begin (image);

  gimp_image_remove_layer (NST_IMAGE (image), NST_LAYER (layer));
  nst_untraced_end (image, unchanged);
}

/* Takes the list; of the marked layers all, or what is left over.  TRUE where there were any. */
static gboolean
sweep (gint32   image,
       gint32  *layers,
       gboolean all)
{
  gboolean swept = FALSE;

  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    {
      const gboolean dirt = all ? get_process (layers[i]) != 0 : is_left_over (layers[i]);

      if (dirt)
        take_away (image, layers[i]);
      else if (gimp_item_is_group (NST_ITEM (layers[i])))
        swept = sweep (image, nst_gimp_children (layers[i]), all) || swept;
      swept = swept || dirt;
    }

  g_free (layers);
  return swept;
}

void
nst_preview_layers_remove (gint32 image)
{
  sweep (image, nst_gimp_layers (image), TRUE);
}

void
nst_preview_layers_sweep (void)
{
  g_autofree gint32 *images = nst_gimp_images ();
  gboolean           swept  = FALSE;

  for (int i = 0; images[i] != NST_GIMP_NONE; i++)
    swept = sweep (images[i], nst_gimp_layers (images[i]), FALSE) || swept;

  if (swept)
    gimp_displays_flush ();
}
