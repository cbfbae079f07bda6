/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words that people read: where their translations lie, and labels as running text has
 * them.  Translations are made from plugin/po (CONTRIBUTING.md tells how). */

#pragma once

#include <glib.h>

/* The domain of all sentences, the engine's too (GETTEXT_PACKAGE of the Makefile). */
#define NST_WORDS_DOMAIN "neural-art"

/* The folder of the translations of a program that lies in program_dir: locale beside it, as
 * in a build folder, else share/locale of where it or the build was installed; free with
 * g_free. */
char *nst_words_folder (const char *program_dir);

/* Takes the translations from that folder, whether it is there or not. */
void nst_words_bind (const char *folder);

/* A label without its mnemonic, "_Size" or, in Chinese, a letter in brackets behind it; free
 * with g_free. */
char *nst_words_plain (const char *label);
