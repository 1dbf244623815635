internal import Foundation

/// What the system writes into files of text: `/proc` and control groups.
enum SystemFile {
  /// The numbers in lines such as `MemFree:  12 kB` or `inactive_file 12`; nil where it cannot be read.
  static func fields(of path: String) -> [String: Int]? {
    text(of: path).map { text in
      Dictionary(
        text.split(separator: "\n").compactMap { line in
          let words = line.split { $0 == " " || $0 == "\t" || $0 == ":" }
          guard words.count >= 2, let number = Int(words[1]) else { return nil }
          return (String(words[0]), number)
        }
      ) { first, _ in first }
    }
  }

  /// The only number in a file; nil where it holds something else.
  static func number(in path: String) -> Int? { words(in: path).flatMap { Int($0.first ?? "") } }

  /// The words in a file; nil where it cannot be read.
  static func words(in path: String) -> [String]? {
    text(of: path).map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
  }

  /// The whole text; nil where it cannot be read.
  static func text(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// A control group that this process is in, by the second version of control groups or the first.
struct ControlGroup {
  /// Where its files are.
  let folder: String
  /// Which names they have.
  let isSecondVersion: Bool

  /// The groups that limit something, such as `memory` or `cpu`: that of this process and those around it.
  static func all(of controller: String) -> [ControlGroup] {
    guard let groups = SystemFile.text(of: "/proc/self/cgroup") else { return [] }
    var all: [ControlGroup] = []
    for line in groups.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isSecond = parts[1].isEmpty
      guard isSecond || parts[1].split(separator: ",").contains(controller[...]) else { continue }
      let root = isSecond ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(controller)"
      var path = parts[2].split(separator: "/")
      while true {
        all.append(
          ControlGroup(
            folder: ([root] + path.map(String.init)).joined(separator: "/"),
            isSecondVersion: isSecond))
        guard path.popLast() != nil else { break }
      }
    }
    return all
  }
}
