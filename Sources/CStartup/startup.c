/* Saves address space before anything takes it.
 *
 * Above all it keeps OpenBLAS from starting threads of its own.
 *
 * They are never used: work is shared out by whole pieces. But where memory is short, OpenBLAS retries to
 * make room for them for ever, in a constructor, before main. It starts none if OPENBLAS_NUM_THREADS is 1
 * in the environment by then. An executable's own constructors come after those of its libraries; only its
 * .preinit_array comes before. The C library has no environment yet at that time, and takes the array of
 * the kernel later: so one of its entries lends its place. It is put back as soon as all libraries have
 * started, before main and before any process is started. */

#include "CStartup.h"

#if defined(__ELF__)

#include <malloc.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>

static char limit[] = "OPENBLAS_NUM_THREADS=1";
static char *lent;

static int is_variable(const char *entry, const char *name) {
  size_t length = strlen(name);
  return strncmp(entry, name, length) == 0 && entry[length] == '=';
}

static char **place(char **environment) {
  /* The variable itself, else one that no library reads while it starts, else the last. */
  static const char *const names[] = {"OPENBLAS_NUM_THREADS", "_", "OLDPWD", "SHLVL", "PWD", "PATH"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (char **entry = environment; *entry; entry++)
      if (is_variable(*entry, names[i])) return entry;
  char **last = NULL;
  for (char **entry = environment; *entry; entry++) last = entry;
  return last;
}

static void lend(int count, char **arguments, char **environment) {
  (void)count, (void)arguments;
  char **entry = place(environment);
  if (entry) {
    lent = *entry;
    *entry = limit;
  }
}

/* Before any other constructor of the program: one may change the environment (blas_core.c). */
__attribute__((constructor(101))) static void give_back(int count, char **arguments, char **environment) {
  (void)count, (void)arguments;
  for (char **entry = environment; *entry; entry++)
    if (*entry == limit) *entry = lent;
#if defined(M_ARENA_MAX)
  /* Where addresses are limited (ulimit -v), threads do without arenas of 64 MB each. */
  struct rlimit addresses;
  if (getrlimit(RLIMIT_AS, &addresses) == 0 && addresses.rlim_cur != RLIM_INFINITY)
    mallopt(M_ARENA_MAX, 1);
#endif
}

typedef void (*hook)(int, char **, char **);
__attribute__((used, section(".preinit_array"))) static const hook first = lend;

#endif
