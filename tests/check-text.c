/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parsers of what settings hold as lists in text: what each takes, what it makes of
 * it, and how it refuses the rest. */

#include "core/settings/text.h"

#include <locale.h>
#include <math.h>
#include <string.h>

/* A text that is refused, and what its sentence must say besides the setting's name. */
typedef struct
{
  const char *text;
  const char *sentence;
} Refusal;

/* Checks the sentence for a text of the setting "some-list", and frees it. */
static void
check_refusal (gboolean parsed,
               Refusal  refusal,
               GError  *error)
{
  g_test_message ("\"%s\": %s", refusal.text, error != NULL ? error->message : "taken");
  g_assert_false (parsed);
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "The setting \"some-list\""));
  g_assert_nonnull (strstr (error->message, refusal.sentence));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_error_free (error);
}


/* ---- numbers --------------------------------------------------------- */

static void
test_number (void)
{
  /* clang-format off */
  static const struct { const char *text; double value; } cases[] =
  {
    { "0", 0.0 }, { "12", 12.0 }, { "+3", 3.0 }, { "-2.5", -2.5 }, { ".5", 0.5 }, { "5.", 5.0 },
    { "1e3", 1000.0 }, { "1E-2", 0.01 }, { "007", 7.0 }, { "1e-999", 0.0 },
    { "0.30000000000000004", 0.30000000000000004 }
  };
  /* clang-format on */
  /* clang-format off */
  static const char *const none[] =
  {
    "", " ", " 1", "1 ", "1\n", "1,5", "1e999", "-1e999", "nan", "NaN", "inf", "infinity", "0x10",
    "1e", "e5", "-", "+", ".", "--5", "1-2", "1.2.3", "5%", "one", "\xd9\xa1"
  };
  /* clang-format on */
  double value;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (nst_text_read_number (cases[i].text, &value));
      g_assert_cmpfloat (value, ==, cases[i].value);
    }

  g_assert_true (nst_text_read_number ("-0", &value));
  g_assert_cmpfloat (value, ==, 0.0);

  for (size_t i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_test_message ("\"%s\"", none[i]);
      g_assert_false (nst_text_read_number (none[i], &value));
    }
}


/* ---- layers ---------------------------------------------------------- */

#define ALL_LAYERS \
  "conv1_1,conv1_2,pool1,conv2_1,conv2_2,pool2,conv3_1,conv3_2,conv3_3,conv3_4,pool3," \
  "conv4_1,conv4_2,conv4_3,conv4_4,pool4,conv5_1,conv5_2,conv5_3,conv5_4,pool5"

static void
test_layers (void)
{
  /* clang-format off */
  static const struct { const char *text; int n; int layers[3]; } cases[] =
  {
    { "", 0 }, { "conv1_1", 1, { 0 } }, { "pool5", 1, { 20 } }, { "conv4_2", 1, { 12 } },
    { "pool1,conv1_1,conv5_4", 3, { 2, 0, 19 } }
  };
  /* clang-format on */
  int     layers[NST_N_LAYERS];
  int     n     = -1;
  GError *error = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (nst_text_parse_layers (cases[i].text, "some-list", layers, &n, &error));
      g_assert_no_error (error);
      g_assert_cmpint (n, ==, cases[i].n);
      for (int j = 0; j < n; j++)
        g_assert_cmpint (layers[j], ==, cases[i].layers[j]);
    }

  g_assert_true (nst_text_parse_layers (ALL_LAYERS, "some-list", layers, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, NST_N_LAYERS);
  for (int i = 0; i < n; i++)
    g_assert_cmpint (layers[i], ==, i);
}

static void
test_bad_layers (void)
{
  /* clang-format off */
  static const Refusal refusals[] =
  {
    { ",", "\"\"" }, { "conv1_1,", "\"\"" }, { ",conv1_1", "\"\"" }, { "a,,b", "\"a\"" },
    { "conv1_1,,pool1", "\"\"" }, { " ", "\" \"" }, { "conv1_1, pool1", "\" pool1\"" },
    { "conv1_1 ", "\"conv1_1 \"" }, { "Conv1_1", "\"Conv1_1\"" }, { "conv6_1", "\"conv6_1\"" },
    { "conv0_1", "\"conv0_1\"" }, { "conv1_3", "\"conv1_3\"" }, { "conv4_5", "\"conv4_5\"" },
    { "conv1_1x", "\"conv1_1x\"" }, { "conv", "\"conv\"" }, { "conv1", "\"conv1\"" },
    { "pool0", "\"pool0\"" }, { "pool6", "\"pool6\"" }, { "pool1_1", "\"pool1_1\"" },
    { "none", "\"none\"" }, { "conv1_1;pool1", "\"conv1_1;pool1\"" }, { "12", "\"12\"" },
    { "pool1,pool1", "\"pool1\" twice" }, { "conv1_1,pool1,conv1_1", "\"conv1_1\" twice" },
    { ALL_LAYERS ",pool3", "\"pool3\" twice" }
  };
  /* clang-format on */

  for (size_t i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      int      layers[NST_N_LAYERS];
      int      n;
      GError  *error  = NULL;
      gboolean parsed = nst_text_parse_layers (refusals[i].text, "some-list", layers, &n, &error);

      check_refusal (parsed, refusals[i], error);
    }
}

static void
test_blocks (void)
{
  /* clang-format off */
  static const int blocks[NST_N_LAYERS] =
    { 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5 };
  /* clang-format on */

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    g_assert_cmpint (nst_text_get_block (layer), ==, blocks[layer]);
}


/* ---- weights --------------------------------------------------------- */

static void
test_weights (void)
{
  /* clang-format off */
  static const struct { const char *text; int n; double weights[3]; } cases[] =
  {
    { "", 0 }, { "1", 1, { 1.0 } }, { "0,0.5", 2, { 0.0, 0.5 } }, { "1,-0", 2, { 1.0, 0.0 } },
    { "1,5", 2, { 1.0, 5.0 } }, { "1e-300,2E2,.25", 3, { 1e-300, 200.0, 0.25 } }
  };
  /* clang-format on */
  double  weights[NST_N_LAYERS];
  int     n     = -1;
  GError *error = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (nst_text_parse_weights (cases[i].text, "some-list", weights, &n, &error));
      g_assert_no_error (error);
      g_assert_cmpint (n, ==, cases[i].n);
      for (int j = 0; j < n; j++)
        g_assert_cmpfloat (weights[j], ==, cases[i].weights[j]);
    }
}

/* More than there are layers: all are counted, and none is written beyond the last. */
static void
test_many_weights (void)
{
  g_autoptr (GString) text = g_string_new ("1");
  double              weights[NST_N_LAYERS + 1];
  int                 n;
  GError             *error = NULL;

  weights[NST_N_LAYERS] = -7.0;
  for (int i = 2; i <= 50; i++)
    g_string_append_printf (text, ",%d", i);

  g_assert_true (nst_text_parse_weights (text->str, "some-list", weights, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 50);
  g_assert_cmpfloat (weights[NST_N_LAYERS - 1], ==, NST_N_LAYERS);
  g_assert_cmpfloat (weights[NST_N_LAYERS], ==, -7.0);
}

static void
test_bad_weights (void)
{
  /* clang-format off */
  static const Refusal refusals[] =
  {
    { ",", "\"\" is not one" }, { "1,", "\"\" is not one" }, { ",1", "\"\" is not one" },
    { "a,,b", "\"a\" is not one" }, { "1,,2", "\"\" is not one" }, { " ", "\" \" is not one" },
    { "1, 2", "\" 2\" is not one" }, { "-1", "\"-1\" is not one" }, { "1,-2", "\"-2\" is not one" },
    { "1e999", "\"1e999\" is not one" }, { "nan", "\"nan\" is not one" },
    { "1,NaN", "\"NaN\" is not one" }, { "inf", "\"inf\" is not one" },
    { "0x10", "\"0x10\" is not one" }, { "1:2", "\"1:2\" is not one" },
    { "0", "above 0, and \"0\"" }, { "0,0", "above 0, and \"0,0\"" }, { "-0", "above 0" },
    { "1e308,1e308", "above 0" }
  };
  /* clang-format on */

  for (size_t i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      double   weights[NST_N_LAYERS];
      int      n;
      GError  *error  = NULL;
      gboolean parsed = nst_text_parse_weights (refusals[i].text, "some-list", weights, &n,
                                                &error);

      check_refusal (parsed, refusals[i], error);
    }
}


/* ---- the schedule ---------------------------------------------------- */

static void
test_schedule (void)
{
  /* clang-format off */
  static const struct { const char *text; int n; NstScheduleEntry entries[3]; } cases[] =
  {
    { "", 0 }, { "64:60", 1, { { 64, 60 } } }, { "1:1", 1, { { 1, 1 } } },
    { "64:60,128:40", 2, { { 64, 60 }, { 128, 40 } } }, { "0:500", 1, { { 0, 500 } } },
    { "64:4,30000:100000,0:3", 3, { { 64, 4 }, { 30000, 100000 }, { 0, 3 } } },
    { "007:05", 1, { { 7, 5 } } }, { "1e2:1e1", 1, { { 100, 10 } } },
    { "56.0:2", 1, { { 56, 2 } } }, { "5.6e1:2", 1, { { 56, 2 } } }, { "56:2e0", 1, { { 56, 2 } } }, { "-0:5", 1, { { 0, 5 } } }
  };
  /* clang-format on */
  NstScheduleEntry entries[NST_MAX_STAGES];
  int              n     = -1;
  GError          *error = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (nst_text_parse_schedule (cases[i].text, "some-list", entries, &n, &error));
      g_assert_no_error (error);
      g_assert_cmpint (n, ==, cases[i].n);
      for (int j = 0; j < n; j++)
        {
          g_assert_cmpint (entries[j].size, ==, cases[i].entries[j].size);
          g_assert_cmpint (entries[j].evaluations, ==, cases[i].entries[j].evaluations);
        }
    }
}

/* As many sizes as there can be, and one more. */
static void
test_many_sizes (void)
{
  g_autoptr (GString) text = g_string_new ("1:2");
  NstScheduleEntry    entries[NST_MAX_STAGES];
  int                 n;
  gboolean            parsed;
  GError             *error = NULL;

  for (int i = 2; i <= NST_MAX_STAGES; i++)
    g_string_append_printf (text, ",%d:%d", i, 2 * i);
  g_assert_true (nst_text_parse_schedule (text->str, "some-list", entries, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, NST_MAX_STAGES);
  g_assert_cmpint (entries[n - 1].evaluations, ==, 2 * NST_MAX_STAGES);

  g_string_append (text, ",0:1");
  parsed = nst_text_parse_schedule (text->str, "some-list", entries, &n, &error);
  check_refusal (parsed, (Refusal){ text->str, "32 sizes" }, error);
}

static void
test_bad_schedule (void)
{
  /* clang-format off */
  static const Refusal refusals[] =
  {
    { ",", "\"\" does not fit" }, { "64:5,", "\"\" does not fit" },
    { ",64:5", "\"\" does not fit" },
    { "a,,b", "\"a\" does not fit" }, { "64:5,,65:5", "\"\" does not fit" },
    { " ", "\" \" does not fit" }, { "64:5, 65:5", "\" 65:5\" does not fit" },
    { "64", "\"64\" does not fit" }, { ":", "\":\" does not fit" }, { "64:", "\"64:\"" },
    { ":5", "\":5\"" }, { "64:5:5", "\"64:5:5\"" }, { "64;5", "\"64;5\"" }, { "64:x", "\"64:x\"" },
    { "64:0", "\"64:0\"" }, { "64:-1", "\"64:-1\"" }, { "64:-0", "\"64:-0\"" },
    { "-64:5", "\"-64:5\"" }, { "64:1.5", "\"64:1.5\"" }, { "64.5:5", "\"64.5:5\"" },
    { "64:1,5", "\"5\" does not fit" }, { "64:1e999", "\"64:1e999\"" },
    { "1e999:5", "\"1e999:5\"" },
    { "nan:5", "\"nan:5\"" }, { "64:nan", "\"64:nan\"" }, { "64:100001", "1 to 100000" },
    { "30001:5", "\"30001:5\"" }, { "64:5,64:5", "\"64:5\"" }, { "128:5,64:5", "\"64:5\"" },
    { "0:0", "\"0:0\"" }, { "0:1,64:5", "\"0:1\"" }, { "64:5,0:1,0:2", "\"0:1\"" }
  };
  /* clang-format on */

  for (size_t i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      NstScheduleEntry entries[NST_MAX_STAGES];
      int              n;
      GError          *error  = NULL;
      gboolean         parsed = nst_text_parse_schedule (refusals[i].text, "some-list", entries, &n,
                                                         &error);

      check_refusal (parsed, refusals[i], error);
    }
}


/* ---- all layers ------------------------------------------------------ */

static void
test_compared (void)
{
  NstSettings  settings;
  NstLayerList content;
  NstLayerList style;
  GError      *error = NULL;

  nst_settings_init (&settings);
  g_strlcpy (settings.content_layers, "conv4_2,pool1", sizeof (settings.content_layers));
  g_strlcpy (settings.style_layers, "conv1_1,conv1_2", sizeof (settings.style_layers));
  g_strlcpy (settings.style_weights, "3,1", sizeof (settings.style_weights));

  g_assert_true (nst_text_parse_compared (&settings, &content, &style, &error));
  g_assert_no_error (error);
  g_assert_cmpint (content.n, ==, 2);
  g_assert_cmpint (content.layers[0], ==, 12);
  g_assert_cmpint (content.layers[1], ==, 2);
  g_assert_cmpfloat (content.weights[0], ==, 1.0);
  g_assert_cmpfloat (content.weights[1], ==, 1.0);
  g_assert_cmpint (style.n, ==, 2);
  g_assert_cmpfloat (style.weights[0], ==, 0.75);
  g_assert_cmpfloat (style.weights[1], ==, 0.25);
}

static void
test_compared_refused (void)
{
  /* clang-format off */
  static const struct { const char *layers; const char *weights; const char *sentence; } cases[] =
  {
    { "", "", "\"content-layers\" and \"style-layers\" are both none" },
    { "", "1", "\"style-layers\": it has 1 for 0" },
    { "conv1_1,pool1", "1", "\"style-weights\" must have one number for each of "
                            "\"style-layers\": it has 1 for 2" },
    { "conv1_1,pool1", "1,2,3", "it has 3 for 2" },
    { "conv9_9", "", "\"style-layers\" names a layer \"conv9_9\"" },
    { "conv1_1", "x", "\"style-weights\" must be numbers" }
  };
  /* clang-format on */

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NstSettings        settings;
      NstLayerList       content;
      NstLayerList       style;
      g_autoptr (GError) error = NULL;

      nst_settings_init (&settings);
      g_strlcpy (settings.style_layers, cases[i].layers, sizeof (settings.style_layers));
      g_strlcpy (settings.style_weights, cases[i].weights, sizeof (settings.style_weights));
      g_assert_false (nst_text_parse_compared (&settings, &content, &style, &error));
      g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
      g_assert_nonnull (strstr (error->message, cases[i].sentence));
    }
}

/* A comma as decimal point must change nothing. */
static void
test_locale (void)
{
  static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8" };
  const char              *chosen  = NULL;
  double                   weights[NST_N_LAYERS];
  int                      n = -1;
  gboolean                 parsed;

  for (size_t i = 0; i < G_N_ELEMENTS (names) && chosen == NULL; i++)
    chosen = setlocale (LC_NUMERIC, names[i]);

  if (chosen == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }

  parsed = nst_text_parse_weights ("1,5,0.5", "some-list", weights, &n, NULL);
  setlocale (LC_NUMERIC, "C");

  g_assert_true (parsed);
  g_assert_cmpint (n, ==, 3);
  g_assert_cmpfloat (weights[2], ==, 0.5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/number", test_number);
  g_test_add_func ("/text/layers", test_layers);
  g_test_add_func ("/text/layers/refused", test_bad_layers);
  g_test_add_func ("/text/layers/blocks", test_blocks);
  g_test_add_func ("/text/weights", test_weights);
  g_test_add_func ("/text/weights/many", test_many_weights);
  g_test_add_func ("/text/weights/refused", test_bad_weights);
  g_test_add_func ("/text/schedule", test_schedule);
  g_test_add_func ("/text/schedule/many-sizes", test_many_sizes);
  g_test_add_func ("/text/schedule/refused", test_bad_schedule);
  g_test_add_func ("/text/compared", test_compared);
  g_test_add_func ("/text/compared/refused", test_compared_refused);
  g_test_add_func ("/text/locale", test_locale);

  return g_test_run ();
}
