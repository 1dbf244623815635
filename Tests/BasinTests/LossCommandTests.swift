import FolderTestSupport
import Foundation
import Landscapes
import Testing

@Suite("Losses of numbers, with the built tool")
struct LossCommandTests {
  private let chain: Chain
  private static let net = ["--model", "mlp", "--layers", "2,6,6,2"]
  private static let data = ["--data", "arrays:x.npy,v.npy"]

  /// Arrays whose targets are numbers from 0 to 1, which both losses take, and classes.
  init() throws {
    chain = try Chain()
    let resources = try #require(Bundle.module.resourceURL)
    for name in ["x.npy", "y.npy"] {
      try FileManager.default.copyItem(
        at: resources.appending(path: "Fixtures/mlp/\(name)"),
        to: chain.folder.url.appending(path: name))
    }
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (64, 2), }"
    let padded = header + String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8)
    for index in 0..<128 {
      let value = Float(index % 9) / 8
      bytes += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value.bitPattern >> $0) }
    }
    try Data(bytes).write(to: chain.folder.url.appending(path: "v.npy"))
  }

  @Test("a net is trained, sampled and measured with its own loss", arguments: ["mse", "bce"])
  func wholeWay(loss: String) throws {
    let title = loss == "mse" ? "mean squared error" : "binary cross-entropy"
    let told = try chain.succeed(
      ["train"] + Self.net + Self.data + ["--loss", loss, "--epochs", "2", "-o", "n.safetensors"])
    #expect(told.contains("accuracy") == (loss == "bce"))
    try chain.succeed(["sample", "n.safetensors"] + Self.data + ["--grid", "5", "-o", "s.h5"])
    let surface = try LossSurface(path: chain.folder.path("s.h5"))
    #expect(surface.quantityTitle == "training loss (\(title))")
    let info = try chain.succeed(["info", "s.h5"])
    #expect(info.contains("loss: \(loss)"))
    let hessian = try chain.succeed(
      ["hessian", "n.safetensors"] + Self.data + ["--top", "1", "--trace-probes", "4"])
    #expect(hessian.contains("Hessian of the") && hessian.contains("\(title) of 64 examples"))
    let gradients = try chain.succeed(["gradients", "--weights", "n.safetensors"] + Self.data)
    #expect(gradients.contains("\(title) of 64 examples"))
    try chain.succeed(["plane", "n.safetensors", "--hessian"] + Self.data + ["-o", "p.h5"])
    try chain.succeed(["render", "s.h5", "-o", "s.svg"])
    try chain.succeed(
      ["minima", "s.h5", "--confirm", "--weights", "n.safetensors"] + Self.data)
    let other = loss == "mse" ? "bce" : "mse"
    expectRefusal(
      try chain.tool.run(
        ["minima", "s.h5", "--confirm", "--weights", "n.safetensors", "--loss", other] + Self.data),
      code: 64, saying: "--loss", "is not the loss of s.h5")
    try chain.succeed(
      ["sample", "n.safetensors"] + Self.data + ["--grid", "3", "-o", "o.h5", "--loss", other])
  }

  @Test("targets and losses of different kinds are refused")
  func refused() throws {
    let train = ["train"] + Self.net + ["-o", "n.safetensors"]
    expectRefusal(
      try chain.tool.run(train + ["--data", "spirals", "--loss", "mse"]), code: 64,
      saying: "--loss", "takes numbers")
    expectRefusal(
      try chain.tool.run(train + ["--data", "spirals", "--loss", "hinge"]), code: 64,
      saying: "--loss", "unknown loss \"hinge\"", "cross-entropy, mse, bce")
    expectRefusal(
      try chain.tool.run(train + Self.data), code: 65, saying: "v.npy")
    // Classes 0 and 1 are the probabilities of class 1, for one output.
    try chain.succeed(
      ["train", "--model", "mlp", "--layers", "2,6,1", "--data", "arrays:x.npy,y.npy"]
        + ["--loss", "bce", "--epochs", "1", "-o", "n.safetensors"])
  }

  @Test("nets are compared by the mean squared error")
  func compare() throws {
    try chain.succeed(
      ["compare"] + Self.net + Self.data + ["--loss", "mse", "--epochs", "1", "--seeds", "1"]
        + ["--planes", "1", "--grid", "5", "--output", "run", "--no-confirm", "--no-curvature"])
    let report = try String(contentsOfFile: chain.folder.path("run/report.md"), encoding: .utf8)
    #expect(report.contains("mean squared error over the first 64 training examples"))
    #expect(!report.contains("cross-entropy") && !report.contains(" nan"))
    try chain.succeed(["report", "run", "--output", "again.md"])
  }
}
