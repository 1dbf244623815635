import Archives
import Catalogues
import Datasets
import FailureTestSupport
import Failures
import FolderTestSupport
import Kernels
import Tensors
import Testing

/// Arrays of every type and shape, and what their targets may be.
struct ArrayFormsTests {
  private let scratch: TemporaryFolder

  init() throws { scratch = try TemporaryFolder() }

  private var path: (x: String, y: String) { (scratch.path("x.npy"), scratch.path("y.npy")) }

  /// A file as NumPy writes it.
  private func array(_ type: String, _ shape: Shape, _ data: [UInt8]) throws -> NPYFile {
    let sizes = shape.dimensions.map { "\($0)," }.joined(separator: " ")
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    return try NPYFile(
      parsing: [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
        + Array(header.utf8) + data, from: "test")
  }

  private func load(
    _ inputs: NPYFile, _ targets: NPYFile, options: OptionValues = [:],
    samples: SampleCount = .all, as kind: TargetKind = .classes
  ) throws -> Dataset {
    try AtomicFile.write(inputs.bytes(), to: path.x)
    try AtomicFile.write(targets.bytes(), to: path.y)
    return try DatasetSource(parsing: "arrays:\(path.x),\(path.y)", options: options).load(
      split: .train, samples: samples, targets: kind)
  }

  private let labels = NPYFile(shape: [2], [0, 1])
  private let features = NPYFile(Tensor(shape: [2, 2], elements: [1, 2, 3, 4]))

  @Test("uint8 images are divided by 255 and normalised, which is said")
  func bytes() throws {
    let images = try array("|u1", [2, 2, 1, 2], [0, 255, 51, 102, 10, 20, 30, 40])
    let dataset = try load(images, labels)
    #expect(dataset.inputs.shape == [2, 2, 1, 2])
    #expect(
      dataset.inputs.elements
        == ([0, 255, 51, 102, 10, 20, 30, 40] as [Float]).map { $0 / 255 })
    #expect(dataset.notes == ["uint8 images are divided by 255"])
    #expect(dataset.preparation == "pixels / 255")
    let normalized = try load(images, labels, options: ["mean": "0.5,0.25", "std": "2"])
    #expect(normalized.preparation == "pixels / 255, then (x − (0.5, 0.25)) / 2.0")
    for (index, value) in normalized.inputs.elements.enumerated() {
      let mean: Float = index / 2 % 2 == 0 ? 0.5 : 0.25
      #expect(value == (dataset.inputs.elements[index] - mean) / 2)
    }
    let last = try load(
      try array("|u1", [2, 1, 2, 2], [0, 51, 255, 102, 10, 30, 20, 40]), labels,
      options: ["layout": "channels-last"])
    #expect(last.inputs == dataset.inputs)
    let grey = try load(try array("|u1", [2, 1, 2], [0, 255, 10, 20]), labels)
    #expect(grey.inputs.shape == [2, 1, 1, 2] && grey.inputs.elements[1] == 1)
    let flat = try load(try array("|u1", [2, 2], [0, 255, 10, 20]), labels)
    #expect(flat.inputs.elements == [0, 255, 10, 20] && flat.preparation == nil)
    #expect(flat.notes == ["uint8 features are taken as they are, 0…255"])
  }

  @Test(
    "numbers of every type are read exactly",
    arguments: [
      ("<f2", [0, 0x3c, 0xff, 0x7b], [1, 65504]), ("|i1", [0x80, 0x7f], [-128, 127]),
      ("<i2", [0, 0x80, 0xff, 0x7f], [-32768, 32767]), ("<u2", [0xff, 0xff, 0, 0], [65535, 0]),
      ("<u4", [0, 0, 0, 1, 1, 0, 0, 0], [16_777_216, 1]),
      ("<i8", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 5, 0, 0, 0, 0, 0, 0, 0], [-1, 5]),
      ("<u8", [0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0], [0, 5]), ("|b1", [1, 0], [1, 0]),
      ("<f8", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0], [1.5, 0]),
    ] as [(String, [UInt8], [Float])])
  func types(type: String, data: [UInt8], numbers: [Float]) throws {
    let dataset = try load(try array(type, [2, 1], data), labels)
    #expect(dataset.inputs.elements == numbers && dataset.notes.isEmpty)
  }

  @Test("whole numbers that single precision does not hold are named")
  func tooLarge() throws {
    for (type, data) in [
      ("<u4", [0, 0, 0, 0, 1, 0, 0, 2]),
      ("<u8", [UInt8](repeating: 0, count: 8) + [UInt8](repeating: 255, count: 8)),
    ] as [(String, [UInt8])] {
      let found = try failure { _ = try load(try array(type, [2, 1], data), labels) }
      #expect(
        found.code == .data && found.what.contains("in example 1, which float32 does not hold"))
    }
  }

  /// The digest of arrays without a dimension for the channel is what it was before there was one.
  @Test("N×H×W is one channel, and the digest names the shape of the file")
  func oneChannel() throws {
    let images = NPYFile(Tensor(shape: [2, 1, 2], elements: [1, 2, 3, 4]))
    let dataset = try load(images, labels)
    #expect(dataset.inputs.shape == [2, 1, 1, 2] && dataset.inputs.elements == [1, 2, 3, 4])
    var digest = try Digest()
    try digest.update("2×1×2")
    try digest.update([1, 2, 3, 4] as [Float])
    try digest.update([0, 1] as [Int32])
    #expect(try dataset.digest == digest.hexadecimal())
    let first = try load(images, labels, samples: .first(1))
    #expect(try first.digest == dataset.prefix(1).digest && first.inputs.shape == [1, 1, 1, 2])
  }

  @Test("numbers are normalised by feature or channel")
  func normalization() throws {
    let dataset = try load(features, labels, options: ["mean": "1,2", "std": "2,4"])
    #expect(dataset.inputs.elements == [0, 0, 1, 0.5])
    #expect(dataset.preparation == "(x − (1.0, 2.0)) / (2.0, 4.0)" && dataset.notes.isEmpty)
    let wrong = try failure { _ = try load(features, labels, options: ["mean": "1,2,3"]) }
    #expect(wrong.code == .usage && wrong.place == .setting("mean"))
    let large = NPYFile(Tensor(shape: [2, 1], elements: [3e38, 1]))
    let beyond = try failure { _ = try load(large, labels, options: ["std": "0.01"]) }
    #expect(beyond.code == .usage && beyond.place == .setting("std"))
  }

  @Test("an archive holds the inputs and the labels", arguments: ["stored", "deflated"])
  func archive(name: String) throws {
    let path = try fixture("\(name).npz")
    let source = try DatasetSource(parsing: "arrays:\(path)")
    let dataset = try source.load(split: .train)
    #expect(try dataset.digest == torchvisionDigest("arrays"))
    #expect(dataset.name == "arrays \(path)" && source.files == [path])
    #expect(try source.load(split: .train, samples: .first(3)) == dataset.prefix(3))
    let test = try DatasetSource(parsing: "arrays:\(path)", options: ["test data": path])
    #expect(try test.hasTestSplit && test.load(split: .test) == dataset)
    let other = try fixture("../../ArchivesTests/none.npz")
    #expect(
      try failure { _ = try DatasetSource(parsing: "arrays:\(other)").load(split: .train) }.code
        == .missing)
  }

  @Test("numbers are targets where the loss takes numbers")
  func values() throws {
    let floats = NPYFile(Tensor(shape: [2], elements: [0.5, -3]))
    let dataset = try load(features, floats, as: .values)
    #expect(dataset.values == Tensor(shape: [2, 1], elements: [0.5, -3]))
    #expect(dataset.labels.isEmpty && dataset.classes == 1)
    let first = try load(features, floats, samples: .first(1), as: .values)
    #expect(try first == dataset.prefix(1))
    let two = NPYFile(Tensor(shape: [2, 2], elements: [0.5, -3, 1, 2]))
    #expect(try load(features, two, as: .values).values?.shape == [2, 2])
    let whole = try load(features, NPYFile(shape: [2, 1], [7, -9]), as: .values)
    #expect(whole.values?.elements == [7, -9])
    for (bad, what) in [
      (NPYFile(Tensor(shape: [2], elements: [0.5, .nan])), "holds nan for example 1"),
      (NPYFile(shape: [2], [0, 1 << 25]), "which float32 does not hold"),
      (NPYFile(Tensor(shape: [2, 1, 1], elements: [1, 2])), "targets are N or N×outputs"),
      (NPYFile(Tensor(shape: [3], elements: [1, 2, 3])), "has 3 labels for 2 inputs"),
    ] {
      let found = try failure { _ = try load(features, bad, as: .values) }
      #expect(found.code == .data && found.what.contains(what), "\(found)")
    }
  }

  @Test("numbers of 0…1 are probabilities, also as labels of an integer type")
  func probabilities() throws {
    let floats = NPYFile(Tensor(shape: [2, 2], elements: [0.25, 1, 0, 0.5]))
    let dataset = try load(features, floats, as: .probabilities)
    #expect(dataset.values?.elements == [0.25, 1, 0, 0.5] && dataset.classes == 2)
    #expect(try load(features, labels, as: .probabilities).values?.elements == [0, 1])
    let truths = try array("|b1", [2], [1, 0])
    #expect(try load(features, truths, as: .probabilities).values?.elements == [1, 0])
    let found = try failure {
      _ = try load(features, NPYFile(shape: [2], [0, 2]), as: .probabilities)
    }
    #expect(found.code == .data && found.what.contains("holds 2.0 for example 1"))
  }
}
