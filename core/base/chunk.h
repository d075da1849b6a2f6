/* SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <glib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/**
 * @file
 * Sixteen bytes of a text looked at in one step. What is found in them is a mask: bit 0 stands for
 * the first byte. On processors of the x86-64 kind each step is an instruction or two; on others it
 * is a loop.
 */

#define REBOUND_CHUNK_BYTES 16

/** All bits of a mask. */
#define REBOUND_CHUNK_ALL ((1U << REBOUND_CHUNK_BYTES) - 1)

struct rebound_chunk {
#ifdef __SSE2__
	__m128i bytes;
#else
	guint8 bytes[REBOUND_CHUNK_BYTES];
#endif
};

/** The chunk at a place behind which at least that many bytes are. */
static inline struct rebound_chunk rebound_chunk_load(const char *at)
{
	struct rebound_chunk chunk;

	memcpy(&chunk.bytes, at, REBOUND_CHUNK_BYTES);
	return chunk;
}

/** Eight bytes, or four, as a number in the machine's own order. */
static inline guint64 rebound_chunk_load_8(const char *at)
{
	guint64 bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

static inline guint32 rebound_chunk_load_4(const char *at)
{
	guint32 bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

/** The chunk at a place behind which fewer bytes may be: zeros stand for what is missing. */
static inline struct rebound_chunk rebound_chunk_load_up_to(const char *at, gsize len)
{
	struct rebound_chunk chunk;

	if (len >= REBOUND_CHUNK_BYTES)
		return rebound_chunk_load(at);
#ifdef __SSE2__
	/* Two pieces that overlap: what is written to memory byte by byte can't be loaded at once
	 * without a wait. */
	guint64 low = 0, high = 0;
	if (len >= 8) {
		low = rebound_chunk_load_8(at);
		high = rebound_chunk_load_8(at + len - 8) >> (15 - len) * 8 >> 8;
	} else if (len >= 4) {
		low = rebound_chunk_load_4(at) | (guint64)rebound_chunk_load_4(at + len - 4)
							 << (len - 4) * 8;
	} else if (len > 0) {
		low = (guint64)(guint8)at[0] | (guint64)(guint8)at[len / 2] << len / 2 * 8 |
		      (guint64)(guint8)at[len - 1] << (len - 1) * 8;
	}
	chunk.bytes = _mm_set_epi64x((gint64)high, (gint64)low);
#else
	memset(&chunk, 0, sizeof(chunk));
	if (len > 0)
		memcpy(&chunk.bytes, at, len);
#endif
	return chunk;
}

/** Write all of it. */
static inline void rebound_chunk_store(struct rebound_chunk chunk, char *to)
{
	memcpy(to, &chunk.bytes, REBOUND_CHUNK_BYTES);
}

/** Where this byte stands. */
static inline guint rebound_chunk_equal(struct rebound_chunk chunk, char byte)
{
#ifdef __SSE2__
	return (guint)_mm_movemask_epi8(_mm_cmpeq_epi8(chunk.bytes, _mm_set1_epi8(byte)));
#else
	guint mask = 0;

	for (guint i = 0; i < REBOUND_CHUNK_BYTES; i++)
		mask |= (guint)(chunk.bytes[i] == (guint8)byte) << i;
	return mask;
#endif
}

/** Where one of two bytes stands. */
static inline guint rebound_chunk_either(struct rebound_chunk chunk, char a, char b)
{
#ifdef __SSE2__
	__m128i is_a = _mm_cmpeq_epi8(chunk.bytes, _mm_set1_epi8(a));
	__m128i is_b = _mm_cmpeq_epi8(chunk.bytes, _mm_set1_epi8(b));

	return (guint)_mm_movemask_epi8(_mm_or_si128(is_a, is_b));
#else
	return rebound_chunk_equal(chunk, a) | rebound_chunk_equal(chunk, b);
#endif
}

/** Where a byte of a range stands. */
static inline guint rebound_chunk_within(struct rebound_chunk chunk, guint8 first, guint8 last)
{
#ifdef __SSE2__
	__m128i from_first = _mm_sub_epi8(chunk.bytes, _mm_set1_epi8((char)first));
	__m128i most = _mm_set1_epi8((char)(last - first));

	return (guint)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(from_first, most), from_first));
#else
	guint mask = 0;

	for (guint i = 0; i < REBOUND_CHUNK_BYTES; i++)
		mask |= (guint)((guint8)(chunk.bytes[i] - first) <= last - first) << i;
	return mask;
#endif
}

/** Where one of three bytes stands, or one that is no ASCII. */
static inline guint rebound_chunk_special(struct rebound_chunk chunk, char a, char b, char c)
{
#ifdef __SSE2__
	__m128i is_a = _mm_cmpeq_epi8(chunk.bytes, _mm_set1_epi8(a));
	__m128i is_b = _mm_cmpeq_epi8(chunk.bytes, _mm_set1_epi8(b));
	__m128i is_c = _mm_cmpeq_epi8(chunk.bytes, _mm_set1_epi8(c));

	/* The highest bit of a byte that is no ASCII is set in the chunk itself. */
	return (guint)_mm_movemask_epi8(
		_mm_or_si128(_mm_or_si128(chunk.bytes, is_a), _mm_or_si128(is_b, is_c)));
#else
	return rebound_chunk_equal(chunk, a) | rebound_chunk_equal(chunk, b) |
	       rebound_chunk_equal(chunk, c) | rebound_chunk_within(chunk, 0x80, 0xff);
#endif
}

/** Where an ASCII letter stands. */
static inline guint rebound_chunk_letters(struct rebound_chunk chunk)
{
#ifdef __SSE2__
	__m128i small = _mm_or_si128(chunk.bytes, _mm_set1_epi8(0x20));
	__m128i from_a = _mm_sub_epi8(small, _mm_set1_epi8('a'));

	return (guint)_mm_movemask_epi8(
		_mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8('z' - 'a')), from_a));
#else
	return rebound_chunk_within(chunk, 'a', 'z') | rebound_chunk_within(chunk, 'A', 'Z');
#endif
}

/** Where an ASCII letter or digit stands. */
static inline guint rebound_chunk_letters_and_digits(struct rebound_chunk chunk)
{
#ifdef __SSE2__
	__m128i small = _mm_or_si128(chunk.bytes, _mm_set1_epi8(0x20));
	__m128i from_a = _mm_sub_epi8(small, _mm_set1_epi8('a'));
	__m128i from_0 = _mm_sub_epi8(chunk.bytes, _mm_set1_epi8('0'));
	__m128i letter = _mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8('z' - 'a')), from_a);
	__m128i digit = _mm_cmpeq_epi8(_mm_min_epu8(from_0, _mm_set1_epi8('9' - '0')), from_0);

	return (guint)_mm_movemask_epi8(_mm_or_si128(letter, digit));
#else
	return rebound_chunk_letters(chunk) | rebound_chunk_within(chunk, '0', '9');
#endif
}

/** Where one of two bytes stands right behind another one; the byte before the place counts. */
static inline guint rebound_chunk_behind(const char *at, char before, char a, char b)
{
	struct rebound_chunk chunk = rebound_chunk_load(at), shifted = rebound_chunk_load(at - 1);
#ifdef __SSE2__
	__m128i is_behind = _mm_cmpeq_epi8(shifted.bytes, _mm_set1_epi8(before));
	__m128i is_one = _mm_or_si128(_mm_cmpeq_epi8(chunk.bytes, _mm_set1_epi8(a)),
		_mm_cmpeq_epi8(chunk.bytes, _mm_set1_epi8(b)));

	return (guint)_mm_movemask_epi8(_mm_and_si128(is_behind, is_one));
#else
	return rebound_chunk_equal(shifted, before) &
	       (rebound_chunk_equal(chunk, a) | rebound_chunk_equal(chunk, b));
#endif
}

/**
 * Where a letter may stand, in either case, with another one at the same place of the next chunk. A
 * few other bytes are taken for letters, so the place has to be looked at.
 */
static inline guint rebound_chunk_may_begin(
	struct rebound_chunk chunk, char a, struct rebound_chunk next, char b)
{
#ifdef __SSE2__
	__m128i small = _mm_set1_epi8(0x20);
	__m128i is_a = _mm_cmpeq_epi8(_mm_or_si128(chunk.bytes, small), _mm_set1_epi8(a | 0x20));
	__m128i is_b = _mm_cmpeq_epi8(_mm_or_si128(next.bytes, small), _mm_set1_epi8(b | 0x20));

	return (guint)_mm_movemask_epi8(_mm_and_si128(is_a, is_b));
#else
	return (rebound_chunk_equal(chunk, a | 0x20) | rebound_chunk_equal(chunk, a & ~0x20)) &
	       (rebound_chunk_equal(next, b | 0x20) | rebound_chunk_equal(next, b & ~0x20));
#endif
}

/** Where a byte that is no ASCII stands. */
static inline guint rebound_chunk_high(struct rebound_chunk chunk)
{
#ifdef __SSE2__
	return (guint)_mm_movemask_epi8(chunk.bytes);
#else
	return rebound_chunk_within(chunk, 0x80, 0xff);
#endif
}

/** Its ASCII letters in lower case, and a space for each white space. */
static inline struct rebound_chunk rebound_chunk_fold(struct rebound_chunk chunk)
{
#ifdef __SSE2__
	__m128i from_a = _mm_sub_epi8(chunk.bytes, _mm_set1_epi8('A'));
	__m128i from_tab = _mm_sub_epi8(chunk.bytes, _mm_set1_epi8('\t'));
	__m128i capital = _mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8('Z' - 'A')), from_a);
	__m128i white =
		_mm_cmpeq_epi8(_mm_min_epu8(from_tab, _mm_set1_epi8('\r' - '\t')), from_tab);
	__m128i small = _mm_or_si128(chunk.bytes, _mm_and_si128(capital, _mm_set1_epi8(0x20)));

	chunk.bytes = _mm_or_si128(
		_mm_andnot_si128(white, small), _mm_and_si128(white, _mm_set1_epi8(' ')));
#else
	for (guint i = 0; i < REBOUND_CHUNK_BYTES; i++) {
		guint8 byte = chunk.bytes[i];
		chunk.bytes[i] = byte >= '\t' && byte <= '\r' ? ' '
				 : byte >= 'A' && byte <= 'Z' ? byte | 0x20
							      : byte;
	}
#endif
	return chunk;
}

/** The place of the first bit of a mask that has one. */
static inline guint rebound_chunk_first(guint mask)
{
	return (guint)__builtin_ctz(mask);
}
