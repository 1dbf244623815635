internal import ArgumentParser
internal import Catalogues
internal import Failures
internal import Networks
internal import Numerals
internal import Studies
internal import Tensors
internal import Training

/// The example whose gradient is measured, for the net of the lecture; sizes and activation come
/// from `ModelOptions`.
struct LectureNetOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Input of the net. (default: 1,0,-1)", valueName: "numbers"))
  var input: SignedText?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Target of each output. (default: 0 for each)", valueName: "numbers"))
  var target: SignedText?

  private static let lectureSizes = "3,3,3,3,3,1"

  /// The first option that is given; nil where none is.
  var given: String? {
    [("--input", input != nil), ("--target", target != nil)].first(where: \.1)?.0
  }

  /// What may be chosen of the lecture's net, which is an mlp.
  static let settings: [Setting] = ["layers", "activation"]

  /// The study of the net.
  ///
  /// - Parameter options: sizes and activation, where they are chosen.
  /// - Throws: `Failure` (usage) for sizes, numbers and names that make no sense or do not fit.
  func study(_ options: OptionValues, strength: Double) throws(Failure) -> GradientStudy {
    let sizes = try MLP.sizes(parsing: options["layers"] ?? Self.lectureSizes)
    let chosen = try MLP.activation(options)
    // In scripts of the lecture `gelu` has meant its tanh form since version 0.1.
    let function = chosen == .gelu ? .geluTanh : chosen
    let input = try numbers(
      self.input?.description ?? "1,0,-1", option: "input", count: sizes[0], of: "input",
      isGiven: self.input != nil)
    let outputs = sizes[sizes.count - 1]
    let target =
      try target.map { text throws(Failure) in
        try numbers(
          text.description, option: "target", count: outputs, of: "output", isGiven: true)
      } ?? Array(repeating: 0, count: outputs)
    return try GradientStudy(
      lecture: sizes, activation: function, input: input, target: target, strength: strength)
  }

  private func numbers(
    _ text: String, option: Setting, count: Int, of what: String, isGiven: Bool
  ) throws(Failure) -> [Float] {
    let numbers = try NumberList(parsing: text, option: option).numbers
    guard numbers.count == count else {
      throw Failure(
        .usage,
        "\(text) is \(counted(numbers.count, "number")), but the net has \(counted(count, what))",
        at: .setting(option),
        remedy: isGiven
          ? "Give \(counted(count, "number")), or change --layers."
          : "Give \(setting: option) with \(counted(count, "number")), or change --layers.")
    }
    return numbers.map { Float($0) }
  }
}
