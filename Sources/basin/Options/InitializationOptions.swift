internal import ArgumentParser
internal import Failures
internal import Networks

/// How the weights of a new net are drawn.
struct InitializationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Initial weights: torch:SEED draws them as PyTorch does after torch.manual_seed(SEED), with \
      the default of each layer. (default: Li et al.'s for a ResNet, a random stream for each \
      tensor for an mlp or gpt)
      """, valueName: "torch:SEED"))
  var initialize: String?

  /// The initialisation; nil where none is given.
  ///
  /// - Throws: `Failure` (usage) unless it is `torch:` and a seed of 64 bits.
  func initialization() throws(Failure) -> Initialization? {
    guard let initialize else { return nil }
    guard case .pyTorch(let seed)? = Initialization(rawValue: initialize) else {
      throw Failure(
        .usage, "unknown initialisation \"\(initialize)\"", at: .setting("initialize"),
        remedy: "Give torch: and a whole number from 0 up, such as torch:123, or leave it out.")
    }
    return .pyTorch(seed: seed)
  }
}
