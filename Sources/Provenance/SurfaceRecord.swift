internal import Archives
public import Grids

/// What a loss surface was sampled from.
public struct SurfaceRecord: Equatable, Sendable {
  static let kind = "surface"

  /// The programs.
  public var software: SoftwareRecord
  /// The weights at the centre of the plane.
  public var weights: Origin
  /// The directions of the axes.
  public var directions: Origin
  /// The examples; nil where a process of the user's holds them.
  public var data: DataRecord?
  /// The process of the user's that computed the losses; nil where Basin did.
  public var evaluator: EvaluatorRecord?
  /// The points.
  public var grid: Grid
  /// How the points are computed; nil in files from versions without a choice, and where a process
  /// of the user's computes them.
  public var precision: String?
  /// The name of the loss; nil for the cross-entropy.
  public var loss: String?
  /// Where batch normalisations had their statistics from; nil for the running ones.
  public var batchNorm: String?

  /// Describes a surface that is sampled now.
  public init(
    weights: Origin, directions: Origin, data: DataRecord, grid: Grid, precision: String,
    loss: String? = nil, batchNorm: String? = nil
  ) {
    software = .current
    self.weights = weights
    self.directions = directions
    self.data = data
    self.grid = grid
    self.precision = precision
    self.loss = loss
    self.batchNorm = batchNorm
  }

  /// Describes a surface whose losses a process of the user's computes now.
  public init(weights: Origin, directions: Origin, evaluator: EvaluatorRecord, grid: Grid) {
    software = .currentWithoutCore
    self.weights = weights
    self.directions = directions
    self.evaluator = evaluator
    self.grid = grid
  }

  /// The number of examples.
  public var examples: Int? { data?.samples ?? evaluator?.examples }

  /// What spans the plane.
  public var plane: PlaneKind { directions.made?.directions?.plane ?? .unknown }

  /// The name of the net at the centre; nil where its weights do not record it.
  public var model: String? { weights.made?.weights?.model }
}

extension SurfaceRecord {
  init?(json: JSONValue) {
    func axis(_ name: String) -> [Double] {
      json["grid"]?[name]?.array?.compactMap(\.double) ?? []
    }
    guard let software = SoftwareRecord(json: json), let weights = Origin(json: json["weights"]),
      let directions = Origin(json: json["directions"]),
      let grid = Grid(xs: axis("x"), ys: axis("y"))
    else { return nil }
    if let data = DataRecord(json: json["data"]) {
      self.init(weights: weights, directions: directions, data: data, grid: grid, precision: "")
    } else if let evaluator = EvaluatorRecord(json: json["evaluator"]) {
      self.init(weights: weights, directions: directions, evaluator: evaluator, grid: grid)
    } else {
      return nil
    }
    self.software = software
    precision = json["precision"]?.string
    loss = json["loss"]?.string
    batchNorm = json["batch_norm"]?.string
  }

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(Self.kind), "weights": weights.json, "directions": directions.json,
      "grid": [
        "x": .array(grid.xs.map { .double($0) }), "y": .array(grid.ys.map { .double($0) }),
      ],
    ]
    json["data"] = data?.json
    json["evaluator"] = evaluator?.json
    json["precision"] = precision.map { .string($0) }
    json["loss"] = loss.map { .string($0) }
    json["batch_norm"] = batchNorm.map { .string($0) }
    software.write(to: &json)
    return json
  }
}
