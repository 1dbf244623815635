#ifndef CFUZZER_SHIM_H
#define CFUZZER_SHIM_H

#include <stddef.h>
#include <stdint.h>

/* The entry of LLVM's libFuzzer for programs with a `main` of their own. The compiler's runtime has
   it, but no header of it. `arguments` are the program's, options of libFuzzer and folders of inputs
   among them; `read` is called with one input after another and returns 0. */
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*read)(const uint8_t *bytes, size_t count));

#endif
