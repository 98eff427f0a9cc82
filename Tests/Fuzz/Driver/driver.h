#include <stddef.h>
#include <stdint.h>

// libFuzzer's loop, for a program with a `main` of its own. https://llvm.org/docs/LibFuzzer.html
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*target)(const uint8_t *data, size_t size));
