public import Failures
public import Tensors

/// Residual networks for small images (He et al. 2016, section 4.2), exactly as in the reference
/// code of Li et al. 2018 (github.com/tomgoldstein/loss-landscape).
///
/// A 3×3 convolution, three stages of n blocks with `width`, 2·width and 4·width channels at full,
/// half and quarter size, a global average pooling and a linear classifier; depth = 6n + 2. A block
/// is two 3×3 convolutions, each followed by batch normalisation. Where a block changes the shape,
/// its shortcut is a 1×1 convolution with batch normalisation. The plain network is the same without
/// any shortcut.
///
/// Deviation: the pooling is over whatever size is left, where the reference code takes 8×8.
public enum ResNet {
  /// The largest depth, six times the deepest network of He et al.
  static let largestDepth = 7214

  /// Builds a network.
  ///
  /// - Throws: `Failure` (`.usage`) if `depth` is not 6n + 2 or too large, (`.data`) if the images
  ///   are no channels × height × width.
  public static func network(
    depth: Int, width: Int, inputShape: Shape, classes: Int, plain: Bool = false
  ) throws(Failure) -> Network {
    guard (8...ResNet.largestDepth).contains(depth), (depth - 2) % 6 == 0 else {
      let lower = (min(max(depth, 8), ResNet.largestDepth - 6) - 2) / 6 * 6 + 2
      throw Failure(
        .usage,
        depth > ResNet.largestDepth
          ? "a ResNet has depth \(ResNet.largestDepth) at most, not \(depth)"
          : "a ResNet has depth 6n + 2, not \(depth)",
        at: .setting("model", value: "resnet\(depth)"),
        remedy: "Nearest: resnet\(lower) or resnet\(lower + 6).")
    }
    guard width >= 1, width <= 4096, classes >= 1 else {
      throw Failure(
        .usage, "width \(width) with \(classes) classes is no ResNet", at: .setting("width"))
    }
    var graph = GraphBuilder(inputShape: inputShape)
    var x = graph.convolution("conv1", of: 0, channels: width, kernel: 3, stride: 1)
    x = graph.add("bn1", .batchNorm(BatchNorm()), [x])
    x = graph.add("relu1", .activation(Activation(.relu)), [x])
    var channels = width
    for stage in 1...3 {
      let stageWidth = width << (stage - 1)
      for block in 0..<(depth - 2) / 6 {
        let stride = stage > 1 && block == 0 ? 2 : 1
        x = graph.basicBlock(
          "layer\(stage).\(block)", of: x, channels: stageWidth, stride: stride,
          projects: stride != 1 || channels != stageWidth)
        channels = stageWidth
      }
    }
    x = graph.add("pool", .globalAveragePool(GlobalAveragePool()), [x])
    _ = graph.add("linear", .linear(Linear(outputs: classes)), [x])
    let network = try Network(nodes: graph.nodes)
    return plain ? network.withoutShortcuts() : network
  }
}

extension GraphBuilder {
  fileprivate mutating func convolution(
    _ name: String, of input: Int, channels: Int, kernel: Int, stride: Int
  ) -> Int {
    add(
      name,
      .convolution(
        Convolution(channels: channels, kernel: kernel, stride: stride, padding: kernel / 2)),
      [input])
  }

  fileprivate mutating func basicBlock(
    _ name: String, of input: Int, channels: Int, stride: Int, projects: Bool
  ) -> Int {
    var x = convolution("\(name).conv1", of: input, channels: channels, kernel: 3, stride: stride)
    x = add("\(name).bn1", .batchNorm(BatchNorm()), [x])
    x = add("\(name).relu1", .activation(Activation(.relu)), [x])
    x = convolution("\(name).conv2", of: x, channels: channels, kernel: 3, stride: 1)
    x = add("\(name).bn2", .batchNorm(BatchNorm()), [x])
    var shortcut = input
    if projects {
      shortcut = convolution(
        "\(name).shortcut.0", of: input, channels: channels, kernel: 1, stride: stride)
      shortcut = add("\(name).shortcut.1", .batchNorm(BatchNorm()), [shortcut])
    }
    x = add("\(name).add", .add(Add(isShortcut: true)), [x, shortcut])
    return add("\(name).relu2", .activation(Activation(.relu)), [x])
  }
}
