internal import Archives
internal import Failures

/// The PNG files in the folders of a folder.
struct ImageFiles {
  /// A file and the class that its folder stands for.
  struct Image {
    let path: String
    let label: Int
  }

  /// The names of the folders, in the order of their bytes.
  let classes: [String]
  /// The first file of each class, then the second of each, and so on.
  let images: [Image]

  /// Lists the files whose names end in `.png`; hidden ones are passed over.
  ///
  /// - Throws: `Failure`: missing if the folder cannot be listed; data if there are no folders, or one
  ///   holds no images.
  init(folder: String) throws {
    classes = try Self.names(in: folder).filter { InputFile.isFolder(at: "\(folder)/\($0)") }
    guard !classes.isEmpty else {
      throw Failure(
        .data, "holds no folders", at: folder,
        remedy: "Put the PNG files of each class into a folder of its own.")
    }
    let files = try classes.map { name in
      let below = "\(folder)/\(name)"
      let names = try Self.names(in: below)
      let images = names.filter { $0.lowercased().hasSuffix(".png") }
      guard !images.isEmpty else {
        let holdsFolders = names.contains { InputFile.isFolder(at: "\(below)/\($0)") }
        throw Failure(
          .data, holdsFolders ? "holds folders, but no PNG files" : "holds no PNG files",
          at: below,
          remedy: holdsFolders
            ? """
            Each folder of \(folder) stands for a class. Give the folder of the classes: \
            \(setting: "data", "images:\(below)").
            """ : "Each folder of \(folder) stands for a class; put its images there as PNG files.")
      }
      return images.map { "\(below)/\($0)" }
    }
    let most = files.map(\.count).max() ?? 0
    images = (0..<most).flatMap { index in
      files.indices.filter { index < files[$0].count }.map {
        Image(path: files[$0][index], label: $0)
      }
    }
  }

  /// Which folder stands for which class; of many, the first and the last.
  var note: Phrase {
    let all = classes.enumerated().map { "\(PathText.visible($0.element)) is class \($0.offset)" }
    let few = all.count <= 12 ? all : Array(all.prefix(2)) + ["…"] + all.suffix(1)
    return "\(few.joined(separator: ", "))"
  }

  private static func names(in folder: String) throws -> [String] {
    guard let names = FolderListing.names(in: folder) else {
      throw Failure(.missing, "the folder does not exist or cannot be read", at: folder)
    }
    return names.filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
