/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a run's window goes beside the picture's. */

#include "plugin/shared/beside.h"

#include <glib.h>

#define WIDTH  404
#define HEIGHT 150
#define MOST   20

static const NstRectangle screen = { 0, 0, 1920, 1080 };

static gboolean
overlap (const NstRectangle *a,
         const NstRectangle *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
         b->y < a->y + a->height;
}

/* Puts n windows, one after the other, and checks what holds in any case. */
static void
put (const NstRectangle *large,
     const NstRectangle *area,
     int                 n,
     NstRectangle       *placed)
{
  const NstRectangle middle = { large->x + large->width / 3, large->y + large->height / 3,
                                large->width / 3, large->height / 3 };

  for (int i = 0; i < n; i++)
    {
      placed[i] = (NstRectangle){ 0, 0, WIDTH, HEIGHT };
      nst_beside_find (large, area, placed, i, &placed[i]);

      g_assert_cmpint (placed[i].width, ==, WIDTH);
      g_assert_cmpint (placed[i].height, ==, HEIGHT);
      g_assert_cmpint (placed[i].x, >=, area->x);
      g_assert_cmpint (placed[i].y, >=, area->y);
      g_assert_cmpint (placed[i].x + WIDTH, <=, area->x + area->width);
      g_assert_cmpint (placed[i].y + HEIGHT, <=, area->y + area->height);
      g_assert_false (overlap (&placed[i], &middle));
      for (int j = 0; j < i; j++)
        g_assert_false (overlap (&placed[i], &placed[j]));
    }
}

/* On the one side with room, near its top, and the second one next to the first. */
static void
test_room (void)
{
  static const NstRectangle right = { 50, 200, 900, 700 };
  static const NstRectangle left  = { 900, 40, 1000, 1000 };
  static const NstRectangle below = { 10, 40, 1900, 700 };
  NstRectangle              placed[2];

  put (&right, &screen, 2, placed);
  g_assert_cmpint (placed[0].x, ==, 962);
  g_assert_cmpint (placed[0].y, ==, 272);
  g_assert_cmpint (placed[1].x, ==, 962);
  g_assert_cmpint (ABS (placed[1].y - placed[0].y), ==, HEIGHT + 12);

  put (&left, &screen, 2, placed);
  g_assert_cmpint (placed[0].x, ==, 900 - WIDTH - 12);
  g_assert_false (overlap (&placed[0], &left) || overlap (&placed[1], &left));

  put (&below, &screen, 2, placed);
  g_assert_cmpint (placed[0].y, ==, 752);
  g_assert_false (overlap (&placed[0], &below) || overlap (&placed[1], &below));
}

/* A window that fills the screen is covered at its upper right, below its menus. */
static void
test_full (void)
{
  NstRectangle placed[6];

  put (&screen, &screen, 6, placed);
  g_assert_cmpint (placed[0].x, >=, 1920 - WIDTH - 12);
  g_assert_cmpint (placed[0].y, ==, 72);
}

/* On a screen beside another it stays there, below that one's panel. */
static void
test_other_screen (void)
{
  static const NstRectangle area  = { 1920, 30, 1280, 994 };
  static const NstRectangle large = { 2000, 30, 1200, 994 };
  NstRectangle              placed[3];

  put (&large, &area, 3, placed);
}

/* Where no side has room for all of it, the menus are not what is hidden. */
static void
test_menus (void)
{
  static const NstRectangle area  = { 0, 0, 1280, 1000 };
  static const NstRectangle large = { 201, 120, 1026, 789 };
  NstRectangle              placed[2];

  put (&large, &area, 2, placed);
  for (int i = 0; i < 2; i++)
    g_assert_cmpint (placed[i].y, >=, large.y + 72);
}

static void
test_many (void)
{
  static const NstRectangle large = { 600, 300, 500, 400 };
  static const NstRectangle tiny  = { 30, 40, 200, 100 };
  NstRectangle              placed[MOST];
  NstRectangle              small = { 7, 7, WIDTH, HEIGHT };

  put (&large, &screen, 10, placed);

  /* Where none can be without others any more there is still a place. */
  for (int i = 0; i < MOST; i++)
    placed[i] = (NstRectangle){ 0, 0, 1920, 1080 };
  nst_beside_find (&large, &screen, placed, MOST, &small);
  g_assert_true (overlap (&small, &screen));

  nst_beside_find (&tiny, &tiny, NULL, 0, &small);
  g_assert_cmpint (small.x, ==, 30);
  g_assert_cmpint (small.y, ==, 40);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/beside/room", test_room);
  g_test_add_func ("/beside/full", test_full);
  g_test_add_func ("/beside/other-screen", test_other_screen);
  g_test_add_func ("/beside/menus", test_menus);
  g_test_add_func ("/beside/many", test_many);

  return g_test_run ();
}
