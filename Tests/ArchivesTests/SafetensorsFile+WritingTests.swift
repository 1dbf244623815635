import Archives
import Failures
import FolderTestSupport
import Kernels
import Tensors
import Testing

struct SafetensorsFileWritingTests {
  private let contents = SafetensorsFile(
    entries: [
      .init(
        name: "a.weight",
        tensor: Tensor(shape: [2, 3], elements: [-0.25, -0.125, 0, 0.125, 0.25, 0.375])),
      .init(name: "b.bias", tensor: Tensor(shape: [2], elements: [1, -2.5])),
      .init(name: "ü", tensor: Tensor(shape: [], elements: [3])),
    ], metadata: ["note": "a/b \"quoted\"\n"])

  @Test func theBytesAreThoseOfPythonsSafetensors() throws {
    #expect(try contents.bytes() == InputFile.bytes(at: try fixture("float32.safetensors")))
  }

  @Test func whatIsWrittenReadsBack() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("x.safetensors")
    try contents.write(to: path)
    #expect(try SafetensorsFile(path: path) == contents)
  }

  @Test func bitsThatAreNoNumbersSurvive() throws {
    let bits: [UInt32] = [0x7fc0_1234, 0xff80_0000, 0x8000_0000, 1]
    let file = SafetensorsFile(entries: [
      .init(name: "t", tensor: Tensor(shape: [4], elements: bits.map { Float(bitPattern: $0) }))
    ])
    let back = try SafetensorsFile(parsing: try file.bytes(), from: "test")
    #expect(back["t"]?.elements.map(\.bitPattern) == bits)
  }

  @Test func numbersAreAligned() throws {
    for length in 1...16 {
      let file = SafetensorsFile(entries: [
        .init(name: String(repeating: "n", count: length), tensor: Tensor(shape: [0], elements: []))
      ])
      #expect(try file.bytes().count % 8 == 0)
    }
  }

  @Test(arguments: ["twice", "__metadata__"])
  func namesAreUnique(name: String) {
    let tensor = Tensor<Float>(shape: [], elements: [1])
    let file = SafetensorsFile(entries: [
      .init(name: name, tensor: tensor), .init(name: "twice", tensor: tensor),
    ])
    #expect(throws: Failure.self) { try file.bytes() }
  }
}
