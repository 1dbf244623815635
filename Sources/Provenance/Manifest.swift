public import Archives

/// How a file was made: everything that determines its numbers, and only that.
///
/// A manifest travels inside the file that it describes, as a JSON object. What this version knows
/// how to read is in ``content``; the document itself is kept as it was, so that documents of other
/// versions or programs pass through unchanged. Reading never fails: what is unknown is
/// ``Content/unknown``.
public struct Manifest: Equatable, Sendable {
  /// What a manifest can describe.
  public indirect enum Content: Equatable, Sendable {
    /// The weights that a training run ends with.
    case weights(WeightsRecord)
    /// The two directions of a plane.
    case directions(DirectionsRecord)
    /// A loss surface.
    case surface(SurfaceRecord)
    /// The curvature of a loss.
    case hessian(HessianRecord)
    /// The confirmation of the minima of a surface.
    case confirmation(ConfirmationRecord)
    /// A comparison of nets with and without shortcuts.
    case comparison(ComparisonRecord)
    /// A lesson.
    case lesson(LessonRecord)
    /// The gradients of a net.
    case gradients(GradientsRecord)
    /// A connection between two nets.
    case connection(ConnectionRecord)
    /// Something unknown to this version, or in an unknown form.
    case unknown
  }

  /// The content, as far as this version can read it.
  public let content: Content
  /// The document, whole.
  public let json: JSONValue

  /// The form that this version writes and reads. Documents say so under `manifest`; without that key it is
  /// 1. A later form is ``Content/unknown`` here.
  public static let form = 1

  /// Describes something that this version makes.
  public init(_ content: Content) {
    self.content = content
    json = content.json
  }

  /// Reads any document, also from other programs.
  public init(json: JSONValue) {
    self.json = json
    content =
      (json["manifest"]?.int ?? Self.form) == Self.form
      ? Content(kind: json["kind"]?.string ?? "", json) : .unknown
  }

  /// Reads a document from text.
  ///
  /// - Parameters:
  ///   - text: one JSON value.
  ///   - source: what it belongs to, named in messages; such as a path.
  /// - Throws: `Failure` (data) if the text does not hold one JSON value.
  public init(parsing text: String, from source: String) throws {
    self.init(json: try JSONValue(parsing: text, from: source))
  }

  /// What it describes, in a word or two: `surface`, `unfinished hessian`. Nil where the document
  /// does not say.
  public var kind: String? { json["kind"]?.string }

  /// The document as text, the same bytes for the same content.
  public var text: String { json.serialized() }

  /// The two documents are equal; what can be read follows from them.
  public static func == (left: Manifest, right: Manifest) -> Bool { left.json == right.json }
}

extension Manifest: Codable {
  /// Decodes any JSON value.
  public init(from decoder: any Decoder) throws { self.init(json: try JSONValue(from: decoder)) }

  /// Encodes the document.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

extension Manifest {
  /// The record of weights, if it describes weights.
  public var weights: WeightsRecord? {
    if case .weights(let record) = content { record } else { nil }
  }

  /// The record of directions, if it describes directions.
  public var directions: DirectionsRecord? {
    if case .directions(let record) = content { record } else { nil }
  }

  /// The record of a surface, if it describes a surface.
  public var surface: SurfaceRecord? {
    if case .surface(let record) = content { record } else { nil }
  }

  /// The record of a connection, if it describes a connection.
  public var connection: ConnectionRecord? {
    if case .connection(let record) = content { record } else { nil }
  }
}

extension Manifest.Content {
  /// Reads a document of a kind.
  fileprivate init(kind: String, _ json: JSONValue) {
    let content: Manifest.Content? =
      switch kind {
      case WeightsRecord.kind: WeightsRecord(json: json).map { .weights($0) }
      case DirectionsRecord.kind: DirectionsRecord(json: json).map { .directions($0) }
      case SurfaceRecord.kind: SurfaceRecord(json: json).map { .surface($0) }
      case HessianRecord.kind, HessianRecord.unfinishedKind:
        HessianRecord(json: json).map { .hessian($0) }
      case ConfirmationRecord.kind, ConfirmationRecord.unfinishedKind:
        ConfirmationRecord(json: json).map { .confirmation($0) }
      case ComparisonRecord.kind: ComparisonRecord(json: json).map { .comparison($0) }
      case LessonRecord.kind: LessonRecord(json: json).map { .lesson($0) }
      case GradientsRecord.kind: GradientsRecord(json: json).map { .gradients($0) }
      case ConnectionRecord.kind: ConnectionRecord(json: json).map { .connection($0) }
      default: nil
      }
    self = content ?? .unknown
  }

  /// The document of a record.
  fileprivate var json: JSONValue {
    switch self {
    case .weights(let record): record.json
    case .directions(let record): record.json
    case .surface(let record): record.json
    case .hessian(let record): record.json
    case .confirmation(let record): record.json
    case .comparison(let record): record.json
    case .lesson(let record): record.json
    case .gradients(let record): record.json
    case .connection(let record): record.json
    case .unknown: .null
    }
  }
}
