import Failures
import Testing

struct PhraseTests {
  private let flags: SettingNaming = { setting, value in
    "--\(setting.name.replacing(" ", with: "-"))" + (value.map { " \($0)" } ?? "")
  }

  @Test func settingsAreWrittenAsTheReaderKnowsThem() {
    let phrase: Phrase =
      "Lower \(setting: "learning rate"), or give \(setting: "model", "mlp")\(1)."
    #expect(phrase.description == "Lower learning rate, or give model mlp1.")
    #expect(phrase.text(naming: flags) == "Lower --learning-rate, or give --model mlp1.")
  }

  @Test func phrasesThatReadAlikeAreEqual() {
    #expect("a \(1) b" as Phrase == "a 1 b" && ("a" as Phrase) + " b" == "a b")
    #expect("\(setting: "top")" as Phrase != "top")
    #expect("\("a \(setting: "top")" as Phrase)!" as Phrase == "a \(setting: "top")!")
  }

  @Test func aFailureNamesSettingsInPlaceAndRemedy() {
    let failure = Failure(
      .usage, "0 is out of range", at: .setting("batch size", value: "0"),
      remedy: "Raise \(setting: "batch size").")
    #expect(failure.text(naming: flags) == "--batch-size 0: 0 is out of range\nRaise --batch-size.")
    #expect(failure.description == "batch size 0: 0 is out of range\nRaise batch size.")
  }
}
