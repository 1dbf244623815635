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
}
