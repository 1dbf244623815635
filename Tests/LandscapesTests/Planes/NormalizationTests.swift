import Kernels
import Landscapes
import Provenance
import Tensors
import Testing

/// The formulas of Li et al.'s reference code by hand.
struct NormalizationTests {
  private func applied(
    _ normalization: Normalization, to direction: [Float], weights: [Float], slices: Int
  ) -> [Float] {
    var result = direction
    // The weights as a part of something larger, so that their indices do not begin at 0.
    let all = [9, 9, 9] + weights
    normalization.apply(to: &result, result.indices, weights: all[3...], slices: slices)
    return result
  }

  @Test func filterScalesEachSliceToItsWeights() {
    // ‖(3, 4)‖ = 5, ‖(0, 2)‖ = 2; ‖(6, 8)‖ = 10, ‖(1, 0)‖ = 1.
    #expect(
      applied(.filter, to: [6, 8, 1, 0], weights: [3, 4, 0, 2], slices: 2) == [3, 4, 2, 0])
  }

  @Test func filterOfZerosIsZero() {
    #expect(
      applied(.filter, to: [6, 8, 1, 0], weights: [0, 0, 0, 2], slices: 2) == [0, 0, 2, 0])
    #expect(applied(.filter, to: [0, 0], weights: [3, 4], slices: 1) == [0, 0])
  }

  /// The 10⁻¹⁰ in the denominator shows only where the direction is as small.
  @Test func filterHasTheFloorOfTheReferenceCode() {
    let result = applied(.filter, to: [1e-10, 0], weights: [3, 4], slices: 1)
    #expect(abs(result[0] - 2.5) < 1e-6 && result[1] == 0)
  }

  @Test func layerScalesTheWholeTensor() {
    #expect(
      applied(.layer, to: [1, 1, 1, -1], weights: [3, 4, 0, 0], slices: 2)
        == [2.5, 2.5, 2.5, -2.5])
    #expect(applied(.layer, to: [1, 1], weights: [0, 0], slices: 2) == [0, 0])
    #expect(applied(.layer, to: [0, 0], weights: [3, 4], slices: 2) == [0, 0])
  }

  @Test func weightMultipliesElementByElement() {
    #expect(
      applied(.weight, to: [1, 2, -3, 4], weights: [3, 0, 2, -1], slices: 2) == [3, 0, -6, -4])
  }

  @Test func noneChangesNothing() {
    #expect(applied(.none, to: [1, 2, -3], weights: [3, 0, 2], slices: 3) == [1, 2, -3])
  }

  @Test func everySliceGetsTheNormOfItsWeights() {
    var random = RandomStream(seed: 1, purpose: "slices")
    let weights = (0..<7 * 27).map { _ in Float(random.normal()) }
    let direction = (0..<7 * 27).map { _ in Float(random.normal()) }
    let result = applied(.filter, to: direction, weights: weights, slices: 7)
    for slice in 0..<7 {
      let range = slice * 27..<(slice + 1) * 27
      #expect(abs(norm(result[range]) - norm(weights[range])) < 1e-6 * norm(weights[range]))
      // Only the length changes.
      let ratios = range.map { Double(result[$0]) / Double(direction[$0]) }
      #expect(ratios.allSatisfy { abs($0 - ratios[0]) < 1e-6 * abs(ratios[0]) })
    }
  }

  private func norm(_ values: ArraySlice<Float>) -> Double {
    values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  @Test func sizesThatDisagreeAreRefused() async {
    await #expect(processExitsWith: .failure) {
      var direction: [Float] = [1, 2, 3]
      Normalization.filter.apply(to: &direction, 0..<3, weights: [1, 2, 3][...], slices: 2)
    }
  }
}
