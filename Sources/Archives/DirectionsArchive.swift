internal import Failures
public import Kernels
public import Tensors

/// The file of a plane's two directions, in the layout of Li et al. 2018's code (`h5_util.py`):
/// groups `/xdirection` and `/ydirection`, in each a dataset per parameter, named `0`, `1`, … in
/// the order of the parameters, float32, in natural shapes. Each dataset has the attribute `name`, the
/// parameter's name; files of other programs need not have it. Those of running statistics that move
/// along the plane, under their own names, come after the parameters'.
public struct DirectionsArchive: Equatable, Sendable {
  /// The direction of the horizontal axis: one tensor per parameter.
  public var x: [Tensor<Float>]
  /// The direction of the vertical axis: one tensor per parameter.
  public var y: [Tensor<Float>]
  /// The names of the parameters; nil for files that do not have them all.
  public var names: [String]?
  /// How the directions were made, as JSON (root attribute `basin.manifest`); nil for files of
  /// other programs.
  public var manifest: String?
  /// The path of an optimiser on the plane; nil for files without one.
  public var trajectory: TrajectoryArrays?
  /// The shares of the variance that principal axes explain (`/explained_variance_ratio`); nil for other axes.
  public var explainedVarianceRatio: [Double]?

  /// Creates the contents of a directions file.
  public init(
    x: [Tensor<Float>], y: [Tensor<Float>], names: [String]? = nil, manifest: String? = nil
  ) {
    precondition(names.map { $0.count == x.count } ?? true, "\(x.count) tensors, not as many names")
    self.x = x
    self.y = y
    self.names = names
    self.manifest = manifest
  }

  /// Reads a file; float64 is rounded to float32. A file with the first direction alone, as Li et al.'s
  /// code writes for lines, has zeros for the second.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read; `Failure` (data) if it is no HDF5 file,
  ///   lacks a direction, or a direction's datasets are not numbered from 0 without gaps.
  public init(path: String) throws {
    try self.init(HDF5File(path: path))
  }

  /// Reads an open file; see ``init(path:)``.
  public init(_ file: HDF5File) throws {
    let x = try Self.direction("/xdirection", in: file)
    self.x = x.arrays.map { Tensor(shape: $0.shape, elements: $0.elements) }
    if try Self.isLine(file) {
      y = self.x.map { Tensor(shape: $0.shape, repeating: 0) }
    } else {
      y = try Self.direction("/ydirection", in: file).arrays.map {
        Tensor(shape: $0.shape, elements: $0.elements)
      }
    }
    names = x.labels
    manifest = try file.string(Self.manifestName)
    trajectory = try TrajectoryArrays(file)
    explainedVarianceRatio = try Self.ratio(in: file)
  }

  /// The bytes of the file: the same for the same contents.
  public func bytes() throws -> [UInt8] {
    var image = HDF5Image()
    for (name, tensors) in [("/xdirection", x), ("/ydirection", y)] {
      image.addGroup(name)
      for (index, tensor) in tensors.enumerated() {
        let dataset = "\(name)/\(index)"
        image.addDataset(dataset, shape: tensor.shape, tensor.elements)
        if let names { image.setAttribute("name", of: dataset, to: names[index]) }
      }
    }
    trajectory?.add(to: &image)
    if let explainedVarianceRatio {
      image.addDataset(
        Self.ratioName, shape: [explainedVarianceRatio.count], explainedVarianceRatio)
    }
    if let manifest { image.setAttribute(Self.manifestName, to: manifest) }
    return try image.bytes()
  }

  /// Writes the file in one piece; see ``AtomicFile``.
  ///
  /// - Throws: `Failure` (output) if it cannot be written.
  public func write(to path: String) throws { try AtomicFile.write(try bytes(), to: path) }

  private static let manifestName = "basin.manifest"
  private static let ratioName = "/explained_variance_ratio"

  private static func ratio(in file: HDF5File) throws -> [Double]? {
    try file.hasDataset(ratioName) ? try file.doubles(ratioName, rank: 1).elements : nil
  }

  private static func direction(_ name: String, in file: HDF5File) throws -> HDF5Series {
    try checkGroup(name, in: file)
    return try file.series(name, label: "name")
  }

  /// Whether the file has one direction alone.
  private static func isLine(_ file: HDF5File) throws -> Bool {
    try file.hasGroup("/xdirection") && !file.hasGroup("/ydirection")
  }

  private static func checkGroup(_ name: String, in file: HDF5File) throws {
    guard try file.hasGroup(name) else {
      throw Failure(
        .data, "lacks the group \(name)", at: file.path,
        remedy: "A directions file has the groups /xdirection and /ydirection.")
    }
  }
}

extension DirectionsArchive {
  /// What a file of directions holds, without its numbers.
  public struct Summary: Equatable, Sendable {
    /// The shapes of the tensors of a direction.
    public let shapes: [Shape]
    /// Whether the second direction is missing: the file describes a line.
    public let isLine: Bool
    /// The path of an optimiser on the plane; nil for files without one.
    public let trajectory: TrajectoryArrays?
    /// How the directions were made, as JSON; nil for files of other programs.
    public let manifest: String?

    /// Looks into a file, of which no numbers are read.
    ///
    /// - Throws: `Failure`; see ``DirectionsArchive/init(path:)``.
    public init(path: String) throws {
      let file = try HDF5File(path: path)
      try DirectionsArchive.checkGroup("/xdirection", in: file)
      shapes = try file.seriesShapes("/xdirection")
      isLine = try DirectionsArchive.isLine(file)
      if !isLine { _ = try file.seriesShapes("/ydirection") }
      trajectory = try TrajectoryArrays(file)
      manifest = try file.string(DirectionsArchive.manifestName)
    }
  }
}
