/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The few matrices of double precision that the statistics need, row by row,
 * on top of BLAS and LAPACK.  Nothing here uses more than one thread, or
 * allocates: space is the caller's, of nst_matrix_count_space (n) doubles, for
 * the largest side n of a matrix. */

#pragma once

#include <glib.h>

size_t nst_matrix_count_space (int n);

/* Eigenvalues, ascending, and in a's rows the eigenvectors of the symmetric
 * a[n][n].  FALSE where a is not finite. */
gboolean nst_matrix_eigen (int     n,
                           double *a,
                           double *values,
                           double *space);

/* The roots of eigenvalues, which are ascending, in their place: none less than *least, which
 * belongs to a small share of the largest eigenvalue, or of floor where that is more.
 * Returns their sum. */
double nst_matrix_take_roots (int     n,
                              double *values,
                              double  floor,
                              double *least);

/* Makes the rows of a[n][width], n <= width, orthonormal from the first on;
 * what a row adds nothing to is filled up with some direction. */
gboolean nst_matrix_orthonormalise (int     n,
                                    int     width,
                                    double *a,
                                    double *space);

/* product[n][n] = sum over i of weights[i] v_i v_i^T for v's n_rows rows; v is
 * overwritten.  The weights are 0 or more. */
void nst_matrix_compose (int           n_rows,
                         int           n,
                         double       *v,
                         const double *weights,
                         double       *product);

/* product[n_rows][n] = a[n_rows][inner] b[inner][n]. */
void nst_matrix_multiply (int           n_rows,
                          int           n,
                          int           inner,
                          const double *a,
                          const double *b,
                          double       *product);

/* seen[n_rows][k] = rows[n_rows][width] basis[k][width]^T */
void nst_matrix_project (int           n_rows,
                         int           k,
                         int           width,
                         const double *rows,
                         const double *basis,
                         double       *seen);

/* expanded[width][width] = basis^T inner basis, for inner[k][k]. */
void nst_matrix_expand (int           k,
                        int           width,
                        const double *basis,
                        const double *inner,
                        double       *expanded,
                        double       *space);

/* product[n][n] = a^T a for a[n_rows][n]. */
void nst_matrix_square (int           n_rows,
                        int           n,
                        const double *a,
                        double       *product);

/* Sets what mirrors the rows [first, end) of a[n][n]'s upper triangle. */
void nst_matrix_mirror (int     n,
                        int     first,
                        int     end,
                        double *a);

double nst_matrix_get_trace (int           n,
                             const double *a);
