/* SPDX-License-Identifier: MIT */
#include "program.h"
#include "sanitized.h"

#include <sys/stat.h>

#include "core/base/limits.h"

/*
 * One mail with very many recipients and as many headers as are kept: the database does not grow
 * with the product of both, and what is kept in part says so wherever it is looked at.
 */

enum { RECIPIENTS = SANITIZED ? 1000 : REBOUND_LIMIT_RECIPIENTS };
enum { HEADERS = 190, HEADER_BYTES = 900 };

#define PROCESS "$REBOUND process --trust-source --now 2026-03-04T09:00:00Z "

static void append_headers(GString *text)
{
	g_autofree char *filling = g_strnfill(HEADER_BYTES, 'x');

	for (guint i = 0; i < HEADERS; i++)
		g_string_append_printf(text, "X-Own-%u: %u-%s\n", i, i, filling);
}

/* The words that decide stand in the part for people, as those of many gateways. */
static void write_mail(const struct program *program)
{
	g_autoptr(GString) text = g_string_new("From: MAILER-DAEMON@mx.harbour.example\n"
					       "To: bounces@island.example\n"
					       "Subject: Undelivered mail\n");

	append_headers(text);
	g_string_append(text, "MIME-Version: 1.0\nContent-Type: multipart/report; "
			      "report-type=delivery-status; boundary=b\n\n--b\n\n");
	for (guint i = 0; i < 200; i++)
		g_string_append(text, "The mailbox of this person is full. ");
	g_string_append(text, "\n\n--b\nContent-Type: message/delivery-status\n\n"
			      "Reporting-MTA: dns; mx.harbour.example\n\n");
	for (guint i = 0; i < RECIPIENTS; i++)
		g_string_append_printf(text,
			"Final-Recipient: rfc822; ann%u@quay.example\nAction: failed\n"
			"Status: 5.0.0\n\n",
			i);
	g_string_append(text, "--b\nContent-Type: text/rfc822-headers\n\n"
			      "Message-ID: <1@island.example>\n");
	append_headers(text);
	g_string_append(text, "\n--b--\n");
	program_write(program, "mail", text->str);
}

static void run(struct program *program, const char *line)
{
	program_run(program, line);
	ck_assert_msg(program->status == 0, "%s: %d: %s", line, program->status, program->err);
}

static void check_says(struct program *program, const char *line, const char *says)
{
	run(program, line);
	ck_assert_msg(strstr(program->out, says) != NULL, "%s: %.2000s", line, program->out);
}

START_TEST(the_database_stays_small)
{
	struct program program;
	struct stat info;

	program_init(&program);
	write_mail(&program);
	run(&program, PROCESS "--jobs 1 mail");
	g_autofree char *path = program_file(&program, "rebound.db");
	ck_assert_int_eq(stat(path, &info), 0);
	/* What is kept in full, and some two kilobytes each with its rows and indexes. */
	gint64 most = REBOUND_LIMIT_KEPT_BYTES + 1024 * 1024 + (gint64)RECIPIENTS * 2500;
	ck_assert_msg(info.st_size <= most, "%ld bytes", (long)info.st_size);
	g_autofree char *count = g_strdup_printf("%d\n", RECIPIENTS);
	check_says(&program, "$REBOUND retries list --all --json | wc -l", count);
	check_says(&program, "$REBOUND check-db", "is sound");
	program_clear(&program);
}
END_TEST

START_TEST(what_is_not_there_is_said)
{
	struct program program;

	program_init(&program);
	write_mail(&program);
	run(&program, PROCESS "--jobs 1 --events events mail");
	g_autofree char *last = g_strdup_printf("$REBOUND explain event:%d", RECIPIENTS);
	g_autofree char *json = g_strdup_printf("$REBOUND explain --json event:%d", RECIPIENTS);
	g_autofree char *next = g_strdup_printf("$REBOUND explain event:%d", RECIPIENTS + 1);
	run(&program, "$REBOUND explain event:1");
	ck_assert_ptr_null(strstr(program.out, "only a part of it is kept"));
	ck_assert_ptr_nonnull(strstr(program.out, "Which rule decided"));
	check_says(&program, last, "only a part of it is kept");
	check_says(&program, last, "mailbox_full");
	ck_assert_ptr_null(strstr(program.out, "Which rule decided"));
	check_says(&program, json, "\"kept\":\"in part\"");
	check_says(&program, json, "\"reason\":\"mailbox_full\"");
	run(&program, "$REBOUND unknown");
	/* Other rules judge what is whole; the rest keeps its verdict. */
	program_write(&program, "mine.lua",
		"rule \"mine\" { says = { \"mailbox of this person\" }, reason = "
		"\"mailbox_disabled\" }"
		"\nuse \"all\"\n");
	check_says(&program, "$REBOUND reclassify --rules mine.lua",
		" are kept in part, of mails with very many recipients, and were not judged "
		"again.");
	check_says(&program, "$REBOUND diff shipped mine.lua", " are kept in part");
	check_says(&program,
		"$REBOUND reclassify --apply --rules mine.lua --now 2026-03-04T09:00:00Z",
		"Judged anew, as run 2");
	check_says(&program, last, "mailbox_full");
	check_says(&program, next, "mailbox_disabled");
	check_says(&program, "$REBOUND check-db", "is sound");
	run(&program, "$REBOUND undo --last");
	run(&program, "$REBOUND undo --last");
	check_says(&program, "$REBOUND retries list --json | wc -l", "0\n");
	program_clear(&program);
}
END_TEST

/* The same bytes, in how many workers and how often it may be done. */
START_TEST(it_is_the_same_each_time)
{
	struct program program;

	program_init(&program);
	write_mail(&program);
	run(&program, PROCESS "--jobs 1 --db one --events e1 mail");
	run(&program, PROCESS "--jobs 2 --db two --events e2 --batch 1 mail");
	run(&program, "cmp e1 e2 && cmp one two");
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("many");
	TCase *tcase = tcase_create("many");

	tcase_set_timeout(tcase, 200);
	tcase_add_test(tcase, the_database_stays_small);
	tcase_add_test(tcase, what_is_not_there_is_said);
	tcase_add_test(tcase, it_is_the_same_each_time);
	suite_add_tcase(suite, tcase);
	return suite;
}
