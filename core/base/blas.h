/* SPDX-License-Identifier: GPL-3.0-or-later */

/* OpenBLAS, which is loaded when the first team of threads is made, not linked.
 *
 * On being loaded it starts a thread for each processor, and each maps 128 MB; where that
 * is refused, it tries again for ever (OpenMathLib/OpenBLAS#5289), and where a thread is, it
 * ends the process.  One thread is all that is wanted, as the threads here are ours, and
 * can be asked for only by the environment, and only before it is loaded. */

#pragma once

#include <cblas.h>
#include <glib.h>

/* LAPACK's: the divide-and-conquer eigensolver for symmetric matrices, and the QR
 * factorisation.  It goes by columns. */
typedef void (*NstSyevdFunc) (const char *jobz,
                              const char *uplo,
                              const int  *n,
                              double     *a,
                              const int  *lda,
                              double     *w,
                              double     *work,
                              const int  *lwork,
                              int        *iwork,
                              const int  *liwork,
                              int        *info);
typedef void (*NstGeqrfFunc) (const int *m,
                              const int *n,
                              double    *a,
                              const int *lda,
                              double    *tau,
                              double    *work,
                              const int *lwork,
                              int       *info);
typedef void (*NstOrgqrFunc) (const int    *m,
                              const int    *n,
                              const int    *k,
                              double       *a,
                              const int    *lda,
                              const double *tau,
                              double       *work,
                              const int    *lwork,
                              int          *info);

typedef struct
{
  __typeof__ (cblas_sgemm) *sgemm;
  __typeof__ (cblas_dgemm) *dgemm;
  __typeof__ (cblas_dsyrk) *dsyrk;
  __typeof__ (cblas_sscal) *sscal;
  __typeof__ (cblas_dscal) *dscal;
  NstSyevdFunc              dsyevd;
  NstGeqrfFunc              dgeqrf;
  NstOrgqrFunc              dorgqr;
} NstBlas;

/* Its functions, between nst_blas_begin and nst_blas_end. */
extern NstBlas nst_blas;

/* Loads it, and has it take the memory that n_threads threads work in at once, which it
 * keeps.  Returns for how many of them there is room; 0 and NST_ERROR_MEMORY: for none,
 * or it can't be loaded.  End with nst_blas_end for as many. */
int  nst_blas_begin (int      n_threads,
                     GError **error);
void nst_blas_end (int n_threads);
