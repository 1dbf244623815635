// A loop of multiply-adds on registers alone: what a core does at most.
//
// Ten chains are enough to hide the latency of two units of four cycles, and fit into sixteen
// registers with the two factors. Vectors of 16 elements need AVX-512's registers to do so; where
// there are none, those of 8 are the ones to measure.

#include "CKernels.h"
#include "dispatch.h"

#define CHAINS BASIN_PEAK_CHAINS

#define PEAK(LANES)                                                                               \
  typedef float vector_##LANES __attribute__((ext_vector_type(LANES)));                           \
                                                                                                  \
  BASIN_KERNEL float basin_multiply_add_##LANES(int64_t rounds, float factor, float addend) {     \
    vector_##LANES x[CHAINS];                                                                     \
    for (int chain = 0; chain < CHAINS; chain++) x[chain] = (vector_##LANES)(float)chain;         \
    const vector_##LANES a = factor, b = addend;                                                  \
    for (int64_t round = 0; round < rounds; round++) {                                            \
      _Pragma("clang loop unroll(full)") for (int chain = 0; chain < CHAINS; chain++)             \
        x[chain] = x[chain] * a + b;                                                              \
    }                                                                                             \
    float sum = 0;                                                                                \
    for (int chain = 0; chain < CHAINS; chain++)                                                  \
      for (int lane = 0; lane < LANES; lane++) sum += x[chain][lane];                             \
    return sum;                                                                                   \
  }

PEAK(8)
PEAK(16)
