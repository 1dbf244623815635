extension MinimaAnalysis {
  /// Reasons to treat the counts with caution, the most fundamental first.
  public var warnings: [SurfaceWarning] {
    let counted = minima.filter { $0.persistence >= threshold }
    let cutOff = counted.count(where: \.isCutOff)
    let doubtful = counted.count(where: \.isWithinSampling)
    var warnings = points.warnings
    if cutOff > 0 { warnings.append(.cutOff(cutOff)) }
    if doubtful > 0 { warnings.append(.withinSampling(doubtful, of: counted.count)) }
    return warnings
  }
}
