internal import ArgumentParser
internal import Catalogues
internal import Datasets
internal import Failures

/// Which data, and what is chosen of them.
struct DataOptions: ParsableArguments {
  /// The options of the data.
  enum Source: OptionSource {
    static var offered: [OfferedOption] { DataCatalogue.catalogue.options }
  }

  @Option(help: ArgumentHelp("Data: \(Self.names).", valueName: "name"))
  var data: String?

  @OptionGroup private var options: CatalogueOptions<Source>

  /// What is chosen of the data.
  var values: OptionValues { options.values }

  private static var names: String {
    DataCatalogue.catalogue.entries.map {
      "\($0.examples.joined(separator: ", ")) (\($0.summary))"
    }.joined(separator: ", ")
  }

  /// The first of these options that is given; nil where none is.
  var given: Setting? { data != nil ? "data" : values.settings.first }

  /// The files that are read, as far as they are named; Fashion-MNIST's where no data are.
  var files: [String] {
    (try? DatasetSource(parsing: data ?? "fashion-mnist", options: values))?.files ?? []
  }

  /// The source of the data.
  ///
  /// - Parameter readsTokens: whether the net does; asked only where no data are named.
  /// - Throws: `Failure` (usage) if there are none of that name, something is chosen that they do not
  ///   have, and where none are named for a net that does not read text.
  func source(readsTokens: @autoclosure () -> Bool) throws -> DatasetSource {
    if let data { return try DatasetSource(parsing: data, options: values) }
    guard readsTokens() else {
      throw Failure(
        .usage, "no data set is given", at: .setting("data"),
        remedy: """
          Add \(setting: "data"), such as \(setting: "data", "fashion-mnist") or \
          \(setting: "data", "spirals").
          """)
    }
    return try DatasetSource(parsing: "text", options: values)
  }

  /// The edge of images; nil where it is not given.
  ///
  /// - Throws: `Failure` (usage) unless it is a whole number that images can have.
  func imageSize() throws(Failure) -> Int? { try values.integer("image size", in: 1...1024) }
}
