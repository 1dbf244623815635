internal import CKernels
internal import COpenBLAS

/// The C functions behind one element type; opaque outside of this module.
@safe public struct KernelTable<Scalar: KernelScalar>: Sendable {
  typealias Input = UnsafePointer<Scalar>?
  typealias Output = UnsafeMutablePointer<Scalar>?
  typealias Geometry = UnsafePointer<basin_convolution>?

  let packForward: @Sendable (Geometry, Input, Input, Output) -> Void
  let packBackward: @Sendable (Geometry, Input, Output) -> Void
  let convolve: @Sendable (Geometry, Input, Input, Input, Input, Bool, Output) -> Void
  let packWinograd: @Sendable (Geometry, Input, Input, Output) -> Void
  let convolveWinograd:
    @Sendable (Geometry, Input, Input, Input, Input, Bool, Output, Output) -> Void
  let convolveBackward: @Sendable (Geometry, Input, Input, Bool, Output) -> Void
  let weightGradient: @Sendable (Geometry, Input, Input, Output, Output) -> Void
  let add: @Sendable (Int64, Input, Input, Output) -> Void
  let scaledAdd: @Sendable (Int64, Input, Scalar, Input, Output) -> Void
  let rectify: @Sendable (Int64, Input, Output) -> Void
  let rectifyBackward: @Sendable (Int64, Input, Input, Bool, Output) -> Void
  let gelu: @Sendable (Int64, Input, Output) -> Void
  let geluBackward: @Sendable (Int64, Input, Input, Bool, Output) -> Void
  let geluCurvature: @Sendable (Int64, Input, Input, Input, Output) -> Void
  let activateRows: @Sendable (Int32, Int32, Int64, Input, Input, Input, Output) -> Void
  let activatePlane: @Sendable (Int32, Int64, Input, Scalar, Input, Scalar, Input, Output) -> Void
  let crossEntropy:
    @Sendable (
      Int32, Int64, Int64, Int64, Input, UnsafePointer<Int32>?, Double, Output,
      UnsafeMutablePointer<Double>?
    ) -> Void
  let crossEntropyTangent: @Sendable (Int32, Int64, Int64, Input, Input, Double, Output) -> Void
  let combine: @Sendable (Int64, Input, Scalar, Input, Scalar, Input, Output) -> Void
  let nesterov: @Sendable (Int64, Scalar, Scalar, Scalar, Input, Output, Output) -> Void
  let adamw:
    @Sendable (
      Int64, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Input, Output, Output, Output
    ) -> Void
  let scale: @Sendable (Int64, Scalar, Input, Output) -> Void
  let magnitudes:
    @Sendable (Int64, Input, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?) -> Void
  let moments: @Sendable (Int32, Int64, Int32, Int32, Input, Input, Output, Output) -> Void
  let affine: @Sendable (Int32, Int64, Input, Input, Input, Output) -> Void
  let gradientMoments: @Sendable (Int32, Int64, Input, Input, Input, Output, Output) -> Void
  let normalizationBackward:
    @Sendable (
      Int32, Int64, Int32, Input, Input, Input, Input, Input, Input, Input, Bool, Output
    ) -> Void
  let averagePool: @Sendable (Int32, Int64, Int32, Input, Output) -> Void
  let averagePoolBackward: @Sendable (Int32, Int64, Int32, Input, Bool, Output) -> Void
  let rowSums: @Sendable (Int32, Int64, Input, Output) -> Void
  let drop: @Sendable (Int64, UInt64, UInt64, Scalar, Input, Bool, Output) -> Void
  let layerNorm:
    @Sendable (Int32, Int64, Input, Input, Input, Scalar, Output, Output, Output) -> Void
  let layerNormBackward:
    @Sendable (
      Int32, Int64, Input, Input, Input, Input, Input, Output, Output, Output, Output, Bool, Output
    ) -> Void
  let layerNormTangent:
    @Sendable (
      Int32, Int64, Input, Input, Input, Input, Input, Input, Input, Output, Output, Output
    ) -> Void
  let layerNormBackwardTangent:
    @Sendable (
      Int32, Int64, Input, Input, Input, Input, Input, Input, Input, Input, Input, Input, Output,
      Output, Output, Output, Bool, Output
    ) -> Void
  let embed: @Sendable (Int32, Int64, Input, Input, Output) -> Void
  let embedBackward: @Sendable (Int32, Int64, Input, Input, Output) -> Void
  let addPositions: @Sendable (Int32, Int32, Int32, Input, Input, Output) -> Void
  let sumPositions: @Sendable (Int32, Int32, Int32, Input, Output) -> Void
  let causalSoftmax: @Sendable (Int32, Int32, Int32, Int64, Output) -> Void
  let causalSoftmaxBackward: @Sendable (Int32, Int32, Int32, Int64, Scalar, Input, Output) -> Void
  let causalSoftmaxBackwardTangent:
    @Sendable (Int32, Int32, Int32, Int64, Scalar, Input, Input, Output, Output) -> Void
  let gather:
    @Sendable (Int64, Int64, Int64, UnsafePointer<Int>?, UnsafePointer<Float>?, Output) -> Void
  let multiply:
    @Sendable (
      CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, Int32, Int32, Int32, Scalar, Input, Int32,
      Input, Int32, Scalar, Output, Int32
    ) -> Void
}

extension KernelTable<Float> {
  static let float = unsafe KernelTable(
    packForward: unsafe basin_pack_forward_f32, packBackward: unsafe basin_pack_backward_f32,
    convolve: unsafe basin_convolve_f32,
    packWinograd: unsafe basin_pack_winograd_f32,
    convolveWinograd: unsafe basin_convolve_winograd_f32,
    convolveBackward: unsafe basin_convolve_backward_f32,
    weightGradient: unsafe basin_convolution_weight_gradient_f32, add: unsafe basin_add_f32,
    scaledAdd: unsafe basin_scaled_add_f32,
    rectify: unsafe basin_rectify_f32, rectifyBackward: unsafe basin_rectify_backward_f32,
    gelu: unsafe basin_gelu_f32,
    geluBackward: unsafe basin_gelu_backward_f32,
    geluCurvature: unsafe basin_gelu_curvature_f32,
    activateRows: unsafe basin_activate_rows_f32,
    activatePlane: unsafe basin_activate_plane_f32,
    crossEntropy: unsafe basin_cross_entropy_f32,
    crossEntropyTangent: unsafe basin_cross_entropy_tangent_f32, combine: unsafe basin_combine_f32,
    nesterov: unsafe basin_nesterov_f32, adamw: unsafe basin_adamw_f32,
    scale: unsafe basin_scale_f32, magnitudes: unsafe basin_magnitudes_f32,
    moments: unsafe basin_moments_f32, affine: unsafe basin_affine_f32,
    gradientMoments: unsafe basin_gradient_moments_f32,
    normalizationBackward: unsafe basin_normalization_backward_f32,
    averagePool: unsafe basin_average_pool_f32,
    averagePoolBackward: unsafe basin_average_pool_backward_f32,
    rowSums: unsafe basin_row_sums_f32, drop: unsafe basin_drop_f32,
    layerNorm: unsafe basin_layer_norm_f32,
    layerNormBackward: unsafe basin_layer_norm_backward_f32,
    layerNormTangent: unsafe basin_layer_norm_tangent_f32,
    layerNormBackwardTangent: unsafe basin_layer_norm_backward_tangent_f32,
    embed: unsafe basin_embed_f32, embedBackward: unsafe basin_embed_backward_f32,
    addPositions: unsafe basin_add_positions_f32,
    sumPositions: unsafe basin_sum_positions_f32,
    causalSoftmax: unsafe basin_causal_softmax_f32,
    causalSoftmaxBackward: unsafe basin_causal_softmax_backward_f32,
    causalSoftmaxBackwardTangent: unsafe basin_causal_softmax_backward_tangent_f32,
    gather: unsafe basin_gather_f32,
    multiply: unsafe cblas_sgemm)
}

extension KernelTable<Double> {
  static let double = unsafe KernelTable(
    packForward: unsafe basin_pack_forward_f64, packBackward: unsafe basin_pack_backward_f64,
    convolve: unsafe basin_convolve_f64,
    packWinograd: unsafe basin_pack_winograd_f64,
    convolveWinograd: unsafe basin_convolve_winograd_f64,
    convolveBackward: unsafe basin_convolve_backward_f64,
    weightGradient: unsafe basin_convolution_weight_gradient_f64, add: unsafe basin_add_f64,
    scaledAdd: unsafe basin_scaled_add_f64,
    rectify: unsafe basin_rectify_f64, rectifyBackward: unsafe basin_rectify_backward_f64,
    gelu: unsafe basin_gelu_f64,
    geluBackward: unsafe basin_gelu_backward_f64,
    geluCurvature: unsafe basin_gelu_curvature_f64,
    activateRows: unsafe basin_activate_rows_f64,
    activatePlane: unsafe basin_activate_plane_f64,
    crossEntropy: unsafe basin_cross_entropy_f64,
    crossEntropyTangent: unsafe basin_cross_entropy_tangent_f64, combine: unsafe basin_combine_f64,
    nesterov: unsafe basin_nesterov_f64, adamw: unsafe basin_adamw_f64,
    scale: unsafe basin_scale_f64, magnitudes: unsafe basin_magnitudes_f64,
    moments: unsafe basin_moments_f64, affine: unsafe basin_affine_f64,
    gradientMoments: unsafe basin_gradient_moments_f64,
    normalizationBackward: unsafe basin_normalization_backward_f64,
    averagePool: unsafe basin_average_pool_f64,
    averagePoolBackward: unsafe basin_average_pool_backward_f64,
    rowSums: unsafe basin_row_sums_f64, drop: unsafe basin_drop_f64,
    layerNorm: unsafe basin_layer_norm_f64,
    layerNormBackward: unsafe basin_layer_norm_backward_f64,
    layerNormTangent: unsafe basin_layer_norm_tangent_f64,
    layerNormBackwardTangent: unsafe basin_layer_norm_backward_tangent_f64,
    embed: unsafe basin_embed_f64, embedBackward: unsafe basin_embed_backward_f64,
    addPositions: unsafe basin_add_positions_f64,
    sumPositions: unsafe basin_sum_positions_f64,
    causalSoftmax: unsafe basin_causal_softmax_f64,
    causalSoftmaxBackward: unsafe basin_causal_softmax_backward_f64,
    causalSoftmaxBackwardTangent: unsafe basin_causal_softmax_backward_tangent_f64,
    gather: unsafe basin_gather_f64,
    multiply: unsafe cblas_dgemm)
}
