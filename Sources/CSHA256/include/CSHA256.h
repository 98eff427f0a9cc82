#pragma once

#include <stddef.h>
#include <stdint.h>

// The processor's own instructions for SHA-256, which no library of Swift's gives access to.

/// Whether the processor has them.
_Bool passerelle_sha256_is_there(void);

/// FIPS 180-4 §6.2.2 for each of `count` blocks of 64 bytes, with the 64 constants of §4.2.2. Only where they are there.
void passerelle_sha256(uint32_t *state, const uint32_t *constants, const uint8_t *blocks, size_t count);
