import Catalogues
import Failures
import Testing

struct CatalogueTests {
  private struct Entry: CatalogueEntry {
    let name: String
    let examples: [String]
    let options: [CatalogueOption]
  }

  private static let size = CatalogueOption(
    "image size", placeholder: "pixels", help: "Edge.", usual: "28")
  private static let width = CatalogueOption("width", placeholder: "channels", help: "Channels.")

  private let catalogue = Catalogue<Entry>(
    "model",
    [
      Entry(name: "net", examples: ["net20", "net56"], options: [width]),
      Entry(name: "eye", examples: ["eye"], options: [size, width]),
      Entry(name: "bare", examples: ["bare"], options: []),
    ])

  @Test func eachSettingIsOfferedOnceWithAllItsMeanings() {
    #expect(catalogue.options.map(\.setting) == ["width", "image size"])
    #expect(catalogue.options[0].help == "Channels. (net, eye)")
    #expect(catalogue.options[1].help == "Edge. (eye; default: 28)")
    #expect(catalogue.options[1].placeholder == "pixels")
  }

  @Test func choicesOfOtherEntriesAreRefused() throws {
    try catalogue.check(["width": "3", "image size": "1"], for: catalogue.entries[1])
    try catalogue.check([:], for: catalogue.entries[2])
    func refusal(_ values: OptionValues, _ entry: Int) -> String? {
      (#expect(throws: Failure.self) {
        try catalogue.check(values, for: catalogue.entries[entry])
      })?.description
    }
    #expect(
      refusal(["image size": "1"], 0)
        == "image size: goes with eye, not with net\nLeave it out. Of net you can choose width.")
    #expect(
      refusal(["width": "1"], 2) == "width: goes with net or eye, not with bare\nLeave it out.")
    #expect(
      refusal(["depth": "1"], 1)
        == "depth: is not an option of eye\n"
        + "Leave it out. Of eye you can choose image size and width.")
  }

  @Test func namesThatAreNotOfferedAreAnsweredWithThoseThatAre() {
    #expect(
      catalogue.refusal(of: "net21").description
        == "model: \"net21\" is not offered\nDid you mean net20? Offered are net20, net56, eye, bare."
    )
    #expect(
      catalogue.refusal(of: "vgg16", advice: "Train it elsewhere.").description
        == "model: \"vgg16\" is not offered\nOffered are net20, net56, eye, bare. "
        + "Train it elsewhere.")
  }
}
