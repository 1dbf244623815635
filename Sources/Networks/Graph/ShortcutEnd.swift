/// An operation at which a shortcut comes back into the network: an addition, or a concatenation.
struct ShortcutEnd {
  /// The position of the shortcut among the inputs.
  let shortcut: Int
  /// The position of the branch among the inputs.
  let branch: Int
  /// What the shortcut is multiplied by.
  let strength: Double
}

extension Operation {
  /// Where its shortcut comes in; nil for an operation without one.
  var shortcutEnd: ShortcutEnd? {
    switch self {
    case .add(let add) where add.isShortcut:
      ShortcutEnd(shortcut: Add.shortcut, branch: Add.branch, strength: add.strength)
    case .concatenation(let both) where both.isShortcut:
      ShortcutEnd(
        shortcut: Concatenation.shortcut, branch: Concatenation.branch, strength: both.strength)
    default: nil
    }
  }

  /// The same operation with its shortcut multiplied by a number; itself where it has none.
  func scalingShortcut(by factor: Double) -> Operation {
    switch self {
    case .add(let add) where add.isShortcut:
      .add(Add(isShortcut: true, strength: add.strength * factor))
    case .concatenation(let both) where both.isShortcut:
      .concatenation(Concatenation(isShortcut: true, strength: both.strength * factor))
    default: self
    }
  }
}
