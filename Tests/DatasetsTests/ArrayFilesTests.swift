import Archives
import Catalogues
import Datasets
import FailureTestSupport
import Failures
import FolderTestSupport
import Kernels
import Tensors
import Testing

struct ArrayFilesTests {
  private func load(
    _ inputs: NPYFile, _ labels: NPYFile, samples: SampleCount = .all,
    options: OptionValues = [:], split: DatasetSplit = .train, in scratch: TemporaryFolder
  ) throws -> Dataset {
    let (x, y) = (scratch.path("x.npy"), scratch.path("y.npy"))
    try AtomicFile.write(inputs.bytes(), to: x)
    try AtomicFile.write(labels.bytes(), to: y)
    return try DatasetSource(parsing: "arrays:\(x),\(y)", options: options).load(
      split: split, samples: samples)
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
        try load(inputs, labels, samples: .first(samples), in: scratch) == whole.prefix(samples))
    }
    #expect(try load(inputs, labels, samples: .atMost(4), in: scratch) == whole)
    let found = try failure { _ = try load(inputs, labels, samples: .first(4), in: scratch) }
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
      ([0], [], "has 0 labels"),
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
    let floats = NPYFile(Tensor(shape: [3], elements: [1, 0, 2]))
    let whole = try failure { _ = try load(inputs, floats, in: scratch) }
    #expect(whole.what.contains("type float32, labels must be whole numbers"))
    #expect(whole.remedy?.description.contains("a.astype(\"int64\")") == true)
  }

  @Test func targetsOfARegressionAreNotMadeClasses() throws {
    let scratch = try TemporaryFolder()
    let targets = NPYFile(Tensor(shape: [3], elements: [1, 0.25, 2]))
    let found = try failure { _ = try load(inputs, targets, in: scratch) }
    #expect(found.code == .data && found.what.contains("holds 0.25 for example 1"))
    #expect(found.what.contains("regression"))
    #expect(found.remedy?.description.contains("astype") == false)
  }

  @Test func columnsAreLabels() throws {
    let scratch = try TemporaryFolder()
    let dataset = try load(inputs, NPYFile(shape: [3, 1], [0, 4, 1]), in: scratch)
    #expect(dataset.labels == [0, 4, 1] && dataset.classes == 5 && dataset.notes.isEmpty)
    let floats = try failure {
      _ = try load(inputs, NPYFile(Tensor(shape: [3, 1], elements: [0, 1, 2])), in: scratch)
    }
    #expect(floats.what == "has elements of type float32, labels must be whole numbers")
  }

  @Test func oneHotLabelsAreTheColumnsOfTheirOnes() throws {
    let scratch = try TemporaryFolder()
    let numbers: [Float] = [0, 1, 0, 1, 0, 0, 0, 1, 0]
    for labels in [
      NPYFile(shape: [3, 3], numbers.map { Int64($0) }),
      NPYFile(Tensor(shape: [3, 3], elements: numbers)),
    ] {
      let dataset = try load(inputs, labels, in: scratch)
      // The third class has no example here, but a column.
      #expect(dataset.labels == [1, 0, 1] && dataset.classes == 3)
      #expect(
        dataset.notes == ["one-hot labels are taken as class numbers"])
    }
    // Two ones in a row are no class.
    let found = try failure {
      _ = try load(inputs, NPYFile(shape: [3, 2], [1, 1, 1, 0, 0, 1]), in: scratch)
    }
    #expect(found.code == .data && found.what.contains("one whole number for each example"))
    #expect(found.remedy == "Give one class number for each example.")
  }

  @Test func numbersBeyondSinglePrecisionAreNamed() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("x.npy")
    // numpy.save of [[1.0, 1e300]]
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
    bytes += Array(header.utf8)
    for number in [1.0, 1e300] {
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt64($0))) }
    }
    try AtomicFile.write(bytes, to: path)
    try AtomicFile.write(NPYFile(shape: [1], [0]).bytes(), to: scratch.path("y.npy"))
    let found = try failure {
      _ = try DatasetSource(parsing: "arrays:\(path),\(scratch.path("y.npy"))").load(split: .train)
    }
    #expect(found.what == "holds 1e+300 in example 0, beyond the range of float32")
  }

  @Test func channelsAreMovedWhereAskedFor() throws {
    let scratch = try TemporaryFolder()
    // Two images of 1×3 pixels with two channels: pixel p has channels p and 10 + p.
    let images = NPYFile(
      Tensor(shape: [2, 1, 3, 2], elements: [0, 10, 1, 11, 2, 12, 5, 15, 6, 16, 7, 17]))
    let labels = NPYFile(shape: [2], [0, 1])
    let moved = try load(images, labels, options: ["layout": "channels-last"], in: scratch)
    #expect(moved.inputs.shape == [2, 2, 1, 3])
    #expect(moved.inputs.elements == [0, 1, 2, 10, 11, 12, 5, 6, 7, 15, 16, 17])
    #expect(try load(images, labels, in: scratch).inputs.shape == [2, 1, 3, 2])
    let flat = try failure {
      _ = try load(inputs, self.labels, options: ["layout": "channels-last"], in: scratch)
    }
    #expect(flat.code == .data && flat.what == "has shape 3×2, not N×H×W×C")
  }

  @Test func theTestSplitIsNamedOrTheArraysThemselves() throws {
    let scratch = try TemporaryFolder()
    let (x, y) = (scratch.path("tx.npy"), scratch.path("ty.npy"))
    try AtomicFile.write(NPYFile(Tensor(shape: [1, 2], elements: [7, 8])).bytes(), to: x)
    try AtomicFile.write(NPYFile(shape: [1], [3]).bytes(), to: y)
    for pair in ["\(x),\(y)", "arrays:\(x),\(y)"] {
      let options: OptionValues = ["test data": pair]
      let test = try load(inputs, labels, options: options, split: .test, in: scratch)
      #expect(test.inputs.elements == [7, 8] && test.labels == [3] && test.name == "arrays \(x)")
      #expect(try load(inputs, labels, options: options, in: scratch).count == 3)
    }
    #expect(
      try load(inputs, labels, split: .test, in: scratch) == load(inputs, labels, in: scratch))
  }
}
