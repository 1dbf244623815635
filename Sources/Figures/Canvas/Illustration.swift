/// A picture as data: something that can be drawn on a canvas of its size.
public protocol Illustration: Sendable {
  /// The width in pixels.
  var width: Int { get set }
  /// The height in pixels.
  var height: Int { get set }
  /// The title above everything.
  var title: String? { get }
  /// What the picture shows, in sentences, for those who cannot see it.
  var summary: String { get }

  /// Lays the picture out for a canvas of its size and draws it.
  func draw(on canvas: any Canvas)
}

extension Figure: Illustration {}
