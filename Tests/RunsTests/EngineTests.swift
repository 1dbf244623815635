import Failures
import Runs
import Testing

@Suite("What an engine says in the environment")
struct EngineTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let environment: [String: String]
    let share: Share
    let name: String?
    let hasOwnLog: Bool

    init(
      _ description: String, _ environment: [String: String], _ share: Share, _ name: String?,
      ownLog: Bool = true
    ) {
      testDescription = description
      (self.environment, self.share, self.name) = (environment, share, name)
      hasOwnLog = ownLog
    }
  }

  private static func step(_ task: Int, of count: Int) -> [String: String] {
    ["SLURM_STEP_ID": "0", "SLURM_PROCID": "\(task)", "SLURM_STEP_NUM_TASKS": "\(count)"]
  }

  private static func array(_ id: Int, from least: Int, to most: Int, step: Int = 1)
    -> [String: String]
  {
    [
      "SLURM_ARRAY_TASK_ID": "\(id)", "SLURM_ARRAY_TASK_MIN": "\(least)",
      "SLURM_ARRAY_TASK_MAX": "\(most)", "SLURM_ARRAY_TASK_STEP": "\(step)",
      "SLURM_ARRAY_TASK_COUNT": "\((most - least) / step + 1)", "SLURM_PROCID": "0",
    ]
  }

  static let cases = [
    Case("nothing", [:], .whole, nil),
    Case(
      "Open MPI", ["OMPI_COMM_WORLD_RANK": "3", "OMPI_COMM_WORLD_SIZE": "4"], Share(3, of: 4),
      "Open MPI", ownLog: false),
    Case("PMI", ["PMI_RANK": "0", "PMI_SIZE": "2"], Share(0, of: 2), "PMI", ownLog: false),
    Case("a Slurm step", step(2, of: 3), Share(2, of: 3), "Slurm step", ownLog: false),
    Case(
      "a batch script without srun",
      ["SLURM_JOB_ID": "7", "SLURM_PROCID": "0", "SLURM_NTASKS": "4"], .whole, nil),
    Case(
      "mpirun inside a Slurm job",
      step(0, of: 1).merging(["OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "2"]) { $1 },
      Share(1, of: 2), "Open MPI", ownLog: false),
    Case("an array", array(2, from: 0, to: 3), Share(2, of: 4), "Slurm array"),
    Case("an array from 1", array(4, from: 1, to: 4), Share(3, of: 4), "Slurm array"),
    Case("an array in steps", array(20, from: 10, to: 30, step: 5), Share(2, of: 5), "Slurm array"),
    Case("one task of an array again", array(2, from: 2, to: 2), .whole, "Slurm array"),
    Case(
      "a step of two processes in each task of an array",
      array(1, from: 0, to: 2).merging(step(1, of: 2)) { $1 }, Share(3, of: 6),
      "Slurm array, Slurm step", ownLog: false),
    Case(
      "a step of one process in each task of an array",
      array(1, from: 0, to: 2).merging(step(0, of: 1)) { $1 }, Share(1, of: 3), "Slurm array"),
    Case(
      "a Kubernetes Job", ["JOB_COMPLETION_INDEX": "5", "BASIN_PARTS": "8"], Share(5, of: 8),
      "Kubernetes Job"),
    Case("parts without an index", ["BASIN_PARTS": "8"], .whole, nil),
  ]

  @Test(arguments: cases) func recognised(_ one: Case) throws {
    let engine = try Engine(environment: one.environment)
    #expect(engine.share == one.share)
    #expect(engine.name == one.name)
    #expect(engine.hasOwnLog == one.hasOwnLog)
  }

  /// What lies, and the variable that the message begins with.
  static let liars: [([String: String], String)] = [
    (["OMPI_COMM_WORLD_RANK": "4", "OMPI_COMM_WORLD_SIZE": "4"], "OMPI_COMM_WORLD_RANK=4"),
    (["OMPI_COMM_WORLD_RANK": "-1", "OMPI_COMM_WORLD_SIZE": "4"], "OMPI_COMM_WORLD_RANK=-1"),
    (["OMPI_COMM_WORLD_RANK": "one", "OMPI_COMM_WORLD_SIZE": "4"], "OMPI_COMM_WORLD_RANK=one"),
    (["OMPI_COMM_WORLD_RANK": "", "OMPI_COMM_WORLD_SIZE": "4"], "OMPI_COMM_WORLD_RANK is empty"),
    (["OMPI_COMM_WORLD_RANK": "0"], "OMPI_COMM_WORLD_SIZE is not set"),
    (["OMPI_COMM_WORLD_SIZE": "4"], "OMPI_COMM_WORLD_RANK is not set"),
    (["PMI_RANK": "0", "PMI_SIZE": "0"], "PMI_SIZE=0"),
    (["PMI_RANK": "0", "PMI_SIZE": "100001"], "PMI_SIZE=100001"),
    (
      ["PMI_RANK": "0", "PMI_SIZE": "9223372036854775808"],
      "PMI_SIZE=9223372036854775808 is not a whole number"
    ),
    (["SLURM_STEP_ID": "0", "SLURM_STEP_NUM_TASKS": "2"], "SLURM_PROCID is not set"),
    (step(2, of: 2), "SLURM_PROCID=2 is not below SLURM_STEP_NUM_TASKS=2"),
    (array(4, from: 0, to: 3), "SLURM_ARRAY_TASK_ID=4"),
    (
      array(5, from: 1, to: 9).merging(["SLURM_ARRAY_TASK_COUNT": "3"]) { $1 },
      "SLURM_ARRAY_TASK_ID=5"
    ),
    (array(1, from: 0, to: 3, step: 2), "SLURM_ARRAY_TASK_ID=1"),
    (["SLURM_ARRAY_TASK_ID": "0"], "SLURM_ARRAY_TASK_COUNT is not set"),
    (
      array(0, from: 0, to: 999).merging(step(0, of: 1000)) { $1 },
      "SLURM_ARRAY_TASK_COUNT=1000 times 1000"
    ),
    (["JOB_COMPLETION_INDEX": "0"], "BASIN_PARTS is not set"),
    (["JOB_COMPLETION_INDEX": "2", "BASIN_PARTS": "2"], "JOB_COMPLETION_INDEX=2"),
  ]

  @Test(arguments: liars) func aLieIsNamed(_ environment: [String: String], _ beginning: String)
    throws
  {
    let failure = #expect(throws: Failure.self) { try Engine(environment: environment) }
    #expect(failure?.code == .usage)
    #expect(failure?.what.hasPrefix(beginning) == true, "\(failure?.what ?? "")")
    #expect(failure?.remedy != nil)
  }

  @Test func everyTaskOfAnArrayHasAShareOfItsOwn() throws {
    let shares = try stride(from: 3, through: 15, by: 4).flatMap { id in
      try (0..<3).map {
        try Engine(
          environment: Self.array(id, from: 3, to: 15, step: 4)
            .merging(Self.step($0, of: 3)) { $1 }
        ).share
      }
    }
    #expect(Set(shares) == Set((0..<12).map { Share($0, of: 12) }))
  }

  static let machines: [([String: String], Int, Int, Int)] = [
    ([:], 8, 16, 8),
    (["SLURM_CPUS_ON_NODE": "4"], 16, 16, 4),
    (step(0, of: 2).merging(["SLURM_CPUS_PER_TASK": "3"]) { $1 }, 16, 16, 3),
    (step(0, of: 4).merging(["SLURM_STEP_TASKS_PER_NODE": "2(x2)"]) { $1 }, 16, 16, 8),
    (
      step(0, of: 4).merging(
        ["SLURM_STEP_TASKS_PER_NODE": "1,3", "SLURM_CPUS_ON_NODE": "6"]) { $1 }, 16, 16, 2
    ),
    // Bound to one socket that eight processes share.
    (["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_LOCAL_SIZE": "16"], 8, 16, 1),
    // Bound to four cores of their own.
    (["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_LOCAL_SIZE": "4"], 4, 32, 4),
    (["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_LOCAL_SIZE": "64"], 16, 16, 1),
    (["PMI_RANK": "0", "MPI_LOCALNRANKS": "2"], 16, 16, 8),
  ]

  @Test(arguments: machines)
  func cores(_ environment: [String: String], available: Int, shared: Int, expected: Int) throws {
    #expect(
      try Engine.cores(environment: environment, available: available, shared: shared) == expected)
  }

  @Test(arguments: [
    ("SLURM_CPUS_ON_NODE", "many"), ("SLURM_CPUS_PER_TASK", "0"),
    ("SLURM_STEP_TASKS_PER_NODE", "(x2)"), ("SLURM_STEP_TASKS_PER_NODE", ""),
  ])
  func coresThatAreNoNumbers(_ name: String, _ value: String) throws {
    let environment = Self.step(0, of: 2).merging([name: value]) { $1 }
    let failure = #expect(throws: Failure.self) {
      try Engine.cores(environment: environment, available: 4, shared: 4)
    }
    #expect(failure?.what.hasPrefix(name) == true)
  }
}
