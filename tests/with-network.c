/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One network for all tests of a program: opening it checks every number in it. */

#include "tests/with-network.h"

NstNetwork *network;

void
test_open_network (void)
{
  g_autoptr (GError) error = NULL;

  network = nst_network_open ("weights/vgg19.safetensors", &error);
  g_assert_no_error (error);
}

void
test_close_network (void)
{
  g_clear_pointer (&network, nst_network_free);
}
