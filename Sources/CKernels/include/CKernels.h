// SIMD micro-kernels, and the memory that they work on.
//
// Layout. An activation of a block of examples is stored features first, examples innermost:
// element (feature f, example b) of a block of `examples` examples lies at f * examples + b. A
// feature of an image is (channel, row, column) in that order. So one vector register holds the
// same feature of several examples: every kernel vectorises fully for any number of channels, any
// image size, stride and padding, without a shuffle. `examples` is a multiple of BASIN_LANES, and
// all activation pointers are aligned to 64 bytes. Where a kernel says so, it may also be
// BASIN_NARROW: a narrow block, for so few examples that half the lanes would be empty.
//
// Each kernel exists for float (`_f32`) and double (`_f64`), made from one source (`*.inc`), and
// is compiled for several instruction sets, chosen at run time on x86-64. All of them stand in one
// list, BASIN_KERNELS, from which table.c makes the two tables that Swift calls them through.

#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Examples per block are a multiple of this.
#define BASIN_LANES 16
/// Examples of a narrow block.
#define BASIN_NARROW 8
/// The largest side of a convolution kernel.
#define BASIN_MAX_KERNEL 8
/// Output channels are packed in blocks of this many.
#define BASIN_CHANNEL_BLOCK 8
/// Input channels whose weights minimal filtering transforms at a time where they are used once.
#define BASIN_WINOGRAD_SLICE 128
/// Blocks of output channels that minimal filtering takes together, for so many input channels: one
/// while their transforms stay in the second-level cache, more where each would read them anew.
static inline int32_t basin_winograd_blocks(int32_t channels) { return channels <= 128 ? 1 : 8; }
/// Elements that keep apart the 36 positions of a block of transformed weights, for so many input
/// channels: where they would all fall on the same few lines of the cache.
static inline int32_t basin_winograd_gap(int32_t channels) { return channels % 64 == 0 ? 16 : 0; }
/// Tiles that minimal filtering takes together for the gradient of the weights, whose transforms take
/// 256 KiB: as many of all as stay in the second-level cache.
static inline int32_t basin_winograd_tiles(int32_t channels_in, int32_t channels_out, int32_t tiles) {
  const int32_t ins = (channels_in + BASIN_LANES - 1) / BASIN_LANES * BASIN_LANES;
  const int32_t room =
      65536 / (36 * BASIN_LANES * (ins + (channels_out + 7) / 8 * 8));
  return room < 1 ? 1 : room < tiles ? room : tiles;
}

/// What an activation kernel computes; BASIN_GELU is the exact form, BASIN_GELU_TANH the one with tanh.
enum {
  BASIN_IDENTITY = 0,
  BASIN_RELU = 1,
  BASIN_GELU_TANH = 2,
  BASIN_GELU = 3,
  BASIN_TANH = 4,
  BASIN_SILU = 5,
  BASIN_SIGMOID = 6
};

/// The geometry of a two-dimensional convolution, as of the forward pass.
typedef struct {
  int32_t channels_in, height_in, width_in;
  int32_t channels_out, height_out, width_out;
  int32_t kernel, stride, padding;
  int32_t examples;
} basin_convolution;

/// The geometry of a pooling: windows of `kernel` rows and columns that advance by `stride`, over an
/// input with `padding` rows and columns around it that do not count. A kernel of 0 cuts the input
/// into as many windows as there are output pixels, of sizes as equal as can be.
typedef struct {
  int32_t channels, height_in, width_in;
  int32_t height_out, width_out;
  int32_t kernel, stride, padding;
  int32_t examples;
} basin_pooling;

/// The kernels: X(name, parameters, arguments) for each, with numbers of type N and arrays of T.
#define BASIN_KERNELS(X, T, N)                                                                     \
  /* Packs weights (out, in, kernel, kernel) for the forward pass: weights + alpha * x + beta * */ \
  /* y, to the bits that combine gives, or weights alone where x is null, as in the other two */   \
  /* that take x. scale, per output channel, may be null. */                                       \
  X(pack_forward, (const basin_convolution *g, const T *weights, const T *x, N alpha, const T *y,  \
    N beta, const T *scale, T *packed), (g, weights, x, alpha, y, beta, scale, packed))            \
  /* Packs weights (out, in, kernel, kernel) for basin_convolve_backward. */                       \
  X(pack_backward, (const basin_convolution *g, const T *weights, T *packed), (g, weights,         \
    packed))                                                                                       \
  /* output = convolution(input) + bias + addend, then max(0, .) if rectify. bias and addend */    \
  /* may be null. addend has the output's shape and may be the output itself. Blocks may be */     \
  /* narrow, here and in the two that follow. */                                                   \
  X(convolve, (const basin_convolution *g, const T *packed, const T *input, const T *bias,         \
    const T *addend, bool rectify, T *output), (g, packed, input, bias, addend, rectify, output))  \
  /* The same for kernel 3 and stride 1 by Winograd's minimal filtering, with weights from */      \
  /* basin_pack_winograd: 36 * (channels_out * channels_in + channels_out / 8 * gap) elements. */  \
  /* It rounds a little worse and overflows earlier. scratch: 36 * (3 * (channels_in + */          \
  /* BASIN_CHANNEL_BLOCK * blocks) + 1) * BASIN_LANES elements; gap and blocks are those of */     \
  /* channels_in, see above. */                                                                    \
  X(pack_winograd, (const basin_convolution *g, const T *weights, const T *x, N alpha, const T *y, \
    N beta, const T *scale, T *packed), (g, weights, x, alpha, y, beta, scale, packed))            \
  X(convolve_winograd, (const basin_convolution *g, const T *packed, const T *input,               \
    const T *bias, const T *addend, bool rectify, T *scratch, T *output), (g, packed, input,       \
    bias, addend, rectify, scratch, output))                                                       \
  /* The same from the weights themselves, each output channel's scaled by `scale`, which may */   \
  /* be null: for few tiles. scratch: 36 * ((3 * (BASIN_WINOGRAD_SLICE + channels_out) + 1) * */   \
  /* BASIN_LANES + 32 * BASIN_WINOGRAD_SLICE + 4 * gap of BASIN_WINOGRAD_SLICE) elements. */       \
  X(convolve_winograd_once, (const basin_convolution *g, const T *weights, const T *x, N alpha,    \
    const T *y, N beta, const T *scale, const T *input, const T *bias, const T *addend,            \
    bool rectify, T *scratch, T *output), (g, weights, x, alpha, y, beta, scale, input, bias,      \
    addend, rectify, scratch, output))                                                             \
  /* input_gradient = transposed convolution(output_gradient) (+ input_gradient). */               \
  X(convolve_backward, (const basin_convolution *g, const T *packed, const T *output_gradient,     \
    bool accumulate, T *input_gradient), (g, packed, output_gradient, accumulate,                  \
    input_gradient))                                                                               \
  /* weight_gradient (out, in, kernel, kernel) = sum over examples and pixels. scratch holds */    \
  /* channels_in * kernel * kernel * BASIN_CHANNEL_BLOCK * BASIN_LANES elements. */                \
  X(convolution_weight_gradient, (const basin_convolution *g, const T *input,                      \
    const T *output_gradient, T *scratch, T *weight_gradient), (g, input, output_gradient,         \
    scratch, weight_gradient))                                                                     \
  /* The same for kernel 3 and stride 1 by minimal filtering. With `tiles` together, channels_in */ \
  /* rounded up to a multiple of BASIN_LANES and channels_out to one of 8, scratch holds 36 * */    \
  /* ((tiles * (channels_in + channels_out) + 2) * BASIN_LANES + channels_in * channels_out). */    \
  X(winograd_weight_gradient, (const basin_convolution *g, const T *input,                         \
    const T *output_gradient, T *scratch, T *weight_gradient), (g, input, output_gradient,         \
    scratch, weight_gradient))                                                                     \
  /* turned (in, out, kernel, kernel): the weights of the convolution that gives the gradient of */ \
  /* the input where the stride is 1, from those (out, in, kernel, kernel) of the forward pass. */ \
  X(turn_weights, (const basin_convolution *g, const T *weights, T *turned), (g, weights, turned)) \
  /* out = a + b, element by element; out may be a or b. */                                        \
  X(add, (int64_t count, const T *a, const T *b, T *out), (count, a, b, out))                      \
  X(scaled_add, (int64_t count, const T *a, N s, const T *b, T *out), (count, a, s, b, out))       \
  /* out = function(x). */                                                                         \
  X(activate, (int32_t function, int64_t count, const T *x, T *out), (function, count, x, out))    \
  /* dx = function'(x) * dy (+ dx), v being the function's output or its input, as */              \
  /* TANH and SIGMOID, the input of the others. */                                                 \
  X(activate_backward, (int32_t function, int64_t count, const T *v, const T *dy,                  \
    bool accumulate, T *dx), (function, count, v, dy, accumulate, dx))                             \
  /* out += function''(x) * a * b, v as above. */                                                  \
  X(activate_curvature, (int32_t function, int64_t count, const T *v, const T *a, const T *b,      \
    T *out), (function, count, v, a, b, out))                                                      \
  /* The end of a product: out = activation(x[c] + bias[c]) + addend. x, addend (may be null) */   \
  /* and out are `rows` rows of `width` elements. */                                               \
  X(activate_rows, (int32_t function, int32_t rows, int64_t width, const T *x, const T *bias,      \
    const T *addend, T *out), (function, rows, width, x, bias, addend, out))                       \
  /* out = activation(a + s * b + t * c); count is a multiple of BASIN_LANES. */                   \
  X(activate_plane, (int32_t function, int64_t count, const T *a, N s, const T *b, N t,            \
    const T *c, T *out), (function, count, a, s, b, t, c, out))                                    \
  /* The cross-entropy of `count` columns of logits (outputs x width), the first of them */        \
  /* `begin`, with one label each: totals = the sum of the losses, of their squares, and the */    \
  /* number of columns whose largest logit is the label's. gradient may be null; else those of */  \
  /* its columns become scale * (softmax - target). The target is one-hot, but for `smoothing`, */ \
  /* which is spread evenly over all outputs. */                                                   \
  X(cross_entropy, (int32_t outputs, int64_t width, int64_t begin, int64_t count,                  \
    const T *logits, const int32_t *labels, double smoothing, double scale, T *gradient,           \
    double *totals), (outputs, width, begin, count, logits, labels, smoothing, scale, gradient,    \
    totals))                                                                                       \
  /* The change of that gradient along changes logits_t, of the first `count` columns. */          \
  X(cross_entropy_tangent, (int32_t outputs, int64_t width, int64_t count, const T *logits,        \
    const T *logits_t, double scale, T *gradient_t), (outputs, width, count, logits, logits_t,     \
    scale, gradient_t))                                                                            \
  /* out[i] = a[i] + s * b[i] + t * c[i]. */                                                       \
  X(combine, (int64_t count, const T *a, N s, const T *b, N t, const T *c, T *out), (count, a, s,  \
    b, t, c, out))                                                                                 \
  /* out[i] = h(key, i) < threshold ? 0 : x[i] * scale (+ out[i]), h uniform in 0 ... 2^53 - 1. */ \
  X(drop, (int64_t count, uint64_t key, uint64_t threshold, N scale, const T *x, bool accumulate,  \
    T *out), (count, key, threshold, scale, x, accumulate, out))                                   \
  /* Stochastic gradient descent with Nesterov momentum, one step on every parameter. */           \
  X(nesterov, (int64_t count, N rate, N momentum, N decay, const T *gradient, T *velocity,         \
    T *parameters), (count, rate, momentum, decay, gradient, velocity, parameters))                \
  /* The same without Nesterov's look ahead: velocity = momentum * velocity + share * (gradient + */ \
  /* decay * parameter), parameter -= rate * velocity. */                                          \
  X(heavy_ball, (int64_t count, N rate, N momentum, N share, N decay, const T *gradient,           \
    T *velocity, T *parameters), (count, rate, momentum, share, decay, gradient, velocity,         \
    parameters))                                                                                   \
  /* AdamW, one step on every parameter: shrinkage = rate * decay, step_size = rate over the */    \
  /* bias correction of the first moments, root_correction = the root of that of the second. */    \
  X(adamw, (int64_t count, N shrinkage, N first_decay, N second_decay, N step_size,                \
    N root_correction, N epsilon, const T *gradient, T *first, T *second, T *parameters), (count,  \
    shrinkage, first_decay, second_decay, step_size, root_correction, epsilon, gradient, first,    \
    second, parameters))                                                                           \
  /* out = factor * x. */                                                                          \
  X(scale, (int64_t count, N factor, const T *x, T *out), (count, factor, x, out))                 \
  /* The sums of the squares and of the absolute values of all elements. */                        \
  X(magnitudes, (int64_t count, const T *x, double *square_sum, double *absolute_sum), (count, x,  \
    square_sum, absolute_sum))                                                                     \
  /* In what follows x is `channels` rows of `width` elements, width a multiple of examples; */    \
  /* mask has `examples` elements, 1 for an example that counts and 0 for padding. mean[c] and */  \
  /* m2[c]: over the counting elements of row c, their mean (count of them given by `counting` */  \
  /* examples) and the sum of squared distances from it. */                                        \
  X(moments, (int32_t channels, int64_t width, int32_t examples, int32_t counting, const T *x,     \
    const T *mask, T *mean, T *m2), (channels, width, examples, counting, x, mask, mean, m2))      \
  /* out[c] = x[c] * scale[c] + shift[c], then max(0, .) if rectify. */                            \
  X(affine, (int32_t channels, int64_t width, const T *x, const T *scale, const T *shift,          \
    bool rectify, T *out), (channels, width, x, scale, shift, rectify, out))                       \
  /* sums[c] = sum of dy[c], products[c] = sum of dy[c] * (x[c] - center[c]). */                   \
  X(gradient_moments, (int32_t channels, int64_t width, const T *x, const T *dy, const T *center,  \
    T *sums, T *products), (channels, width, x, dy, center, sums, products))                       \
  /* dx[c] = mask * (a[c] * dy[c] + b[c] * (x[c] - center[c]) + d[c]) (+ dx[c]). */                \
  X(normalization_backward, (int32_t channels, int64_t width, int32_t examples, const T *x,        \
    const T *dy, const T *mask, const T *a, const T *b, const T *center, const T *d,               \
    bool accumulate, T *dx), (channels, width, examples, x, dy, mask, a, b, center, d,             \
    accumulate, dx))                                                                               \
  /* out[c][example] = mean over the pixels, also of a narrow block; and its transpose. */         \
  X(average_pool, (int32_t channels, int64_t pixels, int32_t examples, const T *x, T *out),        \
    (channels, pixels, examples, x, out))                                                          \
  X(average_pool_backward, (int32_t channels, int64_t pixels, int32_t examples, const T *dy,       \
    bool accumulate, T *dx), (channels, pixels, examples, dy, accumulate, dx))                     \
  /* sums[c] = sum of row c. */                                                                    \
  X(row_sums, (int32_t channels, int64_t width, const T *x, T *sums), (channels, width, x, sums))  \
  /* block (features x width, width as of any block): lane l of it is the example */               \
  /* examples[l] of elements (examples x features) for l < count, and zero from there on. */       \
  X(gather, (int64_t features, int64_t width, int64_t count, const intptr_t *examples,             \
    const float *elements, T *block), (features, width, count, examples, elements, block))         \
  /* In what follows a column is one position of one sequence: width = sequences * length, and */  \
  /* position t of sequence b is column b * length + t. out[c] = (x[c] - mean) * inverse * */      \
  /* scale[c] + shift[c]; per column the mean over the channels and inverse = 1 / sqrt(biased */   \
  /* variance + epsilon), which are kept. */                                                       \
  X(layer_norm, (int32_t channels, int64_t width, const T *x, const T *scale, const T *shift,      \
    N epsilon, T *mean, T *inverse, T *out), (channels, width, x, scale, shift, epsilon, mean,     \
    inverse, out))                                                                                 \
  /* The gradients of layer_norm; sums and products are scratch of `width` elements, dx may be */  \
  /* null. */                                                                                      \
  X(layer_norm_backward, (int32_t channels, int64_t width, const T *x, const T *dy,                \
    const T *scale, const T *mean, const T *inverse, T *sums, T *products, T *scale_gradient,      \
    T *shift_gradient, bool accumulate, T *dx), (channels, width, x, dy, scale, mean, inverse,     \
    sums, products, scale_gradient, shift_gradient, accumulate, dx))                               \
  /* The changes (_t) of layer_norm and of its gradients along changes of what they take; sums */  \
  /* and sums_t are scratch of 2 * width elements, dxt may be null. */                             \
  X(layer_norm_tangent, (int32_t channels, int64_t width, const T *x, const T *xt,                 \
    const T *scale, const T *scale_t, const T *shift_t, const T *mean, const T *inverse,           \
    T *mean_t, T *inverse_t, T *out_t), (channels, width, x, xt, scale, scale_t, shift_t, mean,    \
    inverse, mean_t, inverse_t, out_t))                                                            \
  X(layer_norm_backward_tangent, (int32_t channels, int64_t width, const T *x, const T *xt,        \
    const T *dy, const T *dyt, const T *scale, const T *scale_t, const T *mean, const T *mean_t,   \
    const T *inverse, const T *inverse_t, T *sums, T *sums_t, T *scale_gradient_t,                 \
    T *shift_gradient_t, bool accumulate, T *dxt), (channels, width, x, xt, dy, dyt, scale,        \
    scale_t, mean, mean_t, inverse, inverse_t, sums, sums_t, scale_gradient_t, shift_gradient_t,   \
    accumulate, dxt))                                                                              \
  /* out[c][column] = table[tokens[column]][c]; table has `channels` elements per row. */          \
  X(embed, (int32_t channels, int64_t width, const T *tokens, const T *table, T *out), (channels,  \
    width, tokens, table, out))                                                                    \
  /* table[tokens[column]][c] += dy[c][column], column after column. */                            \
  X(embed_backward, (int32_t channels, int64_t width, const T *tokens, const T *dy, T *table),     \
    (channels, width, tokens, dy, table))                                                          \
  /* out[c][b][t] = x[c][b][t] + positions[c][t]; out may be x. */                                 \
  X(add_positions, (int32_t channels, int32_t length, int32_t sequences, const T *x,               \
    const T *positions, T *out), (channels, length, sequences, x, positions, out))                 \
  /* table[t][c] = sum over the sequences b of dy[c][b][t]. */                                     \
  X(sum_positions, (int32_t channels, int32_t length, int32_t sequences, const T *dy, T *table),   \
    (channels, length, sequences, dy, table))                                                      \
  /* Row i of scores, query first + i, becomes its softmax over the keys 0 ... first + i and 0 */  \
  /* in the columns after them. */                                                                 \
  X(causal_softmax, (int32_t rows, int32_t first, int32_t columns, int64_t stride, T *scores),     \
    (rows, first, columns, stride, scores))                                                        \
  /* The gradient with respect to the shares becomes scale times that of the scores. */            \
  X(causal_softmax_backward, (int32_t rows, int32_t first, int32_t columns, int64_t stride,        \
    N scale, const T *shares, T *gradient), (rows, first, columns, stride, scale, shares,          \
    gradient))                                                                                     \
  /* The same for both the gradient and its change gradient_t, along a change of the shares. */    \
  X(causal_softmax_backward_tangent, (int32_t rows, int32_t first, int32_t columns,                \
    int64_t stride, N scale, const T *shares, const T *shares_t, T *gradient, T *gradient_t),      \
    (rows, first, columns, stride, scale, shares, shares_t, gradient, gradient_t))                 \
  /* out = of each window the element of source at the largest of x; source may be x. */           \
  X(pool_max, (const basin_pooling *g, const T *x, const T *source, T *out), (g, x, source, out))  \
  /* dx (+)= dy at the largest of each window of x. */                                             \
  X(pool_max_backward, (const basin_pooling *g, const T *x, const T *dy, bool accumulate, T *dx),  \
    (g, x, dy, accumulate, dx))                                                                    \
  /* out = the mean of each window; and its transpose. */                                          \
  X(pool_mean, (const basin_pooling *g, const T *x, T *out), (g, x, out))                          \
  X(pool_mean_backward, (const basin_pooling *g, const T *dy, bool accumulate, T *dx), (g, dy,     \
    accumulate, dx))

// A table holds every kernel of one element type behind the same signature: arrays are untyped, and
// numbers are double, which holds every float exactly.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"
#define BASIN_MEMBER(name, parameters, arguments) void(*_Nonnull name) parameters;
/// The kernels of one element type.
typedef struct {
  BASIN_KERNELS(BASIN_MEMBER, void, double)
} basin_kernels;
#undef BASIN_MEMBER
#pragma clang diagnostic pop

/// The kernels on float.
const basin_kernels *_Nonnull basin_kernels_f32(void);
/// The kernels on double.
const basin_kernels *_Nonnull basin_kernels_f64(void);

/// Memory full of zeros, whose pages the system provides as they are first written; NULL where there is
/// none. To be given to basin_release.
void *_Nullable basin_zeros(size_t bytes);
void basin_release(void *_Nullable memory);
/// Whether the system gives the process another block of memory of this size.
int basin_can_map(size_t bytes);

/// Chains of the loops below.
#define BASIN_PEAK_CHAINS 10
/// x = x * factor + addend, `rounds` times in each lane of each chain, which begins with its number;
/// the sum of all in the end. Nothing but arithmetic on registers: how fast a core can be.
float basin_multiply_add_8(int64_t rounds, float factor, float addend);
float basin_multiply_add_16(int64_t rounds, float factor, float addend);

#endif
