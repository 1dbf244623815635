internal import Failures

/// The part of the data that is meant: the one to learn from or the one held back.
public enum DatasetSplit: String, CaseIterable, Codable, Sendable {
  /// The examples to learn from.
  case train
  /// The examples held back.
  case test
}

/// Where data comes from, as it is named on the command line.
public enum DatasetSource: Equatable, Sendable {
  /// `fashion-mnist`: the gzipped IDX files of Debian's package, or of a folder.
  case fashionMNIST
  /// `spirals`: two interleaved spirals in the plane, built in.
  case spirals
  /// `arrays:x.npy,y.npy`: one's own data; one set without a test split.
  case arrays(inputs: String, labels: String)
  /// `text:FILE`: the bytes of a UTF-8 file as tokens; `text` alone: Debian's licence texts.
  case text(file: String?)

  /// Reads the name of a source.
  ///
  /// - Throws: `Failure` (usage) with the nearest name if there is no such source.
  public init(parsing text: String) throws {
    switch text {
    case "fashion-mnist": self = .fashionMNIST
    case "spirals": self = .spirals
    case "text": self = .text(file: nil)
    case _ where text.hasPrefix("text:") && text != "text:":
      self = .text(file: String(text.dropFirst("text:".count)))
    default:
      guard text.hasPrefix("arrays") else { throw Self.unknown(text) }
      let paths = text.dropFirst("arrays:".count).split(
        separator: ",", omittingEmptySubsequences: false)
      guard text.hasPrefix("arrays:"), paths.count == 2, !paths.contains(where: \.isEmpty) else {
        throw Failure(
          .usage, "arrays need two files, got \"\(text)\"", at: .setting("data"),
          remedy: "Write arrays:x.npy,y.npy, the inputs first.")
      }
      self = .arrays(inputs: String(paths[0]), labels: String(paths[1]))
    }
  }

  private static func unknown(_ text: String) -> Failure {
    let nearest = nearestName(
      to: text, among: ["fashion-mnist", "spirals", "arrays:x.npy,y.npy", "text:FILE"])
    return Failure(
      .usage, "there is no data called \"\(text)\"", at: .setting("data"),
      remedy: "Did you mean \(nearest)? Known are fashion-mnist, spirals, arrays:x.npy,y.npy and "
        + "text:FILE.")
  }

  /// Whether it is text, which only a network that reads tokens can use.
  public var isText: Bool {
    if case .text = self { true } else { false }
  }

  /// Whether there are examples held back to test with.
  public var hasTestSplit: Bool {
    if case .arrays = self { false } else { true }
  }

  /// The files that are one's own to lose: what the source names, and what lies in its folder.
  ///
  /// - Parameter directory: see ``load(split:samples:directory:imageSize:context:)``.
  public func files(directory: String? = nil) -> [String] {
    switch self {
    case .fashionMNIST: directory.map { FashionMNIST(directory: $0).files } ?? []
    case .spirals: []
    case .arrays(let inputs, let labels): [inputs, labels]
    case .text(let file): file.map { [$0] } ?? []
    }
  }

  /// Loads a split.
  ///
  /// - Parameters:
  ///   - samples: How many examples, the first in the order of the file; nil for all.
  ///   - directory: The folder of Fashion-MNIST's files; nil for that of Debian's package. Other
  ///     sources have none.
  ///   - imageSize: The edge of Fashion-MNIST's images: 28, or 14 for means of 2×2 pixels; nil
  ///     for 28. Other sources have none.
  ///   - context: Tokens per window of text, at least 1; nil for a network that reads no tokens.
  /// - Throws: `Failure`: usage if an argument does not fit the source; missing if a file is;
  ///   data if one is damaged or does not fit.
  public func load(
    split: DatasetSplit, samples: Int? = nil, directory: String? = nil, imageSize: Int? = nil,
    context: Int? = nil
  ) throws -> Dataset {
    if let samples, samples < 1 {
      throw Failure(.usage, "at least 1 sample is needed, got \(samples)", at: .setting("samples"))
    }
    switch self {
    case .fashionMNIST:
      let files = FashionMNIST(directory: directory ?? FashionMNIST.defaultDirectory)
      return try files.load(split, samples: samples, imageSize: imageSize ?? FashionMNIST.edge)
    case .spirals:
      try refuse(directory: directory, imageSize: imageSize)
      let spirals = try Spirals.load(split)
      guard let samples else { return spirals }
      try checkEnough(samples, of: spirals.count, in: spirals.name)
      return try spirals.prefix(samples)
    case .text(let file):
      try refuse(directory: directory, imageSize: imageSize)
      guard let context else {
        throw Failure(
          .usage, "text is for a net that reads tokens", at: .setting("data", value: "\(self)"),
          remedy: "Use it with \(setting: "model", "gpt").")
      }
      return try TextWindows(path: file, context: context).load(split, samples: samples)
    case .arrays(let inputs, let labels):
      try refuse(directory: directory, imageSize: imageSize)
      guard split == .train else {
        throw Failure(
          .usage, "arrays are one set and have no test split", at: "\(self)",
          remedy: "Use the train split, or name the test arrays as the data.")
      }
      return try ArrayFiles(inputs: inputs, labels: labels).load(samples: samples)
    }
  }

  private func refuse(directory: String?, imageSize: Int?) throws {
    if directory != nil {
      throw Failure(
        .usage, "applies to fashion-mnist only, not to \(self)", at: .setting("data directory"))
    }
    if imageSize != nil {
      throw Failure(
        .usage, "applies to fashion-mnist only, not to \(self)", at: .setting("image size"))
    }
  }
}

extension DatasetSource: CustomStringConvertible {
  /// The source as it is named on the command line.
  public var description: String {
    switch self {
    case .fashionMNIST: "fashion-mnist"
    case .spirals: "spirals"
    case .arrays(let inputs, let labels): "arrays:\(inputs),\(labels)"
    case .text(let file): file.map { "text:\($0)" } ?? "text"
    }
  }
}

/// Refuses to take more examples than there are.
func checkEnough(_ samples: Int, of count: Int, in name: String) throws {
  guard samples <= count else {
    throw Failure(
      .usage, "\(samples) samples are more than the \(count) of \(name)", at: .setting("samples"),
      remedy: "Ask for at most \(count), or for all.")
  }
}
