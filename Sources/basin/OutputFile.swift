internal import Archives
internal import Failures
internal import Foundation
internal import Pictures
internal import Slides

/// A file that a command writes.
package struct OutputFile {
  /// What such a file holds.
  enum Kind: CaseIterable {
    case weights
    case surface
    case connection
    case directions
    case picture
    case table
    case program
    case page
    case deck
    /// A file with a fixed name.
    case other

    /// The allowed extensions; empty where any will do.
    var extensions: [String] {
      switch self {
      case .weights: ["safetensors"]
      case .surface, .directions, .connection: ["h5", "hdf5"]
      case .picture: PictureFormat.all.map(\.ending)
      case .table: ["csv", "txt"]
      case .program: ["py"]
      case .page: ["html", "htm"]
      case .deck: Deck.Format.allCases.map(\.rawValue)
      case .other: []
      }
    }

    /// What it is called.
    var name: String {
      switch self {
      case .weights: "a weights file"
      case .surface: "a surface"
      case .connection: "a connection"
      case .directions: "a directions file"
      case .picture: "a picture"
      case .table: "a table"
      case .program: "a Python program"
      case .page: "a page"
      case .deck: "a deck of slides"
      case .other: "a file"
      }
    }
  }

  /// Its path.
  let path: String
  /// What it holds.
  let kind: Kind
  /// The option that names it; nil where none does.
  let option: Setting?

  init(_ path: String, _ kind: Kind, option: Setting? = nil) {
    (self.path, self.kind, self.option) = (path, kind, option)
  }

  /// Extensions of files of other kinds.
  private static let known: Set<String> = Set(
    Kind.allCases.flatMap(\.extensions) + [
      "npy", "npz", "pt", "pth", "t7", "ckpt", "onnx", "pkl", "bin", "jpg", "jpeg", "gif", "eps",
      "tif", "tiff", "bmp", "webp", "json", "md", "html", "tex", "txt", "zip", "gz", "tar",
    ])

  /// Makes sure that the name does not promise another kind of file.
  ///
  /// - Throws: `Failure` (usage) naming what fits.
  func checkName() throws {
    let ending = URL(filePath: path).pathExtension.lowercased()
    let fitting = kind.extensions
    if fitting.isEmpty || fitting.contains(ending) { return }
    guard [.picture, .page, .deck].contains(kind) || Self.known.contains(ending) else { return }
    throw Failure(
      .usage, "\(path) does not name \(kind.name)", at: option.map { .setting($0) },
      remedy: "End the name with \(fitting.map { ".\($0)" }.joined(separator: " or ")).")
  }

  /// Makes sure before any work begins that it can be written.
  ///
  /// - Parameter overwrite: whether a file that is there is replaced.
  /// - Throws: `Failure` (usage) for a name that says something else, (output) if something is in the way.
  func prepare(overwrite: Bool) throws {
    try checkName()
    try OutputPath.prepare(path, overwrite: overwrite)
  }
}
