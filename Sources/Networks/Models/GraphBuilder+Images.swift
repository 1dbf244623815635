internal import Tensors

/// How the shortcut of a residual block gets to the shape of its branch.
enum BlockShortcut {
  /// It has that shape.
  case identity
  /// A 1×1 convolution with a normalisation, `name.0` and `name.1` in PyTorch's names.
  case projection(String)
  /// Every second pixel and channels of zeros.
  case padding
}

// Layers that networks for images share.
extension GraphBuilder {
  /// A convolution whose output is as large as its input where it has stride 1.
  mutating func convolution(
    _ name: String, of input: Int, channels: Int, kernel: Int, stride: Int = 1,
    hasBias: Bool = false
  ) -> Int {
    add(
      name,
      .convolution(
        Convolution(
          channels: channels, kernel: kernel, stride: stride, padding: kernel / 2,
          hasBias: hasBias)),
      [input])
  }

  /// A normalisation, or its input where there is none.
  ///
  /// - Parameter channels: a number that divides the channels of its input.
  mutating func norm(_ name: String, _ norm: ChannelNorm, of input: Int, channels: Int) -> Int {
    norm.operation(channels: channels).map { add(name, $0, [input]) } ?? input
  }

  mutating func relu(_ name: String, of input: Int) -> Int {
    add(name, .activation(Activation(.relu)), [input])
  }

  /// The first layers.
  ///
  /// - Parameter names: of the convolution, the normalisation, the activation and the pooling.
  mutating func stem(
    _ stem: Stem, of input: Int, channels: Int, norm: ChannelNorm,
    names: (convolution: String, norm: String, relu: String, pool: String)
  ) -> Int {
    let isLarge = stem == .imagenet
    var x = convolution(
      names.convolution, of: input, channels: channels, kernel: isLarge ? 7 : 3,
      stride: isLarge ? 2 : 1)
    x = self.norm(names.norm, norm, of: x, channels: channels)
    x = relu(names.relu, of: x)
    guard isLarge else { return x }
    return add(names.pool, .maxPool(MaxPool(kernel: 3, stride: 2, padding: 1)), [x])
  }

  /// Global average pooling and a linear classifier.
  mutating func classifier(_ name: String, pool: String, of input: Int, classes: Int) {
    let x = add(pool, .globalAveragePool(GlobalAveragePool()), [input])
    _ = add(name, .linear(Linear(outputs: classes)), [x])
  }

  /// A residual block: convolutions that are normalised and, all but the last, rectified, then the
  /// sum with the shortcut, which is rectified.
  ///
  /// - Parameters:
  ///   - name: what its nodes' names begin with; its convolutions are called conv1, conv2, …
  ///   - input: the node it takes.
  ///   - convolutions: channels, kernel and stride of each.
  ///   - shortcut: its shortcut.
  ///   - norm: its normalisation.
  mutating func residualBlock(
    _ name: String, of input: Int, convolutions: [(channels: Int, kernel: Int, stride: Int)],
    shortcut: BlockShortcut, norm: ChannelNorm
  ) -> Int {
    var x = input
    var (channels, stride) = (1, 1)
    for (number, sizes) in zip(1..., convolutions) {
      channels = sizes.channels
      stride *= sizes.stride
      x = convolution(
        "\(name).conv\(number)", of: x, channels: channels, kernel: sizes.kernel,
        stride: sizes.stride)
      x = self.norm("\(name).bn\(number)", norm, of: x, channels: channels)
      if number < convolutions.count { x = relu("\(name).relu\(number)", of: x) }
    }
    var other = input
    switch shortcut {
    case .identity: break
    case .projection(let part):
      other = convolution(
        "\(name).\(part).0", of: input, channels: channels, kernel: 1, stride: stride)
      other = self.norm("\(name).\(part).1", norm, of: other, channels: channels)
    case .padding:
      other = add(
        "\(name).shortcut",
        .shortcutPadding(ShortcutPadding(channels: channels, stride: stride)), [input])
    }
    x = add("\(name).add", .add(Add(isShortcut: true)), [x, other])
    return relu("\(name).relu\(convolutions.count)", of: x)
  }
}
