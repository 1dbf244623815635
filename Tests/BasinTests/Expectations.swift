import Testing

/// What is wrong with how a run refused its input; empty when it did as the contract says: the
/// exit code, nothing on the standard output, one or two lines on the standard error that begin
/// with the tool's name and hold every one of `words`, and no trace of a trap.
func refusalFaults(_ result: Tool.Result, code: Int32, saying words: [String]) -> [String] {
  var faults: [String] = []
  if result.timedOut { faults.append("did not end in time") }
  if result.exitCode != code { faults.append("exit code \(result.exitCode) instead of \(code)") }
  if !result.output.isEmpty { faults.append("wrote \(result.output) to the standard output") }
  let lines = result.errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  if !(1...2).contains(lines.count) { faults.append("\(lines.count) lines of error") }
  if !result.errors.hasPrefix("basin: ") || !result.errors.hasSuffix("\n") {
    faults.append("not the form of a message: \(result.errors)")
  }
  for word in words where !result.errors.contains(word) {
    faults.append("does not say \"\(word)\": \(result.errors)")
  }
  for trace in ["Fatal error", "crashed", "Backtrace", "Precondition"]
  where result.errors.contains(trace) {
    faults.append("trapped: \(result.errors)")
  }
  return faults
}

/// Expects that a run refused its input as the contract says.
func expectRefusal(
  _ result: Tool.Result, code: Int32, saying words: String...,
  at location: SourceLocation = #_sourceLocation
) {
  let faults = refusalFaults(result, code: code, saying: words)
  #expect(faults == [], sourceLocation: location)
}
