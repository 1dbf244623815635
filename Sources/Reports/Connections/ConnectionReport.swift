public import Archives
public import Documents
public import Landscapes
internal import Numerals

/// The loss on paths between two nets, as `basin connect` prints it.
public struct ConnectionReport: Hashable, Sendable {
  /// The forms in which the report can be had.
  public enum Format: String, CaseIterable, Sendable {
    /// A table for a terminal.
    case text
    /// Everything, numbers in the shortest form that reads back to the same bits.
    case json
  }

  /// What the numbers are of.
  public struct Subject: Hashable, Sendable {
    /// The file of the net at t = 0.
    public var start: String
    /// The file of the net at t = 1.
    public var end: String
    /// The loss: `mean cross-entropy`.
    public var loss: String
    /// What the evaluated examples are called.
    public var data: String
    /// How many are evaluated.
    public var samples: Int
    /// How many the curve is trained on.
    public var trainingSamples: Int

    /// Names what the numbers are of.
    public init(
      start: String, end: String, loss: String, data: String, samples: Int, trainingSamples: Int
    ) {
      (self.start, self.end, self.loss) = (start, end, loss)
      (self.data, self.samples, self.trainingSamples) = (data, samples, trainingSamples)
    }
  }

  /// What is said of the curve.
  public struct Curve: Hashable, Sendable {
    /// `bezier` or `chain`.
    public var shape: String
    /// The number of bends.
    public var bends: Int
    /// How it was trained, in words.
    public var training: String
    /// The mean loss of each epoch at random places of the curve.
    public var epochLosses: [Double]

    /// Describes a curve.
    public init(shape: String, bends: Int, training: String, epochLosses: [Double]) {
      (self.shape, self.bends, self.training) = (shape, bends, training)
      self.epochLosses = epochLosses
    }

    /// In words: `Bézier curve with 1 bend`.
    var title: String {
      (shape == "bezier" ? "Bézier curve" : "polygonal chain") + " with \(counted(bends, "bend"))"
    }
  }

  /// The numbers.
  public let connection: Connection
  /// What they are of.
  public let subject: Subject
  /// The curve.
  public let curve: Curve
  /// The files that were written.
  public let files: [String]

  /// Creates a report.
  public init(connection: Connection, subject: Subject, curve: Curve, files: [String]) {
    (self.connection, self.subject, self.curve, self.files) = (connection, subject, curve, files)
  }

  /// The report for people.
  public var document: Document {
    let normalizes = connection.normalizesBatches
    let rows = connection.courses.map { course -> [RichText] in
      [
        course.path.title(normalizesBatches: normalizes), course.barrier.text,
        course.barrier.height > 0
          ? course.barrier.place.written(.significant(3)) : NumberStyle.none,
        course.highestLoss.written(),
        course.lowestAccuracy.map { $0.written(.decimals(1)) } ?? NumberStyle.none,
      ].map { RichText(verbatim: $0) }
    }
    let table = Document.Table(
      [
        .words("path"), .numbers("barrier"), .numbers("at t"), .numbers("highest loss"),
        .numbers("lowest accuracy, %"),
      ], rows: rows)
    let subjects = [
      "\(subject.start) (t = 0) to \(subject.end) (t = 1)",
      "\(subject.loss) of \(counted(subject.samples, "example")) of \(subject.data), "
        + "\(connection.ts.count) points on each path",
      "\(curve.title), trained on \(counted(subject.trainingSamples, "example")): \(curve.training)",
    ]
    return Document(blocks: [
      .lines(subjects.map { RichText(verbatim: $0) }), .table(table),
      .paragraph(
        """
        The barrier is the largest rise of the loss above the straight line between the losses of the \
        two ends, ± its standard error over these examples.
        """),
      .lines(files.map { RichText(verbatim: $0) }),
    ])
  }

  /// Every number of the report.
  public var json: JSONValue { JSONValue(result: ConnectionSummary(self)) }

  /// The report in one of its forms, with a line break at its end.
  public func formatted(as format: Format) -> String {
    switch format {
    case .text: document.text
    case .json: json.serialized(pretty: true) + "\n"
    }
  }
}

extension LossBarrier {
  /// With its standard error: `0.412 ± 0.0093`; `0` where the path nowhere rises above the line.
  package var text: String {
    guard height.isFinite else { return "not finite" }
    guard height > 0 else { return "0" }
    return height.written(.significant(3))
      + (error.isFinite ? " ± \(error.written(.significant(2)))" : "")
  }
}

/// A report as `basin connect --format json` writes it.
///
/// Scripts hold on to the members' names: they may be added to, and none may change or go.
private struct ConnectionSummary: Encodable {
  struct Path: Encodable {
    let path: String
    let barrier: Double
    let barrierError: Double
    let barrierPlace: Double
    let highestLoss: Double
    @OrNull var lowestAccuracy: Double?
    let loss: [Double]
    let error: [Double]
    let accuracy: [Double]
  }

  struct Curve: Encodable {
    let shape: String
    let bends: Int
    let training: String
    let trainingSamples: Int
    let epochLosses: [Double]
  }

  let start: String
  let end: String
  let lossName: String
  let data: String
  let samples: Int
  let t: [Double]
  let paths: [Path]
  let curve: Curve
  let files: [String]

  init(_ report: ConnectionReport) {
    start = report.subject.start
    end = report.subject.end
    lossName = report.subject.loss
    data = report.subject.data
    samples = report.subject.samples
    t = report.connection.ts
    paths = report.connection.courses.map { course in
      Path(
        path: course.path.rawValue, barrier: course.barrier.height,
        barrierError: course.barrier.error, barrierPlace: course.barrier.place,
        highestLoss: course.highestLoss, lowestAccuracy: course.lowestAccuracy,
        loss: course.values.map(\.loss), error: course.values.map(\.error),
        accuracy: course.values.map(\.accuracy))
    }
    curve = Curve(
      shape: report.curve.shape, bends: report.curve.bends, training: report.curve.training,
      trainingSamples: report.subject.trainingSamples, epochLosses: report.curve.epochLosses)
    files = report.files
  }
}
