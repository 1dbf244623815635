import Analysis
import Archives
import Grids
import Studies
import Testing

@Suite("A plane that remembers")
struct RememberedPlaneTests {
  /// A function whose questions are counted; it has no finite value where x is above 10.
  private final class Asked: PlaneFunction {
    var points: [PlanePoint] = []

    func value(at point: PlanePoint) -> Double {
      points.append(point)
      return point.x > 10 ? .infinity : 0.1 * point.x + point.y / 3
    }
    func losses(at points: [PlanePoint]) -> [Double] { points.map(value) }
    func exactLosses(at points: [PlanePoint]) -> [Double] { points.map { value(at: $0) + 1 } }
    func model(at point: PlanePoint) -> LocalModel {
      LocalModel(
        loss: value(at: point), gradient: (0.1, 1.0 / 3), hessian: (1e-300, -0.0, point.y / 7))
    }
  }

  private let points = [PlanePoint(x: 1, y: 0.3), PlanePoint(x: -2, y: 1e-9)]

  @Test("no point is asked for twice, in any order and company")
  func once() throws {
    let function = Asked()
    var answers = 0
    let plane = RememberedPlane(function, parts: [:]) { _ in answers += 1 }
    let first = try plane.losses(at: points)
    #expect(plane.hasAsked && answers == 1)
    #expect(try plane.losses(at: [points[1], points[0]]) == [first[1], first[0]])
    #expect(!plane.hasAsked && answers == 1)
    let more = PlanePoint(x: 5, y: 5)
    let values = try plane.losses(at: [points[0], more, points[1]])
    #expect(plane.hasAsked && values == [first[0], 0.1 * 5 + 5.0 / 3, first[1]])
    #expect(function.points == points + [more])
    // The same point's exact loss and derivatives are other questions.
    #expect(try plane.exactLosses(at: points) == first.map { $0 + 1 })
    #expect(try plane.model(at: more) == plane.model(at: more))
    #expect(function.points.count == 6)
  }

  @Test("what is read back from a file has the same bits, and is not asked for")
  func fromFile() throws {
    let plane = RememberedPlane(Asked(), parts: [:])
    let (losses, exact) = (try plane.losses(at: points), try plane.exactLosses(at: points))
    let model = try plane.model(at: points[0])
    let text = JSONValue.object(plane.parts).serialized()
    let parts = try #require(try JSONValue(parsing: text, from: "parts").object)
    let function = Asked()
    let again = RememberedPlane(function, parts: parts)
    #expect(try again.losses(at: points) == losses && again.exactLosses(at: points) == exact)
    let known = try again.model(at: points[0])
    #expect(known == model && known.hessian.xy.sign == .minus)
    #expect(function.points.isEmpty && JSONValue.object(again.parts) == .object(parts))
    #expect(again.hasAsked(forAllIn: parts))
    let less = RememberedPlane(function, parts: parts)
    _ = try less.losses(at: points)
    #expect(!less.hasAsked(forAllIn: parts), "the exact losses and the derivatives")
  }

  @Test("values that are not finite are asked for again by a later run")
  func notFinite() throws {
    let far = PlanePoint(x: 11, y: 0)
    let plane = RememberedPlane(Asked(), parts: [:])
    #expect(plane.parts.isEmpty)
    #expect(try plane.losses(at: [far]) == [.infinity] && plane.losses(at: [far]) == [.infinity])
    #expect(plane.parts.isEmpty)
    _ = try plane.losses(at: points)
    let function = Asked()
    let again = RememberedPlane(function, parts: plane.parts)
    #expect(try again.losses(at: points + [far])[2] == .infinity)
    #expect(function.points == [far])
  }

  @Test(
    "what is no part of ours is ignored",
    arguments: [
      ["losses": 5], ["losses": [[1, 0.3]]], ["losses": [[1, 0.3, "x"]]],
      ["losses": [[1, 0.3, 1, 1]]],
      ["models": [[1, 0.3, 1]]], ["other": [[1, 0.3, 1]]], ["losses": .null],
    ] as [[String: JSONValue]])
  func foreign(parts: [String: JSONValue]) throws {
    let function = Asked()
    _ = try RememberedPlane(function, parts: parts).losses(at: points)
    #expect(function.points == points)
  }
}
