internal import Archives
internal import Failures
internal import Figures
internal import Landscapes
internal import Pictures
internal import Provenance

extension RenderCommand {
  /// The connection to draw; nil where the files are something else.
  ///
  /// - Throws: `Failure` (missing) if one is not there, (data) where a connection is among others.
  func connection() throws -> Connection? {
    let kinds = try surfaces.map { path in
      let start = try InputFile.bytes(at: path, upTo: 16)
      return start.starts(with: HDF5File.signature)
        ? (try? Connection.isConnection(path: path)) ?? false : false
    }
    guard let place = kinds.firstIndex(of: true) else { return nil }
    guard surfaces.count == 1 else {
      throw Failure(
        .data, "is a connection, of which each has a picture of its own", at: surfaces[place],
        remedy: "Draw it by itself.")
    }
    return try Connection(path: surfaces[place])
  }

  /// Draws the losses between two nets.
  func draw(_ connection: Connection, _ look: PictureStyle) throws {
    let foreign = [
      ("--style", style != nil), ("--range", range != nil), ("--layout", layout != nil),
      ("--quantity", arrays.quantity != nil), ("--levels", appearance.levels != nil),
      ("--color-map", appearance.colorMap != nil), ("--gradient", gradient != nil),
    ]
    if let option = foreign.first(where: \.1)?.0 ?? heights.given ?? view.given {
      throw Failure(
        .usage, "does not change the picture of a connection", at: .flag(option),
        remedy: "Leave it out.")
    }
    try write(
      connection.figure(title: noTitle ? "" : title, theme: look.theme ?? .light),
      manifest: connection.manifest, look)
  }
}
