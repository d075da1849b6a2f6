/* SPDX-License-Identifier: MIT */
#include "program.h"

/* A bounce of an address at a time, with a status and a text. */
#define BOUNCE(n, address, day, status, text)                                                      \
	"From MAILER-DAEMON Sun Mar  " day " 04:05:06 2026\n"                                      \
	"Message-ID: <b" n "@mx.harbour.example>\nFrom: MAILER-DAEMON@mx.harbour.example\n"        \
	"Subject: Undelivered mail\n"                                                              \
	"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"              \
	"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.harbour.example\n\n" \
	"Final-Recipient: rfc822; " address "\nAction: failed\nStatus: " status                    \
	"\nDiagnostic-Code: smtp; " text "\n\n--b--\n\n"
#define GONE(n, address, day)                                                                      \
	BOUNCE(n, address, day, "5.1.2", "550 5.1.2 Host unknown: no such domain")

static const char box[] = GONE("1", "ann@gone.example", "1") GONE("2", "bob@gone.example", "2")
	GONE("3", "ann@once.example", "1") GONE("4", "ann@back.example", "1")
		GONE("5", "bob@back.example", "2") BOUNCE("6", "ann@busy.example", "2", "4.7.28",
			"421 4.7.28 Too many messages from your host, rate limited");

#define NOW " --now 2026-03-02T06:00:00Z "

START_TEST(dead_and_slow_domains_are_listed)
{
	struct program program;

	program_init(&program);
	program_write(&program, "box", box);
	ck_assert_int_eq(program_run(&program,
				 "$REBOUND process -q --trust-source" NOW "box &&"
				 "$REBOUND delivered -q" NOW "carl@back.example &&"
				 "$REBOUND domains" NOW "&& $REBOUND domains --dead --plain" NOW
				 "&& $REBOUND domains --slow --plain" NOW
				 "&& $REBOUND domains --slow --now 2026-03-09T00:00:00Z"),
		0);
	ck_assert_str_eq(program.out,
		"dead  gone.example                      2 addresses failed, last "
		"2026-03-02T04:05:06Z  domain_unknown\n"
		"slow  busy.example                      one attempt in 1h, until "
		"2026-03-03T04:05:06Z  rate_limited\n"
		"gone.example\nbusy.example\nNo domain is slow or dead.\n");
	program_clear(&program);
}
END_TEST

/* Reports that anybody could send say nothing of a domain. */
START_TEST(strangers_kill_no_domain)
{
	struct program program;

	program_init(&program);
	program_write(&program, "box", box);
	program_run(&program, "$REBOUND process -q" NOW "box; $REBOUND domains --dead" NOW);
	ck_assert_str_eq(program.out, "No domain is slow or dead.\n");
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("domains");
	TCase *tcase = tcase_create("domains");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, dead_and_slow_domains_are_listed);
	tcase_add_test(tcase, strangers_kill_no_domain);
	suite_add_tcase(suite, tcase);
	return suite;
}
