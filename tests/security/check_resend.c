/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include <rebound/error.h>
#include "core/mail/header.h"
#include "core/mail/source.h"
#include "core/net/http.h"
#include "core/net/mailer.h"
#include "core/run/resend_message.h"

/* ---- I6: header injection into what we send ---- */

#define CASES 100000

static const struct rebound_settings settings = {0};

/* Bytes that end lines, fields and addresses, and what could begin others. */
static const char *const pieces[] = {"\r\n", "\n", "\r", "\r\r\n", "X-Inject: 1",
	"Bcc: eve@example.net", ":", " ", "\t", "<", ">", "@", "a", "example.org", "\"", "\\",
	"\x1b[31m", "\xc3\xbc", "\xff", "=?utf-8?Q?a=0D=0AX-Inject:_1?=", "> SIZE=1",
	"RCPT TO:<eve@example.net>", ".", "\x7f"};

static void append_hostile(GRand *dice, GString *text)
{
	guint count = (guint)g_rand_int_range(dice, 1, 8);

	for (guint i = 0; i < count; i++)
		g_string_append(
			text, pieces[g_rand_int_range(dice, 0, (gint32)G_N_ELEMENTS(pieces))]);
}

static guint count_fields(const char *text, gsize len, guint *paths)
{
	const char *at = text, *end = text + len;
	struct rebound_header_field field;
	guint count = 0;

	*paths = 0;
	while (rebound_header_next(&at, end, &field) == REBOUND_HEADER_FIELD) {
		count++;
		*paths += field.name_len == strlen("Return-Path") &&
			  g_ascii_strncasecmp(field.name, "Return-Path", field.name_len) == 0;
	}
	return count;
}

/* What goes out has the fields that came back, less Return-Path, and not one more: none is made. */
START_TEST(test_i6_no_field_is_added)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(6);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	guint sent = 0;

	for (guint i = 0; i < CASES; i++) {
		g_autoptr(GString) returned =
			g_string_new("Return-Path: <a@example.com>\nSubject: ");
		struct rebound_resend_message message;
		guint paths, before, after;

		append_hostile(dice, returned);
		g_string_append(
			returned, "\nFrom: a@example.com\nMessage-ID: <i@example.com>\n\nx\n");
		before = count_fields(returned->str, returned->len, &paths) - paths;
		g_autofree char *bounce =
			g_strdup_printf("Content-Type: multipart/report; boundary=b\n\n--b\n"
					"Content-Type: message/rfc822\n\n%s\n--b--\n",
				returned->str);
		struct rebound_mail mail = {.source = "x", .data = bounce, .len = strlen(bounce)};
		rebound_arena_clear(arena);
		if (rebound_resend_make(&mail, "i@example.com", &settings, "news@example.com",
			    arena, &message) != NULL)
			continue;
		sent++;
		after = count_fields(message.data, message.len, &paths);
		ck_assert_uint_eq(paths, 0);
		ck_assert_uint_eq(after, before);
	}
	/* Hostile as they are, some are whole messages. */
	ck_assert_uint_gt(sent, CASES / 100);
}
END_TEST

static gboolean has_line_end(const char *text)
{
	return strpbrk(text, "\r\n") != NULL;
}

/* An address of the envelope that would end its command is refused before anybody is connected to:
 * there is no server here. */
START_TEST(test_i6_no_command_is_ended)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(66);
	struct rebound_mailer *mailer = rebound_mailer_new("smtp://127.0.0.1:1", NULL, NULL, NULL);
	guint refused = 0;

	ck_assert_ptr_nonnull(mailer);
	for (guint i = 0; i < CASES; i++) {
		g_autoptr(GString) address = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		struct rebound_mailer_answer answer;

		append_hostile(dice, address);
		if (!has_line_end(address->str) && strpbrk(address->str, "<>\x1b\x7f") == NULL)
			continue;
		struct rebound_mailer_mail mail = {i % 2 == 0 ? address->str : "a@example.com",
			i % 2 == 0 ? "a@example.com" : address->str, "Subject: x\n\nx\n", 14};
		ck_assert(!rebound_mailer_send(mailer, &mail, &answer, &error));
		ck_assert_msg(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE), "%s",
			error->message);
		rebound_mailer_answer_clear(&answer);
		refused++;
	}
	rebound_mailer_free(mailer);
	ck_assert_uint_gt(refused, CASES / 2);
}
END_TEST

/* The same for the header of a request. */
START_TEST(test_i6_no_request_header_is_added)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(666);
	struct rebound_http *http = rebound_http_new(NULL);
	guint refused = 0;

	ck_assert_ptr_nonnull(http);
	for (guint i = 0; i < CASES; i++) {
		g_autoptr(GString) header = g_string_new("X-Key: ");
		g_autoptr(GError) error = NULL;
		struct rebound_http_response response;

		append_hostile(dice, header);
		if (!has_line_end(header->str))
			continue;
		const char *headers[] = {header->str, NULL};
		struct rebound_http_request request = {
			.method = "GET", .url = "http://127.0.0.1:1/", .headers = headers};
		ck_assert(!rebound_http_send(http, &request, &response, &error));
		ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE));
		rebound_http_response_clear(&response);
		refused++;
	}
	rebound_http_free(http);
	ck_assert_uint_gt(refused, CASES / 4);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("resend");
	TCase *tcase = tcase_create("resend");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_i6_no_field_is_added);
	tcase_add_test(tcase, test_i6_no_command_is_ended);
	tcase_add_test(tcase, test_i6_no_request_header_is_added);
	suite_add_tcase(suite, tcase);
	return suite;
}
