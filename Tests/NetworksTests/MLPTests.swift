import Failures
import Networks
import Tensors
import Testing

struct MLPTests {
  @Test func layersAreNamedAndJoinedAsInTheContract() throws {
    let network = try MLP(sizes: [4, 3, 3, 2]).network(inputShape: [1, 2, 2])
    #expect(
      network.parameters.specifications.map { "\($0.name) \($0.shape)" } == [
        "layers.0.0.weight 3×4", "layers.0.0.bias 3", "layers.1.0.weight 3×3",
        "layers.1.0.bias 3", "layers.2.0.weight 2×3", "layers.2.0.bias 2",
      ])
    // GELU after every layer but the last, a shortcut where sizes agree.
    #expect(
      network.nodes.map(\.name) == [
        "input", "flatten", "layers.0.0", "layers.0.1", "layers.1.0", "layers.1.1",
        "layers.1.add", "layers.2.0",
      ])
    #expect(network.nodes[6].inputs == [5, 3])
  }

  @Test(arguments: [[], [3], [3, 0], [3, -1, 2], [3, 1 << 21]])
  func impossibleSizesAreRefused(_ sizes: [Int]) {
    let listed = sizes.map(String.init).joined(separator: ",")
    #expect(
      throws: Failure(
        .usage, "an mlp needs at least two positive sizes, got \"\(listed)\"",
        at: .setting("layers"),
        remedy:
          "Give inputs, hidden sizes and outputs, such as \(setting: "layers", "784,64,64,10").")
    ) { try MLP(sizes: sizes).network(inputShape: [3]) }
  }

  @Test func examplesOfAnotherSizeAreRefused() {
    #expect(
      throws: Failure(
        .data, "the net takes 5 numbers, an example has 6 (2×3)",
        at: .setting("layers", value: "5,2"),
        remedy: "Begin \(setting: "layers") with 6.")
    ) { try MLP(sizes: [5, 2]).network(inputShape: [2, 3]) }
  }

  /// Weights files of version 0.1 call the tanh form `gelu`.
  @Test func activationsInFilesKeepTheirNames() {
    let names = Activation.Function.allCases.map(\.rawValue)
    #expect(names == ["relu", "gelu", "gelu-erf", "tanh", "silu", "sigmoid", "identity"])
    #expect(Activation.Function(rawValue: "gelu") == .geluTanh)
    #expect(
      Activation.Function.offered.map(\.name) == [
        "relu", "tanh", "gelu", "gelu-tanh", "silu", "sigmoid",
      ])
  }
}
