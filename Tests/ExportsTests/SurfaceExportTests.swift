import Exports
import FailureTestSupport
import Failures
import FolderTestSupport
import Landscapes
import Testing

@Suite("One surface for another program")
struct SurfaceExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func surface(_ losses: [String]) throws -> LossSurface {
    let lines = losses.enumerated().map { "\($0 % 3),\($0 / 3),\($1)" }
    let path = try folder.write((["x,y,loss"] + lines).joined(separator: "\n"), to: "a.csv")
    return try LossSurface(path: path)
  }

  @Test(
    "the name of the file decides, without regard to case",
    arguments: [
      ("a.vtp", SurfaceFormat.vtp), ("b/a.STL", .stl), ("a.csv", .csv), ("a.npz", .npz),
      ("a.npy", .npy),
    ])
  func formats(path: String, format: SurfaceFormat) throws {
    #expect(try SurfaceFormat(of: path) == format)
  }

  @Test("folders have no ending", arguments: ["a", "b.h5/a", "width-0.5", "a.csv/", "..", ".a"])
  func folders(path: String) throws { #expect(try SurfaceFormat(of: path) == nil) }

  @Test("another ending is refused with those that are written", arguments: ["a.obj", "a.h5"])
  func unknown(path: String) throws {
    let refusal = try failure { _ = try SurfaceFormat(of: path) }
    #expect(refusal.code == .usage && refusal.what.contains(path))
    #expect("\(refusal.remedy.map { "\($0)" } ?? "")".contains(".vtp, .stl, .csv, .npz or .npy"))
  }

  @Test("a solid says what it clips and what it fills; a mesh, what it leaves out")
  func notes() throws {
    let surface = try surface(["nan", "2", "30", "4", "5", "6", "inf", "2", "3"])
    let solid = try SurfaceExport(surface, as: .stl, from: "a.csv")
    #expect(
      solid.notes == [
        "1 point above a loss of 10 clipped to it",
        "2 points without a finite loss at the greatest height",
      ])
    #expect(solid.summary == "100 × 100 × 43 mm, 32 triangles")
    let mesh = try SurfaceExport(surface, as: .vtp, from: "a.csv")
    #expect(mesh.notes == ["2 points without a finite height left out"])
    #expect(mesh.summary == "2 quadrilaterals")
    let clipped = try SurfaceExport(surface, as: .vtp, choices: .init(mostLoss: 3), from: "a.csv")
    #expect(
      clipped.notes == [
        "5 points above a loss of 3 clipped to it", "1 point without a finite height left out",
      ])
    for format in [SurfaceFormat.csv, .npz, .npy] {
      #expect(try SurfaceExport(surface, as: format, from: "a.csv").notes.isEmpty)
    }
  }

  @Test("missing points, negative losses and heights without a loss are refused")
  func refusals() throws {
    func refusal(_ losses: [String], _ format: SurfaceFormat, _ most: Double? = nil) throws
      -> Failure
    {
      let surface = try surface(losses)
      return try failure {
        _ = try SurfaceExport(
          surface, as: format, choices: .init(mostLoss: most, isLogarithmic: true), from: "a.csv")
      }
    }
    let whole = (1...9).map(String.init)
    let missing = try refusal(["1", "2", "", "4", "5", "6", "7", "8", "9"], .stl)
    #expect(missing.code == .data && missing.what.contains("1 of 9 points are missing"))
    #expect(try refusal(whole.map { "-\($0)" }, .stl).code == .data)
    #expect(try refusal(whole, .stl, 0.5).what.contains("smallest loss is 1.0"))
    #expect(try refusal(whole, .vtp, -0.5).code == .usage)
    #expect(try refusal(whole, .vtp, .infinity).code == .usage)
  }
}
