// Element-wise kernels and reductions over rows. See elementwise.inc.

#include "kernels.h"

#include <stddef.h>

#define SCALAR float
#define SUFFIX f32
#include "elementwise.inc"
#undef SCALAR
#undef SUFFIX

#define SCALAR double
#define SUFFIX f64
#include "elementwise.inc"
