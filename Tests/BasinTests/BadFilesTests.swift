import Archives
import FolderTestSupport
import Foundation
import Tensors
import Testing

@Suite("Damaged, missing and unfitting files")
struct BadFilesTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  /// A safetensors file with a header as given and so many bytes of data.
  private func safetensors(_ header: String, data: Int, announced: Int? = nil) -> Data {
    let length = UInt64(announced ?? header.utf8.count)
    return littleEndian(length) + Data(header.utf8) + Data(count: data)
  }

  private func littleEndian(_ length: UInt64) -> Data {
    Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) })
  }

  private func sample(_ weights: String) throws -> Tool.Result {
    try chain.tool.run(["sample", weights, "--data", "spirals", "--grid", "3", "-o", "out.h5"])
  }

  @Test("files that are not there are missing", arguments: ["sample", "minima", "render", "info"])
  func missing(command: String) throws {
    let more = ["sample": ["--data", "spirals", "-o", "out.h5"], "render": ["-o", "out.png"]]
    expectRefusal(
      try chain.tool.run([command, "nothing"] + (more[command] ?? [])), code: 66,
      saying: "nothing")
    #expect(try chain.files == [])
  }

  @Test("data that are not there are missing")
  func missingData() throws {
    for (name, word) in [("arrays:x.npy,y.npy", "x.npy"), ("fashion-mnist", "nowhere")] {
      let directory = name == "fashion-mnist" ? ["--data-directory", "nowhere"] : []
      expectRefusal(
        try chain.tool.run(
          ["train"] + Chain.net + ["--data", name, "-o", "out.safetensors"] + directory),
        code: 66, saying: word)
    }
    #expect(try chain.files == [])
  }

  @Test("a truncated weights file is refused, however short")
  func truncatedWeights() throws {
    try chain.train()
    let whole = try chain.bytes("net.safetensors")
    for length in [0, 1, 7, 8, 9, 100, whole.count / 2, whole.count - 1] {
      try whole.prefix(length).write(to: chain.folder.url.appending(path: "cut.safetensors"))
      expectRefusal(try sample("cut.safetensors"), code: 65, saying: "cut.safetensors")
    }
    #expect(try !chain.files.contains("out.h5"))
  }

  @Test(
    "a header that lies is refused before anything is allocated for it",
    arguments: [
      #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,999]}}"#,
      #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[-16,0]}}"#,
      #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}"#,
      #"{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"#
        + #""b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#,
      #"{"a":{"dtype":"F32"}}"#, #"{"a":7}"#, "[]", "{", "null", "\u{0}",
    ])
  func lyingHeader(header: String) throws {
    try safetensors(header, data: 16)
      .write(to: chain.folder.url.appending(path: "bad.safetensors"))
    expectRefusal(try sample("bad.safetensors"), code: 65, saying: "bad.safetensors")
    #expect(try chain.files == ["bad.safetensors"])
  }

  @Test("a header that announces more than there is is refused", arguments: [1 << 20, 1 << 62])
  func announcedHeader(length: Int) throws {
    try safetensors("{}", data: 16, announced: length)
      .write(to: chain.folder.url.appending(path: "bad.safetensors"))
    expectRefusal(try sample("bad.safetensors"), code: 65, saying: "bad.safetensors")
  }

  @Test("weights of another net are refused with names and shapes")
  func otherNet() throws {
    try chain.train()
    expectRefusal(
      try chain.tool.run([
        "sample", "net.safetensors", "--data", "spirals", "--model", "mlp", "--layers", "2,8,16,2",
        "-o", "out.h5",
      ]),
      code: 65, saying: "layers.0.0.weight", "16×2", "8×2")
    expectRefusal(
      try chain.tool.run([
        "plane", "net.safetensors", "--model", "resnet20", "-o", "out.h5",
      ]),
      code: 65, saying: "conv1.weight", "missing")
    #expect(try !chain.files.contains("out.h5"))
  }

  @Test("weights that do not fit the data are refused")
  func otherData() throws {
    try chain.train()
    expectRefusal(
      try chain.tool.run([
        "sample", "net.safetensors", "--data", "fashion-mnist", "--samples", "10", "-o", "out.h5",
      ]),
      code: 65, saying: "28")
  }

  @Test("a forgotten image size is named")
  func forgottenImageSize() throws {
    try chain.succeed([
      "train", "--model", "resnet8", "--width", "4", "--data", "fashion-mnist", "--image-size",
      "14", "--train-samples", "64", "--epochs", "1", "-o", "net.safetensors",
    ])
    expectRefusal(
      try chain.tool.run([
        "sample", "net.safetensors", "--data", "fashion-mnist", "--samples", "10", "-o", "out.h5",
      ]),
      code: 65, saying: "1×28×28", "1×14×14", "--image-size 14")
    #expect(try !chain.files.contains("out.h5"))
  }

  @Test("a PyTorch file that is cut off, or holds a program, is refused")
  func torchFile() throws {
    _ = try chain.folder.write("PK\u{3}\u{4}", to: "net.pt")
    expectRefusal(try sample("net.pt"), code: 65, saying: "net.pt", "is truncated")
    _ = try chain.folder.write("cos\nsystem\n(S'touch ran'\ntR.", to: "evil.pt")
    _ = try chain.folder.write(
      [0x80, 2] + Array("cos\nsystem\nX\u{9}\0\0\0touch ran\u{85}R.".utf8), to: "program.pt")
    expectRefusal(try sample("evil.pt"), code: 65, saying: "evil.pt")
    expectRefusal(try sample("program.pt"), code: 65, saying: "program.pt", "does not run it")
    #expect(try !chain.files.contains("ran"))
  }

  @Test("what is no HDF5 file, or a cut one, is no surface")
  func noHDF5() throws {
    _ = try chain.folder.write("not HDF5 at all", to: "text.h5")
    expectRefusal(try chain.tool.run("minima", "text.h5"), code: 65, saying: "text.h5")
    try chain.train()
    try chain.sample()
    let whole = try chain.bytes("surface.h5")
    for length in [0, 8, 100, whole.count / 2] {
      try whole.prefix(length).write(to: chain.folder.url.appending(path: "cut.h5"))
      expectRefusal(try chain.tool.run("minima", "cut.h5"), code: 65, saying: "cut.h5")
      expectRefusal(
        try chain.tool.run("render", "cut.h5", "-o", "out.png"), code: 65, saying: "cut.h5")
    }
    #expect(try !chain.files.contains("out.png"))
  }

  @Test("a surface that lacks a dataset, or whose shapes disagree, is refused by name")
  func unfittingSurface() throws {
    try writeSurface("lacking.h5", xs: [0, 1])
    // With the lines that write such a file.
    let lacking = try chain.tool.run("minima", "lacking.h5")
    #expect(lacking.exitCode == 65 && lacking.output == "")
    #expect(lacking.errors.contains("lacking.h5: has neither /train_loss nor /test_loss"))
    #expect(lacking.errors.contains("file[\"train_loss\"] = loss"))

    try writeSurface("disagreeing.h5", xs: [0, 1], losses: [1, 2, 3, 4, 5, 6], shape: [2, 3])
    expectRefusal(
      try chain.tool.run("minima", "disagreeing.h5"), code: 65, saying: "train_loss", "2×3", "2×2")

    try writeSurface("standing.h5", xs: [1, 1], losses: [1, 2, 3, 4], shape: [2, 2])
    expectRefusal(
      try chain.tool.run("minima", "standing.h5"), code: 65, saying: "/xcoordinates", "increasing")

    // Falling coordinates are flipped.
    try writeSurface("falling.h5", xs: [1, 0], losses: [1, 2, 3, 4], shape: [2, 2])
    try chain.succeed(["minima", "falling.h5"])

    // The same with nothing wrong is read: the refusals above are due to what they say.
    try writeSurface("good.h5", xs: [0, 1], losses: [1, 2, 3, 4], shape: [2, 2])
    try chain.succeed(["minima", "good.h5"])
  }

  /// Writes a surface over two rows.
  private func writeSurface(
    _ name: String, xs: [Double], losses: [Double]? = nil, shape: Shape = []
  ) throws {
    let ys: [Double] = [0, 1]
    var image = HDF5Image()
    image.addDataset("/xcoordinates", shape: [xs.count], xs)
    image.addDataset("/ycoordinates", shape: [ys.count], ys)
    if let losses { image.addDataset("/train_loss", shape: shape, losses) }
    try image.write(to: chain.folder.path(name))
  }

  @Test("directions of another net are refused")
  func otherDirections() throws {
    try chain.train()
    let tensors = [Tensor<Float>(shape: [3], elements: [1, 2, 3])]
    try DirectionsArchive(x: tensors, y: tensors).write(to: chain.folder.path("d.h5"))
    expectRefusal(
      try chain.tool.run([
        "sample", "net.safetensors", "--data", "spirals", "--directions", "d.h5", "-o", "out.h5",
      ]),
      code: 65, saying: "d.h5")
  }

  @Test("a truncated Fashion-MNIST file is refused")
  func truncatedData() throws {
    let names = [
      "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
      "t10k-labels-idx1-ubyte.gz",
    ]
    for name in names { _ = try chain.folder.write("no gzip", to: name) }
    expectRefusal(
      try chain.tool.run([
        "train", "--model", "resnet8", "--data", "fashion-mnist", "--data-directory", ".",
        "-o", "out.safetensors",
      ]),
      code: 65, saying: "idx")
    #expect(try !chain.files.contains("out.safetensors"))
  }

  @Test("info says so when a file is none of ours")
  func foreignFile() throws {
    for text in ["", "x", "{\"a\": 1}", "{", String(repeating: "words ", count: 100)] {
      _ = try chain.folder.write(text, to: "foreign")
      expectRefusal(try chain.tool.run("info", "foreign"), code: 65, saying: "foreign")
    }
  }
}
