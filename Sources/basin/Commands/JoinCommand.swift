internal import ArgumentParser
internal import Failures
internal import Landscapes
internal import Numerals

/// `basin join`
struct JoinCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Join the parts of a surface that several processes sample.",
    discussion: """
      Reads surface.h5, where it is there, and the parts beside it (surface.h5.part-0-of-4 and so \
      on), and writes all their points to surface.h5. The last process of basin sample does this by \
      itself; by hand, it also gives a coarser surface while the processes are still at work. The \
      parts are removed once no point is missing and the joined file is safe on disk.

      Parts of another surface or version of Basin are refused. So are parts from another type of \
      core, whose last digits may differ: --across-cores joins these too.

      Examples:
        basin join surface.h5
        basin join surface.h5 --across-cores
      """)

  @Argument(help: ArgumentHelp("Surface, as basin sample was given it.", valueName: "surface.h5"))
  var surface: String

  @Flag(help: "Join parts that were computed on different types of cores.")
  var acrossCores = false

  var inputs: [String] { [] }
  var outputs: [OutputFile] { [OutputFile(surface, .surface)] }

  /// The most unfinished parts that are listed.
  private static let listed = 8

  func run() throws {
    let joined = try SurfaceParts(of: surface).join(acrossCores: acrossCores)
    let source = joined.parts > 0 ? ", joined from \(counted(joined.parts, "part"))" : ""
    try StandardStreams.writeLine("\(surface): \(joined.surface.summary)\(source)")
    for part in joined.unfinished.prefix(Self.listed) {
      let state =
        part.hasFile || part.done > 0
        ? "\(part.done.grouped) of \(counted(part.total, "point"))" : "missing"
      try StandardStreams.writeLine("\(part.share): \(state)")
    }
    let more = joined.unfinished.count - Self.listed
    if more > 0 { try StandardStreams.writeLine("and \(counted(more, "more part")) unfinished") }
  }
}
