/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/arf.h"
#include "built_report.h"
#include "describe_report.h"

#define HEAD "User-Agent: Loop/2\nVersion: 1\n"

struct row {
	const char *name;
	const char *part;
	const struct rebound_header headers[3]; /**< of the returned message */
	const char *return_path;		/**< of the returned message */
	enum rebound_kind kind;
	const char *expected;
};

static const struct row rows[] = {
	{"abuse", "Feedback-Type: abuse\n" HEAD "Original-Rcpt-To: <zoe@north.test>\n", {{0}}, NULL,
		REBOUND_KIND_COMPLAINT, "complaint zoe@north.test - - 0 - |"},
	{"two recipients",
		"Feedback-Type: Abuse\n" HEAD
		"Original-Rcpt-To: <zoe@north.test>\nOriginal-Rcpt-To: kim@east.test\n",
		{{0}}, NULL, REBOUND_KIND_COMPLAINT,
		"complaint zoe@north.test - - 0 -; complaint kim@east.test - - 0 - |"},
	{"type that nobody knows", "Feedback-Type: x-dislike\n" HEAD, {{0}}, NULL,
		REBOUND_KIND_COMPLAINT, " | feedback-type-unknown"},
	{"opt-out", "Feedback-Type: opt-out (list)\n" HEAD, {{"To", "zoe@north.test"}}, NULL,
		REBOUND_KIND_COMPLAINT, "complaint zoe@north.test - - 0 - |"},
	{"not spam", "Feedback-Type: not-spam\n" HEAD, {{"To", "zoe@north.test"}}, NULL,
		REBOUND_KIND_COMPLAINT, " |"},
	{"not spam, for a named recipient",
		"Feedback-Type: Not-Spam\n" HEAD "Original-Rcpt-To: zoe@north.test\n", {{0}}, NULL,
		REBOUND_KIND_COMPLAINT, "other zoe@north.test - - 0 - |"},
	{"authentication", "Feedback-Type: auth-failure\n" HEAD "Auth-Failure: dkim\n",
		{{"To", "zoe@north.test"}}, NULL, REBOUND_KIND_COMPLAINT,
		" | auth-failure-invalid"},
	{"authentication, for a named recipient",
		"Feedback-Type: auth-failure\n" HEAD "Auth-Failure: dmarc\n"
		"Original-Rcpt-To: <zoe@north.test>\n",
		{{0}}, NULL, REBOUND_KIND_COMPLAINT, "other zoe@north.test - - 0 - |"},
	{"no type", HEAD "Original-Rcpt-To: zoe@north.test\n", {{0}}, NULL,
		REBOUND_KIND_UNRECOGNIZED, " | feedback-type-missing"},
	{"no user agent", "Feedback-Type: abuse\n", {{0}}, NULL, REBOUND_KIND_COMPLAINT,
		" | user-agent-missing"},
	{"recipient taken out",
		"Feedback-Type: abuse\n" HEAD "Original-Rcpt-To: redacted-77@north.test\n", {{0}},
		NULL, REBOUND_KIND_COMPLAINT, "complaint - - - 0 - | redacted-address"},
	{"recipient taken out, but the return path names it",
		"Feedback-Type: abuse\n" HEAD "Original-Rcpt-To: ***@north.test\n", {{0}},
		"news-bounces+zoe=north.test@south.test", REBOUND_KIND_COMPLAINT,
		"complaint - zoe@north.test - 0 - | redacted-address"},
	{"header of the feedback loop", "Feedback-Type: abuse\n" HEAD,
		{{"To", "all@south.test"}, {"X-HmXmrOriginalRecipient", "zoe@north.test"}}, NULL,
		REBOUND_KIND_COMPLAINT, "complaint zoe@north.test - - 0 - |"},
	{"several in To tell nothing", "Feedback-Type: abuse\n" HEAD,
		{{"To", "zoe@north.test, kim@east.test"}}, NULL, REBOUND_KIND_COMPLAINT, " |"},
	{"two dates",
		"Feedback-Type: abuse\n" HEAD "Arrival-Date: Tue, 6 Jan 2026 10:00:00 +0000\n"
		"Received-Date: Tue, 6 Jan 2026 10:00:00 +0000\nOriginal-Rcpt-To: zoe@north.test\n",
		{{0}}, NULL, REBOUND_KIND_COMPLAINT,
		"nested complaint zoe@north.test - - 0 - | arf-malformed"},
	{"trace of the complainer's own server goes before To", "Feedback-Type: abuse\n" HEAD,
		{{"To", "all@south.test"},
			{"Received", "from a by b with SMTP id 1 for <zoe@north.test>; x"}},
		NULL, REBOUND_KIND_COMPLAINT, "complaint zoe@north.test - - 0 - |"},
	{"digest in place of the name",
		"Feedback-Type: abuse\n" HEAD
		"Original-Rcpt-To: 0123456789abcdef0123456789abcdef@north.test\n",
		{{0}}, NULL, REBOUND_KIND_COMPLAINT, "complaint - - - 0 - | redacted-address"},
};

static void set_returned(const struct rebound_header *headers, const char *return_path)
{
	builder.report->original_headers = headers;
	while (builder.report->original_header_count < 3 &&
		headers[builder.report->original_header_count].name)
		builder.report->original_header_count++;
	builder.report->original.return_path = return_path;
}

START_TEST(reads_part)
{
	const struct row *row = &rows[_i];
	set_returned(row->headers, row->return_path);
	rebound_arf_read(&builder, row->part, strlen(row->part));
	rebound_builder_finish(&builder);
	g_autofree char *line = describe_report(builder.report);
	ck_assert_msg(strcmp(line, row->expected) == 0, "%s: want '%s', got '%s'", row->name,
		row->expected, line);
	ck_assert_msg(builder.report->kind == row->kind, "%s: got kind %s", row->name,
		rebound_kind_name(builder.report->kind));
}
END_TEST

START_TEST(reads_feedback_fields)
{
	static const char part[] =
		"Feedback-Type: FRAUD\n" HEAD "Source-IP: 192.0.2.8\n"
		"Original-Mail-From: <news@south.test>\nReported-Domain: south.test\n"
		"Original-Envelope-Id: e7\n"
		"Arrival-Date: Thu, 8 Jan 2026 14:00:00 EST\n";
	rebound_arf_read(&builder, part, strlen(part));
	rebound_builder_finish(&builder);
	const struct rebound_feedback *feedback = &builder.report->feedback;
	ck_assert_str_eq(feedback->type, "fraud");
	ck_assert_str_eq(feedback->user_agent, "Loop/2");
	ck_assert_str_eq(feedback->source_ip, "192.0.2.8");
	ck_assert_str_eq(feedback->reported_domain, "south.test");
	ck_assert_str_eq(feedback->original_mail_from, "news@south.test");
	ck_assert_str_eq(feedback->original_envelope_id, "e7");
	ck_assert_int_eq(feedback->arrival_date, 1767898800);
}
END_TEST

START_TEST(reads_complaint_without_part)
{
	static const struct rebound_header headers[3] = {
		{"X-HmXmrOriginalRecipient", "zoe@north.test"}, {"Subject", "News"}};
	ck_assert(!rebound_arf_read_returned(&builder));
	set_returned(headers, NULL);
	ck_assert(rebound_arf_read_returned(&builder));
	rebound_builder_finish(&builder);
	ck_assert_int_eq(builder.report->kind, REBOUND_KIND_COMPLAINT);
	ck_assert_str_eq(builder.report->recipients[0].address, "zoe@north.test");
}
END_TEST

START_TEST(finds_fields_in_text)
{
	static const struct {
		const char *text;
		gssize start; /**< -1: they are not there */
	} texts[] = {
		{"A report.\n\nFeedback-Type: abuse\nUser-Agent: L/1\n", 11},
		{"User-Agent: L/1\nFeedback-Type: abuse", 0},
		{"Feedback-Type: abuse\n", -1},
		{"> Feedback-Type: abuse\n> User-Agent: L/1\n", -1},
		{"", -1},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		const char *text = texts[i].text, *start = NULL;
		ck_assert_int_eq(
			rebound_arf_is_in_text(text, strlen(text), &start), texts[i].start >= 0);
		ck_assert(texts[i].start < 0 || start == text + texts[i].start);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/arf");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, reads_part, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, reads_feedback_fields);
	tcase_add_test(all, reads_complaint_without_part);
	tcase_add_test(all, finds_fields_in_text);
	suite_add_tcase(suite, all);
	return suite;
}
