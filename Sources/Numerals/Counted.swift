/// A number with its noun: `1 epoch`, `2 epochs`.
///
/// - Parameter noun: the singular of one that takes an s.
package func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
