import Foundation
import Kernels
import Testing

/// Numbers that PyTorch drew; see `Fixtures/make_pytorch_random.py`.
struct PyTorchRandomStreamTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Draw: Decodable, Sendable {
      let kind: String
      let count: Int
      let bits: [UInt64]
      let range: [Double]?
    }
    let seed: UInt64
    let draws: [Draw]

    var testDescription: String { "seed \(seed), first \(draws[0].kind)" }

    static func all() throws -> [Case] {
      let url = try #require(
        Bundle.module.url(
          forResource: "pytorch-random", withExtension: "json", subdirectory: "Fixtures"))
      return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    }
  }

  @Test func everyNumberIsPyTorchs() throws {
    let cases = try Case.all()
    #expect(cases.count == 11)
    var worst = 0.0
    for example in cases {
      var stream = PyTorchRandomStream(seed: example.seed)
      for (index, draw) in example.draws.enumerated() {
        let place = "seed \(example.seed), draw \(index) of \(draw.count) \(draw.kind)"
        switch draw.kind {
        case "double":
          let drawn = (0..<draw.count).map { _ in stream.uniformDouble().bitPattern }
          #expect(drawn == draw.bits, "\(place)")
        case "uniform":
          let range = try #require(draw.range)
          let drawn = stream.uniform(count: draw.count, from: range[0], to: range[1])
          #expect(drawn.map { UInt64($0.bitPattern) } == draw.bits, "\(place)")
        default:
          let drawn = stream.normal(count: draw.count)
          let theirs = draw.bits.map { Float(bitPattern: UInt32($0)) }
          if draw.count < 16 {
            #expect(drawn == theirs, "\(place)")
          } else {
            try #require(drawn.count == theirs.count)
            for (a, b) in zip(drawn, theirs) { worst = max(worst, Double(abs(a - b))) }
          }
        }
      }
    }
    // Numbers up to 4: some units in the last place of PyTorch's vectorised functions.
    #expect(worst < 5e-7, "largest difference \(worst)")
  }

  @Test func onlyTheLower32BitsOfASeedCount() {
    var a = PyTorchRandomStream(seed: 7)
    var b = PyTorchRandomStream(seed: 1 << 32 + 7)
    var c = PyTorchRandomStream(seed: 8)
    let first = (0..<3).map { _ in a.next() }
    #expect(first == (0..<3).map { _ in b.next() })
    #expect(first != (0..<3).map { _ in c.next() })
  }

  /// The 10,000th number of the authors' default seed, as the C++ standard requires it of
  /// `std::mt19937` ([rand.predef]).
  @Test func theTenThousandthNumberIsThatOfTheStandard() {
    var stream = PyTorchRandomStream(seed: 5489)
    for _ in 1..<5000 { _ = stream.next() }
    #expect(stream.next() & 0xffff_ffff == 4_123_659_995)
  }
}
