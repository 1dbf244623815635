import Foundation

/// The folder of `Package.swift`, found from the place of this very file.
let packageRoot = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Every text file under `Sources`, in order of path.
func sourceFiles() throws -> [SourceFile] {
  let sources = packageRoot.appending(path: "Sources")
  return try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    .filter { ["swift", "c", "h", "modulemap"].contains(($0 as NSString).pathExtension) }
    .sorted()
    .map { path in
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      return SourceFile(path: path, text: text)
    }
}
