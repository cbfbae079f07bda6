/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A thread for each question; a timeout of the main loop for as long as there is one. */

#include "plugin/shared/reckoner.h"
#include "plugin/shared/worker.h"

#define PAUSE_MS 200 /* typing in a number asks only once */
#define POLL_MS  50

struct _NstReckoner
{
  const NstReckonerKind *kind;
  gpointer               user_data;
  gpointer               next;    /* NULL: nothing is yet to be answered */
  gboolean               dropped; /* the thread's question is of no interest any more */
  guint                  timeout;
  GCancellable          *cancel;

  /* The thread's, while there is one. */
  GThread *thread;
  int      done; /* atomic */
  gpointer question;
  char    *said; /* atomic; taken when it is told */
  char    *text;
  gboolean possible;
};


/* ---- the thread ------------------------------------------------------ */

static gpointer
reckon (gpointer data)
{
  NstReckoner *reckoner = data;

  reckoner->text = reckoner->kind->reckon (reckoner, reckoner->question, reckoner->cancel,
                                           &reckoner->possible, reckoner->user_data);

  g_atomic_int_set (&reckoner->done, TRUE);
  return NULL;
}

/* What is said until now, or NULL, and text in its place. */
static char *
exchange_said (NstReckoner *reckoner,
               char        *text)
{
  char *said;

  do
    said = g_atomic_pointer_get (&reckoner->said);
  while (!g_atomic_pointer_compare_and_exchange (&reckoner->said, said, text));

  return said;
}

void
nst_reckoner_say (NstReckoner *reckoner,
                  char        *text)
{
  g_free (exchange_said (reckoner, text));
}


/* ---- the main loop --------------------------------------------------- */

static void
answer (NstReckoner *reckoner,
        const char  *text,
        gboolean     possible)
{
  if (!reckoner->dropped && !reckoner->next)
    reckoner->kind->answer (text, possible, reckoner->user_data);
}

static void
set_question (NstReckoner *reckoner,
              gpointer    *at,
              gpointer     question)
{
  if (*at)
    reckoner->kind->free_question (*at);
  *at = question;
}

/* Without a thread there is no answer, but what it was asked for may be tried. */
static void
begin (NstReckoner *reckoner,
       gpointer     question)
{
  g_autoptr (GError) error = NULL;

  set_question (reckoner, &reckoner->question, question);
  g_cancellable_reset (reckoner->cancel);
  g_atomic_int_set (&reckoner->done, FALSE);
  reckoner->thread = nst_worker_start ("reckoner", reckon, reckoner, &error);

  if (!reckoner->thread)
    answer (reckoner, error->message, TRUE);
}

static gboolean
look_after (gpointer data)
{
  NstReckoner     *reckoner = data;
  const gboolean   done     = !reckoner->thread || g_atomic_int_get (&reckoner->done);
  g_autofree char *said     = exchange_said (reckoner, NULL);

  if (said)
    answer (reckoner, said, TRUE);

  if (!done)
    return G_SOURCE_CONTINUE;

  if (reckoner->thread)
    {
      g_clear_pointer (&reckoner->thread, nst_worker_join);
      answer (reckoner, reckoner->text, reckoner->possible);
      g_clear_pointer (&reckoner->text, g_free);
    }

  if (reckoner->next)
    begin (reckoner, g_steal_pointer (&reckoner->next));

  reckoner->timeout = reckoner->thread ? g_timeout_add (POLL_MS, look_after, reckoner) : 0;

  return G_SOURCE_REMOVE;
}

NstReckoner *
nst_reckoner_new (const NstReckonerKind *kind,
                  gpointer               user_data)
{
  NstReckoner *reckoner = g_new0 (NstReckoner, 1);

  reckoner->kind      = kind;
  reckoner->user_data = user_data;
  reckoner->cancel    = g_cancellable_new ();

  return reckoner;
}

void
nst_reckoner_warm_up (NstReckoner *reckoner,
                      gpointer     question)
{
  reckoner->dropped = TRUE;
  begin (reckoner, question);
  reckoner->timeout = g_timeout_add (POLL_MS, look_after, reckoner);
}

void
nst_reckoner_ask (NstReckoner *reckoner,
                  gpointer     question)
{
  set_question (reckoner, &reckoner->next, question);
  reckoner->dropped = FALSE;
  if (reckoner->kind->is_hasty)
    g_cancellable_cancel (reckoner->cancel);

  if (!reckoner->timeout)
    reckoner->timeout = g_timeout_add (PAUSE_MS, look_after, reckoner);
}

void
nst_reckoner_drop (NstReckoner *reckoner)
{
  set_question (reckoner, &reckoner->next, NULL);
  reckoner->dropped = TRUE;
}

gboolean
nst_reckoner_is_busy (const NstReckoner *reckoner)
{
  return reckoner->timeout != 0;
}

void
nst_reckoner_free (NstReckoner *reckoner)
{
  if (reckoner->timeout)
    g_source_remove (reckoner->timeout);
  g_cancellable_cancel (reckoner->cancel);
  if (reckoner->thread)
    nst_worker_join (reckoner->thread);

  set_question (reckoner, &reckoner->next, NULL);
  set_question (reckoner, &reckoner->question, NULL);
  g_object_unref (reckoner->cancel);
  g_free (reckoner->said);
  g_free (reckoner->text);
  g_free (reckoner);
}
