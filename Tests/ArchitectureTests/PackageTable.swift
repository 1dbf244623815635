import Foundation

/// The modules of `Package.swift` and what each of them declares, read from its text: the one
/// place where the architecture is written down.
struct PackageTable {
  /// For each folder under `Sources`, in the order of the package, what its module may import.
  let modules: [(folder: String, dependencies: Set<String>)]

  /// Reads calls of `module("Name", ["Dependency", product])` and `tool(…)`, in which a product
  /// stands for itself: `let product = Target.Dependency.product(name: "Product", …)`.
  init(_ text: String) {
    let products = text.matches(
      of: /let (\w+) = Target\.Dependency\.product\(\s*name: "(\w+)"/
    ).map { (String($0.1), String($0.2)) }
    let names = Dictionary(products, uniquingKeysWith: { $1 })
    let calls = text.matches(
      of: /\b(?:module|tool)\(\s*"([\w-]+)"(?:,\s*path: "Sources\/(\w+)")?(?:,\s*\[([^\]]*)\])?/)
    modules = calls.map { call in
      let words = (call.3 ?? "").matches(of: /"(\w+)"|(\w+)/).map { word in
        word.1.map { String($0) } ?? names[String(word.2 ?? "")] ?? String(word.2 ?? "")
      }
      return (String(call.2 ?? call.1), Set(words))
    }
  }

  /// That of this package; empty where `Package.swift` cannot be read.
  static let basin = PackageTable(
    (try? String(contentsOf: packageRoot.appending(path: "Package.swift"), encoding: .utf8)) ?? "")

  /// What the module in a folder may import; nil for a folder that the package does not name.
  subscript(folder: String) -> Set<String>? {
    modules.first { $0.folder == folder }?.dependencies
  }
}
