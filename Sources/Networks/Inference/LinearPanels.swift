internal import Kernels

/// The weight of a large linear operation at a point of a plane, summed panel by panel: some of its
/// rows at a time, right before they are multiplied, into memory that holds one panel. The sums and the
/// products have the bits of those with the whole weight.
struct LinearPanels<S: KernelScalar>: Sendable {
  private let origin: Region<S>
  private let x: Region<S>
  private let y: Region<S>
  private let coordinates: Region<S>
  private let division: PanelDivision
  private let memory: Region<S>

  /// - Parameters:
  ///   - plane: where the weight lies in the plane's origin and directions.
  ///   - range: the weight's elements among the parameters.
  ///   - coordinates: α and β, read whenever panels are summed.
  ///   - division: which rows belong to a panel.
  ///   - memory: at least the elements of the largest panel.
  init(
    _ plane: PlaneRegions<S>, _ range: Range<Int>, coordinates: Region<S>,
    division: PanelDivision, memory: Region<S>
  ) {
    origin = plane.origin[range]
    x = plane.x[range]
    y = plane.y[range]
    self.coordinates = coordinates
    self.division = division
    self.memory = memory[0..<division.largestCount]
  }

  /// Multiplies the weight by blocks of examples; a panel is summed once for all of them.
  ///
  /// - Parameters:
  ///   - inputs: inputs × columns each.
  ///   - outputs: for each of the inputs rows × columns.
  func multiply(_ inputs: [Region<S>], into outputs: [Region<S>]) {
    for panel in 0..<division.count {
      let rows = division.rows(of: panel)
      let part = rows.lowerBound * division.inner..<rows.upperBound * division.inner
      let weight = memory[0..<part.count]
      Elementwise.combine(
        origin[part], coordinates[0], x[part], coordinates[1], y[part], into: weight)
      for (input, output) in zip(inputs, outputs) {
        let columns = output.count / division.rows
        LinearAlgebra.multiply(
          weight, input, rows: rows.count, inner: division.inner, columns: columns,
          into: output[rows.lowerBound * columns..<rows.upperBound * columns])
      }
    }
  }
}

/// The weight of a linear operation.
enum LinearWeight<S: KernelScalar>: Sendable {
  /// All of it, rows × inputs.
  case whole(Region<S>)
  /// Panels that are summed where they are used.
  case panels(LinearPanels<S>)

  /// The product with one block, inputs × columns.
  func multiply(_ input: Region<S>, rows: Int, into output: Region<S>) {
    switch self {
    case .whole(let weight):
      LinearAlgebra.multiply(
        weight, input, rows: rows, inner: weight.count / rows, columns: output.count / rows,
        into: output)
    case .panels(let panels): panels.multiply([input], into: [output])
    }
  }
}
