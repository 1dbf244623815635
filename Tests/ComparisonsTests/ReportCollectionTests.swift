import Comparisons
import Testing

@Suite("Ways between folders")
struct ReportCollectionTests {
  @Test(
    "a folder is reached from another over what both have in common",
    arguments: [
      ("/a/b", "/a/b", ""), ("/a", "/a/b/c", "b/c"), ("/a/b/c", "/a", "../.."),
      ("/a/b", "/a/c", "../c"), ("/a/b/", "/a/./c", "../c"), ("/a/b/../d", "/a/c", "../c"),
    ])
  func way(from start: String, to end: String, way: String) {
    #expect(ReportCollection.way(from: start, to: end) == way)
  }

  @Test("runs that are counted again have pictures of their own, of several by number")
  func pictures() {
    let one = ReportCollection.files(runs: 1, in: "out")
    #expect(
      one.prefix(4) == [
        "out/comparison.png", "out/surface-3d.png", "out/threshold-curve.png", "out/windows.png",
      ])
    #expect(one.dropFirst(4).elementsEqual(ReportFiles(folder: "out").all))
    let two = ReportCollection.files(runs: 2, in: "out")
    #expect(two[0] == "out/comparison-1.png" && two[7] == "out/windows-2.png")
    #expect(Set(two).count == two.count)
  }
}
