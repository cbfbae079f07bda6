/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a GimpProcedureConfig, in which GIMP 3 has the values of the procedure's
 * arguments, says in the words of the rest.  Only reads and writes it: who changes
 * the values, and when, is for the dialog and the procedure. */

#pragma once

#include "plugin/gimp/arguments.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/settings/settings.h"

/* Every setting. */
void nst_gimp3_options (GimpProcedureConfig *config,
                        NstOptions          *options);

/* The inverse. */
void nst_gimp3_set_options (GimpProcedureConfig *config,
                            const NstOptions    *options);

/* What the argument "settings-file" names, if anything, is put into the config: its settings
 * where the config's are as usual, its styles where the config has none.  The argument is empty
 * then.  FALSE and NST_ERROR_SETTINGS where there is no such file or preset. */
gboolean nst_gimp3_take_settings_file (GimpProcedureConfig *config,
                                       GError             **error);

/* The layers of an argument that is a list of them, ended by NST_GIMP_NONE; NULL: none.  Free
 * with g_free. */
gint32 *nst_gimp3_layers (GimpProcedureConfig *config,
                          NstArg               argument);

/* The layer of an argument that is one; NST_GIMP_NONE. */
gint32 nst_gimp3_layer (GimpProcedureConfig *config,
                        NstArg               argument);

/* Sets it. */
void nst_gimp3_set_layer (GimpProcedureConfig *config,
                          NstArg               argument,
                          gint32               layer);

/* The style file, NULL for none.  Free with g_free. */
char *nst_gimp3_style_file (GimpProcedureConfig *config);

/* Sets them, which may be NST_GIMP_NONE, NULL and NULL. */
void nst_gimp3_set_style (GimpProcedureConfig *config,
                          gint32               layer,
                          const gint32        *layers,
                          const char          *file);

/* Sets the layer to start from, or none. */
void nst_gimp3_set_start (GimpProcedureConfig *config,
                          gint32               layer);
