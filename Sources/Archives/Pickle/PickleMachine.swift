package import Failures

/// Reads pickles of Python's protocols 0 to 5 (PEP 3154, PEP 574 and the comments of Python's own
/// `pickletools`) without running anything: names of classes are compared with a list, calls are
/// written down.
///
/// Each instruction takes at least a byte of the pickle and makes at most one value, and containers are
/// shared, not copied, so the memory is bounded by the length of the pickle.
package struct PickleMachine {
  private let bytes: PickleBytes
  private let path: String
  private let isAllowed: (String) -> Bool
  private let remedy: Phrase
  /// Where the next instruction is.
  package private(set) var place: Int

  private var stack: [PickleValue] = []
  /// The heights of the stack at the marks that are set.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private var nodes: [PickleNode] = []

  /// What helps where a class occurs that is not read.
  package static let usualRemedy: Phrase = """
    Save the weights alone in Python: torch.save(model.state_dict(), "weights.pt")
    """

  /// - Parameters:
  ///   - place: where the pickle begins.
  ///   - path: the file, for messages.
  ///   - isAllowed: whether a class or function may occur.
  ///   - remedy: what helps where another occurs.
  package init(
    _ bytes: [UInt8], at place: Int = 0, of path: String,
    allowing isAllowed: @escaping (String) -> Bool, remedy: Phrase = usualRemedy
  ) {
    self.init(PickleBytes(bytes), at: place, of: path, allowing: isAllowed, remedy: remedy)
  }

  init(
    _ bytes: PickleBytes, at place: Int, of path: String,
    allowing isAllowed: @escaping (String) -> Bool, remedy: Phrase = usualRemedy
  ) {
    self.bytes = bytes
    self.place = place
    self.path = path
    self.isAllowed = isAllowed
    self.remedy = remedy
  }

  /// Reads the pickle; afterwards ``place`` is behind it.
  ///
  /// - Throws: `Failure` (data) naming the byte where it is damaged, or the class that is not read.
  package mutating func read() throws(Failure) -> Pickle {
    while true {
      let start = place
      guard let instruction = PickleInstruction(rawValue: try byte()) else {
        throw failure("byte \(bytes[start]) is not an instruction of a pickle", at: start)
      }
      if instruction == .stop {
        let value = try pop()
        return Pickle(value: value, nodes: nodes)
      }
      try run(instruction, at: start)
    }
  }

  // MARK: Instructions

  private mutating func run(_ instruction: PickleInstruction, at start: Int) throws(Failure) {
    switch instruction {
    case .stop: break
    case .proto: try skip(1)
    case .frame: try skip(8)
    case .mark: marks.append(stack.count)
    case .pop:
      if marks.last == stack.count { marks.removeLast() } else { _ = try pop() }
    case .popMark: _ = try popToMark()
    case .dup: stack.append(try top())
    case .none: stack.append(.none)
    case .newTrue: stack.append(.bool(true))
    case .newFalse: stack.append(.bool(false))
    case .int, .long: stack.append(try decimal(try line(), at: start))
    case .binInt: stack.append(.int(Int(Int32(truncatingIfNeeded: try unsigned(4)))))
    case .binInt1: stack.append(.int(try unsigned(1)))
    case .binInt2: stack.append(.int(try unsigned(2)))
    case .long1: stack.append(try whole(try unsigned(1)))
    case .long4: stack.append(try whole(try length(4)))
    case .float:
      let text = try line()
      guard let number = Double(text) else { throw failure("\(text) is not a number", at: start) }
      stack.append(.number(number))
    case .binFloat:
      stack.append(.number(Double(bitPattern: try number(8).byteSwapped)))
    case .string: stack.append(.text(try quoted(try line(), at: start)))
    case .unicode: stack.append(.text(try line()))
    case .binString: stack.append(try text(try length(4), at: start))
    case .shortBinString: stack.append(try text(try unsigned(1), at: start))
    case .binUnicode: stack.append(try text(try length(4), at: start))
    case .shortBinUnicode: stack.append(try text(try unsigned(1), at: start))
    case .binUnicode8: stack.append(try text(try length(8), at: start))
    case .binBytes: stack.append(.bytes(try take(try length(4))))
    case .shortBinBytes: stack.append(.bytes(try take(try unsigned(1))))
    case .binBytes8, .byteArray8: stack.append(.bytes(try take(try length(8))))
    case .emptyList: push(PickleNode(kind: .list))
    case .emptyTuple: push(PickleNode(kind: .tuple))
    case .emptyDictionary: push(PickleNode(kind: .dictionary))
    case .emptySet: push(PickleNode(kind: .set))
    case .list: push(PickleNode(kind: .list, items: try popToMark()))
    case .tuple: push(PickleNode(kind: .tuple, items: try popToMark()))
    case .dictionary: push(PickleNode(kind: .dictionary, items: try pairsToMark(at: start)))
    case .frozenSet: push(PickleNode(kind: .set, items: try popToMark()))
    case .tuple1: push(PickleNode(kind: .tuple, items: try pop(count: 1)))
    case .tuple2: push(PickleNode(kind: .tuple, items: try pop(count: 2)))
    case .tuple3: push(PickleNode(kind: .tuple, items: try pop(count: 3)))
    case .append: try add(try pop(count: 1), at: start)
    case .appends, .addItems: try add(try popToMark(), at: start)
    case .setItem: try add(try pop(count: 2), at: start)
    case .setItems: try add(try pairsToMark(at: start), at: start)
    case .get:
      guard let index = Int(try line()) else {
        throw failure("is not a place in the memo", at: start)
      }
      try recall(index, at: start)
    case .binGet: try recall(try unsigned(1), at: start)
    case .longBinGet: try recall(try unsigned(4), at: start)
    case .put:
      guard let index = Int(try line()) else {
        throw failure("is not a place in the memo", at: start)
      }
      memo[index] = try top()
    case .binPut: memo[try unsigned(1)] = try top()
    case .longBinPut: memo[try unsigned(4)] = try top()
    case .memoize: memo[memo.count] = try top()
    case .global: stack.append(try global(try line(), try line(), at: start))
    case .stackGlobal:
      let names = try pop(count: 2)
      guard let module = names[0].text, let name = names[1].text else {
        throw failure("names a class by something other than text", at: start)
      }
      stack.append(try global(module, name, at: start))
    case .reduce, .newObject:
      let parts = try pop(count: 2)
      try call(parts[0], parts[1], at: start)
    case .newObjectWithKeys:
      let parts = try pop(count: 3)
      try call(parts[0], parts[1], at: start)
    case .object:
      var parts = try popToMark()
      guard !parts.isEmpty else { throw failure("makes an object of no class", at: start) }
      let name = parts.removeFirst()
      push(PickleNode(kind: .tuple, items: parts))
      try call(name, try pop(), at: start)
    case .instance:
      let name = try global(try line(), try line(), at: start)
      push(PickleNode(kind: .tuple, items: try popToMark()))
      try call(name, try pop(), at: start)
    case .build:
      let state = try pop()
      guard case .node(let index) = try top() else {
        throw failure("sets the state of a value that takes none", at: start)
      }
      nodes[index].state = state
    case .persistentID:
      push(PickleNode(kind: .external, arguments: .text(try line())))
    case .binPersistentID:
      let name = try pop()
      push(PickleNode(kind: .external, arguments: name))
    }
  }

  private mutating func push(_ node: PickleNode) {
    nodes.append(node)
    stack.append(.node(nodes.count - 1))
  }

  private mutating func call(
    _ callee: PickleValue, _ arguments: PickleValue, at start: Int
  ) throws(Failure) {
    guard case .global(let name) = callee else {
      throw failure("calls something that is not a class or function", at: start)
    }
    push(PickleNode(kind: .call(name), arguments: arguments))
  }

  private func global(_ module: String, _ name: String, at start: Int) throws(Failure)
    -> PickleValue
  {
    let full = "\(module).\(name)"
    guard isAllowed(full) else {
      throw Failure(
        .data, "holds an object of \(full), which is not read: Basin runs no code of a file",
        at: .file(path, .byte(start)), remedy: remedy)
    }
    return .global(full)
  }

  /// Adds to the container on top of the stack.
  private mutating func add(_ items: [PickleValue], at start: Int) throws(Failure) {
    guard case .node(let index) = try top() else {
      throw failure("adds to something that is not a container", at: start)
    }
    nodes[index].items += items
  }

  private mutating func recall(_ index: Int, at start: Int) throws(Failure) {
    guard let value = memo[index] else {
      throw failure("asks for a value that was not stored", at: start)
    }
    stack.append(value)
  }

  // MARK: The stack

  private var floor: Int { marks.last ?? 0 }

  private func top() throws(Failure) -> PickleValue {
    guard stack.count > floor, let top = stack.last else {
      throw failure("takes a value from an empty stack", at: place)
    }
    return top
  }

  private mutating func pop() throws(Failure) -> PickleValue {
    let value = try top()
    stack.removeLast()
    return value
  }

  private mutating func pop(count: Int) throws(Failure) -> [PickleValue] {
    guard stack.count - floor >= count else {
      throw failure("takes \(count) values from a stack that has fewer", at: place)
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws(Failure) -> [PickleValue] {
    guard let mark = marks.popLast(), mark <= stack.count else {
      throw failure("asks for a mark that was not set", at: place)
    }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  private mutating func pairsToMark(at start: Int) throws(Failure) -> [PickleValue] {
    let items = try popToMark()
    guard items.count.isMultiple(of: 2) else { throw failure("gives a key no value", at: start) }
    return items
  }

  // MARK: Bytes

  private mutating func byte() throws(Failure) -> UInt8 {
    guard place < bytes.count else { throw failure("the pickle is truncated", at: place) }
    defer { place += 1 }
    return bytes[place]
  }

  private mutating func take(_ count: Int) throws(Failure) -> [UInt8] {
    let start = place
    try skip(count)
    return bytes[start..<place]
  }

  private mutating func skip(_ count: Int) throws(Failure) {
    guard count <= bytes.count - place else { throw failure("the pickle is truncated", at: place) }
    place += count
  }

  /// A number without a sign of up to 8 bytes, the lowest first.
  private mutating func number(_ count: Int) throws(Failure) -> UInt64 {
    let start = place
    try skip(count)
    return (start..<place).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
  }

  /// A number without a sign of up to 4 bytes.
  private mutating func unsigned(_ count: Int) throws(Failure) -> Int { Int(try number(count)) }

  /// A length of up to 8 bytes, no more than what is left.
  private mutating func length(_ count: Int) throws(Failure) -> Int {
    let start = place
    let length = try number(count)
    guard length <= UInt64(bytes.count - place) else {
      throw failure("announces \(length) bytes, more than there are", at: start)
    }
    return Int(length)
  }

  private mutating func line() throws(Failure) -> String {
    let start = place
    guard let end = bytes.endOfLine(from: place) else {
      throw failure("the pickle is truncated", at: start)
    }
    place = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func text(_ count: Int, at start: Int) throws(Failure) -> PickleValue {
    let bytes = try take(count)
    // Python 2 writes bytes as strings.
    return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .bytes(bytes)
  }

  private mutating func whole(_ count: Int) throws(Failure) -> PickleValue {
    let bytes = try take(count)
    guard let last = bytes.last else { return .int(0) }
    guard bytes.count <= 8 else { return .wideInt(bytes) }
    let negative = last >> 7 == 1
    let bits = bytes.reversed().reduce(negative ? UInt64.max : 0) { $0 << 8 | UInt64($1) }
    return .int(Int(truncatingIfNeeded: bits))
  }

  /// A number as protocol 0 writes it; `01` and `00` are true and false.
  private func decimal(_ line: String, at start: Int) throws(Failure) -> PickleValue {
    switch line {
    case "01": return .bool(true)
    case "00": return .bool(false)
    default:
      guard let number = Int(line.hasSuffix("L") ? String(line.dropLast()) : line) else {
        throw failure("\(line.prefix(40)) is not a whole number of 64 bits", at: start)
      }
      return .int(number)
    }
  }

  private func quoted(_ line: String, at start: Int) throws(Failure) -> String {
    guard line.count >= 2, let first = line.first, first == line.last, "'\"".contains(first) else {
      throw failure("a text is not between quotation marks", at: start)
    }
    return String(line.dropFirst().dropLast())
  }

  private func failure(_ what: String, at place: Int) -> Failure {
    Failure(
      .data, what, at: .file(path, .byte(place)), remedy: "The file may be damaged: save it again.")
  }
}
