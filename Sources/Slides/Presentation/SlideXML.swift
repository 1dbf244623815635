internal import Figures

/// Slides in PresentationML (ECMA-376, part 1).
enum SlideXML {
  static let namespaces: KeyValuePairs<String, String> = [
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xmlns:p": "http://schemas.openxmlformats.org/presentationml/2006/main",
  ]

  /// A slide.
  ///
  /// - Parameter firstPicture: the number of the relationship of its first picture.
  static func slide(_ slide: Slide, firstPicture: Int) -> XMLElement {
    var link = firstPicture
    var id = 2
    var shapes = [DrawingXML.text(slide.title, id: id, name: "Title", placeholder: "title")]
    for part in slide.parts {
      id += 1
      switch part {
      case .text(let block):
        shapes.append(DrawingXML.text(block, id: id, name: "Text \(id)", placeholder: nil))
      case .bar(let rectangle, let ink):
        shapes.append(DrawingXML.bar(rectangle, ink, id: id))
      case .table(let table): shapes.append(TableXML.table(table, id: id))
      case .picture(let picture):
        shapes.append(DrawingXML.picture(picture, id: id, link: "rId\(link)"))
        link += 1
      }
    }
    shapes.append(DrawingXML.slideNumber(id: id + 1))
    return XMLElement("p:sld", namespaces, [content(shapes), mapping])
  }

  /// What is said with a slide.
  static func notes(_ paragraphs: [String]) -> XMLElement {
    func placeholder(_ id: Int, _ name: String, _ kind: KeyValuePairs<String, String>)
      -> [XMLElement]
    {
      [
        XMLElement(
          "p:nvSpPr", [:],
          [
            XMLElement("p:cNvPr", ["id": "\(id)", "name": name]),
            XMLElement("p:cNvSpPr"),
            XMLElement("p:nvPr", [:], [XMLElement("p:ph", kind)]),
          ]), XMLElement("p:spPr"),
      ]
    }
    let body = XMLElement(
      "p:txBody", [:],
      [XMLElement("a:bodyPr"), XMLElement("a:lstStyle")]
        + paragraphs.map { text in
          XMLElement(
            "a:p", [:],
            [
              XMLElement(
                "a:r", [:],
                [XMLElement("a:rPr", ["lang": "en-GB"]), XMLElement("a:t", text: text)])
            ])
        })
    return XMLElement(
      "p:notes", namespaces,
      [
        content([
          XMLElement("p:sp", [:], placeholder(2, "Slide", ["type": "sldImg"])),
          XMLElement("p:sp", [:], placeholder(3, "Notes", ["type": "body", "idx": "1"]) + [body]),
        ]), mapping,
      ])
  }

  private static var mapping: XMLElement {
    XMLElement("p:clrMapOvr", [:], [XMLElement("a:masterClrMapping")])
  }

  private static func content(_ shapes: [XMLElement]) -> XMLElement {
    let group = [
      XMLElement(
        "p:nvGrpSpPr", [:],
        [
          XMLElement("p:cNvPr", ["id": "1", "name": ""]), XMLElement("p:cNvGrpSpPr"),
          XMLElement("p:nvPr"),
        ]), XMLElement("p:grpSpPr"),
    ]
    return XMLElement("p:cSld", [:], [XMLElement("p:spTree", [:], group + shapes)])
  }
}
