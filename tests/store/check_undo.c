/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/store/changes.h"
#include "core/store/undo.h"

#define P REBOUND_STATE_PROPOSED
#define H REBOUND_STATE_HELD
#define A REBOUND_STATE_ACTIVE

static gint64 start_run(struct rebound_store *store)
{
	return rebound_store_start_run(store, "process", NOON, NULL);
}

static struct rebound_undo undo(struct rebound_store *store, gint64 run)
{
	g_autoptr(GError) error = NULL;
	struct rebound_undo_filter filter = {.run = run};
	struct rebound_undo_order order = {.why = "a mistake", .who = "ann", .now = NOON + DAY};
	struct rebound_undo undone;

	ck_assert_msg(rebound_store_undo(store, &filter, &order, &undone, &error), "%s",
		error != NULL ? error->message : "");
	return undone;
}

static void schedule(struct rebound_store *store, gint64 run, const char *original, guint step)
{
	struct rebound_retry retry = {.address = "ann@example.org",
		.address_key = "ann@example.org",
		.domain = "example.org",
		.original_id = original,
		.step = step,
		.due = NOON + step,
		.run = run};

	ck_assert(rebound_store_retry(store, &retry, NULL));
}

static gboolean append_retry(const struct rebound_retry *retry, void *data)
{
	g_string_append_printf(data, "%s/%u ", retry->original_id, retry->step);
	return TRUE;
}

static void check_retries(struct rebound_store *store, const char *expected)
{
	g_autoptr(GString) text = g_string_new(NULL);

	ck_assert(rebound_store_retries(store, 0, FALSE, append_retry, text, NULL));
	ck_assert_str_eq(text->str, expected);
}

static void slow(struct rebound_store *store, gint64 run, gint64 interval)
{
	struct rebound_slowdown row = {
		.domain = "example.org", .interval = interval, .until = NOON + 1000, .run = run};

	ck_assert(rebound_store_slow(store, &row, NULL));
}

static gboolean note_interval(const struct rebound_slowdown *row, void *data)
{
	*(gint64 *)data = row->interval;
	return TRUE;
}

static void check_interval(struct rebound_store *store, gint64 expected)
{
	gint64 interval = 0;

	ck_assert(rebound_store_slowdown(store, "example.org", note_interval, &interval, NULL));
	ck_assert_int_eq(interval, expected);
}

/* Three runs in a row suppress one address; runs are undone in an order; what stands after each. */
static const struct {
	enum rebound_state states[3];
	int order[3];
	const char *after[3];
} chains[] = {
	{{P, H, A}, {3, 2, 1}, {"held", "proposed", ""}},
	{{P, H, A}, {1, 2, 3}, {"active", "active", ""}},
	{{P, H, A}, {2, 3, 1}, {"active", "proposed", ""}},
	{{P, H, A}, {2, 1, 3}, {"active", "active", ""}},
	{{P, H, A}, {1, 3, 2}, {"active", "held", ""}},
	{{P, H, A}, {3, 1, 2}, {"held", "held", ""}},
	{{A, P, H}, {2, 3, 1}, {"active", "active", ""}}, /* the milder ones wrote nothing */
	{{P, A, A}, {2, 1, 3}, {"proposed", "", ""}},
};

static void check_chain_step(struct rebound_store *store, int run, const char *state)
{
	g_autofree char *expected =
		state[0] != '\0' ? g_strdup_printf("ann@example.org:%s", state) : g_strdup("");

	undo(store, run);
	check_states(store, NOON, expected);
}

START_TEST(what_a_run_replaced_stands_again)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	for (guint i = 0; i < 3; i++) {
		gint64 run = start_run(store);
		struct rebound_event event = make_event(run, "ann@example.org", i, NOON);

		add_event(store, &event, TRUE);
		suppress(store, run, "ann@example.org", chains[_i].states[i], 0, NOON + i);
	}
	for (guint i = 0; i < 3; i++)
		check_chain_step(store, chains[_i].order[i], chains[_i].after[i]);
	ck_assert_int_eq(rebound_store_last_run(store, NULL), 0);
}
END_TEST

START_TEST(all_of_a_run_is_taken_back)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	guint8 hash[32] = {5};
	gboolean seen, added;

	gint64 first = start_run(store);
	suppress(store, first, "bob@example.org", P, 0, NOON);
	schedule(store, first, "m1", 1);
	slow(store, first, 60);
	gint64 second = start_run(store);
	struct rebound_event event = make_event(second, "ann@example.org", 1, NOON);
	add_event(store, &event, TRUE);
	ck_assert(rebound_store_add_message(
		store, hash, second, REBOUND_KIND_FAILURE, NOON, "box", 0, &added, NULL));
	suppress(store, second, "bob@example.org", H, 0, NOON);
	suppress(store, second, "bob@example.org", A, 0, NOON);
	suppress(store, second, "cyd@example.org", A, 0, NOON);
	schedule(store, second, "m1", 2);
	schedule(store, second, "m2", 1);
	slow(store, second, 120);
	slow(store, second, 240);
	check_interval(store, 240);

	struct rebound_undo undone = undo(store, second);
	ck_assert_int_eq(undone.suppressions, 2);
	ck_assert_int_eq(undone.retries, 2);
	ck_assert_int_eq(undone.slowdowns, 1);
	ck_assert_int_eq(undone.events, 1);
	ck_assert_int_eq(undone.messages, 1);
	check_states(store, NOON, "bob@example.org:proposed");
	check_retries(store, "m1/1 ");
	check_interval(store, 60);
	ck_assert(rebound_store_has_message(store, hash, &seen, NULL));
	ck_assert(!seen);
	ck_assert_int_eq(rebound_store_last_run(store, NULL), first);

	gint64 third = start_run(store);
	event.run = third;
	add_event(store, &event, TRUE);
	check_answer("SELECT count(*) FROM events", "2");
	check_answer("SELECT count(*) FROM events WHERE undone IS NULL", "1");
}
END_TEST

static gboolean count_event(const struct rebound_event *event, void *data)
{
	(void)event;
	(*(guint *)data)++;
	return TRUE;
}

START_TEST(undone_events_are_in_no_history)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = start_run(store);
	struct rebound_event event = make_event(run, "ann@example.org", 1, NOON);
	guint count = 0;

	add_event(store, &event, TRUE);
	undo(store, run);
	ck_assert(
		rebound_store_events_of(store, "ann@example.org", 0, 0, count_event, &count, NULL));
	ck_assert(rebound_store_events(store, count_event, &count, NULL));
	ck_assert_uint_eq(count, 0);
	ck_assert(rebound_store_event(store, event.id, count_event, &count, NULL));
	ck_assert_uint_eq(count, 1);
}
END_TEST

START_TEST(retries_come_back_with_the_suppression_undone)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 first = start_run(store);

	schedule(store, first, "m1", 1);
	gint64 second = start_run(store);
	suppress(store, second, "ann@example.org", A, NOON + 30 * DAY, NOON);
	check_retries(store, "");
	gint64 third = start_run(store);
	suppress(store, third, "ann@example.org", A, 0, NOON);
	undo(store, second);
	check_retries(store, "");
	check_states(store, NOON, "ann@example.org:active");
	undo(store, third);
	check_states(store, NOON, "");
	/* It was cancelled for the second run's, which is long undone. */
	check_answer("SELECT state FROM retries", "scheduled");
	check_retries(store, "m1/1 ");
}
END_TEST

START_TEST(what_a_person_ended_stays_ended)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_suppression_filter all = {.state = REBOUND_STATE_COUNT};
	gint64 first = start_run(store);

	suppress(store, first, "ann@example.org", P, 0, NOON);
	gint64 second = start_run(store);
	suppress(store, second, "ann@example.org", A, 0, NOON);
	ck_assert_int_eq(
		rebound_store_set_state(store, &all, REBOUND_STATE_ENDED, "alive", NOON, NULL), 1);
	undo(store, second);
	check_states(store, NOON, "");
}
END_TEST

START_TEST(a_dry_undo_changes_nothing)
{
	g_autofree char *before = NULL, *after = NULL;
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		struct rebound_undo undone;
		gint64 run = start_run(store);

		suppress(store, run, "ann@example.org", A, 0, NOON);
		before = dump(path);
		struct rebound_undo_filter filter = {.run = run};
		struct rebound_undo_order order = {.dry_run = TRUE, .now = NOON};
		ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
		ck_assert_int_eq(undone.suppressions, 1);
		after = dump(path);
	}
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(a_run_is_undone_once)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(GError) error = NULL;
	struct rebound_undo undone;
	gint64 run = start_run(store);

	struct rebound_undo_filter filter = {.run = run};
	struct rebound_undo_order order = {.now = NOON};

	ck_assert(!rebound_store_undo(store, &filter, &order, &undone, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE));
	ck_assert_ptr_nonnull(strstr(error->message, "run 1 does not exist"));
	g_clear_error(&error);
	suppress(store, run, "ann@example.org", A, 0, NOON);
	undo(store, run);
	ck_assert(!rebound_store_undo(store, &filter, &order, &undone, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "taken back already"));
}
END_TEST

/* ---- by event, rule, reason, domain, time ---- */

static const struct {
	const char *address, *rule;
	enum rebound_reason reason;
	gint64 time;
} spike[] = {
	{"a@gmail.com", "unknown", REBOUND_REASON_MAILBOX_UNKNOWN, NOON},
	{"b@gmail.com", "unknown", REBOUND_REASON_MAILBOX_UNKNOWN, NOON + 3600},
	{"c@gmail.com", "full", REBOUND_REASON_MAILBOX_FULL, NOON + 3600},
	{"d@quay.example", "unknown", REBOUND_REASON_MAILBOX_UNKNOWN, NOON + 3600},
	{"e@gmail.com", "google", REBOUND_REASON_MAILBOX_UNKNOWN, NOON + 7200},
};

/* Each event suppresses its address; a proposal of an earlier run stood for b@gmail.com. */
static gint64 fill_spike(struct rebound_store *store)
{
	gint64 first = start_run(store);

	suppress(store, first, "b@gmail.com", P, 0, NOON - DAY);
	gint64 run = start_run(store);
	for (guint i = 0; i < G_N_ELEMENTS(spike); i++) {
		const char *domain = strchr(spike[i].address, '@') + 1;
		struct rebound_event event = make_event(run, spike[i].address, i, spike[i].time);
		struct rebound_suppression row = {.address = spike[i].address,
			.address_key = spike[i].address,
			.domain = domain,
			.state = A,
			.cause = "mailbox_unknown",
			.rule = spike[i].rule,
			.run = run};

		event.domain = domain;
		event.rule = spike[i].rule;
		event.reason = spike[i].reason;
		add_event(store, &event, TRUE);
		row.event = event.id;
		ck_assert(rebound_store_suppress(store, &row, NOON, NULL, NULL));
	}
	return run;
}

static const struct {
	struct rebound_undo_filter filter;
	gint64 events;
	const char *left; /* of a, b, c, d, e: those that are active still */
} filters[] = {
	{{.run = 2}, 5, ""},
	{{.event = 3}, 1, "abde"},
	{{.run = 2, .event = 3}, 1, "abde"},
	{{.run = 1, .event = 3}, 0, "abcde"},
	{{.rule = "full"}, 1, "abde"},
	{{.reason = "mailbox_unknown"}, 4, "c"},
	{{.reason = "failure"}, 5, ""},
	{{.reason = "complaint"}, 0, "abcde"},
	{{.domain = "gmail.com"}, 4, "d"},
	{{.domain = "mail.com"}, 0, "abcde"},
	{{.since = NOON + 3600}, 4, "a"},
	{{.until = NOON + 3600}, 1, "bcde"},
	{{.since = NOON, .until = NOON + 7200}, 4, "e"},
	{{.reason = "mailbox_unknown", .domain = "gmail.com", .since = NOON, .until = NOON + 7200},
		2, "cde"},
	{{.run = 2, .rule = "unknown", .domain = "gmail.com"}, 2, "cde"},
	{{.run = 1, .domain = "gmail.com"}, 0, "abcde"},
};

static gboolean append_active(const struct rebound_suppression *row, void *data)
{
	if (row->state == A)
		g_string_append_c(data, row->address[0]);
	return TRUE;
}

static void note_step(const struct rebound_undo_step *step, void *data)
{
	g_string_append_printf(data, "%c%s:%s ", step->revived ? '+' : '-', step->name,
		step->state != NULL ? step->state : "slow");
}

START_TEST(what_fits_the_filter_is_taken_back)
{
	g_autoptr(GString) left = g_string_new(NULL), steps = g_string_new(NULL),
			   shown = g_string_new(NULL);
	struct rebound_suppression_filter all = {.state = REBOUND_STATE_COUNT};
	struct rebound_undo_order order = {.now = NOON + DAY, .func = note_step, .data = steps};
	struct rebound_undo undone;
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	fill_spike(store);
	ck_assert(rebound_store_undo(store, &filters[_i].filter, &order, &undone, NULL));
	ck_assert_int_eq(undone.events, filters[_i].events);
	ck_assert_int_eq(undone.change, filters[_i].events > 0 ? 1 : 0);
	ck_assert(rebound_store_suppressions(store, &all, append_active, left, NULL));
	ck_assert_str_eq(left->str, filters[_i].left);
	/* What b's suppression had replaced stands again. */
	gboolean revived = strchr(left->str, 'b') == NULL;
	ck_assert_int_eq(undone.revived, revived ? 1 : 0);
	ck_assert_int_eq(
		strstr(steps->str, "-b@gmail.com:active +b@gmail.com:proposed") != NULL, revived);
	if (undone.change == 0)
		return;
	ck_assert(rebound_store_undo_steps(store, undone.change, note_step, shown, NULL));
	ck_assert_str_eq(steps->str, shown->str);
}
END_TEST

START_TEST(an_event_is_undone_once)
{
	struct rebound_undo_filter filter = {.event = 3};
	struct rebound_undo_order order = {.now = NOON};
	struct rebound_undo undone;
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	ck_assert(!rebound_store_undo(store, &filter, &order, &undone, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "event 3 does not exist"));
	g_clear_error(&error);
	fill_spike(store);
	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	ck_assert(!rebound_store_undo(store, &filter, &order, &undone, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "event 3 was taken back already"));
	g_clear_error(&error);
	filter.event = 0;
	ck_assert(!rebound_store_undo(store, &filter, &order, &undone, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE));
	/* The rest of the run can be taken back still. */
	filter.run = 2;
	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	ck_assert_int_eq(undone.events, 4);
}
END_TEST

START_TEST(messages_of_a_part_stay_processed)
{
	struct rebound_undo_filter filter = {.reason = "mailbox_unknown"};
	struct rebound_undo_order order = {.now = NOON};
	struct rebound_undo undone;
	guint8 hash[32] = {9};
	gboolean seen, added;
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	gint64 run = fill_spike(store);
	ck_assert(rebound_store_add_message(
		store, hash, run, REBOUND_KIND_FAILURE, NOON, "box", 0, &added, NULL));
	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	ck_assert_int_eq(undone.messages, 0);
	ck_assert(rebound_store_has_message(store, hash, &seen, NULL));
	ck_assert(seen);
}
END_TEST

static gboolean copy_change(const struct rebound_change *change, void *data)
{
	g_string_append_printf(data, "%s by %s because %s: %s\n", change->asked, change->who,
		change->why, change->summary);
	return TRUE;
}

START_TEST(the_audit_says_who_and_why)
{
	struct rebound_undo_filter filter = {.domain = "gmail.com"};
	struct rebound_undo_order order = {
		.now = NOON, .who = "ann", .why = "their outage", .asked = "--domain gmail.com"};
	struct rebound_undo undone;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	fill_spike(store);
	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	ck_assert(rebound_store_changes(store, "undo", copy_change, text, NULL));
	ck_assert_str_eq(text->str, "--domain gmail.com by ann because their outage:"
				    " 4 suppressions, 0 retries, 0 slowed domains, 4 events\n");
	check_answer("SELECT count(*) FROM suppressions WHERE undo = 1 AND undone IS NOT NULL"
		     " AND ended_why = 'their outage'",
		"4");
	check_answer("SELECT count(*) FROM events WHERE undo = 1", "4");
}
END_TEST

START_TEST(a_later_decision_is_told)
{
	struct rebound_undo_filter filter = {.event = 1};
	struct rebound_undo_order order = {.now = NOON};
	struct rebound_undo undone;
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = start_run(store);
	struct rebound_event first = make_event(run, "ann@example.org", 1, NOON);
	struct rebound_event second = make_event(run, "ann@example.org", 2, NOON + DAY);

	add_event(store, &first, TRUE);
	add_event(store, &second, TRUE);
	struct rebound_suppression row = {.address = "ann@example.org",
		.address_key = "ann@example.org",
		.domain = "example.org",
		.state = A,
		.cause = "mailbox_full",
		.event = second.id,
		.run = run};
	ck_assert(rebound_store_suppress(store, &row, NOON, NULL, NULL));
	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	ck_assert_int_eq(undone.suppressions, 0);
	ck_assert_int_eq(undone.later, 1);
}
END_TEST

/* ---- R15 ---- */

/* All that counts, without numbers of rows and runs. */
static char *counting(void)
{
	static const char *const parts[] = {
		"SELECT group_concat(hex(key) || address || time, ' ') FROM events WHERE undone IS "
		"NULL",
		"SELECT group_concat(address || state || cause || since || ifnull(until, '')"
		" || ifnull(ended, '') || ifnull(ended_by, '') || ifnull(ended_why, '')"
		" || ifnull(changed, ''), ' ') FROM suppressions WHERE undone IS NULL",
		"SELECT group_concat(address || ifnull(original_id, '') || state || step || due"
		" || ifnull(changed, '') || ifnull(cancelled_for, ''), ' ') FROM retries"
		" WHERE undone IS NULL",
		"SELECT group_concat(domain || interval || until || ifnull(ended, ''), ' ')"
		" FROM slowdowns WHERE undone IS NULL",
		"SELECT group_concat(hex(hash), ' ') FROM messages WHERE undone IS NULL",
	};
	g_autoptr(GString) text = g_string_new(NULL);

	sqlite3 *database;

	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		sqlite3_stmt *statement;

		ck_assert_int_eq(
			sqlite3_prepare_v2(database, parts[i], -1, &statement, NULL), SQLITE_OK);
		ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
		const char *answer = (const char *)sqlite3_column_text(statement, 0);
		g_string_append_printf(text, "%s\n", answer != NULL ? answer : "");
		sqlite3_finalize(statement);
	}
	sqlite3_close(database);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* A run of random effects on few addresses, so that they meet. */
static gint64 run_at_random(struct rebound_store *store, GRand *random, guint number)
{
	static const enum rebound_state states[] = {P, H, A};
	gint64 now = NOON + number * 60, run = start_run(store);
	guint count = (guint)g_rand_int_range(random, 1, 6);

	ck_assert(rebound_store_begin(store, NULL));
	for (guint i = 0; i < count; i++) {
		g_autofree char *address =
			g_strdup_printf("user%d@example.org", g_rand_int_range(random, 0, 4));
		struct rebound_event event = make_event(run, address, number * 8 + i + 1, now);
		gint64 until =
			g_rand_boolean(random) ? now + g_rand_int_range(random, 30, 9000) : 0;
		struct rebound_suppression row = {.address = address,
			.address_key = address,
			.domain = "example.org",
			.state = states[g_rand_int_range(random, 0, 3)],
			.cause = "mailbox_unknown",
			.run = run,
			.until = until};
		struct rebound_retry retry = {.address = address,
			.address_key = address,
			.domain = "example.org",
			.original_id = g_rand_boolean(random) ? "m1" : "m2",
			.step = i + 1,
			.due = now + i,
			.run = run};

		add_event(store, &event, TRUE);
		row.event = retry.event = event.id;
		if (g_rand_int_range(random, 0, 3) > 0)
			ck_assert(rebound_store_suppress(store, &row, now, NULL, NULL));
		if (g_rand_boolean(random))
			ck_assert(rebound_store_retry(store, &retry, NULL));
		if (g_rand_int_range(random, 0, 4) == 0)
			slow(store, run, 60 * (i + 1));
	}
	ck_assert(rebound_store_commit(store, NULL));
	return run;
}

/*
 * Of what random runs leave, some is kept, so that the next ones meet it. 10,000 pairs take minutes
 * with a sanitizer; a pair meets all that the pairs before it left within some dozens.
 */
START_TEST(r15_do_and_undo_leave_the_store_as_it_was)
{
	guint pairs = g_getenv("REBOUND_LONG") != NULL ? 10000 : 100;
	g_autoptr(GRand) random = g_rand_new_with_seed(15);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	rebound_clock_set(NOON);
	for (guint i = 0; i < pairs; i++) {
		g_autofree char *before = counting();
		gint64 run = run_at_random(store, random, i);

		if (i % 10 == 0 && i < 60)
			continue;
		undo(store, run);
		g_autofree char *after = counting();
		ck_assert_msg(strcmp(before, after) == 0, "pair %u:\n%s%s", i, before, after);
	}
	rebound_clock_set(0);
	check_answer("PRAGMA integrity_check", "ok");
}
END_TEST

/* Undone in any order, nothing stays. */
START_TEST(r15_runs_are_undone_in_any_order)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(51 + (guint)_i);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 runs[8];

	g_autofree char *before = counting();
	for (guint i = 0; i < G_N_ELEMENTS(runs); i++)
		runs[i] = run_at_random(store, random, i);
	for (guint left = G_N_ELEMENTS(runs); left > 0; left--) {
		guint chosen = (guint)g_rand_int_range(random, 0, (gint)left);

		undo(store, runs[chosen]);
		runs[chosen] = runs[left - 1];
	}
	g_autofree char *after = counting();
	ck_assert_str_eq(before, after);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("undo");
	TCase *undoing = tcase_create("undo");

	tcase_set_timeout(undoing, g_getenv("REBOUND_LONG") != NULL ? 900 : 60);
	tcase_add_checked_fixture(undoing, make_folder, remove_folder);
	tcase_add_loop_test(undoing, what_a_run_replaced_stands_again, 0, G_N_ELEMENTS(chains));
	tcase_add_test(undoing, all_of_a_run_is_taken_back);
	tcase_add_test(undoing, undone_events_are_in_no_history);
	tcase_add_test(undoing, retries_come_back_with_the_suppression_undone);
	tcase_add_test(undoing, what_a_person_ended_stays_ended);
	tcase_add_test(undoing, a_dry_undo_changes_nothing);
	tcase_add_test(undoing, a_run_is_undone_once);
	tcase_add_loop_test(undoing, what_fits_the_filter_is_taken_back, 0, G_N_ELEMENTS(filters));
	tcase_add_test(undoing, an_event_is_undone_once);
	tcase_add_test(undoing, messages_of_a_part_stay_processed);
	tcase_add_test(undoing, the_audit_says_who_and_why);
	tcase_add_test(undoing, a_later_decision_is_told);
	tcase_add_test(undoing, r15_do_and_undo_leave_the_store_as_it_was);
	tcase_add_loop_test(undoing, r15_runs_are_undone_in_any_order, 0, 5);
	suite_add_tcase(suite, undoing);
	return suite;
}
