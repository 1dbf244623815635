internal import CKernels

/// Softmax cross-entropy of the columns of a block, computed in double precision.
public enum CrossEntropy {
  /// Sums over columns, in their order.
  public struct Sums: Hashable, Sendable {
    /// Of −log softmax(logits)[label], natural logarithm; with smoothing, of the mean of
    /// −log softmax(logits) over the classes, weighted by the target.
    public let losses: Double
    /// Of the squares of those.
    public let squares: Double
    /// The number of columns whose largest logit, the first of equals, is the label's.
    public let hits: Int
  }

  /// Sums up columns of a block, as many as there are labels.
  ///
  /// - Parameters:
  ///   - logits: outputs × columns.
  ///   - outputs: the number of classes: logits per column, at least 1.
  ///   - first: the first column.
  ///   - labels: for each column that counts a class, 0 ..< outputs.
  ///   - smoothing: the share of each target, 0 ..< 1, that is spread evenly over all classes
  ///     (Szegedy et al. 2016, section 7; PyTorch's `label_smoothing`).
  ///   - gradientScale: what the gradient is multiplied by, 1/N for that of a mean over N.
  ///   - gradient: where the gradient of the counting columns goes; the others are left alone.
  @specialized(where S == Float)
  public static func evaluate<S>(
    _ logits: Region<S>, outputs: Int, first: Int = 0, labels: ArraySlice<Int32>,
    smoothing: Double = 0, gradientScale: Double = 1, gradient: Region<S>? = nil
  ) -> Sums {
    let width = logits.count / outputs
    precondition(
      logits.count == width * outputs && first >= 0 && first + labels.count <= width
        && (gradient ?? logits).count == logits.count,
      "\(labels.count) labels for \(logits.count) logits of \(outputs) outputs")
    precondition(smoothing >= 0 && smoothing < 1, "labels smoothed by \(smoothing)")
    precondition(
      labels.allSatisfy { $0 >= 0 && Int($0) < outputs }, "a label is not in 0 ..< \(outputs)")
    var totals: InlineArray<3, Double> = [0, 0, 0]
    var span = totals.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { totals in
      unsafe labels.withUnsafeBufferPointer { labels in
        unsafe S.kernels.functions.pointee.cross_entropy(
          Int32(outputs), Int64(width), Int64(first), Int64(labels.count), logits.pointer,
          labels.baseAddress, smoothing, gradientScale, gradient?.pointer, totals.baseAddress)
      }
    }
    return Sums(losses: totals[0], squares: totals[1], hits: Int(totals[2]))
  }

  /// The tangent of the gradient that `evaluate` gives, which no label enters:
  /// scale·p∘(ż − Σ p∘ż) with p = softmax(logits).
  ///
  /// - Parameters:
  ///   - logits: outputs × columns.
  ///   - tangent: ż, the tangent of the logits.
  ///   - outputs: the number of classes: logits per column, at least 1.
  ///   - count: how many columns count, the first ones.
  ///   - gradientScale: what the gradient is multiplied by.
  ///   - gradient: where the tangent of the gradient of the counting columns goes; the others are
  ///     left alone.
  public static func tangent<S>(
    _ logits: Region<S>, tangent: Region<S>, outputs: Int, count: Int, gradientScale: Double,
    into gradient: Region<S>
  ) {
    let width = logits.count / outputs
    precondition(
      logits.count == width * outputs && tangent.count == logits.count
        && gradient.count == logits.count && count <= width,
      "\(count) columns of \(logits.count) logits of \(outputs) outputs")
    unsafe S.kernels.functions.pointee.cross_entropy_tangent(
      Int32(outputs), Int64(width), Int64(count), logits.pointer, tangent.pointer, gradientScale,
      gradient.pointer)
  }
}
