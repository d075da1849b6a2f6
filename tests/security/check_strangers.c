/* SPDX-License-Identifier: MIT */
#include "forge.h"
#include "hostile.h"
#include "no_network.h"

/*
 * S1, S7, S9, S12: strangers before the program itself, with mails as they come in.
 */

static struct program program;
static struct forge forge; /* its keys are those of the program's policy */

static void setup(void)
{
	program_init(&program);
	forge_open(&forge, NULL);
	program_write(&program, "policy.lua",
		"settings { own_domains = { 'own.example' }, keys = 'keys' } use 'policy'");
	program_run(&program, "umask 077; echo '" FORGE_KEYS "' >keys");
}

static void teardown(void)
{
	forge_close(&forge);
	program_clear(&program);
}

/* A bounce as it lies in a mailbox: who it came to, whom it names, which message it returns. */
static void write_bounce(
	FILE *file, const char *came_to, const char *recipient, const char *id, const char *headers)
{
	fprintf(file,
		HOSTILE_FROM "Delivered-To: %s\n"
			     "Received: from mx.harbour.example by mx.own.example;"
			     " Thu, 1 Jan 2026 12:00:00 +0000\n" HOSTILE_REPORT
			     "Final-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n"
			     "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
			     "--b\nContent-Type: text/rfc822-headers\n\n"
			     "Message-ID: <%s>\nFrom: news@own.example\n%s\n--b--\n\n",
		came_to, recipient, id, headers);
}

/* ---- S1, S7 ---- */

/* 1,000 of each through the program; the 100,000 go through the same functions in check_forgery. */
START_TEST(test_s1_s7_through_the_program)
{
	enum { COUNT = 1000 / FORGE_SHARE };
	FILE *box = hostile_open(&program, "box");

	for (guint i = 0; i < COUNT; i++) {
		g_autofree char *real = g_strdup_printf("real%u@quay.example", i);
		g_autofree char *victim = g_strdup_printf("victim%u@quay.example", i % 100);
		g_autofree char *id = g_strdup_printf("%u@own.example", i);
		g_autofree char *foreign = g_strdup_printf("%u@botnet.example", i);

		rebound_arena_clear(forge.arena);
		const char *token =
			forge_token(&forge, real, i % 2 == 0 ? 0 : REBOUND_TOKEN_LENGTH);
		const char *sender = rebound_arena_printf(forge.arena, "b+%s@b.example", token);
		const char *header =
			rebound_arena_printf(forge.arena, "X-Rebound-Token: %s\n", token);
		const char *path = rebound_arena_printf(forge.arena, "Return-Path: <%s>\n", sender);
		write_bounce(box, i % 3 == 0 ? sender : "b@b.example", real, id,
			i % 3 == 1   ? header
			: i % 3 == 2 ? path
				     : "");
		const char *random = rebound_arena_printf(
			forge.arena, "b+%s@b.example", forge_random_token(&forge));
		write_bounce(box, i % 2 == 0 ? random : sender, victim, id, "");
		write_bounce(box, "b@b.example", victim, foreign, "");
	}
	ck_assert_int_eq(fclose(box), 0);
	program_run(&program, "$REBOUND process --now 2026-01-02 --policy policy.lua box;"
			      "$REBOUND suppressions export --format plain >active;"
			      "$REBOUND suppressions list --state proposed >proposed");
	g_autofree char *path = program_file(&program, "active"), *active = NULL;
	ck_assert(g_file_get_contents(path, &active, NULL, NULL));
	ck_assert_msg(count_lines(active) == COUNT, "%u: %s", count_lines(active), program.out);
	ck_assert_ptr_null(strstr(active, "victim"));
	g_autofree char *not_ours =
		g_strdup_printf("%s  not ours:", COUNT == 1000 ? "1,000" : "100");
	ck_assert_msg(strstr(program.out, not_ours) != NULL, "%s", program.out);
	ck_assert_ptr_nonnull(strstr(program.out, "botnet.example"));
}
END_TEST

/* ---- S9 ---- */

/* Every command but those that exist to use a socket. */
static const char *const lines[] = {
	"$REBOUND process --dry-run box >/dev/null",
	"$REBOUND process --policy policy.lua --jobs 2 --events events box >/dev/null",
	"$REBOUND process --trust-source --move M >/dev/null",
	"$REBOUND parse box M >/dev/null",
	"echo '550 5.1.1 User unknown' | $REBOUND classify >/dev/null",
	"$REBOUND explain '550 5.1.1 User unknown' 5.2.2 box event:1 >/dev/null",
	"$REBOUND test >/dev/null",
	"$REBOUND clean --output /dev/null list.csv 2>/dev/null",
	"$REBOUND suppressions list --state all >/dev/null",
	"$REBOUND suppressions check ann@quay.example >/dev/null",
	"$REBOUND suppressions add ann@quay.example >/dev/null",
	"$REBOUND suppressions remove ann@quay.example >/dev/null",
	"$REBOUND suppressions accept --all >/dev/null",
	"$REBOUND suppressions export --format csv >/dev/null",
	("echo '{\"address\": \"ann@quay.example\", \"reply\": \"452 4.2.2 Mailbox full\"}' |"
	 " $REBOUND replies - >/dev/null"),
	"$REBOUND holds list >/dev/null",
	"$REBOUND outbox list >/dev/null",
	"$REBOUND retries list >/dev/null",
	"$REBOUND retries due --json >/dev/null",
	"$REBOUND token make --keys keys --domain b.example ann@quay.example >/dev/null",
	"$REBOUND token check --keys keys nothing >/dev/null",
	"$REBOUND token key >/dev/null",
	"$REBOUND unknown >/dev/null",
	"$REBOUND diff shipped shipped >/dev/null",
	"$REBOUND reclassify >/dev/null",
	"$REBOUND undo --last >/dev/null",
	"$REBOUND check-db >/dev/null",
	"$REBOUND backup copy.db >/dev/null",
	"$REBOUND prune --older 400d >/dev/null",
	"$REBOUND forget ann@quay.example >/dev/null",
	"$REBOUND --help >/dev/null",
};

START_TEST(test_s9_no_socket)
{
	FILE *box = hostile_open(&program, "box");

	for (guint i = 0; i < 20; i++)
		write_bounce(box, "b@b.example",
			"<ann@quay.example>, http://quay.example/, bob@[192.0.2.1]",
			"1@own.example",
			"From: x@quay.example\nList-Unsubscribe: <http://quay.example>\n");
	ck_assert_int_eq(fclose(box), 0);
	program_run(&program, "mkdir -p M/new M/cur M/tmp; cp box M/new/1; echo "
			      "'email\nann@quay.example' >list.csv");
	if (!no_network_run(&program, "true")) {
		puts("S9 is not tried: this machine has no seccomp filter");
		return;
	}
	/* The filter bites. */
	no_network_run(&program, "exec 3<>/dev/null; getent hosts quay.example");
	ck_assert_int_ge(program.status, 128);
	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		ck_assert(no_network_run(&program, lines[i]));
		ck_assert_msg(program.status < 128 && strstr(program.err, "lost") == NULL &&
				      strstr(program.err, "quarantine") == NULL,
			"%s: %d: %s", lines[i], program.status, program.err);
	}
}
END_TEST

/* And all that the program lists, with a mail and with nothing: not even one that has uses for a
 * network opens a socket before it is told where to. */
START_TEST(test_s9_every_command)
{
	program_write(
		&program, "mail", HOSTILE_HEAD "\n<ann@quay.example>: 550 5.1.1 User unknown\n");
	program_run(&program, "$REBOUND process mail >/dev/null;"
			      "$REBOUND --help | sed -n 's/^  \\([a-z-]*\\)  .*/\\1/p'");
	g_auto(GStrv) names = g_strsplit(g_strchomp(program.out), "\n", -1);

	ck_assert_uint_ge(g_strv_length(names), 20);
	for (guint i = 0; names[i] != NULL; i++) {
		g_autofree char *line = g_strdup_printf("$REBOUND %s mail </dev/null", names[i]);

		if (!no_network_run(&program, line))
			return;
		ck_assert_msg(program.status < 128 && strstr(program.err, "lost") == NULL,
			"%s: %d: %s", names[i], program.status, program.err);
	}
}
END_TEST

/* A bounce of a bounce, 50 deep: only the outermost counts. */
START_TEST(test_s9_bounce_of_a_bounce)
{
	enum { DEPTH = 50 };
	FILE *mail = hostile_open(&program, "mail");

	for (guint i = 0; i < DEPTH; i++)
		fprintf(mail,
			HOSTILE_HEAD "Content-Type: multipart/report; report-type=delivery-status; "
				     "boundary=b%u\n\n"
				     "--b%u\nContent-Type: message/delivery-status\n\n"
				     "Reporting-MTA: dns; mx.harbour.example\n\n"
				     "Final-Recipient: rfc822; depth%u@quay.example\n"
				     "Action: failed\nStatus: 5.1.1\n\n"
				     "--b%u\nContent-Type: message/rfc822\n\n",
			i, i, i, i);
	fputs("Subject: hello\n\nhello\n", mail);
	for (guint i = DEPTH; i-- > 0;)
		fprintf(mail, "--b%u--\n", i);
	ck_assert_int_eq(fclose(mail), 0);
	program_run(&program, "$REBOUND process --trust-source mail >/dev/null;"
			      "$REBOUND suppressions export --state all --format plain");
	ck_assert_msg(strcmp(program.out, "depth0@quay.example\n") == 0, "%s%s", program.out,
		program.err);
}
END_TEST

/* ---- S12 ---- */

/* Who varies what a report says learns nothing from exit code or words: they have no address in
 * them. */
START_TEST(test_s12_exit_codes)
{
	static const char *const recipients[] = {"listed@quay.example", "unlisted@quay.example"};
	char *outs[2];

	program_run(&program, "$REBOUND suppressions add listed@quay.example >/dev/null");
	for (guint i = 0; i < 2; i++) {
		FILE *box = hostile_open(&program, "box");

		write_bounce(box, "b@b.example", recipients[i], "1@botnet.example", "");
		ck_assert_int_eq(fclose(box), 0);
		ck_assert_int_eq(
			program_run(&program, "$REBOUND process --dry-run --policy policy.lua box "
					      "| sed 's/ in [0-9.]* s//'"),
			0);
		outs[i] = g_strdup(program.out);
	}
	ck_assert_str_eq(outs[0], outs[1]);
	g_free(outs[0]);
	g_free(outs[1]);
}
END_TEST

/* Nor from the time: the means of 10,000 reports each differ by less than 5 ms. */
START_TEST(test_s12_timing)
{
	enum { COUNT = 10000 / FORGE_SHARE };
	double seconds[2] = {0};
	struct rebound_suppression row = {.address = "listed@quay.example",
		.address_key = "listed@quay.example",
		.domain = "quay.example",
		.state = REBOUND_STATE_ACTIVE,
		.cause = "manual",
		.trust = REBOUND_TRUST_SOURCE,
		.since = FORGE_NOON};

	ck_assert(rebound_store_suppress(forge.store, &row, FORGE_NOON, NULL, NULL));
	for (guint i = 0; i < 2 * COUNT; i++) {
		forge_start(&forge, i % 2 == 0 ? "listed@quay.example" : "unlisted@quay.example");
		forge.report.original.message_id =
			rebound_arena_printf(forge.arena, "%u@own.example", i);
		struct rusage before, after;
		getrusage(RUSAGE_SELF, &before);
		forge_take(&forge);
		getrusage(RUSAGE_SELF, &after);
		seconds[i % 2] += (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
				  (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6;
	}
	ck_assert_double_lt(ABS(seconds[0] - seconds[1]) / COUNT, 0.005);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("strangers");
	TCase *tcase = tcase_create("strangers");

	tcase_set_timeout(tcase, 240);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_s1_s7_through_the_program);
	tcase_add_test(tcase, test_s9_no_socket);
	tcase_add_test(tcase, test_s9_every_command);
	tcase_add_test(tcase, test_s9_bounce_of_a_bounce);
	tcase_add_test(tcase, test_s12_exit_codes);
	tcase_add_test(tcase, test_s12_timing);
	suite_add_tcase(suite, tcase);
	return suite;
}
