/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a word of the command line may become, for a shell's completion: by the tables of
 * options and settings, and the shelf.  Words are taken as cli.c takes them. */

#include "plugin/cli/cli-options.h"
#include "plugin/cli/cli.h"
#include "plugin/shared/shelf.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

/* What is known of the words before the last. */
typedef struct
{
  const char *option;      /* whose value the last one is, or is to be; NULL: none's */
  gboolean    only_files;  /* after "--" */
  int         first_style; /* among the files */
  int         n_files;
} Place;


/* ---- lines that are printed -------------------------------------------- */

/* A candidate that begins as it is to.  Explanations may be NULL. */
static void
offer (const char *begun,
       const char *candidate,
       const char *explanation)
{
  if (!g_str_has_prefix (candidate, begun))
    return;

  if (explanation)
    printf ("%s\t%s\n", candidate, explanation);
  else
    puts (candidate);
}

static void
offer_pictures (void)
{
  const char *const *endings = nst_shelf_get_endings ();

  fputs ("\tpictures", stdout);
  for (int i = 0; endings[i]; i++)
    printf ("\t%s", endings[i]);
  putchar ('\n');
}

static void
say (const char *text)
{
  printf ("\tsay\t%s\n", text);
}


/* ---- values ------------------------------------------------------------- */

static void
offer_choices (const NstChoice *choices,
               const char      *begun)
{
  for (int i = 0; choices[i].name; i++)
    offer (begun, choices[i].name, _ (choices[i].blurb));
}

/* The layers of the network, after those that are written. */
static void
offer_layers (const char *begun)
{
  const char      *comma  = strrchr (begun, ',');
  g_autofree char *before = comma ? g_strndup (begun, comma + 1 - begun) : g_strdup ("");

  for (int block = 1; block <= 5; block++)
    for (int i = 0; i <= 4; i++)
      {
        g_autofree char *layer = i < 4 ? g_strdup_printf ("conv%d_%d", block, i + 1)
                                       : g_strdup_printf ("pool%d", block);
        g_autofree char *all   = g_strconcat (before, layer, NULL);
        int              layers[NST_N_LAYERS];
        int              n;

        /* Each once. */
        if (nst_text_parse_layers (all, "layers", layers, &n, NULL))
          offer (begun, all, NULL);
      }

  if (!comma)
    offer (begun, NST_NO_LAYERS, NULL);
}

static void
offer_values (const NstSetting *setting,
              const char       *begun)
{
  g_autofree char *range = NULL;
  g_autofree char *text  = NULL;

  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      offer_choices (setting->choices, begun);
      return;

    case NST_SETTING_TEXT:
      if (setting->text_kind == NST_TEXT_PATH)
        offer_pictures ();
      else if (setting->text_kind == NST_TEXT_LAYERS)
        offer_layers (begun);
      else
        say (_ (setting->help));
      return;

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      range = nst_command_describe_range (setting);
      text  = g_strdup_printf ("%s: %s", range, _ (setting->help));
      say (text);
      return;
    }
}

static const NstCommandOption *
find_option (const char *name)
{
  for (const NstCommandOption *option = nst_command_options; option->name; option++)
    if (strcmp (name, option->name) == 0)
      return option;

  return NULL;
}

static void
offer_value_of (const char *name,
                const char *begun)
{
  const NstCommandOption *option  = find_option (name);
  const NstSetting       *setting = nst_settings_find (name);

  if (setting)
    offer_values (setting, begun);
  else if (option && option->argument == NST_ARGUMENT_PICTURE)
    offer_pictures ();
  else if (option && option->argument == NST_ARGUMENT_FILE)
    puts ("\tfiles");
  else if (option && option->argument == NST_ARGUMENT_NUMBER)
    say (_ (option->help));
}


/* ---- words -------------------------------------------------------------- */

static void
offer_option (const char *begun,
              const char *before,
              const char *name,
              const char *explanation)
{
  g_autofree char *word = g_strconcat (before, name, NULL);

  offer (begun, word, explanation);
}

static void
offer_options (const char *begun)
{
  const NstSetting *preset = nst_settings_find ("preset");
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (const NstCommandOption *option = nst_command_options; option->name; option++)
    {
      const char letter[] = { option->letter, 0 };

      offer_option (begun, "--", option->name, _ (option->help));
      if (option->letter)
        offer_option (begun, "-", letter, _ (option->help));
    }

  for (int i = 0; i < n; i++)
    {
      offer_option (begun, "--", table[i].name, _ (table[i].help));
      if (nst_setting_find_choice (&table[i], "no") >= 0 &&
          nst_setting_find_choice (&table[i], "yes") >= 0)
        offer_option (begun, "--no-", table[i].name, _ (table[i].help));
    }

  for (int i = 0; preset->choices[i].name; i++)
    if (!find_option (preset->choices[i].name))
      offer_option (begun, "--", preset->choices[i].name, _ (preset->choices[i].blurb));
}

static void
offer_styles (const char *begun)
{
  g_autofree char      *folder = nst_command_folder ();
  g_autoptr (GPtrArray) shelf  = nst_shelf_list (folder);

  for (guint i = 0; i < shelf->len; i++)
    {
      const NstShelfStyle *style = shelf->pdata[i];

      offer (begun, style->name, style->title);
    }
}

/* An option whose next word is its value: by its name, after "--". */
static gboolean
takes_word (const char *name)
{
  const NstCommandOption *option  = find_option (name);
  const NstSetting       *setting = nst_settings_find (name);

  return setting ? nst_setting_find_choice (setting, "yes") < 0
                 : option && option->argument != NST_ARGUMENT_NONE;
}

/* Goes on by one word, another one after it. */
static void
pass (Place      *place,
      const char *word)
{
  const gboolean is_value = place->option != NULL;

  place->option = NULL;

  if (is_value)
    return;

  if (place->only_files || word[0] != '-' || !word[1])
    place->n_files++;
  else if (strcmp (word, "--") == 0)
    place->only_files = TRUE;
  else if (strcmp (word, "-o") == 0)
    place->option = "output";
  else if (strcmp (word, "--texture") == 0)
    place->first_style = 0;
  else if (strcmp (word, "--evaluate") == 0)
    place->first_style = 2;
  else if (g_str_has_prefix (word, "--") && takes_word (word + 2))
    place->option = word + 2;
}

void
nst_command_complete (char **words,
                      int    n_words)
{
  const char      *last   = n_words > 0 ? words[n_words - 1] : "";
  const char      *before = n_words > 1 ? words[n_words - 2] : "";
  const char      *equals = strchr (last, '=');
  Place            place  = { .first_style = 1 };
  g_autofree char *name   = NULL;

  for (int i = 0; i < n_words - 1; i++)
    pass (&place, words[i]);

  if (place.option)
    offer_value_of (place.option, last);
  else if (!place.only_files && g_str_has_prefix (last, "--") && equals)
    {
      name = g_strndup (last + 2, equals - last - 2);
      offer_value_of (name, equals + 1);
    }
  else if (!place.only_files && last[0] == '-')
    offer_options (last);
  else
    {
      const NstSetting *setting = g_str_has_prefix (before, "--") ? nst_settings_find (before + 2)
                                                                  : NULL;

      if (setting && nst_setting_find_choice (setting, "yes") >= 0) /* it may be left out */
        offer_choices (setting->choices, last);
      if (place.n_files >= place.first_style)
        offer_styles (last);
      offer_pictures ();
    }
}
