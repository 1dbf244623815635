import Foundation
import Tensors
import Testing

struct ShapeTests {
  @Test(
    arguments: [
      ([], 1, "scalar"), ([5], 5, "5"), ([2, 3, 4], 24, "2×3×4"), ([3, 0], 0, "3×0"),
    ] as [(Shape, Int, String)])
  func countAndDescription(shape: Shape, count: Int, text: String) {
    #expect(shape.count == count && shape.description == text)
    #expect(shape.rank == shape.dimensions.count)
  }

  @Test func sizesAreFoundByDimension() {
    let shape: Shape = [7, 8]
    #expect(shape[0] == 7 && shape[1] == 8)
    #expect(shape == Shape([7, 8]) && shape != [8, 7] && shape != [7, 8, 1])
  }

  @Test func limitsAreCheckedWithoutOverflow() {
    #expect(([2, 3] as Shape).hasAtMost(6) && !([2, 3] as Shape).hasAtMost(5))
    #expect(([] as Shape).hasAtMost(1) && !([] as Shape).hasAtMost(0))
    #expect(!([.max, .max] as Shape).hasAtMost(.max))
    #expect(([.max, 1] as Shape).hasAtMost(.max))
    #expect(([.max, .max, 0] as Shape).hasAtMost(0))
  }

  @Test func shapesAreArraysInJSON() throws {
    let shape: Shape = [2, 3]
    #expect(String(decoding: try JSONEncoder().encode(shape), as: UTF8.self) == "[2,3]")
    #expect(try JSONDecoder().decode(Shape.self, from: Data("[2,3]".utf8)) == shape)
    #expect(try JSONDecoder().decode(Shape.self, from: Data("[]".utf8)) == [])
    for text in ["[2,-3]", "[2.5]", "6", #"["2"]"#] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(Shape.self, from: Data(text.utf8))
      }
    }
  }

  @Test func negativeSizesAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = Shape([2, -1]) }
  }
}
