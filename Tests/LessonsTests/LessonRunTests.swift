import Archives
import Comparisons
import Failures
import FolderTestSupport
import Foundation
import Kernels
import Lessons
import Networks
import Reports
import RunTestSupport
import Runs
import Testing
import Training

/// A lesson over a small comparison: the page, its pictures, and the same bits whatever happens.
struct LessonRunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func settings(seed: UInt64 = 1) -> ComparisonSettings {
    var settings = ComparisonSettings(.quick)
    settings.model = ModelSpecification(MLP(sizes: [2, 8, 8, 8, 2]))
    settings.data = "spirals"
    settings.imageSize = nil
    settings.trainSamples = nil
    settings.training = TrainingSettings(epochs: 1, seed: seed)
    settings.gridColumns = 9
    settings.gridRows = 9
    settings.samples = 100
    return settings
  }

  private func run(_ name: String, threads: Int, seed: UInt64 = 1) throws -> Lesson {
    try LessonRun(settings(seed: seed), folder: folder.path(name), command: "basin lesson")
      .run(in: .threads(threads))
  }

  private func text(_ name: String) throws -> String {
    try folder.text(name)
  }

  @Test func thePageShowsWhatWasMeasured() throws {
    let lesson = try run("lesson", threads: 2)
    let page = try text("lesson/lesson.md")
    // The lecture's table, to three digits.
    for row in [
      "| `layers.0.0.weight` | 0.000202 | 0.222 |", "| `layers.1.0.weight` | 0.00012 | 0.207 |",
      "| `layers.2.0.weight` | 0.000715 | 0.329 |", "| `layers.3.0.weight` | 0.0014 | 0.267 |",
      "| `layers.4.0.weight` | 0.00505 | 1.33 |",
    ] {
      #expect(page.contains(row))
    }
    // No net that people use was measured here, so there is no table of them.
    #expect(lesson.models.isEmpty && !page.contains("Widely used nets"))
    for link in lesson.links.all + [lesson.links.comparison] {
      #expect(page.contains("](\(link))"))
      #expect(FileManager.default.fileExists(atPath: folder.path("lesson/\(link)")))
    }
    // Every number of the page stands in lesson.json.
    let json = try JSONValue(parsing: text("lesson/lesson.json"), from: "lesson.json")
    #expect(json == lesson.json)
    // What is read back is what was measured.
    let read = try LessonFiles(folder: folder.path("lesson")).lesson(of: lesson.comparison)
    #expect(read.json == lesson.json && read.document == lesson.document)
    let plain = lesson.comparison.plain.nets[0].counts
    #expect(json["comparison"]?["plain"]?["minima_counts"]?[0] == .array(plain.map { .int($0) }))
    #expect(json["lecture"]?["plain"]?[0]?["layer"] == "layers.0.0.weight")
  }

  @Test func anyNumberOfThreadsAndAnotherRunGiveTheSameFiles() throws {
    _ = try run("one", threads: 1)
    _ = try run("two", threads: 2)
    let names = ["lesson.json", "lesson.md", "depth.png", "landscapes/comparison.png"]
    let first = try names.map { try Data(contentsOf: URL(filePath: folder.path("one/\($0)"))) }
    let second = try names.map { try Data(contentsOf: URL(filePath: folder.path("two/\($0)"))) }
    #expect(first == second)
    _ = try run("one", threads: 2)
    let again = try names.map { try Data(contentsOf: URL(filePath: folder.path("one/\($0)"))) }
    #expect(again == first)
  }

  @Test func anotherLessonIsNotReplacedUnasked() throws {
    _ = try run("lesson", threads: 1)
    let before = try text("lesson/lesson.json")
    let failure = #expect(throws: Failure.self) { try run("lesson", threads: 1, seed: 2) }
    #expect(failure?.code == .data)
    #expect(failure?.description.contains("comparison.training.seed") == true)
    #expect(try text("lesson/lesson.json") == before)
    _ = try LessonRun(
      settings(seed: 2), folder: folder.path("lesson"), overwrites: true, command: "basin lesson"
    ).run(in: .threads(1))
    #expect(try text("lesson/lesson.json") != before)
  }
}
