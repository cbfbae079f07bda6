/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a small window goes that belongs to a large one: reckoned here, for whoever has windows.
 * All in pixels of one screen, x to the right and y down. */

#pragma once

typedef struct
{
  int x;
  int y;
  int width;
  int height;
} NstRectangle;

/* Moves small, whose size stays, to where it hides least: none of the n others, small windows
 * that are there already, then not the middle third of large, then as little of large, and of
 * the menus at its top, as may be; of such places the one nearest to the last of the others or,
 * where there are none, to large's upper right corner.  It is within area, as far as it fits. */
void nst_beside_find (const NstRectangle *large,
                      const NstRectangle *area,
                      const NstRectangle *others,
                      int                 n,
                      NstRectangle       *small);
