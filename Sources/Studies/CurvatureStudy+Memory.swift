internal import Failures
internal import Landscapes

extension CurvatureStudy {
  /// What the vectors of a measurement may take, in bytes: 4 GiB.
  public static let mostVectorBytes = 4 << 30
}

extension CurvatureStudy.Settings {
  /// Refuses what would keep more vectors at once than fit in memory.
  ///
  /// - Parameters:
  ///   - dimension: the elements of a vector: the net's parameters, 1 or more.
  ///   - limit: bytes that all vectors together may take.
  /// - Throws: `Failure` (usage) naming the option and the largest number that fits.
  public func checkMemory(dimension: Int, limit: Int = CurvatureStudy.mostVectorBytes) throws {
    try eigenpairs.checkMemory(dimension: dimension, limit: limit)
    // The eigenvectors are kept while the trace and the density are estimated.
    let memory = VectorMemory(
      dimension: dimension, limit: limit,
      taken: min(eigenpairs.top, dimension) + min(eigenpairs.bottom, dimension))
    try memory.check(traceProbes, atLeast: HutchPlusPlus.fewestProbes, option: "trace probes") {
      HutchPlusPlus.mostVectors(probes: $0, dimension: dimension)
    }
    guard var density else { return }
    try memory.check(density.steps, atLeast: 1, option: "density steps") {
      density.steps = $0
      return density.mostVectors(dimension: dimension)
    }
  }
}

extension LanczosEigenpairs.Settings {
  /// Refuses more eigenpairs than fit in memory beside the basis that finds them.
  ///
  /// - Parameters:
  ///   - dimension: the elements of a vector, 1 or more.
  ///   - limit: bytes that all vectors together may take.
  ///   - option: what asked for the pairs; nil for the option of the end of the spectrum of which
  ///     more are wanted.
  ///   - least: the fewest pairs of that end that make sense.
  /// - Throws: `Failure` (usage) naming the option and the largest number that fits.
  func checkMemory(dimension: Int, limit: Int, option: Setting? = nil, atLeast least: Int = 0)
    throws
  {
    let isAbove = top >= bottom
    var fewer = self
    try VectorMemory(dimension: dimension, limit: limit, taken: 0).check(
      isAbove ? top : bottom, atLeast: least, option: option ?? (isAbove ? "top" : "bottom")
    ) {
      if isAbove { fewer.top = $0 } else { fewer.bottom = $0 }
      return fewer.mostVectors(dimension: dimension)
    }
  }
}

/// Room for vectors of one length.
private struct VectorMemory {
  /// The elements of a vector.
  let dimension: Int
  /// Bytes that all vectors together may take.
  let limit: Int
  /// Vectors that are there already.
  let taken: Int

  /// Refuses a number for which more vectors are kept than there is room for.
  ///
  /// - Parameters:
  ///   - least: the smallest number that makes sense.
  ///   - vectors: how many vectors a number takes; no fewer for a larger one.
  func check(_ number: Int, atLeast least: Int, option: Setting, vectors: (Int) -> Int) throws {
    let room = limit / (MemoryLayout<Double>.stride * dimension) - taken
    guard vectors(number) > room else { return }
    let largest = (least..<max(least, number)).last { vectors($0) <= room }
    throw Failure(
      .usage,
      "\(number) takes \(taken + vectors(number)) vectors of \(dimension) parameters in memory, "
        + "more than \(limit >> 20) MiB", at: .setting(option),
      remedy: largest.map { "Give \($0) or less." }
        ?? "No number is small enough for a net with this many parameters.")
  }
}
