import Archives
import FolderTestSupport
import Foundation
import Kernels
import Landscapes
import Testing

@Suite("Several processes on one surface")
struct SharesCommandTests {
  private let surface: SharedSurface

  init() throws { surface = try SharedSurface() }

  private var folder: TemporaryFolder { surface.chain.folder }

  private func run(part: String, _ more: String...) throws -> Tool.Result {
    try surface.tool.run(SharedSurface.sampling + ["-o", "shared.h5", "--part", part] + more)
  }

  @Test("one after the other, each says which part it is, and the last joins")
  func inTurn() throws {
    let first = try run(part: "0/2")
    #expect(first.exitCode == 0 && first.output == "")
    #expect(first.errors.contains("basin: part 0 of 2 (--part)"))
    #expect(first.errors.contains("part 0 of 2 ends; 636 of 1,271 points are computed so far"))
    let early = try surface.chain.succeed(["join", "shared.h5"])
    #expect(
      early.contains("41 x 31 points, 636 of them computed")
        && early.contains("joined from 1 part\npart 1 of 2: missing"))
    let last = try run(part: "1/2")
    #expect(last.exitCode == 0 && last.output.contains("shared.h5: 41 x 31 points, train_loss"))
    try surface.expectSame()
    let late = try run(part: "0/2")
    #expect(late.exitCode == 0, "a process that comes late finds it done")
    try surface.expectSame()
  }

  /// Starts processes for all parts at once, and kills some of them.
  ///
  /// - Returns: whether each has succeeded.
  private func runAll(_ count: Int, killing: (Process, Int) -> Void = { _, _ in }) throws -> [Bool]
  {
    let processes = try (0..<count).map { index in
      let process = Process()
      process.executableURL = surface.tool.executable
      process.arguments =
        SharedSurface.sampling + [
          "-o", "shared.h5", "--threads", "1", "--part", "\(index)/\(count)",
        ]
      process.currentDirectoryURL = folder.url
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for (index, process) in processes.enumerated() { killing(process, index) }
    for process in processes { process.waitUntilExit() }
    return processes.map { $0.terminationReason == .exit && $0.terminationStatus == 0 }
  }

  @Test("all at once")
  func atOnce() throws {
    #expect(try runAll(5).allSatisfy(\.self))
    try surface.expectSame()
  }

  @Test("killed at random moments twenty times, in any number, it ends in the same bits")
  func killed() throws {
    var random = RandomStream(seed: 18, purpose: "kills of shares")
    var kills = 0
    while kills < 20 {
      let count = Int.random(in: 2...5, using: &random)
      let victims = (0..<count).map { _ in Double.random(in: 0...1, using: &random) }
      let wait = UInt32.random(in: 1000...120_000, using: &random)
      let succeeded = try runAll(count) { process, index in
        if index == 0 { usleep(wait) }
        if victims[index] < 0.6, process.isRunning { kill(process.processIdentifier, SIGKILL) }
      }
      kills += succeeded.count { !$0 }
      if FileManager.default.fileExists(atPath: folder.path("shared.h5")) {
        // It was finished under the killing: once more from the start.
        try surface.expectNumbers("shared.h5")
        try surface.remove()
      }
    }
    #expect(try runAll(3).allSatisfy(\.self))
    try surface.expectSame()
  }

  @Test("joining while others write does no harm")
  func joinedMeanwhile() throws {
    let command = "\"$BASIN\" \(SharedSurface.sampling.joined(separator: " ")) -o shared.h5"
    var shell = Tool(executable: "/usr/bin/env", in: folder.url)
    shell.environment = ["BASIN": surface.tool.executable.path]
    let result = try shell.run([
      "bash", "-c",
      """
      \(command) --threads 1 --part 0/2 & a=$!
      \(command) --threads 1 --part 1/2 & b=$!
      while kill -0 $a 2> kill.txt || kill -0 $b 2> kill.txt; do
        "$BASIN" join shared.h5 > join.txt 2>> join-errors.txt
      done
      wait $a && wait $b
      """,
    ])
    #expect(result.exitCode == 0, "\(result.errors)")
    // Before the first part is there, nothing can be joined.
    let errors = try folder.text("join-errors.txt").split(separator: "\n")
    #expect(
      errors.allSatisfy {
        $0.contains("neither this surface nor a part") || $0.contains("Name the output")
      },
      "\(errors)")
    try surface.expectSame()
  }

  @Test("what makes no sense is refused by name")
  func refusals() throws {
    for (part, words) in [
      ("4/4", "--part 4/4"), ("1", "--part 1"), ("-1/2", "-1/2"), ("a/b", "a/b"),
    ] {
      expectRefusal(try run(part: part), code: 64, saying: words)
    }
    expectRefusal(
      try run(part: "0/2", "--overwrite"), code: 64, saying: "--overwrite", "part 0 of 2")
    var tool = surface.tool
    tool.environment = ["OMPI_COMM_WORLD_RANK": "4", "OMPI_COMM_WORLD_SIZE": "4"]
    let sample = SharedSurface.sampling + ["-o", "shared.h5"]
    expectRefusal(try tool.run(sample), code: 64, saying: "OMPI_COMM_WORLD_RANK=4", "--part")
    #expect(try tool.run(sample + ["--part", "none"]).exitCode == 0)
    try surface.expectSame()
    expectRefusal(try surface.tool.run("join", "none.h5"), code: 66, saying: "none.h5")
  }

  @Test("parts of another surface are refused, and replaced only when that is asked for")
  func otherParts() throws {
    #expect(try run(part: "0/2", "--samples", "300").exitCode == 0)
    expectRefusal(
      try run(part: "1/2"), code: 65, saying: "shared.h5.part-0-of-2", "other settings")
    let sample = SharedSurface.sampling + ["-o", "shared.h5"]
    expectRefusal(
      try surface.tool.run(sample), code: 65, saying: "shared.h5.part-0-of-2", "--overwrite")
    #expect(try surface.tool.run(sample + ["--overwrite"]).exitCode == 0)
    try surface.expectSame()
  }

  @Test("a process takes the cores that are left to it")
  func cores() throws {
    for (launcher, environment) in [
      (["taskset", "--cpu-list", "0"], [:]), ([], ["SLURM_CPUS_ON_NODE": "1"]),
    ] {
      let result = try surface.run(launcher + surface.command(), environment: environment)
      #expect(result.exitCode == 0, "\(result.errors)")
      let read = try LossSurface(path: folder.path("shared.h5"))
      #expect(read.sessions.first?["threads"]?.int == 1)
      try surface.remove()
    }
  }
}

@Suite(
  "Parts that may not be written to",
  .enabled(
    if: UnprivilegedTool.isAvailable,
    "the tests run as root, and setpriv cannot run the tool as anybody else"))
struct PermissionsOfPartsTests {
  @Test("a part of another user is joined where the folder may be written to, else that is said")
  func readOnlyPart() throws {
    let surface = try SharedSurface()
    let folder = surface.chain.folder
    let unprivileged = try UnprivilegedTool(in: folder.url)
    func run(part: String) throws -> Tool.Result {
      try unprivileged.run(SharedSurface.sampling + ["-o", "shared.h5", "--part", part])
    }
    try surface.chain.succeed(SharedSurface.sampling + ["-o", "shared.h5", "--part", "0/2"])
    for name in try surface.chain.files { try setPermissions(0o444, of: folder.path(name)) }
    try setPermissions(0o555, of: folder.url.path)
    expectRefusal(try run(part: "1/2"), code: 73, saying: "cannot be written to")
    try setPermissions(0o777, of: folder.url.path)
    let result = try run(part: "1/2")
    #expect(result.exitCode == 0, "\(result.errors)")
    try surface.expectSame()
  }
}

@Suite(
  "A full disk under one of several processes",
  .enabled(
    if: SmallDisk.isAvailable,
    "no file system can be mounted here: unshare (util-linux) or the right to mount is missing"))
struct FullDiskInSharesTests {
  @Test("the others' parts stay good, and it is finished where there is room")
  func fullDisk() throws {
    let surface = try SharedSurface()
    try FileManager.default.createDirectory(
      atPath: surface.chain.folder.path("disk"), withIntermediateDirectories: false)
    // Room for one part, not for two: a part is about as large as the surface.
    let size = try surface.chain.bytes("whole.h5").count / 1024 * 5 / 2
    let command = "\"$BASIN\" \(SharedSurface.sampling.joined(separator: " ")) -o disk/shared.h5"
    let result = try SmallDisk.run(
      surface.tool, kibibytes: size,
      """
      \(command) --part 0/2; first=$?
      \(command) --part 1/2 2> errors; second=$?
      cp disk/shared.h5.part-0-of-2 kept.h5
      mount -o remount,size=\(8 * size)k disk || exit 98
      \(command) --part 1/2; cp disk/shared.h5 shared.h5; echo $first $second $?
      """)
    #expect(result.output.hasSuffix("0 73 0\n"), "\(result.output) \(result.errors)")
    #expect(try surface.chain.folder.text("errors").contains("No space left on device"))
    #expect(try LossSurface(path: surface.chain.folder.path("kept.h5")).computedCount == 636)
    try surface.expectSame()
  }
}
