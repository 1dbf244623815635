internal import Archives
internal import Failures

/// The files of an Office Open XML package (ECMA-376, part 2): parts, what they hold, and what leads from
/// one to another.
struct OfficePackage {
  /// What leads from a part to another.
  struct Link {
    /// The last word of the relationship's type.
    let kind: String
    /// The other part, such as `ppt/slides/slide1.xml`.
    let target: String
  }

  private struct Part {
    let path: String
    /// What it holds; nil for what its ending says.
    let type: String?
    let bytes: [UInt8]
    let links: [Link]
  }

  private var parts: [Part] = []

  /// Adds a part. Its links are called rId1, rId2… in their order.
  mutating func add(_ path: String, type: String?, _ bytes: [UInt8], links: [Link] = []) {
    parts.append(Part(path: path, type: type, bytes: bytes, links: links))
  }

  /// The package as a ZIP file.
  ///
  /// - Parameters:
  ///   - links: what leads from the package to its first parts.
  ///   - path: the file's name in messages.
  /// - Throws: `Failure` (data) for more than 4 GiB.
  func bytes(links: [Link], for path: String) throws(Failure) -> [UInt8] {
    var entries = [
      ZipFile.Entry("[Content_Types].xml", types.file),
      ZipFile.Entry("_rels/.rels", Self.relationships(links, from: "")),
    ]
    for part in parts {
      entries.append(ZipFile.Entry(part.path, part.bytes))
      guard !part.links.isEmpty else { continue }
      let names = part.path.split(separator: "/")
      let folder = names.dropLast().joined(separator: "/")
      entries.append(
        ZipFile.Entry(
          "\(folder)/_rels/\(names[names.count - 1]).rels",
          Self.relationships(part.links, from: folder)))
    }
    return try ZipFile.bytes(of: entries, for: path)
  }

  private var types: XMLElement {
    XMLElement(
      "Types", ["xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"],
      [
        XMLElement(
          "Default",
          [
            "Extension": "rels",
            "ContentType": "application/vnd.openxmlformats-package.relationships+xml",
          ]),
        XMLElement("Default", ["Extension": "xml", "ContentType": "application/xml"]),
        XMLElement("Default", ["Extension": "png", "ContentType": "image/png"]),
      ]
        + parts.compactMap { part in
          part.type.map {
            XMLElement("Override", ["PartName": "/\(part.path)", "ContentType": $0])
          }
        })
  }

  private static func relationships(_ links: [Link], from folder: String) -> [UInt8] {
    let base = "http://schemas.openxmlformats.org"
    return XMLElement(
      "Relationships", ["xmlns": "\(base)/package/2006/relationships"],
      links.enumerated().map { index, link in
        let family =
          link.kind == "core-properties"
          ? "package/2006/relationships/metadata" : "officeDocument/2006/relationships"
        return XMLElement(
          "Relationship",
          [
            "Id": "rId\(index + 1)", "Type": "\(base)/\(family)/\(link.kind)",
            "Target": folder.isEmpty ? link.target : "/\(link.target)",
          ])
      }
    ).file
  }
}
