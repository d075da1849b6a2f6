/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/replacements.h"
#include "core/store/undo.h"

static void set_up(void)
{
	make_folder();
}

static void tear_down(void)
{
	remove_folder();
}

static gboolean append_event(const struct rebound_event *event, void *data)
{
	g_string_append_printf(data, "%" G_GINT64_FORMAT " %02x%02x %d %d %d %d %s %d %d|",
		event->id, event->key[0], event->key[1], (int)event->kind, (int)event->reason,
		(int)event->permanence, (int)event->trust,
		event->original_id != NULL ? event->original_id : "-", event->nested,
		(int)(event->time - NOON));
	return TRUE;
}

static char *history(struct rebound_store *store, const char *address, gint64 since, guint limit)
{
	GString *text = g_string_new(NULL);

	ck_assert(rebound_store_history_of(store, address, since, limit, append_event, text, NULL));
	return g_string_free(text, FALSE);
}

/* Outside of a transaction nothing is kept: the rows themselves. */
static void check_history(
	struct rebound_store *store, const char *expected, gint64 since, guint limit)
{
	g_autofree char *rows = history(store, "ann@example.org", since, limit);

	ck_assert_str_eq(expected, rows);
}

static struct rebound_event bounce(gint64 run, guint number, gint64 time)
{
	struct rebound_event event = make_event(run, "ann@example.org", number, time);

	event.kind = number % 3 == 0 ? REBOUND_KIND_DELAY : REBOUND_KIND_FAILURE;
	event.reason = number % 5 == 0 ? REBOUND_REASON_NONE : REBOUND_REASON_MAILBOX_FULL;
	event.permanence = number % 2 == 0 ? REBOUND_PERMANENCE_NONE : REBOUND_PERMANENCE_TEMPORARY;
	event.trust = number % 7 == 0 ? REBOUND_TRUST_NOT_OURS : REBOUND_TRUST_VERIFIED;
	event.nested = number % 4 == 0;
	if (number % 6 == 0)
		event.original_id = NULL;
	return event;
}

START_TEST(what_is_kept_is_what_the_rows_say)
{
	static const gint64 spans[] = {G_MININT64, NOON - 40, NOON + 3};
	static const guint limits[] = {0, 5, 200};
	guint number = 0;

	for (guint i = 0; i < G_N_ELEMENTS(spans) * G_N_ELEMENTS(limits); i++) {
		gint64 since = spans[i % 3];
		guint limit = limits[i / 3];
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
		gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
		g_autoptr(GRand) random = g_rand_new_with_seed(i);

		ck_assert(rebound_store_begin(store, NULL));
		g_free(history(store, "ann@example.org", since, limit));
		for (guint j = 0; j < 40; j++) {
			struct rebound_event event =
				bounce(run, ++number, NOON + g_rand_int_range(random, -50, 50));

			add_event(store, &event, TRUE);
			if (j == 20)
				g_free(history(store, "ann@example.org", NOON, limit));
		}
		g_autofree char *kept = history(store, "ann@example.org", since, limit);
		g_autofree char *part = history(store, "ann@example.org", NOON + 20, limit);
		ck_assert(rebound_store_commit(store, NULL));
		check_history(store, kept, since, limit);
		check_history(store, part, NOON + 20, limit);
	}
}
END_TEST

START_TEST(another_process_is_heard)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(rebound_store) other = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event event = bounce(run, 1, NOON);

	ck_assert(rebound_store_begin(store, NULL));
	add_event(store, &event, TRUE);
	g_free(history(store, "ann@example.org", G_MININT64, 0));
	ck_assert(rebound_store_commit(store, NULL));
	run = rebound_store_start_run(other, "process", NOON, NULL);
	event = bounce(run, 2, NOON + 1);
	add_event(other, &event, TRUE);
	ck_assert(rebound_store_begin(store, NULL));
	g_autofree char *kept = history(store, "ann@example.org", G_MININT64, 0);
	ck_assert(rebound_store_commit(store, NULL));
	ck_assert(g_str_has_prefix(kept, "2 0200 ") && strstr(kept, "|1 0100 ") != NULL);
	check_history(store, kept, G_MININT64, 0);
}
END_TEST

static void take_back(struct rebound_store *store, gint64 run)
{
	struct rebound_undo_filter filter = {.run = run};
	struct rebound_undo_order order = {.now = NOON};
	struct rebound_undo undone;

	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	ck_assert_int_eq(undone.events, 1);
}

START_TEST(what_changes_events_is_heard)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 first = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event event = bounce(first, 1, NOON);
	add_event(store, &event, TRUE);
	gint64 second = rebound_store_start_run(store, "process", NOON, NULL);
	event = bounce(second, 2, NOON);
	add_event(store, &event, TRUE);

	ck_assert(rebound_store_begin(store, NULL));
	g_autofree char *before = history(store, "ann@example.org", G_MININT64, 0);
	take_back(store, second);
	g_autofree char *after = history(store, "ann@example.org", G_MININT64, 0);
	event = bounce(second, 3, NOON);
	add_event(store, &event, TRUE);
	ck_assert(rebound_store_replace_event(store, event.id, 1, NULL));
	g_autofree char *replaced = history(store, "ann@example.org", G_MININT64, 0);
	ck_assert(rebound_store_commit(store, NULL));
	ck_assert(g_str_has_prefix(before, "2 ") && strstr(before, "|1 ") != NULL);
	ck_assert(g_str_has_prefix(after, "1 ") && strstr(after, "|2 ") == NULL);
	ck_assert(g_str_has_prefix(replaced, "3 ") && strstr(replaced, "|1 ") == NULL);
	check_history(store, replaced, G_MININT64, 0);
}
END_TEST

START_TEST(what_is_rolled_back_was_never_there)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event event = bounce(run, 1, NOON);

	ck_assert(rebound_store_begin(store, NULL));
	g_free(history(store, "ann@example.org", G_MININT64, 0));
	add_event(store, &event, TRUE);
	rebound_store_rollback(store);
	ck_assert(rebound_store_begin(store, NULL));
	g_autofree char *kept = history(store, "ann@example.org", G_MININT64, 0);
	ck_assert_str_eq(kept, "");
	ck_assert(rebound_store_commit(store, NULL));
}
END_TEST

static gboolean stop(const struct rebound_event *event, void *data)
{
	(void)event;
	++*(guint *)data;
	return FALSE;
}

START_TEST(a_walk_that_ends_early_keeps_nothing)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	guint count = 0;

	ck_assert(rebound_store_begin(store, NULL));
	for (guint i = 1; i <= 3; i++) {
		struct rebound_event event = bounce(run, i, NOON + i);
		add_event(store, &event, TRUE);
	}
	for (guint i = 0; i < 2; i++)
		ck_assert(rebound_store_history_of(
			store, "ann@example.org", G_MININT64, 0, stop, &count, NULL));
	ck_assert_uint_eq(count, 2);
	g_autofree char *kept = history(store, "ann@example.org", G_MININT64, 0);
	ck_assert(rebound_store_history_of(
		store, "ann@example.org", G_MININT64, 0, stop, &count, NULL));
	ck_assert_uint_eq(count, 3);
	ck_assert(rebound_store_commit(store, NULL));
	check_history(store, kept, G_MININT64, 0);
}
END_TEST

/* More addresses than are kept. */
START_TEST(many_addresses_are_right_too)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);

	ck_assert(rebound_store_begin(store, NULL));
	for (guint i = 0; i < 20000; i++) {
		g_autofree char *address = g_strdup_printf("a%u@example.org", i % 17000);
		g_autofree char *kept = history(store, address, G_MININT64, 0);

		ck_assert_str_eq(kept, "");
	}
	struct rebound_event event = bounce(run, 1, NOON);
	add_event(store, &event, TRUE);
	g_autofree char *one = history(store, "ann@example.org", G_MININT64, 0);
	ck_assert(rebound_store_commit(store, NULL));
	check_history(store, one, G_MININT64, 0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("store/recent");
	TCase *all = tcase_create("all");

	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_test(all, what_is_kept_is_what_the_rows_say);
	tcase_add_test(all, another_process_is_heard);
	tcase_add_test(all, what_changes_events_is_heard);
	tcase_add_test(all, what_is_rolled_back_was_never_there);
	tcase_add_test(all, a_walk_that_ends_early_keeps_nothing);
	tcase_add_test(all, many_addresses_are_right_too);
	suite_add_tcase(suite, all);
	return suite;
}
