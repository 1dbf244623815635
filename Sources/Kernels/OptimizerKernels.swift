internal import CKernels
internal import RealModule

// The steps of optimisers, on regions of equal size.
extension Elementwise {
  /// One step of stochastic gradient descent with Nesterov momentum, as PyTorch defines it:
  /// g ← gradient + decay·p; v ← momentum·v + g; p ← p − rate·(g + momentum·v).
  public static func nesterovStep<S>(
    rate: S, momentum: S, decay: S, gradient: Region<S>, velocity: Region<S>,
    parameters: Region<S>
  ) {
    check(gradient, velocity, parameters)
    unsafe S.kernels.functions.pointee.nesterov(
      Int64(parameters.count), Double(rate), Double(momentum), Double(decay), gradient.pointer,
      velocity.pointer, parameters.pointer)
  }

  /// One step of stochastic gradient descent with momentum, as PyTorch defines it:
  /// g ← gradient + decay·p; v ← momentum·v + share·g; p ← p − rate·v.
  ///
  /// - Parameters:
  ///   - rate: the learning rate.
  ///   - momentum: 0 for none.
  ///   - share: 1 − dampening; 1 at the first step, where v is 0.
  ///   - decay: the weight decay; 0 for none.
  ///   - gradient: the gradient with respect to the parameters.
  ///   - velocity: v; updated.
  ///   - parameters: p; updated.
  public static func heavyBallStep<S>(
    rate: S, momentum: S, share: S, decay: S, gradient: Region<S>, velocity: Region<S>,
    parameters: Region<S>
  ) {
    check(gradient, velocity, parameters)
    unsafe S.kernels.functions.pointee.heavy_ball(
      Int64(parameters.count), Double(rate), Double(momentum), Double(share), Double(decay),
      gradient.pointer, velocity.pointer, parameters.pointer)
  }

  /// One step of AdamW (Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization"), as
  /// PyTorch defines it: p ← p − rate·decay·p; m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²;
  /// p ← p − rate · m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
  ///
  /// - Parameters:
  ///   - rate: the learning rate.
  ///   - decay: the weight decay, ≥ 0; 0 for none.
  ///   - step: t, counted from 1.
  ///   - decays: β₁ and β₂, from 0 to below 1.
  ///   - epsilon: ε, above 0.
  ///   - gradient: g, the gradient with respect to the parameters.
  ///   - first: m, the running mean of the gradients; updated.
  ///   - second: v, that of their squares; updated.
  ///   - parameters: p; updated.
  public static func adamWStep<S>(
    rate: Double, decay: Double, step: Int, decays: (first: Double, second: Double),
    epsilon: Double, gradient: Region<S>, first: Region<S>, second: Region<S>,
    parameters: Region<S>
  ) {
    precondition(step >= 1, "step \(step)")
    check(gradient, first, second, parameters)
    let corrections = (
      first: 1 - Double.pow(decays.first, Double(step)),
      second: 1 - Double.pow(decays.second, Double(step))
    )
    unsafe S.kernels.functions.pointee.adamw(
      Int64(parameters.count), rate * decay, decays.first, decays.second,
      rate / corrections.first, corrections.second.squareRoot(), epsilon,
      gradient.pointer, first.pointer, second.pointer, parameters.pointer)
  }
}
