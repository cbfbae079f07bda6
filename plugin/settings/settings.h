/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings, for front-ends: all that they need of this folder.
 *
 *   settings-table.h    what settings there are, which every front-end is made from, and the
 *                       values that a person chose for them
 *   options.h           these values by the table
 *   settings-text.h     values from "name=value" and back
 *   where.h             the places of styles, by their names
 *   parts.h             shares and places style by style
 *   record.h            all that makes a painting, as a text that is kept with it
 *   settings-file.h     that text in a file of its own
 *   own-presets.h       such files in the user's folder, by their names
 *   resolve.h           what the engine is to do: presets, environment, rules that settings
 *                       have with each other
 *   data-path.h         the files that come with the program, and the network
 *
 * Below those, settings-check.h has the rules for a single value, and presets.h the
 * presets' values. */

#pragma once

#include "plugin/settings/data-path.h"
#include "plugin/settings/options.h"
#include "plugin/settings/own-presets.h"
#include "plugin/settings/parts.h"
#include "plugin/settings/record.h"
#include "plugin/settings/resolve.h"
#include "plugin/settings/settings-file.h"
#include "plugin/settings/settings-table.h"
#include "plugin/settings/settings-text.h"
#include "plugin/settings/where.h"
