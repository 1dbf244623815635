import Foundation
import Testing
import basin_bench

@Suite("What the peers answer")
struct PeerAnswersTests {
  private func version(_ line: String?) throws -> String {
    try PeerGreeting.version(line.map { Data($0.utf8) }, python: "python9", script: "surface.py")
  }

  @Test("the greeting tells the version")
  func greeting() throws {
    #expect(try version(#"{"torch": "2.1+cpu"}"#) == "2.1+cpu")
  }

  @Test(
    "a Python that lacks something, or that is none, is named with what to do",
    arguments: [
      (#"{"missing": "numpy"}"#, "python9 has no module numpy; give another --python"),
      ("Traceback", "python9 cannot run surface.py"), (nil, "python9 cannot run surface.py"),
    ] as [(String?, String)])
  func noGreeting(line: String?, words: String) {
    #expect {
      try version(line)
    } throws: {
      ($0 as? BenchFailure)?.description.contains(words) == true
    }
  }

  @Test("who can take part comes with who cannot, and why")
  func loaded() throws {
    let text = #"{"peers": ["eager"], "failures": {"vmap": "too old", "compiled": "no g++"}}"#
    let answer = try JSONDecoder().decode(LoadedPeers.self, from: Data(text.utf8))
    #expect(answer.peers == ["eager"])
    #expect(
      answer.failed == [
        FailedPeer(name: "compiled", reason: "no g++"), FailedPeer(name: "vmap", reason: "too old"),
      ])
    let plain = try JSONDecoder().decode(LoadedPeers.self, from: Data(#"{"peers": []}"#.utf8))
    #expect(plain.failed.isEmpty)
  }

  @Test("a loss that is not finite comes as null")
  func losses() throws {
    let text = Data(#"{"losses": [0.5, null, 2]}"#.utf8)
    let values = try JSONDecoder().decode(PeerLosses.self, from: text).values
    #expect(values[0] == 0.5 && values[1].isNaN && values[2] == 2 && values.count == 3)
  }
}
