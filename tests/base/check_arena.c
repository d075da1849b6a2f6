/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/arena.h"

/* An assertion for each byte would take its time. */
static gboolean is_zeroed(const char *bytes, gsize size)
{
	for (gsize i = 0; i < size; i++)
		if (bytes[i] != 0)
			return FALSE;
	return TRUE;
}

START_TEST(pieces_are_zeroed_aligned_and_apart)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	char *last = NULL;
	gsize last_size = 0;

	for (gsize size = 0; size < 3000; size++) {
		char *piece = rebound_arena_alloc(arena, size);
		ck_assert_uint_eq((gsize)piece % 16, 0);
		ck_assert(is_zeroed(piece, size));
		memset(piece, 0xAA, size);
		if (last)
			ck_assert(piece >= last + last_size || piece + size <= last);
		last = piece;
		last_size = size;
	}
}
END_TEST

START_TEST(cleared_arena_gives_the_same_memory_again)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	char *first = rebound_arena_alloc(arena, 100);

	memset(first, 'x', 100);
	for (int i = 0; i < 200; i++)
		rebound_arena_alloc(arena, 4000);
	ck_assert_uint_ge(rebound_arena_used(arena), 200 * 4000);
	rebound_arena_clear(arena);
	ck_assert_uint_eq(rebound_arena_used(arena), 0);
	char *again = rebound_arena_alloc(arena, 100);
	ck_assert_ptr_eq(again, first);
	ck_assert_int_eq(again[50], 0);
}
END_TEST

START_TEST(large_pieces_do_not_stay)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	for (int round = 0; round < 5; round++) {
		char *large = rebound_arena_alloc(arena, 8 * 1024 * 1024);
		large[8 * 1024 * 1024 - 1] = 'x';
		char *small = rebound_arena_alloc(arena, 10);
		small[9] = 'y';
		ck_assert_int_eq(large[8 * 1024 * 1024 - 1], 'x');
		rebound_arena_clear(arena);
	}
}
END_TEST

START_TEST(freed_arena_comes_back_empty)
{
	struct rebound_arena *first = rebound_arena_new();
	memset(rebound_arena_room(first, 100000), 'x', 100000);
	rebound_arena_free(first);

	g_autoptr(rebound_arena) second = rebound_arena_new();
	g_autoptr(rebound_arena) third = rebound_arena_new();
	ck_assert_ptr_ne(second, third);
	ck_assert_uint_eq(rebound_arena_used(second), 0);
	ck_assert_uint_eq(rebound_arena_used(third), 0);
	const char *piece = rebound_arena_alloc(second, 100000);
	ck_assert(is_zeroed(piece, 100000));
	memset(rebound_arena_room(third, 100000), 'y', 100000);
	ck_assert_int_eq(piece[99999], 0);
}
END_TEST

START_TEST(text_is_copied_whole)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	char *copy = rebound_arena_copy(arena, "a\0b", 3);

	ck_assert_int_eq(memcmp(copy, "a\0b\0", 4), 0);
	ck_assert_str_eq(rebound_arena_copy(arena, NULL, 0), "");
	ck_assert_ptr_null(rebound_arena_string(arena, NULL));
	ck_assert_str_eq(rebound_arena_string(arena, "ann"), "ann");
	ck_assert_str_eq(rebound_arena_printf(arena, "%s-%d", "x", 7), "x-7");
	g_autofree char *stars = g_strnfill(100000, '*');
	ck_assert_uint_eq(strlen(rebound_arena_printf(arena, "%s", stars)), 100000);
}
END_TEST

START_TEST(trimmed_piece_gives_its_end_back)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	char *piece = rebound_arena_alloc(arena, 1000);
	gsize before = rebound_arena_used(arena);

	ck_assert_ptr_eq(rebound_arena_trim(arena, piece, 1000, 10), piece);
	ck_assert_uint_lt(rebound_arena_used(arena), before - 900);
	memset(piece, 'x', 10);
	char *next = rebound_arena_alloc(arena, 10);
	ck_assert(next >= piece + 10);
	ck_assert(next < piece + 1000);
	before = rebound_arena_used(arena);
	rebound_arena_trim(arena, piece, 10, 1);
	ck_assert_uint_eq(rebound_arena_used(arena), before);
	ck_assert_int_eq(next[0], 0);
}
END_TEST

static gpointer use_one(gpointer data)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	return rebound_arena_string(arena, "word") != NULL ? data : NULL;
}

/* What it keeps for the next one goes with the thread; the leak checker of the sanitizer build would
 * tell. */
START_TEST(a_thread_leaves_nothing_behind)
{
	for (guint i = 0; i < 10; i++) {
		GThread *thread = g_thread_new("arena", use_one, &i);
		ck_assert_ptr_eq(g_thread_join(thread), &i);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("arena");
	TCase *tcase = tcase_create("arena");

	tcase_add_test(tcase, a_thread_leaves_nothing_behind);
	tcase_add_test(tcase, pieces_are_zeroed_aligned_and_apart);
	tcase_add_test(tcase, cleared_arena_gives_the_same_memory_again);
	tcase_add_test(tcase, large_pieces_do_not_stay);
	tcase_add_test(tcase, freed_arena_comes_back_empty);
	tcase_add_test(tcase, text_is_copied_whole);
	tcase_add_test(tcase, trimmed_piece_gives_its_end_back);
	suite_add_tcase(suite, tcase);
	return suite;
}
