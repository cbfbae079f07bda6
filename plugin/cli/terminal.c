/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A carriage return is all that is asked of a terminal, so the rest of the old line is
 * written over with spaces: but where the terminal is known to have a code for that, it is
 * used, which holds when the window's width has changed meanwhile, too. */

#include "plugin/cli/terminal.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define USUAL_COLUMNS 80
#define CLEAR_REST    "\033[K"

static GMutex mutex; /* guards the two below, and what is written */
static int    shown; /* columns of the line; 0: none */
static char  *last;  /* its text; NULL: none */

gboolean
nst_terminal_is_there (void)
{
  return isatty (STDERR_FILENO);
}

/* Families that have ECMA-48's codes: their names begin so. */
static gboolean
has_codes (void)
{
  static const char *const families[] = { "xterm", "screen", "tmux", "rxvt", "linux", "vt1",
                                          "vt2", "konsole", "gnome", "vte", "alacritty",
                                          "kitty", "foot", "st-", "putty", "ansi", "cygwin",
                                          "iterm", "wezterm", "eterm", "contour", "ghostty" };
  const char              *name       = g_getenv ("TERM");

  for (size_t i = 0; name && i < G_N_ELEMENTS (families); i++)
    if (g_str_has_prefix (name, families[i]))
      return TRUE;

  return FALSE;
}

int
nst_terminal_get_room (void)
{
  struct winsize size;
  const int      columns = ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
                             ? size.ws_col
                             : USUAL_COLUMNS;

  return columns - 1; /* the cursor's own */
}

static int
columns_of (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2
                                                              : 1;
}

/* The columns that text takes, and the bytes of what is within most columns. */
static int
measure (const char *text,
         int         most,
         int        *n_bytes)
{
  int columns = 0;

  *n_bytes = 0;

  for (const char *c = text; *c; c = g_utf8_next_char (c))
    {
      columns += columns_of (g_utf8_get_char (c));
      if (columns <= most)
        *n_bytes = (int) (g_utf8_next_char (c) - text);
    }

  return columns;
}

int
nst_terminal_count_columns (const char *text)
{
  int n_bytes;

  return measure (text, 0, &n_bytes);
}

/* Under the mutex. */
static void
show (const char *text,
      int         room)
{
  const int before = shown;
  int       n_bytes;

  shown = MIN (room, measure (text, room, &n_bytes));
  fprintf (stderr, "\r%.*s", n_bytes, text);

  if (has_codes ())
    fputs (CLEAR_REST, stderr);
  else
    fprintf (stderr, "%*s", MAX (0, MIN (before, room) - shown), "");

  fflush (stderr);
}

void
nst_terminal_show (const char *text)
{
  g_mutex_lock (&mutex);

  if (g_strcmp0 (text, last) != 0)
    {
      show (text, nst_terminal_get_room ());
      g_free (last);
      last = g_strdup (text);
    }

  g_mutex_unlock (&mutex);
}

/* Under the mutex. */
static void
clear (void)
{
  g_clear_pointer (&last, g_free);

  if (!shown)
    return;

  show ("", nst_terminal_get_room ());
  fputs (has_codes () ? "" : "\r", stderr);
  fflush (stderr);
}

void
nst_terminal_clear (void)
{
  g_mutex_lock (&mutex);
  clear ();
  g_mutex_unlock (&mutex);
}

/* Free with g_free. */
static char *
spell_out (const char *sentence)
{
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  GString         *text  = g_string_new (NULL);

  for (const char *at = valid; *at; at = g_utf8_next_char (at))
    {
      const gunichar     c    = g_utf8_get_char (at);
      const GUnicodeType type = g_unichar_type (c);

      if (c == '\n')
        g_string_append (text, "\\n");
      else if (c == '\t')
        g_string_append (text, "\\t");
      else if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
               type == G_UNICODE_PARAGRAPH_SEPARATOR)
        g_string_append_printf (text, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
      else
        g_string_append_unichar (text, c);
    }

  return g_string_free (text, FALSE);
}

void
nst_terminal_say (const char *sentence)
{
  g_autofree char *text = spell_out (sentence);

  g_mutex_lock (&mutex);
  clear ();
  fprintf (stderr, "%s: %s\n", g_get_prgname (), text);
  fflush (stderr);
  g_mutex_unlock (&mutex);
}
