#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

func naturalLogarithm(_ x: Double) -> Double { log(x) }

func exponential(_ x: Double) -> Double { exp(x) }
