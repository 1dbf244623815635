internal import Kernels
internal import RealModule
internal import Tensors

/// Two interleaved spirals in the plane, a small problem that no straight line solves (after Lang
/// & Witbrock 1988).
///
/// Example i belongs to class i mod 2. With t uniform in [0, 1), its radius is 0.1 + 0.9 t and its
/// angle 3π t, plus π for class 1: one and a half turns. Normal noise of standard deviation 0.03
/// is added to both coordinates. The points never change: seed 1, a stream of its own per split.
struct Spirals: DataSource {
  static let entry = DataEntry("spirals", summary: "two interleaved spirals, built in") { _, _ in
    Spirals()
  }

  static let classes = 2

  /// The number of examples of a split: 2,000 to learn from, 1,000 to test with.
  static func count(of split: DatasetSplit) -> Int { split == .train ? 2_000 : 1_000 }

  /// The first examples of a split, N×2.
  func load(_ request: DataRequest) throws -> Dataset {
    var stream = RandomStream(seed: 1, purpose: "spirals.\(request.split.rawValue)")
    let name = "spirals \(request.split.rawValue)"
    let count = try request.samples.count(of: Self.count(of: request.split), in: name)
    var elements: [Float] = []
    for index in 0..<count {
      let t = stream.uniform()
      let radius = 0.1 + 0.9 * t
      let angle = 3 * Double.pi * t + (index.isMultiple(of: 2) ? 0 : Double.pi)
      elements.append(Float(radius * Double.cos(angle) + 0.03 * stream.normal()))
      elements.append(Float(radius * Double.sin(angle) + 0.03 * stream.normal()))
    }
    return try Dataset(
      name: name,
      inputs: Tensor(shape: [count, 2], elements: elements),
      labels: (0..<count).map { Int32($0 % Self.classes) }, classes: Self.classes)
  }
}
