internal import Failures

/// What keeps an HDF5 file, or a part of it, from being read.
struct HDF5Problem: Error, Equatable {
  /// What the user can do about it.
  enum Remedy {
    /// Rewrite the numbers plainly with h5py.
    case rewriting
    /// Copy what links lead to with h5py.
    case copyingLinks
  }

  /// What was found, as a clause.
  let what: String
  /// What to do; nil where nothing helps.
  let remedy: Remedy?

  init(_ what: String, remedy: Remedy? = nil) {
    self.what = what
    self.remedy = remedy
  }

  /// A structure that contradicts the format or the file's size.
  static func damaged(_ what: String) -> HDF5Problem { HDF5Problem("is damaged: \(what)") }

  /// Something of the format that is not read.
  static func unsupported(_ what: String, remedy: Remedy = .rewriting) -> HDF5Problem {
    HDF5Problem("\(what), which is not supported", remedy: remedy)
  }

  /// The problem as a failure of a file, at a dataset, group or attribute in it.
  func failure(in path: String, at place: String?) -> Failure {
    let advice: String? =
      switch remedy {
      case .rewriting: PythonAdvice.rewriting(path)
      case .copyingLinks: PythonAdvice.copyingLinks(of: path)
      case nil: nil
      }
    return Failure(
      .data, what, at: place.map { "\(path), \($0)" } ?? path, remedy: advice.map { "\($0)" })
  }
}
