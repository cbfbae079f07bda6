/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The letters that labels are reached by, with Alt: shared out among all that are seen together,
 * so that no two are alike, in any language.  Knows labels alone, no widgets. */

#pragma once

#include <glib.h>

/* Gives each of the labels, texts that g_free frees, a letter of its own that is not among those
 * taken (lower case, UTF-8), and adds it there: its text is replaced by one with a mnemonic.  A
 * label keeps the letter that it asks for where it can; as many labels as possible get one, and
 * the others none.  A text without a Latin letter has it in brackets behind it. */
void nst_letters_share (GPtrArray *labels,
                        GString   *taken);

/* The letter of a label with a mnemonic, lower case; 0 where it has none. */
gunichar nst_letters_get (const char *label);
