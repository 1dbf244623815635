internal import ArgumentParser

/// Feeds the readers of files with damaged inputs that LLVM's libFuzzer makes up: each is read or
/// refused, none ends the program, takes long or much memory.
///
/// `make fuzz` builds and runs it. It is not a part of a plain build, which lacks libFuzzer.
@main
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "basin-fuzz",
    abstract: "Read damaged files: each is read or refused, none ends the program.",
    subcommands: [AllCommand.self, OneCommand.self])
}
