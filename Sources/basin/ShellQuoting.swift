/// An argument as a shell would need it.
package func shellQuoted(_ argument: String) -> String {
  guard argument.isEmpty || argument.contains(/[^A-Za-z0-9_@%+=:,.\/-]/) else { return argument }
  return "'" + argument.replacing("'", with: "'\\''") + "'"
}
