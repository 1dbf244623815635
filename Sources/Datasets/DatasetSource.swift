public import Catalogues
internal import Failures

/// The part of the data that is meant: the one to learn from or the one held back.
public enum DatasetSplit: String, CaseIterable, Codable, Sendable {
  /// The examples to learn from.
  case train
  /// The examples held back.
  case test
}

/// Where data come from: a kind of the catalogue, with what was chosen of it.
public struct DatasetSource: Sendable {
  private let name: String
  private let source: any DataSource

  /// Reads the name of data, such as `spirals` or `arrays:x.npy,y.npy`.
  ///
  /// - Parameters:
  ///   - text: the name, with its files after a colon where it has any.
  ///   - options: what is chosen besides.
  /// - Throws: `Failure` (usage) if there are no such data, or something is chosen that they do not
  ///   have.
  public init(parsing text: String, options: OptionValues = [:]) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let catalogue = DataCatalogue.catalogue
    guard let entry = catalogue.entries.first(where: { $0.name == parts[0] }),
      entry.argument != .none || parts.count == 1
    else { throw catalogue.refusal(of: text, advice: DataCatalogue.advice) }
    let argument = parts.count == 2 ? String(parts[1]) : nil
    var isMissing = argument?.isEmpty == true
    if case .required = entry.argument { isMissing = isMissing || argument == nil }
    guard !isMissing else {
      throw Failure(
        .usage, "\"\(text)\" gives no file name", at: .setting("data"),
        remedy: "Write \(entry.examples[0]).")
    }
    try catalogue.check(options, for: entry)
    name = text
    source = try entry.source(argument, options)
  }

  /// Whether it is text, which only a network that reads tokens can use.
  public var isText: Bool { source.isText }

  /// Whether there are examples held back to test with.
  public var hasTestSplit: Bool { source.hasTestSplit }

  /// The files that may be read, so that nothing is written over them.
  public var files: [String] { source.files }

  /// Loads a split.
  ///
  /// - Parameters:
  ///   - split: which split.
  ///   - samples: how many examples.
  ///   - context: tokens per window of text, at least 1; nil for a network that reads no tokens.
  /// - Throws: `Failure`: usage if there are fewer examples than asked for, or text is for a network
  ///   that reads none; missing if a file is; data if one is damaged or does not fit.
  public func load(split: DatasetSplit, samples: SampleCount = .all, context: Int? = nil) throws
    -> Dataset
  {
    try source.load(split, samples, context: context)
  }
}

extension DatasetSource: CustomStringConvertible {
  /// The source as it is named on the command line.
  public var description: String { name }
}
