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
    #expect(nearName(to: "c", among: ["a", "b"]) == "a")
    #expect(nearName(to: "resnt20", among: ["mlp", "resnet20"]) == "resnet20")
  }

  @Test(arguments: ["vgg16", "vit", "lenet", "densenet", "mnist", "", "cifar10"])
  func whatIsNotNearIsNotGuessedAt(_ text: String) {
    let names = ["resnet20", "resnet56", "mlp", "gpt", "fashion-mnist", "spirals"]
    #expect(nearName(to: text, among: names) == nil)
  }
}
