internal import Archives

/// An argument as a shell would need it; bytes that are not UTF-8 as Bash, ksh and zsh read them.
package func shellQuoted(_ argument: String) -> String {
  guard PathText.visible(argument) == argument else {
    let text = argument.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    return "$'\(PathText.visible(text))'"
  }
  guard argument.isEmpty || argument.contains(/[^A-Za-z0-9_@%+=:,.\/-]/) else { return argument }
  return "'" + argument.replacing("'", with: "'\\''") + "'"
}
