public import Catalogues
public import Failures
public import Tensors

/// A model of the catalogue, of whatever kind.
public struct ModelSpecification: Sendable {
  /// The model.
  public let model: any Model

  /// Takes a model.
  public init(_ model: any Model) { self.model = model }

  /// The model of a name.
  ///
  /// - Parameters:
  ///   - name: such as `resnet56`; capitals and hyphens do not matter.
  ///   - options: what is chosen of it.
  ///   - usual: what holds where nothing is chosen, for kinds of model by their names.
  /// - Throws: `Failure` (usage) if there is none of that name, and for choices that it does not have
  ///   or that make no sense.
  public init(
    named name: String, options: OptionValues = [:], usual: [String: OptionValues] = [:]
  ) throws(Failure) {
    let plainName = Self.normalized(name)
    let catalogue = ModelCatalogue.catalogue
    guard let kind = ModelCatalogue.kinds.first(where: { $0.owns(name: plainName) }) else {
      throw catalogue.refusal(of: name)
    }
    try catalogue.check(options, for: kind.entry)
    model = try kind.init(
      named: plainName, options.completed(by: usual[kind.entry.name] ?? [:]))
  }

  /// A name in small letters, without hyphens but between two numbers.
  private static func normalized(_ name: String) -> String {
    let parts = name.lowercased().split { "-_ ".contains($0) }
    return parts.dropFirst().reduce(String(parts.first ?? "")) { start, next in
      let isBetweenNumbers = start.last?.isNumber == true && next.first?.isNumber == true
      return start + (isBetweenNumbers ? "-" : "") + next
    }
  }

  /// Builds the network, without shortcuts where `plain`.
  ///
  /// - Throws: `Failure` if the model does not exist or does not fit the examples.
  public func network(inputShape: Shape, classes: Int, plain: Bool) throws(Failure) -> Network {
    try model.network(inputShape: inputShape, classes: classes, plain: plain)
  }

  /// The name people read, such as `ResNet-56, width 8`.
  public var title: String { model.title }
  /// How parameters are drawn.
  public var initialization: Initialization { model.initialization }
  /// Tokens per example, for a model that reads tokens; nil for any other.
  public var context: Int? { model.context }
}

extension ModelSpecification: Hashable {
  /// Whether both are the same model.
  public static func == (left: Self, right: Self) -> Bool {
    AnyHashable(left.model) == AnyHashable(right.model)
  }

  /// Hashes the model.
  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(model)) }
}

extension ModelSpecification: Codable {
  private struct Kind: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads what `encode(to:)` writes, which is what version 0.1 wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Kind.self)
    for kind in ModelCatalogue.kinds {
      let key = Kind(stringValue: kind.entry.name)
      guard container.contains(key) else { continue }
      self.init(try container.decode(kind, forKey: key))
      return
    }
    throw DecodingError.dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "holds an unknown model"))
  }

  /// Writes an object whose one key is the kind: `{"resnet": {"depth": 56, "width": 8}}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Kind.self)
    try container.encode(model, forKey: Kind(stringValue: type(of: model).entry.name))
  }
}
