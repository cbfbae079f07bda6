/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP counts changes without undo steps too, and plug-ins can't set the count but to 0: an
 * image that was changed before is one still when all its steps are undone. */

#include "plugin/gimp/untraced.h"

gboolean
nst_untraced_begin (gint32 image)
{
  const gboolean unchanged = !gimp_image_is_dirty (NST_IMAGE (image));

  gimp_image_undo_freeze (NST_IMAGE (image));

  return unchanged;
}

void
nst_untraced_end (gint32   image,
                  gboolean unchanged)
{
  gimp_image_undo_thaw (NST_IMAGE (image));
  if (unchanged)
    gimp_image_clean_all (NST_IMAGE (image));
}
