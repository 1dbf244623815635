import Kernels
import Testing

/// What takes narrow blocks gives each example the bits that it has in a wide one.
struct NarrowBlockTests {
  private func numbers(_ count: Int, _ purpose: String) -> [Float] {
    var random = RandomStream(seed: 1, purpose: purpose)
    return random.normalNumbers(count, as: Float.self)
  }

  /// Runs `body` on a narrow block and on the wide one that holds every example twice.
  private func check(
    _ x: [Float], outputs: Int, _ body: (Region<Float>, Int, Region<Float>) -> Void
  ) {
    let narrow = Guarded<Float>(unreadable: outputs * Block.narrow)
    body(region(x), Block.narrow, narrow.region)
    let wide = Guarded<Float>(unreadable: outputs * Block.lanes)
    body(region(widened(x)), Block.lanes, wide.region)
    #expect(wide.elements == widened(narrow.elements))
    #expect(narrow.isIntact && wide.isIntact)
  }

  @Test(arguments: [1, 2, 7, 16, 49], [1, 3, 20])
  func averages(pixels: Int, channels: Int) {
    check(numbers(channels * pixels * Block.narrow, "x"), outputs: channels) { x, examples, out in
      Rows.averagePool(x, channels: channels, examples: examples, into: out)
    }
  }

  @Test(arguments: [1, 2, 7, 16, 49], [1, 3, 20])
  func scalesAndShifts(pixels: Int, channels: Int) {
    let (scale, shift) = (numbers(channels, "scale"), numbers(channels, "shift"))
    for rectifies in [false, true] {
      check(numbers(channels * pixels * Block.narrow, "x"), outputs: channels * pixels) {
        x, _, out in
        Rows.affine(
          x, scale: region(scale), shift: region(shift), rectifying: rectifies, into: out)
      }
    }
  }

  @Test(arguments: [PointwiseFunction.identity, .relu, .geluTanh, .tanh], [1, 2, 7])
  func endsOfProducts(function: PointwiseFunction, pixels: Int) {
    let (bias, x) = (numbers(5, "bias"), numbers(5 * pixels * Block.narrow, "x"))
    for addend in [nil, numbers(x.count, "addend")] {
      check(x, outputs: 5 * pixels) { x, examples, out in
        let more = addend.map { region(examples == Block.narrow ? $0 : widened($0)) }
        Rows.activate(function, x, bias: region(bias), addend: more, into: out)
      }
    }
  }

  @Test(arguments: [1, 16, 35], [0, 1, 8])
  func gathers(features: Int, count: Int) {
    let elements = numbers(features * 9, "examples")
    let block = Guarded<Float>(unreadable: features * Block.narrow)
    Block.gather(
      elements, features: features, indices: Array(1..<1 + count)[...], into: block.region)
    let expected = (0..<features).flatMap { feature in
      (0..<Block.narrow).map { $0 < count ? elements[($0 + 1) * features + feature] : 0 }
    }
    #expect(block.elements == expected && block.isIntact)
  }

  @Test func blocksAreWholeVectorsOrNarrow() {
    #expect([8, 16, 48].allSatisfy(Block.allows) && ![1, 4, 24, 40].contains(where: Block.allows))
  }
}
