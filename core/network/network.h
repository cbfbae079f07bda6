/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens the network's file, a VGG-19.  What the engine needs of it besides is in
 * network-private.h. */

#pragma once

#include <glib.h>

typedef struct _NstNetwork NstNetwork;

/* Opens and checks a network file (weights/README.md has the format); NULL and
 * NST_ERROR_NETWORK when it is missing, damaged or not a VGG-19.  Free with
 * nst_network_free.  Several runs, in several threads, may use one network. */
NstNetwork *nst_network_open (const char *path,
                              GError    **error);
void        nst_network_free (NstNetwork *network);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstNetwork, nst_network_free)
