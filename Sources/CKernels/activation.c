// Activations that deserve a kernel, alone and as the end of a product.
//
// The Gaussian error linear unit in its tanh form (Hendrycks & Gimpel 2016); functions.h has those
// that are computed element by element:
//
//   GELU(x) = x/2 (1 + tanh u) = x s,   u = √(2/π) (x + 0.044715 x³),   s = 1/(1 + exp(−2u))
//   GELU'(x) = s + x s (1 − s) 2u',     u' = √(2/π) (1 + 3 · 0.044715 x²)
//
// with 1 − s = s exp(−2u), which loses no digits where s is almost 1.
//
// For double the C library's exp serves: surfaces of the reference precision and the Hessian take
// that path.

#include "kernels.h"
#include "exponential.h"
#include "functions.h"

#include <math.h>
#include <string.h>

#define TWICE_ROOT 1.5957691216057308  // 2 √(2/π)
#define CUBIC 0.044715

// s = 1/(1 + exp(−2u)) and rest = 1 − s. Beyond ±87 the exponential would leave the range of a float; there the result
// s is 1 to the last bit and rest set to 0, or s is set to 0. NaN stays NaN.
BASIN_INLINE void gate(const floats *x, floats *s, floats *rest) {
  const floats z = *x * (-(float)TWICE_ROOT - (float)(TWICE_ROOT * CUBIC) * *x * *x);
  const floats low = z < -EXPONENT_LIMIT ? (floats)-EXPONENT_LIMIT : z;
  const floats clamped = low > EXPONENT_LIMIT ? (floats)EXPONENT_LIMIT : low;
  floats tail;
  exponential(&clamped, &tail);
  // The clamps compare false for NaN, so NaN comes through.
  const floats share = 1.0f / (1.0f + tail);
  *s = z > EXPONENT_LIMIT ? (floats)0.0f : share;
  *rest = z < -EXPONENT_LIMIT ? (floats)0.0f : share * tail;
}

BASIN_INLINE void gelu_vector(const floats *x, floats *out) {
  floats s, rest;
  gate(x, &s, &rest);
  *out = *x * s;
}

BASIN_INLINE void slope_vector(const floats *x, floats *out) {
  floats s, rest;
  gate(x, &s, &rest);
  const floats inner = (float)TWICE_ROOT + (float)(3 * TWICE_ROOT * CUBIC) * *x * *x;
  const floats steep = *x * s * rest * inner;
  // Far out this is nothing times something that may have overflowed.
  *out = s + (s == 0.0f || rest == 0.0f ? (floats)0.0f : steep);
}

// Up to 16 numbers from memory; the rest of the vector is zero.
BASIN_INLINE void load(const float *from, int64_t count, floats *to) {
  *to = 0;
  memcpy(to, from, (size_t)(count < 16 ? count : 16) * sizeof(float));
}

BASIN_KERNEL
static void gelu_tanh_f32(int64_t count, const float *x, float *out) {
  int64_t i = 0;
  floats value, result;
  for (; i + 16 <= count; i += 16) {
    value = *(const loose_floats *)(x + i);
    gelu_vector(&value, &result);
    *(loose_floats *)(out + i) = result;
  }
  if (i == count) return;
  load(x + i, count - i, &value);
  gelu_vector(&value, &result);
  memcpy(out + i, &result, (size_t)(count - i) * sizeof(float));
}

BASIN_KERNEL
static void gelu_tanh_backward_f32(int64_t count, const float *x, const float *dy,
                                   bool accumulate, float *dx) {
  floats value, slope, gradient, before;
  for (int64_t i = 0; i < count; i += 16) {
    const int64_t left = count - i < 16 ? count - i : 16;
    load(x + i, left, &value);
    load(dy + i, left, &gradient);
    slope_vector(&value, &slope);
    gradient *= slope;
    if (accumulate) {
      load(dx + i, left, &before);
      gradient += before;
    }
    memcpy(dx + i, &gradient, (size_t)left * sizeof(float));
  }
}

BASIN_INLINE double tail_of(double x) {
  return exp(-TWICE_ROOT * (x + CUBIC * x * x * x));
}

static void gelu_tanh_f64(int64_t count, const double *x, double *out) {
  for (int64_t i = 0; i < count; i++) {
    const double tail = tail_of(x[i]);
    out[i] = isinf(tail) ? x[i] * 0 : x[i] / (1 + tail);
  }
}

static void gelu_tanh_backward_f64(int64_t count, const double *x, const double *dy,
                                   bool accumulate, double *dx) {
  for (int64_t i = 0; i < count; i++) {
    const double tail = tail_of(x[i]), s = 1 / (1 + tail), rest = s * tail;
    const double inner = TWICE_ROOT * (1 + 3 * CUBIC * x[i] * x[i]);
    const double slope = s == 0 || tail == 0 ? s : s + x[i] * s * rest * inner;
    dx[i] = accumulate ? dx[i] + slope * dy[i] : slope * dy[i];
  }
}

// GELU''(x) = 2 s' + x s'', s' = s (1 − s) w', s'' = s (1 − s) ((1 − 2s) w'² + w''), with w = 2u.
BASIN_INLINE double gelu_tanh_bend(double x) {
  const double tail = tail_of(x), s = 1 / (1 + tail), rest = s * tail;
  // Far out the function is straight, and the products below may have overflowed.
  if (s == 0 || tail == 0) return 0;
  const double slope = TWICE_ROOT * (1 + 3 * CUBIC * x * x), bend = TWICE_ROOT * 6 * CUBIC * x;
  return s * rest * (2 * slope + x * ((rest - s) * slope * slope + bend));
}

#define SCALAR float
#define SUFFIX f32
#include "activation.inc"
#undef SCALAR
#undef SUFFIX

#define SCALAR double
#define SUFFIX f64
#include "activation.inc"
#undef SCALAR
#undef SUFFIX

BASIN_INLINE void activate_vector(int32_t function, floats *x) {
  switch (function) {
    case BASIN_IDENTITY: break;
    case BASIN_RELU: *x = *x < 0.0f ? (floats)0.0f : *x; break;
    case BASIN_GELU_TANH: gelu_vector(x, x); break;
    default:
      for (int lane = 0; lane < 16; lane++) (*x)[lane] = (float)value_of(function, (*x)[lane]);
  }
}

// The function is a constant wherever it is a fast one, so that no loop asks for it.
BASIN_INLINE void activate_rows(int32_t function, int32_t rows, int64_t width, const float *x,
                                const float *bias, const float *addend, float *out) {
  for (int32_t row = 0; row < rows; row++) {
    const floats shift = bias[row];
    int64_t i = row * width;
    for (; i + 16 <= (row + 1) * width; i += 16) {
      floats value = *(const loose_floats *)(x + i) + shift;
      activate_vector(function, &value);
      if (addend) value += *(const loose_floats *)(addend + i);
      *(loose_floats *)(out + i) = value;
    }
    const size_t rest = (size_t)((row + 1) * width - i) * sizeof(float);
    if (rest == 0) continue;
    floats value = 0, more = 0;
    memcpy(&value, x + i, rest);
    value += shift;
    activate_vector(function, &value);
    if (addend) memcpy(&more, addend + i, rest);
    if (addend) value += more;
    memcpy(out + i, &value, rest);
  }
}

BASIN_INLINE void activate_plane(int32_t function, int64_t count, const float *a, float s,
                                 const float *b, float t, const float *c, float *out) {
  for (int64_t i = 0; i < count; i += 16) {
    floats value = *(const floats *)(a + i) + s * *(const floats *)(b + i);
    value += t * *(const floats *)(c + i);
    activate_vector(function, &value);
    *(floats *)(out + i) = value;
  }
}

BASIN_KERNEL
void basin_activate_rows_f32(int32_t function, int32_t rows, int64_t width, const float *x,
                             const float *bias, const float *addend, float *out) {
  switch (function) {
    case BASIN_RELU: activate_rows(BASIN_RELU, rows, width, x, bias, addend, out); break;
    case BASIN_GELU_TANH: activate_rows(BASIN_GELU_TANH, rows, width, x, bias, addend, out); break;
    case BASIN_IDENTITY: activate_rows(BASIN_IDENTITY, rows, width, x, bias, addend, out); break;
    default: activate_rows(function, rows, width, x, bias, addend, out);
  }
}

BASIN_KERNEL
void basin_activate_plane_f32(int32_t function, int64_t count, const float *a, float s, const float *b,
                              float t, const float *c, float *out) {
  switch (function) {
    case BASIN_RELU: activate_plane(BASIN_RELU, count, a, s, b, t, c, out); break;
    case BASIN_GELU_TANH: activate_plane(BASIN_GELU_TANH, count, a, s, b, t, c, out); break;
    case BASIN_IDENTITY: activate_plane(BASIN_IDENTITY, count, a, s, b, t, c, out); break;
    default: activate_plane(function, count, a, s, b, t, c, out);
  }
}

BASIN_INLINE double activated(int32_t function, double x) {
  if (function == BASIN_RELU) return x < 0 ? 0 : x;
  if (function == BASIN_GELU_TANH) {
    gelu_tanh_f64(1, &x, &x);
    return x;
  }
  return value_of(function, x);
}

void basin_activate_rows_f64(int32_t function, int32_t rows, int64_t width, const double *x,
                             const double *bias, const double *addend, double *out) {
  for (int32_t row = 0; row < rows; row++) {
    for (int64_t i = row * width; i < (row + 1) * width; i++) {
      const double value = activated(function, x[i] + bias[row]);
      out[i] = addend ? value + addend[i] : value;
    }
  }
}

void basin_activate_plane_f64(int32_t function, int64_t count, const double *a, double s,
                              const double *b, double t, const double *c, double *out) {
  for (int64_t i = 0; i < count; i++) out[i] = activated(function, a[i] + s * b[i] + t * c[i]);
}
