internal import SVGRendering

/// A piece of XML. What is put into it is text, whatever it holds.
struct XMLElement {
  /// What stands in an element.
  enum Content {
    case elements([XMLElement])
    case text(String)
  }

  let name: String
  let attributes: [(name: String, value: String)]
  let content: Content

  init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ children: [XMLElement] = []
  ) {
    self.name = name
    self.attributes = attributes.map { ($0.key, $0.value) }
    content = .elements(children)
  }

  init(_ name: String, text: String) {
    (self.name, attributes, content) = (name, [], .text(text))
  }

  /// The element as a file.
  var file: [UInt8] {
    Array(("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + text).utf8)
  }

  private var text: String {
    let start = name + attributes.map { " \($0.name)=\"\(XMLText.escaped($0.value))\"" }.joined()
    switch content {
    case .elements(let children) where children.isEmpty: return "<\(start)/>"
    case .elements(let children):
      return "<\(start)>\(children.map(\.text).joined())</\(name)>"
    case .text(let text): return "<\(start)>\(XMLText.escaped(text))</\(name)>"
    }
  }
}
