internal import Failures

extension TorchFile {
  /// Today's format: a ZIP archive with `NAME/data.pkl` and a member `NAME/data/KEY` for each storage.
  static func archive(_ file: MappedFile, _ archive: ZipFile) throws
    -> (Pickle, [String: Range<Int>], members: [String])
  {
    let path = file.path
    let names = archive.names
    guard let list = names.first(where: { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }) else {
      throw Failure(
        .data, "is a ZIP archive without data.pkl: torch.save did not write it", at: path)
    }
    let folder = list.dropLast("data.pkl".count)
    guard !names.contains(where: { $0.hasPrefix("\(folder)code/") }) else {
      throw Failure(
        .data, "is a TorchScript archive, which is a program", at: path,
        remedy: """
          Save its weights in Python: import torch; \
          torch.save(torch.jit.load(\(PythonAdvice.text(path)), "cpu").state_dict(), "weights.pt")
          """)
    }
    if names.contains("\(folder)byteorder"),
      try archive.bytes(of: "\(folder)byteorder", atMost: 16) != Array("little".utf8)
    {
      throw Failure(.data, "was written on a big-endian machine, which is not read", at: path)
    }
    let start = "\(folder)data/"
    let members = names.filter { $0.hasPrefix(start) }
    let storages = Dictionary(
      uniqueKeysWithValues: try members.map {
        (String($0.dropFirst(start.count)), try archive.storedRange(of: $0))
      })
    var machine = PickleMachine(
      try archive.bytes(of: list, atMost: longestPickles), of: path, allowing: TorchClasses.allows)
    return (try machine.read(), storages, members)
  }

  /// The format from before version 1.6: pickles of a magic number, a version, the machine's word
  /// sizes, the object and the keys of its storages, then for each of these its length and its bytes.
  static func old(_ file: MappedFile) throws -> (Pickle, [String: Range<Int>]) {
    let path = file.path
    let bytes = PickleBytes(file, upTo: longestPickles)
    func read(at place: Int) throws(Failure) -> (Pickle, Int) {
      var machine = PickleMachine(bytes, at: place, of: path, allowing: TorchClasses.allows)
      let pickle = try machine.read()
      return (pickle, machine.place)
    }
    var place = oldSignature.count
    let (version, afterVersion) = try read(at: place)
    guard version.value.int == 1001 else {
      throw Failure(.data, "has version \(version.value) of torch.save's old format", at: path)
    }
    let (system, afterSystem) = try read(at: afterVersion)
    let isLittle = system.pairs(system.value)?.first { $0.key.text == "little_endian" }?.value
    guard isLittle != .bool(false) else {
      throw Failure(.data, "was written on a big-endian machine, which is not read", at: path)
    }
    let (object, afterObject) = try read(at: afterSystem)
    let (keys, afterKeys) = try read(at: afterObject)
    place = afterKeys
    let sizes = elementSizes(object)
    var storages: [String: Range<Int>] = [:]
    for key in (keys.elements(keys.value) ?? []).compactMap(\.text) {
      guard place + 8 <= file.count, let size = sizes[key] else {
        throw Failure(.data, "the storage \(key) is missing", at: path)
      }
      let count = littleEndian(Int64.self, in: file.bytes(place..<place + 8), at: 0, count: 1)[0]
      place += 8
      guard count >= 0, let length = byteCount(of: [Int(count)], elementSize: size),
        length <= file.count - place
      else {
        throw Failure(
          .data, "the storage announces \(count) elements, more than there are",
          at: .file(path, .byte(place - 8)))
      }
      storages[key] = place..<place + length
      place += length
    }
    return (object, storages)
  }

  /// The most bytes of the pickles of either format.
  private static let longestPickles = 1 << 26

  /// The sizes of the elements of the storages that a pickle names.
  private static func elementSizes(_ pickle: Pickle) -> [String: Int] {
    var sizes: [String: Int] = [:]
    for node in pickle.nodes where node.kind == .external {
      guard let parts = pickle.elements(node.arguments), parts.count >= 5,
        case .global(let type) = parts[1], let element = TorchClasses.storage(type),
        let key = parts[2].text
      else { continue }
      sizes[key] = element.size
    }
    return sizes
  }
}
