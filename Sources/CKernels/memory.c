#include "CKernels.h"

#include <stdlib.h>
#include <sys/mman.h>

void *basin_zeros(size_t bytes) { return calloc(1, bytes); }

void basin_release(void *memory) { free(memory); }

int basin_can_map(size_t bytes) {
  void *block = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (block == MAP_FAILED) return 0;
  munmap(block, bytes);
  return 1;
}
