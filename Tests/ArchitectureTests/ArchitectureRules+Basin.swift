extension ArchitectureRules {
  /// The rules of this package: `Package.swift` says which module may import which.
  static let basin = ArchitectureRules(
    mayImport: Dictionary(
      PackageTable.basin.modules.map { ($0.folder, $0.dependencies) }, uniquingKeysWith: { $1 }),
    withoutFoundation: ["Grids"],
    mayCallTheSystem: ["Archives", "Processes"],
    mayBeUnsafe: ["Kernels", "Archives", "Processes", "CairoRendering", "basin-fuzz"],
    mayPrint: ["basin-bench", "basin-fuzz"],
    longestFile: 500)
}
