#pragma once
// LAPACK's Fortran entry points that Lab uses; matrices are column-major.

// Singular value decomposition by divide and conquer: A = U diag(s) VT.
extern void sgesdd_(const char *jobz, const int *m, const int *n, float *a, const int *lda,
                    float *s, float *u, const int *ldu, float *vt, const int *ldvt,
                    float *work, const int *lwork, int *iwork, int *info);
// Eigenvalues and eigenvectors of a symmetric matrix, by divide and conquer.
extern void ssyevd_(const char *jobz, const char *uplo, const int *n, float *a, const int *lda,
                    float *w, float *work, const int *lwork, int *iwork, const int *liwork,
                    int *info);
