/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include <sys/wait.h>
#include <unistd.h>

#include "core/store/leases.h"
#include "core/store/undo.h"

#define MINUTE 60
#define HOUR   (60 * 60)

static void schedule(struct rebound_store *store, const char *address, gint64 due)
{
	struct rebound_retry retry = {.address = address,
		.address_key = address,
		.domain = strchr(address, '@') + 1,
		.original_id = "m1",
		.reason = REBOUND_REASON_MAILBOX_FULL,
		.step = 1,
		.due = due};

	ck_assert(rebound_store_retry(store, &retry, NULL));
}

static void slow(struct rebound_store *store, const char *domain, gint64 interval, gint64 until)
{
	struct rebound_slowdown row = {.domain = domain,
		.reason = REBOUND_REASON_RATE_LIMITED,
		.interval = interval,
		.until = until};

	ck_assert(rebound_store_slow(store, &row, NULL));
}

static gboolean append_address(const struct rebound_retry *retry, void *data)
{
	g_string_append_printf(data, "%s%s", ((GString *)data)->len > 0 ? " " : "", retry->address);
	return TRUE;
}

static gint64 check_lease(struct rebound_store *store, const struct rebound_lease_request *request,
	const char *expected)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	gint64 lease;

	ck_assert_msg(rebound_store_lease(store, request, &lease, append_address, text, &error),
		"%s", error != NULL ? error->message : "");
	ck_assert_str_eq(text->str, expected);
	ck_assert_int_eq(lease != 0, *expected != '\0');
	return lease;
}

START_TEST(what_is_leased_is_nobody_elses)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_lease_request request = {.now = NOON, .span = 10 * MINUTE, .limit = 2};
	g_autoptr(GString) text = g_string_new(NULL);
	gboolean there;

	schedule(store, "cid@example.org", NOON - 1);
	schedule(store, "bob@example.org", NOON - 2);
	schedule(store, "ann@example.org", NOON);
	schedule(store, "dan@example.org", NOON + 1);
	gint64 first = check_lease(store, &request, "bob@example.org cid@example.org");
	gint64 second = check_lease(store, &request, "ann@example.org");
	ck_assert_int_ne(first, second);
	check_lease(store, &request, "");
	ck_assert(rebound_store_leased(store, first, append_address, text, NULL));
	ck_assert_str_eq(text->str, "bob@example.org cid@example.org");
	/* The end of a lease is no longer in it. */
	request.now = NOON + 10 * MINUTE - 1;
	check_lease(store, &request, "dan@example.org");
	request.now++;
	check_lease(store, &request, "bob@example.org cid@example.org");
	/* The first sender holds nothing any more. */
	g_string_truncate(text, 0);
	ck_assert(rebound_store_leased(store, first, append_address, text, NULL));
	ck_assert_str_eq(text->str, "");
	ck_assert(rebound_store_has_lease(store, first, &there, NULL) && there);
	ck_assert(rebound_store_has_lease(store, 4, &there, NULL) && there);
	ck_assert(rebound_store_has_lease(store, 5, &there, NULL) && !there);
	ck_assert(rebound_store_has_lease(store, 0, &there, NULL) && !there);
}
END_TEST

START_TEST(only_one_domain)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_lease_request request = {.now = NOON, .span = HOUR, .domain = "example.net"};

	schedule(store, "ann@example.org", NOON);
	schedule(store, "bob@example.net", NOON);
	check_lease(store, &request, "bob@example.net");
	request.domain = "example.com";
	check_lease(store, &request, "");
}
END_TEST

START_TEST(a_slowed_domain_gets_one_at_a_time)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_lease_request request = {.now = NOON, .span = MINUTE};
	gboolean changed;

	schedule(store, "ann@slow.example", NOON - 3);
	schedule(store, "bob@slow.example", NOON - 2);
	schedule(store, "cid@slow.example", NOON - 1);
	schedule(store, "ann@example.org", NOON);
	schedule(store, "bob@example.org", NOON);
	slow(store, "slow.example", 2 * HOUR, NOON + 5 * HOUR);
	check_lease(store, &request, "ann@slow.example ann@example.org bob@example.org");
	ck_assert(rebound_store_close_retry(
		store, 1, REBOUND_RETRY_DONE, NULL, NOON, &changed, NULL));
	/* That it was sent does not make the next one due sooner. */
	request.now = NOON + 2 * HOUR - 1;
	check_lease(store, &request, "ann@example.org bob@example.org");
	request.now = NOON + 2 * HOUR;
	check_lease(store, &request, "bob@slow.example");
	/* The slowdown is over. */
	request.now = NOON + 5 * HOUR;
	check_lease(store, &request,
		"bob@slow.example cid@slow.example ann@example.org bob@example.org");
}
END_TEST

START_TEST(an_hour_has_its_number)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_lease_request request = {.now = NOON, .span = 3 * HOUR, .hourly = 2};

	for (guint i = 0; i < 5; i++) {
		g_autofree char *address = g_strdup_printf("%c@example.org", 'a' + i);

		schedule(store, address, NOON - 10 + i);
	}
	schedule(store, "a@example.net", NOON);
	check_lease(store, &request, "a@example.org b@example.org a@example.net");
	request.now = NOON + 30 * MINUTE;
	check_lease(store, &request, "");
	request.now = NOON + HOUR;
	check_lease(store, &request, "c@example.org d@example.org");
	request.now = NOON + 2 * HOUR;
	check_lease(store, &request, "e@example.org");
}
END_TEST

START_TEST(what_began_is_not_handed_out)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	struct rebound_lease_request request = {.now = NOON, .span = MINUTE};
	gboolean changed;

	schedule(store, "ann@example.org", NOON);
	gint64 lease = check_lease(store, &request, "ann@example.org");
	ck_assert(!rebound_store_begin_retry(store, 1, lease + 1, NOON, NULL));
	ck_assert(!rebound_store_begin_retry(store, 1, lease, NOON + MINUTE, NULL));
	ck_assert(rebound_store_begin_retry(store, 1, lease, NOON, NULL));
	ck_assert(!rebound_store_begin_retry(store, 1, lease, NOON, NULL));
	request.now = NOON + DAY;
	check_lease(store, &request, "");
	/* It turned out that it was not sent. */
	ck_assert(rebound_store_release_retry(store, 1, lease, NULL));
	lease = check_lease(store, &request, "ann@example.org");
	ck_assert(rebound_store_begin_retry(store, 1, lease, request.now, NULL));
	ck_assert(rebound_store_close_retry(
		store, 1, REBOUND_RETRY_OVER, "refused", request.now, &changed, NULL));
	ck_assert(changed);
	check_answer("SELECT state || why FROM retries WHERE id = 1", "overrefused");
}
END_TEST

/* The numbers by hour are those of the rows, whatever became of them. */
START_TEST(hours_are_counted)
{
	static const char wrong[] =
		"SELECT count(*) FROM (SELECT domain, due / 3600, count(*) FROM retries"
		" WHERE state = 'scheduled' GROUP BY 1, 2"
		" EXCEPT SELECT * FROM retry_hours)";
	static const char other_way[] = "SELECT count(*) FROM (SELECT * FROM retry_hours EXCEPT"
					" SELECT domain, due / 3600, count(*) FROM retries"
					" WHERE state = 'scheduled' GROUP BY 1, 2)";
	struct rebound_store *store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(GRand) dice = g_rand_new_with_seed(7);
	struct rebound_undo_filter filter = {0};
	const struct rebound_undo_order order = {.now = NOON};
	struct rebound_undo undone;
	gboolean changed;

	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	for (guint i = 0; i < 300; i++) {
		g_autofree char *address = g_strdup_printf("p%d@d%d.example",
			g_rand_int_range(dice, 0, 30), g_rand_int_range(dice, 0, 3));
		struct rebound_retry retry = {.address = address,
			.address_key = address,
			.domain = strchr(address, '@') + 1,
			.state = g_rand_int_range(dice, 0, 5) == 0 ? REBOUND_RETRY_OVER
								   : REBOUND_RETRY_SCHEDULED,
			.step = 1,
			.due = NOON + g_rand_int_range(dice, 0, 10 * HOUR),
			.run = g_rand_boolean(dice) ? run : 0};

		ck_assert(rebound_store_retry(store, &retry, NULL));
		if (g_rand_int_range(dice, 0, 4) == 0)
			ck_assert(rebound_store_close_retry(store,
				g_rand_int_range(dice, 1, (gint32)i + 2), REBOUND_RETRY_DONE, NULL,
				NOON, &changed, NULL));
		if (g_rand_int_range(dice, 0, 20) == 0)
			suppress(store, run, address, REBOUND_STATE_ACTIVE, 0, NOON);
	}
	check_answer(wrong, "0");
	check_answer(other_way, "0");
	filter.run = rebound_store_run_number(store);
	ck_assert(rebound_store_undo(store, &filter, &order, &undone, NULL));
	ck_assert_int_gt(undone.retries, 0);
	check_answer(wrong, "0");
	check_answer(other_way, "0");
	g_free(ask(path, "DELETE FROM retries WHERE id % 2 = 0 AND replaced_by IS NULL"
			 " AND id NOT IN (SELECT replaced_by FROM retries WHERE replaced_by)"));
	check_answer(wrong, "0");
	check_answer(other_way, "0");
	rebound_store_free(store);
}
END_TEST

#define SENDERS 4
#define ROWS	400

/* Leases until nothing is left; writes the row of each into a pipe. */
static void send_all(int to)
{
	struct rebound_lease_request request = {.now = NOON, .span = HOUR, .limit = 7};
	g_autoptr(rebound_store) store = rebound_store_open(path, REBOUND_STORE_CHANGE, NULL);
	gint64 lease = 0;

	do {
		g_autoptr(GString) text = g_string_new(NULL);

		if (store == NULL ||
			!rebound_store_lease(store, &request, &lease, append_address, text, NULL))
			_exit(1);
		g_string_append_c(text, lease != 0 ? ' ' : '\n');
		if (write(to, text->str, text->len) != (ssize_t)text->len)
			_exit(1);
	} while (lease != 0);
	g_clear_pointer(&store, rebound_store_free);
	_exit(0);
}

START_TEST(many_senders_at_once)
{
	struct rebound_store *store = open_store(REBOUND_STORE_WRITE);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	int pipes[SENDERS][2];

	ck_assert(rebound_store_begin(store, NULL));
	for (guint i = 0; i < ROWS; i++) {
		g_autofree char *address = g_strdup_printf("p%u@example.org", i);

		schedule(store, address, NOON - (gint64)i);
	}
	ck_assert(rebound_store_commit(store, NULL));
	rebound_store_free(store);
	for (guint i = 0; i < SENDERS; i++) {
		ck_assert_int_eq(pipe(pipes[i]), 0);
		pid_t child = fork();
		ck_assert_int_ge(child, 0);
		if (child == 0)
			send_all(pipes[i][1]);
		close(pipes[i][1]);
	}
	for (guint i = 0; i < SENDERS; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		char buffer[4096];
		ssize_t len;
		int status;

		while ((len = read(pipes[i][0], buffer, sizeof(buffer))) > 0)
			g_string_append_len(text, buffer, len);
		close(pipes[i][0]);
		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(status, 0);
		g_auto(GStrv) names = g_strsplit(g_strstrip(text->str), " ", -1);
		for (char **name = names; *name != NULL; name++)
			if (**name != '\0')
				ck_assert_msg(g_hash_table_add(seen, g_strdup(*name)),
					"%s was handed out twice", *name);
	}
	ck_assert_uint_eq(g_hash_table_size(seen), ROWS);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("leases");
	TCase *leases = tcase_create("leases");

	tcase_set_timeout(leases, 60);
	tcase_add_checked_fixture(leases, make_folder, remove_folder);
	tcase_add_test(leases, what_is_leased_is_nobody_elses);
	tcase_add_test(leases, only_one_domain);
	tcase_add_test(leases, a_slowed_domain_gets_one_at_a_time);
	tcase_add_test(leases, an_hour_has_its_number);
	tcase_add_test(leases, what_began_is_not_handed_out);
	tcase_add_test(leases, hours_are_counted);
	tcase_add_test(leases, many_senders_at_once);
	suite_add_tcase(suite, leases);
	return suite;
}
