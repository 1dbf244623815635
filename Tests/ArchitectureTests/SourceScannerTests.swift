import Testing

@Suite("What is code and what is not")
struct SourceScannerTests {
  @Test(
    "comments and the insides of literals go, line breaks stay",
    arguments: [
      ("a // b\nc", "a \nc"),
      ("a /* b /* c */ d */ e", "a  e"),
      ("/* a\nb */c", "\nc"),
      ("\"a // b\" + c", "\"\" + c"),
      ("\"a \\\" b\" c", "\"\" c"),
      ("#\"a \\ \" b\"# c", "\"\" c"),
      ("\"\"\"\n  a \"b\" c\n  \"\"\" d", "\"\"\n\n d"),
      ("\"a \\(b + \"c\") d\" e", "\"\"(b + \"\") e"),
      ("#if a\n#endif", "#if a\n#endif"),
      ("a / b", "a / b"),
    ])
  func code(text: String, expected: String) {
    #expect(SourceScanner(text).code() == expected)
  }

  @Test(
    "text that ends too early ends the scan", arguments: ["/* a", "\"a", "\"\\", "\"\"\"a", "#\"a"])
  func truncated(text: String) {
    #expect(SourceScanner(text).code().count <= 3)
  }
}
