internal import Archives
internal import Kernels

/// The software that computed the numbers.
public struct SoftwareRecord: Equatable, Sendable {
  /// The version of Basin.
  public var basin: String
  /// The name of the OpenBLAS core, which decides which kernels run; nil where no number depends on
  /// it.
  public var openBLASCore: String?

  /// Names programs.
  public init(basin: String, openBLASCore: String?) {
    self.basin = basin
    self.openBLASCore = openBLASCore
  }

  /// The running software.
  public static var current: SoftwareRecord {
    SoftwareRecord(basin: Software.version, openBLASCore: LinearAlgebra.coreName)
  }

  /// The running software, for numbers that do not depend on the core.
  static var currentWithoutCore: SoftwareRecord {
    SoftwareRecord(basin: Software.version, openBLASCore: nil)
  }
}

extension SoftwareRecord {
  /// Versions that give the same numbers, so that one can resume what another has started.
  private static let interchangeable: Set = ["0.1.0", Software.version]

  static func giveSameNumbers(_ version: String?, _ other: String?) -> Bool {
    guard let version, let other else { return false }
    return interchangeable.isSuperset(of: [version, other])
  }

  static let coreKey = "openblas_core"
  static let versionKey = "basin"

  init?(json: JSONValue) {
    guard let basin = json[Self.versionKey]?.string else { return nil }
    self.init(basin: basin, openBLASCore: json[Self.coreKey]?.string)
  }

  /// Puts the record into the document that it belongs to.
  func write(to json: inout JSONValue) {
    json[Self.versionKey] = .string(basin)
    json[Self.coreKey] = openBLASCore.map { .string($0) }
  }
}
