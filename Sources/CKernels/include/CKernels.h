// SIMD micro-kernels: the only C of this project.
//
// Layout. An activation of a block of examples is stored features first, examples innermost:
// element (feature f, example b) of a block of `examples` examples lies at f * examples + b. A
// feature of an image is (channel, row, column) in that order. So one vector register holds the
// same feature of several examples: every kernel vectorises fully for any number of channels, any
// image size, stride and padding, without a shuffle. `examples` is a multiple of BASIN_LANES, and
// all activation pointers are aligned to 64 bytes.
//
// Each kernel exists for float (`_f32`) and double (`_f64`), made from one source (`*.inc`), and
// is compiled for several instruction sets, chosen at run time on x86-64.

#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stdint.h>

/// Examples per block are a multiple of this.
#define BASIN_LANES 16
/// The largest side of a convolution kernel.
#define BASIN_MAX_KERNEL 8
/// Output channels are packed in blocks of this many.
#define BASIN_CHANNEL_BLOCK 8

/// What an activation kernel computes.
enum { BASIN_IDENTITY = 0, BASIN_RELU = 1, BASIN_GELU = 2 };

/// The geometry of a two-dimensional convolution, as of the forward pass.
typedef struct {
  int32_t channels_in, height_in, width_in;
  int32_t channels_out, height_out, width_out;
  int32_t kernel, stride, padding;
  int32_t examples;
} basin_convolution;

#define BASIN_DECLARE(T, S)                                                                       \
  /* Packs weights (out, in, kernel, kernel) for the forward pass. scale, per output channel, */  \
  /* may be null. */                                                                              \
  void basin_pack_forward_##S(const basin_convolution *g, const T *weights, const T *scale,       \
                              T *packed);                                                         \
  /* Packs weights (out, in, kernel, kernel) for basin_convolve_backward. */                      \
  void basin_pack_backward_##S(const basin_convolution *g, const T *weights, T *packed);          \
  /* output = convolution(input) + bias + addend, then max(0, .) if rectify. bias and addend */   \
  /* may be null. addend has the output's shape and may be the output itself. */                  \
  void basin_convolve_##S(const basin_convolution *g, const T *packed, const T *input,            \
                          const T *bias, const T *addend, bool rectify, T *output);               \
  /* The same for kernel 3 and stride 1 by Winograd's minimal filtering, with weights from */     \
  /* basin_pack_winograd (channels_out * channels_in * 36 elements); it rounds a little worse */  \
  /* and overflows earlier. scratch: 36 * (3 * (channels_in + BASIN_CHANNEL_BLOCK) + 1) * */      \
  /* BASIN_LANES elements. */                                                                     \
  void basin_pack_winograd_##S(const basin_convolution *g, const T *weights, const T *scale,      \
                               T *packed);                                                        \
  void basin_convolve_winograd_##S(const basin_convolution *g, const T *packed, const T *input,   \
                                   const T *bias, const T *addend, bool rectify, T *scratch,      \
                                   T *output);                                                    \
  /* input_gradient = transposed convolution(output_gradient) (+ input_gradient). */              \
  void basin_convolve_backward_##S(const basin_convolution *g, const T *packed,                   \
                                   const T *output_gradient, bool accumulate,                     \
                                   T *input_gradient);                                            \
  /* weight_gradient (out, in, kernel, kernel) = sum over examples and pixels. scratch holds */   \
  /* channels_in * kernel * kernel * BASIN_CHANNEL_BLOCK * BASIN_LANES elements. */               \
  void basin_convolution_weight_gradient_##S(const basin_convolution *g, const T *input,          \
                                             const T *output_gradient, T *scratch,                \
                                             T *weight_gradient);                                 \
                                                                                                  \
  /* out = a + b, element by element; out may be a or b. */                                       \
  void basin_add_##S(int64_t count, const T *a, const T *b, T *out);                              \
  void basin_scaled_add_##S(int64_t count, const T *a, T s, const T *b, T *out);                  \
  /* out = max(0, x). */                                                                          \
  void basin_rectify_##S(int64_t count, const T *x, T *out);                                      \
  /* dx = (y > 0 ? dy : 0) (+ dx), y the output of basin_rectify. */                              \
  void basin_rectify_backward_##S(int64_t count, const T *y, const T *dy, bool accumulate,        \
                                  T *dx);                                                         \
  /* out = GELU(x), tanh form, and dx = GELU'(x) * dy (+ dx). */                                  \
  void basin_gelu_##S(int64_t count, const T *x, T *out);                                         \
  void basin_gelu_backward_##S(int64_t count, const T *x, const T *dy, bool accumulate, T *dx);   \
  /* out += GELU''(x) * a * b. */                                                                 \
  void basin_gelu_curvature_##S(int64_t count, const T *x, const T *a, const T *b, T *out);       \
  /* The end of a product: out = activation(x[c] + bias[c]) + addend. x, addend (may be null) */  \
  /* and out are `rows` rows of `width` elements, width a multiple of BASIN_LANES. */             \
  void basin_activate_rows_##S(int32_t kind, int32_t rows, int64_t width, const T *x,             \
                               const T *bias, const T *addend, T *out);                           \
  /* out = activation(a + s * b + t * c); count is a multiple of BASIN_LANES. */                  \
  void basin_activate_plane_##S(int32_t kind, int64_t count, const T *a, T s, const T *b, T t,    \
                                const T *c, T *out);                                              \
  /* The cross-entropy of `count` columns of logits (outputs x width), the first of them */       \
  /* `begin`, with one label each: totals = the sum of the losses, of their squares, and the */   \
  /* number of columns whose largest logit is the label's. gradient may be null; else those of */ \
  /* its columns become scale * (softmax - one-hot). */                                           \
  void basin_cross_entropy_##S(int32_t outputs, int64_t width, int64_t begin, int64_t count,      \
                               const T *logits, const int32_t *labels, double scale, T *gradient, \
                               double *totals);                                                   \
  /* The change of that gradient along changes logits_t, of the first `count` columns. */         \
  void basin_cross_entropy_tangent_##S(int32_t outputs, int64_t width, int64_t count,             \
                                       const T *logits, const T *logits_t, double scale,          \
                                       T *gradient_t);                                            \
  /* out[i] = a[i] + s * b[i] + t * c[i]. */                                                      \
  void basin_combine_##S(int64_t count, const T *a, T s, const T *b, T t, const T *c, T *out);    \
  /* out[i] = h(key, i) < threshold ? 0 : x[i] * scale (+ out[i]), h uniform in 0 ... 2^53 - 1. */ \
  void basin_drop_##S(int64_t count, uint64_t key, uint64_t threshold, T scale, const T *x,       \
                      bool accumulate, T *out);                                                   \
  /* Stochastic gradient descent with Nesterov momentum, one step on every parameter. */          \
  void basin_nesterov_##S(int64_t count, T rate, T momentum, T decay, const T *gradient,          \
                          T *velocity, T *parameters);                                            \
  /* AdamW, one step on every parameter: shrinkage = rate * decay, step_size = rate over the */   \
  /* bias correction of the first moments, root_correction = the root of that of the second. */   \
  void basin_adamw_##S(int64_t count, T shrinkage, T first_decay, T second_decay, T step_size,    \
                       T root_correction, T epsilon, const T *gradient, T *first, T *second,      \
                       T *parameters);                                                            \
  /* out = factor * x. */                                                                         \
  void basin_scale_##S(int64_t count, T factor, const T *x, T *out);                              \
  /* The sums of the squares and of the absolute values of all elements. */                       \
  void basin_magnitudes_##S(int64_t count, const T *x, double *square_sum, double *absolute_sum); \
                                                                                                  \
  /* In what follows x is `channels` rows of `width` elements, width a multiple of examples; */   \
  /* mask has `examples` elements, 1 for an example that counts and 0 for padding. */             \
                                                                                                  \
  /* mean[c] and m2[c]: over the counting elements of row c, their mean (count of them given */   \
  /* by `counting` examples) and the sum of squared distances from it. */                         \
  void basin_moments_##S(int32_t channels, int64_t width, int32_t examples, int32_t counting,     \
                         const T *x, const T *mask, T *mean, T *m2);                              \
  /* out[c] = x[c] * scale[c] + shift[c]. */                                                      \
  void basin_affine_##S(int32_t channels, int64_t width, const T *x, const T *scale,              \
                        const T *shift, T *out);                                                  \
  /* sums[c] = sum of dy[c], products[c] = sum of dy[c] * (x[c] - center[c]). */                  \
  void basin_gradient_moments_##S(int32_t channels, int64_t width, const T *x, const T *dy,       \
                                  const T *center, T *sums, T *products);                         \
  /* dx[c] = mask * (a[c] * dy[c] + b[c] * (x[c] - center[c]) + d[c]) (+ dx[c]). */               \
  void basin_normalization_backward_##S(int32_t channels, int64_t width, int32_t examples,        \
                                        const T *x, const T *dy, const T *mask, const T *a,       \
                                        const T *b, const T *center, const T *d, bool accumulate, \
                                        T *dx);                                                   \
  /* out[c][example] = mean over the pixels; and its transpose. */                                \
  void basin_average_pool_##S(int32_t channels, int64_t pixels, int32_t examples, const T *x,     \
                              T *out);                                                            \
  void basin_average_pool_backward_##S(int32_t channels, int64_t pixels, int32_t examples,        \
                                       const T *dy, bool accumulate, T *dx);                      \
  /* sums[c] = sum of row c. */                                                                   \
  void basin_row_sums_##S(int32_t channels, int64_t width, const T *x, T *sums);                  \
                                                                                                  \
  /* block (features x width, width a multiple of BASIN_LANES): lane l of it is the example */    \
  /* examples[l] of elements (examples x features) for l < count, and zero from there on. */      \
  void basin_gather_##S(int64_t features, int64_t width, int64_t count, const intptr_t *examples, \
                        const float *elements, T *block);                                         \
                                                                                                  \
  /* In what follows a column is one position of one sequence: width = sequences * length, and */ \
  /* position t of sequence b is column b * length + t. */                                        \
                                                                                                  \
  /* out[c] = (x[c] - mean) * inverse * scale[c] + shift[c]; per column the mean over the */      \
  /* channels and inverse = 1 / sqrt(biased variance + epsilon), which are kept. */               \
  void basin_layer_norm_##S(int32_t channels, int64_t width, const T *x, const T *scale,          \
                            const T *shift, T epsilon, T *mean, T *inverse, T *out);              \
  /* The gradients of layer_norm; sums and products are scratch of `width` elements, dx may be */ \
  /* null. */                                                                                     \
  void basin_layer_norm_backward_##S(int32_t channels, int64_t width, const T *x, const T *dy,    \
                                     const T *scale, const T *mean, const T *inverse, T *sums,    \
                                     T *products, T *scale_gradient, T *shift_gradient,           \
                                     bool accumulate, T *dx);                                     \
  /* The changes (_t) of layer_norm and of its gradients along changes of what they take; sums */ \
  /* and sums_t are scratch of 2 * width elements, dxt may be null. */                            \
  void basin_layer_norm_tangent_##S(int32_t channels, int64_t width, const T *x, const T *xt,     \
                                    const T *scale, const T *scale_t, const T *shift_t,           \
                                    const T *mean, const T *inverse, T *mean_t, T *inverse_t,     \
                                    T *out_t);                                                    \
  void basin_layer_norm_backward_tangent_##S(                                                     \
      int32_t channels, int64_t width, const T *x, const T *xt, const T *dy, const T *dyt,        \
      const T *scale, const T *scale_t, const T *mean, const T *mean_t, const T *inverse,         \
      const T *inverse_t, T *sums, T *sums_t, T *scale_gradient_t, T *shift_gradient_t,           \
      bool accumulate, T *dxt);                                                                   \
  /* out[c][column] = table[tokens[column]][c]; table has `channels` elements per row. */         \
  void basin_embed_##S(int32_t channels, int64_t width, const T *tokens, const T *table, T *out); \
  /* table[tokens[column]][c] += dy[c][column], column after column. */                           \
  void basin_embed_backward_##S(int32_t channels, int64_t width, const T *tokens, const T *dy,    \
                                T *table);                                                        \
  /* out[c][b][t] = x[c][b][t] + positions[c][t]; out may be x. */                                \
  void basin_add_positions_##S(int32_t channels, int32_t length, int32_t sequences, const T *x,   \
                               const T *positions, T *out);                                       \
  /* table[t][c] = sum over the sequences b of dy[c][b][t]. */                                    \
  void basin_sum_positions_##S(int32_t channels, int32_t length, int32_t sequences, const T *dy,  \
                               T *table);                                                         \
  /* Row i of scores, query first + i, becomes its softmax over the keys 0 ... first + i and 0 */ \
  /* in the columns after them. */                                                                \
  void basin_causal_softmax_##S(int32_t rows, int32_t first, int32_t columns, int64_t stride,     \
                                T *scores);                                                       \
  /* The gradient with respect to the shares becomes scale times that of the scores. */           \
  void basin_causal_softmax_backward_##S(int32_t rows, int32_t first, int32_t columns,            \
                                         int64_t stride, T scale, const T *shares, T *gradient);  \
  /* The same for both the gradient and its change gradient_t, along a change of the shares. */   \
  void basin_causal_softmax_backward_tangent_##S(                                                 \
      int32_t rows, int32_t first, int32_t columns, int64_t stride, T scale, const T *shares,     \
      const T *shares_t, T *gradient, T *gradient_t);

BASIN_DECLARE(float, f32)
BASIN_DECLARE(double, f64)

#undef BASIN_DECLARE

/// Chains of the loops below.
#define BASIN_PEAK_CHAINS 10
/// x = x * factor + addend, `rounds` times in each lane of each chain, which begins with its number;
/// the sum of all in the end. Nothing but arithmetic on registers: how fast a core can be.
float basin_multiply_add_8(int64_t rounds, float factor, float addend);
float basin_multiply_add_16(int64_t rounds, float factor, float addend);

#endif
