/// The arguments with every value that begins with a minus sign and a number joined to its
/// option: `--span -1:1` becomes `--span=-1:1`.
///
/// The argument parser takes such a value for an option of its own. What follows a lone `--` is
/// left as it is.
package func joiningNegativeValues(_ arguments: [String]) -> [String] {
  var joined: [String] = []
  var rest = arguments[...]
  while let argument = rest.popFirst() {
    if argument == "--" { return joined + [argument] + rest }
    if argument.hasPrefix("--"), !argument.contains("="),
      let value = rest.first, isNegativeValue(value)
    {
      rest.removeFirst()
      joined.append("\(argument)=\(value)")
    } else {
      joined.append(argument)
    }
  }
  return joined
}

private func isNegativeValue(_ text: String) -> Bool {
  guard text.hasPrefix("-"), let second = text.dropFirst().first else { return false }
  return second.isASCII && (second.isNumber || second == ".")
}
