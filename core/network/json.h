/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON from outside: whether it may be parsed, and members of the right kind. */

#pragma once

#include <json-glib/json-glib.h>

/* Whether the text is safe for a parser that calls itself for each level: not deep, and
 * without the comments and quotes beyond JSON that it would take (in which brackets
 * could hide from the count). */
gboolean nst_json_is_shallow (const char *text,
                              size_t      length);

/* A whole number from 0 up; FALSE for anything else. */
gboolean nst_json_get_count (JsonArray *array,
                             guint      i,
                             gint64    *count);

/* The member of that name if it is an array; borrowed; else NULL. */
JsonArray *nst_json_get_array (JsonObject *object,
                               const char *name);

/* The member of that name if it is text; borrowed; else NULL. */
const char *nst_json_get_text (JsonObject *object,
                               const char *name);
