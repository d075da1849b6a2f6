/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/*
 * S6: real bounces in great number that say nothing about the addresses: a provider's outage, and a
 * message that every server refuses.
 */

enum { BOUNCES = 5000 };

#if SANITIZED
#define JOBS "2"
#else
#define JOBS "1"
#endif

/* A bounce of the n-th address, received at a minute of a day of March 2026. */
static void write_bounce(FILE *file, guint n, const char *domain, guint day, guint minute,
	const char *status, const char *text)
{
	fprintf(file,
		"From MAILER-DAEMON Tue Mar  3 04:05:06 2026\n"
		"Received: from mx.harbour.example (mx.harbour.example [192.0.2.1])\n"
		" by mail.island.example with ESMTP id A%u; %u Mar 2026 %02u:%02u:00 +0000\n"
		"Message-ID: <%s.%u.%u@mx.harbour.example>\n" HOSTILE_REPORT
		"Final-Recipient: rfc822; u%u@%s\nAction: failed\nStatus: %s\n"
		"Remote-MTA: dns; mx%u.%s\nDiagnostic-Code: smtp; %s\n\n--b\n"
		"Content-Type: text/rfc822-headers\n\nMessage-ID: <job-%u.%u@island.example>\n"
		"From: news@island.example\nTo: u%u@%s\n\n--b--\n\n",
		n, day, minute / 60, minute % 60, domain, day, n, n, domain, status, n % 9, domain,
		text, day, n, n, domain);
}

/* A dead address a day, for 20 days. */
static void write_history(const struct program *program)
{
	FILE *file = hostile_open(program, "history");

	for (guint day = 1; day <= 20; day++)
		write_bounce(
			file, day, "quay.example", day, 600, "5.1.1", "550 5.1.1 User unknown");
	ck_assert_int_eq(fclose(file), 0);
}

/* 5,000 false "user unknown" of one provider within ten minutes: 0 suppressed, one hold, one alert.
 */
START_TEST(test_s6_an_outage_suppresses_nobody)
{
	struct program program;
	/* Whatever the number of workers, and without the operator's word for the mailbox. */
	static const char *const options[] = {
		"-j 1 --trust-source", "-j 2 --trust-source", "-j 1 -p own.lua"};

	program_init(&program);
	program_write(&program, "own.lua",
		"settings { own_domains = \"island.example\" } use \"policy\"");
	write_history(&program);
	FILE *file = hostile_open(&program, "spike");
	for (guint i = 0; i < BOUNCES; i++)
		write_bounce(file, i, "outage.example", 22, 600 + i * 10 / BOUNCES, "5.1.1",
			"550 5.1.1 The email account that you tried to reach does not exist");
	ck_assert_int_eq(fclose(file), 0);
	g_autofree char *line = g_strdup_printf(
		"$REBOUND process -q --trust-source history &&"
		"$REBOUND process %s --now 2026-03-23T00:00:00Z spike >told &&"
		"grep -c '^Alert' told && grep 'addresses of' told &&"
		"$REBOUND suppressions export --format plain | grep -c outage.example;"
		"$REBOUND suppressions export --state held --format plain | grep -c "
		"outage.example;"
		"$REBOUND holds | grep -c open",
		options[_i]);
	program_run(&program, line);
	ck_assert_str_eq(program.out,
		"1\n  5,000 addresses of outage.example turned unknown, far more than is normal: "
		"that may be its outage.\n0\n5000\n1\n");
	program_run(&program, "$REBOUND holds drop 1 --why outage && $REBOUND suppressions check "
			      "u7@outage.example");
	ck_assert_str_eq(program.out,
		"5000 let go; their failures count no more.\nfree      u7@outage.example\n");
	program_clear(&program);
}
END_TEST

/* 5,000 true refusals of one message, as spam and for its form: 0 suppressed, one alert. */
START_TEST(test_s6_a_bad_message_suppresses_nobody)
{
	struct program program;

	program_init(&program);
	write_history(&program);
	FILE *file = hostile_open(&program, "burst");
	for (guint i = 0; i < BOUNCES; i++)
		if (i % 2 == 0)
			write_bounce(file, i, "picky.example", 22, 600 + i % 60, "5.7.1",
				"554 5.7.1 Message rejected as spam by content filtering");
		else
			write_bounce(file, i, "strict.example", 22, 600 + i % 60, "5.6.0",
				"554 5.6.0 Message content rejected: attachment type not allowed");
	ck_assert_int_eq(fclose(file), 0);
	program_run(&program,
		"$REBOUND process -q --trust-source history &&"
		"$REBOUND process -j " JOBS " --trust-source --now 2026-03-23T00:00:00Z burst "
		">told && grep -c '^Alert' told;"
		"$REBOUND suppressions export --state all --format plain | grep -vc quay.example;"
		"$REBOUND holds");
	ck_assert_str_eq(program.out, "1\n0\nNothing is held.\n");
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("spikes");
	TCase *tcase = tcase_create("S6");

	tcase_set_timeout(tcase, 240);
	tcase_add_loop_test(tcase, test_s6_an_outage_suppresses_nobody, 0, 3);
	tcase_add_test(tcase, test_s6_a_bad_message_suppresses_nobody);
	suite_add_tcase(suite, tcase);
	return suite;
}
