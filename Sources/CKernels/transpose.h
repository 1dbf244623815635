// Squares of 8 or 16 vectors of as many lanes, transposed in registers.

#ifndef BASIN_TRANSPOSE_H
#define BASIN_TRANSPOSE_H

// Exchanges the off-diagonal blocks of d×d in every block of 2d×2d of `count` rows: `upper` are the lanes of
// a row of the upper half afterwards, `lower` those of a row of the lower half.
#define BASIN_EXCHANGE(TYPE, rows, count, d, upper, lower)              \
  _Pragma("clang loop unroll(full)") for (int i = 0; i < (count); i++) { \
    if (i & (d)) continue;                                              \
    const TYPE a = (rows)[i], b = (rows)[i + (d)];                      \
    (rows)[i] = __builtin_shufflevector(a, b, upper);                   \
    (rows)[i + (d)] = __builtin_shufflevector(a, b, lower);             \
  }

#define BASIN_TRANSPOSE_8(TYPE, rows)                                        \
  BASIN_EXCHANGE(TYPE, rows, 8, 4, BASIN_UPPER_4_OF_8, BASIN_LOWER_4_OF_8)   \
  BASIN_EXCHANGE(TYPE, rows, 8, 2, BASIN_UPPER_2_OF_8, BASIN_LOWER_2_OF_8)   \
  BASIN_EXCHANGE(TYPE, rows, 8, 1, BASIN_UPPER_1_OF_8, BASIN_LOWER_1_OF_8)
#define BASIN_UPPER_4_OF_8 0, 1, 2, 3, 8, 9, 10, 11
#define BASIN_LOWER_4_OF_8 4, 5, 6, 7, 12, 13, 14, 15
#define BASIN_UPPER_2_OF_8 0, 1, 8, 9, 4, 5, 12, 13
#define BASIN_LOWER_2_OF_8 2, 3, 10, 11, 6, 7, 14, 15
#define BASIN_UPPER_1_OF_8 0, 8, 2, 10, 4, 12, 6, 14
#define BASIN_LOWER_1_OF_8 1, 9, 3, 11, 5, 13, 7, 15

#define BASIN_TRANSPOSE_16(TYPE, rows)                                          \
  BASIN_EXCHANGE(TYPE, rows, 16, 8, BASIN_UPPER_8_OF_16, BASIN_LOWER_8_OF_16)   \
  BASIN_EXCHANGE(TYPE, rows, 16, 4, BASIN_UPPER_4_OF_16, BASIN_LOWER_4_OF_16)   \
  BASIN_EXCHANGE(TYPE, rows, 16, 2, BASIN_UPPER_2_OF_16, BASIN_LOWER_2_OF_16)   \
  BASIN_EXCHANGE(TYPE, rows, 16, 1, BASIN_UPPER_1_OF_16, BASIN_LOWER_1_OF_16)
#define BASIN_UPPER_8_OF_16 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define BASIN_LOWER_8_OF_16 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31
#define BASIN_UPPER_4_OF_16 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27
#define BASIN_LOWER_4_OF_16 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
#define BASIN_UPPER_2_OF_16 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define BASIN_LOWER_2_OF_16 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
#define BASIN_UPPER_1_OF_16 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30
#define BASIN_LOWER_1_OF_16 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31

#endif
