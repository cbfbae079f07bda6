/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What answers a dialog's questions, which take a while, so that the dialog goes on answering:
 * one question is reckoned at a time, in a thread of its own; the main loop looks after it,
 * gives the answer, and begins the newest question next. */

#pragma once

#include <gio/gio.h>

typedef struct _NstReckoner NstReckoner;

typedef struct
{
  /* In the thread: the answer, to be freed with g_free, and whether it can be done. */
  char *(*reckon) (NstReckoner  *reckoner,
                   gconstpointer question,
                   GCancellable *cancel,
                   gboolean     *possible,
                   gpointer      user_data);

  /* In the main loop. */
  void (*answer) (const char *text,
                  gboolean    possible,
                  gpointer    user_data);

  GDestroyNotify free_question;
  gboolean       is_hasty; /* a question ends the one before, in whose place it comes */
} NstReckonerKind;

/* kind is borrowed, as user_data is; both last longer than the reckoner. */
NstReckoner *nst_reckoner_new (const NstReckonerKind *kind,
                               gpointer               user_data);

/* Takes question and reckons at once what nobody waits for, as what comes after it is faster
 * then.  Before any other question. */
void nst_reckoner_warm_up (NstReckoner *reckoner,
                           gpointer     question);

/* Takes question and begins it soon, the last one alone where several come; their answers
 * are left out. */
void nst_reckoner_ask (NstReckoner *reckoner,
                       gpointer     question);

/* No answer comes to what was asked. */
void nst_reckoner_drop (NstReckoner *reckoner);

/* From reckon: says text, which is taken, until the answer is there. */
void nst_reckoner_say (NstReckoner *reckoner,
                       char        *text);

/* Whether something is asked or reckoned. */
gboolean nst_reckoner_is_busy (const NstReckoner *reckoner);

/* No more answers come; what is reckoned is ended. */
void nst_reckoner_free (NstReckoner *reckoner);
