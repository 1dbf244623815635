/// An operation of two inputs, one of which may be a shortcut connection that comes back into the
/// network here.
public protocol ShortcutEnd: Hashable, Codable, Sendable {
  /// The position of the shortcut among the inputs.
  static var shortcut: Int { get }
  /// The position of the branch among the inputs.
  static var branch: Int { get }

  /// Whether there is a shortcut, which `Network.withoutShortcuts()` removes.
  var isShortcut: Bool { get }
  /// What the shortcut is multiplied by: 1 as the models are, less where shortcuts are weakened. A
  /// finite number.
  var strength: Double { get }

  /// Creates the operation.
  ///
  /// - Parameters:
  ///   - isShortcut: whether there is a shortcut.
  ///   - strength: what it is multiplied by.
  init(isShortcut: Bool, strength: Double)
}

private enum ShortcutKeys: String, CodingKey { case isShortcut, strength }

extension ShortcutEnd {
  /// Decodes an operation; one without a strength has 1.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: ShortcutKeys.self)
    self.init(
      isShortcut: try container.decode(Bool.self, forKey: .isShortcut),
      strength: try container.decodeIfPresent(Double.self, forKey: .strength) ?? 1)
  }

  /// Encodes an operation; a strength of 1 is left out, as in the files of earlier versions.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ShortcutKeys.self)
    try container.encode(isShortcut, forKey: .isShortcut)
    if strength != 1 { try container.encode(strength, forKey: .strength) }
  }

  /// Refuses a strength that is not a finite number.
  func checkStrength() throws(ShapeMismatch) {
    guard strength.isFinite else {
      throw ShapeMismatch(what: "a shortcut of strength \(strength)")
    }
  }

  /// The same operation with its shortcut multiplied by a number.
  func scaled(by factor: Double) -> Self {
    Self(isShortcut: isShortcut, strength: strength * factor)
  }
}

extension Operation {
  /// The operation as the end of a shortcut; nil for one without.
  var shortcutEnd: (any ShortcutEnd)? {
    switch self {
    case .add(let add) where add.isShortcut: add
    case .concatenation(let both) where both.isShortcut: both
    default: nil
    }
  }

  /// The same operation with its shortcut multiplied by a number; itself where it has none.
  func scalingShortcut(by factor: Double) -> Operation {
    switch self {
    case .add(let add) where add.isShortcut: .add(add.scaled(by: factor))
    case .concatenation(let both) where both.isShortcut: .concatenation(both.scaled(by: factor))
    default: self
    }
  }
}
