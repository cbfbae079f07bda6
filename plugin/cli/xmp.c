/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The property is an element, in which line breaks stay what they are. */

#include "plugin/cli/xmp.h"

#include <string.h>

#define PROPERTY   "neuralart:settings"
#define NAMESPACE  "urn:x-neural-art:1"
#define MOST_BYTES (1u << 20)

char *
nst_xmp_make (const char *text)
{
  g_autofree char *valid   = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = g_markup_escape_text (valid, -1);

  return g_strconcat ("<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                      "<rdf:Description rdf:about=\"\" xmlns:neuralart=\"" NAMESPACE "\">"
                      "<" PROPERTY ">",
                      escaped,
                      "</" PROPERTY "></rdf:Description></rdf:RDF></x:xmpmeta>"
                      "<?xpacket end=\"w\"?>",
                      NULL);
}

/* Programs that write a packet anew may make an attribute of it. */
static void
look_at_element (GMarkupParseContext *context,
                 const char          *element,
                 const char         **names,
                 const char         **values,
                 gpointer             found,
                 GError             **error)
{
  (void) context;
  (void) element;
  (void) error;

  for (int i = 0; names[i]; i++)
    if (strcmp (names[i], PROPERTY) == 0)
      g_string_assign (found, values[i]);
}

static void
look_at_text (GMarkupParseContext *context,
              const char          *text,
              gsize                n,
              gpointer             found,
              GError             **error)
{
  (void) error;

  if (strcmp (g_markup_parse_context_get_element (context), PROPERTY) == 0)
    g_string_append_len (found, text, (gssize) n);
}

char *
nst_xmp_find_text (const char *packet,
                   gsize       n)
{
  static const GMarkupParser      parser  = { look_at_element, NULL, look_at_text, NULL, NULL };
  g_autoptr (GString)             found   = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = NULL;

  if (n > MOST_BYTES)
    return NULL;

  context = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, found, NULL);

  return g_markup_parse_context_parse (context, packet, (gssize) strnlen (packet, n), NULL) &&
             found->len
           ? g_string_free (g_steal_pointer (&found), FALSE)
           : NULL;
}
