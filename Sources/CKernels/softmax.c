// Softmax over the rows of causal attention scores: query q sees the keys 0 … q.
//
// For double the C library's exp serves: surfaces of the reference precision and the Hessian take
// that path.
// A row with a NaN becomes NaN.

#include "kernels.h"
#include "exponential.h"

#include <math.h>
#include <string.h>

// exp(z) for z up to 0, in its place; below −87 it is 0.
BASIN_INLINE void vanishing_exponential(floats *z) {
  const ints vanishes = *z < -EXPONENT_LIMIT;
  const floats clamped = vanishes ? (floats)-EXPONENT_LIMIT : *z;
  floats value;
  exponential(&clamped, &value);
  *z = vanishes ? (floats)0.0f : value;
}

// Up to 16 numbers from memory; the rest of the vector is `padding`.
BASIN_INLINE void load(const float *from, int64_t count, float padding, floats *to) {
  if (count >= 16) {
    *to = *(const loose_floats *)from;
  } else {
    *to = padding;
    memcpy(to, from, (size_t)count * sizeof(float));
  }
}

BASIN_INLINE void store(const floats *value, int64_t count, float *to) {
  if (count >= 16) {
    *(loose_floats *)to = *value;
  } else {
    memcpy(to, value, (size_t)count * sizeof(float));
  }
}

BASIN_INLINE float sum_of(const floats *value) {
  float part[16];
#pragma clang loop unroll(full)
  for (int l = 0; l < 16; l++) part[l] = (*value)[l];
#pragma clang loop unroll(full)
  for (int half = 8; half > 0; half /= 2)
#pragma clang loop unroll(full)
    for (int l = 0; l < half; l++) part[l] += part[l + half];
  return part[0];
}

BASIN_INLINE float largest_of(const floats *value) {
  float part[16];
#pragma clang loop unroll(full)
  for (int l = 0; l < 16; l++) part[l] = (*value)[l];
#pragma clang loop unroll(full)
  for (int half = 8; half > 0; half /= 2)
#pragma clang loop unroll(full)
    for (int l = 0; l < half; l++) part[l] = part[l + half] > part[l] ? part[l + half] : part[l];
  return part[0];
}

BASIN_KERNEL
void basin_causal_softmax_f32(int32_t rows, int32_t first, int32_t columns, int64_t stride,
                              float *scores) {
  for (int32_t i = 0; i < rows; i++, scores += stride) {
    const int64_t seen = first + i + 1;
    floats value, largest = -INFINITY, total = 0;
    for (int64_t j = 0; j < seen; j += 16) {
      load(scores + j, seen - j, -INFINITY, &value);
      largest = value > largest ? value : largest;
    }
    const float top = largest_of(&largest);
    for (int64_t j = 0; j < seen; j += 16) {
      load(scores + j, seen - j, -INFINITY, &value);
      value -= top;
      vanishing_exponential(&value);
      total += value;
      store(&value, seen - j, scores + j);
    }
    const float share = 1 / sum_of(&total);
    for (int64_t j = 0; j < seen; j += 16) {
      load(scores + j, seen - j, 0, &value);
      value *= share;
      store(&value, seen - j, scores + j);
    }
    memset(scores + seen, 0, (size_t)(columns - seen) * sizeof(float));
  }
}

BASIN_KERNEL
void basin_causal_softmax_backward_f32(int32_t rows, int32_t first, int32_t columns,
                                       int64_t stride, float scale, const float *shares,
                                       float *gradient) {
  for (int32_t i = 0; i < rows; i++, shares += stride, gradient += stride) {
    const int64_t seen = first + i + 1;
    floats share, slope, total = 0;
    for (int64_t j = 0; j < seen; j += 16) {
      load(shares + j, seen - j, 0, &share);
      load(gradient + j, seen - j, 0, &slope);
      total += share * slope;
    }
    const float mean = sum_of(&total);
    for (int64_t j = 0; j < seen; j += 16) {
      load(shares + j, seen - j, 0, &share);
      load(gradient + j, seen - j, 0, &slope);
      slope = share * (slope - mean) * scale;
      store(&slope, seen - j, gradient + j);
    }
    memset(gradient + seen, 0, (size_t)(columns - seen) * sizeof(float));
  }
}

void basin_causal_softmax_f64(int32_t rows, int32_t first, int32_t columns, int64_t stride,
                              double *scores) {
  for (int32_t i = 0; i < rows; i++, scores += stride) {
    const int32_t seen = first + i + 1;
    double top = -INFINITY, total = 0;
    for (int32_t j = 0; j < seen; j++) top = scores[j] > top ? scores[j] : top;
    for (int32_t j = 0; j < seen; j++) total += scores[j] = exp(scores[j] - top);
    for (int32_t j = 0; j < columns; j++) scores[j] = j < seen ? scores[j] / total : 0;
  }
}

void basin_causal_softmax_backward_f64(int32_t rows, int32_t first, int32_t columns,
                                       int64_t stride, double scale, const double *shares,
                                       double *gradient) {
  for (int32_t i = 0; i < rows; i++, shares += stride, gradient += stride) {
    const int32_t seen = first + i + 1;
    double mean = 0;
    for (int32_t j = 0; j < seen; j++) mean += shares[j] * gradient[j];
    for (int32_t j = 0; j < columns; j++)
      gradient[j] = j < seen ? shares[j] * (gradient[j] - mean) * scale : 0;
  }
}
