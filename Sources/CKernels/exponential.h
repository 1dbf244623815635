// The exponential of sixteen floats at a time: exp(z) = 2ⁿ exp(r) with n = round(z / ln 2) and r in
// ±ln 2 / 2, exp(r) by its Taylor polynomial of degree 7, whose remainder there is below 6e-9.

#ifndef BASIN_EXPONENTIAL_H
#define BASIN_EXPONENTIAL_H

#include "dispatch.h"

#include <stdint.h>

typedef float floats __attribute__((ext_vector_type(16)));
typedef float loose_floats __attribute__((ext_vector_type(16), aligned(4)));
typedef int32_t ints __attribute__((ext_vector_type(16)));

// Beyond this the exponential or its reciprocal would leave the range of a float.
#define EXPONENT_LIMIT 87.0f

// exp(z) for |z| up to EXPONENT_LIMIT. NaN stays NaN.
BASIN_INLINE void exponential(const floats *z, floats *out) {
  // Adding 1.5 · 2²³ rounds to a whole number.
  const floats shifted = *z * 1.44269504088896341f + 12582912.0f;
  const floats n = shifted - 12582912.0f;
  const floats r = (*z - n * 0.693145751953125f) - n * 1.42860682030941723212e-6f;
  floats p = (floats)(1.0f / 5040);
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  const ints exponent = (__builtin_bit_cast(ints, shifted) << 23) + (127 << 23);
  *out = p * __builtin_bit_cast(floats, exponent);
}

#endif
