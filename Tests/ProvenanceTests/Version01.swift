import Foundation
import Provenance
import Testing

/// The manifests that version 0.1.0 wrote.
enum Version01 {
  static let names = [
    "weights", "directions-random", "directions-hessian", "surface", "surface-of-eigenvectors",
    "hessian", "confirmation", "comparison", "gradients-by-depth", "gradients-by-strength",
    "gradients-of-weights",
  ]

  static func text(_ name: String) throws -> String {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try String(contentsOf: url, encoding: .utf8)
  }

  static func manifest(_ name: String) throws -> Manifest {
    try Manifest(parsing: try text(name), from: name)
  }
}
