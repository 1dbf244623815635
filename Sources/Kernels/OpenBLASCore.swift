internal import CKernels

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which of its kernels OpenBLAS runs.
public enum OpenBLASCore {
  /// The variable of the environment by which OpenBLAS is told.
  public static let variable = "OPENBLAS_CORETYPE"

  /// The names of OpenBLAS for processors with vectors of 512 bits.
  private static let wide: Set = ["SkylakeX", "Cooperlake", "SapphireRapids"]

  /// Starts this program again, once, with OpenBLAS told to use vectors of 512 bits, if the
  /// processor has them and OpenBLAS does not know it.
  ///
  /// A release of OpenBLAS knows the processors of its time and takes newer ones for the oldest
  /// with the same basic instructions, at half their speed (0.3.21 takes a Zen 5 for a Haswell).
  /// It decides when it is loaded, so a program has to begin anew. To be called first of all; does
  /// nothing where the variable is set, on other systems than Linux, and if starting fails.
  public static func restartForWideVectors() {
    #if os(Linux)
      guard basin_has_wide_vectors(), !wide.contains(LinearAlgebra.coreName),
        unsafe getenv(variable) == nil
      else { return }
      unsafe setenv(variable, "SkylakeX", 1)
      unsafe execv("/proc/self/exe", CommandLine.unsafeArgv)
      unsafe unsetenv(variable)
    #endif
  }
}
