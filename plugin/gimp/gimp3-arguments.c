/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the tables to GIMP's kinds of arguments. */

#include "plugin/gimp/gimp3-arguments.h"
#include "plugin/gimp/arguments.h"
#include "plugin/settings/settings.h"

#include <glib/gi18n.h>

/* GIMP can't keep a layer for a later session. */
static void
add_argument (GimpProcedure     *procedure,
              const NstArgument *argument)
{
  const char *label = gettext (argument->label);
  const char *help  = gettext (argument->help);

  switch (argument->type)
    {
    case NST_ARG_IS_LAYER:
      gimp_procedure_add_drawable_argument (procedure, argument->name, label, help, TRUE,
                                            G_PARAM_READWRITE | GIMP_PARAM_DONT_SERIALIZE);
      break;

    case NST_ARG_IS_LAYERS:
      /* GIMP 3.0 finds an empty list invalid, and GObject then complains of it. */
      gimp_procedure_add_core_object_array_argument (procedure, argument->name, label, help,
                                                     GIMP_TYPE_DRAWABLE,
                                                     G_PARAM_READWRITE | G_PARAM_LAX_VALIDATION |
                                                       GIMP_PARAM_NO_VALIDATE |
                                                       GIMP_PARAM_DONT_SERIALIZE);
      break;

    case NST_ARG_IS_TEXT:
      gimp_procedure_add_string_argument (procedure, argument->name, label, help, "",
                                          G_PARAM_READWRITE);
      break;
    }
}

static void
add_setting (GimpProcedure    *procedure,
             const NstSetting *setting)
{
  const char *label = gettext (setting->label);
  const char *help  = gettext (setting->help);
  GimpChoice *choice;

  switch (setting->type)
    {
    case NST_SETTING_INT:
      gimp_procedure_add_int_argument (procedure, setting->name, label, help,
                                       (int) setting->min, (int) setting->max,
                                       (int) setting->default_number,
                                       G_PARAM_READWRITE);
      break;

    case NST_SETTING_DOUBLE:
      gimp_procedure_add_double_argument (procedure, setting->name, label,
                                          help, setting->min, setting->max,
                                          setting->default_number,
                                          G_PARAM_READWRITE);
      break;

    case NST_SETTING_TEXT:
      gimp_procedure_add_string_argument (procedure, setting->name, label,
                                          help, setting->default_text,
                                          G_PARAM_READWRITE);
      break;

    case NST_SETTING_CHOICE:
      choice = gimp_choice_new ();
      for (int i = 0; setting->choices[i].name; i++)
        gimp_choice_add (choice, setting->choices[i].name, i,
                         gettext (setting->choices[i].label),
                         gettext (setting->choices[i].blurb));
      gimp_procedure_add_choice_argument (
        procedure, setting->name, label, help, choice,
        setting->choices[(int) setting->default_number].name,
        G_PARAM_READWRITE);
      break;
    }
}

void
nst_gimp3_add_arguments (GimpProcedure *procedure)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < NST_N_FIRST_ARGS; i++)
    add_argument (procedure, &nst_arguments[i]);
  for (int i = 0; i < n; i++)
    add_setting (procedure, &table[i]);
  for (int i = NST_N_FIRST_ARGS; i < NST_N_ARGS; i++)
    add_argument (procedure, &nst_arguments[i]);
}
