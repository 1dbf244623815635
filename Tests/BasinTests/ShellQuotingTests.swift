import Testing
import basin

@Suite("Arguments as a shell needs them")
struct ShellQuotingTests {
  @Test(
    "only what a shell would change is quoted",
    arguments: [
      ("--grid", "--grid"), ("51x31", "51x31"), ("-1:1", "-1:1"), ("a b", "'a b'"), ("", "''"),
      ("$x", "'$x'"), ("it's", "'it'\\''s'"), ("a;b", "'a;b'"), ("ü", "'ü'"),
      ("arrays:x.npy,y.npy", "arrays:x.npy,y.npy"),
    ])
  func quoting(argument: String, quoted: String) {
    #expect(shellQuoted(argument) == quoted)
  }
}
