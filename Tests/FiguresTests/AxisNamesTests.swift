import Figures
import Testing

@Suite struct AxisNamesTests {
  @Test(
    arguments: [
      (
        "α: step along direction x (units of filter norm)",
        ["α: step along direction x (units of filter norm)", "α: step along direction x", "α"]
      ),
      (
        "training loss (cross-entropy) (log scale)",
        [
          "training loss (cross-entropy) (log scale)", "training loss (cross-entropy)",
          "training loss",
        ]
      ), ("loss", ["loss"]), ("", [""]), ("(a)", ["(a)"]), (":", [":"]),
    ]) func formsAreShorterOneByOne(name: String, forms: [String])
  {
    #expect(AxisNames.forms(of: name) == forms)
  }
}
