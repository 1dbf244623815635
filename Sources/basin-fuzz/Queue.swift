internal import Synchronization

/// What several threads take from and add to.
final class Queue<Element: Sendable>: Sendable {
  private let elements: Mutex<[Element]>

  init(_ elements: [Element]) { self.elements = Mutex(elements.reversed()) }

  /// The first that was not taken yet.
  func take() -> Element? { elements.withLock { $0.popLast() } }

  func add(_ element: Element) { elements.withLock { $0.insert(element, at: 0) } }

  /// All that were not taken yet, in order.
  func takeAll() -> [Element] {
    elements.withLock { elements in
      defer { elements = [] }
      return elements.reversed()
    }
  }
}
