/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a proof sheet shows: three values by three, at the settings' limits too. */

#include "plugin/gimp/variations.h"

#include <glib.h>

typedef struct
{
  double now;
  double wanted[3];
} Values;

/* Without a limit near by, where a step just reaches one, and where it would go beyond. */
static const Values strengths[] = {
  { 50, { 35, 50, 65 } },
  { 15, { 0, 15, 30 } },
  { 85, { 70, 85, 100 } },
  { 100, { 70, 85, 100 } },
  { 90, { 60, 75, 90 } },
  { 0, { 0, 15, 30 } },
  { 5, { 5, 20, 35 } },
};

static const Values scales[] = {
  { 1, { 1 / 1.6, 1, 1.6 } },
  { 0.16, { 0.1, 0.16, 0.16 * 1.6 } },
  { 6.25, { 6.25 / 1.6, 6.25, 10 } },
  { 10, { 10 / 1.6 / 1.6, 10 / 1.6, 10 } },
  { 9, { 9 / 1.6 / 1.6, 9 / 1.6, 9 } },
  { 0.1, { 0.1, 0.16, 0.16 * 1.6 } },
};

static GPtrArray *
list (NstVary vary,
      double  strength,
      double  scale)
{
  NstOptions options;

  nst_options_init (&options);
  options.strength         = strength;
  options.core.style_scale = scale;
  options.core.colours     = NST_COLOURS_PHOTO;

  return nst_variations_list (vary, &options, NULL, NULL);
}

/* No two are alike, nor have they one name, and one is as it is now. */
static void
assert_distinct (const GPtrArray *variations)
{
  int n_present = 0;

  g_assert_cmpuint (variations->len, ==, 9);
  for (guint i = 0; i < variations->len; i++)
    {
      const NstVariation *one   = variations->pdata[i];
      g_autofree char    *pairs = nst_options_to_pairs (&one->options);

      n_present += one->present;
      for (guint j = 0; j < i; j++)
        {
          const NstVariation *other       = variations->pdata[j];
          g_autofree char    *other_pairs = nst_options_to_pairs (&other->options);

          g_assert_cmpstr (pairs, !=, other_pairs);
          g_assert_cmpstr (one->label, !=, other->label);
        }
    }
  g_assert_cmpint (n_present, ==, 1);
}

static void
assert_strength (const NstVariation *variation,
                 const Values       *values,
                 int                 column)
{
  g_assert_cmpfloat (variation->options.strength, ==, values->wanted[column]);
}

static void
test_strokes (void)
{
  for (size_t s = 0; s < G_N_ELEMENTS (strengths); s++)
    for (size_t k = 0; k < G_N_ELEMENTS (scales); k++)
      {
        g_autoptr (GPtrArray) made = list (NST_VARY_STROKES, strengths[s].now, scales[k].now);

        assert_distinct (made);
        for (int i = 0; i < 9; i++)
          {
            const NstVariation *variation = made->pdata[i];
            const double        scale     = variation->options.core.style_scale;

            assert_strength (variation, &strengths[s], i % 3);
            g_assert_cmpfloat_with_epsilon (scale, scales[k].wanted[i / 3], 1e-12);
            g_assert_cmpfloat (scale, >=, 0.1);
            g_assert_cmpfloat (scale, <=, 10);
            if (variation->present)
              g_assert_cmpfloat (scale, ==, scales[k].now);
          }
      }
}

static void
test_colours (void)
{
  for (size_t s = 0; s < G_N_ELEMENTS (strengths); s++)
    {
      g_autoptr (GPtrArray) made = list (NST_VARY_COLOURS, strengths[s].now, 1);

      assert_distinct (made);
      for (int i = 0; i < 9; i++)
        assert_strength (made->pdata[i], &strengths[s], i % 3);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/variations/strokes", test_strokes);
  g_test_add_func ("/variations/colours", test_colours);

  return g_test_run ();
}
