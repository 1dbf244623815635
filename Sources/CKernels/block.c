// Laying examples out in blocks. See block.inc.

#include "kernels.h"
#include "transpose.h"

#define SCALAR float
#define SUFFIX f32
#include "block.inc"
#undef SCALAR
#undef SUFFIX

#define SCALAR double
#define SUFFIX f64
#include "block.inc"
