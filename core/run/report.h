/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run tells of itself: how far it is, and how the painting looks. */

#pragma once

#include "core/run/observer.h"
#include "core/run/schedule.h"
#include "core/run/subject.h"

/* A frame that is shown while it paints has no more pixels than this. */
#define NST_FRAME_PIXELS (2u << 20)

typedef struct
{
  const NstSubject *subject;
  const NstThreads *threads;  /* that make frames; what interrupts them ends the telling */
  NstProgressFunc   progress; /* NULL: nobody looks on */
  gpointer          user_data;
  double            cost;         /* of the whole run; see NstSchedule */
  double            cost_before;  /* of the stages already done */
  const NstStage   *stage;        /* under way */
  NstImage         *frame;        /* that is shown */
  NstImage         *photo;        /* whose colours it has; NULL: nobody's but its own */
  int               frame_factor; /* pixels of the canvas's side for one of the frame's */
  gint64            start_us;
  const NstStage   *last_stage; /* that was last told of in an evaluation after its first, */
  double            last_s;     /* when that was, since the start, */
  double            last_done;  /* and what was done then, in costs */
  double            rated_s;    /* what all such evaluations took, */
  double            rated_cost; /* and what they cost */
  double            stage_s;    /* the same of that stage alone */
  double            stage_cost;
  NstProgress       now;
} NstReport;

/* Begins the clock; subject is borrowed, observer may be NULL.  End with nst_report_clear. */
void nst_report_init (NstReport         *report,
                      const NstSubject  *subject,
                      const NstThreads  *threads,
                      const NstObserver *observer);
void nst_report_clear (NstReport *report);

/* A stage begins, and ends.  FALSE and NST_ERROR_MEMORY when there is none for its
 * frame. */
gboolean nst_report_begin_stage (NstReport      *report,
                                 const NstStage *stage,
                                 GError        **error);
void     nst_report_end_stage (NstReport *report);

/* Tells that canvas[height][width][3] of the stage's size has been evaluated so many
 * times. */
void nst_report_step (NstReport   *report,
                      const float *canvas,
                      double       loss,
                      int          evaluations);

/* Tells that so much of the next evaluation is done, 0..1. */
void nst_report_part (NstReport *report,
                      double     done);
