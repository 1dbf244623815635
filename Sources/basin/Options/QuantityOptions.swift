internal import ArgumentParser
internal import Landscapes

/// Which numbers of a surface's file are read.
struct QuantityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Array to read from files that hold several, such as test_loss or train_acc. (default: \
      train_loss or, if missing, test_loss)
      """, valueName: "name"))
  var quantity: String?

  /// Reads a surface, and says on the standard error what had to be assumed.
  ///
  /// - Throws: `Failure` as ``LossSurface/init(path:quantity:)``.
  func surface(_ path: String) throws -> LossSurface {
    let surface = try LossSurface(path: path, quantity: quantity)
    for assumption in surface.assumptions {
      StandardStreams.writeMessage("basin: \(path): \(assumption).\n")
    }
    return surface
  }
}
