/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A subject with masks, and what tests of masks and of zones ask of it: weighted sums by
 * plain formulas, the gradient by finite differences, the parts against the whole, a run. */

#pragma once

#include "core/network/position-weights.h"
#include "core/nst.h"
#include "core/objective/objective.h"

#define TEST_WIDTH  61
#define TEST_HEIGHT 53
#define TEST_COUNT  (TEST_WIDTH * TEST_HEIGHT * 3)

typedef struct
{
  NstImage   *content;
  NstImage   *style;
  NstImage   *canvas;
  NstImage   *visible;
  NstImage   *keep;
  NstImage   *style_mask;
  NstSettings settings;
  NstSubject  subject;
  NstThreads  threads;

  /* Of styles by places: two that overlap, the first with two styles, the second with one,
   * and one style for the rest. */
  NstImage       *others[3];
  NstImage       *left;
  NstImage       *right;
  const NstImage *styles[4];
  const NstImage *places[4];
} TestMasked;

/* For g_test_add: a subject of one style, with masks of what is visible and of the style;
 * data is an NstStatistic. */
void test_masked_set_up (TestMasked   *fixture,
                         gconstpointer data);
void test_masked_tear_down (TestMasked   *fixture,
                            gconstpointer data);

/* A soft disc about a place given by shares of the sides. */
NstImage *test_soft_disc (int    width,
                          int    height,
                          double x,
                          double y);

/* A mask as the network has it; borrows its values. */
NstFeatureMap test_plane (const NstImage *mask);

/* One picture at a layer, weighted. */
typedef struct
{
  int     n;
  int     channels;
  double  sum;  /* of weights */
  double *mean; /* sum w f / sum w, f over the layer's mean response */
  double *second;
} TestWeighted;

/* mean and second are to be freed with g_free. */
TestWeighted test_weigh (const NstImage    *picture,
                         const NstImage    *mask,
                         int                layer,
                         const NstSettings *settings,
                         const NstThreads  *threads);

/* The slope along the gradient against two losses. */
void test_masked_gradient (TestMasked   *fixture,
                           gconstpointer data);

/* In parts as in whole. */
void test_masked_parts (TestMasked       *fixture,
                        const NstSources *sources);

/* A short run. */
NstImage *test_masked_paint (TestMasked *fixture);

#define TEST_MASKED_ADD(path, statistic, func) \
  g_test_add (path, TestMasked, GINT_TO_POINTER (statistic), test_masked_set_up, func, \
              test_masked_tear_down)
