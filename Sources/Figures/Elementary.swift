#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// The few functions that Figures needs of the C library, so that one file imports it.

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The logarithm to base 10.
func decimalLogarithm(_ x: Double) -> Double { log10(x) }

func inverseHyperbolicSine(_ x: Double) -> Double { asinh(x) }

/// ln 10.
let naturalLogarithmOfTen = log(10.0)

/// 10ⁿ, correctly rounded wherever the C library's `pow` is.
func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }

/// The sine and the cosine of an angle in radians.
func sineAndCosine(_ angle: Double) -> (sine: Double, cosine: Double) { (sin(angle), cos(angle)) }
