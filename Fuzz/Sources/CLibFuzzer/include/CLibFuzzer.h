/// What libFuzzer offers to a mutator.
#ifndef CLIBFUZZER_H
#define CLIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Changes bytes in place as libFuzzer does by itself; returns how many there are then, `capacity` at most.
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t byte_count, size_t capacity);

#endif
