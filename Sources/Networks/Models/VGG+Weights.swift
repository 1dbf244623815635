public import Archives
internal import Catalogues
internal import Failures
public import Tensors

extension VGG {
  /// Images of as many channels as the first convolution takes, of the form's size unless known.
  public func examples(of weights: WeightsFile, imageSize: Int?)
    -> (inputShape: Shape, classes: Int)
  {
    let stem: Stem = form == .imagenet ? .imagenet : .cifar
    return weights.images(
      first: "features.0.weight", classifier: form == .imagenet ? "classifier.6" : "classifier",
      edge: imageSize ?? stem.imageSize)
  }

  /// By the places of the convolutions and the linear layers.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    guard let first = weights.kernel("features.0"), first[2] == 3 else { return nil }
    let (norm, open) = weights.norm("features.1")
    let form: Form =
      weights["fc.0.weight"] != nil
      ? .li : weights["classifier.weight"] == nil ? .imagenet : .cifar
    let hidden = weights["classifier.0.weight"]?.shape.dimensions.first
    guard form != .imagenet || hidden != nil && weights["classifier.6.weight"] != nil else {
      return nil
    }
    let models = stages.keys.sorted().map {
      VGG(depth: $0, form: form, norm: norm, width: first[0], hidden: hidden ?? 4096)
    }
    let convolutions = weights.entries.filter {
      $0.name.hasPrefix("features.") && $0.tensor.shape.rank == 4
    }
    return models.first { model in
      let places = model.convolutions
      return places.count == convolutions.count
        && places.allSatisfy { weights.kernel("features.\($0.place)")?[0] == $0.channels }
    }.map { model in
      RecognisedModel(
        images: model, norm: open, name: "vgg\(model.depth)",
        shown: [
          "stem": (form == .imagenet ? Stem.imagenet : .cifar).rawValue, "norm": norm.rawValue,
          "width": "\(first[0])",
        ])
    }
  }
}

extension VGG: Codable {
  private enum CodingKeys: String, CodingKey { case depth, form, norm, width, hidden }

  /// Reads the depth and what is not usual.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      depth: try container.decode(Int.self, forKey: .depth),
      form: try container.decodeIfPresent(Form.self, forKey: .form) ?? .imagenet,
      norm: try container.decodeIfPresent(ChannelNorm.self, forKey: .norm) ?? .none,
      width: try container.decodeIfPresent(Int.self, forKey: .width) ?? 64,
      hidden: try container.decodeIfPresent(Int.self, forKey: .hidden) ?? 4096)
  }

  /// Writes the depth and what is not usual.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(depth, forKey: .depth)
    if form != .imagenet { try container.encode(form, forKey: .form) }
    if norm != .none { try container.encode(norm, forKey: .norm) }
    if width != 64 { try container.encode(width, forKey: .width) }
    if hidden != 4096 { try container.encode(hidden, forKey: .hidden) }
  }
}
