internal import Kernels

/// How long a surface takes that many processes share, from constants that were measured with a few.
///
/// Each process starts, computes every n-th point and writes its part; the last to finish joins the parts.
/// Points take times of one mean and spread (a normal distribution, cut at zero).
package struct ScalingModel: Codable {
  /// Points of the surface.
  package var points: Int
  /// Mean seconds for a point.
  package var point: Double
  /// The standard deviation of the seconds for a point, over their mean.
  package var spread: Double
  /// Seconds from the start of a process to its first point, the reading of the files included.
  package var start: Double
  /// Seconds to join one part.
  package var joinOfPart: Double

  /// Puts the constants together.
  package init(points: Int, point: Double, spread: Double, start: Double, joinOfPart: Double) {
    (self.points, self.point, self.spread) = (points, point, spread)
    (self.start, self.joinOfPart) = (start, joinOfPart)
  }

  /// Seconds from the start to the joined file.
  ///
  /// - Parameter seed: of the times of the points.
  package func seconds(processes: Int, seed: UInt64) -> Double {
    var random = RandomStream(seed: seed, purpose: "scaling")
    let slowest =
      (0..<processes).map { index in
        (0..<own(index, of: processes)).reduce(start) { time, _ in
          time + max(0, point * (1 + spread * random.normal()))
        }
      }.max() ?? start
    return slowest + (processes > 1 ? Double(processes) * joinOfPart : 0)
  }

  /// The time of one process over that of all processes together.
  package func efficiency(processes: Int, seed: UInt64) -> Double {
    seconds(processes: 1, seed: seed) / Double(processes)
      / seconds(processes: processes, seed: seed)
  }

  /// The efficiency that whole points allow: some processes have one point more than others.
  package func ceiling(processes: Int) -> Double {
    Double(points) / Double(processes * own(0, of: processes))
  }

  private func own(_ index: Int, of processes: Int) -> Int {
    (points - index + processes - 1) / processes
  }
}
