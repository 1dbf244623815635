internal import ArgumentParser
internal import Failures
internal import Networks
internal import Studies
internal import Tensors
internal import Training

/// The net of the lecture and the one example whose gradient is looked at. Its sizes are
/// `ModelOptions.layers`.
struct LectureNetOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The input. (default: 1,0,-1)", valueName: "numbers"))
  var input: SignedText?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What the net should have said. (default: 0 for each output)", valueName: "numbers"))
  var target: SignedText?

  @Option(
    help: ArgumentHelp("gelu, relu or tanh, after every layer. (default: gelu)", valueName: "name"))
  var activation: String?

  private static let lectureSizes = "3,3,3,3,3,1"

  /// The first option that is given; nil where none is.
  var given: String? {
    [
      ("--input", input != nil), ("--target", target != nil), ("--activation", activation != nil),
    ]
    .first(where: \.1)?.0
  }

  /// The study of the net.
  ///
  /// - Throws: `Failure` (usage) for sizes, numbers and names that make no sense or do not fit.
  func study(layers: String?, strength: Double) throws(Failure) -> GradientStudy {
    let sizes = try LayerSizes(parsing: layers ?? Self.lectureSizes, option: "layers").sizes
    let function = try function()
    let input = try numbers(
      self.input?.description ?? "1,0,-1", option: "input", count: sizes[0], of: "inputs",
      isGiven: self.input != nil)
    let outputs = sizes[sizes.count - 1]
    let target =
      try target.map { text throws(Failure) in
        try numbers(
          text.description, option: "target", count: outputs, of: "outputs", isGiven: true)
      } ?? Array(repeating: 0, count: outputs)
    return try GradientStudy(
      lecture: sizes, activation: function, input: input, target: target, strength: strength)
  }

  private func function() throws(Failure) -> Activation.Function {
    let known: [Activation.Function] = [.gelu, .relu, .tanh]
    guard let activation else { return .gelu }
    guard let function = known.first(where: { $0.rawValue == activation }) else {
      throw Failure(
        .usage, "there is no activation \"\(activation)\"", at: .setting("activation"),
        remedy: "Choose gelu, relu or tanh.")
    }
    return function
  }

  private func numbers(
    _ text: String, option: Setting, count: Int, of what: String, isGiven: Bool
  ) throws(Failure) -> [Float] {
    let numbers = try NumberList(parsing: text, option: option).numbers
    guard numbers.count == count else {
      throw Failure(
        .usage,
        "\(text) is \(numbers.count) number\(numbers.count == 1 ? "" : "s"), "
          + "the net has \(count) \(what)",
        at: .setting(option),
        remedy: isGiven
          ? "Give \(count) numbers, or change --layers."
          : "Give \(setting: option) with \(count) numbers, or change --layers.")
    }
    return numbers.map { Float($0) }
  }
}
