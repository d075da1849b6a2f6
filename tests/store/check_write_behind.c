/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/write_behind.h"

/* How many of our descriptors are of the file behind a path with an ending. */
static guint count_open(const char *file, const char *ending)
{
	g_autofree char *wanted = g_strconcat(file, ending, NULL);
	g_autoptr(GDir) dir = g_dir_open("/proc/self/fd", 0, NULL);
	const char *name;
	guint count = 0;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *entry = g_build_filename("/proc/self/fd", name, NULL);
		g_autofree char *target = g_file_read_link(entry, NULL);
		count += g_strcmp0(target, wanted) == 0;
	}
	return count;
}

/* SQLite keeps its log beside the file that a link leads to; ours has to be the same one. */
START_TEST(the_log_is_found_behind_a_link)
{
	g_autofree char *real = g_build_filename(folder, "real.db", NULL);

	if (_i == 1)
		ck_assert_int_eq(symlink("real.db", path), 0);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	ck_assert(rebound_store_write_behind(store, NULL));
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	/* What goes into a new database first does without a log. */
	for (int i = 1; i <= 2; i++) {
		struct rebound_event event = make_event(run, "ann@example.org", i, NOON);

		ck_assert(rebound_store_begin(store, NULL));
		add_event(store, &event, TRUE);
		ck_assert(rebound_store_commit(store, NULL));
	}
	ck_assert(rebound_store_settle(store, NULL));
	ck_assert_uint_eq(count_open(_i == 1 ? real : path, "-wal"), 2);
}
END_TEST

/* The first transaction has no log, the second one has. One more descriptor of the database, once
 * closed, would drop SQLite's locks. */
START_TEST(the_disk_may_begin_before_a_transaction_ends)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	ck_assert(rebound_store_write_behind(store, NULL));
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	for (int i = 1; i <= 2; i++) {
		struct rebound_event event = make_event(run, "ann@example.org", i, NOON);

		ck_assert(rebound_store_begin(store, NULL));
		add_event(store, &event, TRUE);
		rebound_store_write_early(store);
		ck_assert_uint_eq(count_open(path, ""), 1);
		ck_assert(rebound_store_commit(store, NULL));
	}
	ck_assert(rebound_store_settle(store, NULL));
	check_answer("SELECT count(*) FROM events", "2");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("store/write_behind");
	TCase *all = tcase_create("all");

	tcase_add_checked_fixture(all, make_folder, remove_folder);
	tcase_add_loop_test(all, the_log_is_found_behind_a_link, 0, 2);
	tcase_add_test(all, the_disk_may_begin_before_a_transaction_ends);
	suite_add_tcase(suite, all);
	return suite;
}
