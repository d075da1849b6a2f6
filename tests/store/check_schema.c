/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/chain.h"
#include "core/store/schema.h"
#include "core/store/undo.h"

/*
 * Databases of every earlier version. The first is kept as text, as its program wrote it; a later
 * one is the first with the steps up to it.
 */

static sqlite3 *open_file(void)
{
	sqlite3 *database;

	ck_assert_int_eq(
		sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
		SQLITE_OK);
	return database;
}

static void run_sql(sqlite3 *database, const char *sql)
{
	char *problem = NULL;

	sqlite3_exec(database, sql, NULL, NULL, &problem);
	ck_assert_msg(problem == NULL, "%s", problem);
}

static void make_version(guint version)
{
	g_autofree char *text = NULL;
	sqlite3 *database = open_file();

	ck_assert(g_file_get_contents(
		REBOUND_SOURCE_DIR "/tests/store/schema_1.sql", &text, NULL, NULL));
	run_sql(database, text);
	for (guint step = 2; step <= version; step++)
		run_sql(database, rebound_schema_step(step));
	g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %u", version);
	run_sql(database, mark);
	sqlite3_close(database);
}

/* What a statement gives, all rows and columns. */
static char *read_all(const char *file, const char *sql)
{
	g_autoptr(GString) text = g_string_new(NULL);
	sqlite3 *database;
	sqlite3_stmt *statement;

	ck_assert_int_eq(sqlite3_open_v2(file, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	ck_assert_msg(sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK, "%s",
		sqlite3_errmsg(database));
	while (sqlite3_step(statement) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			g_string_append_printf(
				text, "%s|", (const char *)sqlite3_column_text(statement, i));
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void refuse_line(const char *line, void *data)
{
	ck_abort_msg("%s", line);
}

static void check_is_new(void)
{
	static const char names[] = "SELECT type, name, tbl_name FROM sqlite_schema"
				    " ORDER BY type, name";
	static const char columns[] =
		"SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk"
		" FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
		" WHERE m.type = 'table' ORDER BY m.name, c.cid";
	g_autofree char *other = g_build_filename(folder, "new.db", NULL);

	rebound_store_free(rebound_store_open(other, REBOUND_STORE_WRITE, NULL));
	g_autofree char *expected = read_all(other, names), *got = read_all(path, names);
	ck_assert_str_eq(got, expected);
	g_autofree char *new_columns = read_all(other, columns);
	g_autofree char *old_columns = read_all(path, columns);
	ck_assert_str_eq(old_columns, new_columns);
	check_answer("PRAGMA user_version", G_STRINGIFY(REBOUND_SCHEMA_VERSION));
	check_answer("PRAGMA integrity_check", "ok");
	check_answer("SELECT count(*) FROM pragma_foreign_key_check", "0");
}

/* What lies in a database, without the spaces in which texts of the same meaning differ. */
static char *read_schema(const char *file)
{
	return read_all(file,
		"SELECT type, name, tbl_name, replace(replace(replace(ifnull(sql, ''), ' ', ''),"
		" char(9), ''), char(10), '') FROM sqlite_schema ORDER BY type, name");
}

/* What is new is made at once, and not by the steps. */
START_TEST(the_newest_is_what_the_steps_make)
{
	g_autofree char *other = g_build_filename(folder, "new.db", NULL);
	sqlite3 *database = open_file();

	for (guint step = 1; step <= REBOUND_SCHEMA_VERSION; step++)
		run_sql(database, rebound_schema_step(step));
	sqlite3_close(database);
	rebound_store_free(rebound_store_open(other, REBOUND_STORE_WRITE, NULL));
	g_autofree char *stepped = read_schema(path), *newest = read_schema(other);
	ck_assert_str_eq(newest, stepped);
	g_autofree char *expected = read_all(path, "SELECT * FROM revision");
	g_autofree char *got = read_all(other, "SELECT * FROM revision");
	ck_assert_str_eq(got, expected);
}
END_TEST

/* All rows, by the columns of the first schema. */
#define ROWS                                                                                       \
	"SELECT id, command, started, ended, undone FROM runs;"                                    \
	"SELECT id, hex(hash), run, kind, time, undone FROM messages;"                             \
	"SELECT id, run, hex(key), address, reason, time, text, hex(record), undone FROM events;"  \
	"SELECT id, address, state, cause, why, event, run, since, until, ended, ended_by,"        \
	" replaced_by, state_before, undone FROM suppressions;"                                    \
	"SELECT id, address, state, step, due, event, run, replaced_by, cancelled_for FROM "       \
	"retries"

static char *read_rows(void)
{
	g_auto(GStrv) parts = g_strsplit(ROWS, ";", -1);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; parts[i] != NULL; i++) {
		g_autofree char *rows = read_all(path, parts[i]);
		g_string_append(text, rows);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static const enum rebound_store_mode modes[] = {
	REBOUND_STORE_WRITE, REBOUND_STORE_CHANGE, REBOUND_STORE_READ};

START_TEST(an_earlier_version_is_brought_up_to_date)
{
	guint version = 1 + (guint)_i / G_N_ELEMENTS(modes);
	enum rebound_store_mode mode = modes[(guint)_i % G_N_ELEMENTS(modes)];
	guint8 head[REBOUND_CHAIN_BYTES];
	gint64 links;

	make_version(version);
	g_autofree char *before = read_rows();
	{
		g_autoptr(rebound_store) store = open_store(mode);

		check_states(store, NOON,
			"ann@quay.example:active cyd@pier.example:active "
			"hand@island.example:active");
		if (version < 3) { /* there was no chain */
			ck_assert(
				rebound_chain_verify(store, refuse_line, NULL, &links, head, NULL));
			ck_assert_int_eq(links, 1);
		}
	}
	check_is_new();
	g_autofree char *after = read_rows();
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(a_copy_leaves_an_earlier_version_alone)
{
	make_version(1);
	rebound_store_free(open_store(REBOUND_STORE_MEMORY));
	check_answer("PRAGMA user_version", "1");
}
END_TEST

/* What stood before the migration comes back after it. */
START_TEST(an_earlier_run_can_be_undone)
{
	struct rebound_undo_filter filter = {.run = 2};
	struct rebound_undo_order order = {.why = "a test", .now = NOON};
	struct rebound_undo undone;

	make_version(1);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_CHANGE);
	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	check_states(store, NOON, "ann@quay.example:proposed hand@island.example:active");
}
END_TEST

/* The version that converts keys; from it on they are as they should be. */
#define KEYS_CONVERTED 16

/* Keys of before A-labels and in quotes: converted, and what turns out to be one address stands
 * once. */
START_TEST(earlier_keys_are_converted)
{
	make_version(1 + (guint)_i);
	sqlite3 *database = open_file();
	run_sql(database,
		"INSERT INTO suppressions (id, address, address_key, domain, state, cause,"
		" trust, since) VALUES"
		" (901, 'a@b\u00FCcher.example', 'a@b\u00FCcher.example', 'b\u00FCcher.example',"
		"  'proposed', 'manual', 'none', 5),"
		" (902, 'a@xn--bcher-kva.example', 'a@xn--bcher-kva.example',"
		"  'xn--bcher-kva.example', 'active', 'manual', 'none', 7),"
		" (903, 'gr\u00FCn@\u00FC.example', 'gr\u00FCn@\u00FC.example',"
		"  '\u00FC.example', 'active', 'manual', 'none', 9),"
		" (904, 'gr\u00FCn@x.example', 'gr\u00FCn@x.example', 'x.example', 'held',"
		"  'manual', 'none', 9),"
		" (905, '\"a..b\"@x.example', '\"a..b\"@x.example', 'x.example', 'active',"
		"  'manual', 'none', 9),"
		" (906, '\"a b\"@x.example', '\"a b\"@x.example', 'x.example', 'active',"
		"  'manual', 'none', 9);"
		"INSERT INTO retries (id, address, address_key, domain, state, step, due)"
		" VALUES (901, 'a@\u00FC.example', 'a@\u00FC.example', '\u00FC.example',"
		"  'scheduled', 1, 9), (902, 'a@xn--tda.example', 'a@xn--tda.example',"
		"  'xn--tda.example', 'scheduled', 1, 9)");
	sqlite3_close(database);
	rebound_store_free(open_store(REBOUND_STORE_CHANGE));
	g_autofree char *keys = read_all(path,
		"SELECT id, address_key, domain, state, ifnull(replaced_by, 0), ifnull(ended, 0)"
		" FROM suppressions WHERE id > 900 ORDER BY id");
	ck_assert_str_eq(keys, "901|a@xn--bcher-kva.example|xn--bcher-kva.example|ended|902|7|"
			       "902|a@xn--bcher-kva.example|xn--bcher-kva.example|active|0|0|"
			       "903|gr\u00FCn@xn--tda.example|xn--tda.example|active|0|0|"
			       "904|gr\u00FCn@x.example|x.example|held|0|0|"
			       "905|a..b@x.example|x.example|active|0|0|"
			       "906|\"a b\"@x.example|x.example|active|0|0|");
	g_autofree char *retries =
		read_all(path, "SELECT address_key, state FROM retries WHERE id > 900 ORDER BY id");
	ck_assert_str_eq(retries, "a@\u00FC.example|cancelled|a@xn--tda.example|scheduled|");
	check_is_new();
}
END_TEST

/* What the rows of a migrated file must be, and what they bring along. */
START_TEST(rows_are_held_to_their_words)
{
	static const guint versions[] = {1, REBOUND_SCHEMA_VERSION - 1, REBOUND_SCHEMA_VERSION};
	static const char *const wrong[] = {
		"UPDATE suppressions SET state = 'gone'",
		"UPDATE suppressions SET state = 'ended'",
		"UPDATE suppressions SET ended_by = 'nobody'",
		"UPDATE retries SET state = 'gone'",
	};
	gint64 last;

	make_version(versions[_i]);
	rebound_store_free(open_store(REBOUND_STORE_WRITE));
	sqlite3 *database = open_file();
	run_sql(database, "INSERT INTO retries (address, address_key, domain, state, step, due)"
			  " VALUES ('a@b.example', 'a@b.example', 'b.example', 'over', 1, 1);"
			  "UPDATE suppressions SET state = 'held' WHERE ended IS NULL;"
			  "UPDATE suppressions SET state = 'active' WHERE ended IS NULL");
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++)
		ck_assert_msg(
			sqlite3_exec(database, wrong[i], NULL, NULL, NULL) == SQLITE_CONSTRAINT,
			"%s", wrong[i]);
	sqlite3_close(database);
	/* A new row has the next revision, whether it brings it along or not. */
	g_autofree char *text = ask(path, "SELECT last FROM revision");
	last = g_ascii_strtoll(text, NULL, 10);
	ck_assert_int_gt(last, 0);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	suppress(store, 0, "new@isle.example", REBOUND_STATE_ACTIVE, 0, NOON);
	database = open_file();
	run_sql(database, "INSERT INTO suppressions (address, address_key, domain, state, cause,"
			  " trust, since) VALUES ('n@isle.example', 'n@isle.example',"
			  " 'isle.example', 'active', 'manual', 'none', 5)");
	sqlite3_close(database);
	g_autofree char *revisions = read_all(path,
		"SELECT revision FROM suppressions WHERE domain = 'isle.example' OR address ="
		" 'new@isle.example' UNION ALL SELECT last FROM revision ORDER BY 1");
	g_autofree char *expected =
		g_strdup_printf("%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|",
			last + 1, last + 2, last + 2);
	ck_assert_str_eq(revisions, expected);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("schema");
	TCase *tcase = tcase_create("schema");

	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_loop_test(tcase, an_earlier_version_is_brought_up_to_date, 0,
		(REBOUND_SCHEMA_VERSION - 1) * G_N_ELEMENTS(modes));
	tcase_add_test(tcase, the_newest_is_what_the_steps_make);
	tcase_add_loop_test(tcase, rows_are_held_to_their_words, 0, 3);
	tcase_add_loop_test(tcase, earlier_keys_are_converted, 0, KEYS_CONVERTED - 1);
	tcase_add_test(tcase, a_copy_leaves_an_earlier_version_alone);
	tcase_add_test(tcase, an_earlier_run_can_be_undone);
	suite_add_tcase(suite, tcase);
	return suite;
}
