/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line's words: options of its own, and one for each setting of the table.
 * Wrong usage ends with status 2, a run that fails with 1, either with one sentence on
 * standard error.
 *
 * The words are read here and not by GOption, which would take the file name after
 * --normalise, whose value may be left out, for that value, has no --no-NAME and --PRESET
 * made from a table, and does not name a setting's range or choices. */

#include "plugin/cli/cli-options.h"
#include "plugin/cli/cli.h"
#include "plugin/cli/interrupt.h"
#include "plugin/cli/process.h"
#include "plugin/cli/terminal.h"
#include "plugin/cli/unfinished.h"
#include "plugin/settings/words.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#define DEFAULT_REPEAT 4
#define MOST_REPEATS   1000

enum
{
  STATUS_DONE   = 0,
  STATUS_FAILED = 1,
  STATUS_USAGE  = 2
};

/* What the words say; ends is set by --help and others that only tell. */
typedef struct
{
  NstCommand command;
  NstOptions options;
  GPtrArray *files;
  NstRecord *record; /* of --settings-of; NULL: none */
  char      *text;   /* of what is asked for */
  gboolean   ends;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->files, g_ptr_array_unref);
  g_clear_pointer (&reading->record, nst_record_free);
  g_clear_pointer (&reading->text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* The words not read yet. */
typedef struct
{
  char **words;
  int    n;
  int    next;
} Words;


/* ---- reading --------------------------------------------------------- */

/* What belongs to an option: after its "=", or the next word. */
static gboolean
take_value (Words       *words,
            const char  *name,
            const char  *attached,
            const char **value,
            GError     **error)
{
  if (attached)
    *value = attached;
  else if (words->next < words->n)
    *value = words->words[words->next++];
  else
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The option --%s needs a value after it."), name);

  return TRUE;
}

/* Whether there is such a setting, and it has such a choice. */
static gboolean
has_choice (const NstSetting *setting,
            const char       *name)
{
  return setting && nst_setting_find_choice (setting, name) >= 0;
}

/* A setting that is yes or no needs no value, but may have one. */
static gboolean
read_switch (Reading          *reading,
             const NstSetting *setting,
             const char       *attached,
             Words            *words,
             GError          **error)
{
  const char *value = attached ? attached : "yes";

  if (!attached && words->next < words->n &&
      has_choice (setting, words->words[words->next]))
    value = words->words[words->next++];

  return nst_options_parse (&reading->options, setting->name, value, error);
}

/* Options that come from the table: --NAME VALUE, --NAME=VALUE, --NAME and
 * --no-NAME for what is yes or no, and --PRESET. */
static gboolean
read_setting (Reading    *reading,
              const char *name,
              const char *attached,
              Words      *words,
              GError    **error)
{
  const NstSetting *setting = nst_settings_find (name);
  const NstSetting *negated = g_str_has_prefix (name, "no-")
                                ? nst_settings_find (name + 3)
                                : NULL;
  const char       *value   = NULL;

  if (has_choice (setting, "yes"))
    return read_switch (reading, setting, attached, words, error);

  if (setting)
    return take_value (words, name, attached, &value, error) &&
           nst_options_parse (&reading->options, name, value, error);

  if (!attached && negated && has_choice (negated, "no"))
    return nst_options_parse (&reading->options, negated->name, "no", error);

  if (!attached && has_choice (nst_settings_find ("preset"), name))
    return nst_options_parse (&reading->options, "preset", name, error);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("There is no option --%s; neural-art --help lists them."), name);
}

static gboolean
read_repeat (Reading    *reading,
             const char *value,
             GError    **error)
{
  gint64 repeat;

  if (!g_ascii_string_to_signed (value, 10, 1, MOST_REPEATS, &repeat, NULL))
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The option --repeat must be a whole number from 1 to %d, not \"%s\"."),
                       MOST_REPEATS, value);

  reading->command.repeat = (int) repeat;

  return TRUE;
}

/* Where the file that an option names belongs; FALSE: it names none. */
static gboolean
find_file (NstCommand   *command,
           const char   *name,
           const char ***file)
{
  *file = strcmp (name, "output") == 0  ? &command->output
          : strcmp (name, "watch") == 0 ? &command->watch
                                        : &command->gradient;

  return *file != &command->gradient || strcmp (name, "gradient") == 0;
}

/* One word that begins with "--", without that. */
static gboolean
read_long (Reading    *reading,
           const char *word,
           Words      *words,
           GError    **error)
{
  static const struct
  {
    const char   *name;
    NstCommandJob job;
  } jobs[] = {
    { "evaluate", NST_COMMAND_EVALUATE },
    { "time", NST_COMMAND_TIME },
    { "plan", NST_COMMAND_PLAN },
  };
  const char      *equals   = strchr (word, '=');
  const char      *attached = equals ? equals + 1 : NULL;
  g_autofree char *name     = equals ? g_strndup (word, equals - word)
                                     : g_strdup (word);
  NstCommand      *command  = &reading->command;
  NstOptions      *options  = &reading->options;
  const char     **file;
  const char      *value = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (jobs) && !attached; i++)
    if (strcmp (name, jobs[i].name) == 0)
      {
        if (command->job != NST_COMMAND_PAINT && command->job != jobs[i].job)
          return nst_refuse (error, NST_ERROR_SETTINGS,
                             _ ("Only one of --evaluate, --time and --plan can be done at a "
                                "time."));

        command->job = jobs[i].job;
        return TRUE;
      }

  if (strcmp (name, "texture") == 0 && !attached)
    {
      command->texture = TRUE;
      return nst_options_parse (&reading->options, "preset", name, error);
    }

  if (strcmp (name, "quiet") == 0 && !attached)
    return (command->quiet = TRUE);

  if (find_file (command, name, &file))
    return take_value (words, name, attached, file, error);

  if (strcmp (name, "go-on") == 0)
    return take_value (words, name, attached, &value, error) &&
           nst_command_go_on (command, options, &reading->record, value, error);

  if (strcmp (name, "settings-of") == 0)
    return take_value (words, name, attached, &value, error) &&
           nst_command_take_settings (command, options, &reading->record, value, error);

  if (strcmp (name, "repeat") == 0)
    return take_value (words, name, attached, &value, error) &&
           read_repeat (reading, value, error);

  return read_setting (reading, name, attached, words, error);
}

/* -o OUT, -o=OUT and -oOUT; but what has no extension is no output, and more likely a long
 * option with a dash too few. */
static gboolean
read_short (Reading    *reading,
            const char *word,
            Words      *words,
            GError    **error)
{
  const char      *equals = strchr (word, '=');
  g_autofree char *name   = equals ? g_strndup (word, equals - word) : g_strdup (word);
  const char      *value  = equals ? equals + 1 : word[2] ? word + 2
                                                          : NULL;

  if (strcmp (word, "-q") == 0)
    return (reading->command.quiet = TRUE);

  if (strcmp (name, "-o") == 0 ||
      (g_str_has_prefix (name, "-o") && !equals && value && strchr (value, '.')))
    return take_value (words, "output", value, &reading->command.output, error);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("There is no option %s; neural-art --help lists them."), name);
}

static gboolean
read_word (Reading    *reading,
           const char *word,
           Words      *words,
           GError    **error)
{
  if (nst_command_tell (word))
    return (reading->ends = TRUE);

  if (strcmp (word, "--complete") == 0)
    {
      nst_command_complete (words->words + words->next, words->n - words->next);
      return (reading->ends = TRUE);
    }

  if (g_str_has_prefix (word, "--"))
    return read_long (reading, word + 2, words, error);

  if (word[0] == '-' && word[1])
    return read_short (reading, word, words, error);

  g_ptr_array_add (reading->files, (gpointer) word);

  return TRUE;
}

static gboolean
read_words (Reading *reading,
            Words   *words,
            GError **error)
{
  gboolean only_files = FALSE;

  while (words->next < words->n)
    {
      const char *word = words->words[words->next++];

      if (only_files)
        g_ptr_array_add (reading->files, (gpointer) word);
      else if (strcmp (word, "--") == 0)
        only_files = TRUE;
      else if (!read_word (reading, word, words, error))
        return FALSE;

      if (reading->ends)
        return TRUE;
    }

  if (reading->record)
    nst_command_take_styles (&reading->command, reading->files, reading->record);

  reading->command.files   = (char **) reading->files->pdata;
  reading->command.n_files = (int) reading->files->len;
  if (*reading->options.init_file)
    reading->command.init_file = reading->options.init_file;
  if (*reading->options.keep)
    reading->command.keep_file = reading->options.keep;
  reading->command.where = reading->options.where;

  if (reading->command.texture)
    nst_options_make_texture (&reading->options);

  if (!nst_options_resolve (&reading->options, &reading->command.settings, error) ||
      !nst_command_check (&reading->command, error))
    return FALSE;

  if (!reading->command.repeat)
    reading->command.repeat = DEFAULT_REPEAT;

  reading->text           = nst_command_describe (&reading->command, &reading->options);
  reading->command.record = reading->text;

  return TRUE;
}


/* ---- running --------------------------------------------------------- */

static int
report (const GError *error,
        int           status)
{
  nst_terminal_say (error->message);

  return status;
}

static void
find_words (void)
{
  g_autofree char *program_dir = nst_command_folder ();
  g_autofree char *folder      = nst_words_folder (program_dir);

  nst_words_bind (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error   = NULL;
  g_auto (Reading)   reading = { .files = g_ptr_array_new () };
  Words              words   = { argv, argc, 1 };

  nst_process_open_standard ();
  setlocale (LC_ALL, "");
  g_set_prgname ("neural-art");
  find_words ();
  nst_options_init (&reading.options);

  if (!read_words (&reading, &words, &error))
    return report (error, g_error_matches (error, NST_ERROR, NST_ERROR_SETTINGS) ? STATUS_USAGE
                                                                                 : STATUS_FAILED);

  if (reading.ends)
    return fflush (stdout) == 0 ? STATUS_DONE : STATUS_FAILED;

  nst_process_soften_limits ();

  if (nst_process_check_numbers (&error) && nst_interrupt_catch (&error) &&
      nst_command_run (&reading.command, &error))
    return STATUS_DONE;

  /* One sentence: of this failure, or of a signal that came meanwhile. */
  nst_interrupt_close (&error);

  return report (error, STATUS_FAILED);
}
