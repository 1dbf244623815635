// Direct convolution, its transpose and its weight gradient. See convolution.inc.

#include "kernels.h"
#include "transpose.h"

#include <stddef.h>

#define SCALAR float
#define SUFFIX f32
#define LANES 16
#include "filters.inc"
#include "convolution.inc"
#include "lane_sums.inc"
#include "convolution_gradient.inc"
#undef SCALAR
#undef SUFFIX
#undef LANES

#define SCALAR double
#define SUFFIX f64
#define LANES 8
#include "filters.inc"
#include "convolution.inc"
#include "lane_sums.inc"
#include "convolution_gradient.inc"
