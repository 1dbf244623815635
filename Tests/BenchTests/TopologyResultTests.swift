import Testing
import basin_bench

@Suite("What the benchmark of topology says")
struct TopologyResultTests {
  private let diagram = PeerDiagram(counts: [2, 1], births: [0.5, 1], deaths: [2, 3])

  @Test("diagrams agree up to rounding, and in their numbers of classes")
  func agreement() {
    #expect(diagram.agrees(with: diagram))
    #expect(
      diagram.agrees(
        with: PeerDiagram(counts: [2, 1], births: [0.5, 1], deaths: [2, 3.0.nextUp])))
    #expect(!diagram.agrees(with: PeerDiagram(counts: [2, 2], births: [0.5, 1], deaths: [2, 3])))
    #expect(
      !diagram.agrees(with: PeerDiagram(counts: [2, 1], births: [0.5, 1], deaths: [2, 3.0001])))
  }

  @Test("ratios are those of the peers' times to ours")
  func table() {
    let entry = TopologyResult.Entry(
      field: "noise", edge: 51, classes: [2, 1], agrees: true,
      milliseconds: [.init(name: "Basin", value: 2), .init(name: "gudhi", value: 5)],
      bytesPerPoint: 40)
    let text = TopologyResult(gudhi: "3", entries: [entry]).table.text
    #expect(text.contains("noise 51²") && text.contains("2 + 1") && text.contains("2.50"))
    #expect(text.contains("yes"))
  }
}
