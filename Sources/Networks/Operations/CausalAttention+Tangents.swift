internal import Kernels
internal import Tensors

extension CausalAttention {
  // The projections are linear: Q̇ = W_query·ẋ + Ẇ_query·x, and so on. Then, in each head,
  //   Ṡ = (Q̇ᵀK + QᵀK̇)/√d,  Ṗ = P∘(Ṡ − rowsum(P∘Ṡ)),  Ȯ = V̇·Pᵀ + V·Ṗᵀ
  // where Ṗ is what the backward pass would make of Ṡ, since the derivative of softmax is symmetric.
  func forwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    let sizes = value.node.sizes
    let (channels, length) = (sizes.output[0], sizes.output[1])
    let columns = length * sizes.examples
    project(
      tangent.node.parameters, value.inputs[0], columns: columns, accumulating: false,
      into: tangent.own[Self.projections])
    project(
      value.node.parameters, tangent.inputs[0], columns: columns, accumulating: true,
      into: tangent.own[Self.projections])
    let parts = projections(value, Self.projections)
    let changes = projections(tangent, Self.projections)
    let output = Matrix(tangent.output, rows: channels, columns: columns)
    forEachHead(sizes) { head, rows, places in
      let all = 0..<rows.count
      let (query, key, valuePart) = parts[rows, places]
      let (queryChange, keyChange, valueChange) = changes[rows, places]
      let shares = shares(of: head, in: value)
      let shareChanges = self.shares(of: head, in: tangent)
      for panel in panels(length) {
        let seen = 0..<panel.upperBound
        let (share, change) = (shares[panel, seen], shareChanges[panel, seen])
        LinearAlgebra.multiply(
          queryChange[all, panel], key[all, seen], transposingA: true, scale: scale(rows.count),
          into: change)
        LinearAlgebra.multiply(
          query[all, panel], keyChange[all, seen], transposingA: true, scale: scale(rows.count),
          accumulating: true, into: change)
        Sequences.causalSoftmaxBackward(
          shares: share, gradient: change, first: panel.lowerBound, scale: 1)
        let out = output[rows, places][all, panel]
        LinearAlgebra.multiply(valueChange[all, seen], share, transposingB: true, into: out)
        LinearAlgebra.multiply(
          valuePart[all, seen], change, transposingB: true, accumulating: true, into: out)
      }
    }
  }

  // The tangents of the products of `backward`, term by term:
  //   dV̇ = dȮ·P + dO·Ṗ,  dṖ = dȮᵀ·V + dOᵀ·V̇,  dQ̇ = K̇·dSᵀ + K·dṠᵀ,  dK̇ = Q̇·dS + Q·dṠ
  // dP, and with it dS, is computed once more; `backward` keeps it for one head at a time.
  func backwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    guard let gradient = value.outputGradient, let gradientTangent = tangent.outputGradient else {
      return
    }
    let sizes = value.node.sizes
    let (channels, length) = (sizes.output[0], sizes.output[1])
    let columns = length * sizes.examples
    let parts = projections(value, Self.projections)
    let changes = projections(tangent, Self.projections)
    let slopes = projections(tangent, Self.projectionGradients)
    let outputGradient = Matrix(gradient, rows: channels, columns: columns)
    let outputChange = Matrix(gradientTangent, rows: channels, columns: columns)
    let scratch = Matrix(value.own[Self.shareGradients], rows: length, columns: length)
    let scratchChange = Matrix(tangent.own[Self.shareGradients], rows: length, columns: length)
    forEachHead(sizes) { head, rows, places in
      let all = 0..<rows.count
      let (query, key, valuePart) = parts[rows, places]
      let (queryChange, keyChange, valueChange) = changes[rows, places]
      let (querySlope, keySlope, valueSlope) = slopes[rows, places]
      let shares = shares(of: head, in: value)
      let shareChanges = self.shares(of: head, in: tangent)
      // From the last panel, as in `backward`.
      for panel in panels(length).reversed() {
        let seen = 0..<panel.upperBound
        let isLast = panel.upperBound == length
        let slope = outputGradient[rows, places][all, panel]
        let change = outputChange[rows, places][all, panel]
        let share = Dual(shares[panel, seen], tangent: shareChanges[panel, seen])
        let dP = Dual(scratch[panel, seen], tangent: scratchChange[panel, seen])
        addProducts(
          (change, share.value), (slope, share.tangent), accumulating: !isLast,
          into: valueSlope[all, seen])
        LinearAlgebra.multiply(slope, valuePart[all, seen], transposingA: true, into: dP.value)
        addProducts(
          (change, valuePart[all, seen]), (slope, valueChange[all, seen]), transposingA: true,
          into: dP.tangent)
        Sequences.causalSoftmaxBackwardTangent(
          shares: share, gradient: dP, first: panel.lowerBound, scale: scale(rows.count))
        addProducts(
          (keyChange[all, seen], dP.value), (key[all, seen], dP.tangent), transposingB: true,
          into: querySlope[all, panel])
        addProducts(
          (queryChange[all, panel], dP.value), (query[all, panel], dP.tangent),
          accumulating: !isLast, into: keySlope[all, seen])
      }
    }
    finish(block)
  }

  /// dẆ = dQ̇KV·xᵀ + dQKV·ẋᵀ, dḃ = Σ dQ̇KV and dẋ = Wᵀ·dQ̇KV + Ẇᵀ·dQKV, from the gradients of the
  /// projections.
  private func finish<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    let sizes = value.node.sizes
    let channels = sizes.output[0]
    let columns = sizes.columns(of: sizes.output)
    func matrix(_ region: Region<S>) -> Matrix<S> {
      Matrix(region, rows: region.count / columns, columns: columns)
    }
    func weight(_ part: ProjectionRows<S>) -> Matrix<S> {
      Matrix(part.weight, rows: part.rows.count, columns: channels)
    }
    let slopes = matrix(value.own[Self.projectionGradients])
    let changes = matrix(tangent.own[Self.projectionGradients])
    let all = 0..<columns
    for part in matrices(tangent.parameterGradients, channels: channels) {
      addProducts(
        (changes[part.rows, all], matrix(value.inputs[0])),
        (slopes[part.rows, all], matrix(tangent.inputs[0])),
        transposingB: true, into: weight(part))
    }
    sumBiases(
      tangent.own[Self.projectionGradients], columns: columns, into: tangent.parameterGradients)
    guard let target = tangent.inputGradients[0] else { return }
    let parts = zip(
      matrices(value.node.parameters, channels: channels),
      matrices(tangent.node.parameters, channels: channels))
    for (place, part) in parts.enumerated() {
      addProducts(
        (weight(part.0), changes[part.0.rows, all]), (weight(part.1), slopes[part.1.rows, all]),
        transposingA: true, accumulating: target.accumulates || place > 0,
        into: matrix(target.region))
    }
  }

  /// A product's tangent: Ȧ·B + A·Ḃ.
  private func addProducts<S>(
    _ first: (Matrix<S>, Matrix<S>), _ second: (Matrix<S>, Matrix<S>), transposingA: Bool = false,
    transposingB: Bool = false, accumulating: Bool = false, into out: Matrix<S>
  ) {
    LinearAlgebra.multiply(
      first.0, first.1, transposingA: transposingA, transposingB: transposingB,
      accumulating: accumulating, into: out)
    LinearAlgebra.multiply(
      second.0, second.1, transposingA: transposingA, transposingB: transposingB,
      accumulating: true, into: out)
  }

  private func projections<S>(_ block: BlockContext<S>, _ piece: Int) -> Projections<S> {
    let sizes = block.node.sizes
    return Projections(
      block.own[piece], channels: sizes.output[0], columns: sizes.columns(of: sizes.output))
  }
}
