import Foundation

/// The engines that start processes here: Slurm, which `make test-cluster` sets up on this machine, and
/// Open MPI.
enum Cluster {
  /// Whether tests with engines run: where `make test-cluster` asks for them.
  static let isWanted = ProcessInfo.processInfo.environment["BASIN_REQUIRE_CLUSTER"] == "1"

  /// Why they are left out where it does not.
  static let reason =
    "make test-cluster runs them: surfaces were not sampled under Slurm and Open MPI"

  /// `srun` with more processes than there are cores, if need be.
  static func srun(_ count: Int) -> [String] {
    ["srun", "--overcommit", "--ntasks", "\(count)", "--input", "none"]
  }

  /// `mpirun`, the same.
  static func mpirun(_ count: Int) -> [String] {
    ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "\(count)"]
  }
}
