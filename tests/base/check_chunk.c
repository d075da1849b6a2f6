/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/chunk.h"

#define ROUNDS 2000

/* Bytes that lie at the ends of ranges, so that chance meets them. */
static const guint8 edges[] = {
	0, 8, 9, 10, 13, 14, 31, 32, 33, '@', 'A', 'Z', '[', 'a', 'z', 126, 127, 128, 200, 255};

static void make_bytes(GRand *random, char bytes[REBOUND_CHUNK_BYTES])
{
	for (guint i = 0; i < REBOUND_CHUNK_BYTES; i++)
		bytes[i] = (char)edges[g_rand_int_range(random, 0, G_N_ELEMENTS(edges))];
}

static guint8 fold(guint8 byte)
{
	if (byte >= '\t' && byte <= '\r')
		return ' ';
	return (guint8)g_ascii_tolower((char)byte);
}

static void check_masks(struct rebound_chunk chunk, const char *bytes)
{
	for (guint i = 0; i < REBOUND_CHUNK_BYTES; i++) {
		guint8 byte = (guint8)bytes[i];
		ck_assert_uint_eq(rebound_chunk_equal(chunk, ' ') >> i & 1, byte == ' ');
		ck_assert_uint_eq(rebound_chunk_equal(chunk, '\377') >> i & 1, byte == 255);
		ck_assert_uint_eq(
			rebound_chunk_within(chunk, ' ', '~') >> i & 1, byte >= ' ' && byte <= '~');
		ck_assert_uint_eq(rebound_chunk_within(chunk, '\t', '\n') >> i & 1,
			byte == '\t' || byte == '\n');
		ck_assert_uint_eq(rebound_chunk_high(chunk) >> i & 1, byte >= 0x80);
	}
}

START_TEST(masks_tell_what_a_chunk_holds)
{
	GRand *random = g_rand_new_with_seed(16);
	char bytes[REBOUND_CHUNK_BYTES], folded[REBOUND_CHUNK_BYTES];

	for (guint round = 0; round < ROUNDS; round++) {
		make_bytes(random, bytes);
		struct rebound_chunk chunk = rebound_chunk_load(bytes);
		check_masks(chunk, bytes);
		rebound_chunk_store(rebound_chunk_fold(chunk), folded);
		for (guint i = 0; i < REBOUND_CHUNK_BYTES; i++)
			ck_assert_uint_eq((guint8)folded[i], fold((guint8)bytes[i]));
	}
	g_rand_free(random);
}
END_TEST

/* The bytes lie in memory of their own, so that a sanitizer sees a look at what is behind. */
START_TEST(a_short_text_is_not_read_beyond_its_end)
{
	gsize len = (gsize)_i;
	char *bytes = g_malloc(len), read[REBOUND_CHUNK_BYTES];

	for (gsize i = 0; i < len; i++)
		bytes[i] = (char)(200 + i);
	rebound_chunk_store(rebound_chunk_load_up_to(bytes, len), read);
	for (gsize i = 0; i < REBOUND_CHUNK_BYTES; i++)
		ck_assert_uint_eq((guint8)read[i], i < len ? 200 + i : 0);
	g_free(bytes);
}
END_TEST

START_TEST(the_first_bit_is_found)
{
	ck_assert_uint_eq(rebound_chunk_first(1U << _i | 1U << REBOUND_CHUNK_BYTES), (guint)_i);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("base/chunk");
	TCase *tcase = tcase_create("chunk");

	tcase_add_test(tcase, masks_tell_what_a_chunk_holds);
	tcase_add_loop_test(
		tcase, a_short_text_is_not_read_beyond_its_end, 0, REBOUND_CHUNK_BYTES + 1);
	tcase_add_loop_test(tcase, the_first_bit_is_found, 0, REBOUND_CHUNK_BYTES + 1);
	suite_add_tcase(suite, tcase);
	return suite;
}
