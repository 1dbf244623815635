import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Kernels
import Tensors
import Testing

struct SafetensorsFileTests {
  private let ramp: [Float] = [-0.25, -0.125, 0, 0.125, 0.25, 0.375]

  @Test func anOutlineCountsWithoutReading() throws {
    let path = try fixture("types.safetensors")
    let (outline, file) = (try SafetensorsFile.Outline(path: path), try SafetensorsFile(path: path))
    #expect(outline.tensors == file.entries.count && outline.metadata == file.metadata)
    #expect(outline.numbers == file.entries.reduce(0) { $0 + $1.tensor.count })
    #expect(throws: Failure.self) {
      _ = try SafetensorsFile.Outline(path: try fixture("members.zip"))
    }
  }

  @Test func typesOfAPyTorchFile() throws {
    let file = try SafetensorsFile(path: try fixture("types.safetensors"))
    for name in ["f32", "f64", "f16", "bf16"] {
      #expect(file[name] == Tensor(shape: [2, 3], elements: ramp), "\(name)")
    }
    #expect(file["scalar"] == Tensor(shape: [], elements: [1.5]))
    #expect(file["empty"] == Tensor(shape: [0, 3], elements: []))
    #expect(file["mask"] == nil && file.entries.count == 6)
    #expect(
      file.ignored.map { "\($0.name) \($0.elementType)" }.sorted() == [
        "bn1.num_batches_tracked I64", "mask BOOL",
      ])
    #expect(file.metadata == ["format": "pt"])
  }

  @Test func everyHalfPrecisionNumber() throws {
    let header = #"{"h":{"dtype":"F16","shape":[65536],"data_offsets":[0,131072]}}"#
    let data = (0..<65_536).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let file = try SafetensorsFile(parsing: framed(header) + data, from: "test")
    let tensor = try #require(file["h"])
    for bits in 0..<65_536 {
      let expected = Float(Float16(bitPattern: UInt16(bits)))
      let value = tensor[bits]
      #expect(value.bitPattern == expected.bitPattern || (value.isNaN && expected.isNaN))
    }
  }

  @Test func brainFloatsAreTheUpperHalf() throws {
    let header = #"{"b":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#
    let file = try SafetensorsFile(
      parsing: framed(header) + [0x80, 0x3f, 0x49, 0xc0], from: "test")
    #expect(file["b"]?.elements == [1, -3.140625])
  }

  @Test func anotherOrderInTheHeaderIsThatOfTheBytes() throws {
    let header = """
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},\
      "z":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
      """
    let file = try SafetensorsFile(
      parsing: framed(header) + [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40], from: "test")
    #expect(file.entries.map(\.name) == ["z", "a"])
    #expect(file.entries.map(\.tensor.elements) == [[1], [2]])
  }

  @Test(arguments: [0x4b50, 0x80])
  func aHeaderLengthThatLooksLikeTorchIsNotMistaken(length: Int) throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("x.safetensors")
    try AtomicFile.write(framed("{}" + String(repeating: " ", count: length - 2)), to: path)
    #expect(try SafetensorsFile(path: path).entries == [])
  }
}

/// The start of a file: the header's length in 8 bytes, then the header.
func framed(_ header: String, length: UInt64? = nil) -> [UInt8] {
  let length = length ?? UInt64(header.utf8.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) } + Array(header.utf8)
}
