/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "core/base/clock.h"
#include "core/run/delivery.h"
#include "core/run/outbox.h"
#include "net/test_server.h"

#define NOON	1767268800 /* 2026-01-01T12:00:00Z */
#define KEY	"3f0000000000000000000000000000000000000000000000000000000000beef"
#define PAYLOAD "{\"version\":1,\"address\":\"ann@example.org\"}"
#define SECRET	"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" /* as Standard Webhooks writes one */

static struct rebound_outbox_row make_row(void)
{
	return (struct rebound_outbox_row){
		.id = 1, .key = KEY, .target = "crm", .payload = PAYLOAD, .created = NOON};
}

/* Post to a server that gives one answer; what it has seen is left in seen. */
static struct rebound_delivery post(
	const char *answer, const struct rebound_target *model, char **seen)
{
	const char *const answers[] = {answer, NULL};
	struct rebound_target target = *model;
	struct rebound_outbox_row row = make_row();
	struct rebound_delivery delivery;
	struct test_server server;

	struct rebound_http *http = rebound_http_new(NULL);
	ck_assert_ptr_nonnull(http);
	test_server_start(&server, answers, NULL);
	g_autofree char *url = g_strdup_printf("http://127.0.0.1:%u/hook", server.port);
	target.url = url;
	target.timeout = 5;
	rebound_delivery_post(http, &target, &row, NOON, &delivery);
	rebound_http_free(http);
	test_server_stop(&server);
	if (seen != NULL)
		*seen = g_strdup(server.seen->len > 0 ? test_server_seen(&server, 0) : "");
	test_server_clear(&server);
	return delivery;
}

static const struct {
	const char *answer;
	enum rebound_delivery_outcome outcome;
	gint64 after;
	const char *told;
} answers[] = {
	{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", REBOUND_DELIVERY_DONE, -1, "200: ok"},
	{"HTTP/1.1 204 No Content\r\n\r\n", REBOUND_DELIVERY_DONE, -1, "204"},
	{"HTTP/1.1 400 Bad Request\r\n\r\nno field x\n", REBOUND_DELIVERY_FINAL, -1,
		"400: no field x"},
	{"HTTP/1.1 401 Unauthorized\r\n\r\n", REBOUND_DELIVERY_FINAL, -1, "401"},
	{"HTTP/1.1 404 Not Found\r\n\r\n", REBOUND_DELIVERY_FINAL, -1, "404"},
	{"HTTP/1.1 410 Gone\r\n\r\n", REBOUND_DELIVERY_FINAL, -1, "410"},
	{"HTTP/1.1 301 Moved\r\nLocation: https://new.example/\r\n\r\n", REBOUND_DELIVERY_FINAL, -1,
		"301: it has moved to https://new.example/; put that into the settings"},
	{"HTTP/1.1 408 Timeout\r\n\r\n", REBOUND_DELIVERY_AGAIN, -1, "408"},
	{"HTTP/1.1 429 Slow\r\nRetry-After: 120\r\n\r\n", REBOUND_DELIVERY_AGAIN, 120, "429"},
	{"HTTP/1.1 503 Busy\r\nRetry-After: Thu, 01 Jan 2026 12:05:00 GMT\r\n\r\n",
		REBOUND_DELIVERY_AGAIN, 300, "503"},
	{"HTTP/1.1 500 Oops\r\n\r\n\x1b[31mred\r\nX", REBOUND_DELIVERY_AGAIN, -1,
		"500: \xEF\xBF\xBD[31mred X"},
	{"", REBOUND_DELIVERY_AGAIN, -1, NULL}, /* it hangs up */
	{"not HTTP\r\n", REBOUND_DELIVERY_AGAIN, -1, NULL},
};

START_TEST(an_answer_says_what_becomes_of_it)
{
	struct rebound_target target = {.name = "crm"};
	struct rebound_delivery delivery = post(answers[_i].answer, &target, NULL);

	ck_assert_msg(delivery.outcome == answers[_i].outcome, "%s: %d", delivery.answer,
		delivery.outcome);
	ck_assert_int_eq(delivery.after, answers[_i].after);
	if (answers[_i].told != NULL)
		ck_assert_str_eq(delivery.answer, answers[_i].told);
	g_free(delivery.answer);
}
END_TEST

/* The signature as the other side would check it. */
static void check_signature(const char *seen, const char *secret, gsize len)
{
	g_autofree char *signed_text = g_strdup_printf(KEY ".%d." PAYLOAD, NOON);
	guint8 digest[32];
	gsize size = sizeof(digest);

	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)secret, len);
	g_hmac_update(hmac, (const guchar *)signed_text, -1);
	g_hmac_get_digest(hmac, digest, &size);
	g_hmac_unref(hmac);
	g_autofree char *text = g_base64_encode(digest, size);
	g_autofree char *header = g_strdup_printf("\r\nwebhook-signature: v1,%s\r\n", text);
	ck_assert_msg(strstr(seen, header) != NULL, "%s in %s", header, seen);
}

START_TEST(a_message_is_signed)
{
	g_autofree char *folder = g_dir_make_tmp("rebound-outbox-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "secret", NULL);
	g_autofree char *seen = NULL;
	struct rebound_target target = {.name = "crm", .secret_file = path, .token_file = path};
	gboolean encoded = _i == 1;

	ck_assert(g_file_set_contents_full(path, encoded ? "whsec_" SECRET "\n" : SECRET "\n", -1,
		G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	struct rebound_delivery delivery =
		post("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", &target, &seen);
	ck_assert_int_eq(delivery.outcome, REBOUND_DELIVERY_DONE);
	ck_assert(g_str_has_prefix(seen, "POST /hook HTTP/1.1\r\n"));
	ck_assert_ptr_nonnull(strstr(seen, "\r\nContent-Type: application/json\r\n"));
	ck_assert_ptr_nonnull(strstr(seen, "\r\nIdempotency-Key: " KEY "\r\n"));
	ck_assert_ptr_nonnull(strstr(seen, "\r\nwebhook-id: " KEY "\r\n"));
	ck_assert_ptr_nonnull(strstr(seen, "\r\nwebhook-timestamp: 1767268800\r\n"));
	ck_assert_ptr_nonnull(strstr(seen, "\r\nAuthorization: Bearer "));
	ck_assert(g_str_has_suffix(seen, "\r\n\r\n" PAYLOAD));
	gsize len;
	g_autofree guchar *bytes = g_base64_decode(SECRET, &len);
	if (encoded)
		check_signature(seen, (const char *)bytes, len);
	else
		check_signature(seen, SECRET, strlen(SECRET));
	g_free(delivery.answer);
	g_remove(path);
	g_rmdir(folder);
}
END_TEST

/* Without its secret nothing goes out. */
START_TEST(no_secret_no_message)
{
	g_autofree char *folder = g_dir_make_tmp("rebound-outbox-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "secret", NULL);
	g_autofree char *seen = NULL;
	struct rebound_target target = {.name = "crm", .secret_file = path};

	if (_i > 0)
		ck_assert(g_file_set_contents_full(path, _i == 1 ? "\n" : "open", -1,
			G_FILE_SET_CONTENTS_NONE, _i == 1 ? 0600 : 0644, NULL));
	struct rebound_delivery delivery = post("HTTP/1.1 200 OK\r\n\r\n", &target, &seen);
	ck_assert_int_eq(delivery.outcome, REBOUND_DELIVERY_AGAIN);
	ck_assert_ptr_nonnull(strstr(delivery.answer, path));
	ck_assert_str_eq(seen, "");
	g_free(delivery.answer);
	g_remove(path);
	g_rmdir(folder);
}
END_TEST

static const struct {
	const char *script; /* of the shell that the test itself names as the program */
	gint64 timeout;
	enum rebound_delivery_outcome outcome;
	const char *told;
} programs[] = {
	{"cat >/dev/null", 5, REBOUND_DELIVERY_DONE, "exit status 0"},
	{"exit 0", 5, REBOUND_DELIVERY_DONE, "exit status 0"}, /* it does not read */
	{"cat >/dev/null; echo one >&2; echo two >&2; exit 3", 5, REBOUND_DELIVERY_FINAL,
		"exit status 3: two"},
	{"cat >/dev/null; exit 75", 5, REBOUND_DELIVERY_AGAIN, "exit status 75"},
	{"kill -9 $$", 5, REBOUND_DELIVERY_AGAIN, "killed by signal 9"},
	{"sleep 60", 1, REBOUND_DELIVERY_AGAIN, "took longer than 1 s, and was killed"},
	{"yes >&2", 1, REBOUND_DELIVERY_AGAIN, "took longer than 1 s, and was killed"},
	/* What it left behind does not hold us up. */
	{"sleep 60 & exit 0", 5, REBOUND_DELIVERY_DONE, "exit status 0"},
	{"printf '\\033[31m\\200red' >&2; exit 1", 5, REBOUND_DELIVERY_FINAL,
		"exit status 1: \xEF\xBF\xBD[31m\xEF\xBF\xBDred"},
	{"test \"$(cat)\" = '" PAYLOAD "'", 5, REBOUND_DELIVERY_DONE, NULL},
	{"test \"$REBOUND_KEY\" = " KEY " && test \"$REBOUND_TARGET\" = crm", 5,
		REBOUND_DELIVERY_DONE, NULL},
	{"test \"$PWD\" = / && test -z \"$HOME$USER$LD_PRELOAD$SECRET\"", 5, REBOUND_DELIVERY_DONE,
		NULL},
	{"test $(ls /proc/self/fd | wc -l) -eq 4", 5, REBOUND_DELIVERY_DONE, NULL},
	{"test \"$0\" = 'a;b $(c)' && test $# -eq 0", 5, REBOUND_DELIVERY_DONE, NULL},
};

START_TEST(a_program_says_what_becomes_of_it)
{
	const char *const command[] = {"/bin/sh", "-c", programs[_i].script, "a;b $(c)", NULL};
	struct rebound_target target = {
		.name = "crm", .program = command, .timeout = programs[_i].timeout};
	struct rebound_outbox_row row = make_row();
	struct rebound_delivery delivery;
	gint64 begun = g_get_monotonic_time();

	g_setenv("SECRET", "x", TRUE);
	rebound_delivery_run(&target, &row, &delivery);
	ck_assert_msg(delivery.outcome == programs[_i].outcome, "%s: %s (%d)", programs[_i].script,
		delivery.answer, delivery.outcome);
	if (programs[_i].told != NULL)
		ck_assert_str_eq(delivery.answer, programs[_i].told);
	ck_assert_int_lt(g_get_monotonic_time() - begun, 10 * G_USEC_PER_SEC);
	g_free(delivery.answer);
}
END_TEST

START_TEST(a_program_that_is_missing_is_tried_again)
{
	const char *const command[] = {"/no/such/program", NULL};
	struct rebound_target target = {.name = "crm", .program = command, .timeout = 5};
	struct rebound_outbox_row row = make_row();
	struct rebound_delivery delivery;

	rebound_delivery_run(&target, &row, &delivery);
	ck_assert_int_eq(delivery.outcome, REBOUND_DELIVERY_AGAIN);
	ck_assert_ptr_nonnull(strstr(delivery.answer, "/no/such/program: can't be started"));
	g_free(delivery.answer);
}
END_TEST

/* A mail of 1 MB to a program that reads nothing, and to one that reads all. */
START_TEST(a_large_message_is_no_trouble)
{
	const char *const deaf[] = {"/bin/sh", "-c", "sleep 0.2", NULL};
	const char *const reader[] = {"/bin/sh", "-c", "test $(wc -c) -eq 1000000", NULL};
	struct rebound_target target = {
		.name = "crm", .program = _i == 0 ? deaf : reader, .timeout = 10};
	g_autofree char *payload = g_strnfill(1000000, 'x');
	struct rebound_outbox_row row = make_row();
	struct rebound_delivery delivery;

	row.payload = payload;
	rebound_delivery_run(&target, &row, &delivery);
	ck_assert_msg(delivery.outcome == REBOUND_DELIVERY_DONE, "%s", delivery.answer);
	g_free(delivery.answer);
}
END_TEST

static gboolean note_row(const struct rebound_outbox_row *row, void *data)
{
	struct rebound_outbox_row *kept = data;

	*kept = *row;
	kept->answer = g_intern_string(row->answer);
	return TRUE;
}

/* Exponential backoff with an end: each wait is twice the one before, up to 6 hours, and after
 * three days the message is given up. */
START_TEST(attempts_grow_rare_and_end)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua",
		"settings { targets = { crm = { program = { '/bin/false' } },"
		" busy = { program = { '/bin/sh', '-c', 'exit 75' } } } }",
		&error);
	ck_assert_msg(policy != NULL, "%s", error != NULL ? error->message : "");
	g_autoptr(rebound_store) store =
		rebound_store_open("/nowhere", REBOUND_STORE_MEMORY, &error);
	struct rebound_outbox_options options = {0};
	struct rebound_outbox_count count;
	struct rebound_outbox_row row = make_row(), seen = {0};
	gint64 now = NOON, wait = 0;

	row.target = "busy";
	ck_assert(rebound_store_outbox_add(store, &row, NULL, NULL));
	for (guint i = 1;; i++) {
		rebound_clock_set(now);
		ck_assert(rebound_outbox_send(policy, store, &options, &count, &error));
		ck_assert_uint_eq(count.again + count.failed, 1);
		ck_assert(rebound_store_outbox(store, TRUE, note_row, &seen, NULL));
		ck_assert_uint_eq(seen.attempts, i);
		if (count.failed == 1)
			break;
		gint64 next = seen.due - now;
		gint64 least = MIN(60 << (i - 1), 6 * 3600);
		ck_assert_int_ge(next, least);
		ck_assert_int_le(next, least + least / 10);
		ck_assert_int_ge(next, wait);
		wait = next;
		/* Not before its time. */
		rebound_clock_set(seen.due - 1);
		ck_assert(rebound_outbox_send(policy, store, &options, &count, &error));
		ck_assert_uint_eq(count.again, 0);
		now = seen.due;
	}
	ck_assert_int_le(now, NOON + 3 * 24 * 3600);
	ck_assert_int_ge(now, NOON + 3 * 24 * 3600 - 7 * 3600);
	ck_assert_int_eq(seen.state, REBOUND_OUTBOX_FAILED);
	ck_assert_ptr_nonnull(strstr(seen.answer, "given up after"));
	rebound_clock_set(0);
}
END_TEST

START_TEST(an_unknown_target_waits)
{
	g_autoptr(rebound_policy) policy = rebound_policy_load(NULL, NULL);
	g_autoptr(rebound_store) store = rebound_store_open("/nowhere", REBOUND_STORE_MEMORY, NULL);
	struct rebound_outbox_options options = {0};
	struct rebound_outbox_count count;
	struct rebound_outbox_row row = make_row(), seen = {0};

	rebound_clock_set(NOON);
	ck_assert(rebound_store_outbox_add(store, &row, NULL, NULL));
	ck_assert(rebound_outbox_send(policy, store, &options, &count, NULL));
	ck_assert_uint_eq(count.again, 1);
	ck_assert(rebound_store_outbox(store, TRUE, note_row, &seen, NULL));
	ck_assert_int_eq(seen.state, REBOUND_OUTBOX_WAITING);
	ck_assert_str_eq(seen.answer, "the policy's settings have no target 'crm'");
	rebound_clock_set(0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("outbox");
	TCase *tcase = tcase_create("outbox");

	signal(SIGPIPE, SIG_IGN);

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(
		tcase, an_answer_says_what_becomes_of_it, 0, (int)G_N_ELEMENTS(answers));
	tcase_add_loop_test(tcase, a_message_is_signed, 0, 2);
	tcase_add_loop_test(tcase, no_secret_no_message, 0, 3);
	tcase_add_loop_test(
		tcase, a_program_says_what_becomes_of_it, 0, (int)G_N_ELEMENTS(programs));
	tcase_add_test(tcase, a_program_that_is_missing_is_tried_again);
	tcase_add_loop_test(tcase, a_large_message_is_no_trouble, 0, 2);
	tcase_add_test(tcase, attempts_grow_rare_and_end);
	tcase_add_test(tcase, an_unknown_target_waits);
	suite_add_tcase(suite, tcase);
	return suite;
}
