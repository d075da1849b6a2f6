/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/parts.h"

#define MIXED  "Content-Type: multipart/mixed; boundary=b\n\n"
#define REPORT "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
#define TEXT   "--b\nContent-Type: text/plain\n\nwords\n"
#define HTML   "--b\nContent-Type: text/html\n\n<p>marked &amp; shown</p>\n"
#define STATUS "--b\nContent-Type: message/delivery-status\n\nA: b\n\n"
#define MAIL   "--b\nContent-Type: message/rfc822\n\nSubject: x\n\ninner\n"
#define END    "--b--\n"

struct row {
	const char *name;
	const char *mail;
	const char *expected; /**< names of what was found */
	const char *text;
};

static const struct row rows[] = {
	{"a letter", "Subject: x\n\nwords\n", "", "words\n"},
	{"nothing", "", "", ""},
	{"report", REPORT TEXT STATUS MAIL END, "report(delivery-status) top status returned",
		"words"},
	{"report within",
		MIXED TEXT "--b\nContent-Type: multipart/report; report-type=x; boundary=c\n\n"
			   "--c\nContent-Type: message/delivery-status\n\nA: b\n\n--c--\n" END,
		"report(x) status", "words"},
	{"a report in what came back is not looked at",
		MIXED TEXT
		"--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/report; "
		"boundary=c\n\n"
		"--c\n\ninner\n--c\nContent-Type: message/delivery-status\n\nA: b\n\n--c--\n" END,
		"returned", "words"},
	{"two machine parts", REPORT TEXT STATUS STATUS END,
		"report(delivery-status) top status status", "words"},
	{"the first message is what came back", MIXED TEXT MAIL MAIL END, "returned", "words"},
	{"headers alone", MIXED TEXT "--b\nContent-Type: text/rfc822-headers\n\nSubject: x\n" END,
		"returned", "words"},
	{"feedback", MIXED TEXT "--b\nContent-Type: message/feedback-report\n\nA: b\n" END,
		"feedback", "words"},
	{"receipt", MIXED TEXT "--b\nContent-Type: message/disposition-notification\n\nA: b\n" END,
		"disposition", "words"},
	{"JSON", MIXED TEXT "--b\nContent-Type: application/json\n\n{}\n" END, "json", "words"},
	{"attached JSON",
		MIXED TEXT
		"--b\nContent-Type: application/json\nContent-Disposition: attachment\n\n{}\n" END,
		"", "words"},
	{"attached text",
		MIXED TEXT
		"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nfile\n" END,
		"attached", "words"},
	{"plain goes before marked", MIXED TEXT HTML END, "", "words"},
	{"marked where it is alone", MIXED HTML END, "", "marked & shown\n"},
	{"texts are joined", MIXED TEXT TEXT END, "", "words\n\nwords"},
	{"text behind what came back is a footer", MIXED TEXT MAIL TEXT END, "returned", "words"},
	{"unless none came before", MIXED MAIL TEXT END, "returned", "words"},
	{"alternatives",
		MIXED
		"--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n"
		"Content-Type: text/html\n\n<p>marked</p>\n--c\nContent-Type: text/plain\n\nplain\n"
		"--c--\n" END,
		"", "plain"},
};

static char *describe(const struct rebound_parts *parts)
{
	GString *line = g_string_new(NULL);
	if (parts->is_report)
		g_string_append_printf(line, " report(%s)", parts->report_type);
	if (parts->is_top)
		g_string_append(line, " top");
	for (guint i = 0; i < parts->delivery_status_count; i++)
		g_string_append(line, " status");
	if (parts->feedback)
		g_string_append(line, " feedback");
	if (parts->disposition)
		g_string_append(line, " disposition");
	if (parts->json)
		g_string_append(line, " json");
	if (parts->attached_text)
		g_string_append(line, " attached");
	if (parts->returned)
		g_string_append(line, " returned");
	if (line->len > 0)
		g_string_erase(line, 0, 1);
	return g_string_free(line, FALSE);
}

START_TEST(finds_parts)
{
	const struct row *row = &rows[_i];
	g_autoptr(rebound_message) message = rebound_message_new();
	rebound_message_parse(message, row->mail, strlen(row->mail));
	struct rebound_parts parts = rebound_parts_find(message, rebound_message_top(message));
	g_autofree char *line = describe(&parts);
	ck_assert_msg(strcmp(line, row->expected) == 0, "%s: want '%s', got '%s'", row->name,
		row->expected, line);
	ck_assert_msg(strcmp(parts.text, row->text) == 0, "%s: want '%s', got '%s'", row->name,
		row->text, parts.text);
	ck_assert_uint_eq(parts.text_len, strlen(parts.text));
}
END_TEST

START_TEST(reads_few_machine_parts)
{
	g_autoptr(GString) mail = g_string_new(REPORT TEXT);
	for (guint i = 0; i < 3 * REBOUND_PARTS_REPORTS; i++)
		g_string_append(mail, STATUS);
	g_autoptr(rebound_message) message = rebound_message_new();
	rebound_message_parse(message, mail->str, mail->len);
	struct rebound_parts parts = rebound_parts_find(message, rebound_message_top(message));
	ck_assert_uint_eq(parts.delivery_status_count, REBOUND_PARTS_REPORTS);
}
END_TEST

START_TEST(reads_text_to_the_limit)
{
	g_autofree char *words = g_strnfill(200 * 1024, 'w');
	g_autofree char *mail = g_strconcat(
		MIXED "--b\n\n", words, "\n--b\n\n", words, "\n--b\n\n", words, "\n" END, NULL);
	g_autoptr(rebound_message) message = rebound_message_new();
	rebound_message_parse(message, mail, strlen(mail));
	struct rebound_parts parts = rebound_parts_find(message, rebound_message_top(message));
	ck_assert_uint_gt(parts.text_len, 200 * 1024);
	ck_assert_uint_le(parts.text_len, 256 * 1024 + 2);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/parts");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, finds_parts, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, reads_few_machine_parts);
	tcase_add_test(all, reads_text_to_the_limit);
	suite_add_tcase(suite, all);
	return suite;
}
