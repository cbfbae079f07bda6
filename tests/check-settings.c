/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of settings, its rules and sentences, progress in words, and places by names. */

#include "plugin/settings/settings-words.h"
#include "plugin/shared/places.h"
#include "plugin/shared/progress-text.h"
#include "tests/resolve-pairs.h"

#include <locale.h>
#include <math.h>
#include <string.h>


/* ---- the table ------------------------------------------------------- */

static void
test_defaults (void)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);
  NstOptions        options;

  memset (&options, 0xff, sizeof options);
  nst_options_init (&options);

  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];

      g_assert_nonnull (setting->label);
      g_assert_nonnull (setting->help);
      g_assert_true (nst_settings_find (setting->name) == setting);

      if (setting->type == NST_SETTING_TEXT)
        {
          g_assert_cmpstr (nst_options_get_text (&options, setting), ==,
                           setting->default_text);
          g_assert_cmpuint (setting->text_size, >, 1);
          continue;
        }

      const double value = nst_options_get_number (&options, setting);
      double       most  = setting->max;

      g_assert_cmpfloat (value, ==, setting->default_number);

      if (setting->type == NST_SETTING_CHOICE)
        for (most = -1; setting->choices[(int) most + 1].name; most++)
          g_assert_nonnull (setting->choices[(int) most + 1].label);
      else
        g_assert_cmpfloat (setting->step, >, 0);

      g_assert_cmpfloat (value, >=, setting->min);
      g_assert_cmpfloat (value, <=, most);
    }
}

static void
test_names_unique (void)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    {
      g_assert_cmpuint (strspn (table[i].name, "abcdefghijklmnopqrstuvwxyz-"),
                        ==, strlen (table[i].name));

      for (int j = 0; j < i; j++)
        {
          g_assert_cmpstr (table[i].name, !=, table[j].name);
          g_assert_cmpuint (table[i].offset, !=, table[j].offset);
        }

      for (int k = 0; table[i].choices && table[i].choices[k].name; k++)
        for (int j = 0; j < k; j++)
          g_assert_cmpstr (table[i].choices[k].name, !=,
                           table[i].choices[j].name);
    }
}

/* What stands for the preset's value is the default, in the way of the setting's type. */
static void
test_automatic (void)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);
  NstOptions        options;

  nst_options_init (&options);
  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];

      g_assert_true (nst_options_is_default (&options, setting));
      g_assert_cmpint (nst_options_is_automatic (&options, setting), ==, setting->automatic);
      if (setting->type == NST_SETTING_CHOICE)
        g_assert_cmpint (setting->automatic, ==, nst_setting_find_choice (setting, "auto") == 0);
      else if (setting->type == NST_SETTING_DOUBLE)
        g_assert_cmpint (setting->automatic, ==, setting->min == -1);
      else if (setting->type == NST_SETTING_TEXT)
        g_assert_cmpint (setting->automatic, ==, setting->text_kind != NST_TEXT_PATH && setting->text_kind != NST_TEXT_SHARES);
    }

  nst_options_parse_pairs (&options, "alpha=0 history=1 pool=max schedule=0:5", NULL);
  g_assert_false (nst_options_is_automatic (&options, nst_settings_find ("alpha")));
  g_assert_false (nst_options_is_automatic (&options, nst_settings_find ("history")));
  g_assert_false (nst_options_is_automatic (&options, nst_settings_find ("pool")));
  g_assert_false (nst_options_is_automatic (&options, nst_settings_find ("schedule")));
  g_assert_true (nst_options_is_automatic (&options, nst_settings_find ("beta")));
}

/* What scripts and the PyTorch reference call the same must keep its name,
 * and its choices theirs. */
static void
test_names_kept (void)
{
  static const char *const pairs[] = {
    "size=512", "content-layers=conv4_2", "style-layers=conv1_1,pool4",
    "pool=max", "pool=avg", "pool=max3", "pool=avg3", "alpha=5", "beta=100", "seed=3",
    "init=content", "init=noise", "statistic=gram", "statistic=moments", "normalise=yes",
    "style-weights=256,64,16,4,1", "tv=2", "edge=zero", "edge=replicate",
    "preset=look", "preset=tensorflow", "preset=lasagne", "preset=deeppy", "threads=2",
    "history=20", "schedule=64:60,128:40", "stages=all", "stages=last"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      NstOptions options;
      GError    *error = NULL;

      nst_options_init (&options);
      nst_options_parse_pairs (&options, pairs[i], &error);
      g_assert_no_error (error);
    }
}


/* ---- text ------------------------------------------------------------ */

static void
test_round_trip (void)
{
  static const char *const pairs[] = {
    "",
    "strength=12.5",
    "preset=gram strength=100 quality=best size=4096 style-scale=0.1 "
    "content-layers=none style-layers=pool1,conv5_4 style-weights=0.25,1e-07 "
    "alpha=0.3 beta=0 tv=1000000000 tv-power=0.5 tv-edge=zero statistic=moments weighting=mean "
    "normalise=no edge=zero pool=avg init=mix noise=0.1 noise-kind=uniform noise-range=0 "
    "optimiser=gd learning-rate=0.001 history=1 "
    "schedule=64:60,30000:100000 scales=4 seed=2147483647 threads=256 memory=0.5",
    "alpha=0.30000000000000004",
    "preset=texture width=30000 height=1 init=file init-file='/a b/it'\\''s.png'"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      NstOptions       options, again;
      GError          *error = NULL;
      g_autofree char *text  = NULL;

      nst_options_init (&options);
      nst_options_parse_pairs (&options, pairs[i], &error);
      g_assert_no_error (error);

      text = nst_options_to_pairs (&options);
      g_assert_cmpstr (text, ==, pairs[i]);

      nst_options_init (&again);
      nst_options_parse_pairs (&again, text, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (&again, sizeof again, &options, sizeof options);
    }
}

static void
test_white_space (void)
{
  NstOptions       options;
  GError          *error = NULL;
  g_autofree char *text  = NULL;

  nst_options_init (&options);
  nst_options_parse_pairs (&options, "\t seed=1\n\n  size=64 \r\n", &error);
  g_assert_no_error (error);
  nst_options_parse (&options, "style-layers", " conv1_1 , pool1", &error);
  g_assert_no_error (error);

  nst_options_set_text (&options, nst_settings_find ("schedule"), " \t");
  text = nst_options_to_pairs (&options);
  g_assert_cmpstr (text, ==, "size=64 style-layers=conv1_1,pool1 seed=1");
}

/* Nothing of a refused line may stick. */
static void
test_refused_pairs_change_nothing (void)
{
  NstOptions       options;
  g_autofree char *text = NULL;

  nst_options_init (&options);
  g_assert_false (nst_options_parse_pairs (&options, "seed=1 size=-1", NULL));

  text = nst_options_to_pairs (&options);
  g_assert_cmpstr (text, ==, "");
}

static void
test_refused (void)
{
  /* The pair, and what the sentence must name. */
  static const char *const cases[][2] = {
    { "strength=101", "\"strength\"" },
    { "strength=-1", "\"strength\"" },
    { "strength=nan", "\"strength\"" },
    { "strength=inf", "\"strength\"" },
    { "strength=1e999", "\"strength\"" },
    { "strength=0x10", "\"strength\"" },
    { "strength=1,5", "\"1,5\"" },
    { "strength=5%", "\"5%\"" },
    { "strength=", "\"strength\"" },
    { "strength=--5", "\"strength\"" },
    { "strength=1e", "\"strength\"" },
    { "size=1.5", "whole number" },
    { "size=30001", "30000" },
    { "style-scale=0.05", "0.1" },
    { "alpha=-0.5", "-1" },
    { "beta=-2", "\"beta\"" },
    { "tv=1e10", "\"tv\"" },
    { "noise=1.01", "\"noise\"" },
    { "learning-rate=-1", "\"learning-rate\"" },
    { "history=101", "\"history\"" },
    { "tv-power=4.5", "\"tv-power\"" },
    { "noise-range=256", "\"noise-range\"" },
    { "noise-kind=pink", "\"noise-kind\"" },
    { "weighting=sum", "\"weighting\"" },
    { "weighting=gatys", "Gram matrices" },
    { "preset=tensorflow statistic=moments weighting=gatys", "Gram matrices" },
    { "weighting=gradient", "adam or gd" },
    { "tv-edge=zero", "\"tv-power\"" },
    { "tv-edge=one", "\"tv-edge\"" },
    { "preset=lasagne weighting=gradient", "adam or gd" },
    { "preset=deeppy optimiser=lbfgs", "adam or gd" },
    { "preset=deeppy tv-power=0", "\"tv-edge\"" },
    { "seed=2147483648", "\"seed\"" },
    { "threads=257", "\"threads\"" },
    { "memory=-1", "\"memory\"" },
    { "quality=perfect", "draft, good, best" },
    { "preset=", "look, gram, sketch, watercolour, tensorflow, lasagne, "
                 "deeppy, texture" },
    { "width=30001", "\"width\"" },
    { "height=-1", "\"height\"" },
    { "width=64", "\"width\" and \"height\"" },
    { "preset=texture height=64 content-layers=conv4_2", "content-layers" },
    { "seed='1", "quotation mark" },
    { "statistic=Gram", "auto, moments, gram" },
    { "normalise=1", "\"normalise\"" },
    { "edge=wrap", "\"edge\"" },
    { "pool=min", "\"pool\"" },
    { "init=style", "\"init\"" },
    { "optimiser=sgd", "\"optimiser\"" },
    { "content-layers=conv4_5", "\"conv4_5\"" },
    { "content-layers=conv6_1", "\"conv6_1\"" },
    { "content-layers=conv0_1", "\"conv0_1\"" },
    { "content-layers=conv1_3", "\"conv1_3\"" },
    { "content-layers=conv1_1x", "\"conv1_1x\"" },
    { "content-layers=conv", "\"conv\"" },
    { "content-layers=Conv1_1", "\"Conv1_1\"" },
    { "style-layers=pool6", "\"pool6\"" },
    { "style-layers=pool0", "\"pool0\"" },
    { "style-layers=pool1_1", "\"pool1_1\"" },
    { "style-layers=conv1_1,", "\"style-layers\"" },
    { "style-layers=none,pool1", "\"none\"" },
    { "style-layers=pool1,pool1", "twice" },
    { "content-weights=1,2", "it has 2 for 1" },
    { "content-weights=-1", "\"-1\"" },
    { "content-weights=0", "above 0" },
    { "content-layers=none content-weights=1", "it has 1 for 0" },
    { "style-weights=1,2", "it has 2 for 5" },
    { "style-weights=1,2,3,4,-5", "\"-5\"" },
    { "style-weights=1,2,3,4,nan", "\"nan\"" },
    { "style-weights=1,2,3,4,", "\"style-weights\"" },
    { "style-weights=0,0,0,0,0", "above 0" },
    { "style-layers=none style-weights=1", "it has 1 for 0" },
    { "style-layers=none content-layers=none tv=0", "none" },
    { "schedule=64", "\"64\"" },
    { "schedule=64:0", "\"64:0\"" },
    { "schedule=0:1,64:5", "\"0:1\"" },
    { "schedule=64:5,0:1,0:2", "\"0:1\"" },
    { "schedule=0:0", "\"0:0\"" },
    { "schedule=64:100001", "\"64:100001\"" },
    { "schedule=64:5,64:5", "\"schedule\"" },
    { "schedule=128:5,64:5", "\"64:5\"" },
    { "schedule=64:5,", "\"schedule\"" },
    { "schedule=64:5:5", "\"64:5:5\"" },
    { "schedule=64:1.5", "\"64:1.5\"" },
    { "schedule=30001:5", "\"30001:5\"" },
    { "nonsense=1", "\"nonsense\"" },
    { "=1", "no setting" },
    { "seed", "name=value" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = test_refusal (cases[i][0]);

      g_test_message ("%s: %s", cases[i][0], message);
      g_assert_nonnull (strstr (message, cases[i][1]));
      g_assert_true (g_str_has_suffix (message, "."));
    }
}

/* What a person may write is what the engine follows, and nothing else. */
static void
test_schedule_is_the_engines (void)
{
  static const char *const texts[] = { "56:2", "56.0:2", "5.6e1:2", "56:2e0", "+56:+2", "056:02",
                                       "56.5:2", "0x38:2", "56:2e-1", "56;2", "56:2,", "5e9:2",
                                       "inf:2", "56:nan", "56:2:2", "-56:2" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      NstScheduleEntry entries[NST_MAX_STAGES];
      NstOptions       options;
      NstSettings      settings;
      int              n;
      const gboolean   engine = nst_text_parse_schedule (texts[i], "schedule", entries, &n, NULL);

      nst_options_init (&options);
      g_assert_true (nst_options_parse (&options, "schedule", texts[i], NULL) == engine);
      g_assert_true (engine == (i < 6));
      if (!engine)
        continue;

      g_assert_true (nst_options_resolve (&options, &settings, NULL));
      g_assert_true (nst_text_parse_schedule (settings.schedule, "schedule", entries, &n, NULL));
      g_assert_cmpint (entries[0].size, ==, 56);
      g_assert_cmpint (entries[0].evaluations, ==, 2);
    }
}

static void
test_too_long (void)
{
  g_autofree char *layers  = g_strnfill (5000, 'x');
  g_autofree char *pairs   = g_strconcat ("style-layers=", layers, NULL);
  g_autofree char *message = test_refusal (pairs);

  g_assert_nonnull (strstr (message, "\"style-layers\""));
  g_assert_cmpuint (strlen (message), <, 200);
}

/* A comma as decimal point must change neither what is read nor written. */
static void
test_locale (void)
{
  static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8" };
  NstOptions               options;
  GError                  *error  = NULL;
  const char              *chosen = NULL;
  g_autofree char         *text   = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (names) && !chosen; i++)
    chosen = setlocale (LC_NUMERIC, names[i]);

  if (!chosen)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }

  nst_options_init (&options);
  nst_options_parse (&options, "noise", "0.5", &error);
  g_assert_no_error (error);
  text = nst_options_to_pairs (&options);
  setlocale (LC_NUMERIC, "C");

  g_assert_cmpfloat (options.core.noise, ==, 0.5);
  g_assert_cmpstr (text, ==, "noise=0.5");
}

/* Random text must be taken or refused, and what is taken must resolve or be
 * refused: no crash, and never a number outside its range. */
static void
test_fuzz (void)
{
  static const char characters[] =
    "0123456789.,:=-+eE _\n\tconvpolstyle\"%\xc3\xa9\xff";
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int round = 0; round < 20000; round++)
    {
      NstOptions  options;
      NstSettings settings;
      char        value[24];
      const int   length = g_test_rand_int_range (0, sizeof value);
      const int   which  = g_test_rand_int_range (0, n);

      for (int i = 0; i < length; i++)
        value[i] = characters[g_test_rand_int_range (0, sizeof characters - 1)];
      value[length] = '\0';

      nst_options_init (&options);

      if (!nst_options_parse (&options, table[which].name, value, NULL))
        continue;

      if (table[which].type == NST_SETTING_DOUBLE)
        {
          const double number = nst_options_get_number (&options,
                                                        &table[which]);

          g_assert_true (number >= table[which].min &&
                         number <= table[which].max);
        }

      nst_options_resolve (&options, &settings, NULL);
    }
}


/* ---- progress -------------------------------------------------------- */

static void
test_progress_text (void)
{
  static const struct
  {
    double      seconds;
    const char *text;
  } cases[] = {
    { -1, "512 px, step 40 of 100" },
    { NAN, "512 px, step 40 of 100" },
    { 0, "512 px, step 40 of 100, a few seconds left" },
    { 9, "512 px, step 40 of 100, a few seconds left" },
    { 30, "512 px, step 40 of 100, less than a minute left" },
    { 60, "512 px, step 40 of 100, about 1 minute left" },
    { 125, "512 px, step 40 of 100, about 2 minutes left" },
    { 5300, "512 px, step 40 of 100, about 88 minutes left" },
    { 7300, "512 px, step 40 of 100, about 2 hours left" },
    { 1e300, "512 px, step 40 of 100, about 999 hours left" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NstProgress progress = {
        .seconds_left = cases[i].seconds,
        .size         = 512,
        .step         = 40,
        .n_steps      = 100,
      };
      g_autofree char *text = nst_progress_text (&progress);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}


/* ---- places ---------------------------------------------------------- */

/* Rows of styles: keys ended by NULL, and what the two settings become. */
static gboolean
follow (NstParts          *parts,
        NstOptions        *options,
        const char *const *keys)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  while (*keys)
    g_ptr_array_add (list, (gpointer) *keys++);

  return nst_parts_follow (parts, list, options);
}

#define KEYS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
set_parts (NstOptions *options,
           const char *shares,
           const char *where)
{
  nst_options_set_text (options, nst_settings_find ("shares"), shares);
  nst_options_set_text (options, nst_settings_find ("where"), where);
}

static void
assert_parts (const NstOptions *options,
              const char       *shares,
              const char       *where)
{
  g_assert_cmpstr (options->core.shares, ==, shares);
  g_assert_cmpstr (options->where, ==, where);
}

static NstPart *
get_part (const NstParts *parts,
          guint           i)
{
  return parts->all->pdata[i];
}

/* What a text says is kept as it was written until something else is to be said; a style more has
 * a mean share, and those that stay have theirs, in whatever order. */
static void
test_parts (void)
{
  g_autoptr (NstParts) parts = nst_parts_new ();
  NstOptions           options;

  nst_options_init (&options);
  set_parts (&options, "3,1", "sky, -");
  g_assert_false (follow (parts, &options, KEYS ("a", "b")));
  assert_parts (&options, "3,1", "sky, -");
  g_assert_cmpfloat (get_part (parts, 0)->share, ==, 75.0);
  g_assert_cmpstr (get_part (parts, 0)->where, ==, "sky");
  g_assert_true (nst_parts_is_alone (parts, 0));
  g_assert_cmpfloat (nst_parts_get_fraction (parts, 1), ==, 1.0);

  g_assert_true (follow (parts, &options, KEYS ("a", "b", "c")));
  assert_parts (&options, "75,25,50", "sky,-,-");
  g_assert_false (nst_parts_is_alone (parts, 1));
  g_assert_cmpfloat_with_epsilon (nst_parts_get_fraction (parts, 2), 2.0 / 3.0, 1e-12);
  g_assert_true (follow (parts, &options, KEYS ("c", "a")));
  assert_parts (&options, "50,75", "-,sky");
  g_assert_false (follow (parts, &options, KEYS ("c", "a")));

  nst_parts_set_where (parts, 1, "");
  get_part (parts, 1)->share = 12.34;
  nst_parts_give (parts, &options);
  assert_parts (&options, "50,12.3", "");
  g_assert_false (nst_parts_have_places (parts));
}

/* One style alone has no share, but a place; without any, nothing is touched; texts that are not
 * for so many styles say nothing. */
static void
test_parts_that_fit (void)
{
  g_autoptr (NstParts) parts = nst_parts_new ();
  NstOptions           options;

  nst_options_init (&options);
  set_parts (&options, "3,1", "-,selection");
  follow (parts, &options, KEYS ("a", "c"));
  g_assert_true (follow (parts, &options, KEYS ("c")));
  assert_parts (&options, "", "selection");
  g_assert_false (follow (parts, &options, &KEYS ("c")[1]));
  assert_parts (&options, "", "selection");

  set_parts (&options, "1,1,18", "");
  g_assert_false (follow (parts, &options, KEYS ("a", "b", "c")));
  g_assert_cmpfloat_with_epsilon (get_part (parts, 2)->share, NST_MOST_SHARE, 1e-9);
  g_assert_true (follow (parts, &options, KEYS ("a", "b")));
  assert_parts (&options, "", "");
  set_parts (&options, "1,2,3", "a,b");
  g_assert_true (follow (parts, &options, KEYS ("a", "b")));
  assert_parts (&options, "", "a,b");
}

static void
test_where (void)
{
  g_auto (GStrv)     names = nst_where_split (" the sky ,-,", 3, NULL);
  g_auto (GStrv)     none  = nst_where_split ("", 2, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (names[0], ==, "the sky");
  g_assert_cmpstr (names[1], ==, "");
  g_assert_cmpstr (names[2], ==, "");
  g_assert_null (names[3]);
  g_assert_cmpuint (g_strv_length (none), ==, 2);
  g_assert_cmpstr (none[1], ==, "");

  g_assert_null (nst_where_split ("sky", 2, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "1 for 2"));

  g_assert_cmpint (nst_where_count (""), ==, 0);
  g_assert_cmpint (nst_where_count ("-,"), ==, 0);
  g_assert_cmpint (nst_where_count ("sky,-,sky, -"), ==, 2);
  g_assert_cmpint (nst_where_count ("sky,sea"), ==, 2);
  g_assert_true (nst_where_has ("-, selection", NST_WHERE_SELECTION));
  g_assert_false (nst_where_has ("selection of mine", NST_WHERE_SELECTION));
}

typedef struct
{
  const char *unknown;
  int         n_read;
} Known;

static NstImage *
read_place (const char *name,
            gpointer    user_data,
            GError    **error)
{
  Known *known = user_data;

  known->n_read++;
  if (strcmp (name, known->unknown) == 0)
    {
      nst_refuse (error, NST_ERROR_PICTURE, "There is no %s.", name);
      return NULL;
    }

  return nst_image_new (1, 1, 1, error);
}

/* The same name is the same image, read once. */
static void
test_places (void)
{
  g_auto (GStrv)     names  = nst_where_split ("sky,-,sea,sky", 4, NULL);
  Known              known  = { "", 0 };
  g_auto (NstPlaces) places = { NULL };
  g_auto (NstPlaces) none   = { NULL };
  g_auto (NstPlaces) failed = { NULL };
  g_auto (GStrv)     empty  = nst_where_split ("-,-", 2, NULL);
  g_autoptr (GError) error  = NULL;

  g_assert_true (nst_places_read (&places, names, read_place, &known, NULL));
  g_assert_cmpint (known.n_read, ==, 2);
  g_assert_true (places.of[0] == places.of[3] && places.of[0] != places.of[2]);
  g_assert_null (places.of[1]);

  g_assert_true (nst_places_read (&none, empty, read_place, &known, NULL));
  g_assert_null (none.of);

  known.unknown = "sea";
  g_assert_false (nst_places_read (&failed, names, read_place, &known, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
}

/* Choices by their labels, numbers as short as can be. */
static void
test_told (void)
{
  static const struct
  {
    const char *pairs;
    const char *name;
    const char *told;
  } cases[] = {
    { "preset=sketch", "preset", "Pencil" },
    { "", "strength", "50" },
    { "style-scale=0.75", "style-scale", "0.75" },
    { "seed=123456", "seed", "123456" },
    { "schedule=64:5", "schedule", "64:5" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NstOptions       options;
      g_autofree char *told = NULL;

      nst_options_init (&options);
      g_assert_true (nst_options_parse_pairs (&options, cases[i].pairs, NULL));
      told = nst_settings_tell (&options, nst_settings_find (cases[i].name));
      g_assert_cmpstr (told, ==, cases[i].told);
    }
}

/* Its text, given as a schedule, makes the same last stage. */
static void
test_last_stage (void)
{
  static const struct
  {
    const char *schedule;
    int         width;
    int         size;
    int         evaluations;
  } cases[] = {
    { "96:2,128:7", 128, 0, 7 },
    { "96:2,128:7", 800, 128, 7 },
    { "96:2,128:7", 100, 96, 2 },
    { "96:2,0:9", 800, 0, 9 },
    { "", 800, 0, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NstSettings      settings;
      NstOptions       options;
      NstScheduleEntry last;
      NstScheduleEntry again;

      nst_options_init (&options);
      nst_options_set_text (&options, nst_settings_find ("schedule"), cases[i].schedule);
      g_assert_true (nst_options_resolve (&options, &settings, NULL));
      g_assert_true (nst_estimate_last_stage (&settings, cases[i].width, cases[i].width * 3 / 4, &last, NULL));
      g_assert_cmpint (last.size, ==, cases[i].size);
      if (cases[i].evaluations)
        g_assert_cmpint (last.evaluations, ==, cases[i].evaluations);

      g_snprintf (settings.schedule, sizeof settings.schedule, "%d:%d", last.size,
                  last.evaluations);
      g_assert_true (nst_estimate_last_stage (&settings, cases[i].width, cases[i].width * 3 / 4, &again, NULL));
      g_assert_cmpint (again.size, ==, last.size);
      g_assert_cmpint (again.evaluations, ==, last.evaluations);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_unsetenv ("NEURAL_ART_THREADS");
  g_unsetenv ("NEURAL_ART_MEMORY");
  g_unsetenv ("NEURAL_ART_WEIGHTS");

  g_test_add_func ("/settings/defaults-in-range", test_defaults);
  g_test_add_func ("/settings/names-unique", test_names_unique);
  g_test_add_func ("/settings/names-kept", test_names_kept);
  g_test_add_func ("/settings/automatic", test_automatic);
  g_test_add_func ("/settings/round-trip", test_round_trip);
  g_test_add_func ("/settings/white-space", test_white_space);
  g_test_add_func ("/settings/refused-pairs-change-nothing",
                   test_refused_pairs_change_nothing);
  g_test_add_func ("/settings/refused", test_refused);
  g_test_add_func ("/settings/schedule-is-the-engines", test_schedule_is_the_engines);
  g_test_add_func ("/settings/too-long", test_too_long);
  g_test_add_func ("/settings/locale", test_locale);
  g_test_add_func ("/settings/fuzz", test_fuzz);
  g_test_add_func ("/settings/told", test_told);
  g_test_add_func ("/settings/last-stage", test_last_stage);
  g_test_add_func ("/progress/in-words", test_progress_text);
  g_test_add_func ("/where/text", test_where);
  g_test_add_func ("/parts/rows", test_parts);
  g_test_add_func ("/parts/fit", test_parts_that_fit);
  g_test_add_func ("/where/places", test_places);

  return g_test_run ();
}
