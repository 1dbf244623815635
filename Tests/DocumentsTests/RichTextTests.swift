import Documents
import Testing

struct RichTextTests {
  @Test func markupIsCutIntoStretches() {
    let text: RichText = "a **b c** d *e* `f*g` [h](i.md)."
    #expect(
      text.spans == [
        .plain("a "), .strong("b c"), .plain(" d "), .emphasised("e"), .plain(" "), .code("f*g"),
        .plain(" "), .link("h", target: "i.md"), .plain("."),
      ])
    #expect(text.plainText == "a b c d e f*g h.")
  }

  @Test func whatIsPutInStandsAsItIs() {
    let name = "a*b*`c`[d](e)\\**f**"
    #expect(RichText("\(name)").spans == [.plain(name)])
    #expect(RichText(verbatim: name).spans == [.plain(name)])
    #expect(RichText("`\(name)`").spans == [.code(name)])
    #expect(RichText("**\(name)**").spans == [.strong(name)])
    #expect(RichText("[\(name)](x)").spans == [.link(name, target: "x")])
    let inner: RichText = "*in*"
    #expect(RichText("out \(inner)").spans == [.plain("out "), .emphasised("in")])
    #expect((inner + "!").spans == [.emphasised("in"), .plain("!")])
  }

  @Test(arguments: ["**open", "*open", "`open", "[open", "[open](", "****", "``", "a ] ( b", "\\"])
  func markupThatDoesNotEndIsText(source: String) {
    #expect(RichText(stringLiteral: source).spans == [.plain(source)])
  }

  @Test func formulasAreOnlyWhatIsPutIn() {
    let gain = Formula("\\lVert g \\rVert|$", text: "‖g‖|$")
    let text: RichText = "The *gain* \(gain) of `f`"
    #expect(
      text.spans == [
        .plain("The "), .emphasised("gain"), .plain(" "), .formula(gain), .plain(" of "),
        .code("f"),
      ])
    #expect(text.plainText == "The gain ‖g‖|$ of f")
    #expect(RichText("\("$a|b$")").spans == [.plain("$a|b$")])
  }
}
