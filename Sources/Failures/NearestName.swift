/// The name that a mistyped one most probably means: that of the smallest edit distance, the
/// first of several; nil where none is so near that it can be a slip of the pen, which is one
/// character in three, and one at least.
package func nearName(to text: String, among names: [String]) -> String? {
  let measured = names.map { (name: $0, distance: editDistance(text, $0)) }
  return measured.min { $0.distance < $1.distance }.flatMap {
    $0.distance <= max(1, text.count / 3) ? $0.name : nil
  }
}

/// The least number of insertions, deletions and replacements of characters that turn one text
/// into the other (Levenshtein 1966).
package func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  // row[j]: the distance of the part of `left` seen so far to the first j characters of `right`.
  var row = Array(0...right.count)
  for character in left {
    var diagonal = row[0]
    row[0] += 1
    for (index, other) in right.enumerated() {
      let replaced = diagonal + (character == other ? 0 : 1)
      diagonal = row[index + 1]
      row[index + 1] = min(replaced, diagonal + 1, row[index] + 1)
    }
  }
  return row[right.count]
}
