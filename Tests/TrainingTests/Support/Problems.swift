import Archives
import Datasets
import Foundation
import Kernels
import Networks
import Tensors
import Testing
import Training

/// Small problems to train on.
enum Problems {
  /// Three overlapping clouds in the plane, so that no separation is perfect.
  static func clouds(_ count: Int = 60, seed: UInt64 = 1) throws -> Dataset {
    var random = RandomStream(seed: seed, purpose: "clouds")
    let centers: [(Double, Double)] = [(1, 0), (-1, 0.5), (0, -1)]
    let labels = (0..<count).map { Int32($0 % 3) }
    var elements: [Float] = []
    for label in labels {
      let (x, y) = centers[Int(label)]
      elements += [Float(x + random.normal()), Float(y + random.normal())]
    }
    return try Dataset(
      name: "clouds", inputs: Tensor(shape: [count, 2], elements: elements), labels: labels,
      classes: 3)
  }

  /// Images whose class is where the light is.
  static func images(_ count: Int = 44, seed: UInt64 = 1) throws -> Dataset {
    var random = RandomStream(seed: seed, purpose: "images")
    let labels = (0..<count).map { Int32($0 % 2) }
    var elements: [Float] = []
    for label in labels {
      for pixel in 0..<64 {
        let light = (pixel % 8 < 4) == (label == 0) ? 0.5 : -0.5
        elements.append(Float(light + 0.5 * random.normal()))
      }
    }
    return try Dataset(
      name: "images", inputs: Tensor(shape: [count, 1, 8, 8], elements: elements),
      labels: labels, classes: 2)
  }

  static func mlp() throws -> Network {
    try MLP(sizes: [2, 6, 6, 3]).network(inputShape: [2])
  }

  static func resnet() throws -> Network {
    try ResNet(depth: 8, width: 3).network(inputShape: [1, 8, 8], classes: 2)
  }

  static func fixture(_ name: String, _ type: String) throws -> String {
    try #require(
      Bundle.module.url(forResource: name, withExtension: type, subdirectory: "Fixtures")
    ).path
  }
}
