import Failures
import Testing

struct PlaceTests {
  @Test(arguments: [
    (Place.file("w.h5"), "w.h5"), (.file("w.h5", .byte(8)), "w.h5, byte 8"),
    (.file("a.csv", .line(3)), "a.csv, line 3"),
    (.file("s.h5", .item("/computed")), "s.h5 (/computed)"),
    (.setting("grid"), "grid"), (.setting("grid", value: "1x"), "grid 1x"),
  ])
  func itIsWordedAtTheEnd(place: Place, text: String) {
    #expect(place.description == text)
  }

  @Test func onlyFilesHaveAPath() {
    #expect(Place.file("w.h5", .byte(8)).path == "w.h5" && Place.setting("grid").path == nil)
  }
}
