import Archives
import FailureTestSupport
import Failures
import Testing

/// Pickles as hostile files could hold them, byte by byte; what PyTorch itself writes is in
/// `WeightsFileTests`.
struct PickleMachineTests {
  private func read(_ bytes: [UInt8]) throws -> Pickle {
    var machine = PickleMachine(bytes, of: "x.pt", allowing: { $0 == "collections.OrderedDict" })
    return try machine.read()
  }

  private func read(_ text: String) throws -> Pickle { try read(Array(text.utf8)) }

  @Test(
    "values of all protocols",
    arguments: [
      ("I7\n.", .int(7)), ("I01\n.", .bool(true)), ("L-9L\n.", .int(-9)), ("F1.5\n.", .number(1.5)),
      ("S'a'\n.", .text("a")), ("Vb\n.", .text("b")), ("N.", .none),
    ] as [(String, PickleValue)])
  func values(text: String, value: PickleValue) throws {
    #expect(try read(text).value == value)
  }

  @Test(
    "binary numbers",
    arguments: [
      ([0x4a, 0xff, 0xff, 0xff, 0xff], .int(-1)), ([0x4b, 200], .int(200)),
      ([0x4d, 1, 2], .int(513)), ([0x8a, 0], .int(0)), ([0x8a, 1, 0x80], .int(-128)),
      ([0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x80], .int(.min)),
      ([0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1], .wideInt([0, 0, 0, 0, 0, 0, 0, 0, 1])),
      ([0x47, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], .number(1.5)), ([0x88], .bool(true)),
    ] as [([UInt8], PickleValue)])
  func numbers(bytes: [UInt8], value: PickleValue) throws {
    #expect(try read([0x80, 2] + bytes + [0x2e]).value == value)
  }

  @Test("classes that are not listed are refused by name, and nothing is run")
  func classes() throws {
    for text in ["cos\nsystem\n(S'touch /tmp/x'\ntR.", "(ios\nsystem\nS'x'\n."] {
      let found = try failure { _ = try read(text) }
      #expect(found.code == .data && found.what.contains("an object of os.system"))
      #expect(found.remedy?.description.contains("state_dict()") == true)
    }
    let stacked = try failure {
      _ = try read([0x8c, 2] + "os".utf8 + [0x8c, 6] + "system".utf8 + [0x93])
    }
    #expect(stacked.what.contains("os.system"))
  }

  @Test("an ordered dictionary is made by its call and what is added to it")
  func dictionary() throws {
    let pickle = try read("ccollections\nOrderedDict\n)R(S'a'\nI1\nS'b'\nI2\nu.")
    let pairs = try #require(pickle.pairs(pickle.value))
    #expect(pairs.map(\.key) == [.text("a"), .text("b")] && pairs.map(\.value.int) == [1, 2])
    // Python 2 hands the pairs to the constructor.
    let old = try read("ccollections\nOrderedDict\n(((S'a'\nI1\ntltR.")
    #expect(try #require(old.pairs(old.value)).map(\.value.int) == [1])
  }

  @Test("circles are kept as they are")
  func circle() throws {
    // A list that holds itself.
    let pickle = try read("]q\u{0}h\u{0}a.")
    #expect(pickle.nodes.count == 1 && pickle.elements(pickle.value) == [.node(0)])
  }

  @Test(
    "what no pickle can be is refused with the byte",
    arguments: [
      "", ".", "a.", "(", "t.", "h\u{5}.", "gx\n.", "X\u{ff}", "I1e9\n.", "Fabc\n.", "Sabc\n.",
      "N(R.", "NNR.", "NNb.", "NNa.", "(Nd.", "\u{0}", "]]u.", "1.", "0.", "2.", "(I1\nI2\nI3\nd.",
      "T\u{7f}\u{7f}\u{7f}\u{7f}", "(.", "Qx",
    ])
  func nonsense(text: String) throws {
    let found = try failure {
      _ = try read(Array(text.unicodeScalars.map { UInt8($0.value & 0xff) }))
    }
    #expect(found.code == .data)
    #expect(found.place?.description.contains("byte") == true, "\(found)")
  }

  @Test("lengths are compared with what is there before anything is taken")
  func lengths() throws {
    let hugeText: [UInt8] = [0x8d, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]
    for bytes in [hugeText, [0x8b, 0xff, 0xff, 0xff, 0x7f], [0x42, 0xff, 0xff, 0xff, 0xff]] {
      let found = try failure { _ = try read(bytes) }
      #expect(found.what.contains("more than there are"))
    }
  }

  /// Random instructions with random operands, and a real pickle with some of its bytes replaced.
  @Test("random pickles end, and never trap", arguments: [UInt64(1), 2])
  func random(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let instructions = PickleInstruction.allCases.map(\.rawValue)
    for _ in 0..<5_000 {
      let length = Int.random(in: 1...60, using: &random)
      let bytes = (0..<length).map { _ in
        Bool.random(using: &random)
          ? instructions.randomElement(using: &random) ?? 0
          : UInt8.random(in: 0...12, using: &random)
      }
      if let pickle = try? read(bytes) { _ = pickle.pairs(pickle.value) }
    }
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
