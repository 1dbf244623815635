// The tables of kernels, made from the list in CKernels.h.

#include "kernels.h"

#define WRAPPED(name, parameters, arguments) \
  static void BASIN_JOIN(wrapped_##name, SUFFIX) parameters { NAME(name) arguments; }
#define ENTRY(name, parameters, arguments) .name = BASIN_JOIN(wrapped_##name, SUFFIX),

#define SUFFIX f32
BASIN_KERNELS(WRAPPED, void, double)
static const basin_kernels kernels_f32 = {BASIN_KERNELS(ENTRY, void, double)};
#undef SUFFIX

#define SUFFIX f64
BASIN_KERNELS(WRAPPED, void, double)
static const basin_kernels kernels_f64 = {BASIN_KERNELS(ENTRY, void, double)};
#undef SUFFIX

const basin_kernels *basin_kernels_f32(void) { return &kernels_f32; }
const basin_kernels *basin_kernels_f64(void) { return &kernels_f64; }
