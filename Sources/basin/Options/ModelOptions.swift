internal import ArgumentParser
internal import Catalogues
internal import Failures
internal import Networks

/// `--model` and what belongs to it.
struct ModelOptions: ParsableArguments {
  /// The options of the models.
  enum Source: OptionSource {
    static var offered: [OfferedOption] { ModelCatalogue.catalogue.options }
  }

  @Option(help: ArgumentHelp("Model: \(Self.names).", valueName: "name"))
  var model: String?

  @OptionGroup private var options: CatalogueOptions<Source>

  /// What is chosen of the model.
  var values: OptionValues { options.values }

  private static var names: String {
    ModelCatalogue.catalogue.entries.map { entry in
      entry.examples.joined(separator: ", ") + (entry.remark.isEmpty ? "" : " (\(entry.remark))")
    }.joined(separator: ", ")
  }

  /// The model that is described; nil where none is.
  ///
  /// - Parameters:
  ///   - defaultModel: what is meant where `--model` is missing; nil if nothing is.
  ///   - usual: what holds where nothing is chosen, for kinds of models by their names.
  /// - Throws: `Failure` (usage) for values that make no sense, alone or together.
  func specification(defaultModel: String? = nil, usual: [String: OptionValues] = [:])
    throws(Failure) -> ModelSpecification?
  {
    guard let model = model ?? defaultModel else { return nil }
    return try ModelSpecification(named: model, options: values, usual: usual)
  }
}
