internal import Foundation

/// The result of `basin-bench surface` for people: a table of Basin, a table of the peers.
package struct SurfaceReport {
  private let result: SurfaceResult

  /// Describes a result.
  package init(_ result: SurfaceResult) { self.result = result }

  /// The report in a form.
  package func rendered(_ format: ReportFormat) throws -> String {
    switch format {
    case .json: try benchJSON(result)
    case .text: sections(\.text)
    case .markdown: sections(\.markdown)
    }
  }

  private func sections(_ form: (TextTable) -> String) -> String {
    let tables = result.torch == nil ? [own] : [own, peers]
    return ([heading] + tables.map(form) + [notes]).joined(separator: "\n\n")
  }

  private var heading: String {
    let torch = result.torch.map { "PyTorch \($0)" } ?? "no peers"
    return "\(result.threads) threads, OpenBLAS \(result.openblasCore), \(torch); FMA peak "
      + "\(number(result.multiplyAddPeak)) GFLOP/s (\(number(result.multiplyAddPeakOfOne)) by one "
      + "thread), sgemm \(number(result.matrixPeak)) (\(number(result.matrixPeakOfOne)))"
  }

  private var notes: String {
    let memory = Set(result.workloads.map(\.memorySamples)).sorted().map { "\($0)" }
      .joined(separator: " or ")
    return """
      GFLOP/s: direct convolutions and dense products, 2 per multiplication. FMA, sgemm: how much \
      faster multiply-adds on registers and sgemm are by \(result.threads) threads than by one. \
      MB: of a process that samples \(memory) examples. frozen: without the freezing or compiling \
      of each point, so no user is as fast as that. inputs, recompiled: how a point's weights reach \
      the engine, the faster of the two ways.
      """ + failures + warning
  }

  private var failures: String {
    result.workloads.flatMap { workload in
      workload.failedPeers.map { "\n\(workload.title), \($0.name) failed: \($0.reason)" }
    }.joined()
  }

  /// Threads that wait for one another, as PyTorch's do, suffer most from other work, so a busy
  /// machine flatters Basin.
  private var warning: String {
    let busiest = result.workloads.compactMap(\.otherWork).max() ?? 0
    return busiest < 0.05
      ? ""
      : "\n\nOther processes took \(number(100 * busiest)) % of the machine: do not use these figures."
  }

  private var own: TextTable {
    TextTable(
      headings: [
        "Basin", "samples", "points/s", "images/s", "GFLOP/s", "of FMA peak", "of sgemm", "× eager",
        "× fastest",
        "1 → \(result.threads)", "FMA", "sgemm", "MB",
      ],
      rows: result.workloads.map { workload in
        [
          workload.title, "\(workload.samples)", number(workload.pointsPerSecond),
          number(workload.imagesPerSecond), number(workload.gigaFlopsPerSecond),
          number(100 * workload.gigaFlopsPerSecond / result.multiplyAddPeak) + " %",
          number(100 * workload.gigaFlopsPerSecond / result.matrixPeak) + " %",
          ratio(workload, to: workload.peers.first { $0.name == "eager" }),
          ratio(workload, to: workload.fastestPeer), number(workload.scaling),
          number(workload.multiplyAddScaling), number(workload.matrixScaling),
          workload.peakMemory.map { number(1e-6 * Double($0)) } ?? "–",
        ]
      })
  }

  private var peers: TextTable {
    TextTable(
      headings: ["peer", "by", "points/s", "images/s", "GFLOP/s", "Basin is", "loss differs by"],
      rows: result.workloads.flatMap { workload in
        workload.peers.map { peer in
          [
            workload.title, peer.name, number(peer.pointsPerSecond),
            number(peer.pointsPerSecond * Double(workload.samples)),
            number(peer.pointsPerSecond * workload.gigaFlopPerPoint), ratio(workload, to: peer),
            String(format: "%.1e", peer.worstDifference) + (peer.agrees ? "" : " !"),
          ]
        }
      })
  }

  private func ratio(_ workload: WorkloadResult, to peer: PeerResult?) -> String {
    peer.map { String(format: "%.2f×", workload.pointsPerSecond / $0.pointsPerSecond) } ?? "–"
  }

  /// Three digits, more where they stand before the point.
  private func number(_ value: Double) -> String {
    let decimals = abs(value) < 10 ? 2 : abs(value) < 100 ? 1 : 0
    return String(format: "%.\(decimals)f", value)
  }
}
