public import Failures

/// What started this process, as far as the environment says: its share of the work, and its cores.
///
/// Slurm, Open MPI, other launchers with PMI, job arrays and Kubernetes each state it in variables of their
/// own. Nothing of theirs is linked or called.
public struct Engine: Hashable, Sendable {
  /// The share of this process.
  public let share: Share
  /// What stated the share, such as `Slurm step`; nil where nothing did.
  public let name: String?
  /// Whether the messages of this process go elsewhere than those of the others, as in a job array.
  public let hasOwnLog: Bool

  /// A process on its own.
  public static let none = Engine(share: .whole, name: nil, hasOwnLog: true)

  /// A share that was stated otherwise.
  public init(share: Share, name: String?, hasOwnLog: Bool) {
    self.share = share
    self.name = name
    self.hasOwnLog = hasOwnLog
  }

  /// Reads what an engine has put into the environment.
  ///
  /// A process of a launcher (Open MPI, PMI, a Slurm step) inside a job array takes a share of its
  /// task's share. `SLURM_PROCID` counts only inside a step: a batch script has it too, and so has
  /// each process of `mpirun` in a job. `JOB_COMPLETION_INDEX` of Kubernetes comes with
  /// `BASIN_PARTS`, since a Job does not state how many there are.
  ///
  /// - Throws: `Failure` (usage) naming the variable that is missing, not a number or out of range.
  public init(environment: [String: String]) throws(Failure) {
    let variables = EngineVariables(environment)
    let rank = try Self.rank(variables)
    let task = try Self.arrayTask(variables)
    switch (task, rank) {
    case (nil, nil):
      let pod = try Self.completion(variables)
      self.init(share: pod ?? .whole, name: pod.map { _ in "Kubernetes Job" }, hasOwnLog: true)
    case (let task?, nil):
      self.init(share: task, name: Self.arrayName, hasOwnLog: true)
    case (nil, let rank?):
      self.init(share: rank.share, name: rank.name, hasOwnLog: false)
    case (let task?, let rank?):
      guard task.count <= Share.most / rank.share.count else {
        throw Failure(
          .usage,
          "SLURM_ARRAY_TASK_COUNT=\(task.count) times \(rank.share.count) processes of each task are more "
            + "than \(Share.most) parts", remedy: "Start fewer.")
      }
      self.init(
        share: Share(
          task.index * rank.share.count + rank.share.index, of: task.count * rank.share.count),
        name: rank.share.isWhole
          ? Self.arrayName : task.isWhole ? rank.name : "\(Self.arrayName), \(rank.name)",
        hasOwnLog: rank.share.isWhole)
    }
  }

  private static let arrayName = "Slurm array"

  private static func rank(
    _ variables: EngineVariables
  ) throws(Failure) -> (share: Share, name: String)? {
    for (name, rank, size) in [
      ("Open MPI", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), ("PMI", "PMI_RANK", "PMI_SIZE"),
    ] where variables[rank] != nil || variables[size] != nil {
      return (try variables.share(rank, of: size), name)
    }
    guard let step = variables["SLURM_STEP_ID"], Int(step) != nil else { return nil }
    return (try variables.share("SLURM_PROCID", of: "SLURM_STEP_NUM_TASKS"), "Slurm step")
  }

  private static func arrayTask(_ variables: EngineVariables) throws(Failure) -> Share? {
    let task = "SLURM_ARRAY_TASK_ID"
    let (least, most) = ("SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX")
    guard variables[task] != nil else { return nil }
    let count = try variables.count("SLURM_ARRAY_TASK_COUNT")
    guard count > 1 else { return .whole }
    let step = try variables.count("SLURM_ARRAY_TASK_STEP")
    let (first, last) = (try variables.number(least), try variables.number(most))
    let offset = try variables.number(task) - first
    guard last >= first, (last - first) / step == count - 1, (last - first) % step == 0,
      (0...last - first).contains(offset), offset % step == 0
    else {
      throw Failure(
        .usage,
        "\(task)=\(offset + first) is not one of \(count) tasks from \(least)=\(first) to "
          + "\(most)=\(last) in steps of SLURM_ARRAY_TASK_STEP=\(step)",
        remedy: "Number the tasks evenly, such as --array=0-3, or \(Self.byHand)")
    }
    return Share(offset / step, of: count)
  }

  private static func completion(_ variables: EngineVariables) throws(Failure) -> Share? {
    let index = "JOB_COMPLETION_INDEX"
    guard variables[index] != nil else { return nil }
    return try variables.share(index, of: "BASIN_PARTS")
  }

  static let byHand: Phrase =
    "state the share with \(setting: "part", "I/N") or \(setting: "part", "none")."
}
