#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The logarithm to base 10.
func decimalLogarithm(_ x: Double) -> Double { log10(x) }

/// 10 to a power.
func decimalPower(_ x: Double) -> Double { pow(10, x) }
