import Datasets
import Foundation
import Tensors
import Testing

struct SpiralsTests {
  @Test(arguments: [(DatasetSplit.train, 2_000), (.test, 1_000)])
  func pointsLieOnTheirSpiral(split: DatasetSplit, count: Int) throws {
    let dataset = try DatasetSource(parsing: "spirals").load(split: split)
    #expect(dataset.inputs.shape == [count, 2] && dataset.classes == 2)
    #expect(dataset.labels.count { $0 == 0 } == count / 2)
    for index in 0..<count {
      let x = Double(dataset.inputs[index, 0])
      let y = Double(dataset.inputs[index, 1])
      // The distance to the nearest point of the spiral's curve is noise: far below six times
      // its standard deviation.
      let turn = dataset.labels[index] == 0 ? 0 : Double.pi
      let distance = stride(from: 0.0, through: 1, by: 0.002).map { t in
        hypot(
          x - (0.1 + 0.9 * t) * cos(3 * .pi * t + turn),
          y - (0.1 + 0.9 * t) * sin(3 * .pi * t + turn))
      }.min()
      #expect(try #require(distance) < 0.18)
    }
  }

  @Test func pointsNeverChangeAndSplitsDiffer() throws {
    let train = try DatasetSource(parsing: "spirals").load(split: .train)
    let test = try DatasetSource(parsing: "spirals").load(split: .test)
    #expect(try DatasetSource(parsing: "spirals").load(split: .train) == train)
    #expect(try train.prefix(1_000).digest != test.digest)
  }
}
