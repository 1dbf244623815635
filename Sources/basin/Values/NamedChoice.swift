internal import Datasets
package import Failures

/// The case of a list of choices that a name means.
///
/// - Throws: `Failure` (usage) with the nearest name and all of them if there is none of that name.
package func namedChoice<Choice>(_ text: String, of type: Choice.Type, option: Setting)
  throws(Failure) -> Choice
where Choice: CaseIterable & RawRepresentable<String> {
  if let choice = Choice(rawValue: text) { return choice }
  let names = Choice.allCases.map(\.rawValue)
  let guess = nearName(to: text.lowercased(), among: names).map { "Did you mean \($0)? " } ?? ""
  throw Failure(
    .usage, "unknown value \"\(text)\"", at: .setting(option),
    remedy: "\(guess)Choices: \(names.joined(separator: ", ")).")
}
