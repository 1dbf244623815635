/// So many marks that together they are larger than their plot.
enum CrowdedMarks {
  /// The marks that are drawn: all that there are, as long as together they are smaller than the plot. Else
  /// those alone that lie no nearer to each other than their radius, the first first: they cover the same
  /// places.
  ///
  /// - Parameters:
  ///   - marks: the marks.
  ///   - radius: that of each mark.
  ///   - plot: where they lie.
  ///   - place: where a mark lies.
  static func thinned<Mark>(
    _ marks: [Mark], radius: Double, in plot: Rectangle, at place: (Mark) -> Point
  ) -> [Mark] {
    guard Double(marks.count) * .pi * radius * radius > plot.width * plot.height else {
      return marks
    }
    var kept = PointBins(within: plot, reach: radius)
    return marks.filter { mark in
      let point = place(mark)
      guard !kept.hasPoint(nearer: radius, to: point) else { return false }
      kept.insert(point)
      return true
    }
  }
}
