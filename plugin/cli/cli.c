/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line's words: options of its own, and one for each setting of
 * the table.  Wrong usage ends with status 2, a run that fails with 1, either
 * with one sentence on standard error. */

#include "plugin/cli/cli.h"
#include "plugin/cli/interrupt.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#define VERSION        "0.1"
#define DEFAULT_REPEAT 4
#define MOST_REPEATS   1000

enum { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

/* What the words say; ends is set by --help, --styles and --version. */
typedef struct
{
  NstCommand  command;
  NstOptions  options;
  GPtrArray  *files;
  gboolean    ends;
} Reading;

/* The words not read yet. */
typedef struct
{
  char **words;
  int    n;
  int    next;
} Words;


/* ---- reading --------------------------------------------------------- */

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (NST_ERROR, NST_ERROR_SETTINGS,
                                                format, arguments));
  va_end (arguments);

  return FALSE;
}

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
    return refuse (error, _("The option --%s needs a value after it."), name);

  return TRUE;
}

static gboolean
has_choice (const NstSetting *setting,
            const char       *name)
{
  for (int i = 0; setting && setting->type == NST_SETTING_CHOICE
                  && setting->choices[i].name; i++)
    if (strcmp (setting->choices[i].name, name) == 0)
      return TRUE;

  return FALSE;
}

/* A setting that is yes or no needs no value, but may have one. */
static gboolean
read_switch (Reading           *reading,
             const NstSetting  *setting,
             const char        *attached,
             Words             *words,
             GError           **error)
{
  const char *value = attached ? attached : "yes";

  if (! attached && words->next < words->n
      && has_choice (setting, words->words[words->next]))
    value = words->words[words->next++];

  return nst_options_parse (&reading->options, setting->name, value, error);
}

/* Options that come from the table: --NAME VALUE, --NAME=VALUE, --NAME and
 * --no-NAME for what is yes or no, and --PRESET. */
static gboolean
read_setting (Reading     *reading,
              const char  *name,
              const char  *attached,
              Words       *words,
              GError     **error)
{
  const NstSetting *setting = nst_settings_find (name);
  const NstSetting *negated = g_str_has_prefix (name, "no-")
                              ? nst_settings_find (name + 3) : NULL;
  const char       *value   = NULL;

  if (has_choice (setting, "yes"))
    return read_switch (reading, setting, attached, words, error);

  if (setting)
    return take_value (words, name, attached, &value, error)
           && nst_options_parse (&reading->options, name, value, error);

  if (! attached && has_choice (negated, "no"))
    return nst_options_parse (&reading->options, negated->name, "no", error);

  if (! attached && has_choice (nst_settings_find ("preset"), name))
    return nst_options_parse (&reading->options, "preset", name, error);

  return refuse (error, _("There is no option --%s; neural-art --help lists "
                          "them."), name);
}

static gboolean
read_repeat (Reading     *reading,
             const char  *value,
             GError     **error)
{
  gint64 repeat;

  if (! g_ascii_string_to_signed (value, 10, 1, MOST_REPEATS, &repeat, NULL))
    return refuse (error, _("The option --repeat must be a whole number from "
                            "1 to %d, not \"%s\"."), MOST_REPEATS, value);

  reading->command.repeat = (int) repeat;

  return TRUE;
}

/* One word that begins with "--", without that. */
static gboolean
read_long (Reading     *reading,
           const char  *word,
           Words       *words,
           GError     **error)
{
  static const struct { const char *name; NstCommandJob job; } jobs[] =
  {
    { "evaluate", NST_COMMAND_EVALUATE },
    { "time",     NST_COMMAND_TIME },
    { "plan",     NST_COMMAND_PLAN },
  };
  const char      *equals   = strchr (word, '=');
  const char      *attached = equals ? equals + 1 : NULL;
  g_autofree char *name     = equals ? g_strndup (word, equals - word)
                              : g_strdup (word);
  NstCommand      *command  = &reading->command;
  const char      *value    = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (jobs) && ! attached; i++)
    if (strcmp (name, jobs[i].name) == 0)
      {
        if (command->job != NST_COMMAND_PAINT && command->job != jobs[i].job)
          return refuse (error, _("Only one of --evaluate, --time and --plan "
                                  "can be done at a time."));

        command->job = jobs[i].job;
        return TRUE;
      }

  if (strcmp (name, "texture") == 0 && ! attached)
    {
      command->texture = TRUE;
      return nst_options_parse (&reading->options, "preset", name, error);
    }

  if (strcmp (name, "output") == 0)
    return take_value (words, name, attached, &command->output, error);

  if (strcmp (name, "gradient") == 0)
    return take_value (words, name, attached, &command->gradient, error);

  if (strcmp (name, "repeat") == 0)
    return take_value (words, name, attached, &value, error)
           && read_repeat (reading, value, error);

  return read_setting (reading, name, attached, words, error);
}

static gboolean
read_word (Reading     *reading,
           const char  *word,
           Words       *words,
           GError     **error)
{
  if (strcmp (word, "--help") == 0 || strcmp (word, "-h") == 0)
    {
      nst_command_print_help ();
      reading->ends = TRUE;
      return TRUE;
    }

  if (strcmp (word, "--styles") == 0)
    {
      nst_command_print_styles ();
      reading->ends = TRUE;
      return TRUE;
    }

  if (strcmp (word, "--version") == 0)
    {
      puts ("neural-art " VERSION);
      reading->ends = TRUE;
      return TRUE;
    }

  if (g_str_has_prefix (word, "--"))
    return read_long (reading, word + 2, words, error);

  if (g_str_has_prefix (word, "-o"))
    return take_value (words, "output", word[2] ? word + 2 : NULL,
                       &reading->command.output, error);

  if (word[0] == '-' && word[1])
    return refuse (error, _("There is no option %s; neural-art --help lists "
                            "them."), word);

  g_ptr_array_add (reading->files, (gpointer) word);

  return TRUE;
}

/* A texture has no content, to compare with or to start from. */
static gboolean
check_texture (const NstCommand  *command,
               GError           **error)
{
  const NstInit init = command->settings.init;

  if (command->job != NST_COMMAND_PAINT && command->job != NST_COMMAND_PLAN)
    return refuse (error, _("--texture goes with painting and --plan only."));

  if (*command->settings.content_layers)
    return refuse (error, _("--texture has no content: leave out "
                            "--content-layers."));

  if (init == NST_INIT_CONTENT || init == NST_INIT_MIX)
    return refuse (error, _("--texture has no content to start from: --init "
                            "must be noise or file."));

  return TRUE;
}

/* The files that the job needs. */
static gboolean
check_files (const NstCommand  *command,
             GError           **error)
{
  const gboolean no_style = *command->settings.style_layers == '\0';
  const int      n        = command->n_files;

  switch (command->job)
    {
    case NST_COMMAND_TIME:
      return n == 0
             || refuse (error, _("--time takes no files: it works on noise."));

    case NST_COMMAND_EVALUATE:
      return n >= 3 - no_style
             || refuse (error, _("Name a canvas, a content picture and a style "
                                 "picture; neural-art --help says more."));

    default:
      if (command->settings.init == NST_INIT_FILE && ! command->init_file)
        return refuse (error, _("The setting \"init\" is file: name the "
                                "picture to start from by --init-file."));

      if (command->texture)
        return n >= 1
               || refuse (error, _("Name a style picture; neural-art --help "
                                   "says more."));

      return n >= 2 - no_style
             || refuse (error, _("Name a content picture and a style picture; "
                                 "neural-art --help says more."));
    }
}

/* Whether all is there that the job needs, and nothing that it has no use
 * for. */
static gboolean
check_command (const NstCommand  *command,
               GError           **error)
{
  if ((command->texture && ! check_texture (command, error))
      || ! check_files (command, error))
    return FALSE;

  if (command->job == NST_COMMAND_PAINT && ! command->output)
    return refuse (error, _("Say with -o where to save the painting, as in "
                            "-o painting.png."));

  if (command->job != NST_COMMAND_PAINT && command->output)
    return refuse (error, _("-o is for painting only."));

  if (command->job != NST_COMMAND_EVALUATE && command->gradient)
    return refuse (error, _("--gradient goes with --evaluate only."));

  if (command->job != NST_COMMAND_TIME && command->repeat)
    return refuse (error, _("--repeat goes with --time only."));

  return TRUE;
}

/* What makes a texture, where another preset is followed than that. */
static void
want_texture (NstOptions *options)
{
  if (*options->core.content_layers == '\0')
    g_strlcpy (options->core.content_layers, "none", sizeof options->core.content_layers);

  if (options->init == 0 && *options->init_file == '\0')
    options->init = NST_INIT_NOISE + 1;
}

static gboolean
read_words (Reading  *reading,
            Words    *words,
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
      else if (! read_word (reading, word, words, error))
        return FALSE;

      if (reading->ends)
        return TRUE;
    }

  reading->command.files   = (char **) reading->files->pdata;
  reading->command.n_files = (int) reading->files->len;
  if (*reading->options.init_file)
    reading->command.init_file = reading->options.init_file;

  if (reading->command.texture)
    want_texture (&reading->options);

  if (! nst_options_resolve (&reading->options, &reading->command.settings,
                             error)
      || ! check_command (&reading->command, error))
    return FALSE;

  if (! reading->command.repeat)
    reading->command.repeat = DEFAULT_REPEAT;

  return TRUE;
}


/* ---- running --------------------------------------------------------- */

static int
report (const GError *error,
        int           status)
{
  fprintf (stderr, "neural-art: %s\n",
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           ? _("Cancelled.") : error->message);

  return status;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GPtrArray) files   = g_ptr_array_new ();
  g_autoptr (GError)    error   = NULL;
  Reading               reading = { .files = files };
  Words                 words   = { argv, argc, 1 };

  setlocale (LC_ALL, "");
  g_set_prgname ("neural-art");
  nst_options_init (&reading.options);

  if (! read_words (&reading, &words, &error))
    return report (error, STATUS_USAGE);

  if (reading.ends)
    return fflush (stdout) == 0 ? STATUS_DONE : STATUS_FAILED;

  nst_interrupt_catch ();

  if (! nst_command_run (&reading.command, &error))
    return report (error, STATUS_FAILED);

  return STATUS_DONE;
}
