/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/database.h"
#include "core/store/forgotten.h"

/*
 * What is asked for each mail, and for one address, goes by an index: with ten million events a
 * walk over a table is a matter of minutes.
 */

static gboolean pass_event(const struct rebound_event *event, void *data)
{
	return TRUE;
}

static gboolean pass_suppression(const struct rebound_suppression *row, void *data)
{
	return TRUE;
}

static gboolean pass_slowdown(const struct rebound_slowdown *slowdown, void *data)
{
	return TRUE;
}

static void ask_history(struct rebound_store *store, struct rebound_event *event)
{
	ck_assert(rebound_store_history_of(
		store, event->address_key, NOON - DAY, 9, pass_event, NULL, NULL));
}

static void ask_events(struct rebound_store *store, struct rebound_event *event)
{
	ck_assert(rebound_store_events_of(store, event->address_key, 0, 9, pass_event, NULL, NULL));
}

static void ask_signs(struct rebound_store *store, struct rebound_event *event)
{
	gboolean there;

	ck_assert(rebound_store_has_signs(store, event->address_key, NOON - DAY, &there, NULL));
}

static void ask_domain(struct rebound_store *store, struct rebound_event *event)
{
	guint count;

	ck_assert(rebound_store_domain_failures(
		store, event, NOON - (gint64)3 * DAY, 5, &count, NULL));
	ck_assert(rebound_store_slowdown(store, event->domain, pass_slowdown, NULL, NULL));
}

static void ask_message(struct rebound_store *store, struct rebound_event *event)
{
	gboolean seen;

	ck_assert(rebound_store_has_message(store, event->message_hash, &seen, NULL));
	ck_assert(rebound_store_add_message(
		store, event->key, event->run, REBOUND_KIND_FAILURE, NOON, "box", 1, &seen, NULL));
}

static void add_lone(struct rebound_store *store, struct rebound_event *event)
{
	event->key[31]++;
	add_event(store, event, TRUE);
	/* Looked for first where no run has a row yet. */
	store->run.number = 0;
	add_event(store, event, FALSE);
}

static void add_of_message(struct rebound_store *store, struct rebound_event *event)
{
	event->of_message = TRUE;
	add_event(store, event, TRUE);
}

static void ask_retry(struct rebound_store *store, struct rebound_event *event)
{
	struct rebound_retry_mark mark;
	struct rebound_retry retry = {.address = event->address,
		.address_key = event->address_key,
		.domain = event->domain,
		.original_id = event->original_id,
		.state = REBOUND_RETRY_SCHEDULED,
		.step = 1,
		.due = NOON + DAY,
		.run = event->run};
	guint counts[4];

	ck_assert(rebound_store_last_retry(
		store, event->address_key, event->original_id, &mark, NULL));
	ck_assert(rebound_store_retry(store, &retry, NULL));
	ck_assert(rebound_store_retry(store, &retry, NULL));
	ck_assert(rebound_store_last_retry(store, event->address_key, NULL, &mark, NULL));
	ck_assert(rebound_store_retry_hours(store, event->domain, NOON / 3600, 4, counts, NULL));
}

static void ask_suppression(struct rebound_store *store, struct rebound_event *event)
{
	struct rebound_suppression_filter filter = {.address_key = event->address_key,
		.include_ended = TRUE,
		.state = REBOUND_STATE_COUNT,
		.now = NOON};
	gint64 time;

	suppress(store, event->run, event->address_key, REBOUND_STATE_PROPOSED, 0, NOON);
	suppress(store, event->run, event->address_key, REBOUND_STATE_ACTIVE, 0, NOON);
	ck_assert(rebound_store_suppressions(store, &filter, pass_suppression, NULL, NULL));
	ck_assert(rebound_store_cleared(store, event->address_key, &time, NULL));
}

static const struct {
	const char *what;
	void (*ask)(struct rebound_store *store, struct rebound_event *event);
} questions[] = {
	{"history", ask_history},
	{"events", ask_events},
	{"signs of life", ask_signs},
	{"domain", ask_domain},
	{"message", ask_message},
	{"event without a mail", add_lone},
	{"event of a mail", add_of_message},
	{"retry", ask_retry},
	{"suppression", ask_suppression},
};

/* Rows that a walk over any table would meet. */
static gint64 fill(struct rebound_store *store)
{
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);

	for (guint i = 1; i < 40; i++) {
		g_autofree char *address = g_strdup_printf("u%u@example.org", i);
		struct rebound_event event = make_event(run, address, i, NOON - i);
		struct rebound_retry retry = {.address = address,
			.address_key = address,
			.domain = "example.org",
			.state = REBOUND_RETRY_SCHEDULED,
			.step = 1,
			.due = NOON + i,
			.run = run};
		gboolean added;

		ck_assert(rebound_store_add_message(
			store, event.key, run, REBOUND_KIND_FAILURE, NOON, "box", i, &added, NULL));
		add_event(store, &event, TRUE);
		ck_assert(rebound_store_retry(store, &retry, NULL));
		suppress(store, run, address, REBOUND_STATE_PROPOSED, 0, NOON);
		suppress(store, run, address, REBOUND_STATE_ACTIVE, 0, NOON);
	}
	return run;
}

START_TEST(questions_go_by_an_index)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = fill(store);
	struct rebound_event event = make_event(run, "u7@example.org", 99, NOON);

	g_hash_table_remove_all(store->statements);
	questions[_i].ask(store, &event);
	for (sqlite3_stmt *at = NULL; (at = sqlite3_next_stmt(store->database, at)) != NULL;)
		ck_assert_msg(sqlite3_stmt_status(at, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0) <= 1,
			"%s: walks a table: %s", questions[_i].what, sqlite3_sql(at));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("lookups");
	TCase *tcase = tcase_create("lookups");

	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_loop_test(tcase, questions_go_by_an_index, 0, G_N_ELEMENTS(questions));
	suite_add_tcase(suite, tcase);
	return suite;
}
