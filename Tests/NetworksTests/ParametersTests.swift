import Networks
import Tensors
import Testing

struct ParametersTests {
  private let layout = ParameterLayout([
    ParameterSpecification(name: "a", shape: [2, 3], role: .weight),
    ParameterSpecification(name: "empty", shape: [0], role: .bias),
    ParameterSpecification(name: "b", shape: [2], role: .bias),
  ])

  @Test func tensorsLieOneAfterAnother() {
    #expect(layout.count == 8)
    #expect(layout.ranges == [0..<6, 6..<6, 6..<8])
    #expect(layout.index(of: "b") == 2 && layout.range(of: "b") == 6..<8)
    #expect(layout.index(of: "c") == nil && layout.range(of: "c") == nil)
    #expect(ParameterLayout([]).count == 0)
  }

  @Test func tensorsAreFoundByPlaceAndName() {
    let parameters = Parameters<Float>(layout: layout, values: [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(parameters["a"] == Tensor(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5]))
    #expect(parameters.tensor(at: 2) == Tensor(shape: [2], elements: [6, 7]))
    #expect(parameters["c"] == nil)
    #expect(parameters.tensors.map(\.count) == [6, 0, 2])
    #expect(parameters.converted(to: Double.self).values == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(Parameters<Float>(layout: layout, repeating: 2).values == Array(repeating: 2, count: 8))
  }

  @Test func twoTensorsOfOneNameAreRefused() async {
    await #expect(processExitsWith: .failure) {
      let specification = ParameterSpecification(name: "a", shape: [1], role: .bias)
      _ = ParameterLayout([specification, specification])
    }
  }
}
