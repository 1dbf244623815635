internal import CKernels

/// A block of memory for activations, gradients and packed weights, aligned for vector loads.
///
/// Arenas are cut into `Region`s, which kernels read and write. An arena is not synchronised: the
/// code that schedules work sees to it that no region is written by one worker while another uses
/// it. All access is bounds-checked when a region is made.
@safe public final class Arena<Scalar: KernelScalar>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Scalar>
  /// The number of elements.
  public let count: Int
  /// What was allocated; nil where an array has the numbers.
  private let allocation: UnsafeMutableRawPointer?
  private let array: [Scalar]?

  /// Allocates `count` zeros. The system provides the memory page by page as it is first written: a part
  /// that is never written takes none.
  public init(count: Int) {
    let alignment = 64
    let bytes = max(1, count) * MemoryLayout<Scalar>.stride
    guard let memory = unsafe basin_zeros(bytes + alignment - 1) else {
      preconditionFailure("no memory for \(count) numbers")
    }
    unsafe base = memory.alignedUp(toMultipleOf: alignment).bindMemory(
      to: Scalar.self, capacity: max(1, count))
    unsafe allocation = memory
    array = nil
    self.count = count
  }

  /// Takes the numbers of an array where they are. The regions of such an arena may only be read.
  public init(reading numbers: [Scalar]) {
    // The array is never changed here, and kept: its elements stay where they are.
    let kept = numbers.isEmpty ? [0] : numbers
    unsafe base = kept.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("an array without elements") }
      return unsafe UnsafeMutablePointer(mutating: start)
    }
    unsafe allocation = nil
    array = kept
    count = numbers.count
  }

  deinit { unsafe basin_release(allocation) }

  /// The whole arena.
  public var all: Region<Scalar> { Region(arena: self, range: 0..<count) }

  /// A part of the arena.
  public subscript(range: Range<Int>) -> Region<Scalar> {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "region \(range) of \(count) elements")
    return Region(arena: self, range: range)
  }

  func pointer(at offset: Int) -> UnsafeMutablePointer<Scalar> { unsafe base + offset }
}

/// Reserves aligned, non-overlapping ranges, of which an arena is then made.
public struct ArenaLayout: Sendable {
  /// The elements reserved so far.
  public private(set) var count = 0

  /// Creates an empty layout.
  public init() {}

  /// Reserves `count` elements at an aligned place.
  public mutating func reserve(_ count: Int) -> Range<Int> {
    let range = self.count..<(self.count + count)
    self.count = ArenaLayout.aligned(range.upperBound)
    return range
  }

  /// `count` rounded up so that what follows is aligned to 64 bytes.
  public static func aligned(_ count: Int) -> Int { (count + 15) / 16 * 16 }
}

/// A part of an arena: what kernels work on. It keeps its arena alive.
public struct Region<Scalar: KernelScalar>: Sendable {
  private let arena: Arena<Scalar>
  private let range: Range<Int>

  fileprivate init(arena: Arena<Scalar>, range: Range<Int>) {
    self.arena = arena
    self.range = range
  }

  /// The number of elements.
  public var count: Int { range.count }

  /// The element at a position; for code that is not a kernel.
  public subscript(position: Int) -> Scalar {
    get { unsafe pointer(checking: position).pointee }
    nonmutating set { unsafe pointer(checking: position).pointee = newValue }
  }

  /// A part of the region.
  public subscript(part: Range<Int>) -> Region {
    precondition(
      part.lowerBound >= 0 && part.upperBound <= count, "region \(part) of \(count) elements")
    return Region(
      arena: arena,
      range: (range.lowerBound + part.lowerBound)..<(range.lowerBound + part.upperBound))
  }

  /// Regions that lie one after another, as one.
  public static func joining(_ parts: [Region]) -> Region {
    guard let first = parts.first, let last = parts.last else {
      preconditionFailure("no regions to join")
    }
    precondition(
      zip(parts, parts.dropFirst()).allSatisfy {
        $0.arena === $1.arena && $0.range.upperBound == $1.range.lowerBound
      }, "regions \(parts.map(\.range)) are not adjacent")
    return Region(arena: first.arena, range: first.range.lowerBound..<last.range.upperBound)
  }

  /// A copy of the elements.
  public var elements: [Scalar] {
    unsafe Array(UnsafeBufferPointer(start: pointer, count: count))
  }

  /// Replaces the elements.
  public func assign(_ values: [Scalar]) {
    precondition(values.count == count, "region of \(count) elements assigned \(values.count)")
    unsafe values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { unsafe pointer.update(from: start, count: count) }
    }
  }

  /// Replaces the elements by those of another region.
  public func assign(_ other: Region) {
    precondition(other.count == count, "region of \(count) elements assigned \(other.count)")
    unsafe pointer.update(from: other.pointer, count: count)
  }

  /// Sets every element to one value.
  public func fill(_ value: Scalar) {
    unsafe pointer.update(repeating: value, count: count)
  }

  /// The first element's address; kernels only.
  var pointer: UnsafeMutablePointer<Scalar> { unsafe arena.pointer(at: range.lowerBound) }

  private func pointer(checking position: Int) -> UnsafeMutablePointer<Scalar> {
    precondition(position >= 0 && position < count, "element \(position) of \(count)")
    return unsafe pointer + position
  }
}
