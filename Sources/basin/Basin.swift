import ArgumentParser

@main
struct Basin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "basin")
}
