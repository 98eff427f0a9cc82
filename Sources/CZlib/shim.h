#pragma once
#include <zlib.h>

// deflateInit2 is a macro that Swift cannot import.
static inline int passerelle_deflateInit2(z_stream *stream, int level, int windowBits, int memLevel) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, memLevel, Z_DEFAULT_STRATEGY);
}
