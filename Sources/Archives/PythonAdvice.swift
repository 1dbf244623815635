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

  /// A text as Python writes it.
  package static func text(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
