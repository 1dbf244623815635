internal import Archives
internal import Failures
internal import Grids
internal import Tensors

extension LossSurface {
  /// Reads a `.npy` file: one array, without axes.
  init(npy path: String, quantity wanted: String?) throws {
    let array = try NPYFile(path: path, atMost: HDF5File.mostElements)
    if let wanted, wanted != Self.unnamed {
      throw Failure(
        .usage, "holds a single array without a name", at: path,
        remedy: "Leave \(setting: "quantity") out.")
    }
    let place = Place.file(path)
    try self.init(
      array, Self.unnamed, at: place, x: SurfaceLayout.Axis(values: nil, place: place),
      y: SurfaceLayout.Axis(values: nil, place: place))
  }

  /// Reads a `.npz` file: `loss` or the only array of two dimensions, with `x` and `y` if they are there.
  init(npz path: String, quantity wanted: String?) throws {
    let file = try NPZFile(path: path)
    let names = Set(file.names)
    let choice = try Self.array(wanted, in: file)
    func axis(_ name: String) throws -> SurfaceLayout.Axis {
      let place = Place.file(path, .item(name))
      guard names.contains(name) else { return SurfaceLayout.Axis(values: nil, place: place) }
      return SurfaceLayout.Axis(
        values: try Self.coordinates(of: try file.array(name), isX: name == "x", at: place),
        place: place)
    }
    try self.init(
      choice.array, choice.name, at: .file(path, .item(choice.name)), x: try axis("x"),
      y: try axis("y"))
  }

  /// The array that is wanted: by its name, or `loss`, or the only one of two dimensions.
  private static func array(
    _ wanted: String?, in file: NPZFile
  ) throws -> (name: String, array: NPYFile) {
    let names = file.names.filter { !["x", "y"].contains($0) }
    if let name = names.first(where: { $0 == wanted ?? unnamed }) {
      return (name, try file.array(name))
    }
    // Texts and other arrays that are not read may lie beside them.
    let arrays = names.compactMap { name in (try? file.array(name)).map { (name: name, array: $0) }
    }
    let surfaces = arrays.filter { $0.array.shape.rank == 2 }
    if wanted == nil, surfaces.count == 1 { return surfaces[0] }
    throw SurfaceChoice(
      path: file.path, names: surfaces.map(\.name),
      descriptions: arrays.map { "\($0.name) (\($0.array.shape))" }, isQuantity: wanted != nil
    ).failure(wanted.map { "has no array \($0)" } ?? "has no array loss")
  }

  /// The name of an array without a name of its own, or with one that says nothing more.
  private static let unnamed = "loss"

  private init(
    _ array: NPYFile, _ name: String, at place: Place, x: SurfaceLayout.Axis, y: SurfaceLayout.Axis
  ) throws {
    let layout = try SurfaceLayout(name, array.shape, at: place, x: x, y: y, isLiEtAl: false)
    let values = layout.arranged(array.elements.doubles)
    let missing = MissingPoints(in: values)
    self.init(
      quantity: name,
      loss: ScalarField(grid: layout.grid, values: values, isComputed: missing.isComputed),
      assumptions: layout.assumptions + [missing.assumption].compactMap { $0 })
  }

  /// The coordinates of an axis: an array of one dimension, or what `numpy.meshgrid` makes of two.
  private static func coordinates(of array: NPYFile, isX: Bool, at place: Place) throws -> [Double]
  {
    let numbers = array.elements.doubles
    let sizes = array.shape.dimensions
    guard sizes.count != 1 else { return numbers }
    guard sizes.count == 2, !numbers.isEmpty else {
      throw Failure(
        .data, "has \(sizes.count) dimensions; coordinates have one", at: place)
    }
    let (rows, columns) = (sizes[0], sizes[1])
    let line =
      isX
      ? Array(numbers.prefix(columns)) : (0..<rows).map { numbers[$0 * columns] }
    let isMesh = numbers.indices.allSatisfy {
      numbers[$0] == (isX ? line[$0 % columns] : line[$0 / columns])
    }
    guard isMesh else {
      throw Failure(
        .data, "is not a mesh with x along its columns and y along its rows", at: place,
        remedy: "Store the coordinates of each axis as a one-dimensional array.")
    }
    return line
  }
}
