internal import Archives
internal import Failures
internal import Foundation
public import Landscapes
internal import Networks

/// The files that evaluators read: the user's own where they are of the right form, or copies in a
/// temporary folder, which is removed with the last reference.
public final class EvaluatorFiles: Sendable {
  /// What every evaluator is told first.
  public let setup: EvaluatorSetup
  private let folder: URL

  /// Makes the files.
  ///
  /// The weights are safetensors with the names that the parameters have, so that those of a wrapped net
  /// (`module.`) are copied without its prefix; all tensors of floating-point numbers are in the copy.
  /// The datasets of the directions are named and in the order of the parameters; running statistics
  /// that the plane moves come after them.
  ///
  /// - Parameters:
  ///   - weights: the weights at the centre.
  ///   - path: the file that they were read from.
  ///   - plane: the directions.
  ///   - directions: the file that they were read from; nil where they are random.
  /// - Throws: `Failure` (output) where they cannot be written.
  public init(weights: NamedWeights, at path: String, plane: Plane, from directions: String?) throws
  {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "basin-evaluator-\(UUID().uuidString)")
    try OutputPath.prepareFolder(folder.path)
    let moved =
      weights.parameters.layout.specifications
      + (plane.statistics?.x.layout.specifications ?? [])
    let names = moved.map(\.name)
    var weightsPath = path
    var directionsPath = directions
    do {
      let isSafetensors = SafetensorsFile.begins(try InputFile.bytes(at: path, upTo: 16))
      if !isSafetensors || !weights.prefix.isEmpty {
        weightsPath = folder.appending(path: "weights.safetensors").path
        try SafetensorsFile(entries: weights.tensors, metadata: ["format": "pt"])
          .write(to: weightsPath)
      }
      if try directions.map({ try DirectionsArchive(path: $0).names != names }) ?? true {
        let copy = folder.appending(path: "directions.h5").path
        try plane.write(to: copy)
        directionsPath = copy
      }
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
    func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }
    setup = EvaluatorSetup(
      weights: absolute(weightsPath), directions: absolute(directionsPath ?? ""),
      parameters: moved)
  }

  /// Removes the temporary folder now, for a process that is about to end at once.
  public func remove() {
    // A folder that cannot be removed is left to the system.
    try? FileManager.default.removeItem(at: folder)
  }

  deinit { remove() }
}
