public import Analysis
internal import Archives
internal import Comparisons
internal import Failures
internal import Landscapes
internal import Numerals

extension RunContents {
  /// Reads what a command line names: the folder of one finished comparison or lesson, or some surface
  /// files.
  ///
  /// - Parameters:
  ///   - inputs: one folder, or at least one file.
  ///   - scale: the scale on which minima are counted; nil for that of the run, or the standard one. A run
  ///     has its own.
  ///   - quantity: of surface files, the array to read; nil for the one that is read by default.
  /// - Throws: `Failure`: (usage) for folders and files together, several folders, more than
  ///   ``mostSurfaces`` surfaces, or a scale or quantity beside a run; (missing) for what is not there, and
  ///   runs that are not finished; (data) for files that do not go with the report or the scale.
  public init(
    reading inputs: [String], scale: HeightScale? = nil, quantity: String? = nil
  ) throws {
    let folders = inputs.filter { PathKind(of: $0) == .folder }
    guard let folder = folders.first else {
      try self.init(files: inputs, scale: scale ?? .standard, quantity: quantity)
      return
    }
    guard inputs.count == 1 else {
      throw Failure(
        .usage,
        folders.count == inputs.count
          ? "\(counted(inputs.count, "folder")) where one run is expected"
          : "is a folder among surface files", at: .file(folder),
        remedy: "Give the folder of one run, or surface files alone.")
    }
    if scale != nil || quantity != nil {
      throw Failure(
        .usage, "is a run, which has a scale and a quantity of its own", at: .file(folder),
        remedy: """
          Give its surface files, or leave out \(setting: "scale"), \(setting: "offset") and \
          \(setting: "quantity").
          """)
    }
    try self.init(run: folder)
  }

  /// Refuses more surfaces than are taken along at once.
  static func checkNumber(of surfaces: Int) throws(Failure) {
    guard surfaces <= mostSurfaces else {
      throw Failure(
        .usage,
        "\(surfaces) surfaces are too many: at most \(mostSurfaces) are taken along at once",
        remedy: "Give some of the surface files.")
    }
  }
}
