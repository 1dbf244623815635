internal import Figures

/// Tables in DrawingML.
enum TableXML {
  static func table(_ table: SlideTable, id: Int) -> XMLElement {
    let grid = XMLElement(
      "a:tblGrid", [:],
      table.widths.map {
        XMLElement("a:gridCol", ["w": DrawingXML.units($0 * table.frame.width)])
      })
    let rows = table.rows.enumerated().map { index, cells in
      XMLElement(
        "a:tr", ["h": DrawingXML.units(table.rowHeight)],
        zip(cells, table.isNumeric).map { cell($0, isNumeric: $1, isTitle: index == 0, table.size) }
      )
    }
    return XMLElement(
      "p:graphicFrame", [:],
      [
        XMLElement(
          "p:nvGraphicFramePr", [:],
          [
            XMLElement("p:cNvPr", ["id": "\(id)", "name": table.name]),
            XMLElement(
              "p:cNvGraphicFramePr", [:], [XMLElement("a:graphicFrameLocks", ["noGrp": "1"])]),
            XMLElement("p:nvPr"),
          ]), DrawingXML.place("p:xfrm", table.frame),
        XMLElement(
          "a:graphic", [:],
          [
            XMLElement(
              "a:graphicData",
              ["uri": "http://schemas.openxmlformats.org/drawingml/2006/table"],
              [
                XMLElement(
                  "a:tbl", [:], [XMLElement("a:tblPr", ["firstRow": "1"]), grid] + rows)
              ])
          ]),
      ])
  }

  private static func cell(_ text: String, isNumeric: Bool, isTitle: Bool, _ size: Double)
    -> XMLElement
  {
    func line(_ name: String, _ ink: Ink?, _ width: Double) -> XMLElement {
      XMLElement(
        "a:\(name)", ["w": DrawingXML.units(width)],
        [ink.map(DrawingXML.color) ?? XMLElement("a:noFill")])
    }
    let inset = DrawingXML.units(SlideTable.inset)
    return XMLElement(
      "a:tc", [:],
      [
        XMLElement(
          "a:txBody", [:],
          [
            XMLElement("a:bodyPr"), XMLElement("a:lstStyle"),
            XMLElement(
              "a:p", [:],
              [
                XMLElement("a:pPr", ["algn": isNumeric ? "r" : "l"]),
                DrawingXML.run(TextRun(text: text, isBold: isTitle), size: size),
              ]),
          ]),
        XMLElement(
          "a:tcPr",
          ["marL": inset, "marR": inset, "marT": "0", "marB": "0", "anchor": "ctr"],
          [
            line("lnL", nil, 0), line("lnR", nil, 0), line("lnT", nil, 0),
            line("lnB", isTitle ? .accent : .quiet, isTitle ? 1.5 : 0.75),
            XMLElement("a:noFill"),
          ]),
      ])
  }
}
