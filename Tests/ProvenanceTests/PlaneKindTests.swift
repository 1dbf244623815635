import Archives
import Provenance
import Testing

struct PlaneKindTests {
  @Test(
    arguments: [
      (Normalization.filter, "units of filter norm"), (.layer, "units of layer norm"),
      (.weight, "units of weight"), (.none, "unit vectors: Gaussian, not scaled"),
    ])
  func axesOfRandomPlanesNameTheNormalisation(_ normalization: Normalization, unit: String) {
    let plane = PlaneKind.random(RandomDirections(normalization: normalization))
    #expect(plane.axisUnit == unit)
  }

  @Test func summariesSayHowThePlaneCameAbout() throws {
    #expect(
      PlaneKind.random(RandomDirections(seed: 7)).summary
        == "random plane, filter normalisation, seed 7")
    #expect(
      PlaneKind.random(RandomDirections(normalization: .none)).summary
        == "random plane, no normalisation, seed 1")
    let eigenvectors = try #require(Version01.manifest("surface-of-eigenvectors").surface).plane
    #expect(eigenvectors.axisUnit == "Hessian eigenvectors")
    #expect(eigenvectors.summary == "plane of the Hessian's eigenvectors for 0.961 and 0.207")
  }

  @Test func whatIsUnknownHasNoUnit() throws {
    #expect(PlaneKind.unknown.axisUnit == nil && PlaneKind.unknown.summary == nil)
    let foreign = Manifest(json: ["kind": "directions", "random": nil])
    #expect(foreign.directions?.plane == .unknown)
    #expect(Manifest(.directions(DirectionsRecord(.unknown))) == foreign)
    var record = try #require(Version01.manifest("surface").surface)
    #expect(record.plane == .random(RandomDirections()))
    record.directions.made = foreign
    #expect(record.plane == .unknown)
    record.directions.made = nil
    #expect(record.plane == .unknown)
    let later = Manifest(json: ["kind": "directions", "trajectory": [:]])
    #expect(later.directions?.plane == .unknown)
  }

  @Test func seedsAreReadWholeOrNotAtAll() throws {
    for seed in [0, 1, UInt64(Int.max)] {
      let manifest = Manifest(
        .directions(DirectionsRecord(.random(RandomDirections(seed: seed)))))
      let read = try Manifest(parsing: manifest.text, from: "file")
      #expect(read.directions?.plane == .random(RandomDirections(seed: seed)))
    }
    let odd: JSONValue = [
      "kind": "directions", "random": ["seed": 1.5, "normalization": "filter", "ignored": "none"],
    ]
    #expect(Manifest(json: odd).directions?.plane == .unknown)
  }
}
