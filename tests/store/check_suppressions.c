/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/leases.h"

#include <sys/wait.h>
#include <unistd.h>

#define P REBOUND_STATE_PROPOSED
#define H REBOUND_STATE_HELD
#define A REBOUND_STATE_ACTIVE

/* What a second suppression of the same address does; until in days from the first, 0 none. */
static const struct {
	enum rebound_state first;
	int first_until;
	enum rebound_state second;
	int second_until;
	int days; /* between the two */
	gboolean changes;
	const char *state;
} pairs[] = {
	{P, 0, P, 0, 1, FALSE, "proposed"},
	{P, 0, H, 0, 1, TRUE, "held"},
	{P, 0, A, 0, 1, TRUE, "active"},
	{H, 0, P, 0, 1, FALSE, "held"},
	{H, 0, H, 0, 1, FALSE, "held"},
	{H, 0, A, 0, 1, TRUE, "active"},
	{A, 0, P, 0, 1, FALSE, "active"},
	{A, 0, H, 0, 1, FALSE, "active"},
	{A, 0, A, 0, 1, FALSE, "active"},
	{A, 90, A, 0, 1, TRUE, "active"}, /* for ever, now */
	{A, 90, A, 120, 1, FALSE, "active"},
	{A, 0, A, 90, 1, FALSE, "active"},
	{A, 90, P, 0, 1, FALSE, "active"},
	{A, 5, P, 0, 6, TRUE, "proposed"}, /* the first is over */
	{A, 5, A, 20, 6, TRUE, "active"},
	{P, 5, P, 0, 5, TRUE, "proposed"},
};

START_TEST(a_second_suppression)
{
	gint64 later = NOON + pairs[_i].days * DAY;
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		gint64 until = pairs[_i].first_until, second = pairs[_i].second_until;

		ck_assert(suppress(store, 0, "ann@example.org", pairs[_i].first,
			until ? NOON + until * DAY : 0, NOON));
		ck_assert_int_eq(suppress(store, 0, "ann@example.org", pairs[_i].second,
					 second ? NOON + second * DAY : 0, later),
			pairs[_i].changes);
		g_autofree char *expected = g_strdup_printf("ann@example.org:%s", pairs[_i].state);
		check_states(store, later, expected);
	}
	check_answer("SELECT count(*) FROM suppressions", pairs[_i].changes ? "2" : "1");
	check_answer("SELECT count(*) FROM suppressions WHERE ended IS NULL", "1");
}
END_TEST

START_TEST(what_is_over_does_not_stand)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_suppression found;
	g_autoptr(GError) error = NULL;

	suppress(store, 0, "ann@example.org", A, NOON + DAY, NOON);
	ck_assert(rebound_store_find_suppression(
		store, "ann@example.org", NOON + DAY - 1, arena, &found, &error));
	ck_assert_int_eq(found.state, A);
	ck_assert_int_eq(found.until, NOON + DAY);
	ck_assert_str_eq(found.cause, "mailbox_unknown");
	ck_assert(!rebound_store_find_suppression(
		store, "ann@example.org", NOON + DAY, arena, &found, &error));
	ck_assert(!rebound_store_find_suppression(
		store, "bob@example.org", NOON, arena, &found, &error));
	ck_assert_ptr_null(error);
	check_states(store, NOON + DAY - 1, "ann@example.org:active");
	check_states(store, NOON + DAY, "");
}
END_TEST

static void fill_for_filters(struct rebound_store *store)
{
	static const struct {
		const char *address, *domain, *cause;
		enum rebound_state state;
		int since, until;
		gint64 run;
	} rows[] = {
		{"a@one.example", "one.example", "mailbox_unknown", A, 0, 0, 1},
		{"b@one.example", "one.example", "mailbox_full", A, 1, 10, 1},
		{"c@two.example", "two.example", "mailbox_unknown", P, 2, 0, 2},
		{"d@two.example", "two.example", "complaint", H, 3, 0, 2},
		{"e@two.example", "two.example", "manual", A, 4, 0, 0},
	};

	for (int run = 1; run <= 2; run++) {
		gint64 number = rebound_store_start_run(store, "process", NOON, NULL);
		ck_assert_int_eq(number, run);
		for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
			struct rebound_suppression row = {.address = rows[i].address,
				.address_key = rows[i].address,
				.domain = rows[i].domain,
				.cause = rows[i].cause,
				.state = rows[i].state,
				.since = NOON + rows[i].since * DAY,
				.run = rows[i].run,
				.until = rows[i].until ? NOON + rows[i].until * DAY : 0};

			if (rows[i].run == run || (rows[i].run == 0 && run == 2))
				ck_assert(rebound_store_suppress(store, &row, NOON, NULL, NULL));
		}
	}
}

static const struct {
	struct rebound_suppression_filter filter;
	const char *expected;
} filters[] = {
	{{.state = REBOUND_STATE_COUNT}, "a b c d e"},
	{{.state = REBOUND_STATE_COUNT, .now = NOON + 20 * DAY}, "a c d e"},
	{{.state = REBOUND_STATE_COUNT, .now = NOON + 20 * DAY, .include_ended = TRUE},
		"a b c d e"},
	{{.state = REBOUND_STATE_ENDED, .now = NOON + 20 * DAY}, "b"},
	{{.state = A}, "a b e"},
	{{.state = P}, "c"},
	{{.state = H}, "d"},
	{{.state = REBOUND_STATE_COUNT, .domain = "two.example"}, "c d e"},
	{{.state = A, .domain = "two.example"}, "e"},
	{{.state = REBOUND_STATE_COUNT, .cause = "mailbox_unknown"}, "a c"},
	{{.state = REBOUND_STATE_COUNT, .run = 2}, "c d"},
	{{.state = REBOUND_STATE_COUNT, .since = NOON + 2 * DAY}, "c d e"},
	{{.state = REBOUND_STATE_COUNT, .since = NOON + 1 * DAY, .until = NOON + 3 * DAY}, "b c"},
	{{.state = REBOUND_STATE_COUNT, .address_key = "b@one.example"}, "b"},
	{{.state = REBOUND_STATE_COUNT, .address_key = "z@one.example"}, ""},
};

static gboolean append_initial(const struct rebound_suppression *row, void *data)
{
	g_string_append_printf(
		data, "%s%c", ((GString *)data)->len > 0 ? " " : "", row->address[0]);
	return TRUE;
}

START_TEST(filters_pick_rows)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(GString) text = g_string_new(NULL);

	fill_for_filters(store);
	ck_assert(
		rebound_store_suppressions(store, &filters[_i].filter, append_initial, text, NULL));
	ck_assert_str_eq(text->str, filters[_i].expected);
}
END_TEST

START_TEST(a_person_accepts_and_ends)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_suppression_filter proposed = {.state = P},
					  all = {.state = REBOUND_STATE_COUNT};
	struct rebound_suppression_filter ann = {
		.state = REBOUND_STATE_COUNT, .address_key = "ann@example.org"};
	gint64 cleared;

	suppress(store, 0, "ann@example.org", P, 0, NOON);
	suppress(store, 0, "bob@example.org", P, 0, NOON);
	suppress(store, 0, "cyd@example.org", A, 0, NOON);
	ck_assert_int_eq(
		rebound_store_set_state(store, &proposed, A, "looked at", NOON + 1, NULL), 2);
	check_states(store, NOON,
		"ann@example.org:active bob@example.org:active cyd@example.org:active");
	ck_assert_int_eq(rebound_store_set_state(store, &all, A, NULL, NOON + 1, NULL), 0);
	ck_assert(rebound_store_cleared(store, "ann@example.org", &cleared, NULL));
	ck_assert_int_eq(cleared, 0);
	ck_assert_int_eq(rebound_store_set_state(
				 store, &ann, REBOUND_STATE_ENDED, "she wrote", NOON + 2, NULL),
		1);
	ck_assert_int_eq(
		rebound_store_set_state(store, &ann, REBOUND_STATE_ENDED, "again", NOON + 3, NULL),
		0);
	check_states(store, NOON, "bob@example.org:active cyd@example.org:active");
	ck_assert(rebound_store_cleared(store, "ann@example.org", &cleared, NULL));
	ck_assert_int_eq(cleared, NOON + 2);
	check_answer(
		"SELECT why FROM suppressions WHERE address = 'bob@example.org'", "no such user");
	check_answer("SELECT changed_why FROM suppressions WHERE address = 'bob@example.org'",
		"looked at");
	check_answer("SELECT ended_why FROM suppressions WHERE address = 'ann@example.org'",
		"she wrote");
	ck_assert(suppress(store, 0, "ann@example.org", P, 0, NOON + 4));
}
END_TEST

static void schedule(struct rebound_store *store, gint64 run, const char *address,
	const char *original, guint step, gint64 due)
{
	struct rebound_retry retry = {.address = address,
		.address_key = address,
		.domain = "example.org",
		.original_id = original,
		.reason = REBOUND_REASON_MAILBOX_FULL,
		.step = step,
		.due = due,
		.run = run};

	ck_assert(rebound_store_retry(store, &retry, NULL));
}

static gboolean append_retry(const struct rebound_retry *retry, void *data)
{
	g_string_append_printf(data, "%c/%s/%u/%s ", retry->address[0], retry->original_id,
		retry->step, rebound_retry_state_name(retry->state));
	return TRUE;
}

static void check_retries(
	struct rebound_store *store, gint64 due_before, gboolean all, const char *expected)
{
	g_autoptr(GString) text = g_string_new(NULL);

	ck_assert(rebound_store_retries(store, due_before, all, append_retry, text, NULL));
	ck_assert_str_eq(text->str, expected);
}

START_TEST(a_later_retry_replaces_the_earlier)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_retry_mark mark;
	gboolean changed;

	schedule(store, 0, "ann@example.org", "m1", 1, NOON + 100);
	schedule(store, 0, "ann@example.org", "m2", 1, NOON + 50);
	schedule(store, 0, "bob@example.org", NULL, 1, NOON + 70);
	check_retries(store, 0, FALSE, "a/m2/1/scheduled b/(null)/1/scheduled a/m1/1/scheduled ");
	schedule(store, 0, "ann@example.org", "m1", 2, NOON + 60);
	check_retries(store, 0, FALSE, "a/m2/1/scheduled a/m1/2/scheduled b/(null)/1/scheduled ");
	check_retries(store, NOON + 61, FALSE, "a/m2/1/scheduled a/m1/2/scheduled ");
	ck_assert(rebound_store_close_retry(
		store, 4, REBOUND_RETRY_DONE, NULL, NOON, &changed, NULL));
	ck_assert(changed);
	check_retries(store, 0, FALSE, "a/m2/1/scheduled b/(null)/1/scheduled ");
	ck_assert(rebound_store_last_retry(store, "ann@example.org", "m1", &mark, NULL));
	ck_assert_uint_eq(mark.step, 2);
	ck_assert_int_eq(mark.state, REBOUND_RETRY_DONE);
	/* A second word, and one about what was replaced, change nothing. */
	for (gint64 id = 1; id <= 4; id += 3) {
		ck_assert(rebound_store_close_retry(
			store, id, REBOUND_RETRY_OVER, "why", NOON, &changed, NULL));
		ck_assert(!changed);
	}
}
END_TEST

START_TEST(a_suppressed_address_gets_no_retry)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_suppression_filter all = {.state = REBOUND_STATE_COUNT};

	schedule(store, 0, "ann@example.org", "m1", 1, NOON + 100);
	schedule(store, 0, "bob@example.org", "m1", 1, NOON + 100);
	suppress(store, 0, "ann@example.org", P, 0, NOON);
	check_retries(store, 0, FALSE, "a/m1/1/scheduled b/m1/1/scheduled ");
	rebound_store_set_state(store, &all, A, NULL, NOON, NULL);
	check_retries(store, 0, FALSE, "b/m1/1/scheduled ");
	suppress(store, 0, "bob@example.org", A, 0, NOON);
	check_retries(store, 0, FALSE, "");
	check_retries(store, 0, TRUE, "a/m1/1/cancelled b/m1/1/cancelled ");
}
END_TEST

static gboolean append_slowdown(const struct rebound_slowdown *slowdown, void *data)
{
	g_string_append_printf(data, "%s/%d ", slowdown->domain, (int)slowdown->interval);
	return TRUE;
}

START_TEST(slowed_domains)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(GString) text = g_string_new(NULL);
	struct rebound_slowdown slowdown = {
		.domain = "b.example", .interval = 60, .until = NOON + 100};

	ck_assert(rebound_store_slow(store, &slowdown, NULL));
	slowdown.interval = 120;
	ck_assert(rebound_store_slow(store, &slowdown, NULL));
	slowdown = (struct rebound_slowdown){
		.domain = "a.example", .interval = 30, .until = NOON + 50};
	ck_assert(rebound_store_slow(store, &slowdown, NULL));
	ck_assert(rebound_store_slowdowns(store, NOON, append_slowdown, text, NULL));
	ck_assert_str_eq(text->str, "a.example/30 b.example/120 ");
	g_string_truncate(text, 0);
	ck_assert(rebound_store_slowdowns(store, NOON + 50, append_slowdown, text, NULL));
	ck_assert_str_eq(text->str, "b.example/120 ");
	ck_assert(rebound_store_slowdown(store, "c.example", append_slowdown, text, NULL));
	ck_assert_str_eq(text->str, "b.example/120 ");
}
END_TEST

#define WRITERS 4
#define ROUNDS	40

/* Each writer adds events of its own, and one that all of them want to add, in small transactions.
 */
static int write_a_lot(guint writer)
{
	g_autoptr(rebound_store) store = rebound_store_open(path, REBOUND_STORE_WRITE, NULL);

	if (store == NULL)
		return 1;
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	for (guint i = 0; i < ROUNDS; i++) {
		g_autofree char *address = g_strdup_printf("user%u@example.org", i);
		struct rebound_event own =
			make_event(run, address, 1000 + writer * ROUNDS + i, NOON);
		struct rebound_event shared = make_event(run, address, i, NOON);
		gboolean own_added, shared_added;

		if (!rebound_store_begin(store, NULL) ||
			!rebound_store_add_event(store, &own, &own_added, NULL) || !own_added ||
			!rebound_store_add_event(store, &shared, &shared_added, NULL))
			return 2;
		suppress(store, run, address, REBOUND_STATE_ACTIVE, 0, NOON);
		if (!rebound_store_commit(store, NULL))
			return 3;
	}
	return rebound_store_end_run(store, run, "done", NOON, NULL) ? 0 : 4;
}

/* A file in which the suppression of one address fails, when half of what it changes is written. */
static void refuse_address(const char *address)
{
	g_autofree char *sql = g_strdup_printf(
		"CREATE TRIGGER refuse BEFORE INSERT ON suppressions WHEN NEW.address = '%s'"
		" BEGIN SELECT RAISE(ABORT, 'refused'); END",
		address);
	sqlite3 *database;

	ck_assert_int_eq(sqlite3_open(path, &database), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
}

static gboolean try_to_suppress(struct rebound_store *store, const char *address)
{
	struct rebound_suppression row = {.address = address,
		.address_key = address,
		.domain = "example.org",
		.state = REBOUND_STATE_ACTIVE,
		.cause = "mailbox_unknown"};

	return rebound_store_suppress(store, &row, NOON, NULL, NULL);
}

/* A step that fails is undone by itself, in a run whose rows are vouched for, too. */
START_TEST(a_step_that_fails_leaves_nothing)
{
	rebound_store_free(open_store(REBOUND_STORE_WRITE));
	refuse_address("eve@example.org");
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		suppress(store, 0, "eve@example.com", REBOUND_STATE_PROPOSED, 0, NOON);
		ck_assert(_i == 0 || rebound_store_vouch(store, NULL));
		ck_assert(rebound_store_begin(store, NULL));
		suppress(store, 0, "ann@example.org", REBOUND_STATE_ACTIVE, 0, NOON);
		ck_assert(!try_to_suppress(store, "eve@example.org"));
		ck_assert(rebound_store_commit(store, NULL));
		/* The next transaction is one like any other. */
		ck_assert(rebound_store_begin(store, NULL));
		suppress(store, 0, "bob@example.org", REBOUND_STATE_ACTIVE, 0, NOON);
		ck_assert(rebound_store_commit(store, NULL));
	}
	check_answer("SELECT group_concat(address) FROM (SELECT address FROM suppressions"
		     " ORDER BY id)",
		"eve@example.com,ann@example.org,bob@example.org");
}
END_TEST

START_TEST(several_processes_write_at_once)
{
	pid_t children[WRITERS];

	for (guint i = 0; i < WRITERS; i++) {
		children[i] = fork();
		ck_assert_int_ge(children[i], 0);
		if (children[i] == 0)
			_exit(write_a_lot(i));
	}
	for (guint i = 0; i < WRITERS; i++) {
		int status;

		ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
		ck_assert_msg(status == 0, "writer %u: %x", i, (guint)status);
	}
	check_answer("SELECT count(*) FROM events", "200");
	check_answer("SELECT count(*) FROM runs WHERE ended IS NOT NULL", "4");
	check_answer("SELECT count(*) FROM suppressions", "40");
	check_answer("SELECT min(n) FROM (SELECT count(*) n FROM events GROUP BY run)", "40");
	check_answer("PRAGMA integrity_check", "ok");
	check_answer("SELECT count(*) FROM pragma_foreign_key_check", "0");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("suppressions");
	TCase *rows = tcase_create("rows");

	tcase_set_timeout(rows, 120);
	tcase_add_checked_fixture(rows, make_folder, remove_folder);
	tcase_add_loop_test(rows, a_second_suppression, 0, G_N_ELEMENTS(pairs));
	tcase_add_test(rows, what_is_over_does_not_stand);
	tcase_add_loop_test(rows, filters_pick_rows, 0, G_N_ELEMENTS(filters));
	tcase_add_test(rows, a_person_accepts_and_ends);
	tcase_add_test(rows, a_later_retry_replaces_the_earlier);
	tcase_add_test(rows, a_suppressed_address_gets_no_retry);
	tcase_add_test(rows, slowed_domains);
	tcase_add_loop_test(rows, a_step_that_fails_leaves_nothing, 0, 2);
	tcase_add_test(rows, several_processes_write_at_once);
	suite_add_tcase(suite, rows);
	return suite;
}
