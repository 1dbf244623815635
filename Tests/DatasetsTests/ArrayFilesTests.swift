import Archives
import Datasets
import FailureTestSupport
import Failures
import FolderTestSupport
import Kernels
import Tensors
import Testing

struct ArrayFilesTests {
  private func load(
    _ inputs: NPYFile, _ labels: NPYFile, samples: Int? = nil, in scratch: TemporaryFolder
  ) throws -> Dataset {
    let (x, y) = (scratch.path("x.npy"), scratch.path("y.npy"))
    try AtomicFile.write(inputs.bytes(), to: x)
    try AtomicFile.write(labels.bytes(), to: y)
    return try DatasetSource.arrays(inputs: x, labels: y).load(
      split: .train, samples: samples)
  }

  private let inputs = NPYFile(Tensor(shape: [3, 2], elements: [1, 2, 3, 4, 5, 6]))
  private let labels = NPYFile(shape: [3], [0, 4, 1])

  @Test func arraysAreTakenAsTheyAre() throws {
    let scratch = try TemporaryFolder()
    let dataset = try load(inputs, labels, in: scratch)
    #expect(dataset.inputs == Tensor(shape: [3, 2], elements: [1, 2, 3, 4, 5, 6]))
    #expect(dataset.labels == [0, 4, 1] && dataset.classes == 5)
  }

  @Test func samplesAreTheFirst() throws {
    let scratch = try TemporaryFolder()
    let whole = try load(inputs, labels, in: scratch)
    for samples in 1...3 {
      // All labels say how many classes there are.
      #expect(
        try load(inputs, labels, samples: samples, in: scratch) == whole.prefix(samples))
    }
    let found = try failure { _ = try load(inputs, labels, samples: 4, in: scratch) }
    #expect(found.code == .usage && found.place == .setting("samples"))
    #expect(found.remedy == "Ask for at most 3, or for all.")
  }

  @Test func thereAreAtLeastTwoClasses() throws {
    let scratch = try TemporaryFolder()
    #expect(try load(inputs, NPYFile(shape: [3], [0, 0, 0]), in: scratch).classes == 2)
  }

  @Test(
    arguments: [
      ([2], [0, 1], "has 2 labels for 3 inputs"), ([3], [0, -1, 1], "label -1 of example 1"),
      ([3], [0, 1, 100_000], "label 100000 of example 2"), ([3], [.max, 1, 0], "of example 0"),
      ([3, 1], [0, 1, 2], "has shape 3×1"), ([0], [], "has 0 labels"),
    ] as [(Shape, [Int64], String)])
  func labelsThatDoNotFitAreNamed(shape: Shape, numbers: [Int64], words: String) throws {
    let scratch = try TemporaryFolder()
    let found = try failure { _ = try load(inputs, NPYFile(shape: shape, numbers), in: scratch) }
    #expect(found.code == .data && found.place?.description == scratch.path("y.npy"))
    #expect(found.what.contains(words), "\(found)")
  }

  @Test(
    arguments: [
      ([3, 2], [1, 2, 3, .nan, 5, 6], "holds nan in example 1"),
      ([3, 2], [1, 2, 3, 4, .infinity, 6], "holds inf in example 2"),
      ([3], [1, 2, 3], "has shape 3"), ([0, 2], [], "has shape 0×2"),
      ([3, 0], [], "has shape 3×0"),
      ([], [1], "has shape scalar"),
    ] as [(Shape, [Float], String)])
  func inputsThatDoNotFitAreNamed(shape: Shape, numbers: [Float], words: String) throws {
    let scratch = try TemporaryFolder()
    let array = NPYFile(Tensor(shape: shape, elements: numbers))
    let found = try failure { _ = try load(array, labels, in: scratch) }
    #expect(found.code == .data && found.place?.description == scratch.path("x.npy"))
    #expect(found.what.contains(words), "\(found)")
  }

  @Test func typesThatDoNotFitAreNamed() throws {
    let scratch = try TemporaryFolder()
    let floats = try failure { _ = try load(inputs, inputs, in: scratch) }
    #expect(floats.what.contains("type float32, labels must be whole numbers"))
    let integers = try failure { _ = try load(labels, labels, in: scratch) }
    #expect(integers.what.contains("type int64, inputs must be float32"))
  }
}
