/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The README repeats two things that stand elsewhere: the table of settings,
 * and the scripts for folders.  They are held against each other here.
 * With --print, prints the settings as the README is to show them. */

#include "plugin/settings/settings.h"

#include <string.h>

#define README "README.md"

static void
append_values (GString          *text,
               const NstSetting *setting)
{
  const NstChoice *choice;

  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      for (choice = setting->choices; choice->name; choice++)
        g_string_append_printf (text, "%s`%s`",
                                choice == setting->choices ? "" : ", ",
                                choice->name);
      break;

    case NST_SETTING_TEXT:
      g_string_append (text, "text");
      break;

    default:
      g_string_append_printf (text, "%.10g to %.10g", setting->min, setting->max);
      break;
    }
}

static void
append_default (GString          *text,
                const NstSetting *setting)
{
  if (setting->type == NST_SETTING_CHOICE)
    g_string_append_printf (text, "`%s`",
                            setting->choices[(int) setting->default_number].name);
  else if (setting->type == NST_SETTING_TEXT)
    g_string_append (text, *setting->default_text ? setting->default_text : "empty");
  else
    g_string_append_printf (text, "%.10g", setting->default_number);
}

static void
append_row (GString          *text,
            const NstSetting *setting)
{
  g_string_append_printf (text, "| `%s` | ", setting->name);
  append_values (text, setting);
  g_string_append (text, " | ");
  append_default (text, setting);
  g_string_append_printf (text, " | %s |\n", setting->help);
}

/* The table in Markdown, group by group; free with g_free. */
static char *
settings_in_markdown (void)
{
  GString          *text = g_string_new ("| Setting | Values | Default | What it is |\n"
                                                  "| --- | --- | --- | --- |\n");
  int               n_settings;
  const NstSetting *table = nst_settings_table (&n_settings);

  for (int group = 0; group < NST_N_GROUPS; group++)
    {
      g_string_append_printf (text, "| **%s** | | | |\n", nst_setting_groups[group]);
      for (int i = 0; i < n_settings; i++)
        if (table[i].group == (NstSettingGroup) group)
          append_row (text, &table[i]);
    }

  return g_string_free (text, FALSE);
}

static void
assert_in_readme (const char *part,
                  const char *hint)
{
  g_autofree char   *readme = NULL;
  g_autoptr (GError) error  = NULL;

  g_file_get_contents (README, &readme, NULL, &error);
  g_assert_no_error (error);

  if (!strstr (readme, part))
    {
      g_test_message ("%s", hint);
      g_test_fail ();
    }
}

static void
test_settings (void)
{
  g_autofree char *table = settings_in_markdown ();

  assert_in_readme (table, "paste what check-readme --print prints");
}

/* The file from its first definition on. */
static void
test_script (gconstpointer path)
{
  g_autofree char   *script = NULL;
  g_autoptr (GError) error  = NULL;
  const char        *body;

  g_file_get_contents (path, &script, NULL, &error);
  g_assert_no_error (error);

  body = strstr (script, "\n(");
  g_assert_nonnull (body);
  assert_in_readme (body + 1, "paste the script into the README");
}

int
main (int    argc,
      char **argv)
{
  if (argc > 1 && strcmp (argv[1], "--print") == 0)
    {
      g_autofree char *table = settings_in_markdown ();

      g_print ("%s", table);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/readme/settings", test_settings);
  g_test_add_data_func ("/readme/script-for-gimp-2.10",
                        "plugin/gimp/batch-2.10.scm", test_script);
  g_test_add_data_func ("/readme/script-for-gimp-3",
                        "plugin/gimp/batch-3.scm", test_script);

  return g_test_run ();
}
