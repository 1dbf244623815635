public import Failures
internal import Foundation

/// A kind of file that one surface is exported to; its name ends accordingly.
public enum SurfaceFormat: String, CaseIterable, Sendable {
  /// A mesh for ParaView and other programs that use VTK, as Li et al.'s converter writes it.
  case vtp
  /// A solid for a 3-D printer.
  case stl
  /// A line of text for each point.
  case csv
  /// NumPy's archive of arrays: axes, losses, accuracies.
  case npz
  /// NumPy's array of the losses.
  case npy

  /// The kind that the name of a file asks for; nil for that of a folder, which has no ending.
  ///
  /// - Throws: `Failure` (usage) for another ending.
  public init?(of path: String) throws(Failure) {
    let ending = URL(filePath: path).pathExtension
    // "width-0.5" is a folder's name, "surface.obj" a file's.
    guard !path.hasSuffix("/"), ending.first?.isLetter == true else { return nil }
    guard let format = Self(rawValue: ending.lowercased()) else {
      let endings = Self.allCases.map { ".\($0.rawValue)" }
      throw Failure(
        .usage, "\(path) ends in .\(ending), which is not written", at: .setting("output"),
        remedy: """
          End the name of a file with \(endings.dropLast().joined(separator: ", ")) or \
          \(endings[endings.count - 1]), that of a folder with a slash.
          """)
    }
    self = format
  }
}
