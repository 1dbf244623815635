import Archives
import Datasets
import Failures
import FolderTestSupport
import Foundation
import Kernels
import Landscapes
import Networks
import Provenance
import RunTestSupport
import Runs
import Tensors
import Testing

@Suite("Trajectories and their principal axes")
struct PrincipalAxesTests {
  private let folder: TemporaryFolder
  private let network: Network
  private let expected: JSONValue

  init() throws {
    folder = try TemporaryFolder()
    network = try Scenes.mlp()
    expected = try JSONValue(path: StatesFixture.path("trajectory", "json"))
  }

  private func numbers(_ keys: String...) throws -> [Double] {
    var value: JSONValue? = expected
    for key in keys { value = Int(key).map { value?[$0] } ?? value?[key] }
    return try #require(value?.array).compactMap(\.double)
  }

  private func named(_ path: String) throws -> NamedWeights {
    NamedWeights(
      try Checkpoint(path: path, network: network), file: try WeightsFile(path: path))
  }

  private func checkpoints(_ paths: [String]? = nil, final: String? = nil) throws
    -> CheckpointSequence
  {
    let final = try final ?? StatesFixture.path("trajectory-final", "safetensors")
    return CheckpointSequence(
      center: try named(final), at: final,
      paths: try paths ?? (1...9).map { try StatesFixture.path("trajectory-\($0)", "safetensors") })
  }

  private func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < tolerance }
  }

  @Test(
    "axes, variance and coordinates are scikit-learn's, however many are held",
    arguments: [1, 2, 4, 100])
  func axes(held: Int) throws {
    let view = try TrajectoryView(of: checkpoints(), holding: held, in: .threads(2))
    #expect(try isClose(view.plane.x.values.map(Double.init), numbers("axes", "0"), 1e-6))
    #expect(try isClose(view.plane.y.values.map(Double.init), numbers("axes", "1"), 1e-6))
    #expect(
      try isClose(
        view.explainedVarianceRatio ?? [], numbers("explained_variance_ratio"), 1e-6))
    let steps = view.trajectory.steps
    #expect(try isClose(steps.map(\.x), numbers("on_axes", "x"), 1e-4))
    #expect(try isClose(steps.map(\.y), numbers("on_axes", "y"), 1e-4))
    #expect(try isClose(steps.map(\.distance), numbers("on_axes", "distance"), 1e-4))
    // The same bits, whatever is held.
    let all = try TrajectoryView(of: checkpoints(), in: .threads(1))
    #expect(all.plane == view.plane && all.trajectory == view.trajectory)
  }

  @Test("projections are right on axes of any length and angle")
  func skewAxes() throws {
    let plane = try Plane(path: StatesFixture.path("skew", "h5"), network: network)
    let view = try TrajectoryView(of: checkpoints(), on: plane, in: .threads(1))
    let steps = view.trajectory.steps
    #expect(steps.count == 9)
    for (values, key) in [
      (steps.map(\.x), "x"), (steps.map(\.y), "y"), (steps.map(\.distance), "distance"),
    ] {
      #expect(try isClose(values, Array(numbers("on_skew", key).prefix(9)), 1e-4), "\(key)")
    }
  }

  @Test("what is written is read, by us and as directions")
  func file() throws {
    let path = folder.path("pca.h5")
    let view = try TrajectoryView(of: checkpoints(), in: .threads(1))
    try view.write(to: path)
    let read = try Trajectory(path: path)
    #expect(read == view.trajectory)
    #expect(read.directionsDigest == (try view.plane.digest()))
    #expect(try Plane(path: path, network: network) == view.plane)
    let file = try HDF5File(path: path)
    for name in ["xcoord", "ycoord", "distance"] {
      #expect(try file.doubles("/trajectory/\(name)").elements.count == 10)
    }
    #expect(try file.doubles("/explained_variance_ratio").elements == view.explainedVarianceRatio)
    let outline = try PlaneOutline(path: path)
    #expect(outline.kind.trajectory?.checkpoints == 10)
    let window = try #require(outline.usualWindow)
    #expect(
      read.steps.allSatisfy { window.x.contains($0.x) && window.y.contains($0.y) })
    let none = folder.path("none.h5")
    try view.plane.write(to: none)
    let failure = #expect(throws: Failure.self) { try Trajectory(path: none) }
    #expect(failure?.code == .data && failure?.what == "holds no trajectory")
  }

  @Test("the final weights are one row, also where they are a checkpoint")
  func finalIsACheckpoint() throws {
    let final = try StatesFixture.path("trajectory-final", "safetensors")
    let paths = try checkpoints().paths
    let with = try TrajectoryView(of: checkpoints(paths + [final]), in: .threads(1))
    let without = try TrajectoryView(of: checkpoints(), in: .threads(1))
    #expect(with.trajectory.steps == without.trajectory.steps)
    #expect(with.plane.x == without.plane.x && with.plane.y == without.plane.y)
  }

  private func write(_ name: String, _ values: [Float]) throws -> String {
    let path = folder.path(name)
    try Checkpoint(
      network: network, parameters: Parameters(layout: network.parameters, values: values),
      buffers: network.initialBuffers(), manifest: nil
    ).write(to: path)
    return path
  }

  @Test("checkpoints that span no plane are refused with the reason")
  func degenerate() throws {
    let final = try named(StatesFixture.path("trajectory-final", "safetensors")).parameters.values
    let other = try named(StatesFixture.path("trajectory-1", "safetensors")).parameters.values
    let center = try write("final.safetensors", final)
    let a = try write("a.safetensors", other)
    let same = try write("same.safetensors", other)
    let half = try write("half.safetensors", zip(final, other).map { ($0 + $1) / 2 })
    func failure(_ paths: [String]) throws -> Failure {
      try #require(throws: Failure.self) {
        try TrajectoryView(of: checkpoints(paths, final: center), in: .threads(1))
      }
    }
    #expect(try failure([a]).what.contains("is the only checkpoint beside"))
    #expect(try failure([a, same]).what.contains("lies on one line"))
    #expect(try failure([a, half]).what.contains("lies on one line"))
    #expect(try failure([center]).what.contains("there is no path"))
    #expect(try failure([center, center]).what.contains("like all other checkpoints"))
    var broken = other
    broken[3] = .nan
    let nan = try write("nan.safetensors", broken)
    let found = try failure([a, nan])
    #expect(found.what == "holds NaN" && found.place == .file(nan, .item("layers.0.0.weight")))
    #expect(found.code == .data)
  }

  @Test("true losses are those of the checkpoints")
  func losses() throws {
    let dataset = try Scenes.dataset([4], classes: 3)
    let view = try TrajectoryView(
      of: checkpoints(),
      examples: TrajectoryView.Examples(
        dataset, split: .train, loss: .crossEntropy, network: network), in: .threads(2))
    for (step, path) in zip(view.trajectory.steps, try checkpoints().paths) {
      let total = try Checkpoint(path: path, network: network).evaluate(
        inputs: dataset.inputs, labels: dataset.labels, workers: Workers(count: 1))
      #expect(step.loss == total.mean)
    }
    #expect(view.trajectory.data?.digest == dataset.digest)
    let path = folder.path("pca.h5")
    try view.write(to: path)
    #expect(try Trajectory(path: path) == view.trajectory)
  }

  @Test("numbers in names order checkpoints")
  func order() {
    let names = [
      "a/epoch-10.pt", "a/epoch-2.pt", "b/epoch-001.pt", "model.pt", "net56_3.t7", "net56_12.t7",
    ]
    #expect(
      CheckpointOrder.byNumbers(names)
        == [
          "model.pt", "b/epoch-001.pt", "a/epoch-2.pt", "a/epoch-10.pt", "net56_3.t7",
          "net56_12.t7",
        ])
    #expect(!CheckpointOrder.isByNumbers(names))
    #expect(
      CheckpointOrder.isByNumbers(["step-99999999999999999999.pt", "step-100000000000000000000.pt"])
    )
  }

  @Test("columns of different lengths or without a number are refused")
  func damagedFiles() throws {
    let view = try TrajectoryView(of: checkpoints(), in: .threads(1))
    var archive = DirectionsArchive(x: view.plane.x.tensors, y: view.plane.y.tensors)
    archive.trajectory = TrajectoryArrays(x: [1, .nan], y: [1, 2], distance: [0, 0])
    let path = folder.path("bad.h5")
    try archive.write(to: path)
    let failure = #expect(throws: Failure.self) { try Trajectory(path: path) }
    #expect(failure?.what == "holds a number that is not finite")
    var image = HDF5Image()
    for group in ["/xdirection", "/ydirection", "/trajectory"] { image.addGroup(group) }
    image.addDataset("/trajectory/xcoord", shape: [2], [1, 2] as [Double])
    image.addDataset("/trajectory/ycoord", shape: [1], [1] as [Double])
    image.addDataset("/trajectory/distance", shape: [2], [1, 2] as [Double])
    try AtomicFile.write(try image.bytes(), to: path)
    let lengths = #expect(throws: Failure.self) { try Trajectory(path: path) }
    #expect(lengths?.what == "has 1 numbers, xcoord 2")
  }
}
