/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every argument has its name; settings are a text as in GIMP 2.10. */

#include "plugin/gimp/gimp3-files.h"

#include <string.h>

#include <gegl.h>
#include <glib/gi18n.h>

#define RUN_MODE "run-mode"

/* What the dialog was left with is kept by last-values.h: GIMP's own memory would take the place
 * of what a script gives. */
#define FLAGS (G_PARAM_READWRITE | GIMP_PARAM_DONT_SERIALIZE)

/* For a dialog what is as it is at first is as last time. */
static gboolean
take_arguments (GimpProcedureConfig *config,
                GimpRunMode          run_mode,
                NstFilesWish        *wish,
                GError             **error)
{
  g_autofree char *settings = NULL;

  for (int i = 0; i < NST_N_FILES_ARGS; i++)
    {
      const NstFilesArgument *argument = &nst_files_arguments[i];
      g_autofree char        *value    = NULL;

      g_object_get (config, argument->name, &value, NULL);
      if (value &&
          (run_mode == GIMP_RUN_NONINTERACTIVE || strcmp (value, argument->value) != 0) &&
          !nst_files_wish_set (wish, argument->name, value, error))
        return FALSE;
    }

  g_object_get (config, NST_FILES_SETTINGS, &settings, NULL);

  return !settings || nst_files_wish_parse (wish, settings, error);
}

static GimpValueArray *
run (GimpProcedure       *procedure,
     GimpProcedureConfig *config,
     gpointer             run_data)
{
  g_auto (NstFilesWish) wish   = { 0 };
  GError               *error  = NULL;
  GimpPDBStatusType     status = GIMP_PDB_CALLING_ERROR;
  GimpRunMode           run_mode;
  NstFilesResult        result;
  GimpValueArray       *values;

  (void) run_data;
  gegl_init (NULL, NULL);

  g_object_get (config, RUN_MODE, &run_mode, NULL);
  nst_files_begin (run_mode, &wish);
  if (take_arguments (config, run_mode, &wish, &error))
    status = nst_files_paint (run_mode, &wish, &result, &error);

  values = gimp_procedure_new_return_values (procedure, status, error);
  if (status == GIMP_PDB_SUCCESS)
    {
      GIMP_VALUES_SET_INT (values, 1, result.n_painted);
      GIMP_VALUES_SET_INT (values, 2, result.n_there);
      GIMP_VALUES_SET_INT (values, 3, result.n_failed);
      GIMP_VALUES_TAKE_STRING (values, 4, result.failed);
    }

  return values;
}

static void
add_values (GimpProcedure *procedure)
{
  gimp_procedure_add_int_return_value (procedure, "painted", _ ("Painted"),
                                       _ ("How many paintings were made"), 0, G_MAXINT, 0,
                                       G_PARAM_READWRITE);
  gimp_procedure_add_int_return_value (procedure, "there", _ ("There"),
                                       _ ("How many were there already"), 0, G_MAXINT, 0,
                                       G_PARAM_READWRITE);
  gimp_procedure_add_int_return_value (procedure, "failed", _ ("Failed"),
                                       _ ("How many could not be made"), 0, G_MAXINT, 0,
                                       G_PARAM_READWRITE);
  gimp_procedure_add_string_return_value (procedure, "why", _ ("Why"),
                                          _ ("What failed and why, a line each"), "",
                                          G_PARAM_READWRITE);
}

GimpProcedure *
nst_gimp3_files_procedure (GimpPlugIn *plug_in)
{
  GimpProcedure *procedure = gimp_procedure_new (plug_in, NST_FILES_PROCEDURE,
                                                 GIMP_PDB_PROC_TYPE_PLUGIN, run, NULL, NULL);

  gimp_procedure_set_menu_label (procedure, gettext (nst_files_label));
  gimp_procedure_add_menu_path (procedure, "<Image>/Filters/Artistic");
  gimp_procedure_set_documentation (procedure, gettext (nst_files_blurb), gettext (nst_files_help),
                                    NST_FILES_PROCEDURE);
  gimp_procedure_set_attribution (procedure, "The Neural Art developers",
                                  "The Neural Art developers, GPL-3.0-or-later", "2026");

  gimp_procedure_add_enum_argument (procedure, RUN_MODE, _ ("Run mode"), _ ("The run mode"),
                                    GIMP_TYPE_RUN_MODE, GIMP_RUN_INTERACTIVE, G_PARAM_READWRITE);
  for (int i = 0; i < NST_N_FILES_ARGS; i++)
    gimp_procedure_add_string_argument (procedure, nst_files_arguments[i].name,
                                        gettext (nst_files_arguments[i].label),
                                        gettext (nst_files_arguments[i].help),
                                        nst_files_arguments[i].value, FLAGS);
  gimp_procedure_add_string_argument (procedure, NST_FILES_SETTINGS, _ ("Settings"),
                                      _ ("Settings as name=value with spaces between"), "",
                                      FLAGS);
  add_values (procedure);

  return procedure;
}
