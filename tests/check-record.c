/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of all that makes a painting says what it was made from, whatever that is. */

#include "plugin/settings/settings.h"

#include <string.h>

static const char *const texts[] = {
  [NST_TEXT_PATH]     = "/a b/it's \"it\" # \n\303\244.png",
  [NST_TEXT_LAYERS]   = "conv1_1,pool5",
  [NST_TEXT_WEIGHTS]  = "0.25,1e-07",
  [NST_TEXT_SHARES]   = "3,1",
  [NST_TEXT_SCHEDULE] = "64:60,30000:1",
};

/* Something that isn't the default, from the far end of what is allowed. */
static void
change (NstOptions       *options,
        const NstSetting *setting)
{
  switch (setting->type)
    {
    case NST_SETTING_TEXT:
      nst_options_set_text (options, setting, texts[setting->text_kind]);
      break;

    case NST_SETTING_CHOICE:
      nst_options_set_number (options, setting, nst_setting_count_choices (setting) - 1);
      if (nst_options_is_default (options, setting))
        nst_options_set_number (options, setting, 0);
      break;

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      nst_options_set_number (options, setting,
                              setting->type == NST_SETTING_DOUBLE ? setting->max / 3
                                                                  : setting->max);
      if (nst_options_is_default (options, setting))
        nst_options_set_number (options, setting, setting->min);
      break;
    }

  g_assert_false (nst_options_is_default (options, setting));
}

static NstRecord *
read_again (const NstRecord *record)
{
  g_autofree char *text  = nst_record_write (record);
  g_autofree char *again = NULL;
  GError          *error = NULL;
  NstRecord       *read  = nst_record_read (text, &error);

  g_assert_no_error (error);
  again = nst_record_write (read);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpmem (&read->options, sizeof read->options, &record->options,
                   sizeof record->options);

  return read;
}

/* Each by itself, and all of them. */
static void
test_every_setting (void)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);
  NstOptions        all;

  nst_options_init (&all);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (NstRecord) record = NULL;
      g_autoptr (NstRecord) read   = NULL;
      NstOptions            one;

      nst_options_init (&one);
      change (&one, &table[i]);
      change (&all, &table[i]);
      record = nst_record_new (&one);
      read   = read_again (record);
      g_assert_false (nst_options_is_default (&read->options, &table[i]));
    }

  g_autoptr (NstRecord) record = nst_record_new (&all);
  g_autoptr (NstRecord) read   = read_again (record);

  for (int i = 0; i < n; i++)
    g_assert_false (nst_options_is_default (&read->options, &table[i]));
}

static void
test_facts (void)
{
  static const char *const values[] = { "great-wave", "/a b/it's\n# \"x\" = .png", "12",
                                        "-1,0,30,40", "=", "\\" };
  NstOptions               options;
  g_autoptr (NstRecord)    record = NULL;
  g_autoptr (NstRecord)    read   = NULL;

  nst_options_init (&options);
  record = nst_record_new (&options);
  for (int fact = NST_FACT_STYLE; fact < NST_N_FACTS; fact++)
    nst_record_add (record, (NstFact) fact, values[(size_t) fact % G_N_ELEMENTS (values)]);
  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    nst_record_add (record, NST_FACT_STYLE, values[i]);

  read = read_again (record);
  for (int fact = 0; fact < NST_N_FACTS; fact++)
    {
      g_assert_cmpint ((int) read->facts[fact]->len, ==, (int) record->facts[fact]->len);
      for (guint i = 0; i < record->facts[fact]->len; i++)
        g_assert_cmpstr (read->facts[fact]->pdata[i], ==, record->facts[fact]->pdata[i]);
    }
}

/* The version and the seed are told also where nothing else is. */
static void
test_plain (void)
{
  NstOptions            options;
  g_autoptr (NstRecord) record = NULL;
  g_autofree char      *text   = NULL;

  nst_options_init (&options);
  record = nst_record_new (&options);
  nst_record_add (record, NST_FACT_STYLE, NULL);
  nst_record_add (record, NST_FACT_STYLE, "");
  nst_record_add (record, NST_FACT_STYLE, "a wave");
  text = nst_record_write (record);
  g_assert_cmpstr (text, ==, "version=" NST_VERSION " style='a wave' seed=0");
}

static void
test_by_hand (void)
{
  GError               *error = NULL;
  g_autoptr (NstRecord) record =
    nst_record_read ("# a poster\r\nsize=64\r\n\r\nstyle='a b.jpg'  # and\nstyle=c.jpg\nseed=3 seed=4\n"
                     "content=1\ncontent=2",
                     &error);

  g_assert_no_error (error);
  g_assert_cmpint (record->options.core.size, ==, 64);
  g_assert_cmpint (record->options.core.seed, ==, 4);
  g_assert_cmpint ((int) record->facts[NST_FACT_STYLE]->len, ==, 2);
  g_assert_cmpstr (record->facts[NST_FACT_STYLE]->pdata[1], ==, "c.jpg");
  g_assert_cmpstr (nst_record_get (record, NST_FACT_CONTENT), ==, "2");
  g_assert_null (nst_record_get (record, NST_FACT_BOX));

  g_assert_true (nst_record_is_empty (" \t\n # nothing\n"));
  g_assert_false (nst_record_is_empty ("seed=1"));
}

static void
test_refused (void)
{
  static const char *const refused[] = { "size", "size=-1", "nosuch=1", "sty=1", "styles=a",
                                         "=1", "style='a" };

  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      GError    *error  = NULL;
      NstRecord *record = nst_record_read (refused[i], &error);

      g_assert_null (record);
      g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
      g_clear_error (&error);
    }
}

/* A setting of that name would never be read. */
static void
test_facts_are_no_settings (void)
{
  NstOptions            options;
  g_autoptr (NstRecord) record = NULL;
  g_autofree char      *text   = NULL;
  g_auto (GStrv)        words  = NULL;

  nst_options_init (&options);
  record = nst_record_new (&options);
  for (int fact = NST_FACT_STYLE; fact < NST_N_FACTS; fact++)
    nst_record_add (record, (NstFact) fact, "1");

  text  = nst_record_write (record);
  words = g_strsplit (text, " ", -1);
  g_assert_cmpint ((int) g_strv_length (words), ==, NST_N_FACTS + 1);
  for (int i = 0; i < NST_N_FACTS; i++)
    {
      *strchr (words[i], '=') = '\0';
      g_assert_null (nst_settings_find (words[i]));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/every-setting", test_every_setting);
  g_test_add_func ("/record/facts", test_facts);
  g_test_add_func ("/record/plain", test_plain);
  g_test_add_func ("/record/by-hand", test_by_hand);
  g_test_add_func ("/record/refused", test_refused);
  g_test_add_func ("/record/facts-are-no-settings", test_facts_are_no_settings);

  return g_test_run ();
}
