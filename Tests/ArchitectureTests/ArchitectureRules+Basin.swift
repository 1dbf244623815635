extension ArchitectureRules {
  /// The table of this package, in the order in which the data meets the modules.
  static let basin: ArchitectureRules = {
    let results: Set<String> = [
      "Failures", "Kernels", "Tensors", "Archives", "Networks", "Datasets", "Training", "Grids",
      "Landscapes", "Analysis", "Figures", "CairoRendering", "Reports",
    ]
    return ArchitectureRules(
      mayImport: [
        "Failures": [],
        "Kernels": ["COpenBLAS", "CKernels"],
        "Tensors": ["Kernels"],
        "Archives": ["Failures", "Kernels", "Tensors", "CHDF5", "CZlib", "CCrypto"],
        "Networks": ["Failures", "Kernels", "Tensors", "Archives"],
        "Datasets": ["Failures", "Kernels", "Tensors", "Archives"],
        "Training": ["Failures", "Kernels", "Tensors", "Archives", "Networks", "Datasets"],
        "Grids": [],
        "Landscapes": [
          "Failures", "Kernels", "Tensors", "Archives", "Networks", "Datasets", "Grids",
        ],
        "Analysis": ["Grids"],
        "Figures": ["Grids"],
        "CairoRendering": ["Failures", "Figures", "CCairo", "CPNG"],
        "Reports": results.subtracting(["CairoRendering", "Kernels"]),
        "Pictures": [
          "Failures", "Archives", "Training", "Grids", "Landscapes", "Analysis", "Figures",
          "CairoRendering", "Reports",
        ],
        "Experiments": results.union(["Pictures"]),
        "basin": results.union(["Pictures", "Experiments", "ArgumentParser"]),
        "basin-bench": results.union(["Pictures", "Experiments", "ArgumentParser"]),
      ],
      withoutFoundation: ["Grids"],
      mayCallTheSystem: ["Archives"],
      mayBeUnsafe: ["Kernels", "Archives", "CairoRendering"],
      mayPrint: ["basin-bench"],
      longestFile: 500)
  }()
}
