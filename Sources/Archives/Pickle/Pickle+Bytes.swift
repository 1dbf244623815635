extension Pickle {
  /// What a pickle of NumPy arrays of bytes may name. None of it is run: ``byteArray(_:)`` reads what
  /// was written down.
  package static let byteArrayClasses: Set = [
    "numpy.ndarray", "numpy.dtype", "_codecs.encode",
    "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct",
    "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer",
  ]

  /// The bytes of a text: Python 2 wrote bytes as texts, and Python 3 writes them for Python 2 as a
  /// text in Latin-1 that is to be encoded.
  package func bytes(_ value: PickleValue) -> [UInt8]? {
    switch value {
    case .bytes(let bytes): return bytes
    case .text(let text): return Array(text.utf8)
    default:
      guard let node = node(value), node.kind == .call("_codecs.encode"),
        let arguments = elements(node.arguments), arguments.count == 2,
        let text = arguments[0].text, ["latin1", "latin-1"].contains(arguments[1].text)
      else { return nil }
      let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
      return bytes.count == text.unicodeScalars.count ? bytes : nil
    }
  }

  /// The sizes and the numbers of an array of unsigned bytes in row-major order; nil for other values,
  /// and where the numbers are not as many as the sizes say.
  package func byteArray(_ value: PickleValue) -> (sizes: [Int], bytes: [UInt8])? {
    guard let node = node(value), case .call(let maker) = node.kind else { return nil }
    let parts: (type: PickleValue, sizes: PickleValue, bytes: PickleValue)
    if maker.hasSuffix("._reconstruct"), let state = node.state.flatMap(elements),
      state.count == 5, state[3] == .bool(false)
    {
      parts = (state[2], state[1], state[4])
    } else if maker.hasSuffix("._frombuffer"), let arguments = elements(node.arguments),
      arguments.count == 4, arguments[3].text == "C"
    {
      parts = (arguments[1], arguments[2], arguments[0])
    } else {
      return nil
    }
    guard let type = self.node(parts.type), type.kind == .call("numpy.dtype"),
      let name = elements(type.arguments)?.first.flatMap(bytes), name == Array("u1".utf8),
      let listed = elements(parts.sizes), let bytes = bytes(parts.bytes)
    else { return nil }
    let sizes = listed.compactMap(\.int)
    guard sizes.count == listed.count, byteCount(of: sizes, elementSize: 1) == bytes.count else {
      return nil
    }
    return (sizes, bytes)
  }
}
