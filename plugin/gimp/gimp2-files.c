/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures, styles and the folder are arguments, all else is in a text. */

#include "plugin/gimp/gimp2-files.h"

#include <string.h>

#include <glib/gi18n.h>

enum
{
  PARAM_RUN_MODE,
  PARAM_PICTURES,
  PARAM_STYLES,
  PARAM_FOLDER,
  PARAM_SETTINGS,
  N_PARAMS
};

static const char *const names[N_PARAMS] = { NULL, "pictures", "styles", "folder", NULL };

static const NstFilesArgument *
find_argument (const char *name)
{
  for (int i = 0; i < NST_N_FILES_ARGS; i++)
    if (strcmp (nst_files_arguments[i].name, name) == 0)
      return &nst_files_arguments[i];

  g_return_val_if_reached (NULL);
}

/* What the text may name besides the settings, for the procedure browser. */
static char *
list_arguments (void)
{
  g_autoptr (GString) list = g_string_new (nst_files_help);

  for (int i = 0; i < NST_N_FILES_ARGS; i++)
    g_string_append_printf (list, "\n%s: %s", nst_files_arguments[i].name,
                            nst_files_arguments[i].help);

  return g_string_free (g_steal_pointer (&list), FALSE);
}

void
nst_gimp2_files_install (void)
{
  GimpParamDef args[N_PARAMS] = {
    [PARAM_RUN_MODE] = { GIMP_PDB_INT32, "run-mode", "RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1) "
                                                     "or RUN-WITH-LAST-VALS (2)" },
    [PARAM_SETTINGS] = { GIMP_PDB_STRING, NST_FILES_SETTINGS,
                         "name=value pairs with spaces between them, \"\" for the defaults: of "
                         "what the help tells, and of plug-in-neural-art's settings" },
  };
  static const GimpParamDef values[] = {
    { GIMP_PDB_INT32, "painted", "How many paintings were made" },
    { GIMP_PDB_INT32, "there", "How many were there already" },
    { GIMP_PDB_INT32, "failed", "How many could not be made" },
    { GIMP_PDB_STRING, "why", "What failed and why, a line each" },
  };
  g_autofree char *help = list_arguments ();

  for (int i = PARAM_PICTURES; i <= PARAM_FOLDER; i++)
    args[i] = (GimpParamDef){ GIMP_PDB_STRING, (char *) names[i],
                              (char *) find_argument (names[i])->help };

  gimp_install_procedure (NST_FILES_PROCEDURE, nst_files_blurb, help, "The Neural Art developers",
                          "The Neural Art developers, GPL-3.0-or-later", "2026", nst_files_label,
                          NULL, GIMP_PLUGIN, N_PARAMS, G_N_ELEMENTS (values), args, values);
  gimp_plugin_menu_register (NST_FILES_PROCEDURE, "<Image>/Filters/Artistic");
}

/* For a dialog what is empty is as last time. */
static gboolean
take_arguments (const GimpParam *param,
                NstFilesWish    *wish,
                GError         **error)
{
  for (int i = PARAM_PICTURES; i <= PARAM_FOLDER; i++)
    if (param[i].data.d_string && *param[i].data.d_string &&
        !nst_files_wish_set (wish, names[i], param[i].data.d_string, error))
      return FALSE;

  return !param[PARAM_SETTINGS].data.d_string ||
         nst_files_wish_parse (wish, param[PARAM_SETTINGS].data.d_string, error);
}

static int
fill_in (const NstFilesResult *result,
         GimpParam             values[5])
{
  const int numbers[] = { result->n_painted, result->n_there, result->n_failed };

  for (int i = 0; i < 3; i++)
    {
      values[i + 1].type         = GIMP_PDB_INT32;
      values[i + 1].data.d_int32 = numbers[i];
    }
  values[4].type          = GIMP_PDB_STRING;
  values[4].data.d_string = result->failed;

  return 5;
}

int
nst_gimp2_files_run (const GimpParam *param,
                     int              n_params,
                     GimpParam        values[5])
{
  const GimpRunMode     run_mode = param[PARAM_RUN_MODE].data.d_int32;
  g_auto (NstFilesWish) wish     = { 0 };
  g_autoptr (GError)    error    = NULL;
  GimpPDBStatusType     status   = GIMP_PDB_CALLING_ERROR;
  NstFilesResult        result;

  nst_files_begin (run_mode, &wish);
  if (n_params < N_PARAMS || take_arguments (param, &wish, &error))
    status = nst_files_paint (run_mode, &wish, &result, &error);

  values[0].type          = GIMP_PDB_STATUS;
  values[0].data.d_status = status;

  if (status == GIMP_PDB_SUCCESS)
    return fill_in (&result, values);
  if (!error)
    return 1;

  values[1].type          = GIMP_PDB_STRING;
  values[1].data.d_string = g_strdup (error->message);

  return 2;
}
