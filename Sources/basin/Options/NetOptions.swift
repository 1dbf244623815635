internal import ArgumentParser
internal import Catalogues
internal import Failures
internal import Networks
internal import Numerals
internal import Runs
internal import Tensors

/// One net: a model, with or without its shortcuts.
struct NetOptions: ParsableArguments {
  @OptionGroup var model: ModelOptions

  @Flag(help: "Remove all shortcuts: the plain net.")
  var plain = false

  @Option(
    help: ArgumentHelp(
      "Multiply every shortcut by a number from 0 (as if removed) to 1. (default: 1)",
      valueName: "number"))
  var shortcutStrength: Double?

  /// The net that `--model` and the options beside it describe; nil without `--model`.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, alone or together.
  func specification() throws(Failure) -> NetDescription? {
    let strength = try strength()
    return try model.specification().map {
      NetDescription(model: $0, plain: plain, strength: strength ?? 1)
    }
  }

  /// The options besides `--model` that are given.
  var given: [Setting] {
    model.values.settings + (plain ? ["plain"] : [])
      + (shortcutStrength == nil ? [] : ["shortcut strength"])
  }

  /// What is said of an option that describes a net where nothing says which.
  static func missingModel(_ setting: Setting) -> Failure {
    Failure(
      .usage, "describes a net, but --model is missing", at: .setting(setting),
      remedy:
        "Add --model, such as --model resnet56, or leave \(flag(setting, nil)) out.")
  }

  /// The net that is described.
  ///
  /// - Throws: `Failure` (usage) where none is, and for values that make no sense.
  func requiredSpecification() throws(Failure) -> NetDescription {
    guard let specification = try specification() else {
      if let setting = given.first { throw Self.missingModel(setting) }
      throw Failure(
        .usage, "no model is given", at: .setting("model"),
        remedy: "Add --model, such as --model resnet56, --model mlp --layers 2,32,32,10 or "
          + "--model gpt.")
    }
    return specification
  }

  /// What shortcuts are multiplied by; nil where it is not given.
  ///
  /// - Throws: `Failure` (usage) outside of 0 … 1, and for a net without shortcuts.
  func strength() throws(Failure) -> Double? {
    guard let shortcutStrength else { return nil }
    try check(shortcutStrength, in: 0...1, option: "shortcut strength")
    guard !plain else {
      throw Failure(
        .usage, "cannot be combined with --plain, which removes the shortcuts",
        at: .setting("shortcut strength"),
        remedy: "Leave out --plain or --shortcut-strength.")
    }
    return shortcutStrength
  }
}

/// What the net flags say of a net.
struct NetDescription {
  /// The model.
  let model: ModelSpecification
  /// Whether it goes without shortcuts.
  let plain: Bool
  /// What the shortcuts are multiplied by.
  let strength: Double

  /// The name people read, such as `plain ResNet-56, width 8`.
  var title: String {
    (plain ? "plain " : "") + model.title
      + (strength == 1 ? "" : ", shortcuts × \(strength.written())")
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` if the model does not exist or does not fit the examples.
  func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    let network = try model.network(inputShape: inputShape, classes: classes, plain: plain)
    return strength == 1 ? network : network.scalingShortcuts(by: strength)
  }
}
