internal import Kernels

/// Hands out parts of a growing arena layout and takes them back, so that values which never live
/// at the same time share memory.
struct SlotPool {
  private(set) var layout: ArenaLayout
  private var free: [Int: [Range<Int>]] = [:]

  init(layout: ArenaLayout = ArenaLayout()) { self.layout = layout }

  /// A slot of exactly `count` elements: the one given back last, or a new one.
  mutating func take(_ count: Int) -> Range<Int> {
    free[count]?.popLast() ?? layout.reserve(count)
  }

  /// Gives a slot back.
  mutating func give(_ slot: Range<Int>) {
    free[slot.count, default: []].append(slot)
  }
}
