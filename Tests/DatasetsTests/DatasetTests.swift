import Archives
import Datasets
import Kernels
import Tensors
import Testing

struct DatasetTests {
  private func dataset(_ inputs: [Float], shape: Shape, labels: [Int32]) throws -> Dataset {
    try Dataset(
      name: "test", inputs: Tensor(shape: shape, elements: inputs), labels: labels, classes: 3)
  }

  @Test func shapesAndCounts() throws {
    let dataset = try dataset(
      [Float](repeating: 0, count: 24), shape: [2, 3, 2, 2], labels: [0, 2])
    #expect(dataset.count == 2 && dataset.classes == 3)
    #expect(dataset.inputShape == [3, 2, 2])
  }

  @Test func theFirstExamplesKeepTheirOrder() throws {
    let whole = try dataset([1, 2, 3, 4, 5, 6], shape: [3, 2], labels: [2, 0, 1])
    let first = try whole.prefix(2)
    #expect(first.inputs == Tensor(shape: [2, 2], elements: [1, 2, 3, 4]))
    #expect(first.labels == [2, 0] && first.classes == 3)
    #expect(try whole.prefix(3) == whole)
    #expect(try first == dataset([1, 2, 3, 4], shape: [2, 2], labels: [2, 0]))
  }

  @Test func theDigestIsThatOfShapeInputsAndLabels() throws {
    let bytes: [UInt8] = Array("1×2".utf8) + [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40] + [2, 0, 0, 0]
    let digest = try dataset([1, 2], shape: [1, 2], labels: [2]).digest
    #expect(try digest == Digest.sha256(of: bytes))
    #expect(try digest != dataset([1, 2.5], shape: [1, 2], labels: [2]).digest)
    #expect(try digest != dataset([1, 2], shape: [1, 2], labels: [1]).digest)
    #expect(try digest != dataset([1, 2], shape: [1, 2, 1], labels: [2]).digest)
  }

  @Test func theDigestOfNumbersIsThatOfBothArrays() throws {
    let dataset = try Dataset(
      name: "test", inputs: Tensor(shape: [2, 1], elements: [1, 2]),
      values: Tensor(shape: [2, 2], elements: [0, 1, 2, -2]))
    let bytes: [UInt8] =
      Array("2×1".utf8) + [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40] + Array("2×2".utf8)
      + [0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0, 0xc0]
    #expect(try dataset.digest == Digest.sha256(of: bytes))
    #expect(dataset.labels.isEmpty && dataset.classes == 2 && dataset.labelsPerExample == 1)
    let first = try dataset.prefix(1)
    #expect(first.values == Tensor(shape: [1, 2], elements: [0, 1]))
    #expect(first.inputs == Tensor(shape: [1, 1], elements: [1]))
    #expect(try dataset.prefix(2) == dataset)
  }
}
