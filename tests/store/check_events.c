/* SPDX-License-Identifier: MIT */
#include "store_help.h"

START_TEST(the_same_event_is_added_once)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event event = make_event(run, "ann@example.org", 1, NOON);

	add_event(store, &event, TRUE);
	gint64 id = event.id;
	event.id = 0;
	event.source = "another/folder";
	add_event(store, &event, FALSE);
	ck_assert_int_eq(event.id, id);
	check_answer("SELECT count(*) FROM events", "1");
}
END_TEST

START_TEST(a_run_without_events_writes_no_row)
{
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
		struct rebound_event event = make_event(run, "ann@example.org", 1, NOON);
		guint8 hash[32] = {7};
		gboolean added;

		ck_assert_int_eq(run, 1);
		ck_assert_int_eq(rebound_store_run_number(store), 0);
		ck_assert(rebound_store_add_message(
			store, hash, run, REBOUND_KIND_FAILURE, NOON, "box", 0, &added, NULL));
		ck_assert(added);
		add_event(store, &event, TRUE);
		ck_assert_int_eq(rebound_store_run_number(store), 1);
		ck_assert(rebound_store_end_run(store, run, "1 message", NOON, NULL));
	}
	g_autofree char *before = dump(path);
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		gint64 run = rebound_store_start_run(store, "process", NOON + 1, NULL);
		struct rebound_event event = make_event(run, "ann@example.org", 1, NOON);
		guint8 hash[32] = {7};
		gboolean seen, added;

		ck_assert_int_eq(run, 2);
		ck_assert(rebound_store_begin(store, NULL));
		ck_assert(rebound_store_has_message(store, hash, &seen, NULL));
		ck_assert(seen);
		ck_assert(rebound_store_add_message(
			store, hash, run, REBOUND_KIND_FAILURE, NOON, "box", 0, &added, NULL));
		ck_assert(!added);
		add_event(store, &event, FALSE);
		ck_assert(rebound_store_commit(store, NULL));
		ck_assert(rebound_store_end_run(store, run, "nothing new", NOON + 2, NULL));
		ck_assert_int_eq(rebound_store_run_number(store), 0);
	}
	g_autofree char *after = dump(path);
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(a_rolled_back_run_is_written_again)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event event = make_event(run, "ann@example.org", 1, NOON);

	ck_assert(rebound_store_begin(store, NULL));
	add_event(store, &event, TRUE);
	rebound_store_rollback(store);
	ck_assert_int_eq(rebound_store_run_number(store), 0);
	event.run = run;
	add_event(store, &event, TRUE);
	check_answer("SELECT count(*) FROM runs", "1");
	check_answer("SELECT run FROM events", "1");
}
END_TEST

static const char *const forbidden[] = {
	"DELETE FROM events",
	"UPDATE events SET reason = 'unknown'",
	"UPDATE events SET time = 0",
	"UPDATE events SET record = x'00'",
	"UPDATE events SET decision = 'keep'",
	"UPDATE events SET undone = NULL",
	"UPDATE events SET key = zeroblob(32)",
	"UPDATE events SET lone = 0",
};

START_TEST(events_are_append_only)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_event event = make_event(
		rebound_store_start_run(store, "process", NOON, NULL), "ann@example.org", 1, NOON);

	add_event(store, &event, TRUE);
	g_autofree char *before = dump(path);
	g_autofree char *answer = ask(path, forbidden[_i]);
	g_autofree char *after = dump(path);
	ck_assert_str_eq(before, after);
	ck_assert_msg(
		strstr(answer, "append-only") != NULL || strstr(answer, "undone once") != NULL,
		"%s: %s", forbidden[_i], answer);
}
END_TEST

static gboolean compare_event(const struct rebound_event *event, void *data)
{
	const struct rebound_event *other = data;

	ck_assert_int_eq(event->id, other->id);
	ck_assert_mem_eq(event->key, other->key, 32);
	ck_assert_mem_eq(event->message_hash, other->message_hash, 32);
	ck_assert_str_eq(event->address, other->address);
	ck_assert_str_eq(event->domain, other->domain);
	ck_assert_int_eq(event->kind, other->kind);
	ck_assert_int_eq(event->reason, other->reason);
	ck_assert_int_eq(event->permanence, other->permanence);
	ck_assert_int_eq(event->advice, other->advice);
	ck_assert_int_eq(event->trust, other->trust);
	ck_assert_int_eq(event->time, other->time);
	ck_assert_int_eq(event->seen, other->seen);
	ck_assert_int_eq(event->reply, other->reply);
	ck_assert_str_eq(event->status, other->status);
	ck_assert_str_eq(event->original_id, other->original_id);
	ck_assert_str_eq(event->feedback_type, other->feedback_type);
	ck_assert_int_eq(event->nested, other->nested);
	ck_assert_str_eq(event->source, other->source);
	ck_assert_uint_eq(event->source_index, other->source_index);
	ck_assert_int_eq(event->retry_after, other->retry_after);
	ck_assert_uint_eq(event->record_len, other->record_len);
	ck_assert_mem_eq(event->record, other->record, other->record_len);
	ck_assert_str_eq(event->decision, other->decision);
	ck_assert_ptr_null(event->decision_why);
	ck_assert(event->confidence == other->confidence);
	return TRUE;
}

START_TEST(an_event_comes_back_whole)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event event = make_event(run, "ann@example.org", 77, NOON);
	static const guint8 record[] = {1, 0, 255, 0, 3};
	g_autoptr(GError) error = NULL;

	event.message_hash[31] = 9;
	event.reply = 550;
	event.status = "5.1.1";
	event.feedback_type = "abuse";
	event.nested = TRUE;
	event.source = "a b'c.mbox";
	event.source_index = 12345678901;
	event.retry_after = 600;
	event.trust = REBOUND_TRUST_SOURCE;
	event.record = record;
	event.record_len = sizeof(record);
	event.decision = "keep";
	add_event(store, &event, TRUE);
	ck_assert(rebound_store_event(store, event.id, compare_event, &event, &error));
	ck_assert(rebound_store_events(store, compare_event, &event, &error));
	ck_assert(!rebound_store_event(store, event.id + 1, compare_event, &event, &error));
	ck_assert_ptr_null(error);
}
END_TEST

static const char *const hostile[] = {
	"robert');DROP TABLE events;--@example.org",
	"\"a'b\"@example.org",
	"a\"@example.org",
	"x' OR '1'='1@example.org",
	"%s%n%d@example.org",
	"?1:a@b$c@example.org",
	"\xc3\xa9t\xc3\xa9@example.org",
	"--@example.org",
	"/*@example.org",
	"\\'; VACUUM; --@example.org",
};

static gboolean count_events(const struct rebound_event *event, void *data)
{
	(void)event;
	(*(guint *)data)++;
	return TRUE;
}

/* As many tables as a new database has. */
static void check_tables(void)
{
	static const char count[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
	g_autofree char *other = g_build_filename(folder, "new.db", NULL);

	rebound_store_free(rebound_store_open(other, REBOUND_STORE_WRITE, NULL));
	g_autofree char *expected = ask(other, count);
	check_answer(count, expected);
}

START_TEST(hostile_addresses_are_only_text)
{
	const char *address = hostile[_i];
	guint count = 0;
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		gint64 run = rebound_store_start_run(store, address, NOON, NULL);
		struct rebound_event event = make_event(run, address, 1, NOON);
		struct rebound_retry retry = {.address = address,
			.address_key = address,
			.domain = address,
			.original_id = address,
			.step = 1,
			.due = NOON,
			.run = run,
			.why = address};
		struct rebound_slowdown slowdown = {.domain = address,
			.interval = 1,
			.until = NOON + 1,
			.run = run,
			.why = address};

		event.text = event.original_id = event.source = event.rule = address;
		add_event(store, &event, TRUE);
		ck_assert(suppress(store, run, address, REBOUND_STATE_ACTIVE, 0, NOON));
		ck_assert(rebound_store_retry(store, &retry, NULL));
		ck_assert(rebound_store_slow(store, &slowdown, NULL));
		ck_assert(
			rebound_store_events_of(store, address, 0, 0, count_events, &count, NULL));
		ck_assert_uint_eq(count, 1);
		g_autofree char *expected = g_strdup_printf("%s:active", address);
		check_states(store, NOON, expected);
	}
	check_answer("PRAGMA integrity_check", "ok");
	check_tables();
}
END_TEST

START_TEST(fuzzed_addresses_are_only_text)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	static const char letters[] = "'\";-)(@%\\?:$*/ \tabAB=|`#\xc3\xa9";
	guint32 seed = 12345;

	ck_assert(rebound_store_begin(store, NULL));
	for (guint i = 0; i < 20000; i++) {
		char address[32];
		guint len = 1 + i % 30;

		for (guint k = 0; k < len; k++) {
			seed = seed * 1103515245 + 12345;
			address[k] = letters[(seed >> 16) % (sizeof(letters) - 1)];
		}
		address[len] = '\0';
		suppress(store, 0, address, REBOUND_STATE_ACTIVE, 0, NOON);
	}
	ck_assert(rebound_store_commit(store, NULL));
	check_answer("PRAGMA integrity_check", "ok");
	check_tables();
	check_answer("SELECT count(*) > 15000 FROM suppressions", "1");
}
END_TEST

static gboolean append_time(const struct rebound_event *event, void *data)
{
	g_string_append_printf(data, "%" G_GINT64_FORMAT " ", (event->time - NOON) / DAY);
	return TRUE;
}

START_TEST(events_of_an_address_come_newest_first)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	static const int days[] = {3, 1, 5, 2, 4};
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
		struct rebound_event event =
			make_event(run, "ann@example.org", i, NOON + days[i] * DAY);
		struct rebound_event other = make_event(run, "bob@example.org", 100 + i, NOON);

		add_event(store, &event, TRUE);
		add_event(store, &other, TRUE);
	}
	ck_assert(rebound_store_events_of(
		store, "ann@example.org", NOON + 2 * DAY, 0, append_time, text, NULL));
	ck_assert_str_eq(text->str, "5 4 3 2 ");
	g_string_truncate(text, 0);
	ck_assert(rebound_store_events_of(store, "ann@example.org", 0, 2, append_time, text, NULL));
	ck_assert_str_eq(text->str, "5 4 ");
}
END_TEST

/* A walk in whose calls the same walk is made. */
static gboolean walk_again(const struct rebound_event *event, void *data)
{
	guint count = 0;

	ck_assert(rebound_store_events_of(
		data, event->address_key, 0, 0, count_events, &count, NULL));
	ck_assert_uint_eq(count, 3);
	return TRUE;
}

START_TEST(a_walk_may_hold_another)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);

	for (guint i = 0; i < 3; i++) {
		struct rebound_event event = make_event(run, "ann@example.org", i, NOON + i);
		add_event(store, &event, TRUE);
	}
	ck_assert(rebound_store_events_of(store, "ann@example.org", 0, 0, walk_again, store, NULL));
}
END_TEST

/* What is counted for a domain, by the borders of the span and of days. */
static const struct {
	gint64 time; /* of the event that counts, before the one that asks */
	enum rebound_kind kind;
	enum rebound_reason reason;
	const char *domain;
	gboolean nested;
	guint counted;
} troubles[] = {
	{60, REBOUND_KIND_FAILURE, REBOUND_REASON_GREYLISTED, "example.org", FALSE, 1},
	{60, REBOUND_KIND_DELAY, REBOUND_REASON_GREYLISTED, "example.org", FALSE, 1},
	{0, REBOUND_KIND_DELAY, REBOUND_REASON_GREYLISTED, "example.org", FALSE, 1},
	{DAY, REBOUND_KIND_FAILURE, REBOUND_REASON_GREYLISTED, "example.org", FALSE, 1},
	{3 * DAY, REBOUND_KIND_FAILURE, REBOUND_REASON_GREYLISTED, "example.org", FALSE, 1},
	{3 * DAY + 1, REBOUND_KIND_FAILURE, REBOUND_REASON_GREYLISTED, "example.org", FALSE, 0},
	{-1, REBOUND_KIND_FAILURE, REBOUND_REASON_GREYLISTED, "example.org", FALSE, 0},
	{60, REBOUND_KIND_SUCCESS, REBOUND_REASON_GREYLISTED, "example.org", FALSE, 0},
	{60, REBOUND_KIND_FAILURE, REBOUND_REASON_MAILBOX_FULL, "example.org", FALSE, 0},
	{60, REBOUND_KIND_FAILURE, REBOUND_REASON_GREYLISTED, "example.com", FALSE, 0},
	{60, REBOUND_KIND_FAILURE, REBOUND_REASON_GREYLISTED, "example.org", TRUE, 0},
};

START_TEST(troubles_of_a_domain_are_counted)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event event = make_event(run, "ann@example.org", 1, NOON);
	struct rebound_event other =
		make_event(run, "bob@example.org", 2, NOON - troubles[_i].time);
	guint count = 9;

	event.reason = REBOUND_REASON_GREYLISTED;
	other.kind = troubles[_i].kind;
	other.reason = troubles[_i].reason;
	other.domain = troubles[_i].domain;
	other.nested = troubles[_i].nested;
	add_event(store, &other, TRUE);
	ck_assert(rebound_store_domain_failures(
		store, &event, NOON - (gint64)3 * DAY, 5, &count, NULL));
	ck_assert_uint_eq(count, troubles[_i].counted);
	/* The one that asks is none of the others. */
	add_event(store, &event, TRUE);
	ck_assert(rebound_store_domain_failures(
		store, &event, NOON - (gint64)3 * DAY, 5, &count, NULL));
	ck_assert_uint_eq(count, troubles[_i].counted);
}
END_TEST

START_TEST(no_more_troubles_are_counted_than_asked_for)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	guint count;

	for (guint i = 0; i < 6; i++) {
		struct rebound_event event =
			make_event(run, "bob@example.org", i, NOON - (gint64)i * (DAY / 2));
		add_event(store, &event, TRUE);
	}
	struct rebound_event event = make_event(run, "ann@example.org", 99, NOON);
	ck_assert(rebound_store_domain_failures(
		store, &event, NOON - (gint64)9 * DAY, 4, &count, NULL));
	ck_assert_uint_eq(count, 4);
	ck_assert(rebound_store_domain_failures(
		store, &event, NOON - (gint64)9 * DAY, 9, &count, NULL));
	ck_assert_uint_eq(count, 6);
}
END_TEST

START_TEST(quarantine_keeps_a_message_once)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	guint8 hash[32] = {1, 2, 3};

	for (int i = 0; i < 2; i++)
		ck_assert(rebound_store_quarantine(
			store, hash, "box", 3, "it took too long", "a\0b", 3, run, NOON, NULL));
	check_answer("SELECT group_concat(hex(data)) FROM quarantine", "610062");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("events");
	TCase *events = tcase_create("events");

	tcase_set_timeout(events, 120);
	tcase_add_checked_fixture(events, make_folder, remove_folder);
	tcase_add_test(events, the_same_event_is_added_once);
	tcase_add_test(events, a_run_without_events_writes_no_row);
	tcase_add_test(events, a_rolled_back_run_is_written_again);
	tcase_add_loop_test(events, events_are_append_only, 0, G_N_ELEMENTS(forbidden));
	tcase_add_test(events, an_event_comes_back_whole);
	tcase_add_loop_test(events, hostile_addresses_are_only_text, 0, G_N_ELEMENTS(hostile));
	tcase_add_test(events, fuzzed_addresses_are_only_text);
	tcase_add_test(events, events_of_an_address_come_newest_first);
	tcase_add_test(events, a_walk_may_hold_another);
	tcase_add_loop_test(events, troubles_of_a_domain_are_counted, 0, G_N_ELEMENTS(troubles));
	tcase_add_test(events, no_more_troubles_are_counted_than_asked_for);
	tcase_add_test(events, quarantine_keeps_a_message_once);
	suite_add_tcase(suite, events);
	return suite;
}
