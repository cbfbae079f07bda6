/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The plug-in's face to GIMP 2.10: the procedure, its arguments, its errors. */

#include <string.h>

#include "plugin/gimp/again.h"
#include "plugin/gimp/arguments.h"
#include "plugin/gimp/gimp2-dialog.h"
#include "plugin/gimp/gimp2-text.h"
#include "plugin/gimp/gimp2-files.h"
#include "plugin/gimp/last-values.h"
#include "plugin/settings/words.h"

#include <glib/gi18n.h>

enum
{
  PARAM_RUN_MODE,
  PARAM_IMAGE,
  PARAM_DRAWABLE,
  PARAM_STYLE,
  PARAM_SETTINGS,
  N_PARAMS
};

static void query (void);
static void run (const char      *name,
                 int              n_params,
                 const GimpParam *param,
                 int             *n_values,
                 GimpParam      **values);

const GimpPlugInInfo PLUG_IN_INFO = { NULL, NULL, query, run };

MAIN ()


/* ---- registering ----------------------------------------------------- */

static char *
locale_folder (void)
{
  g_autofree char *program_dir = g_path_get_dirname (gimp_get_progname ());

  return nst_words_folder (program_dir);
}

static void
install (const char         *name,
         const char         *label,
         const char         *blurb,
         const char         *help,
         int                 n_args,
         const GimpParamDef *args)
{
  static const GimpParamDef values[] = {
    { GIMP_PDB_LAYER, "new-layer", "The painting" }
  };

  gimp_install_procedure (name, blurb, help, "The Neural Art developers",
                          "The Neural Art developers, GPL-3.0-or-later", "2026", label, "*",
                          GIMP_PLUGIN, n_args, G_N_ELEMENTS (values), args, values);
  gimp_plugin_menu_register (name, "<Image>/Filters/Artistic");
}

static void
query (void)
{
  const NstArgument *style   = &nst_arguments[NST_ARG_STYLE];
  g_autofree char   *or_none = g_strconcat (style->help, ", or -1", NULL);
  const GimpParamDef args[]  = {
     { GIMP_PDB_INT32, "run-mode", "RUN-INTERACTIVE (0), "
                                    "RUN-NONINTERACTIVE (1) or RUN-WITH-LAST-VALS (2)" },
     { GIMP_PDB_IMAGE, "image", "The image" },
     { GIMP_PDB_DRAWABLE, "drawable", "The layer to paint from" },
     { GIMP_PDB_DRAWABLE, (char *) style->name, or_none },
     { GIMP_PDB_STRING, "settings", "name=value pairs with spaces between "
                                     "them, \"\" for the defaults; the help tells the names" }
  };
  const GimpParamDef again[] = {
    args[PARAM_RUN_MODE],
    args[PARAM_IMAGE],
    { GIMP_PDB_DRAWABLE, "drawable", "The painting's layer" },
    { GIMP_PDB_STRING, NST_AGAIN_SETTINGS, NST_AGAIN_SETTINGS_HELP },
  };
  g_autofree char *locale   = locale_folder ();
  g_autofree char *settings = nst_gimp2_list_settings ();
  g_autofree char *help     = g_strconcat (
        "Makes a new layer that shows what is in this layer in the style of "
            "another picture. The settings are:",
        settings, NULL);

  gimp_plugin_domain_register (NST_WORDS_DOMAIN, locale);
  install (NST_PROCEDURE, N_ ("_Neural Art..."),
           N_ ("Paint a layer in the style of another picture"), help, G_N_ELEMENTS (args), args);
  for (int i = 0; i < NST_N_AGAINS; i++)
    install (nst_agains[i].name, nst_agains[i].label, nst_agains[i].blurb, nst_agains[i].help,
             G_N_ELEMENTS (again), again);
  nst_gimp2_files_install ();
}


/* ---- last values ----------------------------------------------------- */

/* The last run's settings; what an older or newer version wrote and this one
 * does not know is left out. */
static void
recall (NstPaint      *paint,
        NstPaintOwned *owned)
{
  g_autofree char *text  = nst_recall_text ();
  g_auto (GStrv)   words = NULL;

  if (text && g_shell_parse_argv (text, NULL, &words, NULL))
    for (int i = 0; words[i]; i++)
      {
        g_autofree char *word = g_shell_quote (words[i]);

        nst_gimp2_parse_text (word, paint, owned, NULL);
      }

  g_free (owned->styles);
  paint->styles = owned->styles = nst_recall_styles ();
  paint->style                  = nst_recall_style (paint->run_mode, paint->image,
                                                    paint->content);
}

static void
remember (const NstPaint *paint)
{
  g_autofree char *pairs = nst_options_to_pairs (&paint->options);
  g_autofree char *file  = g_shell_quote (paint->style_file
                                            ? paint->style_file
                                            : "");
  g_autofree char *text  = g_strdup_printf ("%s %s=%s", pairs,
                                            nst_arguments[NST_ARG_STYLE_FILE].name,
                                            file);

  nst_remember (text, paint->style, paint->styles);
}


/* ---- running --------------------------------------------------------- */

/* What scripts give; menus give nothing of use here. */
static gboolean
take_arguments (NstPaint        *paint,
                NstPaintOwned   *owned,
                const GimpParam *param,
                GError         **error)
{
  const gint32 style = param[PARAM_STYLE].data.d_drawable;
  const char  *text  = param[PARAM_SETTINGS].data.d_string;

  /* The last values come first, but they may know no style. */
  if (paint->run_mode == GIMP_RUN_WITH_LAST_VALS)
    text = NULL;
  else if (style > 0)
    paint->styles = NULL;
  if (style > 0 && (paint->run_mode != GIMP_RUN_WITH_LAST_VALS ||
                    paint->style == NST_GIMP_NONE))
    paint->style = style;

  return !text || nst_gimp2_parse_text (text, paint, owned, error);
}

/* A painting's settings, when it is painted again, are not those of the next picture. */
static void
paint_meanwhile (NstPaint   *paint,
                 const char *style_file)
{
  g_autoptr (GError) error = NULL;
  gint32             layer;

  paint->style_file = style_file;
  if (paint->like == NST_GIMP_NONE)
    remember (paint);
  nst_paint (paint, &layer, &error);
  nst_paint_tell (error);
  paint->style_file = NULL;
}

static GimpPDBStatusType
paint_from (const GimpParam *param,
            int              n_params,
            gint32          *layer,
            GError         **error)
{
  g_auto (NstPaintOwned) owned = { NULL, NULL };
  NstPaint               paint = {
                  .run_mode = param[PARAM_RUN_MODE].data.d_int32,
                  .image    = param[PARAM_IMAGE].data.d_image,
                  .content  = param[PARAM_DRAWABLE].data.d_drawable,
                  .style    = NST_GIMP_NONE,
                  .start    = NST_GIMP_NONE,
                  .like     = NST_GIMP_NONE,
  };
  const gboolean interactive = paint.run_mode == GIMP_RUN_INTERACTIVE;

  nst_options_init (&paint.options);

  if (!nst_paint_check (&paint, error))
    return GIMP_PDB_EXECUTION_ERROR;

  if (paint.run_mode != GIMP_RUN_NONINTERACTIVE)
    recall (&paint, &owned);

  if (n_params == N_PARAMS &&
      !take_arguments (&paint, &owned, param, error))
    return GIMP_PDB_CALLING_ERROR;

  if (interactive && !nst_gimp2_dialog (&paint, &owned, paint_meanwhile))
    return GIMP_PDB_CANCEL;

  paint.style_file = owned.style_file;
  if (interactive)
    remember (&paint);

  return nst_paint (&paint, layer, error);
}

static gboolean
change_settings (NstPaint      *paint,
                 NstPaintOwned *owned)
{
  if (!nst_gimp2_dialog (paint, owned, paint_meanwhile))
    return FALSE;

  paint->style_file = owned->style_file;
  return TRUE;
}

/* What a procedure of again.h was given. */
static GimpPDBStatusType
paint_again (const NstAgain  *again,
             const GimpParam *param,
             int              n_params,
             gint32          *layer,
             GError         **error)
{
  const NstPaint given   = { .run_mode = param[PARAM_RUN_MODE].data.d_int32,
                             .image    = param[PARAM_IMAGE].data.d_image,
                             .content  = param[PARAM_DRAWABLE].data.d_drawable };
  const char    *changes = n_params > PARAM_DRAWABLE + 1 ? param[PARAM_DRAWABLE + 1].data.d_string
                                                         : NULL;

  return nst_again (again, &given, changes, change_settings, layer, error);
}

static void
run (const char      *name,
     int              n_params,
     const GimpParam *param,
     int             *n_values,
     GimpParam      **values)
{
  const NstAgain   *again = nst_again_find (name);
  static GimpParam  result[5];
  g_autofree char  *locale = locale_folder ();
  GError           *error  = NULL;
  GimpPDBStatusType status;
  gint32            layer = NST_GIMP_NONE;

  nst_words_bind (locale);
  gegl_init (NULL, NULL);

  *n_values      = 1;
  *values        = result;
  result[0].type = GIMP_PDB_STATUS;

  if (strcmp (name, NST_FILES_PROCEDURE) == 0 && n_params > 0)
    {
      *n_values = nst_gimp2_files_run (param, n_params, result);
      return;
    }

  if ((!again && strcmp (name, NST_PROCEDURE) != 0) || n_params <= PARAM_DRAWABLE)
    {
      result[0].data.d_status = GIMP_PDB_CALLING_ERROR;
      return;
    }

  status = again ? paint_again (again, param, n_params, &layer, &error)
                 : paint_from (param, n_params, &layer, &error);

  result[0].data.d_status = status;

  if (status == GIMP_PDB_SUCCESS)
    {
      *n_values              = 2;
      result[1].type         = GIMP_PDB_LAYER;
      result[1].data.d_layer = layer;
    }
  else if (error)
    {
      *n_values               = 2;
      result[1].type          = GIMP_PDB_STRING;
      result[1].data.d_string = g_strdup (error->message);
    }

  g_clear_error (&error);
}
