internal import Failures
internal import Landscapes
internal import Numerals
internal import Provenance

extension PlaneCommand {
  /// Refuses options of other kinds of planes.
  func refuseForNets() throws(Failure) {
    let option = plane.given ?? curvature.given ?? (threads.threads == nil ? nil : "--threads")
    guard let option else { return }
    throw Failure(
      .usage, "does not go with --to: the axes are the differences of the nets, as they are",
      at: .flag(option), remedy: "Leave \(option) out.")
  }

  /// Writes the line or the plane through other nets.
  func writeNets(imageSize: Int?) throws {
    try output.prepare(.directions)
    let center = try net.namedWeights(weights: weights, imageSize: imageSize)
    let ends = try nets.files.map {
      PlaneEnd(
        try MatchedWeights(path: $0, key: net.key, like: center, at: weights), path: $0)
    }
    let directions = try Plane.through(
      center, at: weights, to: ends[0], and: ends.count > 1 ? ends[1] : nil)
    try directions.write(to: output.output)
    let lengths = [directions.x, directions.y].map { $0.dot($0).squareRoot().written() }
    let names = ends.map(\.path)
    let moved = directions.statistics == nil ? "" : "; running statistics are interpolated"
    try StandardStreams.writeLine(
      ends.count == 1
        ? "\(output.output): the line from \(weights) to \(names[0]), |B - A| = \(lengths[0])\(moved)"
        : "\(output.output): the plane through \(weights), \(names[0]) and \(names[1]), "
          + "|B - A| = \(lengths[0]), |C - A| = \(lengths[1])\(moved)")
  }
}
