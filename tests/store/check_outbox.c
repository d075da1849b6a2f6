/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/outbox.h"
#include "core/store/undo.h"

#define KEY "00000000000000000000000000000000000000000000000000000000000000"

static gboolean add(struct rebound_store *store, guint number, gint64 event, gint64 run)
{
	g_autofree char *key = g_strdup_printf(KEY "%02x", number);
	struct rebound_outbox_row row = {.key = key,
		.target = "crm",
		.payload = "{}",
		.event = event,
		.run = run,
		.created = NOON};
	gboolean added;

	ck_assert(rebound_store_outbox_add(store, &row, &added, NULL));
	return added;
}

static struct rebound_outbox_row take(
	struct rebound_store *store, struct rebound_arena *arena, gint64 now)
{
	struct rebound_outbox_row row;

	ck_assert(rebound_store_outbox_take(store, now, now + 90, arena, &row, NULL));
	return row;
}

START_TEST(a_key_is_one_message)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);

	ck_assert(add(store, 1, 0, 0));
	ck_assert(!add(store, 1, 0, 0));
	ck_assert(add(store, 2, 0, 0));
	ck_assert_int_eq(rebound_store_outbox_waiting(store, NULL), 2);
}
END_TEST

START_TEST(a_lease_is_one_sender_s)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(rebound_store) other = open_store(REBOUND_STORE_CHANGE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	add(store, 1, 0, 0);
	ck_assert_int_eq(take(store, arena, NOON - 1).id, 0);
	struct rebound_outbox_row first = take(store, arena, NOON);
	ck_assert_int_eq(first.id, 1);
	ck_assert_uint_eq(first.attempts, 1);
	ck_assert_int_eq(take(other, arena, NOON + 89).id, 0);
	/* The first one is thought dead; when it comes back, only a delivery counts. */
	struct rebound_outbox_row second = take(other, arena, NOON + 90);
	ck_assert_int_eq(second.id, 1);
	ck_assert_uint_eq(second.attempts, 2);
	ck_assert(rebound_store_outbox_close(
		store, &first, REBOUND_OUTBOX_FAILED, 0, "late", NOON + 91, NULL));
	check_answer("SELECT state || ifnull(answer, '') FROM outbox", "waiting");
	ck_assert(rebound_store_outbox_close(
		other, &second, REBOUND_OUTBOX_WAITING, NOON + 500, "busy", NOON + 92, NULL));
	ck_assert_int_eq(take(other, arena, NOON + 499).id, 0);
	ck_assert(rebound_store_outbox_close(
		store, &first, REBOUND_OUTBOX_SENT, 0, NULL, NOON + 93, NULL));
	check_answer("SELECT state FROM outbox", "sent");
	ck_assert_int_eq(take(other, arena, NOON + 1000).id, 0);
}
END_TEST

static void undo(struct rebound_store *store, gint64 run)
{
	struct rebound_undo_filter filter = {.run = run};
	struct rebound_undo_order order = {.why = "test", .now = NOON};
	struct rebound_undo undone;

	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
}

/* What was not sent goes with its event; what was sent stays sent, and is not sent again when the
 * same mail is processed anew. */
START_TEST(undo_withdraws_what_was_not_sent)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event one = make_event(run, "ann@example.org", 1, NOON);
	struct rebound_event two = make_event(run, "bob@example.org", 2, NOON);

	add_event(store, &one, TRUE);
	add_event(store, &two, TRUE);
	add(store, 1, one.id, run);
	add(store, 2, two.id, run);
	add(store, 3, 0, run); /* an alert of the run */
	struct rebound_outbox_row row = take(store, arena, NOON);
	ck_assert(
		rebound_store_outbox_close(store, &row, REBOUND_OUTBOX_SENT, 0, NULL, NOON, NULL));
	undo(store, run);
	check_answer("SELECT group_concat(state) FROM outbox", "sent,withdrawn,withdrawn");
	ck_assert_int_eq(take(store, arena, NOON).id, 0);
	ck_assert(!add(store, 1, 0, 0));
	ck_assert(add(store, 2, 0, 0));
	check_answer("SELECT group_concat(state) FROM outbox", "sent,waiting,withdrawn");
}
END_TEST

START_TEST(a_person_tries_again_or_drops)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	add(store, 1, 0, 0);
	add(store, 2, 0, 0);
	struct rebound_outbox_row row = take(store, arena, NOON);
	/* On its way. */
	ck_assert_int_eq(
		rebound_store_outbox_change(store, 1, REBOUND_OUTBOX_WAITING, NOON, NULL), 0);
	ck_assert(rebound_store_outbox_close(
		store, &row, REBOUND_OUTBOX_FAILED, 0, "404", NOON, NULL));
	ck_assert_int_eq(
		rebound_store_outbox_change(store, 2, REBOUND_OUTBOX_DROPPED, NOON, NULL), 1);
	check_answer("SELECT group_concat(state) FROM outbox", "failed,dropped");
	/* All: what was given up, but not what somebody dropped. */
	ck_assert_int_eq(
		rebound_store_outbox_change(store, 0, REBOUND_OUTBOX_WAITING, NOON + 5, NULL), 1);
	check_answer("SELECT group_concat(state) FROM outbox", "waiting,dropped");
	ck_assert_int_eq(take(store, arena, NOON + 5).id, 1);
	ck_assert_int_eq(
		rebound_store_outbox_change(store, 2, REBOUND_OUTBOX_WAITING, NOON + 5, NULL), 1);
	ck_assert_int_eq(
		rebound_store_outbox_change(store, 9, REBOUND_OUTBOX_WAITING, NOON + 5, NULL), 0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("outbox");
	TCase *tcase = tcase_create("outbox");

	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_test(tcase, a_key_is_one_message);
	tcase_add_test(tcase, a_lease_is_one_sender_s);
	tcase_add_test(tcase, undo_withdraws_what_was_not_sent);
	tcase_add_test(tcase, a_person_tries_again_or_drops);
	suite_add_tcase(suite, tcase);
	return suite;
}
