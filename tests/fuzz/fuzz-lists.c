/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text as a number, as layers, weights and a schedule: what is taken is within what
 * core/settings/text.h says, what is refused has its sentence. */

#include "core/settings/text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
check_error (gboolean taken,
             GError  *error)
{
  g_assert_true (taken == (error == NULL));
  g_assert_true (taken || error->domain == NST_ERROR);
  g_clear_error (&error);
}

static void
try_schedule (const char *text)
{
  NstScheduleEntry entries[NST_MAX_STAGES];
  GError          *error = NULL;
  int              n;
  const gboolean   taken = nst_text_parse_schedule (text, "schedule", entries, &n, &error);

  for (int i = 0; taken && i < n; i++)
    {
      g_assert_true (entries[i].evaluations >= 1 &&
                     entries[i].evaluations <= NST_MAX_EVALUATIONS);
      g_assert_true (entries[i].size >= 0 && entries[i].size <= NST_MAX_SIDE);
      g_assert_true (i == 0 || entries[i].size > entries[i - 1].size ||
                     (entries[i].size == 0 && i == n - 1));
    }
  check_error (taken, error);
}

static void
try_layers (const char *text)
{
  int            layers[NST_N_LAYERS];
  GError        *error = NULL;
  int            n;
  const gboolean taken = nst_text_parse_layers (text, "layers", layers, &n, &error);

  for (int i = 0; taken && i < n; i++)
    g_assert_true (layers[i] >= 0 && layers[i] < NST_N_LAYERS);
  check_error (taken, error);
}

static void
try_weights (const char *text)
{
  double         weights[NST_N_LAYERS];
  GError        *error = NULL;
  int            n;
  const gboolean taken = nst_text_parse_weights (text, "weights", weights, &n, &error);

  for (int i = 0; taken && i < MIN (n, NST_N_LAYERS); i++)
    g_assert_true (weights[i] >= 0.0 && isfinite (weights[i]));
  check_error (taken, error);
}

/* Up to four lines: layers and weights of both kinds. */
static void
try_compared (const char *text)
{
  g_auto (GStrv) lines    = g_strsplit (text, "\n", 4);
  NstSettings    settings = { 0 };
  char *const    fields[] = { settings.style_layers, settings.style_weights,
                              settings.content_layers, settings.content_weights };
  GError        *error    = NULL;
  NstLayerList   content;
  NstLayerList   style;

  for (int i = 0; lines[i] != NULL; i++)
    g_strlcpy (fields[i], lines[i], sizeof (settings.style_layers));

  check_error (nst_text_parse_compared (&settings, &content, &style, &error), error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  double           number;

  if (nst_text_read_number (text, &number))
    g_assert_true (isfinite (number));
  try_schedule (text);
  try_layers (text);
  try_weights (text);
  try_compared (text);

  return 0;
}
