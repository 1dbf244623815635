public import Archives
public import Catalogues
public import Failures
internal import Kernels
internal import Tensors

/// A model that the names and shapes of some weights show.
public struct RecognisedModel: Sendable {
  /// The model.
  public let specification: ModelSpecification
  /// Whether its shortcuts are missing.
  public let plain: Bool
  /// What names and shapes leave open and was taken for granted; nil where that is nothing.
  public let assumption: Phrase?
  /// The name by which the catalogue offers the model; nil where nothing of it can be chosen.
  private let name: String?
  /// The model's options as the weights show them, with the usual choices for what is open.
  private let shown: OptionValues
  /// What the weights leave open.
  private let open: [Setting]
  /// What is open and must be chosen, since no choice is the usual one.
  private let undecided: [Setting]

  /// Describes what was found.
  ///
  /// - Parameters:
  ///   - model: the model, with the usual choices for what is open.
  ///   - plain: whether its shortcuts are missing.
  ///   - assumption: what is taken for granted.
  ///   - name: the name by which the catalogue offers it; nil where nothing of it can be chosen.
  ///   - shown: its options, as the weights show them or as is usual.
  ///   - open: those that the weights do not show.
  ///   - undecided: those of them that must be chosen.
  init(
    _ model: any Model, plain: Bool = false, assumption: Phrase? = nil, name: String? = nil,
    shown: OptionValues = [:], open: [Setting] = [], undecided: [Setting] = []
  ) {
    specification = ModelSpecification(model)
    self.plain = plain
    self.assumption = assumption
    self.name = name
    self.shown = shown
    self.open = open
    self.undecided = undecided
  }

  /// What people call it, such as `plain ResNet-56, width 8`.
  public var title: String { (plain ? "plain " : "") + specification.title }

  /// The model with what is chosen of it beside what the weights show.
  ///
  /// - Parameters:
  ///   - options: choices for what the weights leave open. One that the weights show, too, must be the
  ///     same.
  ///   - plain: whether the net is asked for without shortcuts.
  /// - Throws: `Failure` (usage) with both values where the weights show another, where the model does
  ///   not have an option, and where something must be chosen.
  public func completed(by options: OptionValues, plain: Bool) throws(Failure) -> RecognisedModel {
    try ModelCatalogue.catalogue.check(options, for: type(of: specification.model).entry)
    for setting in options.settings where !open.contains(setting) {
      guard try isShown(setting, as: options) else { throw contradiction(setting, in: options) }
    }
    if let missing = undecided.first(where: { options[$0] == nil }) {
      throw Failure(
        .usage, "names and shapes of the weights do not show it", at: .setting(missing),
        remedy: "Add \(setting: missing) as the net was trained.")
    }
    let plain = plain || self.plain
    guard let name else { return self }
    let chosen = try ModelSpecification(named: name, options: options.completed(by: shown))
    let stillOpen = open.contains { options[$0] != nil } ? nil : assumption
    return RecognisedModel(
      chosen.model, plain: plain,
      assumption: chosen.model.assumptions(options, plain: plain) ?? stillOpen, name: name,
      shown: shown, open: open)
  }

  /// Whether the weights show what is chosen.
  private func isShown(_ setting: Setting, as options: OptionValues) throws(Failure) -> Bool {
    guard let name else { return false }
    // Written in another way it may mean the same.
    var one = shown
    one[setting] = options[setting]
    let own = try ModelSpecification(named: name, options: shown)
    return try ModelSpecification(named: name, options: one) == own
  }

  private func contradiction(_ setting: Setting, in options: OptionValues) -> Failure {
    let given = options[setting] ?? ""
    return Failure(
      .usage,
      given == OptionValues.chosen
        ? "does not match the weights, which show \(title)"
        : "\(given) does not match the weights, which show \(shown[setting] ?? title)",
      at: .setting(setting),
      remedy: "Leave it out, or describe the whole net with \(setting: "model").")
  }
}

extension ModelCatalogue {
  /// The model that weights are for, by their names and shapes; nil where no kind knows them.
  ///
  /// - Parameter weights: the file, with or without the prefixes of wrappers.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    let weights = weights.unwrapped.weights
    return kinds.lazy.compactMap { $0.recognised(in: weights) }.first
  }
}

extension WeightsFile {
  /// How many names there are of a form, for numbers from 0 on without a gap.
  func count(of name: (Int) -> String) -> Int {
    let names = Set(entries.map(\.name))
    return (0...).first { !names.contains(name($0)) } ?? 0
  }
}

extension Tensor where Scalar == Float {
  /// Whether another tensor has the same shape and holds the same numbers, bit for bit.
  func hasSameBits(as other: Tensor<Float>) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy { $0.bitPattern == $1.bitPattern }
  }
}
