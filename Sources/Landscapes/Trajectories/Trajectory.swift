internal import Archives
internal import Failures
public import Provenance

/// The path of an optimiser, seen from a plane.
public struct Trajectory: Hashable, Sendable {
  /// A checkpoint.
  public struct Step: Hashable, Sendable {
    /// The coordinates of the nearest point of the plane.
    public var x: Double
    /// The coordinates of the nearest point of the plane.
    public var y: Double
    /// The distance to it, in the norm of the weights.
    public var distance: Double
    /// The loss at the checkpoint itself; nil where it is not known.
    public var loss: Double?

    /// Puts the numbers of a checkpoint together.
    public init(x: Double, y: Double, distance: Double, loss: Double? = nil) {
      (self.x, self.y, self.distance, self.loss) = (x, y, distance, loss)
    }
  }

  /// The checkpoints, in order.
  public var steps: [Step]
  /// The digest of the directions of the plane; nil where the file does not record it.
  public var directionsDigest: String?
  /// What the losses were computed on; nil where it is not recorded.
  public var data: DataRecord? {
    get { record?.data }
  }
  private var record: Record?

  /// What of the record is needed, comparable.
  private struct Record: Hashable, Sendable {
    var data: DataRecord?
    static func == (a: Self, b: Self) -> Bool { a.data == b.data }
    func hash(into hasher: inout Hasher) { hasher.combine(data?.digest) }
  }

  /// Puts checkpoints together.
  ///
  /// - Parameters:
  ///   - steps: in order.
  ///   - record: the plane that they are seen from; nil where it is not recorded.
  package init(steps: [Step], record: PathRecord?) {
    self.steps = steps
    directionsDigest = record?.directionsDigest
    self.record = record.map { Record(data: $0.data) }
  }

  /// Reads the path of a directions file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, (data) if it holds no path.
  public init(path: String) throws {
    let summary = try DirectionsArchive.Summary(path: path)
    guard let arrays = summary.trajectory else {
      throw Failure(
        .data, "holds no trajectory", at: path,
        remedy: "Make one with basin plane FINAL \(setting: "trajectory") CHECKPOINTS.")
    }
    let manifest = try summary.manifest.map { try Manifest(parsing: $0, from: path) }
    self.init(
      steps: arrays.x.indices.map {
        Step(
          x: arrays.x[$0], y: arrays.y[$0], distance: arrays.distance[$0],
          loss: arrays.loss?[$0])
      }, record: manifest?.directions?.path)
  }

  /// As a file holds it.
  var arrays: TrajectoryArrays {
    let losses = steps.compactMap(\.loss)
    return TrajectoryArrays(
      x: steps.map(\.x), y: steps.map(\.y), distance: steps.map(\.distance),
      loss: losses.count == steps.count && !steps.isEmpty ? losses : nil)
  }

  /// The part of the plane that shows all of it: an eighth more on every side, no side shorter than
  /// three fifths of the other, and none so short that its ends would be one number to a reader. It is
  /// −1 … 1 along both axes where the path does not move (by 10⁻³⁰⁰), and for coordinates from 10³⁰⁰ up,
  /// which no weights have.
  public var window: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    func ends(_ values: [Double]) -> (Double, Double) { (values.min() ?? 0, values.max() ?? 0) }
    let (x, y) = (ends(steps.map(\.x) + [0]), ends(steps.map(\.y) + [0]))
    let extents = [x.1 - x.0, y.1 - y.0]
    let longer = max(extents[0], extents[1])
    let largest = [x.0, x.1, y.0, y.1].map(abs).max() ?? 0
    guard longer > 1e-300, largest < 1e300 else { return (-1...1, -1...1) }
    func side(_ ends: (Double, Double), _ extent: Double) -> ClosedRange<Double> {
      let middle = ends.0 + extent / 2
      let half = max(1.25 * max(extent, 0.6 * longer) / 2, 1e-3 * abs(middle))
      return Window.rounded(middle - half, down: true)...Window.rounded(middle + half, down: false)
    }
    return (side(x, extents[0]), side(y, extents[1]))
  }
}
