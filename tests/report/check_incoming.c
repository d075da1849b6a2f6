/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/report/incoming.h"

#define NOW 1768000000

static struct rebound_message *message;
static struct rebound_builder builder;

static void set_up(void)
{
	rebound_clock_set(NOW);
	message = rebound_message_new();
	rebound_builder_init(&builder);
}

static void tear_down(void)
{
	rebound_builder_clear(&builder);
	g_clear_pointer(&message, rebound_message_free);
	rebound_clock_set(0);
}

static const struct rebound_report *read_mail(
	const char *text, const char *sender, gint64 received, gboolean truncated)
{
	struct rebound_mail mail = {.source = "box", .data = text, .len = strlen(text)};
	mail.envelope_sender = sender;
	mail.received = received;
	mail.truncated = truncated;
	rebound_message_parse(message, text, mail.len);
	rebound_builder_start(&builder, rebound_message_arena(message));
	rebound_incoming_read(&builder, message, &mail);
	rebound_builder_finish(&builder);
	return builder.report;
}

/** Where the reverse path is known from. */
static const struct {
	const char *mail;
	const char *sender;
	const char *path; /**< NULL: not known */
} paths[] = {
	{"Return-Path: <>\n\n", NULL, ""},
	{"Return-Path: < >\n\n", NULL, ""},
	{"Return-Path: <zoe@north.test>\n\n", NULL, "zoe@north.test"},
	{"Return-Path: <zoe@north.test>\n\n", "kim@east.test", "zoe@north.test"},
	{"Return-Path: nobody\n\n", "kim@east.test", "kim@east.test"},
	{"Subject: x\n\n", "kim@east.test", "kim@east.test"},
	{"Subject: x\n\n", "", ""},
	{"Subject: x\n\n", "<>", ""},
	{"Subject: x\n\n", "MAILER-DAEMON", ""},
	{"Subject: x\n\n", "somebody", NULL},
	{"Subject: x\n\n", NULL, NULL},
};

START_TEST(reads_return_path)
{
	const struct rebound_report *report = read_mail(paths[_i].mail, paths[_i].sender, 0, FALSE);
	ck_assert_msg(g_strcmp0(report->return_path, paths[_i].path) == 0, "%s got '%s'",
		paths[_i].mail, report->return_path);
}
END_TEST

/** Where a mail came to; the surest header first, wherever it stands. */
static const struct {
	const char *mail;
	const char *recipient;
} recipients[] = {
	{"Delivered-To: zoe@north.test\n\n", "zoe@north.test"},
	{"X-Original-To: kim@east.test\nDelivered-To: zoe@north.test\n\n", "kim@east.test"},
	{"Delivered-To: zoe@north.test\nX-Original-To: kim@east.test\n\n", "kim@east.test"},
	{"X-Original-To: kim@east.test\nDelivered-To: filter\n\n", "kim@east.test"},
	{"Envelope-To: <kim@east.test>\n\n", "kim@east.test"},
	{"To: kim@east.test\n\n", NULL},
};

START_TEST(reads_envelope_recipient)
{
	const struct rebound_report *report = read_mail(recipients[_i].mail, NULL, 0, FALSE);
	ck_assert_pstr_eq(report->envelope_recipient, recipients[_i].recipient);
}
END_TEST

/** The event's time. */
static const struct {
	const char *mail;
	gint64 source;
	gint64 time;
} times[] = {
	{"Received: by a; Fri, 9 Jan 2026 10:00:00 +0000\n\n", 5, 1767952800},
	{"Received: by a; Fri, 9 Jan 2026 10:00:00 +0000\n"
	 "Received: by b; Thu, 8 Jan 2026 10:00:00 +0000\n\n",
		5, 1767952800},
	{"Received: by a; Fri, 9 Jan 2099 10:00:00 +0000\n\n", 5, NOW},
	{"Received: by a; no day at all\n\n", 1767000000, 1767000000},
	{"Received: by a\n\n", 1767000000, 1767000000},
	{"Subject: x\n\n", 0, NOW},
	{"Subject: x\n\n", NOW + 1000, NOW},
	{"Date: Fri, 9 Jan 2026 10:00:00 +0000\n\n", 1767000000, 1767000000},
};

START_TEST(reads_time)
{
	const struct rebound_report *report =
		read_mail(times[_i].mail, NULL, times[_i].source, FALSE);
	ck_assert_int_eq(report->received, times[_i].time);
}
END_TEST

START_TEST(reads_headers)
{
	const struct rebound_report *report = read_mail(
		"From: Zoe <zoe@north.test>\nTo: kim@east.test, lee@west.test\nSubject: "
		"=?utf-8?Q?a=C3=A4?=\n"
		"Message-ID: <7@north.test>\nDate: Fri, 9 Jan 2026 10:00:00 +0000\n\nHi\n",
		NULL, 0, TRUE);
	ck_assert_pstr_eq(report->from, "zoe@north.test");
	ck_assert_pstr_eq(report->to, "kim@east.test");
	ck_assert_pstr_eq(report->subject, "a\xc3\xa4");
	ck_assert_pstr_eq(report->message_id, "7@north.test");
	ck_assert_int_eq(report->date, 1767952800);
	ck_assert_pstr_eq(report->faults[0], "truncated");
	ck_assert_uint_eq(report->recipient_count, 0);
}
END_TEST

/** All headers are looked at, and so many are kept. */
START_TEST(keeps_so_many_headers)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	for (guint i = 0; i < 2 * REBOUND_LIMIT_KEPT_HEADERS; i++)
		g_string_append_printf(mail, "X-%u: x\n", i);
	g_string_append(mail, "Subject: the last\n\n");
	const struct rebound_report *report = read_mail(mail->str, NULL, 0, FALSE);
	ck_assert_uint_eq(report->header_count, REBOUND_LIMIT_KEPT_HEADERS);
	ck_assert_str_eq(report->subject, "the last");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/incoming");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_test(all, keeps_so_many_headers);
	tcase_add_loop_test(all, reads_return_path, 0, G_N_ELEMENTS(paths));
	tcase_add_loop_test(all, reads_envelope_recipient, 0, G_N_ELEMENTS(recipients));
	tcase_add_loop_test(all, reads_time, 0, G_N_ELEMENTS(times));
	tcase_add_test(all, reads_headers);
	suite_add_tcase(suite, all);
	return suite;
}
