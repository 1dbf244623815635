import Testing
import basin_bench

@Suite("The report of the benchmark of surfaces")
struct SurfaceReportTests {
  @Test("it gives rates, shares of the peaks, ratios to the peers and what threads give")
  func ratios() throws {
    let text = try SurfaceReport(SurfaceExamples.result()).rendered(.text)
    let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("ResNet-8") })
    let cells = row.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    // 200 GFLOP/s of 160 and 125; 50 points/s beside 10 and 25, and 26 by one thread.
    #expect(
      cells == [
        "ResNet-8", "256", "50.0", "12800", "200", "125", "%", "160", "%", "5.00×", "2.00×", "1.92",
        "2.00", "1.50", "300",
      ])
    #expect(
      text.hasPrefix(
        "2 threads, OpenBLAS Core, PyTorch 2.0; FMA peak 160 GFLOP/s (80.0 by one thread), sgemm 125 "
          + "(64.0)\n"))
  }

  @Test("each peer has a row, losses that disagree a mark, and who failed a reason")
  func peers() throws {
    let text = try SurfaceReport(SurfaceExamples.result()).rendered(.markdown)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ResNet-8 ") }
    #expect(rows.count == 3)
    #expect(rows.contains { $0.contains("eager") && $0.contains("1.0e-06 |") })
    #expect(rows.contains { $0.contains("frozen") && $0.contains("2.0e-03 ! |") })
    #expect(text.contains("ResNet-8, compiled failed: no luck"))
  }

  @Test("a busy machine is warned of")
  func warning() throws {
    let idle = try SurfaceReport(SurfaceExamples.result(otherWork: 0.04)).rendered(.text)
    #expect(!idle.contains("do not use"))
    let busy = try SurfaceReport(SurfaceExamples.result(otherWork: 0.25)).rendered(.text)
    #expect(busy.contains("Other processes took 25.0 % of the machine: do not use these figures."))
  }
}
