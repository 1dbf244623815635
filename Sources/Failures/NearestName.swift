/// The name that a mistyped one most probably means: that of the smallest edit distance, the
/// first of several. `names` is not empty.
package func nearestName(to text: String, among names: [String]) -> String {
  precondition(!names.isEmpty, "no names to choose from for \(text)")
  let measured = names.map { (name: $0, distance: editDistance(text, $0)) }
  return measured.reduce(measured[0]) { $1.distance < $0.distance ? $1 : $0 }.name
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
