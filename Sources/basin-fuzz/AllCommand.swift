internal import ArgumentParser
internal import Foundation

/// `basin-fuzz all`
struct AllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all",
    abstract: "Feed one reader after another, each in a process of its own.",
    discussion: """
      Run it in the root of the package, whose fixtures are the first inputs. Prints for each \
      reader the inputs, how many a second, and the places in the code that were reached at the \
      start and at the end. Inputs that reach new places are kept for the next time.
      """)

  @Option(help: "Seconds for each reader.") var seconds = 60
  @Option(help: "Readers at the same time.") var atOnce = 1
  @Option(help: "Folder of the inputs that are kept, of logs and of what ended a reader.")
  var folder = ".build/fuzz"
  @Argument(help: "Readers; all if none is named.") var readers: [String] = []

  func validate() throws {
    guard seconds >= 1, atOnce >= 1 else {
      throw ValidationError("At least 1 second and 1 reader are needed.")
    }
  }

  func run() throws {
    let chosen = try readers.isEmpty ? Reader.all : readers.map(Reader.init(named:))
    let work = try InputFolder()
    let next = Queue(chosen)
    let failed = Queue([String]())
    let (folder, seconds) = (folder, seconds)
    print(FuzzResult.heading)
    // Dispatch would run only one per processor at a time.
    let ended = DispatchSemaphore(value: 0)
    let workers = min(atOnce, chosen.count)
    for _ in 0..<workers {
      Thread.detachNewThread {
        while let reader = next.take() {
          do {
            let result = try FuzzProcess(reader, folder: folder, temporary: work.path)
              .run(seconds: seconds)
            print(result.line)
            // Whoever watches through a pipe sees it now.
            fflush(nil)
            if let problem = result.problem { failed.add("\(reader.name): \(problem)") }
          } catch {
            failed.add("\(reader.name): \(error)")
          }
        }
        ended.signal()
      }
    }
    for _ in 0..<workers { ended.wait() }
    let problems = failed.takeAll()
    guard problems.isEmpty else {
      for problem in problems { print(problem) }
      throw ExitCode.failure
    }
  }
}
