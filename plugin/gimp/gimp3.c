/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The plug-in's face to GIMP 3: the procedure, its arguments, its errors. */

#include "plugin/gimp/again.h"
#include "plugin/gimp/gimp3-arguments.h"
#include "plugin/gimp/gimp3-config.h"
#include "plugin/gimp/gimp3-dialog.h"
#include "plugin/gimp/gimp3-files.h"
#include "plugin/gimp/last-values.h"
#include "plugin/gimp/paint.h"
#include "plugin/gimp/style-places.h"
#include "plugin/settings/words.h"

#include <string.h>

#include <glib/gi18n.h>

typedef struct
{
  GimpPlugIn parent;
} NeuralArt;

typedef struct
{
  GimpPlugInClass parent;
} NeuralArtClass;

GType neural_art_get_type (void);

G_DEFINE_TYPE (NeuralArt, neural_art, GIMP_TYPE_PLUG_IN)

GIMP_MAIN (neural_art_get_type ())

static GimpProcedure *create_procedure (GimpPlugIn *plug_in,
                                        const char *name);


/* ---- running --------------------------------------------------------- */

/* GIMP keeps the values of a run that went well; these are the last run's,
 * however it went. */
static void
recall (GimpProcedureConfig *config)
{
  g_autofree char *text = nst_recall_text ();

  if (text)
    gimp_config_deserialize_string (GIMP_CONFIG (config), text, -1, NULL,
                                    NULL);
}

static void
remember (GimpProcedureConfig *config,
          const NstPaint      *paint)
{
  g_autofree char *text = gimp_config_serialize_to_string (GIMP_CONFIG (config),
                                                           NULL);

  nst_remember (text, paint->style, paint->styles);
}

/* A drawable is not among the values that GIMP keeps. */
static void
recall_style (GimpProcedureConfig *config,
              const NstPaint      *paint)
{
  g_autofree gint32 *given  = nst_gimp3_layers (config, NST_ARG_STYLES);
  g_autofree gint32 *styles = given ? NULL : nst_recall_styles ();
  g_autofree char   *file   = nst_gimp3_style_file (config);

  if (given || nst_gimp3_layer (config, NST_ARG_STYLE) != NST_GIMP_NONE)
    return;

  nst_gimp3_set_style (config, nst_recall_style (paint->run_mode, paint->image, paint->content),
                       styles, file);
}

/* What the config says, for a paint with all else, and what it borrows then. */
static void
take_config (GimpProcedureConfig *config,
             NstPaint            *paint,
             NstPaintOwned       *owned)
{
  g_free (owned->style_file);
  paint->style_file = owned->style_file = nst_gimp3_style_file (config);
  nst_gimp3_options (config, &paint->options);
  paint->style = nst_gimp3_layer (config, NST_ARG_STYLE);
  paint->start = nst_gimp3_layer (config, NST_ARG_START);
  g_free (owned->styles);
  paint->styles = owned->styles = nst_gimp3_layers (config, NST_ARG_STYLES);
}

/* The same with the image and the content given, painted.  A painting's settings, when it is
 * painted again, are not those of the next picture. */
static GimpPDBStatusType
paint_config (GimpProcedureConfig *config,
              const NstPaint      *given,
              gint32              *layer,
              GError             **error)
{
  g_auto (NstPaintOwned) owned  = { NULL, NULL };
  g_autofree gint32     *places = nst_gimp3_layers (config, NST_ARG_PLACES);
  NstPaint               paint  = *given;

  take_config (config, &paint, &owned);
  if (paint.run_mode == GIMP_RUN_INTERACTIVE && paint.like == NST_GIMP_NONE)
    remember (config, &paint);

  if (paint.run_mode != GIMP_RUN_INTERACTIVE && places &&
      !nst_style_places_set (&paint, places, error))
    return GIMP_PDB_CALLING_ERROR;

  return nst_paint (&paint, layer, error);
}

static void
paint_meanwhile (GimpProcedureConfig *config,
                 const NstPaint      *paint)
{
  g_autoptr (GError) error = NULL;
  gint32             layer;

  paint_config (config, paint, &layer, &error);
  nst_paint_tell (error);
}

static GimpPDBStatusType
paint_from (GimpProcedure       *procedure,
            GimpProcedureConfig *config,
            NstPaint            *paint,
            gint32              *layer,
            GError             **error)
{
  if (!nst_paint_check (paint, error))
    return GIMP_PDB_EXECUTION_ERROR;

  if (paint->run_mode != GIMP_RUN_NONINTERACTIVE)
    {
      recall (config);
      recall_style (config, paint);
    }

  if (!nst_gimp3_take_settings_file (config, error))
    return GIMP_PDB_CALLING_ERROR;

  if (paint->run_mode == GIMP_RUN_INTERACTIVE &&
      !nst_gimp3_dialog (procedure, config, paint, paint_meanwhile))
    return GIMP_PDB_CANCEL;

  return paint_config (config, paint, layer, error);
}

/* In the dialog of the main procedure. */
static gboolean
change_settings (NstPaint      *paint,
                 NstPaintOwned *owned)
{
  g_autoptr (GimpProcedure)       procedure = create_procedure (gimp_get_plug_in (), NST_PROCEDURE);
  g_autoptr (GimpProcedureConfig) config    = gimp_procedure_create_config (procedure);

  nst_gimp3_set_options (config, &paint->options);
  nst_gimp3_set_style (config, paint->style, paint->styles, paint->style_file);
  nst_gimp3_set_start (config, paint->start);
  if (!nst_gimp3_dialog (procedure, config, paint, paint_meanwhile))
    return FALSE;

  take_config (config, paint, owned);
  return TRUE;
}

/* What a procedure of again.h was given: its drawable is a painting. */
static GimpPDBStatusType
paint_again (const NstAgain      *again,
             GimpProcedureConfig *config,
             const NstPaint      *given,
             gint32              *layer,
             GError             **error)
{
  g_autofree char *changes = NULL;

  g_object_get (config, NST_AGAIN_SETTINGS, &changes, NULL);

  return nst_again (again, given, changes, change_settings, layer, error);
}

static GimpValueArray *
run (GimpProcedure       *procedure,
     GimpRunMode          run_mode,
     GimpImage           *image,
     GimpDrawable       **drawables,
     GimpProcedureConfig *config,
     gpointer             run_data)
{
  NstPaint paint = {
    .run_mode = run_mode,
    .image    = gimp_image_get_id (image),
    .content  = nst_gimp_item_id (drawables[0]),
    .like     = NST_GIMP_NONE,
  };
  const NstAgain   *again = nst_again_find (gimp_procedure_get_name (procedure));
  gint32            layer = NST_GIMP_NONE;
  GError           *error = NULL;
  GimpPDBStatusType status;
  GimpValueArray   *values;

  (void) run_data;
  gegl_init (NULL, NULL);

  if (gimp_core_object_array_get_length ((GObject **) drawables) != 1)
    {
      nst_refuse (&error, NST_ERROR_PICTURE,
                  _ ("Neural Art paints one layer at a time: select a single "
                     "layer."));
      return gimp_procedure_new_return_values (procedure,
                                               GIMP_PDB_EXECUTION_ERROR, error);
    }

  status = again ? paint_again (again, config, &paint, &layer, &error)
                 : paint_from (procedure, config, &paint, &layer, &error);

  values = gimp_procedure_new_return_values (procedure, status, error);
  if (status == GIMP_PDB_SUCCESS)
    GIMP_VALUES_SET_LAYER (values, 1, NST_LAYER (layer));

  return values;
}


/* ---- registering ----------------------------------------------------- */

/* What all procedures have; the texts are translated. */
static GimpProcedure *
make_procedure (GimpPlugIn *plug_in,
                const char *name,
                const char *label,
                const char *blurb,
                const char *help)
{
  GimpProcedure *procedure = gimp_image_procedure_new (plug_in, name,
                                                       GIMP_PDB_PROC_TYPE_PLUGIN, run, NULL,
                                                       NULL);

  /* What can't be painted gets a sentence, where a grey menu would say nothing. */
  gimp_procedure_set_image_types (procedure, "*");
  gimp_procedure_set_sensitivity_mask (procedure,
                                       GIMP_PROCEDURE_SENSITIVE_DRAWABLE |
                                         GIMP_PROCEDURE_SENSITIVE_DRAWABLES |
                                         GIMP_PROCEDURE_SENSITIVE_NO_DRAWABLES);
  gimp_procedure_set_menu_label (procedure, label);
  gimp_procedure_add_menu_path (procedure, "<Image>/Filters/Artistic");
  gimp_procedure_set_documentation (procedure, blurb, help, name);
  gimp_procedure_set_attribution (procedure, "The Neural Art developers",
                                  "The Neural Art developers, "
                                  "GPL-3.0-or-later",
                                  "2026");

  gimp_procedure_add_layer_return_value (procedure, "new-layer",
                                         _ ("New layer"), _ ("The painting"),
                                         FALSE, G_PARAM_READWRITE);

  return procedure;
}

static GimpProcedure *
create_procedure (GimpPlugIn *plug_in,
                  const char *name)
{
  const NstAgain *again = nst_again_find (name);
  GimpProcedure  *procedure;

  if (again)
    {
      procedure = make_procedure (plug_in, name, gettext (again->label), gettext (again->blurb),
                                  gettext (again->help));
      gimp_procedure_add_string_argument (procedure, NST_AGAIN_SETTINGS, _ ("_Settings"),
                                          gettext (NST_AGAIN_SETTINGS_HELP), "",
                                          G_PARAM_READWRITE);
      return procedure;
    }

  if (strcmp (name, NST_FILES_PROCEDURE) == 0)
    return nst_gimp3_files_procedure (plug_in);

  if (strcmp (name, NST_PROCEDURE) != 0)
    return NULL;

  procedure = make_procedure (plug_in, name, _ ("_Neural Art..."),
                              _ ("Paint a layer in the style of another picture"),
                              _ ("Makes a new layer that shows what is in this layer in the style "
                                 "of another picture."));

  nst_gimp3_add_arguments (procedure);

  return procedure;
}

static GList *
query_procedures (GimpPlugIn *plug_in)
{
  GList *names = g_list_append (NULL, g_strdup (NST_PROCEDURE));

  (void) plug_in;

  for (int i = 0; i < NST_N_AGAINS; i++)
    names = g_list_append (names, g_strdup (nst_agains[i].name));

  return g_list_append (names, g_strdup (NST_FILES_PROCEDURE));
}

/* Translations lie beside the program; without the folder GIMP would complain
 * at every start. */
static gboolean
set_i18n (GimpPlugIn *plug_in,
          const char *procedure_name,
          char      **domain,
          char      **folder)
{
  g_autofree char *program = g_path_get_dirname (gimp_get_progname ());
  g_autofree char *locale  = g_build_filename (program, "locale", NULL);

  (void) plug_in;
  (void) procedure_name;

  *domain = g_strdup (NST_WORDS_DOMAIN);
  *folder = NULL;

  return g_file_test (locale, G_FILE_TEST_IS_DIR);
}

static void
neural_art_class_init (NeuralArtClass *klass)
{
  GimpPlugInClass *plug_in = GIMP_PLUG_IN_CLASS (klass);

  plug_in->query_procedures = query_procedures;
  plug_in->create_procedure = create_procedure;
  plug_in->set_i18n         = set_i18n;
}

static void
neural_art_init (NeuralArt *plug_in)
{
  (void) plug_in;
}
