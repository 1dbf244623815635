/* OpenBLAS's kernels on processors that it does not know.
 *
 * Where a processor is newer than OpenBLAS, it falls back to kernels for one of 2004, a fifth as fast on
 * vectors of 512 bits (measured with 0.3.21 on an Emerald Rapids: 29 instead of 145 GFLOP/s, products of
 * 512 × 512). It is then started again with the newest kernels whose instructions the processor has. A
 * choice that the user made in the environment stands. An executable's constructors come after those of
 * its libraries, and before there are other threads. */

/* Not where the program is fuzzed: libFuzzer stands in front of the comparisons by which OpenBLAS finds a
 * name, and is not ready before main. */
#if defined(__x86_64__) && defined(__linux__) && !defined(BASIN_FUZZED)

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const char variable[] = "OPENBLAS_CORETYPE";

/* Kernels by name, where OpenBLAS has them: it ends the program where it is asked for others. */
static const char *available(const char *name, const char *table) {
  return dlsym(RTLD_DEFAULT, table) != NULL ? name : NULL;
}

/* The newest kernels that the processor can run; NULL where the fallback is right. */
static const char *newest(void) {
  const char *found = NULL;
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return NULL;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512cd")) {
    if (__builtin_cpu_supports("avx512bf16"))
      found = available("Cooperlake", "gotoblas_COOPERLAKE");
    if (found == NULL) found = available("SkylakeX", "gotoblas_SKYLAKEX");
  }
  return found != NULL ? found : available("Haswell", "gotoblas_HASWELL");
}

__attribute__((constructor)) static void choose(void) {
  char *(*const name)(void) = (char *(*)(void))dlsym(RTLD_DEFAULT, "openblas_get_corename");
  void (*const end)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "gotoblas_dynamic_quit");
  void (*const begin)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "gotoblas_dynamic_init");
  if (name == NULL || end == NULL || begin == NULL) return;
  const char *core = newest();
  if (core == NULL || getenv(variable) != NULL || strcmp(name(), "Prescott") != 0) return;
  if (setenv(variable, core, 1) != 0) return;
  end();
  begin();
  /* Programs that are started from here choose for themselves. */
  unsetenv(variable);
}

#endif
