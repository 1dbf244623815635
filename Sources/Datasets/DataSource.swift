public import Catalogues

/// Data of one kind, ready to be loaded. Each kind is one file, which describes it as an entry of
/// the catalogue, and one line in `DataCatalogue`.
protocol DataSource: Sendable {
  /// Whether examples are windows of tokens, which only a network that reads tokens can use.
  var isText: Bool { get }
  /// Whether there are examples held back to test with.
  var hasTestSplit: Bool { get }
  /// The files that may be read.
  var files: [String] { get }

  /// Loads the first examples of a split.
  ///
  /// Data that have labels only may give them whatever the targets are to be; `DatasetSource` makes
  /// numbers of them, or says that it cannot.
  ///
  /// - Throws: `Failure`: usage if there are fewer examples than asked for; missing if a file is;
  ///   data if one is damaged or does not fit.
  func load(_ request: DataRequest) throws -> Dataset
}

extension DataSource {
  var isText: Bool { false }
  var hasTestSplit: Bool { true }
  var files: [String] { [] }
}

/// A kind of data as the catalogue offers it: its name, what follows the name, its options.
public struct DataEntry: CatalogueEntry {
  /// What may follow the name after a colon.
  enum Argument: Hashable {
    case none
    /// What it is called, such as `FILE`.
    case optional(String)
    /// What it looks like, such as `x.npy,y.npy`.
    case required(String)
  }

  /// The name, such as `fashion-mnist`.
  public let name: String
  /// What it is, in a few words.
  public let summary: String
  /// What can be chosen.
  public let options: [CatalogueOption]
  let argument: Argument
  /// Makes a source of what follows the name and of what is chosen.
  let source: @Sendable (String?, OptionValues) throws -> any DataSource

  init(
    _ name: String, argument: Argument = .none, summary: String, options: [CatalogueOption] = [],
    source:
      @escaping @Sendable (_ argument: String?, _ values: OptionValues) throws
      -> any DataSource
  ) {
    self.name = name
    self.argument = argument
    self.summary = summary
    self.options = options
    self.source = source
  }

  /// How it is written.
  public var examples: [String] {
    switch argument {
    case .none: [name]
    case .optional(let text), .required(let text): ["\(name):\(text)"]
    }
  }
}
