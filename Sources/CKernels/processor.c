// What the processor can do.

#include "CKernels.h"

bool basin_has_wide_vectors(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("x86-64-v4");
#else
  return false;
#endif
}
