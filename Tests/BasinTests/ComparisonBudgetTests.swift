import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

@Suite("Comparisons in parts")
struct ComparisonBudgetTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private static let command =
    ["compare"] + Chain.net + ["--data", "spirals", "--epochs", "1", "--grid", "5"]
    + ["--samples", "50", "--threads", "2", "--output", "run"]

  /// What a comparison leaves: the bytes of each file; of a surface, which also holds the times of
  /// those who worked on it, the bits of its numbers.
  private func contents(_ tool: Tool) throws -> [String: Data] {
    let folder = tool.folder.appending(path: "run")
    var contents: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appending(path: path)
      if path.hasSuffix(".h5") {
        let surface = try LossSurface(path: url.path)
        #expect(surface.isComplete)
        let bits = (surface.loss.values + surface.error.values + surface.accuracy.values).map(
          \.bitPattern)
        contents[path] = Data("\(bits)".utf8)
      } else if !url.hasDirectoryPath {
        contents[path] = try? Data(contentsOf: url)
      }
    }
    return contents
  }

  @Test("a time budget that is used up is no error, every run makes headway, and all ends the same")
  func budget() throws {
    // The same command in another folder, in one go.
    let other = try TemporaryFolder()
    let whole = try Tool(in: other.url)
    #expect(try whole.run(Self.command).exitCode == 0)

    var stopped: [String] = []
    while stopped.count < 200 {
      // The first training step by step, the rest in larger parts.
      let isSampling = stopped.last?.contains("sampling") == true
      let budget = isSampling ? "0.2s" : "0.0001s"
      let result = try chain.tool.run(Self.command + ["--time-budget", budget])
      #expect(result.exitCode == 0)
      guard result.output.contains("stopped in") else { break }
      #expect(result.errors.contains("The time budget of \(budget) is used up after "))
      #expect(result.errors.contains(" of 4 stages.\nRun the same command again to resume.\n"))
      #expect(!FileManager.default.fileExists(atPath: chain.folder.path("run/report.md")))
      stopped.append(result.output)
    }
    #expect(stopped.contains { $0.contains("0 of 4 stages done, stopped in training without") })
    #expect(stopped.contains { $0.contains("1 of 4 stages done, stopped in sampling without") })
    #expect(try contents(chain.tool) == contents(whole))
    #expect(try contents(whole).count == 21)
  }

  @Test("how long it will take is told before the work, and not when nothing is missing")
  func opening() throws {
    let first = try chain.tool.run(Self.command)
    let told = try #require(first.errors.firstRange(of: "compare: will take about 0:"))
    let done = try #require(first.errors.firstRange(of: "done in"))
    #expect(told.lowerBound < done.lowerBound)
    #expect(first.errors.contains("(training 0:"))
    #expect(first.errors.contains("sampling 0:"))
    #expect(first.errors.contains("50 points at "))
    let again = try chain.tool.run(Self.command)
    #expect(again.errors.contains("already done") && !again.errors.contains("will take"))
  }
}
