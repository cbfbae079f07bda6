/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every place that is flush with a side of the large window, or of another small one, is looked
 * at: the one that costs least is taken. */

#include "plugin/shared/beside.h"

#include <math.h>

#include <glib.h>

#define GAP        12 /* between windows */
#define MENUS      72 /* what a window has at its top */
#define MOST       16 /* more small windows than that are not heeded */
#define LARGE_COST 1.0
#define MENUS_COST 3.0
#define FAR_COST   0.2

/* Whatever the rest, a small window's hundredth part on these is worse. */
#define MIDDLE_COST 200.0
#define OTHER_COST  60000.0

static double
get_shared_part (const NstRectangle *of,
                 const NstRectangle *with)
{
  const int width  = MIN (of->x + of->width, with->x + with->width) - MAX (of->x, with->x);
  const int height = MIN (of->y + of->height, with->y + with->height) - MAX (of->y, with->y);

  return width > 0 && height > 0
           ? (double) width * height / ((double) of->width * of->height)
           : 0.0;
}

static NstRectangle
get_middle (const NstRectangle *whole)
{
  return (NstRectangle){ whole->x + whole->width / 3, whole->y + whole->height / 3,
                         whole->width / 3, whole->height / 3 };
}

/* small is where it is tried. */
static double
count_cost (const NstRectangle *small,
            const NstRectangle *large,
            const NstRectangle *area,
            const NstRectangle *others,
            int                 n)
{
  const NstRectangle middle = get_middle (large);
  const NstRectangle menus  = { large->x, large->y, large->width, MENUS };
  NstRectangle       near   = { large->x + large->width, large->y + MENUS, 0, small->height };
  double             cost   = MIDDLE_COST * get_shared_part (small, &middle) +
                MENUS_COST * get_shared_part (small, &menus) +
                LARGE_COST * get_shared_part (small, large);

  for (int i = 0; i < n; i++)
    {
      cost += OTHER_COST * get_shared_part (small, &others[i]);
      near = others[i];
    }

  return cost + FAR_COST *
                  hypot (small->x + small->width / 2.0 - near.x - near.width / 2.0,
                         small->y + small->height / 2.0 - near.y - near.height / 2.0) /
                  hypot (area->width, area->height);
}

/* Where a small side of that length may begin: outside of the long side and flush with its ends
 * from within; returns how many there are. */
static int
list_begins (int  begin,
             int  length,
             int  small,
             int *begins)
{
  begins[0] = begin + length + GAP;
  begins[1] = begin - small - GAP;
  begins[2] = begin + length - small - GAP;
  begins[3] = begin;

  return 4;
}

void
nst_beside_find (const NstRectangle *large,
                 const NstRectangle *area,
                 const NstRectangle *others,
                 int                 n,
                 NstRectangle       *small)
{
  int          xs[4 * (MOST + 1)];
  int          ys[4 * (MOST + 1) + 1];
  int          n_xs  = list_begins (large->x, large->width, small->width, xs);
  int          n_ys  = list_begins (large->y, large->height, small->height, ys);
  NstRectangle best  = *small;
  double       least = INFINITY;

  ys[n_ys++] = large->y + MENUS;
  n          = MIN (n, MOST);
  for (int i = 0; i < n; i++)
    {
      n_xs += list_begins (others[i].x, others[i].width, small->width, xs + n_xs);
      n_ys += list_begins (others[i].y, others[i].height, small->height, ys + n_ys);
    }

  for (int i = 0; i < n_xs * n_ys; i++)
    {
      const int right  = area->x + MAX (area->width - small->width, 0);
      const int bottom = area->y + MAX (area->height - small->height, 0);
      double    cost;

      small->x = CLAMP (xs[i / n_ys], area->x, right);
      small->y = CLAMP (ys[i % n_ys], area->y, bottom);
      cost     = count_cost (small, large, area, others, n);
      if (cost < least)
        {
          least = cost;
          best  = *small;
        }
    }

  *small = best;
}
