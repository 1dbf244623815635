import Archives
import FolderTestSupport
import Foundation
import Tensors
import Testing

@Suite("Surfaces of other programs, with the built tool")
struct SurfaceFilesTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  /// Two wells along x, as `train_loss`, and one as `test_loss`.
  private func writeFile(_ name: String, x: [Double] = [-1, -0.5, 0, 0.5, 1]) throws {
    let ys = [-1.0, 0, 1]
    var image = HDF5Image()
    image.addDataset("/xcoordinates", shape: [x.count], x)
    image.addDataset("/ycoordinates", shape: [3], ys)
    func values(_ loss: (Double, Double) -> Double) -> [Double] {
      ys.flatMap { y in x.map { x in loss(x, y) } }
    }
    let two = values { x, y in
      let well = x * x - 0.25
      return 1 + y * y + well * well
    }
    let one = values { x, y in 1 + y * y + x * x }
    image.addDataset("/train_loss", shape: [3, x.count], two)
    image.addDataset("/test_loss", shape: [3, x.count], one)
    try image.write(to: chain.folder.path(name))
  }

  private func minima(_ arguments: String...) throws -> JSONValue {
    let text = try chain.succeed(["minima", "--format", "json"] + arguments)
    return try #require(try JSONValue(parsing: text, from: "minima")[0])
  }

  @Test("--quantity chooses among the arrays of a file, in every command that reads surfaces")
  func quantities() throws {
    try writeFile("two.h5")
    #expect(try minima("two.h5")["count"] == 2)
    let test = try minima("two.h5", "--quantity", "test_loss")
    #expect(test["count"] == 1 && test["quantity"] == "test_loss")
    #expect(
      try chain.succeed(["topology", "two.h5", "--quantity", "test_loss"]).contains("test_loss"))
    try chain.succeed(["render", "two.h5", "--quantity", "test_loss", "-o", "p.png"])
    expectRefusal(
      try chain.tool.run("minima", "two.h5", "--quantity", "loss"), code: 64,
      saying: "two.h5", "/loss", "test_loss (3×5), train_loss (3×5)", "--quantity test_loss")
  }

  @Test("arrays without axes are counted and drawn, with a word on what was assumed")
  func arrays() throws {
    let numbers = (0..<25).map { (index: Int) -> Float in
      let (column, row) = (index % 5 - 2, index / 5 - 2)
      return Float(column * column + row * row + 1)
    }
    let npy = NPYFile(Tensor(shape: [5, 5], elements: numbers))
    try AtomicFile.write(npy.bytes(), to: chain.folder.path("bowl.npy"))
    let result = try chain.tool.run("minima", "bowl.npy", "--format", "json")
    #expect(result.exitCode == 0)
    #expect(
      result.errors
        == "basin: bowl.npy: the file has no axes; x and y are assumed to span −1 to 1.\n"
    )
    let json = try #require(try JSONValue(parsing: result.output, from: "minima")[0])
    #expect(json["count"] == 1 && json["minima"]?[0]?["x"] == 0 && json["grid"] == [5, 5])
    try chain.succeed(["render", "bowl.npy", "-o", "bowl.png"])
    let info = try chain.succeed(["info", "bowl.npy"])
    #expect(info.contains("loss surface (loss)") && info.contains("span −1 to 1"))
    _ = try chain.folder.write("x,y,loss\r\n0,0,2\r\n1,0,1\r\n2,0,2\r\n", to: "line.csv")
    #expect(try minima("line.csv")["grid"] == [3, 1])
    #expect(try chain.succeed(["info", "line.csv"]).contains("3 × 1 points"))
  }

  @Test("descending coordinates keep their places")
  func descending() throws {
    try writeFile("down.h5", x: [1, 0.75, 0.5, 0.25, 0])
    let result = try chain.tool.run("minima", "down.h5", "--format", "json", "--threshold", "0")
    #expect(result.errors.contains("x descends"))
    let json = try JSONValue(parsing: result.output, from: "minima")
    #expect(json[0]?["minima"]?[0]?["x"] == 0.5)
  }

  @Test("what is no surface is named, with the lines that make one")
  func strangers() throws {
    var image = HDF5Image()
    image.addDataset("/loss", shape: [2, 2], [1.0, 2, 3, 4])
    try image.write(to: chain.folder.path("loss.h5"))
    for command in ["minima", "topology", "info"] {
      let result = try chain.tool.run(command, "loss.h5")
      #expect(result.exitCode == 65 && result.output.isEmpty)
      #expect(result.errors.contains("it has loss (2×2)"))
      #expect(result.errors.contains("--quantity loss"))
      #expect(result.errors.contains("with h5py.File(\"surface.h5\", \"w\") as file:"))
    }
    #expect(try minima("loss.h5", "--quantity", "loss")["grid"] == [2, 2])
    _ = try chain.folder.write("words", to: "notes.txt")
    #expect(try chain.tool.run("minima", "notes.txt").exitCode == 65)
    #expect(try chain.tool.run("minima", "none.csv").exitCode == 66)
  }
}
