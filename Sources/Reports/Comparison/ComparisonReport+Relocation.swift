extension ComparisonReport {
  /// All pictures that it names: its own and those of its surfaces.
  public var pictures: [String] {
    figures.paths
      + [plain, residual].flatMap(\.nets).flatMap { $0.surfaces + $0.windows }.compactMap(\.figure)
  }

  /// The same report as told from another folder.
  ///
  /// - Parameter way: how this report's folder is reached from there; empty for the same folder.
  public func relocated(by way: String) -> ComparisonReport {
    guard !way.isEmpty else { return self }
    var report = self
    func moved(_ path: String) -> String { path.hasPrefix("/") ? path : "\(way)/\(path)" }
    func moved(_ surfaces: [Surface]) -> [Surface] {
      surfaces.map { surface in
        var surface = surface
        surface.path = moved(surface.path)
        surface.figure = surface.figure.map(moved)
        return surface
      }
    }
    func moved(_ arm: Arm) -> Arm {
      Arm(
        nets: arm.nets.map { net in
          var net = net
          net.surfaces = moved(net.surfaces)
          net.windows = moved(net.windows)
          return net
        }, epochs: arm.epochs, connections: arm.connections)
    }
    report.plain = moved(plain)
    report.residual = moved(residual)
    report.figures = Figures(
      landscapes: figures.landscapes.map(moved), surfaces: figures.surfaces.map(moved),
      planes: figures.planes.map(moved), thresholds: figures.thresholds.map(moved),
      windows: figures.windows.map(moved), gradients: figures.gradients.map(moved))
    return report
  }
}
