internal import ArgumentParser
internal import Failures
internal import Networks

/// One net: a model, with or without its shortcuts.
struct NetOptions: ParsableArguments {
  @OptionGroup var model: ModelOptions

  @Flag(help: "The plain net: the same without any shortcut.")
  var plain = false

  /// The net that is described; nil where none of the options is given.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, alone or together.
  func specification() throws(Failure) -> (model: ModelSpecification, plain: Bool)? {
    if let model = try model.specification() { return (model, plain) }
    guard !plain else {
      throw Failure(
        .usage, "describes a net, but --model is missing", at: "--plain",
        remedy: "Add --model, such as --model resnet56, or leave --plain out.")
    }
    return nil
  }

  /// The net that is described.
  ///
  /// - Throws: `Failure` (usage) where none is, and for values that make no sense.
  func requiredSpecification() throws(Failure) -> (model: ModelSpecification, plain: Bool) {
    guard let specification = try specification() else {
      throw Failure(
        .usage, "no net is named", at: "--model",
        remedy: "Add --model, such as --model resnet56, --model mlp --layers 2,32,32,10 or "
          + "--model gpt.")
    }
    return specification
  }
}
