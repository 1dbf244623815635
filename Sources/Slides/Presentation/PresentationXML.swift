internal import Archives

/// The part of a presentation that lists its slides, in sections where there are several runs.
enum PresentationXML {
  /// The relationships before those of the slides.
  private static let firstSlide = 7

  static func presentation(_ deck: Deck) -> XMLElement {
    func size(_ name: String, _ size: (width: Double, height: Double)) -> XMLElement {
      XMLElement(
        name, ["cx": DrawingXML.units(size.width), "cy": DrawingXML.units(size.height)])
    }
    return XMLElement(
      "p:presentation", SlideXML.namespaces,
      [
        XMLElement(
          "p:sldMasterIdLst", [:],
          [XMLElement("p:sldMasterId", ["id": "2147483648", "r:id": "rId1"])]),
        XMLElement(
          "p:notesMasterIdLst", [:], [XMLElement("p:notesMasterId", ["r:id": "rId2"])]),
        XMLElement(
          "p:sldIdLst", [:],
          deck.slides.indices.map {
            XMLElement("p:sldId", ["id": "\(id($0))", "r:id": "rId\(firstSlide + $0)"])
          }), size("p:sldSz", Deck.size), size("p:notesSz", (width: 540, height: 720)),
      ] + (deck.sections.count > 1 ? [sections(deck)] : []))
  }

  private static func id(_ slide: Int) -> Int { 256 + slide }

  private static func sections(_ deck: Deck) -> XMLElement {
    var next = 0
    let sections = deck.sections.enumerated().map { index, section in
      defer { next += section.slides.count }
      let number = String(index + 1, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: 12 - number.count) + number
      return XMLElement(
        "p14:section", ["name": section.name, "id": "{0BA51000-0000-4000-8000-\(digits)}"],
        [
          XMLElement(
            "p14:sldIdLst", [:],
            section.slides.indices.map { XMLElement("p14:sldId", ["id": "\(id(next + $0))"]) })
        ])
    }
    return XMLElement(
      "p:extLst", [:],
      [
        XMLElement(
          "p:ext", ["uri": "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"],
          [
            XMLElement(
              "p14:sectionLst",
              ["xmlns:p14": "http://schemas.microsoft.com/office/powerpoint/2010/main"], sections)
          ])
      ])
  }
}

/// What a presentation says of itself.
enum DocumentProperties {
  static func core(_ deck: Deck) -> XMLElement {
    XMLElement(
      "cp:coreProperties",
      [
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
      ], [XMLElement("dc:title", text: deck.title), XMLElement("dc:creator", text: "Basin")])
  }

  static func app(_ deck: Deck) -> XMLElement {
    XMLElement(
      "Properties",
      ["xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"],
      [
        XMLElement("Application", text: "Basin"),
        XMLElement("PresentationFormat", text: "Widescreen"),
        XMLElement("Slides", text: "\(deck.slides.count)"),
        XMLElement("Notes", text: "\(deck.slides.count)"),
      ])
  }
}
