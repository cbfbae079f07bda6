/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The arguments of GIMP 3's procedure, by the tables of arguments and settings. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Adds all of them; the texts are translated. */
void nst_gimp3_add_arguments (GimpProcedure *procedure);
