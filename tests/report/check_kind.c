/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/kind.h"

struct row {
	const char *name;
	const char *from;
	const char *return_path;
	const char *subject;
	struct rebound_header header;
	struct rebound_parts parts;
	gboolean system;
	gboolean forwarded;
};

/** A mail that is one text. */
#define NO_PARTS                                                                                   \
	{                                                                                          \
		.report_type = NULL                                                                \
	}

static const struct row rows[] = {
	{"daemon", "MAILER-DAEMON@out.test", NULL, "Returned", {0}, NO_PARTS, TRUE, FALSE},
	{"null sender", "zoe@north.test", "", "Returned", {0}, {.is_report = TRUE}, TRUE, FALSE},
	{"no sender at all", NULL, NULL, "Returned", {0}, NO_PARTS, TRUE, FALSE},
	{"person", "zoe@north.test", "zoe@north.test", "Hi", {0}, NO_PARTS, FALSE, FALSE},
	{"person passes a report on", "zoe@north.test", "zoe@north.test", "Hi", {0},
		{.is_report = TRUE, .delivery_status_count = 1}, FALSE, TRUE},
	{"the same, envelope unknown", "zoe@north.test", NULL, "Hi", {0},
		{.is_report = TRUE, .delivery_status_count = 1}, FALSE, TRUE},
	{"report of a system that writes as a person", "zoe@north.test", "zoe@north.test", "Hi",
		{0}, {.is_report = TRUE, .is_top = TRUE, .delivery_status_count = 1}, FALSE, FALSE},
	{"old system without a container", "zoe@north.test", "zoe@north.test", "Failure", {0},
		{.delivery_status_count = 1}, FALSE, FALSE},
	{"machine passes a report on", "relay@north.test", "relay@north.test", "Hi",
		{"Auto-Submitted", "auto-generated"}, {.is_report = TRUE}, FALSE, FALSE},
	{"answer to a bounce", "zoe@north.test", "zoe@north.test", "Fwd: Undeliverable: x", {0},
		NO_PARTS, FALSE, TRUE},
	{"passes a bounce on, envelope unknown", "zoe@north.test", NULL, "WG: Undeliverable", {0},
		NO_PARTS, FALSE, TRUE},
	{"system that answers to the subject", "robot@north.test", "robot@north.test", "RE: News",
		{0}, NO_PARTS, FALSE, FALSE},
	{"conversation in a daemon's name", "MAILER-DAEMON@north.test", "zoe@north.test", "Turnips",
		{"In-Reply-To", "<1@a>"}, NO_PARTS, FALSE, FALSE},
	{"daemon that keeps the thread", "MAILER-DAEMON@north.test", "zoe@north.test",
		"Undelivered Mail", {"In-Reply-To", "<1@a>"}, NO_PARTS, TRUE, FALSE},
	{"list manager tells the owner", "mailman-bounces@list.test", "mailman-bounces@list.test",
		"Bounce action notification", {"X-List-Administrivia", "yes"}, NO_PARTS, FALSE,
		FALSE},
	{"bounce that kept a header of the list", "MAILER-DAEMON@north.test",
		"MAILER-DAEMON@north.test", "Undelivered Mail", {"X-List-Administrivia", "yes"},
		NO_PARTS, TRUE, FALSE},
	{"daemon's address on a list", "postmaster@north.test", "l-bounces@list.test", "Hi",
		{"List-Id", "<l.list.test>"}, NO_PARTS, FALSE, FALSE},
};

struct answer_row {
	const char *subject;
	const char *text;
	gboolean answer;
};

static const struct answer_row answer_rows[] = {
	{"Re: Undeliverable", "What is this?\n\n> Your mail\n> came back\n", TRUE},
	{"AW: Undeliverable", "?\n-----Original Message-----\nFrom: x\n", TRUE},
	{"Re: News", "Your mail could not be delivered\n", FALSE},
	{"Undeliverable", "> quoted\n", FALSE},
	{"Fwd: Undeliverable", "", TRUE},
	{"Re: Undelivered Mail Returned to Sender", "Your mail came back\n", FALSE},
	{"Undeliverable", "From: Mail Delivery System\nSent: Monday\n\n<zoe@north.test>: no\n",
		TRUE},
	{"Undeliverable", "Von: MAILER-DAEMON@x.test\nGesendet: Montag\n\n...\n", TRUE},
	{"Undeliverable", "To: zoe@north.test\nFrom: pat@south.test\nSubject: Hi\n", FALSE},
	{"Undeliverable", "Look:\n\n---------- Forwarded message ----------\nFrom: x\n", TRUE},
	{"Undeliverable", "Schau:\n\n-------- Weitergeleitete Nachricht --------\n", TRUE},
	{"Undeliverable", "I got this today. Any idea?\n\n<zoe@north.test>: 550 no\n", TRUE},
	{"Undeliverable", "The forwarded message could not be delivered.\n", FALSE},
	{NULL, "> quoted\n", FALSE},
};

START_TEST(knows_answers)
{
	const struct answer_row *row = &answer_rows[_i];
	struct rebound_report report = {.from = "zoe@north.test", .subject = row->subject};
	struct rebound_text_view view = {row->text, strlen(row->text), strlen(row->text)};
	ck_assert_int_eq(rebound_kind_is_answer(&report, &view), row->answer);
}
END_TEST

START_TEST(knows_answers_in_a_conversation)
{
	static const struct rebound_header header = {"In-Reply-To", "<7@mx.test>"};
	struct rebound_report report = {.from = "zoe@north.test",
		.subject = "Re: Undelivered Mail Returned to Sender",
		.headers = &header,
		.header_count = 1};
	struct rebound_text_view view = {"What about it?", 14, 14};
	ck_assert(rebound_kind_is_answer(&report, &view));
	report.subject = "Re: News";
	ck_assert(!rebound_kind_is_answer(&report, &view));
}
END_TEST

START_TEST(reads_signs)
{
	const struct row *row = &rows[_i];
	struct rebound_report report = {
		.from = row->from,
		.return_path = row->return_path,
		.subject = row->subject,
		.headers = &row->header,
		.header_count = row->header.name ? 1 : 0,
	};
	struct rebound_text_view view = {"", 0, 0};
	struct rebound_signs signs = rebound_kind_signs(&report, &view);
	ck_assert_msg(rebound_kind_is_system(&signs) == row->system, "%s: system", row->name);
	ck_assert_msg(
		rebound_kind_is_forwarded(&report, &view, &signs, &row->parts) == row->forwarded,
		"%s: forwarded", row->name);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/kind");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, reads_signs, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, knows_answers_in_a_conversation);
	tcase_add_loop_test(all, knows_answers, 0, G_N_ELEMENTS(answer_rows));
	suite_add_tcase(suite, all);
	return suite;
}
