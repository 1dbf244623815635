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
  /// The examples.
  public var data: DataRecord
  /// The points.
  public var grid: Grid
  /// How the points are computed; nil in files from versions without a choice.
  public var precision: String?
  /// The name of the loss; nil for the cross-entropy.
  public var loss: String?

  /// Describes a surface that is sampled now.
  public init(
    weights: Origin, directions: Origin, data: DataRecord, grid: Grid, precision: String,
    loss: String? = nil
  ) {
    software = .current
    self.weights = weights
    self.directions = directions
    self.data = data
    self.grid = grid
    self.precision = precision
    self.loss = loss
  }

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
      let data = DataRecord(json: json["data"]),
      let grid = Grid(xs: axis("x"), ys: axis("y"))
    else { return nil }
    self.init(weights: weights, directions: directions, data: data, grid: grid, precision: "")
    self.software = software
    precision = json["precision"]?.string
    loss = json["loss"]?.string
  }

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(Self.kind), "weights": weights.json, "directions": directions.json,
      "data": data.json,
      "grid": [
        "x": .array(grid.xs.map { .double($0) }), "y": .array(grid.ys.map { .double($0) }),
      ],
    ]
    json["precision"] = precision.map { .string($0) }
    json["loss"] = loss.map { .string($0) }
    software.write(to: &json)
    return json
  }
}
