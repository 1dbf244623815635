// Activations that are computed element by element in double precision, with the C library's
// exponentials: their values, slopes and bends. A slope and a bend follow from v, the output y of
// TANH and SIGMOID, the input x of the others.

#ifndef BASIN_FUNCTIONS_H
#define BASIN_FUNCTIONS_H

#include "CKernels.h"
#include "dispatch.h"

#include <math.h>

#define ROOT_HALF 0.70710678118654752440        // √½
#define NORMAL_DENSITY 0.39894228040143267794   // 1/√(2π)

BASIN_INLINE double sigmoid(double x) { return 1 / (1 + exp(-x)); }

// Φ(x), the share of a standard normal variable that lies below x; erfc loses no digits on the left.
BASIN_INLINE double normal_share(double x) { return 0.5 * erfc(-x * ROOT_HALF); }

// Beyond ±40 the density is 0 to the last bit, and a product with it might be none of infinity.
BASIN_INLINE double normal_density(double x) {
  return fabs(x) > 40 ? 0 : NORMAL_DENSITY * exp(-0.5 * x * x);
}

BASIN_INLINE double value_of(int32_t function, double x) {
  switch (function) {
    case BASIN_GELU: return x * normal_share(x);
    case BASIN_TANH: return tanh(x);
    case BASIN_SILU: return x * sigmoid(x);
    case BASIN_SIGMOID: return sigmoid(x);
    default: return x;
  }
}

BASIN_INLINE double slope_of(int32_t function, double v) {
  switch (function) {
    case BASIN_GELU: return normal_share(v) + v * normal_density(v);
    case BASIN_TANH: return 1 - v * v;
    case BASIN_SILU: return sigmoid(v) * (1 + v * sigmoid(-v));
    case BASIN_SIGMOID: return v * (1 - v);
    default: return 1;
  }
}

BASIN_INLINE double bend_of(int32_t function, double v) {
  switch (function) {
    case BASIN_GELU: {
      const double density = normal_density(v);
      return density == 0 ? 0 : density * (2 - v * v);
    }
    case BASIN_TANH: return -2 * v * (1 - v * v);
    case BASIN_SILU: {
      const double s = sigmoid(v), rest = sigmoid(-v);
      return s * rest * (2 + v * (rest - s));
    }
    case BASIN_SIGMOID: return v * (1 - v) * (1 - 2 * v);
    default: return 0;
  }
}

#endif
