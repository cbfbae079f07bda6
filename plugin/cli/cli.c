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
  NstCommand         command;
  NstCommandSettings settings;
  GPtrArray         *files;
  char              *text; /* of what is asked for */
  const char        *save; /* where the settings are to be saved; NULL: nowhere */
  gboolean           ends;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->files, g_ptr_array_unref);
  nst_command_settings_clear (&reading->settings);
  g_clear_pointer (&reading->text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)


/* ---- reading --------------------------------------------------------- */

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

/* Whether the word names a job; FALSE and an error where another is to be done. */
static gboolean
read_job (Reading    *reading,
          const char *word,
          gboolean   *is_job,
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
  NstCommandJob *job = &reading->command.job;

  *is_job = FALSE;
  for (size_t i = 0; i < G_N_ELEMENTS (jobs); i++)
    if (strcmp (word, jobs[i].name) == 0)
      {
        if (*job != NST_COMMAND_PAINT && *job != jobs[i].job)
          return nst_refuse (error, NST_ERROR_SETTINGS,
                             _ ("Only one of --evaluate, --time and --plan can be done at a "
                                "time."));

        *job    = jobs[i].job;
        *is_job = TRUE;
      }

  return TRUE;
}

/* An option with a value that has nothing to do with the table of settings, or its settings
 * with a file. */
static gboolean
read_option (Reading    *reading,
             const char *name,
             const char *attached,
             NstWords   *words,
             GError    **error)
{
  static const struct
  {
    const char *name;
    gboolean (*take) (NstCommand *, NstCommandSettings *, const char *, GError **);
  } takers[] = {
    { "go-on", nst_command_go_on },
    { "settings", nst_command_take_settings },
    { "settings-of", nst_command_take_all_settings },
  };
  NstCommand *command = &reading->command;
  const char *value   = NULL;
  const struct
  {
    const char  *name;
    const char **value;
  } texts[] = {
    { "output", &command->output },
    { "watch", &command->watch },
    { "gradient", &command->gradient },
    { "save-settings", &reading->save },
  };

  if (strcmp (name, "quiet") == 0 && !attached)
    return (command->quiet = TRUE);

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (name, texts[i].name) == 0)
      return nst_words_take_value (words, name, attached, texts[i].value, error);

  for (size_t i = 0; i < G_N_ELEMENTS (takers); i++)
    if (strcmp (name, takers[i].name) == 0)
      return nst_words_take_value (words, name, attached, &value, error) &&
             takers[i].take (command, &reading->settings, value, error);

  if (strcmp (name, "repeat") == 0)
    return nst_words_take_value (words, name, attached, &value, error) &&
           read_repeat (reading, value, error);

  return nst_words_read_setting (words, command, &reading->settings, name, attached, error);
}

/* One word that begins with "--", without that. */
static gboolean
read_long (Reading    *reading,
           const char *word,
           NstWords   *words,
           GError    **error)
{
  const char      *equals   = strchr (word, '=');
  const char      *attached = equals ? equals + 1 : NULL;
  g_autofree char *name     = equals ? g_strndup (word, equals - word) : g_strdup (word);
  gboolean         is_job;

  if (!read_job (reading, word, &is_job, error))
    return FALSE;
  if (is_job)
    return TRUE;

  if (strcmp (word, "texture") == 0)
    {
      reading->command.texture = TRUE;
      return nst_command_set (&reading->command, &reading->settings, "preset", name, error);
    }

  return read_option (reading, name, attached, words, error);
}

/* -o OUT, -o=OUT and -oOUT; but what has no extension is no output, and more likely a long
 * option with a dash too few. */
static gboolean
read_short (Reading    *reading,
            const char *word,
            NstWords   *words,
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
    return nst_words_take_value (words, "output", value, &reading->command.output, error);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("There is no option %s; neural-art --help lists them."), name);
}

static gboolean
read_word (Reading    *reading,
           const char *word,
           NstWords   *words,
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

/* What all words together ask for. */
static gboolean
finish_words (Reading *reading,
              GError **error)
{
  NstCommand *command = &reading->command;
  NstOptions *options = &reading->settings.options;

  if (reading->settings.record)
    nst_command_take_styles (command, reading->files, reading->settings.record);

  command->files   = (char **) reading->files->pdata;
  command->n_files = (int) reading->files->len;
  if (*options->init_file)
    command->init_file = options->init_file;
  if (*options->keep)
    command->keep_file = options->keep;
  command->where = options->where;

  if (command->texture)
    nst_options_make_texture (options);

  reading->ends = reading->save && command->job == NST_COMMAND_PAINT && !command->output &&
                  reading->files->len == 0;

  if (!nst_options_resolve (options, &command->settings, error) ||
      (!reading->ends && !nst_command_check (command, error)))
    return FALSE;

  if (!command->repeat)
    command->repeat = DEFAULT_REPEAT;

  reading->text   = nst_command_describe (command, options);
  command->record = reading->text;

  return !reading->save ||
         nst_command_save_settings (command, &reading->settings, reading->save, error);
}

static gboolean
read_words (Reading  *reading,
            NstWords *words,
            GError  **error)
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

  return finish_words (reading, error);
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
  NstWords           words   = { argv, argc, 1 };

  nst_process_open_standard ();
  setlocale (LC_ALL, "");
  g_set_prgname ("neural-art");
  find_words ();
  nst_command_settings_init (&reading.settings);

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
