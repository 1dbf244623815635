internal import Failures

/// What `torch.save` wrote, in both of its formats: the ZIP archive of today, and the row of pickles and
/// storages from before version 1.6 (`torch/serialization.py`). It is read without running any of
/// it; tensors are read from the mapped file when they are asked for.
struct TorchFile: Sendable {
  let pickle: Pickle
  private let file: MappedFile
  /// The storages by their keys.
  private let storages: [String: Range<Int>]
  /// The archive, for the newer format, and those of its members that are storages.
  private let archive: (file: ZipFile, members: [String])?

  /// The first bytes of the older format: the pickle of its magic number.
  static let oldSignature: [UInt8] = [
    0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
  ]

  /// - Throws: `Failure` (missing) if it cannot be read, (data) if it is damaged, or holds something
  ///   other than data.
  init(path: String) throws {
    file = try MappedFile(path: path)
    let start = file.bytes(0..<min(file.count, Self.oldSignature.count))
    if start == Self.oldSignature {
      (pickle, storages) = try Self.old(file)
      archive = nil
    } else if start.first == Self.oldSignature[0] {
      throw Failure(
        .data, "is a Python pickle that torch.save did not write; Basin does not run it", at: path,
        remedy: """
          Save the weights in Python: torch.save(model.state_dict(), "weights.pt")
          """)
    } else {
      let zip = try ZipFile(path: path)
      let members: [String]
      (pickle, storages, members) = try Self.archive(file, zip)
      archive = (zip, members)
    }
  }

  /// The path of the file.
  var path: String { file.path }

  /// The size of the file in bytes.
  var size: Int { file.count }

  /// Verifies the checksums of all storages, as far as the format has any.
  ///
  /// - Throws: `Failure` (data) naming the one that is damaged.
  func verifyStorages() throws {
    guard let archive else { return }
    for name in archive.members { try archive.file.verifyStored(name) }
  }

  /// The numbers of a tensor; nil for types that are not floating-point.
  func floats(of tensor: TorchTensor) -> [Float]? { tensor.floats(in: file) }

  // MARK: Tensors

  /// The tensor that a value of the pickle stands for; nil for other values.
  ///
  /// - Throws: `Failure` (data) for a tensor that does not fit its storage.
  func tensor(_ value: PickleValue, named name: String) throws(Failure) -> TorchTensor? {
    var value = value
    // A parameter wraps a tensor, and a subclass wraps what makes one.
    for _ in 0..<4 {
      guard let node = pickle.node(value), case .call(let callee) = node.kind,
        TorchClasses.tensors.contains(callee)
      else { return nil }
      guard let arguments = pickle.elements(node.arguments) else {
        throw failure("is made of no arguments", name)
      }
      switch callee {
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state":
        guard let inner = arguments.first else { throw failure("is made of nothing", name) }
        value = inner
      case "torch._tensor._rebuild_from_type_v2":
        guard arguments.count >= 3, case .global(let maker) = arguments[0],
          maker.hasPrefix("torch._utils._rebuild_tensor"),
          let inner = pickle.elements(arguments[2])
        else { throw failure("is made in a way that is not read", name) }
        return try view(inner, name)
      default: return try view(arguments, name)
      }
    }
    return nil
  }

  /// A tensor from its storage, its first element, its sizes and its strides.
  private func view(_ arguments: [PickleValue], _ name: String) throws(Failure) -> TorchTensor {
    guard arguments.count >= 4, let storage = try storage(arguments[0], name),
      let offset = arguments[1].int, let sizes = numbers(arguments[2]),
      let strides = numbers(arguments[3])
    else { throw failure("is described by something that is not a tensor's", name) }
    guard
      let tensor = TorchTensor(storage: storage, offset: offset, sizes: sizes, strides: strides)
    else {
      throw failure(
        "has shape \(sizes) and strides \(strides), which do not fit its storage of "
          + "\(storage.count) elements", name)
    }
    return tensor
  }

  private func numbers(_ value: PickleValue) -> [Int]? {
    var value = value
    if let node = pickle.node(value), node.kind == .call("torch.Size"),
      let inner = pickle.elements(node.arguments)?.first
    {
      value = inner
    }
    guard let elements = pickle.elements(value) else { return nil }
    let numbers = elements.compactMap(\.int)
    return numbers.count == elements.count ? numbers : nil
  }

  private func storage(_ value: PickleValue, _ name: String) throws(Failure)
    -> TorchTensor.Storage?
  {
    guard let node = pickle.node(value), node.kind == .external,
      let parts = pickle.elements(node.arguments), parts.count >= 5, parts[0].text == "storage",
      case .global(let type) = parts[1], let element = TorchClasses.storage(type),
      let key = parts[2].text, var count = parts[4].int
    else { return nil }
    var offset = 0
    // The older format has storages that are a part of another.
    if parts.count > 5, let view = pickle.elements(parts[5]) {
      guard view.count == 3, let first = view[1].int, let size = view[2].int, first >= 0 else {
        return nil
      }
      (offset, count) = (first, size)
    }
    guard let whole = storages[key] else {
      throw failure("the storage \(key) is missing", name)
    }
    guard count >= 0, let needed = byteCount(of: [count], elementSize: element.size),
      let skipped = byteCount(of: [offset], elementSize: element.size),
      skipped <= whole.count, needed <= whole.count - skipped
    else {
      throw failure(
        "its storage should have \(count) elements of \(element.name), but has \(whole.count) bytes",
        name)
    }
    let start = whole.lowerBound + skipped
    return TorchTensor.Storage(type: element, bytes: start..<start + needed)
  }

  private func failure(_ what: String, _ name: String) -> Failure {
    Failure(.data, what, at: .file(path, .item(name)))
  }
}
