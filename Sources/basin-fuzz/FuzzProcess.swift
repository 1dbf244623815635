internal import Foundation

/// A process that feeds one reader.
struct FuzzProcess {
  private let reader: Reader
  private let folder: String
  private let temporary: String

  /// - Parameters:
  ///   - folder: where inputs, logs and crashes are kept.
  ///   - temporary: where files of inputs lie.
  init(_ reader: Reader, folder: String, temporary: String) {
    self.reader = reader
    self.folder = folder
    self.temporary = temporary
  }

  /// The most memory of a process in MiB, that of the program and of libFuzzer itself included.
  private static let mostMemory = 1024
  /// The most seconds that an input may take; the machine may be busy with other work.
  private static let mostSeconds = 20

  /// Runs it.
  func run(seconds: Int) throws -> FuzzResult {
    let (corpus, seeds) = ("\(folder)/corpus/\(reader.name)", "\(folder)/seeds/\(reader.name)")
    try? FileManager.default.removeItem(atPath: seeds)
    for folder in [corpus, seeds, "\(folder)/crashes", "\(folder)/logs"] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let inputs = try reader.seeds.flatMap { try $0.inputs(atMost: reader.longest) }
    for (index, input) in inputs.enumerated() {
      try Data(input).write(to: URL(filePath: "\(seeds)/\(index)"))
    }
    let log = "\(folder)/logs/\(reader.name).log"
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = [
      "one", reader.name, "-max_total_time=\(seconds)", "-max_len=\(reader.longest)",
      "-rss_limit_mb=\(Self.mostMemory)", "-timeout=\(Self.mostSeconds)", "-print_final_stats=1",
      "-dict=Sources/basin-fuzz/Dictionaries/\(reader.words).dict",
      "-artifact_prefix=\(folder)/crashes/\(reader.name)-", corpus, seeds,
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TMPDIR": temporary, "OPENBLAS_NUM_THREADS": "1"]) { $1 }
    try Data().write(to: URL(filePath: log))
    let output = try FileHandle(forWritingTo: URL(filePath: log))
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    try output.close()
    return FuzzResult(
      reader: reader.name, log: try String(contentsOfFile: log, encoding: .isoLatin1),
      path: log, isGood: process.terminationStatus == 0)
  }
}
