/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/line.h"
#include "core/smtp/status.h"

struct row {
	const char *line;
	const char *expected; /* kind status reply command host address */
};

static const struct row rows[] = {
	/* Codes alone, and codes with words. */
	{"101", "failure - 101 - - -"},
	{"111", "failure - 111 - - -"},
	{"112", "failure - 0 - - -"},
	{"211", "information - 211 - - -"},
	{"220 mail.north.test ESMTP ready", "information - 220 - - -"},
	{"354 go ahead", "information - 354 - - -"},
	{"250 2.1.5 recipient fine", "success 2.1.5 250 - - -"},
	{"252", "success - 252 - - -"},
	{"2.0.0", "success 2.0.0 0 - - -"},
	{"5.1.1", "failure 5.1.1 0 - - -"},
	{"550 5.1.1 nobody of that name", "failure 5.1.1 550 - - -"},
	{"  550\t5.1.1   nobody  ", "failure 5.1.1 550 - - -"},
	{"no such person", "failure - 0 - - -"},
	{"Error 503. Wrong order of commands", "failure - 503 - - -"},
	{"SMTP ERROR 552 5.2.2 box is full", "failure 5.2.2 552 - - -"},
	{"smtp; 554 5.7.1 refused", "failure 5.7.1 554 - - -"},
	{"ERROR_CODE :550, ERROR_CODE :5.1.1 unknown", "failure 5.1.1 550 - - -"},
	{"ResponseCode 421, nobody answers", "failure - 421 - - -"},
	{"Messages from 192.0.2.1 were put off", "failure - 0 - - -"},
	/* What others put around them. */
	{"host mx.north.test[192.0.2.9] said: 101 (in reply to RCPT TO command)",
		"failure - 101 RCPT mx.north.test -"},
	{"host mx.north.test[192.0.2.9] said: 354 (in reply to DATA command)",
		"information - 354 DATA mx.north.test -"},
	{"<zoe@north.test>: host mx.north.test[192.0.2.9] said: 550 5.1.1 <zoe@north.test>: "
	 "unknown "
	 "(in reply to RCPT TO command)",
		"failure 5.1.1 550 RCPT mx.north.test zoe@north.test"},
	{"mx1.north.test: 421 4.7.0 slow down", "failure 4.7.0 421 - mx1.north.test -"},
	{"mx1.north.test [192.0.2.4] did not like our RCPT TO: 550 nobody",
		"failure - 550 RCPT mx1.north.test -"},
	{"connect to mx.north.test[192.0.2.9]:25: Connection refused",
		"failure - 0 CONNECT mx.north.test -"},
	/* Whose address it is. */
	{"550 5.1.1 <zoe@north.test>: Recipient address rejected",
		"failure 5.1.1 550 - - zoe@north.test"},
	{"450 4.1.8 <me@south.test>: Sender address rejected: Domain not found",
		"failure 4.1.8 450 - - -"},
	{"550 mail from me@south.test is not wanted", "failure - 550 - - -"},
	{"554 5.7.1 refused, contact postmaster@north.test", "failure 5.7.1 554 - - -"},
	{"SMTP error after RCPT TO:<zoe@north.test>: 550 no such box",
		"failure - 550 RCPT - zoe@north.test"},
	/* An arrow within a reply is none of a log. */
	{"550 5.0.350 Note: the server said -> 550 5.1.1 nobody", "failure 5.1.1 550 - - -"},
	/* Delays. */
	{"451 4.4.1 Warning: Cannot send message for past 6 hours", "delay 4.4.1 451 - - -"},
	{"WARNING: COULD NOT SEND MESSAGE FOR PAST 4 HOURS", "delay - 0 - - -"},
	{"delivery was put off and will be retried until tomorrow", "delay - 0 - - -"},
	{"450 4.2.0 come back later", "failure 4.2.0 450 - - -"},
	/* Lines of logs. */
	{"Jan 31 12:00:00 out postfix/smtp[77]: 4AB: to=<zoe@north.test>, orig_to=<z@south.test>, "
	 "relay=mx.north.test[192.0.2.9]:25, delay=1, dsn=5.1.1, status=bounced (host "
	 "mx.north.test[192.0.2.9] said: 550 5.1.1 nobody (in reply to RCPT TO command))",
		"failure 5.1.1 550 RCPT mx.north.test zoe@north.test"},
	{"Jan 31 12:00:00 out postfix/smtp[77]: 4AB: to=<zoe@north.test>, relay=none, delay=1, "
	 "dsn=4.4.1, status=deferred (connect to mx.north.test[192.0.2.9]:25: Connection timed "
	 "out)",
		"delay 4.4.1 0 CONNECT mx.north.test zoe@north.test"},
	{"4AB: to=<zoe@north.test>, relay=mx.north.test[192.0.2.9]:25, dsn=2.0.0, status=sent (250 "
	 "ok)",
		"success 2.0.0 250 - mx.north.test zoe@north.test"},
	{"r9: to=<zoe@north.test>, delay=00:00:01, mailer=esmtp, relay=mx.north.test. [192.0.2.9], "
	 "dsn=5.1.1, stat=User unknown",
		"failure 5.1.1 0 - mx.north.test zoe@north.test"},
	{"r9: to=<zoe@north.test>, mailer=esmtp, relay=mx.north.test., dsn=4.0.0, stat=Deferred: "
	 "Connection refused by mx.north.test.",
		"delay 4.0.0 0 - mx.north.test zoe@north.test"},
	{"2026-01-31 12:00:00 1tABCD-0001-2F ** zoe@north.test R=dns T=smtp H=mx.north.test "
	 "[192.0.2.9]: "
	 "SMTP error from remote mail server after RCPT TO:<zoe@north.test>: 550 nobody",
		"failure - 550 RCPT mx.north.test zoe@north.test"},
	{"2026-01-31 12:00:00 1tABCD-0001-2F == zoe@north.test R=dns T=smtp defer (-44): 451 later",
		"delay - 451 - - zoe@north.test"},
	{"2026-01-31 12:00:00 1tABCD-0001-2F => zoe@north.test R=dns T=smtp H=mx.north.test "
	 "[192.0.2.9]",
		"success - 0 - mx.north.test zoe@north.test"},
	{"delivery 7: deferral: Connected_to_192.0.2.9_but_greeting_failed./",
		"delay - 0 CONNECT 192.0.2.9 -"},
	{"", "failure - 0 - - -"},
};

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

START_TEST(a_line_is_read)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const struct row *row = &rows[_i];
	const struct rebound_report *report =
		rebound_line_read(arena, row->line, strlen(row->line));
	ck_assert_uint_eq(report->recipient_count, 1);
	const struct rebound_recipient *recipient = report->recipients;
	char status[REBOUND_STATUS_SIZE];
	g_autofree char *got =
		g_strdup_printf("%s %s %d %s %s %s", rebound_kind_name(recipient->kind),
			or_dash(rebound_status_write(recipient->status, status)), recipient->reply,
			or_dash(recipient->command), or_dash(recipient->remote_mta),
			or_dash(recipient->address));
	ck_assert_msg(strcmp(got, row->expected) == 0, "%s\n  is     %s\n  not    %s", row->line,
		got, row->expected);
	ck_assert_int_eq(report->kind, recipient->kind);
}
END_TEST

START_TEST(letter_case_does_not_matter)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree char *upper = g_ascii_strup(rows[_i].line, -1);
	const struct rebound_report *report = rebound_line_read(arena, upper, strlen(upper));
	const char *kind = rebound_kind_name(report->kind);
	ck_assert_msg(g_str_has_prefix(rows[_i].expected, kind), "%s: %s", upper, kind);
}
END_TEST

START_TEST(hostile_bytes_are_made_safe)
{
	static const char line[] = "550 5.1.1 a\0b \x1b[31m\xff <zoe@north.test>: no";
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const struct rebound_report *report = rebound_line_read(arena, line, sizeof line - 1);
	ck_assert_int_eq(report->recipients->reply, 550);
	ck_assert(g_utf8_validate(report->recipients->text, -1, NULL));
	ck_assert_ptr_null(strchr(report->recipients->text, '\x1b'));
	ck_assert_ptr_nonnull(strstr(report->recipients->text, "north.test"));
}
END_TEST

struct delay_row {
	const char *text;
	gboolean delay;
};

static const struct delay_row delay_rows[] = {
	{"The message will be retried for three more days.", TRUE},
	{"You do not need to resend it.", TRUE},
	{"Delivery of your letter has been delayed.", TRUE},
	{"Die Zustellung wird weiterhin versucht.", TRUE},
	{"La remise du message est retardée.", TRUE},
	{"El mensaje se ha retrasado; el servidor seguirá intentando entregarlo.", TRUE},
	{"A entrega está atrasada.", TRUE},
	{"La consegna è stata ritardata.", TRUE},
	{"De bezorging is vertraagd.", TRUE},
	{"Dostarczenie wiadomości jest opóźnione.", TRUE},
	{"Доставка вашего письма задерживается: задержка на сервере.", TRUE},
	{"メールの配信が遅延しています。", TRUE},
	{"您的邮件延迟送达。", TRUE},
	{"It has been delayed, and we are giving up now.", FALSE},
	{"451 temporarily deferred", FALSE},
	{"The message will not be retried.", FALSE},
	{"User unknown", FALSE},
	{"", FALSE},
};

START_TEST(a_delay_is_told_from_a_failure)
{
	const struct delay_row *row = &delay_rows[_i];
	ck_assert_msg(rebound_line_says_delay(row->text, strlen(row->text)) == row->delay, "%s",
		row->text);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("line");
	TCase *lines = tcase_create("lines");
	tcase_add_loop_test(lines, a_line_is_read, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(lines, letter_case_does_not_matter, 0, G_N_ELEMENTS(rows));
	tcase_add_test(lines, hostile_bytes_are_made_safe);
	tcase_add_loop_test(lines, a_delay_is_told_from_a_failure, 0, G_N_ELEMENTS(delay_rows));
	suite_add_tcase(suite, lines);
	return suite;
}
