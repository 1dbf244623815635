/// Lines of Python for remedies, ready to be pasted.
package enum PythonAdvice {
  /// A sentence with the line that writes another form of a `.npy` file beside it.
  ///
  /// - Parameters:
  ///   - path: the file, `y.npy`.
  ///   - suffix: what is added to its name, `int64` for `y-int64.npy`.
  ///   - holdsObjects: whether the file holds pickled objects.
  ///   - expression: the new array, made of `a`.
  package static func conversion(
    of path: String, to suffix: String, holdsObjects: Bool = false, _ expression: String
  ) -> String {
    let stem = path.hasSuffix(".npy") ? String(path.dropLast(4)) : path
    return "Convert it in Python: import numpy; "
      + "a = numpy.load(\(text(path))\(holdsObjects ? ", allow_pickle=True" : "")); "
      + "numpy.save(\(text("\(stem)-\(suffix).npy")), \(expression))"
  }

  /// A sentence with the line that writes the arrays of an HDF5 file plainly into another beside it.
  package static func rewriting(_ path: String) -> String {
    "Rewrite it in Python: \(opening(path)); "
      + "a.visititems(lambda n, v: b.update({n: v[()]}) if hasattr(v, \"shape\") else None); b.close()"
  }

  /// A sentence with the line that writes an HDF5 file beside it in which what links lead to takes their
  /// place.
  package static func copyingLinks(of path: String) -> String {
    "Copy what links lead to in Python: \(opening(path)); "
      + "[a.copy(a[n], b, n, expand_soft=True, expand_external=True) for n in a]; b.close()"
  }

  private static func opening(_ path: String) -> String {
    "import h5py; a = h5py.File(\(text(path))); b = h5py.File(\(text(plain(path))), \"w\")"
  }

  private static func plain(_ path: String) -> String {
    "\(path.hasSuffix(".h5") ? String(path.dropLast(3)) : path)-plain.h5"
  }

  /// A text as Python writes it.
  package static func text(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
