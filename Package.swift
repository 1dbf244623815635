// swift-tools-version: 6.2
import PackageDescription

// The one table of what may import what: modules in the order in which the data meets them.
// The compiler holds every import line against it, `Tests/ArchitectureTests` the table against the
// design: nothing is declared that is not used, and nothing reaches what it must not know.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
]

func module(
  _ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = [],
  resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, resources: resources,
    swiftSettings: strict)
}

/// A program; what it may import is listed like that of a module.
func tool(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// Tests; those that compute little themselves need not be optimised, and are compiled in half the time.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [],
  isOptimized: Bool = true
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, resources: resources,
    swiftSettings: strict + (isOptimized ? [] : [.unsafeFlags(["-Onone"])]))
}

/// The elementary functions of every platform's C library under one name.
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

func systemLibrary(_ name: String, pkgConfig: String, debianPackage: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([debianPackage])])
}

let package = Package(
  name: "Basin",
  products: [
    .executable(name: "basin", targets: ["basin"]),
    .library(name: "Basin", targets: ["Basin"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"),
  ],
  targets: [
    systemLibrary("COpenBLAS", pkgConfig: "openblas", debianPackage: "libopenblas-dev"),
    systemLibrary("CPNG", pkgConfig: "libpng", debianPackage: "libpng-dev"),
    systemLibrary("CCairo", pkgConfig: "cairo", debianPackage: "libcairo2-dev"),
    systemLibrary(
      "CFontconfig", pkgConfig: "fontconfig", debianPackage: "libfontconfig-dev"),
    systemLibrary("CHDF5", pkgConfig: "hdf5", debianPackage: "libhdf5-dev"),
    systemLibrary("CZlib", pkgConfig: "zlib", debianPackage: "zlib1g-dev"),
    systemLibrary("CCrypto", pkgConfig: "libcrypto", debianPackage: "libssl-dev"),
    .target(name: "CKernels", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "CStartup"),

    module("Failures"),
    module("Catalogues", ["Failures"]),
    module("Kernels", ["COpenBLAS", "CKernels", realModule]),
    module("Tensors", ["Kernels"]),
    module(
      "Archives", ["Failures", "Kernels", "Tensors", "CHDF5", "CPNG", "CZlib", "CCrypto"]),
    module("Grids", [realModule]),
    module("Processes", ["Failures"]),
    module("Numerals", [realModule]),
    module("Provenance", ["Failures", "Kernels", "Archives", "Grids"]),
    module("Runs", ["Failures", "Kernels", "Archives", "Numerals", "Provenance", realModule]),
    module(
      "Networks",
      ["Failures", "Catalogues", "Kernels", "Tensors", "Archives", "Provenance", realModule]),
    module("Datasets", ["Failures", "Catalogues", "Kernels", "Tensors", "Archives", realModule]),
    module(
      "Training",
      [
        "Numerals", "Failures", "Kernels", "Tensors", "Archives", "Provenance", "Runs",
        "Networks", "Datasets", realModule,
      ]),
    module(
      "Landscapes",
      [
        "Numerals", "Failures", "Kernels", "Tensors", "Archives", "Provenance", "Runs",
        "Networks", "Datasets", "Grids", realModule,
      ]),
    module(
      "Evaluators",
      ["Failures", "Archives", "Tensors", "Grids", "Networks", "Landscapes", "Processes"]),
    module("Analysis", ["Grids", realModule]),
    module("SurfaceRendering", ["Grids", realModule]),
    module("Figures", ["Failures", "Grids", "Numerals", "SurfaceRendering", realModule]),
    module(
      "CairoRendering",
      ["Failures", "Figures", "SurfaceRendering", "CCairo", "CFontconfig", "CPNG"]),
    module("SVGRendering", ["Figures", "SurfaceRendering"]),
    module("Documents", ["Archives"]),
    module(
      "Reports",
      [
        "Documents", "Numerals", "Failures", "Analysis", "Archives", "Provenance", "Training",
        "Grids", "Landscapes", realModule,
      ]),
    module(
      "Pictures",
      [
        "Numerals", "Failures", "Archives", "Provenance", "Training", "Grids", "Landscapes",
        "Analysis", "SurfaceRendering", "Figures", "CairoRendering", "SVGRendering", "Reports",
      ]),
    module(
      "Studies",
      [
        "Numerals", "Failures", "Kernels", "Tensors", "Archives", "Provenance", "Runs",
        "Networks", "Datasets", "Training", "Grids", "Landscapes", "Analysis", "Reports",
        realModule,
      ]),
    module(
      "Comparisons",
      [
        "Documents", "Numerals", "Failures", "Catalogues", "Kernels", "Archives", "Provenance",
        "Runs", "Networks", "Datasets", "Training", "Grids", "Landscapes", "Analysis", "Figures",
        "Reports", "Pictures", "Studies", "Tensors",
      ]),
    module(
      "Lessons",
      [
        "Documents", "Failures", "Catalogues", "Kernels", "Archives", "Provenance",
        "Runs", "Networks", "Datasets", "Figures", "Reports", "Pictures", "Studies",
        "Comparisons",
      ]),
    module(
      "Exports",
      [
        "Analysis", "Archives", "Comparisons", "Documents", "Failures", "Grids", "Landscapes",
        "Lessons", "Numerals", "Pictures", "Reports", "Training", realModule,
      ], resources: [.embedInCode("Notebook/landscape.py")]),
    module(
      "Pages",
      [
        "Analysis", "Archives", "CairoRendering", "Comparisons", "Documents", "Exports",
        "Failures", "Figures", "Grids", "Landscapes", "Numerals", "Pictures", "Provenance",
        "Reports",
        "SVGRendering", "SurfaceRendering", realModule,
      ], resources: [.embedInCode("Resources")]),
    module(
      "Slides",
      [
        "Analysis", "Archives", "CairoRendering", "Comparisons", "Documents", "Exports", "Failures",
        "Figures", "Grids", "Landscapes", "Numerals", "Pictures", "Reports", "SVGRendering",
        "SurfaceRendering",
      ], resources: [.embedInCode("Parts")]),
    // Not in a folder of its own name, which differs from the tool's only by a capital.
    module(
      "Basin", path: "Sources/Umbrella",
      [
        "Failures", "Catalogues", "Kernels", "Tensors", "Archives", "Grids", "Numerals",
        "Provenance", "Processes", "Runs", "Networks", "Datasets", "Training", "Landscapes",
        "Evaluators", "Analysis", "SurfaceRendering", "Figures", "CairoRendering", "SVGRendering",
        "Documents", "Reports", "Pictures", "Studies", "Comparisons", "Exports", "Pages",
        "Slides", "Lessons",
      ]),
    tool(
      "basin",
      [
        "Numerals", "Failures", "Catalogues", "Kernels", "Tensors", "Archives", "Provenance",
        "Runs", "Networks", "Datasets", "Training", "Grids", "Landscapes", "Evaluators",
        "Analysis", "SurfaceRendering",
        "Figures",
        "Reports", "Pictures", "Studies", "Comparisons", "Exports", "Pages", "Slides",
        "Lessons", "CStartup",
        argumentParser,
      ]),

    tool(
      "basin-bench",
      [
        "Analysis", "Archives", "CStartup", "Datasets", "Grids", "Kernels", "Landscapes",
        "Networks", "Processes", "Provenance", "Runs", "Tensors", "Training", argumentParser,
      ], exclude: ["Peers"]),

    .target(
      name: "FolderTestSupport", path: "Tests/FolderTestSupport", swiftSettings: strict),
    .target(
      name: "SanitizerTestSupport", path: "Tests/SanitizerTestSupport", swiftSettings: strict),
    .target(
      name: "FailureTestSupport", dependencies: ["Failures"], path: "Tests/FailureTestSupport",
      swiftSettings: strict),
    .target(
      name: "RunTestSupport", dependencies: ["Kernels", "Runs"], path: "Tests/RunTestSupport",
      swiftSettings: strict),
    .target(
      name: "ComparisonTestSupport",
      dependencies: [
        "Comparisons", "Lessons", "Networks", "RunTestSupport", "Runs", "Training",
      ],
      path: "Tests/ComparisonTestSupport", swiftSettings: strict),
    .target(
      name: "ProgramTestSupport", dependencies: ["FolderTestSupport"],
      path: "Tests/ProgramTestSupport", swiftSettings: strict),
    .target(
      name: "BrowserTestSupport", dependencies: ["Archives", "ProgramTestSupport"],
      path: "Tests/BrowserTestSupport", swiftSettings: strict),
    tests("FailuresTests", ["Failures", "FailureTestSupport"]),
    tests("CataloguesTests", ["Catalogues", "Failures"]),
    tests("KernelsTests", ["Kernels", "SanitizerTestSupport"], resources: [.copy("Fixtures")]),
    tests("TensorsTests", ["Tensors", "Kernels"]),
    tests(
      "NetworksTests",
      [
        "Networks", "Catalogues", "Kernels", "Tensors", "Archives", "Provenance", "Failures",
        "FolderTestSupport", "SanitizerTestSupport",
      ],
      resources: [.copy("Fixtures")]),
    tests(
      "TrainingTests",
      [
        "Training", "Networks", "Datasets", "Kernels", "Tensors", "Archives", "Provenance",
        "Failures", "Runs", "FolderTestSupport", "RunTestSupport",
      ], resources: [.copy("Fixtures")]),
    tests(
      "RunsTests",
      [
        "Archives", "Provenance", "Failures", "Kernels", "Runs", "FolderTestSupport",
        "RunTestSupport",
      ]),
    tests("GridsTests", ["Grids"]),
    tests(
      "ProvenanceTests", ["Provenance", "Archives", "Failures", "Grids", "Kernels"],
      resources: [.copy("Fixtures")]),
    tests(
      "LandscapesTests",
      [
        "Landscapes", "Networks", "Datasets", "Training", "Grids", "Kernels", "Tensors",
        "Archives", "Provenance", "Failures", "Runs", "FolderTestSupport", "RunTestSupport",
      ], resources: [.copy("Fixtures")]),
    tests(
      "AnalysisTests", ["Analysis", "Grids", "SanitizerTestSupport", realModule],
      resources: [.copy("Fixtures")]),
    tests("NumeralsTests", ["Numerals"]),
    tests("DocumentsTests", ["Documents"]),
    tests(
      "ReportsTests",
      [
        "Reports", "Analysis", "Archives", "Documents", "Failures", "Grids", "Kernels",
        "Landscapes", "Networks", "Tensors", "Training",
      ]),
    tests(
      "ArchivesTests",
      [
        "Archives", "Failures", "Kernels", "Tensors", "FailureTestSupport", "FolderTestSupport",
        "SanitizerTestSupport",
      ],
      resources: [.copy("Fixtures")]),
    tests(
      "DatasetsTests",
      [
        "Archives", "Catalogues", "Datasets", "Failures", "Kernels", "Tensors",
        "FailureTestSupport", "FolderTestSupport",
      ], resources: [.copy("Fixtures")]),
    tests("ArchitectureTests", []),
    tests("ProcessesTests", ["Processes"]),
    tests(
      "EvaluatorsTests",
      ["Evaluators", "Failures", "FolderTestSupport", "Grids", "Landscapes"]),
    tests(
      "PicturesTests",
      [
        "Pictures", "Provenance", "Analysis", "Archives", "Failures", "Figures", "Grids",
        "Datasets", "Kernels", "Landscapes", "Reports", "Tensors", "Training",
        "FailureTestSupport", "FolderTestSupport",
      ]),
    tests(
      "StudiesTests",
      [
        "Analysis", "Archives", "Datasets", "Provenance", "Failures", "Figures",
        "FolderTestSupport", "Grids", "Kernels", "Landscapes", "Networks", "Pictures", "Reports",
        "Runs", "RunTestSupport", "Studies", "Tensors", "Training",
      ]),
    tests(
      "ComparisonsTests",
      [
        "Archives", "Comparisons", "ComparisonTestSupport", "Provenance", "Failures",
        "FolderTestSupport", "Kernels", "Networks", "Reports", "Runs", "RunTestSupport",
        "Training",
      ]),
    tests(
      "ExportsTests",
      [
        "Analysis", "Archives", "Comparisons", "ComparisonTestSupport", "Exports", "Failures",
        "FailureTestSupport", "FolderTestSupport", "Grids", "Landscapes", "ProgramTestSupport",
        "Reports", "Tensors",
      ]),
    tests(
      "PagesTests",
      [
        "Analysis", "Archives", "BrowserTestSupport", "ComparisonTestSupport", "Exports",
        "Failures", "FailureTestSupport", "FolderTestSupport", "Grids", "Landscapes", "Pages",
        "ProgramTestSupport",
      ]),
    tests(
      "SlidesTests",
      [
        "Archives", "ComparisonTestSupport", "Exports", "Failures", "Figures",
        "FolderTestSupport", "ProgramTestSupport", "Reports", "Slides",
      ]),
    tests(
      "LessonsTests",
      [
        "Archives", "Comparisons", "Provenance", "Failures", "FolderTestSupport", "Kernels",
        "Lessons", "Networks", "Reports", "Runs", "RunTestSupport", "Training",
      ]),
    tests("UmbrellaTests", ["Basin", "FolderTestSupport"]),
    tests("BenchTests", ["basin-bench"]),
    tests(
      "BasinTests",
      [
        "basin", "Archives", "BrowserTestSupport", "Datasets", "Failures", "Grids", "Landscapes",
        "Networks", "ProgramTestSupport", "Runs", "SanitizerTestSupport", "Tensors",
        "FolderTestSupport",
      ], resources: [.copy("Fixtures")], isOptimized: false),
    .target(
      name: "FigureTestSupport", dependencies: ["Figures", "Grids", "SurfaceRendering"],
      path: "Tests/FigureTestSupport", swiftSettings: strict),
    tests("SurfaceRenderingTests", ["SurfaceRendering", "Grids"]),
    tests(
      "FiguresTests",
      ["Failures", "Figures", "Grids", "Numerals", "SurfaceRendering", "FigureTestSupport"]),
    tests(
      "CairoRenderingTests",
      [
        "CairoRendering", "CPNG", "Failures", "Figures", "FolderTestSupport", "Grids",
        "SurfaceRendering", "FigureTestSupport", "ProgramTestSupport",
      ],
      resources: [.copy("Fixtures")]),
    tests(
      "SVGRenderingTests",
      [
        "SVGRendering", "SurfaceRendering", "CairoRendering", "Figures", "FigureTestSupport",
        "FolderTestSupport", "ProgramTestSupport",
      ]),
  ]
)

// What feeds the readers with damaged files. Only `make fuzz` has it built: libFuzzer must be compiled
// into every module, and into no other program.
if Context.environment["BASIN_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CFuzzer"),
    tool(
      "basin-fuzz",
      [
        "Failures", "Catalogues", "Kernels", "Tensors", "Archives", "Provenance", "Runs",
        "Networks",
        "Datasets", "Training", "Grids", "Landscapes", "Evaluators", "Documents", "Reports",
        "Pictures", "Comparisons", "CFuzzer", "CZlib", argumentParser,
      ], exclude: ["Dictionaries", "Seeds"]),
  ]
}
