internal import Archives
internal import Failures
internal import Foundation
internal import Landscapes
internal import Networks
internal import Reports
internal import Runs
internal import Training

/// The share of one of several processes: some of the nets are trained here, some of the points of every
/// surface are computed here, and some of the second looks are taken here.
///
/// What depends on the work of another process waits for its file.
extension ComparisonStages {
  /// A second look: at the minima on a plane or, without a plane, at the curvature of a net.
  struct LookName: Hashable {
    let net: NetName
    let plane: Int?
  }

  /// The nets, in the order in which they are made.
  var nets: [NetName] {
    seeds.flatMap { seed in ComparisonFiles.Arm.allCases.map { NetName(arm: $0, seed: seed) } }
  }

  /// Their copies that take the examples in another order, in the same order.
  var copies: [NetName] { nets.flatMap(copies(of:)) }

  /// The copies of a net that take the examples in another order.
  func copies(of net: NetName) -> [NetName] {
    extras.reorderedAfter.map {
      NetName(arm: net.arm, seed: net.seed, reorderedAfter: $0)
    }
  }

  /// The second looks, in the same order.
  var looks: [LookName] {
    nets.flatMap { net in
      (extras.confirms ? (1...settings.planes).map { LookName(net: net, plane: $0) } : [])
        + (extras.measuresCurvature ? [LookName(net: net, plane: nil)] : [])
    }
  }

  /// Does all that falls to this process.
  ///
  /// - Throws: `Failure`, among them `.interrupted` when stopped or out of time.
  mutating func takeShare() throws {
    let share = context.share
    for net in nets {
      try OutputPath.prepareFolder(files.path(files.net(net.arm, seed: net.seed)))
    }
    for net in trainings(of: share) { _ = try weights(net) }
    try inOrder(nets, ready: isTrained, waitingFor: training) { stages, net in
      let checkpoint = try stages.trained(net)
      for window in stages.windows {
        _ = try stages.surface(checkpoint, net.arm, seed: net.seed, window)
      }
    }
    try inOrder(share.of(looks), ready: isSampled, waitingFor: points) { stages, look in
      try stages.take(look)
    }
  }

  /// Whether nothing is missing of the whole comparison but its report.
  func isComplete() throws -> Bool {
    let missing = try nets.map { try self.missing($0.arm, seed: $0.seed, of: .whole) }
      .reduce(MissingWork(), +)
    return missing.steps + missing.points == 0 && !missing.hasLooks
  }

  /// Does something for each name as soon as it is ready, those first that are.
  private mutating func inOrder<Name>(
    _ names: [Name], ready: (Name) throws -> Bool, waitingFor: (Name) -> String,
    _ body: (inout ComparisonStages, Name) throws -> Void
  ) throws {
    var pending = names
    var latest: String?
    while let first = pending.first {
      let clock = StageClock()
      if let index = try pending.firstIndex(where: ready) {
        try body(&self, pending.remove(at: index))
        continue
      }
      let cost = clock.seconds
      let subject = waitingFor(first)
      if subject != latest { context.report(.note(WaitingNote(for: subject))) }
      latest = subject
      // A process that only waits must not outlast its time either.
      context.notePiece()
      guard !context.shouldEnd else {
        throw Failure(
          .interrupted, "stopped while waiting for \(subject)",
          remedy: "Run the same command again to resume.")
      }
      // Where there are many parts to read, looking takes no more than a tenth of the time.
      Thread.sleep(forTimeInterval: max(0.2, 9 * cost))
    }
  }

  private func isTrained(_ net: NetName) -> Bool {
    InputFile.exists(at: files.path(files.weights(net.arm, seed: net.seed)))
  }

  private func training(_ net: NetName) -> String {
    let place =
      settings.matching == nil ? nets.firstIndex(of: net) : seeds.firstIndex(of: net.seed)
    let owner = Share((place ?? 0) % context.share.count, of: context.share.count)
    return "\(owner): training \(net)"
  }

  private func trained(_ net: NetName) throws -> Checkpoint {
    guard let checkpoint = try finishedWeights(net) else {
      throw Failure(
        .missing, "was removed while the processes were at work",
        at: files.path(files.weights(net.arm, seed: net.seed)),
        remedy: "Run the same command again.")
    }
    return checkpoint
  }

  private func surfacePath(_ look: LookName) -> String? {
    look.plane.map { files.path(files.surface(look.net.arm, seed: look.net.seed, plane: $0)) }
  }

  /// Whether all points are there; joins them where no other process does.
  private func isSampled(_ look: LookName) throws -> Bool {
    guard let path = surfacePath(look) else { return true }
    return try SurfaceParts(of: path).joinIfComplete()
  }

  private func points(_ look: LookName) -> String {
    "the other parts of \(surfacePath(look) ?? files.folder)"
  }

  private mutating func take(_ look: LookName) throws {
    let (arm, seed) = (look.net.arm, look.net.seed)
    let checkpoint = try trained(look.net)
    guard let plane = look.plane, let path = surfacePath(look) else {
      _ = try curvature(checkpoint, arm, seed: seed)
      return
    }
    let surface = try LossSurface(path: path)
    try extras.scale.checkFit(of: [(path: path, surface: surface)])
    let analysis = MinimaCounting(scale: extras.scale, share: settings.threshold)
      .analysis(of: surface)
    _ = try confirmation(of: surface, analysis, checkpoint, arm, seed: seed, plane: plane)
  }
}
