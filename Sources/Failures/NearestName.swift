/// The name that a mistyped one most probably means: that of the smallest edit distance without
/// regard to case, the first of several; nil when there are no names.
public func nearestName(to text: String, among names: [String]) -> String? {
  let measured = names.map {
    (name: $0, distance: editDistance(text.lowercased(), $0.lowercased()))
  }
  return measured.min { $0.distance < $1.distance }?.name
}

/// The least number of insertions, deletions and replacements of characters that turn one text
/// into the other (Levenshtein 1966).
package func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  // row[j]: the distance of the part of `left` read so far to the first j characters of `right`.
  var row = Array(0...right.count)
  for character in left {
    var diagonal = row[0]
    row[0] += 1
    for (column, other) in right.enumerated() {
      let replaced = diagonal + (character == other ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[right.count]
}
