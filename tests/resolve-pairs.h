/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "plugin/settings/settings.h"

/* Resolves "name=value ..." on top of the defaults; fails the test if it is
 * refused. */
NstSettings test_resolve (const char *pairs);

/* The sentence for "name=value ...", which must be refused; free with g_free. */
char *test_refusal (const char *pairs);
