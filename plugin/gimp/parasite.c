/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the two GIMPs call a parasite's bytes. */

#include "plugin/gimp/parasite.h"

#include <string.h>

void
nst_parasite_attach (gint32        item,
                     const char   *name,
                     gconstpointer bytes,
                     gsize         n)
{
  GimpParasite *parasite = gimp_parasite_new (name,
                                              GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE,
                                              (guint32) n, bytes);

  gimp_item_attach_parasite (NST_ITEM (item), parasite);
  gimp_parasite_free (parasite);
}

void
nst_parasite_keep (const char   *name,
                   gboolean      lasts,
                   gconstpointer bytes,
                   gsize         n)
{
  GimpParasite *parasite = gimp_parasite_new (name, lasts ? GIMP_PARASITE_PERSISTENT : 0,
                                              (guint32) n, bytes);

  gimp_attach_parasite (parasite);
  gimp_parasite_free (parasite);
}

char *
nst_parasite_fetch (gint32      item,
                    const char *name,
                    gsize      *n)
{
  GimpParasite *parasite;
  char         *bytes;
  guint32       size = 0;
  gconstpointer data;

  /* GIMP 3 answers with a type that a plug-in may not have heard of. */
  g_type_ensure (GIMP_TYPE_PARASITE);
  parasite = item == NST_GIMP_NONE ? gimp_get_parasite (name)
                                   : gimp_item_get_parasite (NST_ITEM (item), name);
  if (!parasite)
    return NULL;

#if GIMP_CHECK_VERSION(2, 99, 0)
  data = gimp_parasite_get_data (parasite, &size);
#else
  data = gimp_parasite_data (parasite);
  size = (guint32) gimp_parasite_data_size (parasite);
#endif

  bytes = g_malloc0 ((gsize) size + 1);
  if (size > 0)
    memcpy (bytes, data, size);
  if (n)
    *n = size;
  gimp_parasite_free (parasite);

  return bytes;
}
