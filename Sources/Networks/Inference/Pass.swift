internal import Kernels

/// A value that is read: in a slot, or the network's input where there is none.
struct Source<S: KernelScalar>: Sendable {
  let region: Region<S>?
}

/// A step with its memory; an input of nil is the network's own.
enum Pass<S: KernelScalar>: Sendable {
  case convolution(
    ConvolutionGeometry, ConvolutionFilters<S>, bias: Region<S>?, input: Region<S>?,
    addend: Source<S>?, rectifies: Bool, output: Region<S>)
  case linear(
    weight: LinearWeight<S>, bias: Region<S>?, rows: Int, input: Region<S>?, addend: Source<S>?,
    function: PointwiseFunction, output: Region<S>)
  case planeLinear(Region<S>, function: PointwiseFunction, output: Region<S>)
  case affine(
    scale: Region<S>, shift: Region<S>, input: Region<S>?, rectifies: Bool, output: Region<S>)
  case activation(Activation, input: Region<S>?, output: Region<S>)
  case add(Add, Region<S>?, Region<S>?, output: Region<S>)
  case pool(channels: Int, examples: Int, input: Region<S>?, output: Region<S>)
  case copy(input: Region<S>?, output: Region<S>)
  case operation(
    any OperationDefinition, NodeContext<S>, inputs: [Source<S>], own: [Region<S>],
    output: Region<S>)

  func run(input block: Region<S>) {
    switch self {
    case .convolution(
      let geometry, let filters, let bias, let input, let addend, let rectifies, let output):
      filters.convolve(
        geometry, input ?? block, bias: bias, addend: addend.map { $0.region ?? block },
        rectifying: rectifies, into: output)
    case .linear(let weight, _, let rows, let input, _, _, let output):
      weight.multiply(input ?? block, rows: rows, into: output)
      finish(input: block)
    case .planeLinear(let coordinates, let function, let output):
      let parts = PlaneProducts.parts(of: block)
      Elementwise.activatePlane(
        function, parts[0], coordinates[0], parts[1], coordinates[1], parts[2], into: output)
    case .affine(let scale, let shift, let input, let rectifies, let output):
      Rows.affine(
        input ?? block, scale: scale, shift: shift, rectifying: rectifies, into: output)
    case .activation(let activation, let input, let output):
      activation.apply(to: input ?? block, into: output)
    case .add(let add, let a, let b, let output):
      add.sum(a ?? block, b ?? block, into: output)
    case .pool(let channels, let examples, let input, let output):
      Rows.averagePool(input ?? block, channels: channels, examples: examples, into: output)
    case .copy(let input, let output):
      output.assign(input ?? block)
    case .operation(let definition, let node, let inputs, let own, let output):
      definition.forward(
        BlockContext(
          node: node, index: 0, inputs: inputs.map { $0.region ?? block }, output: output,
          outputGradient: nil, inputGradients: [], parameterGradients: [],
          addsToFirstParameter: false, own: own, scratch: output[0..<0],
          mask: output[0..<0]))
    }
  }
}

extension Pass {
  /// What follows the product of a linear operation.
  private func finish(input block: Region<S>) {
    guard case .linear(_, let bias?, _, _, let addend, let function, let output) = self else {
      return
    }
    Rows.activate(
      function, output, bias: bias, addend: addend.map { $0.region ?? block }, into: output)
  }

  /// The panels of the weight; nil where there are none.
  var panels: LinearPanels<S>? {
    if case .linear(.panels(let panels), _, _, _, _, _, _) = self { panels } else { nil }
  }

  /// The same linear operation on several blocks, each panel of its weight summed once.
  ///
  /// - Parameters:
  ///   - panels: those of its weight.
  ///   - passes: the pass over each block.
  ///   - blocks: as many blocks of the network's input.
  static func run(_ panels: LinearPanels<S>, _ passes: [Pass], inputs blocks: [Region<S>]) {
    var (inputs, outputs): ([Region<S>], [Region<S>]) = ([], [])
    for (pass, block) in zip(passes, blocks) {
      guard case .linear(_, _, _, let input, _, _, let output) = pass else { continue }
      inputs.append(input ?? block)
      outputs.append(output)
    }
    panels.multiply(inputs, into: outputs)
    for (pass, block) in zip(passes, blocks) { pass.finish(input: block) }
  }
}
