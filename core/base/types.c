/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's error domain, and how an error in it is set. */

#include "core/base/types.h"

/* clang-format off */
G_DEFINE_QUARK (nst-error-quark, nst_error)

/* clang-format on */
gboolean
nst_refuse (GError     **error,
            NstErrorCode code,
            const char  *format,
            ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (NST_ERROR, code, format, arguments);
  va_end (arguments);

  return FALSE;
}
