import Failures
import Networks
import Tensors
import Testing

struct NetworkExamplesTests {
  private func network(_ shape: Shape) throws -> Network {
    var graph = Graph(shape)
    let flat = shape.rank == 1 ? 0 : graph.add(.flat, 0)
    graph.add(.dense(4), flat)
    return try Network(nodes: graph.nodes)
  }

  @Test(
    arguments: [
      ([3, 14, 14], [3, 14, 14]), ([3, 14, 14], [588]), ([1, 14, 14], [14, 14]),
      ([14, 14], [1, 14, 14]), ([1, 14, 14], [196]), ([588], [3, 14, 14]), ([196], [14, 14]),
      ([196], [1, 14, 14]), ([14, 14, 3], [14, 14, 3]),
    ] as [(Shape, Shape)])
  func shapesThatMeanTheSameAreTaken(wanted: Shape, given: Shape) throws {
    try network(wanted).checkExamples(given, classes: 4, of: "data")
  }

  @Test(
    arguments: [
      ([3, 14, 14], [14, 14, 3], true), ([3, 14, 42], [14, 42, 3], true),
      ([588], [14, 14, 3], true), ([1, 14, 14], [14, 14, 1], true),
      ([3, 14, 14], [14, 42], false), ([3, 14, 14], [1, 14, 42], false),
      ([3, 14, 14], [6, 7, 14], false), ([3, 14, 14], [3, 14, 15], false),
      ([4], [5], false),
    ] as [(Shape, Shape, Bool)])
  func othersOfAsManyNumbersAreRefused(wanted: Shape, given: Shape, areChannelsLast: Bool) throws {
    let network = try network(wanted)
    let failure = #expect(throws: Failure.self) {
      try network.checkExamples(given, classes: 2, of: "data")
    }
    #expect(failure?.code == .data && failure?.place == .file("data"))
    #expect(
      failure?.what
        == "the data (\(given), 2 classes) do not match the network (\(wanted), 4 outputs)")
    let remedy = try #require(failure?.remedy?.description)
    #expect(
      remedy.contains("Channels last? ") == areChannelsLast
        && remedy.contains("numpy.save(file, x.transpose(0,3,1,2))") == areChannelsLast)
  }

  @Test func imagesOfAnotherSizeAreAnsweredWithTheOption() throws {
    let network = try network([1, 14, 14])
    let failure = #expect(throws: Failure.self) {
      try network.checkExamples([1, 28, 28], classes: 2, of: "data")
    }
    #expect(failure?.remedy?.description.hasSuffix("trained on: image size 14.") == true)
  }

  @Test func aResNetTakesImagesAndNamesThoseWithTheirChannelsLast() throws {
    let resnet = ResNet(depth: 8, width: 2)
    #expect(try resnet.network(inputShape: [9, 8], classes: 2).inputShape == [1, 9, 8])
    for shape in [[14, 14, 3], [32, 32, 4], [28, 28, 1]] as [Shape] {
      let failure = #expect(throws: Failure.self) {
        try resnet.network(inputShape: shape, classes: 2)
      }
      #expect(failure?.code == .data && failure?.what.contains("channels last") == true)
      #expect(
        failure?.remedy?.description.contains("numpy.save(file, x.transpose(0,3,1,2))") == true)
    }
    // Whatever its sizes are, channels may come first.
    #expect(try resnet.network(inputShape: [3, 8, 3], classes: 2).inputShape == [3, 8, 3])
  }
}
