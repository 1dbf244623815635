internal import Archives
internal import Catalogues
internal import Failures
internal import Kernels
internal import Tensors

extension Model {
  /// The images that examples are: H×W is one channel.
  ///
  /// - Parameters:
  ///   - shape: the shape of an example.
  ///   - taker: what takes images, such as `a ResNet`.
  ///   - name: the model as it is asked for, such as `resnet20`.
  ///   - least: the least rows and columns.
  /// - Throws: `Failure` (data) for examples that are not images, have their channels last, or are too small.
  func images(_ shape: Shape, for taker: String, named name: String, atLeast least: Int = 1)
    throws(Failure) -> Shape
  {
    guard !shape.looksChannelsLast else { throw shape.channelsLastFailure(taker) }
    let images =
      switch shape.rank {
      case 3: shape
      case 2: Shape([1] + shape.dimensions)
      default:
        throw Failure(
          .data, "\(taker) takes images (channels × height × width), an example is \(shape)",
          at: .setting("model", value: name),
          remedy: "Use \(setting: "model", "mlp") for other data.")
      }
    guard images[1] >= least, images[2] >= least else {
      throw Failure(
        .data,
        "takes images of \(least)×\(least) pixels or more, an example is \(shape)",
        at: .setting("model", value: name),
        remedy: "Use larger images, or a model such as \(setting: "model", "resnet20").")
    }
    return images
  }

  /// Refuses widths and numbers of classes that make no network.
  func check(width: Int, classes: Int, of taker: String) throws(Failure) {
    guard width >= 1, width <= largestWidth, classes >= 1 else {
      throw Failure(
        .usage, "\(taker) cannot have width \(width) and \(classes) classes",
        at: .setting("width"))
    }
  }
}

/// The largest number of channels of a first stage.
let largestWidth = 4096

extension WeightsFile {
  /// What weights of a network for images are for.
  ///
  /// - Parameters:
  ///   - first: the name of the first convolution's weight.
  ///   - classifier: the name of the classifier.
  ///   - edge: rows and columns of the images.
  func images(first: String, classifier: String, edge: Int) -> (inputShape: Shape, classes: Int) {
    let weights = unwrapped.weights
    let kernel = weights.tensor(under: first)?.shape
    let last = weights.tensor(under: "\(classifier).weight")?.shape
    return (
      [kernel?.rank == 4 ? kernel?[1] ?? 1 : 1, edge, edge],
      last?.rank == 2 ? max(1, last?[0] ?? 1) : 10
    )
  }

  /// The shape of a convolution's weight; nil where there is none of that name.
  func kernel(_ name: String) -> Shape? {
    self["\(name).weight"].flatMap { $0.shape.rank == 4 ? $0.shape : nil }
  }

  /// The normalisation of a name, and what names and shapes leave open of it.
  func norm(_ name: String) -> (norm: ChannelNorm, assumption: Phrase?) {
    if self["\(name).running_mean"] != nil { return (.batch, nil) }
    guard self["\(name).weight"]?.shape.rank == 1 else { return (.none, nil) }
    return (
      .group,
      "group normalisation with \(ChannelNorm.mostGroups) groups, or the most below that divide the channels (\(setting: "norm"))"
    )
  }
}

extension RecognisedModel {
  /// Describes a net for images.
  ///
  /// - Parameters:
  ///   - model: the net, with the usual choice for what is open.
  ///   - plain: whether its shortcuts are missing.
  ///   - assumed: what else is taken for granted.
  ///   - norm: what is taken for granted of its normalisation.
  ///   - name: the name by which nets like it are offered, though not every one of them.
  ///   - shown: its options, as the weights show them or as is usual.
  init(
    images model: any Model, plain: Bool = false, assumed: Phrase? = nil, norm: Phrase?,
    name: String, shown: OptionValues
  ) {
    let offered = try? ModelSpecification(named: name, options: shown)
    self.init(
      model, plain: plain, assumption: .assumed([assumed, norm]),
      name: offered == ModelSpecification(model) ? name : nil, shown: shown,
      open: norm == nil ? [] : ["norm"])
  }
}

extension Phrase {
  /// A sentence of what is taken for granted; nil where that is nothing.
  static func assumed(_ parts: [Phrase?]) -> Phrase? {
    let parts = parts.compactMap { $0 }
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce("assumed: \(first)") { $0 + " and " + $1 } + "."
  }
}
