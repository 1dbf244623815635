internal import Archives
internal import Landscapes
internal import Tensors

extension Reader {
  /// Of what lies between nets and of where training went.
  static let paths = [
    Reader(
      "connection", words: "hdf5", longest: 1 << 14,
      seeds: [.generated { try [connection(points: 2), connection(points: 5)] }]
    ) { input in
      let connection = try Connection(path: try input.file("path.h5"))
      for course in connection.courses { _ = (course.highestLoss, course.lowestAccuracy) }
    },
    Reader(
      "trajectory", words: "hdf5", longest: 1 << 14,
      seeds: [
        .generated { try [trajectory(steps: 0), trajectory(steps: 1), trajectory(steps: 4)] }
      ]
    ) { input in
      let trajectory = try Trajectory(path: try input.file("pca.h5"))
      _ = (trajectory.window, trajectory.data, trajectory.directionsDigest)
    },
  ]

  private static func connection(points: Int) throws -> [UInt8] {
    let ts = Connection.places(points)
    let courses = Connection.Path.allCases.map { path in
      Connection.Course(
        path,
        values: ts.map { PointValue(loss: 2 - $0, error: 0.25, accuracy: 50 + $0) },
        barrier: LossBarrier(height: 0.5, error: 0.125, place: ts[1]))
    }
    return try Connection(ts: ts, courses: courses, manifest: nil).bytes(bends: [])
  }

  private static func trajectory(steps: Int) throws -> [UInt8] {
    let places = (0..<steps).map { Double($0) / 4 }
    var archive = DirectionsArchive(
      x: [Tensor(shape: [2], elements: [1, 0])], y: [Tensor(shape: [2], elements: [0, 1])],
      names: ["w"])
    archive.trajectory = TrajectoryArrays(
      x: places, y: places.map { 1 - $0 }, distance: places, loss: places)
    archive.explainedVarianceRatio = [0.75, 0.25]
    return try archive.bytes()
  }
}
