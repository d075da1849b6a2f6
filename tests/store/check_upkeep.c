/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/report/record.h"
#include "core/store/suppression_set.h"
#include "core/store/undo.h"
#include "core/store/upkeep.h"

#define OLD (NOON - 500 * DAY)

static void fill_hash(guint8 hash[32], guint number)
{
	memset(hash, 0, 32);
	memcpy(hash, &number, sizeof(number));
}

static GByteArray *make_record(const char *address)
{
	g_autofree char *text =
		g_strdup_printf("<%s>: there is nobody of this name, and never was", address);
	struct rebound_recipient one = {.address = address, .text = text};
	struct rebound_report report = {.source = "box", .recipients = &one, .recipient_count = 1};
	GByteArray *record = g_byte_array_new();

	rebound_record_write(&report, record);
	return record;
}

/* An event of a message of its own; suppresses where a state is given. */
static gint64 bounce(struct rebound_store *store, gint64 run, const char *address, guint number,
	gint64 time, enum rebound_state state)
{
	struct rebound_event event = make_event(run, address, number, time);
	g_autofree char *text = g_strdup_printf("550 5.1.1 <%s>: User unknown", address);
	g_autoptr(GByteArray) record = make_record(address);
	g_autofree char *source = g_strdup_printf("/mail/%s/new", address);
	struct rebound_suppression row = {.address = address,
		.address_key = address,
		.domain = "example.org",
		.state = state,
		.reason = REBOUND_REASON_MAILBOX_UNKNOWN,
		.cause = "mailbox_unknown",
		.why = text,
		.run = run};
	gboolean added;

	fill_hash(event.message_hash, number);
	event.text = event.evidence = event.decision_why = text;
	event.source = source;
	event.record = record->data;
	event.record_len = record->len;
	ck_assert(rebound_store_add_message(store, event.message_hash, run, REBOUND_KIND_FAILURE,
		time, source, number, &added, NULL));
	add_event(store, &event, TRUE);
	row.event = event.id;
	if (state != REBOUND_STATE_COUNT)
		ck_assert(rebound_store_suppress(store, &row, time, NULL, NULL));
	return event.id;
}

static void fill(void)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", OLD, NULL);

	ck_assert(rebound_store_begin(store, NULL));
	bounce(store, run, "ann@example.org", 1, OLD, REBOUND_STATE_PROPOSED);
	bounce(store, run, "bob@example.org", 2, OLD, REBOUND_STATE_COUNT);
	ck_assert(rebound_store_commit(store, NULL));
	ck_assert(rebound_store_begin(store, NULL));
	bounce(store, run, "cyd@example.org", 3, OLD + 1, REBOUND_STATE_COUNT);
	bounce(store, run, "bob@example.org", 4, OLD + DAY, REBOUND_STATE_COUNT);
	ck_assert(rebound_store_commit(store, NULL));
	ck_assert(rebound_store_begin(store, NULL));
	bounce(store, run, "ann@example.org", 5, NOON, REBOUND_STATE_ACTIVE);
	bounce(store, run, "joann@example.org", 6, NOON, REBOUND_STATE_ACTIVE);
	bounce(store, run, "cyd@example.org", 7, NOON, REBOUND_STATE_COUNT);
	ck_assert(rebound_store_commit(store, NULL));
}

/* ---- check ---- */

static void append_problem(const char *problem, const char *help, void *data)
{
	ck_assert_ptr_nonnull(help);
	g_string_append_printf(data, "%s\n", problem);
}

static void check_database(const char *file, const char *expected)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	struct rebound_check check;
	g_autoptr(rebound_store) store = rebound_store_open(file, REBOUND_STORE_CHECK, &error);

	if (store == NULL || !rebound_store_check(store, append_problem, text, &check, &error))
		g_string_append(text, error->message);
	else
		ck_assert_int_eq(check.problems > 0, text->len > 0);
	if (expected == NULL)
		ck_assert_str_eq(text->str, "");
	else
		ck_assert_msg(strstr(text->str, expected) != NULL, "said: %s", text->str);
}

static void run_sql(const char *sql)
{
	sqlite3 *database;
	char *problem = NULL;

	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_exec(database, sql, NULL, NULL, &problem);
	ck_assert_msg(problem == NULL, "%s: %s", sql, problem);
	sqlite3_close(database);
}

static const struct {
	const char *sql, *says;
} wrong[] = {
	{"SELECT 1", NULL},
	{"DROP INDEX suppressions_standing; INSERT INTO suppressions (address, address_key, domain,"
	 " state, cause, trust, since) VALUES ('ann@example.org', 'ann@example.org', 'example.org',"
	 " 'active', 'x', 'none', 1)",
		"1 addresses have more than one suppression that stands"},
	{"DROP INDEX suppressions_standing", "the index suppressions_standing is missing"},
	{"DROP TRIGGER links_no_delete", "the trigger links_no_delete is missing"},
	{"DROP TRIGGER links_no_delete; CREATE TRIGGER links_no_delete BEFORE DELETE ON links"
	 " BEGIN SELECT 1; END",
		"the trigger links_no_delete is another than it should be"},
	{"CREATE TRIGGER quiet AFTER INSERT ON suppressions BEGIN DELETE FROM suppressions"
	 " WHERE address = 'eve@example.org'; END",
		"the trigger quiet was added"},
	{"CREATE INDEX mine ON events (rule); CREATE TABLE notes (text TEXT)", NULL},
	{"PRAGMA foreign_keys = OFF; UPDATE suppressions SET run = 99 WHERE id = 1",
		"1 rows of suppressions refer to rows of runs that are gone"},
	{"UPDATE events SET undone = 5 WHERE id = 1",
		"1 suppressions rest on an event that was taken back"},
	{"UPDATE events SET undone = 5 WHERE id = 2",
		"1 events do not count, and nobody took them back"},
	{"UPDATE runs SET undone = 5 WHERE id = 1",
		"7 events count though their run was taken back"},
	{"UPDATE messages SET undone = 5 WHERE id = 1", "1 events are of no message"},
	{"INSERT INTO erasing VALUES (1, 1)", "1 the door for erasing events stands open"},
	{"DROP TRIGGER events_erase_only; UPDATE events SET address = 'x@example.org' WHERE id = 1",
		"events 1 to 2 are not as they were written"},
};

START_TEST(what_is_wrong_is_said)
{
	fill();
	run_sql(wrong[_i].sql);
	check_database(path, wrong[_i].says);
}
END_TEST

START_TEST(marks_of_an_undo_are_checked)
{
	struct rebound_undo_filter filter = {.event = 2};
	struct rebound_undo_order order = {.now = NOON};
	struct rebound_undo undone;

	fill();
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_CHANGE);
		ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	}
	check_database(path, NULL);
	run_sql("UPDATE events SET undone = 5, undo = 1 WHERE id = 4");
	check_database(path, "change 1 (undo) is of 1 events, and 2 bear its mark");
}
END_TEST

START_TEST(a_damaged_page_is_said)
{
	g_autofree char *bytes = NULL;
	gsize len;

	fill();
	ck_assert(g_file_get_contents(path, &bytes, &len, NULL));
	memset(bytes + len - 2 * 4096, 0x5a, 4096);
	ck_assert(g_file_set_contents(path, bytes, (gssize)len, NULL));
	check_database(path, "is damaged");
}
END_TEST

/* ---- backup ---- */

START_TEST(a_backup_is_whole_while_others_write)
{
	g_autofree char *copy = g_build_filename(folder, "copy.db", NULL);
	g_autoptr(GError) error = NULL;
	gint64 size = 0;
	struct stat info;

	fill();
	g_autofree char *before = dump(path);
	g_autoptr(rebound_store) writer = open_store(REBOUND_STORE_CHANGE);
	gint64 run = rebound_store_start_run(writer, "process", NOON, NULL);
	ck_assert(rebound_store_begin(writer, NULL));
	bounce(writer, run, "dan@example.org", 9, NOON, REBOUND_STATE_ACTIVE);
	g_autoptr(rebound_store) reader = open_store(REBOUND_STORE_READ);
	ck_assert(rebound_store_backup(reader, copy, &size, NULL));
	ck_assert(rebound_store_commit(writer, NULL));
	g_autofree char *after = dump(copy);
	ck_assert_str_eq(before, after);
	ck_assert_int_eq(stat(copy, &info), 0);
	ck_assert_int_eq(info.st_size, size);
	check_database(copy, NULL);
	ck_assert(!rebound_store_backup(reader, copy, &size, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "is there already"));
	g_clear_error(&error);
	ck_assert(!rebound_store_backup(reader, "/nowhere/copy.db", &size, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_OUTPUT));
	/* Nothing else lies beside it. */
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;
	while ((name = g_dir_read_name(dir)) != NULL)
		ck_assert_msg(g_str_has_prefix(name, "rebound.db") || strcmp(name, "copy.db") == 0,
			"%s", name);
	g_dir_close(dir);
}
END_TEST

/* Another process writes without a pause: each copy is one moment, with as many messages as events.
 */
START_TEST(backups_of_a_busy_database)
{
	guint rounds = g_getenv("REBOUND_LONG") != NULL ? 100 : 3;

	fill();
	pid_t child = fork();
	if (child == 0) {
		struct rebound_store *store = rebound_store_open(path, REBOUND_STORE_CHANGE, NULL);
		gint64 run = rebound_store_start_run(store, "process", NOON, NULL);

		for (guint i = 100;; i++) {
			g_autofree char *address = g_strdup_printf("u%u@example.org", i);

			if (!rebound_store_begin(store, NULL))
				_exit(1);
			bounce(store, run, address, i, NOON, REBOUND_STATE_ACTIVE);
			if (!rebound_store_commit(store, NULL))
				_exit(1);
			/* Else each copy is larger than the last, and takes longer, and so on. */
			g_usleep(4000);
		}
	}
	for (guint i = 0; i < rounds; i++) {
		g_autofree char *name = g_strdup_printf("copy%u.db", i);
		g_autofree char *copy = g_build_filename(folder, name, NULL);
		g_autoptr(rebound_store) reader = open_store(REBOUND_STORE_READ);
		gint64 size;

		ck_assert(rebound_store_backup(reader, copy, &size, NULL));
		check_database(copy, NULL);
		g_autofree char *same = ask(copy, "SELECT (SELECT count(*) FROM events)"
						  " = (SELECT count(*) FROM messages)");
		ck_assert_str_eq(same, "1");
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}
END_TEST

/* ---- prune ---- */

static struct rebound_prune prune(gboolean dry_run)
{
	struct rebound_upkeep_order order = {
		.dry_run = dry_run, .who = "ann", .why = "the law", .now = NOON};
	g_autoptr(rebound_store) store =
		open_store(dry_run ? REBOUND_STORE_MEMORY : REBOUND_STORE_CHANGE);
	g_autoptr(GError) error = NULL;
	struct rebound_prune pruned;

	ck_assert_msg(rebound_store_prune(store, NOON - 400 * DAY, &order, &pruned, &error), "%s",
		error != NULL ? error->message : "");
	return pruned;
}

START_TEST(old_events_go_and_evidence_stays)
{
	fill();
	g_autofree char *before = dump(path);
	struct rebound_prune said = prune(TRUE);
	g_autofree char *after = dump(path);
	ck_assert_str_eq(before, after);
	struct rebound_prune done = prune(FALSE);
	ck_assert_int_eq(said.events, done.events);
	ck_assert_int_eq(said.messages, done.messages);
	ck_assert_int_eq(said.kept, done.kept);
	/* Of ann@ the old one stays, since her suppression rests on it. */
	ck_assert_int_eq(done.events, 3);
	ck_assert_int_eq(done.kept, 1);
	check_answer("SELECT group_concat(id) FROM events", "1,5,6,7");
	check_answer("SELECT group_concat(event) FROM erased", "2");
	check_answer("SELECT group_concat(link) FROM pruned", "2");
	check_answer("SELECT count(*) FROM messages WHERE source IS NULL", "4");
	check_database(path, NULL);
	/* Again: there is nothing to do, and nothing is written. */
	struct rebound_prune again = prune(FALSE);
	ck_assert_int_eq(again.change, 0);
	check_answer("SELECT count(*) FROM changes", "1");
}
END_TEST

START_TEST(pruned_messages_are_not_processed_again)
{
	guint8 hash[32];
	gboolean seen;

	fill();
	prune(FALSE);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_READ);
	for (guint i = 1; i <= 7; i++) {
		fill_hash(hash, i);
		ck_assert(rebound_store_has_message(store, hash, &seen, NULL));
		ck_assert(seen);
	}
}
END_TEST

/* What an undo needs stays as well. */
START_TEST(an_undo_after_a_prune_is_whole)
{
	struct rebound_undo_filter filter = {.event = 5};
	struct rebound_undo_order order = {.now = NOON};
	struct rebound_undo undone;

	fill();
	prune(FALSE);
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_CHANGE);
		ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
		check_states(store, NOON, "ann@example.org:proposed joann@example.org:active");
	}
	check_database(path, NULL);
}
END_TEST

START_TEST(tampering_after_a_prune_shows)
{
	fill();
	prune(FALSE);
	run_sql("DROP TRIGGER events_no_delete; DELETE FROM events WHERE id = 7");
	check_database(path, "of events 5 to 7 there are 2, and 3 were written");
}
END_TEST

/* ---- forget ---- */

static struct rebound_forget forget(const char *address)
{
	struct rebound_upkeep_order order = {
		.who = "ann", .why = "a letter from ann@example.org", .now = NOON};
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_CHANGE);
	g_autoptr(GError) error = NULL;
	struct rebound_forget forgotten;

	ck_assert_msg(rebound_store_forget(store, address, &order, &forgotten, &error), "%s",
		error != NULL ? error->message : "");
	return forgotten;
}

/* How often words lie in the bytes of the file and its log, in any case. */
static guint count_in_files(const char *words)
{
	static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
	guint count = 0;

	for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *name = g_strconcat(path, suffixes[i], NULL);
		g_autofree char *bytes = NULL;
		gsize len = 0;

		if (!g_file_get_contents(name, &bytes, &len, NULL))
			continue;
		for (gsize at = 0; at + strlen(words) <= len; at++)
			count += g_ascii_strncasecmp(bytes + at, words, strlen(words)) == 0;
	}
	return count;
}

/* Every place that can name somebody. */
static void name_everywhere(void)
{
	static const char quarantined[] = "To: Ann@Example.org\n\nhello";
	struct rebound_retry retry = {.address = "ANN@example.org",
		.address_key = "ann@example.org",
		.domain = "example.org",
		.original_id = "m1",
		.step = 1,
		.due = NOON,
		.why = "ann@example.org is full"};
	struct rebound_slowdown slowdown = {.domain = "example.org",
		.interval = 60,
		.until = NOON + DAY,
		.why = "451 slow down, ann@example.org"};
	guint8 hash[32] = {77};
	gboolean added;
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_CHANGE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);

	struct rebound_event event = make_event(run, "dan@example.org", 50, NOON);
	event.text = "forwarded from <Ann@example.org>: unknown";
	event.source = "/mail/bounces+ann=example.org@lists.example.com";
	fill_hash(event.message_hash, 50);
	ck_assert(rebound_store_add_message(store, event.message_hash, run, REBOUND_KIND_FAILURE,
		NOON, event.source, 0, &added, NULL));
	add_event(store, &event, TRUE);
	retry.event = slowdown.event = event.id;
	retry.run = slowdown.run = run;
	ck_assert(rebound_store_retry(store, &retry, NULL));
	ck_assert(rebound_store_slow(store, &slowdown, NULL));
	ck_assert(rebound_store_quarantine(store, hash, "box", 0, "took too long", quarantined,
		sizeof(quarantined), run, NOON, NULL));
	ck_assert(rebound_store_end_run(store, run, "last was ann@example.org", NOON, NULL));
}

START_TEST(nothing_names_who_was_forgotten)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_suppression found;

	fill();
	name_everywhere();
	/* One that was there before, and is gone from the rows. */
	run_sql("PRAGMA secure_delete = OFF; CREATE TABLE gone (text TEXT);"
		"INSERT INTO gone VALUES ('ann@example.org'); DELETE FROM gone; DROP TABLE gone");
	ck_assert_uint_gt(count_in_files("ann@example.org"), 10);
	struct rebound_forget forgotten = forget("Ann@EXAMPLE.org");
	ck_assert(forgotten.held);
	ck_assert(!forgotten.log_left);
	ck_assert_int_eq(forgotten.events, 3);
	/* Only hers: joann@example.org is another. */
	ck_assert_uint_eq(count_in_files("ann@example.org"), count_in_files("joann@example.org"));
	ck_assert_uint_gt(count_in_files("joann@example.org"), 3);
	ck_assert_uint_eq(count_in_files("ann=example.org"), 0);
	check_answer("SELECT address || ifnull(text, ' without text') FROM events WHERE id = 8",
		"dan@example.org without text");
	check_answer("SELECT group_concat(reason) FROM events WHERE address IS NULL",
		"mailbox_unknown,mailbox_unknown");
	check_answer("SELECT why FROM changes", "a letter from *@example.org");
	check_database(path, NULL);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_READ);
	ck_assert(rebound_store_find_suppression(
		store, "ann@example.org", NOON, arena, &found, NULL));
	ck_assert_int_eq(found.state, REBOUND_STATE_ACTIVE);
	ck_assert_str_eq(found.cause, "mailbox_unknown");
	check_states(store, NOON, "joann@example.org:active");
}
END_TEST

/* An event of another address, whose record names somebody. */
static gint64 add_record(
	struct rebound_store *store, gint64 run, guint number, const GByteArray *record)
{
	struct rebound_event event = make_event(run, "dan@example.org", number, NOON);

	event.record = record->data;
	event.record_len = record->len;
	add_event(store, &event, TRUE);
	return event.id;
}

/* A record that can't be read is erased wherever the letters of the address are in it. */
START_TEST(records_are_read_for_names)
{
	static const char damaged[] = "rbnd\3joann@example.org";
	g_autoptr(GByteArray) hers = make_record("ann@example.org");
	g_autoptr(GByteArray) another = make_record("joann@example.org");
	g_autoptr(GByteArray) unreadable = g_byte_array_new();

	g_byte_array_append(unreadable, (const guint8 *)damaged, sizeof(damaged) - 1);
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		gint64 run = rebound_store_start_run(store, "deliver", NOON, NULL);

		ck_assert_int_eq(add_record(store, run, 1, hers), 1);
		ck_assert_int_eq(add_record(store, run, 2, another), 2);
		ck_assert_int_eq(add_record(store, run, 3, unreadable), 3);
	}
	ck_assert_int_eq(forget("ann@example.org").events, 2);
	check_answer("SELECT group_concat(id) FROM events WHERE record IS NOT NULL", "2");
	check_database(path, NULL);
}
END_TEST

START_TEST(a_list_is_cleaned_of_who_was_forgotten)
{
	struct rebound_suppression_mark mark;

	fill();
	forget("ann@example.org");
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_READ);
	g_autoptr(rebound_suppression_set) set =
		rebound_suppression_set_load(store, NOON, NULL, NULL);
	ck_assert(rebound_suppression_set_find(set, "ann@example.org", 15, &mark));
	ck_assert_str_eq(mark.cause, "mailbox_unknown");
	ck_assert(rebound_suppression_set_find(set, "joann@example.org", 17, &mark));
	ck_assert(!rebound_suppression_set_find(set, "zoe@example.org", 15, &mark));
}
END_TEST

START_TEST(who_was_forgotten_can_be_let_in_again)
{
	struct rebound_suppression_filter filter = {
		.address_key = "ann@example.org", .state = REBOUND_STATE_COUNT};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_suppression found;

	fill();
	forget("ann@example.org");
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_CHANGE);
	ck_assert_int_eq(
		rebound_store_set_state(store, &filter, REBOUND_STATE_ENDED, "alive", NOON, NULL),
		1);
	ck_assert(!rebound_store_find_suppression(
		store, "ann@example.org", NOON, arena, &found, NULL));
	ck_assert_int_eq(
		rebound_store_set_state(store, &filter, REBOUND_STATE_ENDED, "alive", NOON, NULL),
		0);
}
END_TEST

START_TEST(nobody_is_forgotten_by_mistake)
{
	fill();
	g_autofree char *before = dump(path);
	struct rebound_forget forgotten = forget("nn@example.org");
	ck_assert_int_eq(forgotten.events + forgotten.rows + forgotten.change, 0);
	g_autofree char *after = dump(path);
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(what_was_forgotten_can_be_pruned)
{
	fill();
	forget("bob@example.org");
	forget("cyd@example.org");
	check_database(path, NULL);
	prune(FALSE);
	check_database(path, NULL);
	forget("ann@example.org");
	check_database(path, NULL);
}
END_TEST

/* A reader holds the log: that is said, and the next time it goes. */
START_TEST(a_reader_holds_the_log)
{
	fill();
	{
		g_autoptr(rebound_store) writer = open_store(REBOUND_STORE_CHANGE);
		gint64 run = rebound_store_start_run(writer, "process", NOON, NULL);

		bounce(writer, run, "ann@example.org", 60, NOON, REBOUND_STATE_COUNT);
		g_autoptr(rebound_store) reader = open_store(REBOUND_STORE_READ);
		ck_assert(rebound_store_begin(reader, NULL));
		check_states(reader, NOON, "ann@example.org:active joann@example.org:active");
		struct rebound_forget forgotten = forget("ann@example.org");
		ck_assert(forgotten.log_left);
	}
	struct rebound_forget again = forget("ann@example.org");
	ck_assert(!again.log_left);
	ck_assert_uint_eq(count_in_files("ann@example.org"), count_in_files("joann@example.org"));
}
END_TEST

/* Tables that somebody adds are not overlooked: each column of text is reached by some rule. */
START_TEST(every_table_is_reached)
{
	fill();
	run_sql("CREATE TABLE later (id INTEGER PRIMARY KEY, note TEXT NOT NULL, body BLOB);"
		"INSERT INTO later VALUES (1, 'ann@example.org', 'x'), (2, 'y', "
		"x'00616e6e406578616d"
		"706c652e6f726700');"
		"CREATE TABLE people (address TEXT, event INTEGER REFERENCES events (id));"
		"INSERT INTO people VALUES ('ann@example.org', 1), ('bob@example.org', 2)");
	forget("ann@example.org");
	check_answer(
		"SELECT group_concat(note || ifnull(body, ' gone'), ';') FROM later", "x;y gone");
	check_answer("SELECT group_concat(address) FROM people", "bob@example.org");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("upkeep");
	TCase *tcase = tcase_create("upkeep");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_loop_test(tcase, what_is_wrong_is_said, 0, G_N_ELEMENTS(wrong));
	tcase_add_test(tcase, marks_of_an_undo_are_checked);
	tcase_add_test(tcase, a_damaged_page_is_said);
	tcase_add_test(tcase, a_backup_is_whole_while_others_write);
	tcase_add_test(tcase, backups_of_a_busy_database);
	tcase_add_test(tcase, old_events_go_and_evidence_stays);
	tcase_add_test(tcase, pruned_messages_are_not_processed_again);
	tcase_add_test(tcase, an_undo_after_a_prune_is_whole);
	tcase_add_test(tcase, tampering_after_a_prune_shows);
	tcase_add_test(tcase, nothing_names_who_was_forgotten);
	tcase_add_test(tcase, records_are_read_for_names);
	tcase_add_test(tcase, a_list_is_cleaned_of_who_was_forgotten);
	tcase_add_test(tcase, who_was_forgotten_can_be_let_in_again);
	tcase_add_test(tcase, nobody_is_forgotten_by_mistake);
	tcase_add_test(tcase, what_was_forgotten_can_be_pruned);
	tcase_add_test(tcase, a_reader_holds_the_log);
	tcase_add_test(tcase, every_table_is_reached);
	suite_add_tcase(suite, tcase);
	return suite;
}
