#ifndef COPENBLAS_SHIM_H
#define COPENBLAS_SHIM_H

#include <cblas.h>
#include <stddef.h>

/* LAPACK by its Fortran symbol, since Debian's OpenBLAS ships no lapacke.h. The two last arguments
   are the lengths of the two strings, which a Fortran compiler passes behind all others. */
void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
            double *work, const int *lwork, int *info, size_t jobz_length, size_t uplo_length);

/* Takes one of the buffers that OpenBLAS keeps for threads that multiply, and gives it back. Exported by
   the library, which waits for ever where there is no memory for a new one, and declared nowhere. */
void *blas_memory_alloc(int position);
void blas_memory_free(void *buffer);

#endif
