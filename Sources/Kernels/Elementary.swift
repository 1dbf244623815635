#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The natural logarithm, of the C library.
public func naturalLogarithm(_ x: Double) -> Double { log(x) }

/// The exponential function, of the C library.
public func exponential(_ x: Double) -> Double { exp(x) }
