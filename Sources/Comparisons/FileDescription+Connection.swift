internal import Archives
internal import Landscapes
internal import Numerals
internal import Provenance
internal import Reports

extension FileDescription {
  /// The losses on paths between two nets.
  init(connection path: String) throws {
    let connection = try Connection(path: path)
    let curve = connection.manifest?.connection?.curve
    let form = [curve?["shape"]?.string, curve?["bends"]?.int.map { counted($0, "bend") }]
    self.init(
      kind: "connection between two nets",
      facts: [
        "\(connection.ts.count) points on each path"
          + (curve == nil ? "" : ", curve: \(form.compactMap { $0 }.joined(separator: ", "))")
      ]
        + connection.courses.map { course in
          let place = course.barrier.height > 0 ? " at t = \(course.barrier.place)" : ""
          return "\(course.path.title(normalizesBatches: connection.normalizesBatches)): barrier "
            + course.barrier.text + place
        }, manifest: connection.manifest)
  }
}
