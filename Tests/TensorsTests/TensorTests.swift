import Tensors
import Testing

struct TensorTests {
  @Test func theLastDimensionVariesFastest() {
    var tensor = Tensor<Float>(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5])
    #expect(tensor[0, 0] == 0 && tensor[0, 2] == 2 && tensor[1, 0] == 3 && tensor[1, 2] == 5)
    tensor[1, 1] = 9
    #expect(tensor.elements == [0, 1, 2, 3, 9, 5] && tensor.count == 6)
  }

  @Test func aScalarHasOneElementAndNoIndex() {
    let tensor = Tensor<Double>(shape: [], repeating: 4)
    #expect(tensor[] == 4 && tensor.count == 1)
  }

  @Test func conversionKeepsShapeAndNumbers() {
    let tensor = Tensor<Double>(shape: [2], elements: [0.1, -2])
    #expect(tensor.converted(to: Float.self) == Tensor(shape: [2], elements: [0.1, -2]))
  }

  @Test func equalityIsOfShapeAndElements() {
    let tensor = Tensor<Float>(shape: [2, 1], repeating: 1)
    #expect(tensor == Tensor(shape: [2, 1], elements: [1, 1]))
    #expect(tensor != Tensor(shape: [1, 2], elements: [1, 1]))
    #expect(tensor != Tensor(shape: [2, 1], elements: [1, 2]))
  }

  @Test func elementsThatDoNotFillTheShapeAreRefused() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor<Float>(shape: [2, 2], elements: [1, 2, 3])
    }
  }

  @Test func indicesOutsideAreRefused() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor<Float>(shape: [2, 3], repeating: 0)[0, 3]
    }
    await #expect(processExitsWith: .failure) { _ = Tensor<Float>(shape: [2, 3], repeating: 0)[5] }
  }
}
