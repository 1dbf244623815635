import Analysis
import ComparisonTestSupport
import Comparisons
import Exports
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Landscapes
import Reports
import Testing

@Suite("Contents of a run")
struct RunContentsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A small surface file with two valleys.
  private func surface(_ name: String, depth: Double = 1) throws -> String {
    var text = "x,y,loss\n"
    for y in 0..<5 {
      for x in 0..<7 { text += "\(x),\(y),\(y == 2 && (x == 1 || x == 5) ? depth : 3)\n" }
    }
    return try folder.write(text, to: name)
  }

  @Test("a run holds its surfaces in pairs, with the minima of its report, and its pictures")
  func run() throws {
    let run = folder.path("run")
    try SmallRun.make(in: run, seeds: 2, planes: 2)
    let contents = try RunContents(reading: [run])
    #expect(contents.name == "run" && contents.folder == run)
    #expect(
      contents.surfaces.map(\.name) == [
        "plain_seed_1_plane_1", "residual_seed_1_plane_1", "plain_seed_1_plane_2",
        "residual_seed_1_plane_2", "plain_seed_2_plane_1", "residual_seed_2_plane_1",
        "plain_seed_2_plane_2", "residual_seed_2_plane_2",
      ])
    #expect(contents.surfaces[3].title == "With shortcuts, seed 1, plane 2")
    let report = try #require(contents.report)
    #expect(contents.surfaces.allSatisfy { $0.analysis.count == $0.place?.result.count })
    #expect(contents.threshold == report.threshold && contents.scale == report.scale)
    #expect(contents.caveats.count > 3 && contents.method.count > 3)
    let picture = try contents.requiredPicture(.landscapes)
    #expect(picture.path == "\(run)/comparison.png" && picture.bytes.starts(with: [0x89, 0x50]))
    #expect(!picture.description.isEmpty && picture.caption != nil)
    #expect(try contents.picture(.windows) == nil)
    #expect(
      try failure { _ = try contents.requiredPicture(.windows) }.code == .missing)
    try FileManager.default.removeItem(atPath: "\(run)/comparison.png")
    #expect(try contents.picture(.landscapes) == nil)
  }

  @Test("a run with one surface of each kind names them by kind")
  func pair() throws {
    let run = folder.path("run")
    try SmallRun.make(in: run, seeds: 1, planes: 1)
    let contents = try RunContents(reading: [run])
    #expect(contents.surfaces.map(\.name) == ["plain", "residual"])
    #expect(contents.surfaces.map(\.title) == ["Without shortcuts", "With shortcuts"])
    // A scale would not be the run's, and files do not go with a folder.
    #expect(try failure { _ = try RunContents(reading: [run], scale: .linear) }.code == .usage)
    #expect(try failure { _ = try RunContents(reading: [run, run]) }.code == .usage)
    let file = try surface("a.csv")
    #expect(try failure { _ = try RunContents(reading: [file, run]) }.code == .usage)
  }

  @Test("a run that is not finished, whose surface is gone or another, is refused")
  func damaged() throws {
    let run = folder.path("run")
    try SmallRun.make(in: run, seeds: 1, planes: 1)
    let file = "\(run)/plain/seed-1/surface-1.h5"
    // More pits than a surface of 9 × 9 points has by itself.
    let pits = try folder.write(
      "x,y,train_loss\n"
        + (0..<31).flatMap { x in
          (0..<31).map { "\(x),\($0),\(x % 2 == 1 && $0 % 2 == 1 ? 1 : 2)\n" }
        }.joined(), to: "pits.csv")
    try FileManager.default.moveItem(atPath: file, toPath: file + ".own")
    try LossSurface(path: pits).write(to: file)
    let other = try failure { _ = try RunContents(reading: [run]) }
    #expect(other.code == .data && other.place?.path == file)
    #expect(other.what.contains("225 local minima"))
    let lost = try failure {
      try FileManager.default.moveItem(atPath: file, toPath: folder.path("away.h5"))
      _ = try RunContents(reading: [run])
    }
    #expect(lost.code == .missing && lost.place?.path == file)
    try FileManager.default.removeItem(atPath: "\(run)/report.json")
    let unfinished = try failure { _ = try RunContents(reading: [run]) }
    #expect(unfinished.code == .missing && unfinished.what.contains("unfinished"))
    let empty = try failure { _ = try RunContents(reading: [folder.url.path]) }
    #expect(empty.code == .missing && empty.what.contains("holds no run"))
  }

  @Test("surface files are counted on one scale and named by their files")
  func files() throws {
    let paths = [try surface("a \"<1>\".csv"), try surface("b.csv", depth: 2)]
    let contents = try RunContents(reading: paths)
    #expect(contents.surfaces.map(\.name) == ["a___1__", "b"])
    #expect(contents.surfaces.map(\.title) == ["a \"<1>\"", "b"])
    #expect(contents.surfaces.map(\.analysis.count) == [2, 2])
    #expect(contents.report == nil && contents.scale == .standard)
    let linear = try RunContents(reading: paths, scale: .linear)
    #expect(linear.surfaces.map(\.analysis.threshold) == [0.02, 0.01])
    #expect(linear.method.last?.value.contains("1 %") == true)
  }

  @Test("too many surfaces, none, and different quantities are refused")
  func refusals() throws {
    let path = try surface("a.csv")
    let many = try failure {
      _ = try RunContents(reading: Array(repeating: path, count: 200))
    }
    #expect(many.code == .usage && many.what.contains("at most \(RunContents.mostSurfaces)"))
    #expect(try failure { _ = try RunContents(reading: []) }.code == .usage)
    #expect(try failure { _ = try RunContents(reading: [folder.path("no")]) }.code == .missing)
    let other = try folder.write("x,y,test_acc\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n", to: "b.csv")
    #expect(try failure { _ = try RunContents(reading: [path, other]) }.code == .data)
  }
}
