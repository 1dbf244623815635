import Archives
import Foundation
import Testing

/// The path of a file or folder that another program wrote (make_data.py).
func fixture(_ name: String) throws -> String {
  try #require(Bundle.module.resourcePath) + "/Fixtures/\(name)"
}

/// The digest of what torchvision makes of the fixtures of a split.
func torchvisionDigest(_ name: String) throws -> String {
  let json = try JSONValue(path: try fixture("expected.json"))
  return try #require(json[name]?.string)
}
