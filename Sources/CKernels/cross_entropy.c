// Softmax cross-entropy, eight columns at a time and in double. See cross_entropy.inc.

#include "kernels.h"

#include <math.h>
#include <string.h>

typedef double doubles __attribute__((ext_vector_type(8)));
typedef int64_t longs __attribute__((ext_vector_type(8)));

// exp(z) for z up to 0: 2^n exp(r), n = round(z / ln 2), exp(r) by its Taylor polynomial of degree
// 13, whose remainder for |r| <= ln 2 / 2 is below 5e-18. Below -708 it is 0. NaN stays NaN.
BASIN_INLINE void exponential(doubles *z) {
  const longs vanishes = *z < -708.0;
  const doubles clamped = vanishes ? (doubles)-708.0 : *z;
  // Adding 1.5 * 2^52 rounds to a whole number.
  const doubles shifted = clamped * 1.4426950408889634 + 6755399441055744.0;
  const doubles n = shifted - 6755399441055744.0;
  const doubles r = (clamped - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10;
  doubles p = (doubles)(1.0 / 6227020800);
  p = p * r + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  const longs exponent = (__builtin_bit_cast(longs, shifted) << 52) + (1023LL << 52);
  *z = vanishes ? (doubles)0.0 : p * __builtin_bit_cast(doubles, exponent);
}

// log(x) for x from 1 up: x = 2^e m with m in [sqrt 1/2, sqrt 2), log m = 2 artanh(t) with
// t = (m - 1)/(m + 1) by its series up to t^21, whose remainder is below 4e-18. NaN stays NaN.
BASIN_INLINE void logarithm(doubles *x) {
  const longs bits = __builtin_bit_cast(longs, *x);
  const longs halves = (bits & 0xfffffffffffffLL) | (1023LL << 52);
  const doubles whole = __builtin_bit_cast(doubles, halves);  // in [1, 2)
  const longs is_large = whole > 1.4142135623730951;
  const doubles m = is_large ? whole * 0.5 : whole;
  const longs e = (bits >> 52) - 1023 - is_large;  // a mask that holds is -1
  const doubles t = (m - 1.0) / (m + 1.0), q = t * t;
  doubles p = (doubles)(1.0 / 21);
  p = p * q + 1.0 / 19;
  p = p * q + 1.0 / 17;
  p = p * q + 1.0 / 15;
  p = p * q + 1.0 / 13;
  p = p * q + 1.0 / 11;
  p = p * q + 1.0 / 9;
  p = p * q + 1.0 / 7;
  p = p * q + 1.0 / 5;
  p = p * q + 1.0 / 3;
  p = p * q * t + t;
  *x = __builtin_convertvector(e, doubles) * 0.6931471805599453 + 2.0 * p + (*x - *x);
}

#define SCALAR float
#define SUFFIX f32
#include "cross_entropy.inc"
#undef SCALAR
#undef SUFFIX

#define SCALAR double
#define SUFFIX f64
#include "cross_entropy.inc"
