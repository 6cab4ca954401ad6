// The processor's own CRC-32C, where it has one. Telemetry computes the same from a table where it
// has none, as on a bare microcontroller.

#ifndef CCHECKSUM_H
#define CCHECKSUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Takes `count` bytes into the register of a CRC-32C (reflected, not inverted). Says `false`, and
/// has done nothing, on a processor without an instruction for it.
bool cchecksum_update(uint32_t *value, const void *bytes, size_t count);

#pragma clang assume_nonnull end

#endif
