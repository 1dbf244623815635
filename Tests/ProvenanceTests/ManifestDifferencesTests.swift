import Archives
import Failures
import Kernels
import Provenance
import Testing

struct ManifestDifferencesTests {
  private let surface: Manifest
  private let record: SurfaceRecord

  init() throws {
    surface = try Version01.manifest("surface")
    record = try #require(surface.surface)
  }

  @Test func theSameManifestDoesNotDiffer() throws {
    #expect(surface.differences(from: Manifest(.surface(record))).isEmpty)
  }

  @Test func differencesSayWhereTheyLie() throws {
    var other = record
    other.data?.samples = 60
    other.directions.digest = "d"
    let differences = Manifest(.surface(other)).differences(from: surface)
    #expect(differences.map(\.section) == ["data", "directions"])
    #expect(differences.map(\.path) == ["data.samples", "directions.digest"])
    #expect(differences[0].description == "data.samples: 60 instead of 50")
    #expect(JSONDifference(path: "grid[1]", here: nil, there: nil).section == "grid")
  }

  @Test func anotherCoreNamesTheWayToTheOneItWasBegunWith() throws {
    var other = record
    other.software.openBLASCore = "Haswell"
    let differences = Manifest(.surface(other)).differences(from: surface)
    #expect(differences.map(\.path) == ["openblas_core"])
    #expect(
      differences[0].remedy(or: "Do nothing.").description
        == "Set OPENBLAS_CORETYPE=SkylakeX to resume with the kernels that it was started with, "
        + "or start over with overwrite.")
    #expect(
      differences[0].remedy(or: "Do nothing.", orElse: "sample it again").description
        .hasSuffix("or sample it again."))
    #expect(
      JSONDifference(path: "grid", here: 1, there: 2).remedy(or: "Do nothing.") == "Do nothing.")
  }

  @Test func versionsDifferUnlessTheyGiveTheSameNumbers() throws {
    var other = record
    other.software.basin = Software.version
    #expect(Manifest(.surface(other)).differences(from: surface).isEmpty)
    other.software.basin = "0.0.1"
    #expect(Manifest(.surface(other)).differences(from: surface).map(\.path) == ["basin"])
  }

  @Test func whatEarlierVersionsDidNotSayIsFilledIn() throws {
    var old = record
    old.precision = nil
    let filled = Manifest(.surface(old)).filling(["precision": "fast", "data.split": "test"])
    #expect(filled == surface, "what is said is left alone")
    #expect(surface.filling(["nowhere.key": 1, "basin.key": 1]) == surface)
    #expect(Manifest(json: nil).filling(["a": 1]).json == nil)
  }
}
