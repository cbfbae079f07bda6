/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From places to zones, and their masks at a size. */

#include "core/run/zones.h"

#include "core/image/resize.h"
#include "core/settings/text.h"

/* What less than this is left of a pixel is rounding. */
#define LEAST_REST 1e-4f

static const NstImage *
get_place (const NstSubject *subject,
           int               style)
{
  return subject->places != NULL ? subject->places[style] : NULL;
}

/* Each style's zone; zones are in the order of their first styles. */
static void
find_zones (NstZones         *zones,
            const NstSubject *subject)
{
  for (int i = 0; i < subject->n_styles; i++)
    {
      int like = 0;

      if (zones->shares[i] == 0.0)
        continue;
      while (like < i &&
             (zones->shares[like] == 0.0 || get_place (subject, like) != get_place (subject, i)))
        like++;
      zones->of[i] = like < i ? zones->of[like] : zones->n++;
    }
  zones->n = MAX (zones->n, 1);
}

/* From shares in all to shares in each zone. */
static void
share_out (NstZones *zones,
           int       n_styles)
{
  g_autofree double *sums = g_new0 (double, zones->n);

  for (int i = 0; i < n_styles; i++)
    sums[zones->of[i]] += zones->shares[i];
  for (int i = 0; i < n_styles && zones->n > 1; i++)
    zones->shares[i] /= sums[zones->of[i]];
}

/* The place of a zone's styles. */
static const NstImage *
get_zone_place (const NstZones   *zones,
                const NstSubject *subject,
                int               zone)
{
  int i = 0;

  while (i < subject->n_styles && (zones->of[i] != zone || zones->shares[i] == 0.0))
    i++;

  return i < subject->n_styles ? get_place (subject, i) : NULL;
}

/* The places at the size, and all of them added up in sum, which is 0 before. */
static gboolean
fit_places (NstZones         *zones,
            const NstSubject *subject,
            NstImage         *sum,
            const NstThreads *threads,
            GError          **error)
{
  const size_t n = (size_t) sum->width * sum->height;

  for (int zone = 0; zone < zones->n; zone++)
    {
      const NstImage *place = get_zone_place (zones, subject, zone);

      if (place == NULL)
        continue;
      zones->made[zone] = nst_image_resize_mask (place, sum->width, sum->height,
                                                 subject->settings->wrap, threads, error);
      if (zones->made[zone] == NULL)
        return FALSE;
      for (size_t i = 0; i < n; i++)
        sum->data[i] += zones->made[zone]->data[i];
    }

  return TRUE;
}

/* From what there is of a place to what counts, where all of them add up to sum. */
static void
settle (NstImage       *made,
        const NstImage *sum,
        const NstImage *mask)
{
  const size_t n = (size_t) made->width * made->height;

  for (size_t i = 0; i < n; i++)
    made->data[i] *= (mask != NULL ? mask->data[i] : 1.0f) / MAX (sum->data[i], 1.0f);
}

/* What no place has. */
static NstImage *
make_rest (const NstImage *sum,
           NstWrap         wrap,
           GError        **error)
{
  NstImage *rest = nst_image_new (sum->width, sum->height, 1, error);

  if (rest != NULL)
    rest->wrap = wrap;

  for (size_t i = 0; rest != NULL && i < (size_t) sum->width * sum->height; i++)
    rest->data[i] = sum->data[i] < 1.0f - LEAST_REST ? 1.0f - sum->data[i] : 0.0f;

  return rest;
}

static gboolean
make_masks (NstZones         *zones,
            const NstSubject *subject,
            NstImage         *sum,
            const NstImage   *mask,
            const NstThreads *threads,
            GError          **error)
{
  for (size_t i = 0; i < (size_t) sum->width * sum->height; i++)
    sum->data[i] = 0.0f;
  if (!fit_places (zones, subject, sum, threads, error))
    return FALSE;

  for (int zone = 0; zone < zones->n; zone++)
    {
      if (zones->made[zone] == NULL)
        zones->made[zone] = make_rest (sum, subject->settings->wrap, error);
      if (zones->made[zone] == NULL)
        return FALSE;
      settle (zones->made[zone], sum, mask);
      zones->masks[zone] = zones->made[zone];
    }

  return TRUE;
}

/* Leaves a zone out, and its styles. */
static void
drop (NstZones *zones,
      int       zone,
      int       n_styles)
{
  nst_image_free (zones->made[zone]);
  zones->n--;
  for (int k = zone; k < zones->n; k++)
    {
      zones->made[k]  = zones->made[k + 1];
      zones->masks[k] = zones->masks[k + 1];
    }
  zones->made[zones->n] = NULL;

  for (int i = 0; i < n_styles; i++)
    if (zones->of[i] == zone)
      {
        zones->of[i]     = 0;
        zones->shares[i] = 0.0;
      }
    else if (zones->of[i] > zone)
      zones->of[i]--;
}

/* What is nowhere is left out, and what is everywhere needs no mask. */
static void
simplify (NstZones *zones,
          int       n_styles)
{
  for (int zone = zones->n - 1; zone >= 0 && zones->n > 1; zone--)
    if (nst_image_is_alike (zones->masks[zone], 0.0f))
      drop (zones, zone, n_styles);

  if (zones->n == 1 && nst_image_is_alike (zones->masks[0], 1.0f))
    zones->masks[0] = NULL;
}

gboolean
nst_zones_init (NstZones         *zones,
                const NstSubject *subject,
                int               width,
                int               height,
                const NstImage   *mask,
                const NstThreads *threads,
                GError          **error)
{
  const int            n   = subject->n_styles;
  g_autoptr (NstImage) sum = NULL;

  *zones = (NstZones){ 0, g_new0 (int, n + 1), g_new0 (double, n + 1),
                       g_new0 (const NstImage *, n + 1), g_new0 (NstImage *, n + 1) };
  if (!nst_text_parse_shares (subject->settings, n, zones->shares, error))
    return FALSE;

  find_zones (zones, subject);
  share_out (zones, n);
  zones->masks[0] = mask;
  if (zones->n == 1 && get_zone_place (zones, subject, 0) == NULL)
    return TRUE;

  sum = nst_image_new (width, height, 1, error);
  if (sum == NULL || !make_masks (zones, subject, sum, mask, threads, error))
    return FALSE;
  simplify (zones, n);

  return TRUE;
}

void
nst_zones_clear (NstZones *zones)
{
  for (int zone = 0; zone < zones->n; zone++)
    nst_image_free (zones->made[zone]);
  g_clear_pointer (&zones->of, g_free);
  g_clear_pointer (&zones->shares, g_free);
  g_clear_pointer (&zones->masks, g_free);
  g_clear_pointer (&zones->made, g_free);
}

guint64
nst_zones_count_bytes (int n_zones,
                       int width,
                       int height)
{
  return n_zones > 0 ? sizeof (float) * (guint64) (n_zones + 1) * width * height : 0;
}
