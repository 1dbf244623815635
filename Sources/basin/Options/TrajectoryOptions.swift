internal import Archives
internal import ArgumentParser
internal import Failures
internal import Foundation
internal import Landscapes

/// The checkpoints of an optimiser's path.
struct TrajectoryOptions: ParsableArguments {
  /// In which order checkpoints are taken.
  enum Order: String, CaseIterable, ExpressibleByArgument {
    case given
    case numbers
  }

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Checkpoints of the path, or a folder with them: the axes are its principal axes.",
      valueName: "checkpoint"))
  var trajectory: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Order of the checkpoints: as given, or by the numbers in their names, epoch-2 before \
      epoch-10. (default: given; numbers for folders)
      """, valueName: "name"))
  var order: Order?

  @Option(
    help: ArgumentHelp(
      "Put the path on the plane of this file instead of its own principal axes.",
      valueName: "directions.h5"))
  var onto: String?

  /// Whether there is a path.
  var isGiven: Bool { !trajectory.isEmpty }

  /// The files, as far as they can be found.
  var files: [String] { ((try? checkpoints()) ?? trajectory) + [onto].compactMap(\.self) }

  /// - Throws: `Failure` (usage) for options without `--trajectory`.
  func check() throws(Failure) {
    let idle: Setting? = onto != nil ? "onto" : order != nil ? "order" : nil
    guard !isGiven, let idle else { return }
    throw Failure(
      .usage, "requires --trajectory", at: .setting(idle),
      remedy: "Add --trajectory with the checkpoints of the path.")
  }

  /// The endings of files of weights.
  private static let endings: Set<String> = ["safetensors", "pt", "pth", "t7", "ckpt", "npz"]

  /// The checkpoints, in order; folders are replaced by the files of weights in them.
  ///
  /// - Throws: `Failure` (missing) for a folder that cannot be read, (data) for one without checkpoints.
  func checkpoints() throws(Failure) -> [String] {
    var paths: [String] = []
    for path in trajectory {
      guard InputFile.isFolder(at: path) else {
        paths.append(path)
        continue
      }
      guard let names = FolderListing.names(in: path) else {
        throw Failure(.missing, "the folder cannot be read", at: path)
      }
      let files = names.filter {
        Self.endings.contains(URL(filePath: $0).pathExtension.lowercased())
      }
      guard !files.isEmpty else {
        throw Failure(
          .data, "holds no checkpoints", at: path,
          remedy: "Give the folder of files such as epoch-1.safetensors.")
      }
      let folder = path.hasSuffix("/") ? path : path + "/"
      paths +=
        order == .given
        ? files.sorted().map { folder + $0 }
        : CheckpointOrder.byNumbers(files.sorted().map { folder + $0 })
    }
    return order == .numbers ? CheckpointOrder.byNumbers(paths) : paths
  }

  /// Says on the standard error where the order that was given is not that of the numbers.
  func tellOrder(of paths: [String]) {
    guard order == nil, !CheckpointOrder.isByNumbers(paths) else { return }
    StandardStreams.writeMessage(
      "basin: the checkpoints are taken in the order given, which is not that of the numbers in "
        + "their names; for that, add --order numbers\n")
  }
}
