// Convolution by Winograd's minimal filtering. See winograd.inc.

#include "kernels.h"
#include "transpose.h"

#include <stddef.h>

#define SCALAR float
#define SUFFIX f32
#define LANES 16
#include "winograd.inc"
#include "filters.inc"
#include "winograd_filters.inc"
#include "winograd_gradient.inc"
#include "winograd_once.inc"
#undef SCALAR
#undef SUFFIX
#undef LANES

#define SCALAR double
#define SUFFIX f64
#define LANES 8
#include "winograd.inc"
#include "filters.inc"
#include "winograd_filters.inc"
#include "winograd_gradient.inc"
#include "winograd_once.inc"
