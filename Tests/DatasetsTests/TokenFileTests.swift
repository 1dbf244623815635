import Archives
import Catalogues
import Datasets
import FailureTestSupport
import Failures
import FolderTestSupport
import Kernels
import Tensors
import Testing

struct TokenFileTests {
  private let scratch: TemporaryFolder

  init() throws { scratch = try TemporaryFolder() }

  private func write(_ tokens: [Int64], _ name: String = "ids.npy") throws -> String {
    let path = scratch.path(name)
    try AtomicFile.write(NPYFile(shape: [tokens.count], tokens).bytes(), to: path)
    return path
  }

  @Test func windowsAreThoseOfText() throws {
    let path = try write((0..<33).map { 1000 - $0 })
    let source = try DatasetSource(parsing: "tokens:\(path)")
    #expect(source.isText && source.hasTestSplit && source.files == [path])
    let train = try source.load(split: .train, context: 3)
    #expect(train.count == 9 && train.inputs.shape == [9, 3] && train.labelsPerExample == 3)
    #expect(train.classes == 1001 && train.name == "tokens \(path) train")
    #expect(train.inputs.elements == (0..<27).map { Float(1000 - $0) })
    #expect(train.labels == (1..<28).map { Int32(1000 - $0) })
    let test = try source.load(split: .test, context: 3)
    #expect(test.inputs.elements == [973, 972, 971] && test.labels == [972, 971, 970])
    #expect(try source.load(split: .train, samples: .first(2), context: 3) == train.prefix(2))
  }

  @Test func aTestSplitOfItsOwnLeavesAllWindowsToLearnFrom() throws {
    let path = try write(Array(0..<33))
    let other = try write([5, 4, 3, 2, 1], "test.npy")
    let source = try DatasetSource(parsing: "tokens:\(path)", options: ["test data": other])
    #expect(try source.load(split: .train, context: 3).count == 10)
    let test = try source.load(split: .test, context: 3)
    #expect(test.inputs.elements == [5, 4, 3] && test.labels == [4, 3, 2])
    #expect(test.name == "tokens \(other)")
    let short = try failure { _ = try source.load(split: .test, context: 5) }
    #expect(short.code == .data && short.what == "has 5 tokens; a context of 5 needs 6")
  }

  @Test func whatAreNoTokensIsNamed() throws {
    for (array, what) in [
      (NPYFile(Tensor(shape: [40], repeating: 1)), "type float32, tokens must be whole numbers"),
      (NPYFile(shape: [20, 2], [Int64](repeating: 0, count: 40)), "has shape 20×2"),
      (NPYFile(shape: [40], [Int64](repeating: -1, count: 40)), "token -1 at place 0"),
      (NPYFile(shape: [40], [Int64](repeating: .max, count: 40)), "at place 0 is not in"),
      (NPYFile(shape: [0], []), "has 0 tokens; a context of 3 needs 7"),
    ] {
      try AtomicFile.write(array.bytes(), to: scratch.path("bad.npy"))
      let found = try failure {
        _ = try DatasetSource(parsing: "tokens:\(scratch.path("bad.npy"))").load(
          split: .train, context: 3)
      }
      #expect(found.code == .data && found.what.contains(what), "\(found)")
    }
    let path = try write(Array(0..<33))
    let found = try failure { _ = try DatasetSource(parsing: "tokens:\(path)").load(split: .train) }
    #expect(found.code == .usage && found.what == "text data needs a network that reads tokens")
  }
}
