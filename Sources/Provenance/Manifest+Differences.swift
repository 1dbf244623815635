public import Archives
public import Failures
internal import Kernels

extension Manifest {
  /// The places at which this manifest differs from another, as `JSONValue.differences(from:)` finds
  /// them. Versions of Basin that give the same numbers do not differ.
  public func differences(from other: Manifest) -> [JSONDifference] {
    json.differences(from: other.json).filter {
      $0.path != SoftwareRecord.versionKey
        || !SoftwareRecord.giveSameNumbers($0.here?.string, $0.there?.string)
    }
  }

  /// The manifest with values for keys that it lacks: what earlier versions without
  /// the choice did.
  ///
  /// - Parameter defaults: values by path (`precision`, `training.optimizer`); each is put into the
  ///   object that its path leads to, where there is one.
  public func filling(_ defaults: [String: JSONValue]) -> Manifest {
    var json = json
    for (path, value) in defaults { json.fill(path.split(separator: ".").map(String.init), value) }
    return Manifest(json: json)
  }
}

extension Manifest {
  /// The manifest of numbers that were computed on several OpenBLAS cores: it names all of them.
  public func mixingCores(of others: [Manifest]) -> Manifest {
    let cores = Set(([self] + others).compactMap { $0.json[SoftwareRecord.coreKey]?.string })
    var json = json
    json[SoftwareRecord.coreKey] = .string(cores.sorted().joined(separator: ", "))
    return Manifest(json: json)
  }
}

/// A difference between two manifests.
extension JSONDifference {
  /// Whether only the OpenBLAS core differs.
  public var isOfCore: Bool { path == SoftwareRecord.coreKey }

  /// Whether it is the version of Basin that differs.
  public var isOfVersion: Bool { path == SoftwareRecord.versionKey }

  /// The part of the manifest that it lies in: the first of the keys.
  public var section: String { String(path.prefix { $0 != "." && $0 != "[" }) }

  /// What to do where unfinished work cannot be resumed because of this difference: for another OpenBLAS
  /// core, how to select the one it was started with, or the last resort; otherwise `general`.
  public func remedy(
    or general: Phrase, orElse last: Phrase = "start over with \(setting: "overwrite")"
  ) -> Phrase {
    guard isOfCore, case .string(let core)? = there else { return general }
    return "Set \(LinearAlgebra.coreVariable)=\(core) to resume with the kernels that it was "
      + "started with, or \(last)."
  }
}

extension JSONValue {
  fileprivate mutating func fill(_ path: [String], _ value: JSONValue) {
    guard object != nil, let key = path.first else { return }
    if path.count == 1 {
      if self[key] == nil { self[key] = value }
    } else if var inner = self[key] {
      inner.fill(Array(path.dropFirst()), value)
      self[key] = inner
    }
  }
}
