/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/chain.h"
#include "core/store/database.h"

/* Events of three transactions, one of which was rolled back in parts. */
static void fill(void)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	guint number = 0;

	for (guint batch = 0; batch < 2; batch++) {
		ck_assert(rebound_store_begin(store, NULL));
		for (guint i = 0; i < 10; i++) {
			g_autofree char *address = g_strdup_printf("user%u@example.org", number);
			struct rebound_event event = make_event(run, address, number++, NOON);

			event.record = (const guint8 *)"a record of ten";
			event.record_len = i;
			event.reply = i % 2 == 0 ? 550 : 0;
			add_event(store, &event, TRUE);
		}
		ck_assert(rebound_store_commit(store, NULL));
	}
	struct rebound_event alone = make_event(run, "alone@example.org", 77, NOON);
	add_event(store, &alone, TRUE);
}

static void append_line(const char *line, void *data)
{
	g_string_append_printf(data, "%s\n", line);
}

static char *verify(gint64 *links)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_READ);
	g_autoptr(GString) text = g_string_new(NULL);
	guint8 head[REBOUND_CHAIN_BYTES];

	ck_assert(rebound_chain_verify(store, append_line, text, links, head, NULL));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

START_TEST(what_is_written_is_covered)
{
	gint64 links;

	fill();
	g_autofree char *text = verify(&links);
	ck_assert_str_eq(text, "");
	ck_assert_int_eq(links, 3);
}
END_TEST

START_TEST(what_is_rolled_back_is_not_covered)
{
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
		struct rebound_event first = make_event(run, "a@example.org", 1, NOON);
		struct rebound_event second = make_event(run, "b@example.org", 2, NOON);
		struct rebound_event third = make_event(run, "c@example.org", 3, NOON);

		ck_assert(rebound_store_begin(store, NULL));
		add_event(store, &first, TRUE);
		{
			g_auto(rebound_scope) scope = {0};

			ck_assert(rebound_scope_begin(&scope, store, NULL));
			add_event(store, &second, TRUE);
		}
		add_event(store, &third, TRUE);
		ck_assert(rebound_store_commit(store, NULL));
		ck_assert(rebound_store_begin(store, NULL));
		second.run = run;
		add_event(store, &second, TRUE);
		rebound_store_rollback(store);
	}
	gint64 links;
	g_autofree char *text = verify(&links);
	ck_assert_str_eq(text, "");
	ck_assert_int_eq(links, 1);
	check_answer("SELECT first || '-' || last || ' ' || count FROM links", "1-2 2");
}
END_TEST

/* What somebody does with another program, and what is said about it. */
static const struct {
	const char *sql, *says;
} tampering[] = {
	{"DROP TRIGGER events_erase_only; UPDATE events SET address = 'eve@example.org' WHERE id = "
	 "3",
		"events 1 to 10 are not as they were written"},
	{"DROP TRIGGER events_no_update; UPDATE events SET confidence = 0.1 WHERE id = 12",
		"events 11 to 20 are not as they were written"},
	{"DROP TRIGGER events_erase_only; UPDATE events SET record = NULL WHERE id = 1",
		"events 1 to 10 are not as they were written"},
	{"DROP TRIGGER events_no_delete; DELETE FROM events WHERE id = 5",
		"of events 1 to 10 there are 9, and 10 were written"},
	{"DROP TRIGGER events_no_delete; DELETE FROM events WHERE id > 10 AND id <= 20",
		"of events 11 to 20 there are 0, and 10 were written"},
	{"INSERT INTO events (run, key, message_hash, kind, trust, confidence, time, seen, nested)"
	 " VALUES (1, randomblob(32), zeroblob(32), 'failure', 'none', 1, 1, 1, 0)",
		"1 events were written past the chain"},
	{"DROP TRIGGER links_no_delete; DELETE FROM links WHERE id = 2",
		"link 2 of the chain is gone"},
	{"DROP TRIGGER links_no_update; UPDATE links SET last = 11 WHERE id = 1",
		"link 1 of the chain was changed"},
	{"DROP TRIGGER links_no_update; UPDATE links SET digest = zeroblob(32) WHERE id = 1",
		"link 1 of the chain was changed"},
	{"DROP TRIGGER events_no_delete; DELETE FROM events WHERE id <= 10;"
	 "INSERT INTO pruned VALUES (2, 1)",
		"of events 1 to 10 there are 0, and 10 were written"},
};

static void run_sql(const char *sql)
{
	sqlite3 *database;
	char *problem = NULL;

	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_exec(database, sql, NULL, NULL, &problem);
	ck_assert_msg(problem == NULL, "%s: %s", sql, problem);
	sqlite3_close(database);
}

START_TEST(tampering_shows)
{
	gint64 links;

	fill();
	run_sql(tampering[_i].sql);
	g_autofree char *text = verify(&links);
	ck_assert_msg(
		strstr(text, tampering[_i].says) != NULL, "%s: said '%s'", tampering[_i].sql, text);
}
END_TEST

/* The triggers of the database refuse the same. */
static const char *const refused[] = {
	"UPDATE events SET address = 'eve@example.org'",
	"UPDATE events SET address = NULL, text = NULL",
	"UPDATE events SET reason = NULL",
	"UPDATE events SET undone = NULL",
	"DELETE FROM events",
	"INSERT OR REPLACE INTO events SELECT * FROM events",
	"UPDATE links SET count = 1",
	"DELETE FROM links",
	"INSERT INTO erasing VALUES (1, 5); UPDATE events SET text = NULL",
	"INSERT INTO erasing VALUES (1, 5); DELETE FROM events",
	"INSERT INTO erasing VALUES (1, 5); INSERT INTO erased VALUES (1, zeroblob(32), 5);"
	"UPDATE events SET text = 'other' WHERE id = 1",
	"INSERT INTO erasing VALUES (1, 5); INSERT INTO erased VALUES (1, zeroblob(32), 4);"
	"UPDATE events SET text = NULL WHERE id = 1",
	"INSERT INTO erased VALUES (1, zeroblob(32), 5); DELETE FROM erased",
	"INSERT INTO changes VALUES (1, 1, 'undo', NULL, NULL, NULL, NULL, 0, zeroblob(32));"
	"UPDATE changes SET why = 'x'",
	"INSERT INTO changes VALUES (1, 1, 'undo', NULL, NULL, NULL, NULL, 0, zeroblob(32));"
	"DELETE FROM changes",
};

START_TEST(triggers_refuse)
{
	sqlite3 *database;

	fill();
	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_exec(database, "PRAGMA recursive_triggers = ON; BEGIN", NULL, NULL, NULL);
	ck_assert_msg(sqlite3_exec(database, refused[_i], NULL, NULL, NULL) == SQLITE_CONSTRAINT,
		"%s is not refused", refused[_i]);
	sqlite3_close(database);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("chain");
	TCase *tcase = tcase_create("chain");

	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_test(tcase, what_is_written_is_covered);
	tcase_add_test(tcase, what_is_rolled_back_is_not_covered);
	tcase_add_loop_test(tcase, tampering_shows, 0, G_N_ELEMENTS(tampering));
	tcase_add_loop_test(tcase, triggers_refuse, 0, G_N_ELEMENTS(refused));
	suite_add_tcase(suite, tcase);
	return suite;
}
