/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <rebound/error.h>
#include "core/net/mailer.h"
#include "net/test_server.h"

static struct rebound_mailer *new_mailer(guint port)
{
	g_autofree char *url = g_strdup_printf("smtp://127.0.0.1:%u/bounce.example", port);
	g_autoptr(GError) error = NULL;
	struct rebound_mailer *mailer = rebound_mailer_new(url, NULL, NULL, &error);

	ck_assert_msg(mailer != NULL, "%s", error != NULL ? error->message : "");
	rebound_mailer_set_times(mailer, 2, 5);
	return mailer;
}

START_TEST(a_mail_arrives_as_it_is)
{
	static const char data[] = "From: a\nTo: b\r\n\r\n.dot\r.\nlast";
	static const char *const replies[] = {".", "250 2.0.0 queued\r\n", NULL};
	static const char *const expected[] = {"EHLO bounce.example\r\n",
		"MAIL FROM:<list@example.org>", "RCPT TO:<ann@example.net>\r\n", "DATA\r\n",
		"From: a\r\nTo: b\r\n\r\n..dot\r\n..\r\nlast\r\n.\r\n"};
	struct rebound_mailer_mail mail = {
		"list@example.org", "ann@example.net", data, sizeof(data) - 1};
	struct rebound_mailer_answer answer;
	struct test_server server;
	g_autoptr(GError) error = NULL;

	test_server_start(&server, NULL, replies);
	struct rebound_mailer *mailer = new_mailer(server.port);
	gboolean good = rebound_mailer_send(mailer, &mail, &answer, &error);
	rebound_mailer_free(mailer);
	test_server_stop(&server);
	ck_assert_msg(good, "%s", error != NULL ? error->message : "");
	ck_assert_uint_eq(answer.reply, 250);
	ck_assert_str_eq(answer.text->str, "250 2.0.0 queued");
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
		ck_assert_msg(g_str_has_prefix(test_server_seen(&server, i), expected[i]), "%u: %s",
			i, test_server_seen(&server, i));
	rebound_mailer_answer_clear(&answer);
	test_server_clear(&server);
}
END_TEST

static const struct {
	const char *command, *answer;
	guint reply;
	const char *text;
} refusals[] = {
	{"CONNECT", "421 4.7.0 [TSS04] later\r\n", 421, "421 4.7.0 [TSS04] later"},
	{"MAIL", "550 5.7.1 you are blocked\r\n", 550, "550 5.7.1 you are blocked"},
	{"RCPT", "550-5.1.1 no such user\r\n550 5.1.1 at all\r\n", 550,
		"550-5.1.1 no such user\n550 5.1.1 at all"},
	{"RCPT", "452 4.2.2 full\r\n", 452, "452 4.2.2 full"},
	{"DATA", "554 5.5.1 no\r\n", 554, "554 5.5.1 no"},
	{".", "552 5.3.4 too big\r\n", 552, "552 5.3.4 too big"},
};

START_TEST(a_refusal_is_an_answer)
{
	const char *const replies[] = {refusals[_i].command, refusals[_i].answer, NULL};
	struct rebound_mailer_mail mail = {"", "ann@example.net", "Subject: x\n\n", 12};
	struct rebound_mailer_answer answer;
	struct test_server server;
	g_autoptr(GError) error = NULL;

	test_server_start(&server, NULL, replies);
	struct rebound_mailer *mailer = new_mailer(server.port);
	gboolean good = rebound_mailer_send(mailer, &mail, &answer, &error);
	rebound_mailer_free(mailer);
	test_server_stop(&server);
	ck_assert_msg(good, "%s", error != NULL ? error->message : "");
	ck_assert_uint_eq(answer.reply, refusals[_i].reply);
	ck_assert_str_eq(answer.text->str, refusals[_i].text);
	ck_assert_str_eq(answer.command, refusals[_i].command);
	rebound_mailer_answer_clear(&answer);
	test_server_clear(&server);
}
END_TEST

/* The null reverse path, and a connection for two mails. */
START_TEST(two_mails_share_a_connection)
{
	struct rebound_mailer_mail mail = {"", "ann@example.net", "Subject: x\n\n", 12};
	struct rebound_mailer_answer answer;
	struct test_server server;
	guint hellos = 0, mails = 0;

	test_server_start(&server, NULL, NULL);
	struct rebound_mailer *mailer = new_mailer(server.port);
	for (guint i = 0; i < 2; i++) {
		ck_assert(rebound_mailer_send(mailer, &mail, &answer, NULL));
		ck_assert_uint_eq(answer.reply, 250);
		rebound_mailer_answer_clear(&answer);
	}
	rebound_mailer_free(mailer);
	test_server_stop(&server);
	for (guint i = 0; i < server.seen->len; i++) {
		hellos += g_str_has_prefix(test_server_seen(&server, i), "EHLO");
		mails += g_str_has_prefix(test_server_seen(&server, i), "MAIL FROM:<>");
	}
	ck_assert_uint_eq(hellos, 1);
	ck_assert_uint_eq(mails, 2);
	test_server_clear(&server);
}
END_TEST

/* Where the answer to the mail never comes, nobody knows. */
START_TEST(a_broken_connection_is_tried_again)
{
	static const char *const replies[] = {".", "", NULL};
	struct rebound_mailer_mail mail = {"", "ann@example.net", "Subject: x\n\n", 12};
	struct rebound_mailer_answer answer;
	struct test_server server;
	g_autoptr(GError) error = NULL;

	test_server_start(&server, NULL, replies);
	struct rebound_mailer *mailer = new_mailer(server.port);
	ck_assert(!rebound_mailer_send(mailer, &mail, &answer, &error));
	ck_assert_msg(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_BUSY), "%d %s",
		error->code, error->message);
	ck_assert_str_eq(answer.command, ".");
	rebound_mailer_answer_clear(&answer);
	rebound_mailer_free(mailer);
	test_server_stop(&server);
	test_server_clear(&server);
}
END_TEST

/* Bytes beyond ASCII only go to a server that announces that it takes them. */
START_TEST(eight_bits_want_their_extension)
{
	static const char *const announced[] = {
		"EHLO", "250-test\r\n250-8BITMIME\r\n250 SIZE\r\n", NULL};
	static const char *const not_announced[] = {"EHLO", "250-test\r\n250 SIZE\r\n", NULL};
	struct rebound_mailer_mail mail = {"", "ann@example.net", "Subject: x\n\n\xc3\xbc\n", 15};
	struct rebound_mailer_answer answer;
	struct test_server server;
	g_autoptr(GError) error = NULL;

	test_server_start(&server, NULL, _i == 0 ? announced : not_announced);
	struct rebound_mailer *mailer = new_mailer(server.port);
	gboolean good = rebound_mailer_send(mailer, &mail, &answer, &error);
	ck_assert_int_eq(good, _i == 0);
	if (_i == 1)
		ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	ck_assert_str_eq(answer.command, _i == 0 ? "." : "DATA");
	rebound_mailer_answer_clear(&answer);
	rebound_mailer_free(mailer);
	test_server_stop(&server);
	for (guint i = 0; _i == 1 && i < server.seen->len; i++)
		ck_assert(strstr(test_server_seen(&server, i), "Subject") == NULL);
	test_server_clear(&server);
}
END_TEST

static const char *const bad_addresses[] = {"", "ann@example.net>\r\nRCPT TO:<eve@example.net",
	"ann@example.net\n", "ann@example.net> SIZE=1", "<ann@example.net>", "a b@example.net"};

START_TEST(no_address_ends_its_command)
{
	struct rebound_mailer_mail mail = {"", bad_addresses[_i], "x\n", 2};
	struct rebound_mailer_answer answer;
	g_autoptr(GError) error = NULL;
	struct rebound_mailer *mailer = new_mailer(1);

	ck_assert(!rebound_mailer_send(mailer, &mail, &answer, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE));
	rebound_mailer_answer_clear(&answer);
	rebound_mailer_free(mailer);
}
END_TEST

static const struct {
	const char *url, *password;
	const char *problem; /* part of the message; NULL: good */
} urls[] = {
	{"smtp://relay.example.org:587", NULL, NULL},
	{"smtp://relay.example.org:587", "x", NULL},
	{"smtps://relay.example.org", "x", NULL},
	{"smtp://[::1]:25", NULL, NULL},
	{"smtp://localhost", "x", NULL},
	{"smtp://relay.example.org?starttls=try", NULL, NULL},
	{"smtp://relay.example.org?starttls=try", "x", "only sent over TLS"},
	{"smtp://relay.example.org?starttls=no", "x", "only sent over TLS"},
	{"smtp://relay.example.org?starttls=maybe", NULL, "starttls=required"},
	{"smtps://relay.example.org?starttls=no", NULL, "starttls=required"},
	{"smtp://ann:pw@relay.example.org", NULL, "user or password"},
	{"relay.example.org", NULL, "is no SMTP server"},
	{"http://relay.example.org", NULL, "is no SMTP server"},
	{"smtp://", NULL, "is no SMTP server"},
};

START_TEST(urls_say_how_to_connect)
{
	g_autoptr(GError) error = NULL;
	struct rebound_mailer *mailer = rebound_mailer_new(
		urls[_i].url, urls[_i].password != NULL ? "me" : NULL, urls[_i].password, &error);

	if (urls[_i].problem == NULL) {
		ck_assert_msg(mailer != NULL, "%s: %s", urls[_i].url, error ? error->message : "");
	} else {
		ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE));
		ck_assert_msg(
			strstr(error->message, urls[_i].problem) != NULL, "%s", error->message);
		ck_assert_ptr_null(strstr(error->message, "pw"));
	}
	rebound_mailer_free(mailer);
}
END_TEST

/* A server that offers no STARTTLS gets nothing where it is required. */
START_TEST(required_tls_is_required)
{
	struct rebound_mailer_mail mail = {"", "ann@example.net", "Subject: x\n\n", 12};
	struct rebound_mailer_answer answer;
	struct test_server server;
	g_autoptr(GError) error = NULL;

	test_server_start(&server, NULL, NULL);
	g_autofree char *url =
		g_strdup_printf("smtp://127.0.0.1:%u?starttls=required", server.port);
	struct rebound_mailer *mailer = rebound_mailer_new(url, NULL, NULL, NULL);
	ck_assert(!rebound_mailer_send(mailer, &mail, &answer, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	rebound_mailer_answer_clear(&answer);
	rebound_mailer_free(mailer);
	test_server_stop(&server);
	for (guint i = 0; i < server.seen->len; i++)
		ck_assert(!g_str_has_prefix(test_server_seen(&server, i), "MAIL"));
	test_server_clear(&server);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("mailer");
	TCase *tcase = tcase_create("mailer");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, a_mail_arrives_as_it_is);
	tcase_add_loop_test(tcase, a_refusal_is_an_answer, 0, (int)G_N_ELEMENTS(refusals));
	tcase_add_test(tcase, two_mails_share_a_connection);
	tcase_add_test(tcase, a_broken_connection_is_tried_again);
	tcase_add_loop_test(tcase, eight_bits_want_their_extension, 0, 2);
	tcase_add_loop_test(
		tcase, no_address_ends_its_command, 0, (int)G_N_ELEMENTS(bad_addresses));
	tcase_add_loop_test(tcase, urls_say_how_to_connect, 0, (int)G_N_ELEMENTS(urls));
	tcase_add_test(tcase, required_tls_is_required);
	suite_add_tcase(suite, tcase);
	return suite;
}
