import Archives
import Failures
import Networks
import Tensors
import Testing

struct NetworkTests {
  private func failure(_ nodes: [Node]) -> Failure? {
    do {
      _ = try Network(nodes: nodes)
      return nil
    } catch {
      return error
    }
  }

  private func failure(of operation: Operation, on shape: Shape) -> Failure? {
    var graph = Graph(shape)
    graph.add(operation, 0)
    return failure(graph.nodes)
  }

  private static let misfits: [(Operation, Shape, String)] = [
    (
      .conv(4), [784],
      "expected channels × height × width, got shape 784"
    ),
    (.conv(0), [1, 4, 4], "0 channels, kernel 3, stride 1, padding 1"),
    (.conv(-3), [1, 4, 4], "-3 channels, kernel 3, stride 1, padding 1"),
    (.conv(2, kernel: 9), [1, 20, 20], "2 channels, kernel 9, stride 1, padding 4"),
    (.conv(2, stride: 0), [1, 4, 4], "2 channels, kernel 3, stride 0, padding 1"),
    (.conv(2, stride: .max), [1, 4, 4], "2 channels, kernel 3, stride \(Int.max), padding 1"),
    (
      .convolution(Convolution(channels: 2, kernel: 5, stride: 1, padding: 0)), [1, 4, 9],
      "a kernel of 5×5 does not fit shape 1×4×9"
    ),
    (
      .convolution(Convolution(channels: 2, kernel: 5, stride: 1, padding: .max)), [1, 4, 9],
      "2 channels, kernel 5, stride 1, padding \(Int.max)"
    ),
  ]

  @Test(arguments: misfits)
  func convolutionsThatDoNotFitSayWhy(
    operation: Operation, shape: Shape, what: String
  ) {
    #expect(failure(of: operation, on: shape) == Failure(.data, what, at: "conv2d n1"))
  }

  @Test func otherOperationsThatDoNotFitSayWhy() {
    #expect(
      failure(of: .dense(3), on: [2, 3, 1])
        == Failure(
          .data, "expected a vector or channels × positions, got shape 2×3×1", at: "linear n1"))
    #expect(
      failure(of: .dense(0), on: [2]) == Failure(.data, "has 0 outputs", at: "linear n1"))
    #expect(
      failure(of: .norm, on: [2, 3])
        == Failure(
          .data, "expected channels × height × width or a vector, got shape 2×3",
          at: "batchNorm n1"))
    #expect(
      failure(of: .batchNorm(BatchNorm(epsilon: 0)), on: [2])
        == Failure(.data, "epsilon must be positive, is 0.0", at: "batchNorm n1"))
    #expect(
      failure(of: .pool, on: [7])
        == Failure(
          .data, "expected channels × height × width, got shape 7", at: "globalAveragePool n1"))
    var sum = Graph([2, 4, 4])
    sum.add(.conv(3), 0)
    sum.add(.shortcut, 1, 0)
    #expect(
      failure(sum.nodes)
        == Failure(.data, "cannot add shapes 3×4×4 and 2×4×4", at: "add n2"))
    #expect(
      failure([Node(name: "x", operation: .input(Input(shape: [0, 3])), inputs: [])])
        == Failure(.data, "shape 0×3 is empty", at: "input x"))
  }

  @Test func graphsThatAreNoneSayWhy() {
    let input = Node(name: "x", operation: .input(Input(shape: [2])), inputs: [])
    func relu(_ name: String, _ inputs: [Int]) -> Node {
      Node(name: name, operation: .relu, inputs: inputs)
    }
    #expect(failure([]) == Failure(.data, "the first node must be the input", at: "network"))
    #expect(
      failure([relu("y", [])]) == Failure(.data, "takes 1 inputs, got 0", at: "y"))
    #expect(
      failure([input, relu("x", [0])])
        == Failure(.data, "two nodes have the name x", at: "network"))
    for inputs in [[1], [2], [-1], [.max], [.min]] {
      #expect(
        failure([input, relu("y", inputs)])
          == Failure(.data, "takes inputs \(inputs) at position 1", at: "y"))
    }
    #expect(
      failure([input, relu("y", [0, 0])]) == Failure(.data, "takes 1 inputs, got 2", at: "y"))
    #expect(
      failure([input, Node(name: "z", operation: .input(Input(shape: [2])), inputs: [])])
        == Failure(.data, "only the first node can be the input", at: "z"))
  }

  /// Sizes that only a hostile file has; none may overflow, nor allocate anything.
  @Test func absurdSizesAreRefused() {
    let huge = 1 << 40
    #expect(
      failure(of: .flat, on: [huge, huge, huge])
        == Failure(
          .data, "output of shape \(huge)×\(huge)×\(huge) has more than 1073741824 elements",
          at: "input input"))
    #expect(
      failure(of: .conv(huge), on: [1, 4, 4])
        == Failure(
          .data, "output of shape \(huge)×4×4 has more than 1073741824 elements", at: "conv2d n1"))
    #expect(
      failure(of: .conv(1 << 26), on: [8, 4, 4])
        == Failure(
          .data, "weight of shape 67108864×8×3×3 has more than 1073741824 elements",
          at: "conv2d n1"))
    #expect(
      failure(of: .dense(.max), on: [1])
        == Failure(
          .data, "output of shape \(Int.max) has more than 1073741824 elements", at: "linear n1"))
    #expect(
      failure(of: .dense(1 << 20), on: [1 << 20])
        == Failure(
          .data, "weight of shape 1048576×1048576 has more than 1073741824 elements",
          at: "linear n1"))
    // The largest that is not refused.
    #expect(failure(of: .relu, on: [Network.mostElements]) == nil)
    #expect(failure(of: .relu, on: [Network.mostElements + 1]) != nil)
  }

  @Test(arguments: Graphs.models + Graphs.odd)
  func networksSurviveJSON(_ example: Graphs.Example) throws {
    let network = try example.network()
    let text = try JSONValue(encoding: network).serialized()
    let again = try JSONValue(parsing: text, from: "test").decoded(as: Network.self, from: "test")
    #expect(again == network)
    #expect(again.shapes == network.shapes && again.parameters == network.parameters)
  }

  private static let json = #"""
    {"nodes":[{"name":"x","operation":{"input":{"_0":{"shape":SHAPE}}},"inputs":[]},
    {"name":"y","operation":OPERATION,"inputs":INPUTS}]}
    """#

  /// What a file may claim instead of a network; each is a thrown error, never a trap.
  @Test(arguments: [
    ("[4]", #"{"linear":{"_0":{"outputs":3}}}"#, "[1]"),
    ("[4]", #"{"linear":{"_0":{"outputs":3}}}"#, "[7]"),
    ("[4]", #"{"linear":{"_0":{"outputs":3}}}"#, "[-1]"),
    ("[4]", #"{"linear":{"_0":{"outputs":3}}}"#, "[]"),
    ("[4]", #"{"linear":{"_0":{"outputs":-3}}}"#, "[0]"),
    ("[4]", #"{"linear":{"_0":{"outputs":1099511627776}}}"#, "[0]"),
    ("[4]", #"{"linear":{"_0":{"outputs":1e30}}}"#, "[0]"),
    ("[4]", #"{"linear":{}}"#, "[0]"),
    ("[4]", #"{"softmax":{"_0":{}}}"#, "[0]"),
    ("[4]", #"{"activation":{"_0":{"function":"sine"}}}"#, "[0]"),
    ("[-4]", #"{"linear":{"_0":{"outputs":3}}}"#, "[0]"),
    ("[4611686018427387904,4]", #"{"flatten":{"_0":{}}}"#, "[0]"),
    ("[1099511627776,1099511627776]", #"{"flatten":{"_0":{}}}"#, "[0]"),
    (
      "[3,8,8]",
      #"{"convolution":{"_0":{"channels":1099511627776,"kernel":3,"stride":1,"padding":1}}}"#,
      "[0]"
    ),
    (
      "[3,8,8]", #"{"convolution":{"_0":{"channels":2,"kernel":3,"stride":0,"padding":1}}}"#, "[0]"
    ),
    (
      "[3,8,8]",
      #"{"convolution":{"_0":{"channels":2,"kernel":3,"stride":1,"padding":9223372036854775807}}}"#,
      "[0]"
    ),
  ])
  func hostileJSONIsAnError(shape: String, operation: String, inputs: String) throws {
    func decode(_ shape: String, _ operation: String, _ inputs: String) throws -> Network {
      let text = Self.json.replacing("SHAPE", with: shape)
        .replacing("OPERATION", with: operation).replacing("INPUTS", with: inputs)
      return try JSONValue(parsing: text, from: "test").decoded(as: Network.self, from: "test")
    }
    #expect(throws: Failure.self) { try decode(shape, operation, inputs) }
    // The template itself is sound.
    let good = try decode("[4]", #"{"linear":{"_0":{"outputs":3}}}"#, "[0]")
    #expect(good.outputShape == [3])
  }
}
