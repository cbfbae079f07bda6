/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page of help says: one list of parts, from top to bottom.  Their texts are
 * translated as all words are, one part at a time. */

#pragma once

typedef enum
{
  NST_HELP_TITLE,
  NST_HELP_HEADING,   /* name: its address in the page; it is in the list of contents */
  NST_HELP_PARAGRAPH, /* of text */
  NST_HELP_STEP,      /* the next of numbered steps */
  NST_HELP_QUESTION,  /* and NST_HELP_ANSWER: a trouble, and what to do */
  NST_HELP_ANSWER,
  NST_HELP_PICTURE,  /* name: its file beside the page; text: what it shows */
  NST_HELP_BASIC,    /* the settings that are always shown, from their table */
  NST_HELP_ADVANCED, /* the others */
  NST_HELP_END
} NstHelpKind;

/* The texts are HTML of <b>, <i>, <code> and <a>.  {strength} is the label of the setting of
 * that name, as the dialog shows it, and {Finishing...} any other words of the program's. */
typedef struct
{
  NstHelpKind kind;
  const char *name;
  const char *text;
} NstHelpPart;

/* All parts; the last is NST_HELP_END. */
extern const NstHelpPart nst_help_parts[];
