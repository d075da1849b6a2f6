/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include <rebound/error.h>

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
	struct rebound_undo undone;

	ck_assert_msg(
		rebound_store_undo_run(store, run, FALSE, "a mistake", NOON + DAY, &undone, &error),
		"%s", error != NULL ? error->message : "");
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
	gboolean seen;

	gint64 first = start_run(store);
	suppress(store, first, "bob@example.org", P, 0, NOON);
	schedule(store, first, "m1", 1);
	slow(store, first, 60);
	gint64 second = start_run(store);
	struct rebound_event event = make_event(second, "ann@example.org", 1, NOON);
	add_event(store, &event, TRUE);
	ck_assert(rebound_store_add_message(
		store, hash, second, REBOUND_KIND_FAILURE, NOON, "box", 0, NULL));
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
		ck_assert(rebound_store_undo_run(store, run, TRUE, "try", NOON, &undone, NULL));
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

	ck_assert(!rebound_store_undo_run(store, run, FALSE, "none", NOON, &undone, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE));
	ck_assert_ptr_nonnull(strstr(error->message, "run 1 does not exist"));
	g_clear_error(&error);
	suppress(store, run, "ann@example.org", A, 0, NOON);
	undo(store, run);
	ck_assert(!rebound_store_undo_run(store, run, FALSE, "twice", NOON, &undone, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "taken back already"));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("undo");
	TCase *undoing = tcase_create("undo");

	tcase_add_checked_fixture(undoing, make_folder, remove_folder);
	tcase_add_loop_test(undoing, what_a_run_replaced_stands_again, 0, G_N_ELEMENTS(chains));
	tcase_add_test(undoing, all_of_a_run_is_taken_back);
	tcase_add_test(undoing, undone_events_are_in_no_history);
	tcase_add_test(undoing, retries_come_back_with_the_suppression_undone);
	tcase_add_test(undoing, what_a_person_ended_stays_ended);
	tcase_add_test(undoing, a_dry_undo_changes_nothing);
	tcase_add_test(undoing, a_run_is_undone_once);
	suite_add_tcase(suite, undoing);
	return suite;
}
