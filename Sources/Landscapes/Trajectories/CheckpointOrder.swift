internal import Foundation

/// The order of checkpoints by the numbers in their names: `epoch-2` before `epoch-10`.
public enum CheckpointOrder {
  /// The files by the whole numbers in their names, the first number first; extensions do not count, and files of
  /// equal numbers stay as they are.
  public static func byNumbers(_ paths: [String]) -> [String] {
    let keys = paths.map(numbers)
    return paths.indices.sorted { a, b in
      keys[a] == keys[b] ? a < b : isBefore(keys[a], keys[b])
    }.map { paths[$0] }
  }

  /// Whether the files stand in the order of their numbers already.
  public static func isByNumbers(_ paths: [String]) -> Bool { byNumbers(paths) == paths }

  /// The numbers in a name, as digits without leading zeros: they may be longer than any integer.
  private static func numbers(_ path: String) -> [Substring] {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    return name.matches(of: /[0-9]+/).map { $0.output.drop { $0 == "0" } }
      .map { Substring(String($0)) }
  }

  private static func isBefore(_ a: [Substring], _ b: [Substring]) -> Bool {
    for (x, y) in zip(a, b) where x != y { return (x.count, x) < (y.count, y) }
    return a.count < b.count
  }
}
