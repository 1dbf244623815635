internal import Archives
internal import ArgumentParser
internal import Failures
internal import Figures
internal import Landscapes
internal import Pictures
internal import Provenance

/// Whether and how the density of all eigenvalues is estimated and drawn.
struct DensityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Estimate the density of all eigenvalues and draw it (1920 x 1080 pixels).",
      valueName: "figure.png"))
  var density: String?

  @Option(
    help: ArgumentHelp(
      "Number of random directions to average over. (default: 4)", valueName: "number"))
  var densityProbes: Int?

  @Option(
    help: ArgumentHelp(
      "Products per direction: more give a finer resolution. (default: 80)", valueName: "number"))
  var densitySteps: Int?

  @Option(
    help: ArgumentHelp(
      "Colours of the picture: dark suits dark slides. (default: light)", valueName: "name"))
  var theme: Theme?

  @Flag(help: "Replace the picture if it exists.")
  var overwrite = false

  /// The picture.
  var files: [OutputFile] { density.map { [OutputFile($0, .picture, option: "density")] } ?? [] }

  /// What is estimated; nil for nothing.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense.
  func settings(seed: UInt64) throws -> StochasticLanczosQuadrature.Settings? {
    guard density != nil else {
      if let option = [
        ("--density-probes", densityProbes != nil), ("--density-steps", densitySteps != nil),
        ("--theme", theme != nil), ("--overwrite", overwrite),
      ].first(where: \.1)?.0 {
        throw Failure(
          .usage, "requires --density", at: .flag(option),
          remedy: "Add --density, such as --density density.png, or leave \(option) out.")
      }
      return nil
    }
    try check(densityProbes ?? 4, in: 1...10_000, option: "density probes")
    try check(densitySteps ?? 80, in: 1...1000, option: "density steps")
    for file in files { try file.checkName() }
    return StochasticLanczosQuadrature.Settings(
      probes: densityProbes ?? 4, steps: densitySteps ?? 80, seed: seed)
  }

  /// Makes sure before any work begins that the picture can be written. One of the same numbers is not in the
  /// way of a run that resumes another, which may have been killed after it was drawn.
  ///
  /// - Parameter resumed: how the numbers are made that a run resumes; nil where it begins.
  /// - Throws: `Failure` (output) for a picture that cannot be written.
  func prepare(resuming resumed: Manifest?) throws {
    for file in files {
      try file.prepare(overwrite: overwrite || isDrawn(file.path, from: resumed))
    }
  }

  private func isDrawn(_ path: String, from manifest: Manifest?) throws -> Bool {
    guard let manifest, InputFile.exists(at: path),
      let text = try PictureFile.facts(at: path)?.manifest,
      let drawn = try? Manifest(parsing: text, from: path)
    else { return false }
    return manifest.differences(from: drawn).isEmpty
  }
}
