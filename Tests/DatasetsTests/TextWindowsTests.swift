import Archives
import Datasets
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Kernels
import Tensors
import Testing

struct TextWindowsTests {
  private func write(_ bytes: [UInt8], in scratch: TemporaryFolder) throws -> String {
    let path = scratch.path("text.txt")
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  @Test func windowsOverlapByTheirTargetAlone() throws {
    let scratch = try TemporaryFolder()
    // 10 windows of 3 need 31 bytes; the last two are too few for another.
    let path = try write((0..<33).map { UInt8($0 + 60) }, in: scratch)
    let source = try DatasetSource(parsing: "text:\(path)")
    let train = try source.load(split: .train, context: 3)
    #expect(train.count == 9 && train.inputs.shape == [9, 3] && train.labelsPerExample == 3)
    #expect(train.classes == 256 && train.inputShape == [3])
    #expect(train.inputs.elements == (0..<27).map { Float($0 + 60) })
    #expect(train.labels == (1..<28).map { Int32($0 + 60) })
    let test = try source.load(split: .test, context: 3)
    #expect(test.inputs.elements == [87, 88, 89] && test.labels == [88, 89, 90])
    #expect(train.name == "text \(path) train" && test.name == "text \(path) test")
    let first = try source.load(split: .train, samples: .first(2), context: 3)
    #expect(try first == train.prefix(2))
    #expect(first.labels == [61, 62, 63, 64, 65, 66])
  }

  @Test(arguments: [(7, 1, 1), (6, 0, 0), (28, 8, 1), (30, 8, 1), (31, 9, 1), (61, 18, 2)])
  func nineTenthsAreToLearnFrom(bytes: Int, train: Int, test: Int) throws {
    let scratch = try TemporaryFolder()
    let source = try DatasetSource(
      parsing: "text:\(try write(Array(repeating: 65, count: bytes), in: scratch))")
    guard train > 0 else {
      let found = try failure { _ = try source.load(split: .train, context: 3) }
      #expect(found.code == .data && found.what.contains("has 6 bytes; a context of 3 needs 7"))
      return
    }
    #expect(try source.load(split: .train, context: 3).count == train)
    #expect(try source.load(split: .test, context: 3).count == test)
  }

  @Test(
    arguments: [
      ([], "is empty"), ([0x41, 0xff, 0xfe], "is not UTF-8 text: byte 1 is 0xff"),
      ([0xc3, 0xa9, 0xc3], "is not UTF-8 text: byte 2 is 0xc3"),
      ([0x41], "has 1 bytes; a context of 4 needs 9"),
    ] as [([UInt8], String)])
  func badTextsAreRefused(bytes: [UInt8], what: String) throws {
    let scratch = try TemporaryFolder()
    let path = try write(bytes, in: scratch)
    for split in DatasetSplit.allCases {
      let found = try failure {
        _ = try DatasetSource(parsing: "text:\(path)").load(split: split, context: 4)
      }
      #expect(
        found.code == .data && found.place?.description == path && found.what.hasPrefix(what),
        "\(found)")
    }
  }

  @Test func missingFilesAreRefused() throws {
    let source = try DatasetSource(parsing: "text:/nowhere/text.txt")
    #expect(try failure { _ = try source.load(split: .train, context: 4) }.code == .missing)
    let without = try failure { _ = try source.load(split: .train) }
    #expect(without.code == .usage && without.remedy == "Use it with \(setting: "model", "gpt").")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/common-licenses/GPL-3")))
  func theLicenceTextsAreTheDefault() throws {
    let dataset = try DatasetSource(parsing: "text").load(split: .train, context: 128)
    #expect(dataset.name == "text licences train")
    // The first by name is Apache's; links such as GPL are not read twice.
    let start = String(
      decoding: dataset.inputs.elements.prefix(128).map { UInt8($0) }, as: UTF8.self)
    #expect(start.contains("Apache License"))
    let folder = "/usr/share/common-licenses"
    let sizes = try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return attributes[.type] as? FileAttributeType == .typeRegular
        ? attributes[.size] as? Int ?? 0 : 0
    }
    #expect(dataset.count == (sizes.reduce(0, +) - 1) / 128 * 9 / 10)
  }
}
