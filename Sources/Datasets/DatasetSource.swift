public import Catalogues
internal import Failures
internal import Kernels
internal import Tensors

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
  ///   - targets: what the loss takes. Of labels of two classes, 0 and 1 are the probabilities of
  ///     class 1.
  /// - Throws: `Failure`: usage if there are fewer examples than asked for, text is for a network
  ///   that reads none, or the targets are of another kind; missing if a file is; data if one is
  ///   damaged or does not fit.
  public func load(
    split: DatasetSplit, samples: SampleCount = .all, context: Int? = nil,
    targets: TargetKind = .classes
  ) throws -> Dataset {
    let dataset = try source.load(
      DataRequest(split: split, samples: samples, context: context, targets: targets))
    guard targets != .classes, dataset.values == nil else { return dataset }
    return try numbered(dataset, as: targets)
  }

  /// Labels as numbers.
  private func numbered(_ dataset: Dataset, as targets: TargetKind) throws -> Dataset {
    guard targets == .probabilities, dataset.classes == 2, dataset.labelsPerExample == 1 else {
      let classes = "\(dataset.name) has labels of \(dataset.classes) classes"
      throw Failure(
        .usage,
        targets == .values
          ? "the mean squared error takes numbers; \(classes)"
          : "the binary cross-entropy takes numbers of 0…1; \(classes)", at: .setting("loss"),
        remedy: """
          Use \(setting: "loss", "cross-entropy"), or arrays with the numbers: \
          \(setting: "data", "arrays:x.npy,y.npy").
          """)
    }
    return try Dataset(
      name: dataset.name, examples: dataset.examples,
      values: Tensor(shape: [dataset.count, 1], elements: dataset.labels.map { Float($0) }))
  }
}

extension DatasetSource: CustomStringConvertible {
  /// The source as it is named on the command line.
  public var description: String { name }
}
