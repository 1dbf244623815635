internal import Foundation

/// Names of surfaces that other programs take as those of variables: ASCII letters, digits and `_`.
package enum SurfaceNames {
  /// A name of its own for each file: as much of the end of its path as tells it apart.
  package static func names(of paths: [String]) -> [String] {
    unique(distinctEndings(of: paths).map { identifier($0.joined(separator: "_")) })
  }

  /// The end of each path that tells it apart from the others, without the name's ending.
  package static func titles(of paths: [String]) -> [String] {
    distinctEndings(of: paths).map { $0.joined(separator: "/") }
  }

  /// As many of the last parts of paths as it takes to tell them apart, or all where one is named twice.
  private static func distinctEndings(of paths: [String]) -> [[String]] {
    let parts = paths.map { path in
      var url = URL(filePath: path).standardizedFileURL
      url.deletePathExtension()
      return url.pathComponents.filter { $0 != "/" }
    }
    let most = parts.map(\.count).max() ?? 0
    for count in stride(from: 1, through: most, by: 1) {
      let endings = parts.map { Array($0.suffix(count)) }
      if Set(endings).count == paths.count { return endings }
    }
    return parts.map { Array($0.suffix(1)) }
  }

  /// A text as a name: what is neither an ASCII letter nor a digit becomes `_`.
  package static func identifier(_ text: String) -> String {
    let name = String(
      text.unicodeScalars.map { scalar in
        scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          ? Character(scalar) : "_"
      })
    let isNamed = name.first.map { $0.isLetter } ?? false
    return isNamed ? name : "surface_\(name)"
  }

  /// The names, those that occur before with a number.
  package static func unique(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var (unique, number) = (name, 1)
      while !taken.insert(unique).inserted {
        number += 1
        unique = "\(name)_\(number)"
      }
      return unique
    }
  }
}
