internal import Archives
internal import Failures
internal import Figures

/// A deck as a presentation for PowerPoint and LibreOffice: `.pptx`, Office Open XML (ECMA-376).
///
/// Titles, texts and tables are those of the program and can be edited; pictures are PNG. Equal decks
/// give equal bytes: no time is recorded.
enum PresentationFile {
  private static let format = "application/vnd.openxmlformats-officedocument"
  private static let kind = "\(format).presentationml"

  /// The bytes of the file.
  ///
  /// - Parameter path: its name in messages.
  /// - Throws: `Failure`: (fault) if drawing failed, (data) for more than 4 GiB.
  static func bytes(of deck: Deck, for path: String) throws -> [UInt8] {
    var package = OfficePackage()
    let slides = deck.slides
    package.add(
      "docProps/core.xml", type: "application/vnd.openxmlformats-package.core-properties+xml",
      DocumentProperties.core(deck).file)
    package.add(
      "docProps/app.xml", type: "\(format).extended-properties+xml",
      DocumentProperties.app(deck).file)
    package.add(
      "ppt/presentation.xml", type: "\(kind).presentation.main+xml",
      PresentationXML.presentation(deck).file,
      links: [
        .init(kind: "slideMaster", target: "ppt/slideMasters/slideMaster1.xml"),
        .init(kind: "notesMaster", target: "ppt/notesMasters/notesMaster1.xml"),
        .init(kind: "theme", target: "ppt/theme/theme1.xml"),
        .init(kind: "tableStyles", target: "ppt/tableStyles.xml"),
        .init(kind: "presProps", target: "ppt/presProps.xml"),
        .init(kind: "viewProps", target: "ppt/viewProps.xml"),
      ]
        + slides.indices.map { .init(kind: "slide", target: "ppt/slides/slide\($0 + 1).xml") })
    addFrame(of: deck, to: &package)
    var pictures = 0
    for (index, slide) in slides.enumerated() {
      pictures = try add(slide, number: index + 1, after: pictures, of: deck, to: &package)
    }
    return try package.bytes(
      links: [
        .init(kind: "officeDocument", target: "ppt/presentation.xml"),
        .init(kind: "core-properties", target: "docProps/core.xml"),
        .init(kind: "extended-properties", target: "docProps/app.xml"),
      ], for: path)
  }

  /// Adds the masters, the layout and the themes.
  private static func addFrame(of deck: Deck, to package: inout OfficePackage) {
    package.add(
      "ppt/presProps.xml", type: "\(kind).presProps+xml",
      XMLElement("p:presentationPr", SlideXML.namespaces).file)
    package.add(
      "ppt/viewProps.xml", type: "\(kind).viewProps+xml",
      XMLElement("p:viewPr", SlideXML.namespaces).file)
    package.add(
      "ppt/tableStyles.xml", type: "\(kind).tableStyles+xml",
      XMLElement(
        "a:tblStyleLst",
        [
          "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
          "def": "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}",
        ]
      ).file)
    for (number, theme) in [(1, deck.theme), (2, Theme.light)] {
      package.add(
        "ppt/theme/theme\(number).xml", type: "\(format).theme+xml",
        PresentationTemplate.theme(theme))
    }
    package.add(
      "ppt/slideMasters/slideMaster1.xml", type: "\(kind).slideMaster+xml",
      PresentationTemplate.slideMaster(deck.theme),
      links: [
        .init(kind: "slideLayout", target: "ppt/slideLayouts/slideLayout1.xml"),
        .init(kind: "theme", target: "ppt/theme/theme1.xml"),
      ])
    package.add(
      "ppt/slideLayouts/slideLayout1.xml", type: "\(kind).slideLayout+xml",
      PresentationTemplate.slideLayout,
      links: [.init(kind: "slideMaster", target: "ppt/slideMasters/slideMaster1.xml")])
    package.add(
      "ppt/notesMasters/notesMaster1.xml", type: "\(kind).notesMaster+xml",
      PresentationTemplate.notesMaster,
      links: [.init(kind: "theme", target: "ppt/theme/theme2.xml")])
  }

  /// Adds a slide with its notes and its pictures.
  ///
  /// - Returns: the number of pictures so far.
  private static func add(
    _ slide: Slide, number: Int, after pictures: Int, of deck: Deck,
    to package: inout OfficePackage
  ) throws -> Int {
    let (path, notes) = (
      "ppt/slides/slide\(number).xml", "ppt/notesSlides/notesSlide\(number).xml"
    )
    var links: [OfficePackage.Link] = [
      .init(kind: "slideLayout", target: "ppt/slideLayouts/slideLayout1.xml"),
      .init(kind: "notesSlide", target: notes),
    ]
    let firstPicture = links.count + 1
    var pictures = pictures
    for case .picture(let picture) in slide.parts {
      pictures += 1
      let target = "ppt/media/image\(pictures).png"
      package.add(target, type: nil, try picture.png)
      links.append(.init(kind: "image", target: target))
    }
    package.add(
      path, type: "\(kind).slide+xml",
      SlideXML.slide(slide, firstPicture: firstPicture).file, links: links)
    package.add(
      notes, type: "\(kind).notesSlide+xml", SlideXML.notes(slide.notes).file,
      links: [
        .init(kind: "notesMaster", target: "ppt/notesMasters/notesMaster1.xml"),
        .init(kind: "slide", target: path),
      ])
    return pictures
  }
}
