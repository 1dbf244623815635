import Kernels

extension RandomStream {
  /// Whole numbers in −4 … 4. Sums of their products are exact in `Float` at the sizes of these
  /// tests, so a kernel must agree with its slow twin to the last bit, in whatever order it adds.
  mutating func wholeNumbers<S: KernelScalar>(_ count: Int, as type: S.Type) -> [S] {
    (0..<count).map { _ in S(Int.random(in: -4...4, using: &self)) }
  }

  /// Standard normal numbers.
  mutating func normalNumbers<S: KernelScalar>(_ count: Int, as type: S.Type) -> [S] {
    (0..<count).map { _ in S(normal()) }
  }
}

/// A region in the middle of an arena whose other elements show whether anything wrote outside.
struct Guarded<S: KernelScalar> {
  /// The region to work on.
  let region: Region<S>
  private let arena: Arena<S>
  private let range: Range<Int>
  private static var sentinel: S { 12345 }

  /// Places values so that the region begins `offset` elements after an aligned address.
  init(_ values: [S], offset: Int = 0) {
    range = (16 + offset)..<(16 + offset + values.count)
    arena = Arena(count: range.upperBound + 32)
    arena.all.fill(Self.sentinel)
    region = arena[range]
    region.assign(values)
  }

  /// A region of NaN, as memory that a kernel must overwrite and never read.
  init(unreadable count: Int, offset: Int = 0) {
    self.init(Array(repeating: .nan, count: count), offset: offset)
  }

  /// The elements of the region.
  var elements: [S] { region.elements }

  /// One element of the arena, to try the guard itself.
  func neighbour(at place: Int) -> Region<S> { arena[place..<place + 1] }

  /// Whether everything around the region is as it was.
  var isIntact: Bool {
    let all = arena.all
    return (0..<all.count).allSatisfy { range.contains($0) || all[$0] == Self.sentinel }
  }
}

/// Values copied into a region of their own.
func region<S: KernelScalar>(_ values: [S]) -> Region<S> { Guarded(values).region }

/// Whether two arrays hold the same numbers: NaN only where the other has NaN, zeros of either
/// sign alike.
func same<S: KernelScalar>(_ a: [S], _ b: [S]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
}

/// The largest |a − b| / max(1, |b|); infinite where one is NaN or the counts differ.
func largestError<S: KernelScalar>(_ a: [S], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { worst, pair in
    let error = abs(Double(pair.0) - pair.1) / max(1, abs(pair.1))
    return error.isNaN ? .infinity : max(worst, error)
  }
}

/// A narrow block's elements as those of a wide one that holds every example twice.
func widened(_ narrow: [Float]) -> [Float] {
  stride(from: 0, to: narrow.count, by: Block.narrow).flatMap { first in
    let pixel = narrow[first..<first + Block.narrow]
    return Array(pixel) + Array(pixel)
  }
}
