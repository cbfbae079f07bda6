/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All settings of the dialog for one painting, on two pages: the basic ones with the style and
 * the presets, and the advanced ones in their groups, of which one is open at a time and each can
 * be put back by itself.  For both GIMPs. */

#pragma once

#include <gtk/gtk.h>

#include "plugin/settings/settings.h"

/* What the pages show besides rows of settings, and whom they tell. */
typedef struct
{
  NstOptions *options; /* borrowed: the rows change them */
  GtkWidget  *style;   /* what styles are chosen with, above the basic settings */
  GtkWidget  *presets; /* the row of presets; it stands for the setting "preset" */
  GtkWidget  *start;   /* the chooser of the layer that the painting starts from */

  /* The user has changed the options. */
  void (*changed) (gpointer user_data);

  /* The values that a group goes back to. */
  void (*get_preset) (NstOptions *options,
                      gpointer    user_data);

  /* The layer to start from: whether there is one, and to be none again. */
  gboolean (*has_start) (gpointer user_data);
  void (*drop_start) (gpointer user_data);
  gpointer user_data;
} NstSettingsHost;

/* The pages; they belong to whatever they are put into. */
GtkWidget *nst_settings_pages_new (const NstSettingsHost *host);

/* The options, or the layer to start from, are others now, not by the pages themselves. */
void nst_settings_pages_show (GtkWidget *widget);

/* The pixels of what is painted; 0: not known. */
void nst_settings_pages_set_size (GtkWidget *widget,
                                  int        width,
                                  int        height);

/* The seconds that each quality takes, by NstQuality, below 0 where one is not known; NULL: none
 * is. */
void nst_settings_pages_set_times (GtkWidget    *widget,
                                   const double *seconds);

/* To be called before the window is shown: it is no higher than its screen, and what does not fit
 * is scrolled. */
void nst_settings_pages_fit (GtkWidget *widget,
                             GtkWindow *window);
