/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network that comes with the program, for the tests that need it. */

#pragma once

#include "core/nst.h"

/* NULL before test_open_network; relative paths are from the project's folder. */
extern NstNetwork *network;

void test_open_network (void);
void test_close_network (void);
