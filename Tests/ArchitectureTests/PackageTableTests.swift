import Testing

@Suite("The table of modules in Package.swift")
struct PackageTableTests {
  @Test("modules, tools, products and folders of other names are read")
  func reading() {
    let table = PackageTable(
      """
      let real = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
      module("Failures"),
      module("Kernels", ["CKernels", real]),
      module(
        "All", path: "Sources/Umbrella",
        [
          "Failures", "Kernels",
        ]),
      tool("all-bench", ["Kernels"], exclude: ["Peers"]),
      """)
    #expect(table.modules.map(\.folder) == ["Failures", "Kernels", "Umbrella", "all-bench"])
    #expect(table["Failures"] == [] && table["Kernels"] == ["CKernels", "RealModule"])
    #expect(table["Umbrella"] == ["Failures", "Kernels"] && table["all-bench"] == ["Kernels"])
    #expect(table["Nothing"] == nil)
  }

  @Test("what a module declares, it imports")
  func everyDependencyIsUsed() throws {
    var imported: [String: Set<String>] = [:]
    for file in try sourceFiles() where file.isSwift {
      imported[file.module, default: []].formUnion(file.imports.map(\.module))
    }
    let unused = PackageTable.basin.modules.flatMap { module in
      module.dependencies.subtracting(imported[module.folder] ?? [])
        .map { "\(module.folder) declares \($0) and never imports it" }
    }
    #expect(PackageTable.basin.modules.count > 15, "Package.swift was not read")
    #expect(unused.sorted() == [])
  }

  @Test("the data meets the modules in the order of the package")
  func dependenciesComeFirst() {
    var seen: Set<String> = []
    let names = Set(PackageTable.basin.modules.map(\.folder))
    for module in PackageTable.basin.modules {
      let later = module.dependencies.intersection(names).subtracting(seen)
      #expect(later == [], "\(module.folder) depends on what comes after it")
      seen.insert(module.folder)
    }
  }

  /// What the design forbids, whatever the package may come to declare.
  private static let forbidden: [(module: String, never: Set<String>)] = [
    ("Failures", ["Kernels", "Archives"]),
    ("Datasets", ["Networks", "Training"]),
    ("Networks", ["Datasets", "Training"]),
    ("Grids", ["Kernels", "Tensors", "Archives", "Networks", "Failures"]),
    ("Landscapes", ["Training", "Analysis", "Figures", "Reports"]),
    ("Analysis", ["Kernels", "Tensors", "Archives", "Networks", "Landscapes"]),
    ("Figures", ["CCairo", "CPNG", "CairoRendering", "Networks", "Landscapes", "Analysis"]),
    ("Reports", ["CairoRendering", "Pictures"]),
    ("basin", ["COpenBLAS", "CPNG", "CCairo", "CHDF5", "CZlib", "CCrypto", "CKernels"]),
  ]

  @Test(
    "no module reaches, over others or not, what the design keeps from it", arguments: forbidden)
  func forbiddenWays(module: String, never: Set<String>) throws {
    let declared = try #require(PackageTable.basin[module])
    // The tool may use what is built on the C libraries; all others must not even reach.
    let reached = module == "basin" ? declared : reach(of: module)
    #expect(reached.intersection(never) == [])
  }

  private func reach(of module: String) -> Set<String> {
    let direct = PackageTable.basin[module] ?? []
    return direct.reduce(direct) { $0.union(reach(of: $1)) }
  }
}
