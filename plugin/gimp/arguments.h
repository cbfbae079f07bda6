/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The procedure's arguments that are pictures: a table, from which both GIMPs'
 * procedures and dialogs have names, labels and help.  The settings, which the
 * command line has too, are in the table of settings.h. */

#pragma once

#include <glib.h>

typedef enum
{
  NST_ARG_STYLE,
  NST_ARG_STYLE_FILE, /* where both are given, this one is the style */
  NST_ARG_START,
  NST_N_FIRST_ARGS, /* GIMP 3's procedure has those above before the settings, these after: */
  NST_ARG_STYLES = NST_N_FIRST_ARGS,
  NST_ARG_SETTINGS_FILE,
  NST_N_TEXT_ARGS, /* GIMP 2.10's text of settings names those above, and for this has "where": */
  NST_ARG_PLACES = NST_N_TEXT_ARGS,
  NST_N_ARGS
} NstArg;

typedef enum
{
  NST_ARG_IS_TEXT,
  NST_ARG_IS_LAYER, /* of any open picture */
  NST_ARG_IS_LAYERS
} NstArgType;

typedef struct
{
  const char *name;  /* as scripts write it */
  const char *label; /* translatable, perhaps with a mnemonic */
  const char *help;  /* translatable, without a full stop */
  NstArgType  type;
} NstArgument;

extern const NstArgument nst_arguments[NST_N_ARGS];
