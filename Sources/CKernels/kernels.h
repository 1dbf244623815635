// The kernels' own declarations, made from the list in CKernels.h.

#ifndef BASIN_KERNELS_H
#define BASIN_KERNELS_H

#include "CKernels.h"
#include "dispatch.h"

#define DECLARED_F32(name, parameters, arguments) void basin_##name##_f32 parameters;
BASIN_KERNELS(DECLARED_F32, float, float)
#undef DECLARED_F32

#define DECLARED_F64(name, parameters, arguments) void basin_##name##_f64 parameters;
BASIN_KERNELS(DECLARED_F64, double, double)
#undef DECLARED_F64

#endif
