/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/log.h"

static gboolean has_file(const char *suffix)
{
	g_autofree char *name = g_strconcat(path, suffix, NULL);

	return g_access(name, F_OK) == 0;
}

static void add_one(struct rebound_store *store, guint number)
{
	struct rebound_event event =
		make_event(rebound_store_start_run(store, "process", NOON, NULL), "a@example.org",
			number, NOON);

	add_event(store, &event, TRUE);
}

/* For a reader of ours and for one that knows SQLite only. */
static void check_events(const char *expected)
{
	rebound_store_free(open_store(REBOUND_STORE_READ));
	check_answer("SELECT count(*) FROM events", expected);
}

START_TEST(the_first_transaction_goes_into_the_file)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	ck_assert(!rebound_log_is_there(path));
	ck_assert(rebound_store_begin(store, NULL));
	add_one(store, 1);
	ck_assert(!has_file("-wal"));
	/* Whoever reads now must not take the file as it lies there. */
	ck_assert(has_file("-journal") && rebound_log_is_there(path));
	check_events("0");
	ck_assert(rebound_store_commit(store, NULL));
	check_events("1");
	ck_assert(rebound_store_begin(store, NULL));
	add_one(store, 2);
	check_events("1");
	ck_assert(rebound_store_commit(store, NULL));
	ck_assert(has_file("-wal") && rebound_log_is_there(path));
	check_events("2");
}
END_TEST

START_TEST(a_first_transaction_that_is_taken_back_leaves_nothing)
{
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

		ck_assert(rebound_store_begin(store, NULL));
		add_one(store, 1);
		rebound_store_rollback(store);
		check_events("0");
	}
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	add_one(store, 1);
	check_events("1");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("store/log");
	TCase *all = tcase_create("all");

	tcase_add_checked_fixture(all, make_folder, remove_folder);
	tcase_add_test(all, the_first_transaction_goes_into_the_file);
	tcase_add_test(all, a_first_transaction_that_is_taken_back_leaves_nothing);
	suite_add_tcase(suite, all);
	return suite;
}
