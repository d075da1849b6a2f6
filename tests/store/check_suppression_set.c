/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/suppression_set.h"

#define MANY 5000

static void put_in(
	struct rebound_store *store, const char *address, enum rebound_state state, gint64 until)
{
	const struct rebound_suppression row = {.address = address,
		.address_key = address,
		.domain = rebound_address_domain(address),
		.state = state,
		.cause = "manual",
		.why = "a test",
		.since = NOON - 10,
		.until = until};

	ck_assert(rebound_store_suppress(store, &row, NOON, NULL, NULL));
}

static gboolean find(const struct rebound_suppression_set *set, const char *key,
	struct rebound_suppression_mark *mark)
{
	return rebound_suppression_set_find(set, key, strlen(key), mark);
}

START_TEST(what_stands_is_found)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_suppression_mark mark;
	struct rebound_suppression_words words;

	put_in(store, "ann@quay.example", REBOUND_STATE_ACTIVE, 0);
	put_in(store, "bo@quay.example", REBOUND_STATE_PROPOSED, NOON + 10);
	put_in(store, "cyd@quay.example", REBOUND_STATE_ACTIVE, NOON + 1);
	g_autoptr(rebound_suppression_set) set =
		rebound_suppression_set_load(store, NOON + 5, NULL, NULL);
	ck_assert(find(set, "ann@quay.example", &mark));
	ck_assert_int_eq(mark.state, REBOUND_STATE_ACTIVE);
	ck_assert_str_eq(mark.cause, "manual");
	ck_assert(rebound_suppression_set_tell(store, &mark, arena, &words, NULL));
	ck_assert_int_eq(words.since, NOON - 10);
	ck_assert_str_eq(words.why, "a test");
	ck_assert(find(set, "bo@quay.example", &mark));
	ck_assert_int_eq(mark.state, REBOUND_STATE_PROPOSED);
	ck_assert(!find(set, "cyd@quay.example", &mark));
	ck_assert(!find(set, "an@quay.example", &mark));
	ck_assert(!find(set, "", &mark));
}
END_TEST

/* Of several spellings of one mailbox the gravest state counts, with its own words. */
START_TEST(aliases_are_one)
{
	const struct rebound_address_alias alias = {.tags = TRUE, .gmail_dots = TRUE};
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_suppression_mark mark, plain;

	put_in(store, "a.nn+x@gmail.com", REBOUND_STATE_PROPOSED, 0);
	put_in(store, "an.n@googlemail.com", REBOUND_STATE_ACTIVE, 0);
	put_in(store, "bo+x@quay.example", REBOUND_STATE_ACTIVE, 0);
	g_autoptr(rebound_suppression_set) set =
		rebound_suppression_set_load(store, NOON, &alias, NULL);
	g_autoptr(rebound_suppression_set) exact =
		rebound_suppression_set_load(store, NOON, NULL, NULL);
	ck_assert(find(set, "ann@gmail.com", &mark));
	ck_assert_int_eq(mark.state, REBOUND_STATE_ACTIVE);
	ck_assert(find(exact, "an.n@googlemail.com", &plain));
	ck_assert_int_eq(mark.id, plain.id);
	ck_assert(find(set, "bo@quay.example", &mark));
	ck_assert(!find(exact, "bo@quay.example", &mark));
}
END_TEST

START_TEST(many_are_found_each)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_suppression_mark mark;
	char address[64];

	ck_assert(rebound_store_begin(store, NULL));
	for (int i = 0; i < MANY; i++) {
		g_snprintf(address, sizeof(address), "a%d@quay.example", i);
		put_in(store, address, REBOUND_STATE_ACTIVE, 0);
	}
	ck_assert(rebound_store_commit(store, NULL));
	g_autoptr(rebound_suppression_set) set =
		rebound_suppression_set_load(store, NOON, NULL, NULL);
	for (int i = 0; i < 2 * MANY; i++) {
		g_snprintf(address, sizeof(address), "a%d@quay.example", i);
		ck_assert_int_eq(find(set, address, &mark), i < MANY);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("suppression_set");
	TCase *tcase = tcase_create("set");

	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_test(tcase, what_stands_is_found);
	tcase_add_test(tcase, aliases_are_one);
	tcase_add_test(tcase, many_are_found_each);
	suite_add_tcase(suite, tcase);
	return suite;
}
