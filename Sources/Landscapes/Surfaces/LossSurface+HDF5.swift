internal import Archives
internal import Failures
internal import Grids
internal import Provenance
internal import Tensors

extension LossSurface {
  private static let coordinates = ["xcoordinates", "ycoordinates"]
  private static let computedName = "computed"

  /// Reads an HDF5 file, ours or another program's.
  init(hdf5 path: String, quantity wanted: String?) throws {
    let file = try HDF5File(path: path)
    let quantity = try Self.quantity(wanted.map { String($0.trimmingPrefix("/")) }, in: file)
    let manifest = try file.string(Self.manifestName).map {
      try Manifest(parsing: $0, from: "\(path) (\(Self.manifestName))")
    }
    func axis(_ name: String) throws -> SurfaceLayout.Axis {
      SurfaceLayout.Axis(
        values: try file.hasDataset("/\(name)")
          ? try file.doubles("/\(name)", rank: 1).elements : nil,
        place: .file(path, .item("/\(name)")))
    }
    let place = Place.file(path, .item("/\(quantity)"))
    let isMarked = try file.hasDataset("/\(Self.computedName)")
    let losses = try file.doubles("/\(quantity)")
    let layout = try SurfaceLayout(
      quantity, losses.shape, at: place, x: try axis(Self.coordinates[0]),
      y: try axis(Self.coordinates[1]), isLiEtAl: !isMarked)
    // Before any of it is read: another file may claim more than the grid has.
    func checkShape(of name: String) throws {
      let shape = try file.shape(of: "/\(name)")
      guard shape == losses.shape else {
        throw Failure(
          .data, "has shape \(shape); /\(quantity) has shape \(losses.shape)",
          at: .file(path, .item("/\(name)")))
      }
    }
    var assumptions = layout.assumptions
    let isComputed: [Bool]
    if isMarked {
      try checkShape(of: Self.computedName)
      let marks = try file.bytes("/\(Self.computedName)")
      isComputed = layout.arranged(marks.elements.map { $0 != 0 })
    } else {
      let missing = MissingPoints(in: losses.elements)
      isComputed = layout.arranged(missing.isComputed)
      assumptions += [missing.assumption].compactMap { $0 }
    }
    func field(_ name: String?) throws -> ScalarField? {
      guard let name, try file.hasDataset("/\(name)") else { return nil }
      try checkShape(of: name)
      let array = try file.doubles("/\(name)")
      return ScalarField(
        grid: layout.grid, values: layout.arranged(array.elements), isComputed: isComputed)
    }
    self.init(
      quantity: quantity,
      loss: ScalarField(
        grid: layout.grid, values: layout.arranged(losses.elements), isComputed: isComputed),
      error: try field(Self.errorName(quantity)), accuracy: try field(Self.accuracyName(quantity)),
      manifest: manifest,
      sessions: try file.string(Self.sessionsName).map {
        try JSONValue(parsing: $0, from: "\(path) (\(Self.sessionsName))").array ?? []
      } ?? [], assumptions: assumptions)
  }

  /// The dataset that is wanted: by its name, or the training loss, or else the test loss.
  private static func quantity(_ wanted: String?, in file: HDF5File) throws -> String {
    if let wanted {
      if try file.hasDataset("/\(wanted)") { return wanted }
    } else if let loss = try ["train_loss", "test_loss"].first(where: {
      try file.hasDataset("/\($0)")
    }) {
      return loss
    }
    guard try !file.hasGroup("/xdirection") else {
      throw Failure(
        .data, "holds directions, not a surface", at: file.path,
        remedy: "Sample along them with \(setting: "directions").")
    }
    guard try !Connection.isConnection(file) else {
      throw Failure(
        .data, "holds the losses on paths between two nets, not a surface", at: file.path,
        remedy: "Draw it as a picture.")
    }
    let arrays = try file.datasets().filter {
      (1...2).contains($0.sizes.count) && !coordinates.contains($0.name) && $0.name != computedName
    }
    let known = arrays.map { "\($0.name) (\(Shape($0.sizes)))" }
    let what =
      wanted.map { "has no dataset /\($0)" } ?? "has neither /train_loss nor /test_loss"
    throw SurfaceChoice(
      path: file.path, names: arrays.map(\.name), descriptions: known, isQuantity: wanted != nil
    ).failure(what)
  }
}

/// The arrays of a file of which none is what was wanted.
struct SurfaceChoice {
  /// The file.
  var path: String
  /// The arrays that can be chosen.
  var names: [String]
  /// The arrays as a message lists them.
  var descriptions: [String]
  /// Whether one was asked for by its name.
  var isQuantity: Bool

  /// The failure that lists what there is and how to choose it.
  func failure(_ what: String) -> Failure {
    guard let first = names.first else {
      return Failure(
        .data, "\(what), nor any other array of losses", at: path,
        remedy: LossSurface.formInPython)
    }
    // Long lists say what kind of file it is, not what to choose.
    let shown = descriptions.prefix(8).joined(separator: ", ")
    let more = descriptions.count > 8 ? " and \(descriptions.count - 8) more" : ""
    let choice: Phrase = "Choose with \(setting: "quantity", first)."
    return Failure(
      isQuantity ? .usage : .data, "\(what); it has \(shown)\(more)", at: path,
      remedy: isQuantity ? choice : "\(choice) \(LossSurface.formInPython)")
  }
}
