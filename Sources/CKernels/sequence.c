// Layer normalisation and embeddings of blocks of sequences. See sequence.inc.

#include "kernels.h"

#define SCALAR float
#define SUFFIX f32
#include "sequence.inc"
#undef SCALAR
#undef SUFFIX

#define SCALAR double
#define SUFFIX f64
#include "sequence.inc"
