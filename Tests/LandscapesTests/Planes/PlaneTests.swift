import Archives
import Failures
import FolderTestSupport
import Kernels
import Landscapes
import Networks
import Provenance
import Tensors
import Testing

struct PlaneTests {
  private let checkpoint: Checkpoint
  private let folder: TemporaryFolder

  init() throws {
    checkpoint = Scenes.checkpoint(try Scenes.resnet())
    folder = try TemporaryFolder()
  }

  private func norms(_ tensor: Tensor<Float>) -> [Double] {
    let slices = tensor.shape[0]
    let size = tensor.count / slices
    return (0..<slices).map { slice in
      tensor.elements[slice * size..<(slice + 1) * size]
        .reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
  }

  @Test func everyFilterOfAPlaneIsAsLongAsItsWeights() throws {
    let plane = try Plane.random(around: checkpoint, RandomDirections())
    for direction in [plane.x, plane.y] {
      for (index, specification) in direction.layout.specifications.enumerated() {
        let tensor = direction.tensor(at: index)
        if specification.shape.rank == 1 {
          #expect(tensor.elements.allSatisfy { $0 == 0 }, "\(specification.name)")
        } else {
          let expected = norms(checkpoint.parameters.tensor(at: index))
          for (length, wanted) in zip(norms(tensor), expected) {
            #expect(abs(length - wanted) < 1e-6 * wanted, "\(specification.name)")
          }
        }
      }
    }
    #expect(plane.x != plane.y)
  }

  @Test(arguments: Normalization.allCases)
  func tensorsAreNormalisedOneByOne(_ normalization: Normalization) throws {
    let raw = try Plane.random(
      around: checkpoint, RandomDirections(seed: 3, normalization: .none, ignored: .none))
    let plane = try Plane.random(
      around: checkpoint, RandomDirections(seed: 3, normalization: normalization, ignored: .none))
    for (a, b) in [(raw.x, plane.x), (raw.y, plane.y)] {
      for (index, specification) in a.layout.specifications.enumerated() {
        let weights = checkpoint.parameters.tensor(at: index).elements
        guard specification.shape.rank > 1 else {
          // With `none` ignored they move along themselves, whatever the normalisation.
          #expect(b.tensor(at: index).elements == weights, "\(specification.name)")
          continue
        }
        var expected = a.tensor(at: index).elements
        normalization.apply(
          to: &expected, expected.indices, weights: weights[...], slices: specification.shape[0])
        #expect(b.tensor(at: index).elements == expected, "\(specification.name)")
      }
    }
  }

  @Test func rawDirectionsAreStandardNormal() throws {
    let network = try MLP(sizes: [200, 250]).network(inputShape: [200])
    let plane = try Plane.random(
      around: Scenes.checkpoint(network), RandomDirections(normalization: .none))
    let numbers = [plane.x, plane.y].map { try? #require($0["layers.0.0.weight"]).elements }
    for values in numbers.compactMap({ $0 }) {
      let count = Double(values.count)
      let mean = values.reduce(0.0) { $0 + Double($1) } / count
      let variance = values.reduce(0.0) { $0 + Double($1) * Double($1) } / count
      #expect(abs(mean) < 4.5 / count.squareRoot())
      #expect(abs(variance - 1) < 4.5 * (2 / count).squareRoot())
    }
    #expect(numbers.count == 2 && numbers[0] != numbers[1])
  }

  @Test func theSeedDeterminesThePlane() throws {
    let plane = try Plane.random(around: checkpoint, RandomDirections(seed: 1))
    #expect(try Plane.random(around: checkpoint, RandomDirections(seed: 1)) == plane)
    let other = try Plane.random(around: checkpoint, RandomDirections(seed: 2))
    #expect(other.x != plane.x && other.y != plane.y)
    #expect(try other.digest() != plane.digest())
    #expect(try plane.digest() == Plane.random(around: checkpoint, RandomDirections()).digest())
  }

  @Test func netsWithAndWithoutShortcutsShareTheirRawDirections() throws {
    let plain = Scenes.checkpoint(try Scenes.resnet(plain: true))
    let settings = RandomDirections(seed: 4, normalization: .none)
    let a = try Plane.random(around: checkpoint, settings)
    let b = try Plane.random(around: plain, settings)
    for specification in plain.network.parameters.specifications {
      #expect(a.x[specification.name] == b.x[specification.name])
      #expect(a.y[specification.name] == b.y[specification.name])
    }
  }

  @Test func aPlaneSaysHowItWasMade() throws {
    let plane = try Plane.random(
      around: checkpoint, RandomDirections(seed: 9, normalization: .layer, ignored: .none))
    #expect(plane.manifest.directions?.weightsDigest == (try checkpoint.digest()))
    #expect(
      plane.manifest.directions?.plane
        == .random(RandomDirections(seed: 9, normalization: .layer, ignored: .none)))
  }

  @Test func whatIsWrittenIsRead() throws {
    let plane = try Plane.random(around: checkpoint, RandomDirections(ignored: .none))
    let path = folder.path("directions.h5")
    try plane.write(to: path)
    #expect(try Plane(path: path, network: checkpoint.network) == plane)
    #expect(try folder.contents == ["directions.h5"])
  }

  @Test func filesOfOtherProgramsAreReadAsTheyAre() throws {
    let plane = try Plane.random(around: checkpoint, RandomDirections())
    let path = folder.path("directions.h5")
    try DirectionsArchive(x: plane.x.tensors, y: plane.y.tensors).write(to: path)
    let read = try Plane(path: path, network: checkpoint.network)
    #expect(read.x == plane.x && read.y == plane.y)
    #expect(read.manifest.json == ["kind": "directions", "random": nil])
  }

  @Test func directionsForAnotherNetworkAreRefused() throws {
    let path = folder.path("directions.h5")
    try Plane.random(around: checkpoint, RandomDirections()).write(to: path)
    let remedy: Phrase = "Use directions made for this network."
    let plain = try Scenes.resnet(plain: true)
    #expect(
      throws: Failure(
        .data,
        "has \(checkpoint.parameters.tensors.count) tensors; the network has "
          + "\(plain.parameters.specifications.count)", at: .file(path, .item("/xdirection")),
        remedy: remedy)
    ) { try Plane(path: path, network: plain) }
    let wider = try ResNet(depth: 8, width: 3).network(inputShape: [1, 8, 8], classes: 4)
    let index = wider.parameters.specifications.count - 2
    #expect(
      throws: Failure(
        .data, "has shape 3×12; linear.weight has 4×12",
        at: .file(path, .item("/xdirection/\(index)")),
        remedy: remedy)
    ) { try Plane(path: path, network: wider) }
  }
}
