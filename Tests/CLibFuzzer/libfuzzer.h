#pragma once
#include <stddef.h>
#include <stdint.h>

/// What feeds one input: 0 keeps it in the corpus if it reaches something new, -1 does not.
typedef int (*pumplink_fuzz_one)(const uint8_t *_Nullable data, size_t size);

/// The loop of libFuzzer, which comes with `-sanitize=fuzzer`.
int LLVMFuzzerRunDriver(int *_Nonnull argc, char *_Nullable *_Nonnull *_Nonnull argv,
                        pumplink_fuzz_one _Nonnull one);
