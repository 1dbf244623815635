internal import Figures

/// What stands on slides in DrawingML.
enum DrawingXML {
  /// Points in English Metric Units, of which a point has 12,700.
  static func units(_ points: Double) -> String { "\(Int((12_700 * points).rounded()))" }

  /// The name of a colour in the theme.
  static func color(_ ink: Ink) -> XMLElement {
    let name =
      switch ink {
      case .text: "tx1"
      case .quiet: "tx2"
      case .accent: "accent1"
      case .plain: "accent2"
      case .panel: "bg2"
      }
    return XMLElement("a:solidFill", [:], [XMLElement("a:schemeClr", ["val": name])])
  }

  static func place(_ name: String, _ r: Rectangle) -> XMLElement {
    XMLElement(
      name, [:],
      [
        XMLElement("a:off", ["x": units(r.x), "y": units(r.y)]),
        XMLElement("a:ext", ["cx": units(r.width), "cy": units(r.height)]),
      ])
  }

  private static var rectangle: XMLElement {
    XMLElement("a:prstGeom", ["prst": "rect"], [XMLElement("a:avLst")])
  }

  private static func properties(
    _ kind: String, id: Int, _ name: String, description: String? = nil,
    placeholder: KeyValuePairs<String, String>? = nil, _ own: XMLElement
  ) -> XMLElement {
    XMLElement(
      "p:nv\(kind)Pr", [:],
      [
        description.map {
          XMLElement("p:cNvPr", ["id": "\(id)", "name": name, "descr": $0])
        } ?? XMLElement("p:cNvPr", ["id": "\(id)", "name": name]), own,
        XMLElement("p:nvPr", [:], placeholder.map { [XMLElement("p:ph", $0)] } ?? []),
      ])
  }

  /// A text; a title as large as that of the layout takes its place from there.
  static func text(_ block: TextBlock, id: Int, name: String, placeholder: String?) -> XMLElement {
    let own =
      placeholder == nil
      ? XMLElement("p:cNvSpPr", ["txBox": "1"]) : XMLElement("p:cNvSpPr")
    let shape =
      placeholder == nil
      ? XMLElement(
        "p:spPr", [:], [place("a:xfrm", block.frame), rectangle, XMLElement("a:noFill")])
      : XMLElement(
        "p:spPr", [:], block.frame == SlideLayout.title ? [] : [place("a:xfrm", block.frame)])
    return XMLElement(
      "p:sp", [:],
      [
        properties(
          "Sp", id: id, name, placeholder: placeholder.map { ["type": $0] }, own), shape,
        XMLElement(
          "p:txBody", [:],
          [
            XMLElement(
              "a:bodyPr",
              [
                "wrap": "square", "lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0",
                "anchor": "t",
              ], [XMLElement("a:noAutofit")]), XMLElement("a:lstStyle"),
          ]
            + block.paragraphs.enumerated().map {
              paragraph($1, size: block.size, isFirst: $0 == 0)
            }),
      ])
  }

  private static func paragraph(_ paragraph: TextParagraph, size: Double, isFirst: Bool)
    -> XMLElement
  {
    let indent = units(TextBlock.indent * size)
    let space = [
      XMLElement(
        "a:spcBef", [:],
        [
          XMLElement(
            "a:spcPts",
            ["val": isFirst ? "0" : "\(Int((100 * TextBlock.gap * size).rounded()))"])
        ])
    ]
    let layout =
      paragraph.isItem
      ? XMLElement(
        "a:pPr", ["marL": indent, "indent": "-\(indent)"],
        space + [
          XMLElement("a:buClr", [:], [XMLElement("a:schemeClr", ["val": "accent1"])]),
          XMLElement("a:buFont", ["typeface": "Arial"]),
          XMLElement("a:buChar", ["char": "•"]),
        ])
      : XMLElement(
        "a:pPr", ["marL": "0", "indent": "0"], space + [XMLElement("a:buNone")])
    return XMLElement("a:p", [:], [layout] + paragraph.runs.map { run($0, size: size) })
  }

  static func run(_ run: TextRun, size: Double) -> XMLElement {
    XMLElement(
      "a:r", [:],
      [
        XMLElement(
          "a:rPr",
          [
            "lang": "en-GB", "sz": "\(Int((100 * size).rounded()))", "b": run.isBold ? "1" : "0",
            "dirty": "0",
          ],
          [color(run.ink)]
            + [XMLElement("a:latin", ["typeface": run.isCode ? "Courier New" : "+mn-lt"])]),
        XMLElement("a:t", text: run.text),
      ])
  }

  /// A rectangle that only adorns.
  static func bar(_ frame: Rectangle, _ ink: Ink, id: Int) -> XMLElement {
    XMLElement(
      "p:sp", [:],
      [
        properties("Sp", id: id, "Bar \(id)", XMLElement("p:cNvSpPr")),
        XMLElement(
          "p:spPr", [:],
          [
            place("a:xfrm", frame), rectangle, color(ink),
            XMLElement("a:ln", [:], [XMLElement("a:noFill")]),
          ]),
      ])
  }

  static func picture(_ picture: SlidePicture, id: Int, link: String) -> XMLElement {
    XMLElement(
      "p:pic", [:],
      [
        properties(
          "Pic", id: id, picture.name, description: picture.description,
          XMLElement(
            "p:cNvPicPr", [:], [XMLElement("a:picLocks", ["noChangeAspect": "1"])])),
        XMLElement(
          "p:blipFill", [:],
          [
            XMLElement("a:blip", ["r:embed": link]),
            XMLElement("a:stretch", [:], [XMLElement("a:fillRect")]),
          ]),
        XMLElement("p:spPr", [:], [place("a:xfrm", picture.frame), rectangle]),
      ])
  }

  static func slideNumber(id: Int) -> XMLElement {
    XMLElement(
      "p:sp", [:],
      [
        properties(
          "Sp", id: id, "Slide number",
          placeholder: ["type": "sldNum", "sz": "quarter", "idx": "12"],
          XMLElement("p:cNvSpPr")), XMLElement("p:spPr"),
        XMLElement(
          "p:txBody", [:],
          [
            XMLElement("a:bodyPr"), XMLElement("a:lstStyle"),
            XMLElement(
              "a:p", [:],
              [
                XMLElement(
                  "a:fld",
                  ["id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"],
                  [XMLElement("a:rPr", ["lang": "en-GB"]), XMLElement("a:t", text: "‹#›")])
              ]),
          ]),
      ])
  }
}
