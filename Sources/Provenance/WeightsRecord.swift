public import Archives

/// How weights were trained.
public struct WeightsRecord: Equatable, Sendable {
  static let kind = "weights"

  /// The programs.
  public var software: SoftwareRecord
  /// The name of the network, such as `plain ResNet-56, width 8`.
  public var model: String
  /// The number of shortcuts.
  public var shortcuts: Int
  /// How the parameters were drawn.
  public var initialization: String
  /// The training examples.
  public var data: DataRecord
  /// The settings of the training run, its seed among them.
  public var training: JSONValue
  /// What each shortcut is multiplied by; nil where all are whole.
  public var shortcutStrengths: [Double]?
  /// After which step of the run these weights are a checkpoint; nil for those at its end.
  public var step: Int?

  /// The name of the loss that was minimised; nil for the cross-entropy.
  public var loss: String? { training["loss"]?.string }

  /// Describes weights that are trained now.
  public init(
    model: String, shortcuts: Int, initialization: String, data: DataRecord, training: JSONValue,
    shortcutStrengths: [Double]?
  ) {
    software = .current
    self.model = model
    self.shortcuts = shortcuts
    self.initialization = initialization
    self.data = data
    self.training = training
    self.shortcutStrengths = shortcutStrengths
  }
}

extension WeightsRecord {
  init?(json: JSONValue) {
    guard let software = SoftwareRecord(json: json), let model = json["model"]?.string,
      let shortcuts = json["shortcuts"]?.int, let data = DataRecord(json: json["data"]),
      let initialization = json["initialization"]?.string, let training = json["training"]
    else { return nil }
    self.init(
      model: model, shortcuts: shortcuts, initialization: initialization, data: data,
      training: training,
      shortcutStrengths: json["shortcut_strengths"]?.array?.compactMap(\.double))
    self.software = software
    step = json["step"]?.int
  }

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(Self.kind), "model": .string(model), "shortcuts": .int(shortcuts),
      "initialization": .string(initialization), "data": data.json, "training": training,
    ]
    json["shortcut_strengths"] = shortcutStrengths.map { .array($0.map { .double($0) }) }
    json["step"] = step.map { .int($0) }
    software.write(to: &json)
    return json
  }
}
