/* SPDX-License-Identifier: GPL-3.0-or-later */

/* BLAS and LAPACK behind the names that the formulas have.  LAPACK goes by columns,
 * the matrices here go by rows: a symmetric one is the same either way. */

#include "core/objective/matrix.h"

#include "core/base/blas.h"

#include <math.h>

/* Columns that LAPACK's QR works on at a time; it asks for as many rows of
 * memory. */
#define QR_BLOCK 64

/* Eigenvalues below this share of the largest count as this. */
#define LEAST_EIGENVALUE 1e-12

/* A matrix is mirrored by tiles of so many rows and columns, which stay in a cache. */
#define TILE 32

static gboolean
is_finite (size_t        n,
           const double *a)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite (a[i]))
      return FALSE;

  return TRUE;
}

size_t
nst_matrix_count_space (int n)
{
  /* dsyevd's: doubles, then ints. */
  const size_t eigen = 1 + 6 * (size_t) n + 2 * (size_t) n * n + (3 + 5 * (size_t) n + 1) / 2;
  const size_t qr    = (size_t) n * (QR_BLOCK + 1);

  return MAX (eigen, qr);
}

gboolean
nst_matrix_eigen (int     n,
                  double *a,
                  double *values,
                  double *space)
{
  const int lwork  = 1 + 6 * n + 2 * n * n;
  const int liwork = 3 + 5 * n;
  int      *iwork  = (int *) (void *) (space + lwork);
  int       info   = 0;

  if (!is_finite ((size_t) n * n, a))
    return FALSE;

  nst_blas.dsyevd ("V", "U", &n, a, &n, values, space, &lwork, iwork, &liwork, &info);

  return info == 0;
}

double
nst_matrix_take_roots (int     n,
                       double *values,
                       double  floor,
                       double *least)
{
  double sum = 0.0;

  *least = sqrt (MAX (values[n - 1], floor) * LEAST_EIGENVALUE);
  for (int i = 0; i < n; i++)
    {
      values[i] = MAX (sqrt (MAX (values[i], 0.0)), *least);
      sum += values[i];
    }

  return sum;
}

gboolean
nst_matrix_orthonormalise (int     n,
                           int     width,
                           double *a,
                           double *space)
{
  const int lwork = n * QR_BLOCK;
  double   *tau   = space + lwork;
  int       info;

  if (!is_finite ((size_t) n * width, a))
    return FALSE;

  /* To LAPACK, which goes by columns, our rows are the columns. */
  nst_blas.dgeqrf (&width, &n, a, &width, tau, space, &lwork, &info);
  if (info == 0)
    nst_blas.dorgqr (&width, &n, &n, a, &width, tau, space, &lwork, &info);

  return info == 0;
}

void
nst_matrix_multiply (int           n_rows,
                     int           n,
                     int           inner,
                     const double *a,
                     const double *b,
                     double       *product)
{
  nst_blas.dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n_rows, n, inner,
                  1.0, a, inner, b, n, 0.0, product, n);
}

void
nst_matrix_project (int           n_rows,
                    int           k,
                    int           width,
                    const double *rows,
                    const double *basis,
                    double       *seen)
{
  nst_blas.dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, n_rows, k, width,
                  1.0, rows, width, basis, width, 0.0, seen, k);
}

void
nst_matrix_expand (int           k,
                   int           width,
                   const double *basis,
                   const double *inner,
                   double       *expanded,
                   double       *space)
{
  nst_blas.dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, k, width, k,
                  1.0, inner, k, basis, width, 0.0, space, width);
  nst_blas.dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, width, width, k,
                  1.0, basis, width, space, width, 0.0, expanded, width);
}

void
nst_matrix_mirror (int     n,
                   int     first,
                   int     end,
                   double *a)
{
  for (int top = first; top < end; top += TILE)
    for (int left = top; left < n; left += TILE)
      for (int i = top; i < MIN (top + TILE, end); i++)
        for (int j = MAX (left, i + 1); j < MIN (left + TILE, n); j++)
          a[(size_t) j * n + i] = a[(size_t) i * n + j];
}

void
nst_matrix_square (int           n_rows,
                   int           n,
                   const double *a,
                   double       *product)
{
  nst_blas.dsyrk (CblasRowMajor, CblasUpper, CblasTrans, n, n_rows,
                  1.0, a, n, 0.0, product, n);
  nst_matrix_mirror (n, 0, n, product);
}

void
nst_matrix_compose (int           n_rows,
                    int           n,
                    double       *v,
                    const double *weights,
                    double       *product)
{
  for (int i = 0; i < n_rows; i++)
    nst_blas.dscal (n, sqrt (weights[i]), v + (size_t) i * n, 1);

  nst_matrix_square (n_rows, n, v, product);
}

double
nst_matrix_get_trace (int           n,
                      const double *a)
{
  double trace = 0.0;

  for (int i = 0; i < n; i++)
    trace += a[(size_t) i * n + i];

  return trace;
}
