import Exports
import Testing

@Suite("Names of surfaces")
struct SurfaceNamesTests {
  @Test(
    "are as much of the end of the path as tells files apart, in letters, digits and _",
    arguments: [
      (["/a/b.h5"], ["b"]),
      (["/a/b.h5", "/a/c.h5"], ["b", "c"]),
      (
        ["/plain/seed-1/surface-1.h5", "/residual/seed-1/surface-1.h5"],
        ["plain_seed_1_surface_1", "residual_seed_1_surface_1"]
      ),
      (["/a/b.h5", "/a/b.h5"], ["b", "b_2"]),
      (["/a b.h5", "/a-b.h5", "/a_b.h5"], ["a_b", "a_b_2", "a_b_3"]),
      (["/1.h5", "/Ελλάδα.h5"], ["surface_1", "surface_______"]),
      (["/<\"&>.h5"], ["surface_____"]),
    ])
  func names(paths: [String], names: [String]) {
    #expect(SurfaceNames.names(of: paths) == names)
  }

  @Test("a number that makes one unique does not make another double")
  func numbers() {
    #expect(SurfaceNames.unique(["a", "a", "a_2"]) == ["a", "a_2", "a_2_2"])
  }
}
