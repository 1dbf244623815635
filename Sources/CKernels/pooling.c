// Pooling over windows of pixels. See pooling.inc.

#include "kernels.h"

#include <string.h>

// The pixels first ... end - 1 of the input under pixel `at` of the output, along one axis.
typedef struct {
  int32_t first, end;
} window;

BASIN_INLINE window window_at(const basin_pooling *g, int32_t in, int32_t out, int32_t at) {
  window w;
  if (g->kernel == 0) {
    w.first = (int32_t)((int64_t)at * in / out);
    w.end = (int32_t)(((int64_t)(at + 1) * in + out - 1) / out);
  } else {
    const int32_t first = at * g->stride - g->padding;
    const int32_t end = first + g->kernel;
    w.first = first > 0 ? first : 0;
    w.end = end < in ? end : in;
  }
  return w;
}

#define SCALAR float
#define SUFFIX f32
#include "pooling.inc"
#undef SCALAR
#undef SUFFIX

#define SCALAR double
#define SUFFIX f64
#include "pooling.inc"
