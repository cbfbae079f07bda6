/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking into JSON without believing it. */

#include "core/network/json.h"

#include <string.h>

/* The network's own header is 3 deep. */
#define MAX_JSON_DEPTH 8

gboolean
nst_json_is_shallow (const char *text,
                     size_t      length)
{
  gboolean in_string = FALSE;
  int      depth     = 0;

  for (size_t i = 0; i < length; i++)
    {
      const char c = text[i];

      if (in_string && c == '\\')
        i++;
      else if (c == '"')
        in_string = !in_string;
      else if (in_string)
        continue;
      else if (c == '{' || c == '[')
        depth++;
      else if (c == '}' || c == ']')
        depth--;
      else if (!g_ascii_isalnum (c) && !g_ascii_isspace (c) && !strchr (":,.+-", c))
        return FALSE;

      if (depth > MAX_JSON_DEPTH)
        return FALSE;
    }

  return TRUE;
}

gboolean
nst_json_get_count (JsonArray *array,
                    guint      i,
                    gint64    *count)
{
  JsonNode *node = json_array_get_element (array, i);

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *count = json_node_get_int (node);
  return *count >= 0;
}

JsonArray *
nst_json_get_array (JsonObject *object,
                    const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
nst_json_get_text (JsonObject *object,
                   const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (!node || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}
