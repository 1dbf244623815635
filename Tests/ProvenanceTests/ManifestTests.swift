import Archives
import Failures
import Foundation
import Grids
import Kernels
import Provenance
import Testing

struct ManifestTests {
  @Test(arguments: Version01.names)
  func whatVersion01WroteIsUnderstoodAndWrittenInTheSameBytes(_ name: String) throws {
    let text = try Version01.text(name)
    let manifest = try Version01.manifest(name)
    #expect(manifest.content != .unknown)
    #expect(manifest.text == text)
    // From the typed record alone.
    #expect(Manifest(manifest.content).text == text)
  }

  @Test(arguments: Version01.names)
  func itTravelsInsideOtherDocuments(_ name: String) throws {
    let manifest = try Version01.manifest(name)
    let data = try JSONEncoder().encode(["inside": manifest])
    #expect(try JSONDecoder().decode([String: Manifest].self, from: data) == ["inside": manifest])
  }

  @Test func eachKindIsRead() throws {
    let weights = try #require(Version01.manifest("weights").weights)
    #expect(weights.model == "MLP 2-8-8-2" && weights.shortcuts == 1)
    #expect(weights.data.name == "spirals train" && weights.data.samples == 64)
    #expect(weights.training["epochs"] == 1 && weights.shortcutStrengths == nil)
    let surface = try #require(Version01.manifest("surface").surface)
    #expect(surface.model == "MLP 2-8-8-2" && surface.precision == "fast")
    #expect(surface.grid.columns == 5 && surface.grid.ys == [-1, 0, 1])
    #expect(surface.data.split == "train" && surface.data.samples == 50)
    #expect(surface.software == SoftwareRecord(basin: "0.1.0", openBLASCore: "SkylakeX"))
    guard case .hessian(let hessian) = try Version01.manifest("hessian").content,
      case .gradients(let gradients) = try Version01.manifest("gradients-by-depth").content,
      case .gradients(let loaded) = try Version01.manifest("gradients-of-weights").content,
      case .confirmation(let confirmation) = try Version01.manifest("confirmation").content,
      case .comparison(let comparison) = try Version01.manifest("comparison").content
    else {
      Issue.record("a kind was not read")
      return
    }
    #expect(hessian.settings?["traceProbes"] == 4)
    #expect(gradients.weights == .drawn(initialization: "torch:123", seed: 123))
    #expect(gradients.depths == [2, 4] && gradients.seeds == 2)
    #expect(
      loaded.weights
        == .loaded(made: try Version01.manifest("weights"), digest: surface.weights.digest))
    #expect(confirmation.threshold == 0.01 && confirmation.surface?.surface?.data.samples == 16)
    #expect(comparison.settings["gridColumns"] == 9 && comparison.testDigest != nil)
  }

  @Test func whatWasDoneToDataIsWrittenWhereItIsKnown() throws {
    var record = try #require(try Version01.manifest("surface").surface)
    #expect(record.data.preparation == nil)
    #expect(!Manifest(.surface(record)).text.contains("preparation"))
    record.data.preparation = "pixels / 255"
    let manifest = try Manifest(parsing: Manifest(.surface(record)).text, from: "test")
    #expect(manifest.surface?.data == record.data)
  }

  @Test func unfinishedWorkHasKindsOfItsOwn() throws {
    let surface = try Version01.manifest("surface")
    let record = try #require(surface.surface)
    let confirmation = Manifest(
      .confirmation(ConfirmationRecord(surface: surface, threshold: nil)))
    #expect(confirmation.kind == "unfinished confirmation")
    let hessian = Manifest(
      .hessian(HessianRecord(weights: record.weights, data: record.data, settings: nil)))
    #expect(hessian.kind == "unfinished hessian")
    for manifest in [confirmation, hessian] {
      #expect(Manifest(json: manifest.json).content == manifest.content)
    }
  }

  @Test(
    arguments: [
      "null", "[]", "{}", "3", "\"surface\"", #"{"kind": "surface"}"#, #"{"kind": 7}"#,
      #"{"kind": "something", "basin": "0.1.0"}"#,
      #"{"kind": "weights", "basin": "0.1.0", "model": {}, "shortcuts": "many"}"#,
      #"{"kind": "surface", "basin": "0.1.0", "weights": {"digest": 1}, "grid": {"x": ["a"]}}"#,
      #"{"kind": "gradients", "basin": "9", "network": "n", "shortcut_strength": 1, "data": 1}"#,
    ])
  func whatIsUnknownPassesThrough(_ text: String) throws {
    let manifest = try Manifest(parsing: text, from: "file")
    #expect(manifest.content == .unknown)
    #expect(try manifest.json == JSONValue(parsing: text, from: "file"))
    #expect(manifest.weights == nil && manifest.surface == nil && manifest.directions == nil)
  }

  /// Each value of each manifest in turn is replaced by one of another type, or taken away.
  @Test(arguments: Version01.names)
  func noDamageTraps(_ name: String) throws {
    let whole = try Version01.manifest(name).json
    for damaged in variants(of: whole) {
      let manifest = Manifest(json: damaged)
      #expect(manifest.json == damaged)
      if manifest.content != .unknown { _ = Manifest(manifest.content).text }
    }
  }

  private func variants(of value: JSONValue) -> [JSONValue] {
    var variants: [JSONValue] = [nil, "text", -1, 1e300, [], [:], true]
    if case .object(let members) = value {
      for (key, member) in members {
        var without = value
        without[key] = nil
        variants.append(without)
        variants += self.variants(of: member).map {
          var changed = value
          changed[key] = $0
          return changed
        }
      }
    }
    return variants
  }

  @Test func aLaterFormIsLeftAlone() throws {
    var json = try Version01.manifest("surface").json
    json["manifest"] = 1
    #expect(Manifest(json: json).surface != nil)
    json["manifest"] = 2
    #expect(Manifest(json: json).content == .unknown && Manifest(json: json).json == json)
  }

  @Test func textThatIsNoJSONIsRefused() {
    #expect(throws: Failure.self) { try Manifest(parsing: "{", from: "file") }
  }

  @Test func whatIsMadeNowNamesTheProgramsOfNow() throws {
    let surface = try #require(Version01.manifest("surface").surface)
    let hessian = HessianRecord(weights: surface.weights, data: surface.data, settings: [:])
    #expect(
      hessian.software
        == SoftwareRecord(basin: Software.version, openBLASCore: LinearAlgebra.coreName))
    #expect(Manifest(.hessian(hessian)).json["openblas_core"] == .string(LinearAlgebra.coreName))
  }
}
