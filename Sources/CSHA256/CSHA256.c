#include "CSHA256.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

_Bool passerelle_sha256_is_there(void) {
  unsigned a, b, c, d;
  // Words are moved into place by instructions of SSSE3 and SSE4.1.
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

// The state lies in two registers, named by their words from the highest to the lowest. One instruction does two rounds: it
// gives what `abef` becomes; what `cdgh` becomes is the old `abef`.
__attribute__((target("sha,sse4.1,ssse3")))
void passerelle_sha256(uint32_t *state, const uint32_t *constants, const uint8_t *blocks, size_t count) {
  const __m128i bigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i first = _mm_loadu_si128((const __m128i *)state);
  const __m128i last = _mm_loadu_si128((const __m128i *)(state + 4));
  __m128i abef = _mm_shuffle_epi32(_mm_unpacklo_epi64(last, first), 0xB1);
  __m128i cdgh = _mm_shuffle_epi32(_mm_unpackhi_epi64(last, first), 0xB1);

  for (; count > 0; count--, blocks += 64) {
    const __m128i before[2] = {abef, cdgh};
    // Sixteen words of the schedule; four that have been used give way to the four that are sixteen further on.
    __m128i words[4];
    for (int i = 0; i < 4; i++)
      words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(blocks + 16 * i)), bigEndian);
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      const __m128i now = words[i % 4], next = words[(i + 1) % 4], late = words[(i + 3) % 4];
      __m128i input = _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)(constants + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, input);
      input = _mm_shuffle_epi32(input, 0x0E);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, input);
      if (i < 12) {
        const __m128i seventh = _mm_alignr_epi8(late, words[(i + 2) % 4], 4);
        words[i % 4] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, next), seventh), late);
      }
    }
    abef = _mm_add_epi32(abef, before[0]);
    cdgh = _mm_add_epi32(cdgh, before[1]);
  }

  abef = _mm_shuffle_epi32(abef, 0xB1);
  cdgh = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)state, _mm_unpackhi_epi64(abef, cdgh));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_unpacklo_epi64(abef, cdgh));
}

#else

_Bool passerelle_sha256_is_there(void) { return 0; }
void passerelle_sha256(uint32_t *state, const uint32_t *constants, const uint8_t *blocks, size_t count) {
  (void)state, (void)constants, (void)blocks, (void)count;
}

#endif
