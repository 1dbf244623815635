internal import Archives
public import Failures

extension Engine {
  /// The cores that are for this process: those that the system lets it use, and of these what the engine
  /// grants it or leaves to it beside other processes on the machine. At least 1.
  ///
  /// - Parameter environment: the variables of the environment.
  /// - Throws: `Failure` (usage) naming a variable that is not a number.
  public static func cores(environment: [String: String]) throws(Failure) -> Int {
    try cores(
      environment: environment, available: SystemCores.available, shared: SystemCores.shared)
  }

  /// The same from what the system says.
  ///
  /// - Parameters:
  ///   - available: those that the system lets this process use.
  ///   - shared: those that all processes on the machine have together.
  package static func cores(
    environment: [String: String], available: Int, shared: Int
  ) throws(Failure) -> Int {
    let variables = EngineVariables(environment)
    func granted(_ name: String) throws(Failure) -> Int? {
      variables[name] == nil ? nil : try variables.count(name)
    }
    let node = try granted("SLURM_CPUS_ON_NODE")
    let cores = min(available, node ?? .max)
    guard let neighbours = try neighbours(environment: environment) else { return cores }
    if let task = try granted("SLURM_CPUS_PER_TASK") { return min(cores, task) }
    return min(cores, max(1, min(shared, node ?? .max) / neighbours))
  }

  /// The processes that a launcher has started on this machine, this one included; nil where there is no
  /// launcher.
  ///
  /// - Parameter environment: the variables of the environment.
  /// - Throws: `Failure` (usage) naming a variable that is not a number.
  public static func neighbours(environment: [String: String]) throws(Failure) -> Int? {
    let variables = EngineVariables(environment)
    for (rank, local) in [
      ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE"), ("PMI_RANK", "MPI_LOCALNRANKS"),
    ] where variables[rank] != nil {
      return variables[local] == nil ? 1 : try variables.count(local)
    }
    guard let step = variables["SLURM_STEP_ID"], Int(step) != nil else { return nil }
    let name = "SLURM_STEP_TASKS_PER_NODE"
    guard let text = variables[name] else { return 1 }
    // Such as 4(x2),3: the largest, which leaves each process the least.
    let numbers = text.split(separator: ",").map { Int($0.prefix { $0 != "(" }) }
    guard let largest = numbers.max(by: { ($0 ?? 0) < ($1 ?? 0) }) ?? nil, largest > 0,
      !numbers.contains(nil)
    else {
      throw Failure(
        .usage, "\(name)=\(text) is not a list of numbers of tasks",
        remedy: "Set it as Slurm does, such as 4(x2),3.")
    }
    return largest
  }
}
