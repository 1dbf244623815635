internal import Archives
internal import Failures
public import Kernels
public import Networks
internal import Provenance
internal import Tensors

extension Connection {
  private static let manifestName = "basin.manifest"
  /// More points than these are refused, before they are read.
  public static let mostPoints = 100_001

  /// Whether a file holds a connection.
  ///
  /// - Throws: `Failure` (missing, data) if it cannot be read.
  public static func isConnection(path: String) throws -> Bool {
    try isConnection(HDF5File(path: path))
  }

  static func isConnection(_ file: HDF5File) throws -> Bool {
    try file.hasDataset("/\(Path.line.rawValue)/t")
      && file.hasDataset("/\(Path.line.rawValue)/barrier")
  }

  /// Reads a file of `basin connect`; its bends are left.
  ///
  /// - Throws: `Failure` naming the dataset that is missing or does not fit.
  public init(path: String) throws {
    let file = try HDF5File(path: path)
    let manifest = try file.string(Self.manifestName).map {
      try Manifest(parsing: $0, from: "\(path) (\(Self.manifestName))")
    }
    func numbers(_ path: Path, _ name: String, count: Int?) throws -> [Double] {
      let dataset = "/\(path.rawValue)/\(name)"
      let shape = try file.shape(of: dataset)
      let fits = count.map { shape == [$0] } ?? (shape.rank == 1)
      guard fits, shape.count <= Self.mostPoints else {
        throw Failure(
          .data,
          "has shape \(shape); "
            + (count.map { "\($0) numbers are needed" } ?? "at most \(Self.mostPoints) numbers fit"),
          at: .file(file.path, .item(dataset)))
      }
      return try file.doubles(dataset).elements
    }
    let ts = try numbers(.line, "t", count: nil)
    guard ts.first == 0, ts.last == 1, ts.count > 1, zip(ts, ts.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw Failure(
        .data, "does not ascend from 0 to 1", at: .file(path, .item("/\(Path.line.rawValue)/t")))
    }
    let courses = try Path.allCases.compactMap { path -> Course? in
      guard try path == .line || file.hasGroup("/\(path.rawValue)") else { return nil }
      let loss = try numbers(path, "loss", count: ts.count)
      let error = try numbers(path, "error", count: ts.count)
      let accuracy = try numbers(path, "accuracy", count: ts.count)
      let barrier = try numbers(path, "barrier", count: 3)
      return Course(
        path,
        values: ts.indices.map {
          PointValue(loss: loss[$0], error: error[$0], accuracy: accuracy[$0])
        }, barrier: LossBarrier(height: barrier[0], error: barrier[1], place: barrier[2]))
    }
    self.init(ts: ts, courses: courses, manifest: manifest)
  }

  /// The bytes of the file: for each path a group with `t`, `loss`, `error`, `accuracy` (float64) and
  /// `barrier` (height, standard error, place), and for each bend a group with its tensors.
  ///
  /// - Parameter bends: the bends of the curve.
  public func bytes(bends: [Parameters<Float>]) throws -> [UInt8] {
    var image = HDF5Image()
    for course in courses {
      let group = "/\(course.path.rawValue)"
      image.addGroup(group)
      image.addDataset("\(group)/t", shape: [ts.count], ts)
      image.addDataset("\(group)/loss", shape: [ts.count], course.values.map(\.loss))
      image.addDataset("\(group)/error", shape: [ts.count], course.values.map(\.error))
      image.addDataset("\(group)/accuracy", shape: [ts.count], course.values.map(\.accuracy))
      image.addDataset(
        "\(group)/barrier", shape: [3],
        [course.barrier.height, course.barrier.error, course.barrier.place])
    }
    for (index, bend) in bends.enumerated() {
      let group = "/bend-\(index + 1)"
      image.addGroup(group)
      for (number, specification) in bend.layout.specifications.enumerated() {
        let dataset = "\(group)/\(number)"
        image.addDataset(
          dataset, shape: specification.shape, Array(bend.values[bend.layout.ranges[number]]))
        image.setAttribute("name", of: dataset, to: specification.name)
      }
    }
    if let manifest { image.setAttribute(Self.manifestName, to: manifest.text) }
    return try image.bytes()
  }

  /// Writes the file, whole or not at all; see ``bytes(bends:)``.
  public func write(to path: String, bends: [Parameters<Float>]) throws {
    try AtomicFile.write(try bytes(bends: bends), to: path)
  }
}
