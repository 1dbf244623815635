import Failures
import Testing

struct NearestNameTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3),
    ("saturday", "sunday", 3), ("ab", "ba", 2),
  ])
  func distances(left: String, right: String, distance: Int) {
    #expect(editDistance(left, right) == distance)
    #expect(editDistance(right, left) == distance)
  }

  @Test func theFirstOfEquallyNearNamesIsTaken() {
    #expect(nearestName(to: "c", among: ["a", "b"]) == "a")
    #expect(nearestName(to: "resnt20", among: ["mlp", "resnet20"]) == "resnet20")
  }
}
