/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/*
 * R-P4: reports within the limits that name as many recipients as there may be, and hold much that
 * is about all of them. What they share is looked at once, so that such a mail costs no more than
 * others of its size.
 */

enum { RECIPIENTS = 10000 };

#define TEXT	     HOSTILE_HEAD "Content-Type: text/plain; charset=utf-8\n\n"
#define NOT_REACHED  "Your message could not be delivered to these recipients:\n\n"
#define TWO_PARTS    "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
#define RETURNED     "\n--b\nContent-Type: message/rfc822\n\n"
#define BANNER_LINES 99

static void list_recipients(FILE *file, const char *format)
{
	for (guint i = 0; i < RECIPIENTS; i++)
		fprintf(file, "r%u@q.example%s\n", i, format);
}

/* Local names of many lines, looked for among many addresses. */
static void names_and_headers(FILE *file)
{
	static const char *const names[] = {"To", "Cc", "Apparently-To", "Resent-To"};

	fputs(HOSTILE_HEAD TWO_PARTS "Your message could not be delivered.\n\n", file);
	hostile_repeat(file, "550 z... x\n", 23000);
	fputs(RETURNED, file);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		fprintf(file, "%s: r0@q.example", names[i]);
		for (guint k = 1; k < 1400; k++)
			fprintf(file, ",\n r%u@q.example", k);
		fputs("\n", file);
	}
	fputs("From: news@island.example\nSubject: hi\nMessage-ID: <x@island.example>\n\nbody\n"
	      "--b--\n",
		file);
}

static void write_complaint(FILE *file, const char *piece, guint pieces, guint lines)
{
	static const char *const names[] = {"X-HmXmrOriginalRecipient", "X-Original-Recipient",
		"X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Rcpt-To"};

	fputs(HOSTILE_HEAD "Content-Type: multipart/report; report-type=feedback-report; "
			   "boundary=b\n\n--b\nContent-Type: message/feedback-report\n\n"
			   "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n",
		file);
	for (guint i = 0; i < RECIPIENTS; i++)
		fprintf(file, "Original-Rcpt-To: <r%u@q.example>\n", i);
	fputs(RETURNED, file);
	for (guint i = 0; i < lines; i++) {
		fputs("Received: from a by b", file);
		hostile_repeat(file, piece, pieces);
		fputs("\n", file);
	}
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		fprintf(file, "%s: (", names[i]);
		hostile_repeat(file, "c", 15000);
		fputs(") <zz@q.example>\n", file);
	}
	fputs("To: other@q.example\nFrom: news@island.example\n\nbody\n--b--\n", file);
}

static void complaint_and_comments(FILE *file)
{
	write_complaint(file, "", 0, 0);
}

static void complaint_and_traces(FILE *file)
{
	write_complaint(file, " fo", 1600, 150);
}

static void complaint_and_open_traces(FILE *file)
{
	write_complaint(file, " for <", 800, 150);
}

static void banner_before_reports(FILE *file)
{
	fputs(HOSTILE_HEAD TWO_PARTS, file);
	hostile_repeat(file, "[external\n", BANNER_LINES);
	fputs("not delivered ", file);
	hostile_repeat(file, "word filler ", 20000);
	for (guint i = 0; i < 400; i++)
		fprintf(file,
			"\n--b\nContent-Type: multipart/report; report-type=delivery-status; "
			"boundary=r%u\n\n--r%u\n\nx\n--r%u--\n",
			i, i, i);
	fputs("\n--b--\n", file);
}

static void banner_and_sentences(FILE *file)
{
	fputs(TEXT, file);
	hostile_repeat(file, "[external\n", BANNER_LINES);
	fputs("not delivered ", file);
	hostile_repeat(file, "\na", 120000);
}

static void bullet_of_dashes(FILE *file)
{
	fputs(TEXT "could not be delivered\n\n", file);
	hostile_repeat(file, "-", 120000);
	hostile_repeat(file, " a@q.example x", 9000);
}

static void long_subject(FILE *file)
{
	fputs("From: MAILER-DAEMON@mx.harbour.example\nTo: bounces@island.example\n"
	      "Subject: Returned mail: ",
		file);
	hostile_repeat(file, "user unknown ", 15000);
	fputs("\nContent-Type: text/plain\n\n" NOT_REACHED, file);
	list_recipients(file, "");
}

static void subject_beside_words(FILE *file)
{
	fputs("From: MAILER-DAEMON@mx.harbour.example\nTo: bounces@island.example\n"
	      "Subject: Returned mail: ",
		file);
	hostile_repeat(file, "user unknown ", 1100);
	fputs("\nContent-Type: text/plain\n\n" NOT_REACHED, file);
	list_recipients(file, ": failed");
}

static void moved_addresses(FILE *file)
{
	fputs(TEXT NOT_REACHED, file);
	list_recipients(file, "");
	fputs("\n\n551 User not local; please try ", file);
	hostile_repeat(file, "<new@q.example> ", 1300);
	fputs("\n", file);
}

static void moved_codes(FILE *file)
{
	fputs(HOSTILE_REPORT, file);
	for (guint i = 0; i < RECIPIENTS; i++)
		fprintf(file, "Final-Recipient: rfc822; r%u@q.example\nStatus: 5.1.6\n\n", i);
	fputs("--b--\n", file);
}

static void long_reason(FILE *file)
{
	fputs(TEXT NOT_REACHED, file);
	list_recipients(file, "");
	fputs("\n\n", file);
	hostile_repeat(file, "the mailbox is full and was refused ", 4000);
	fputs("\n", file);
}

static void long_notice(FILE *file)
{
	fputs(HOSTILE_HEAD "Content-Type: multipart/report; report-type=delivery-status; "
			   "boundary=b\n\n--b\nContent-Type: text/plain\n\n"
			   "Your message was rejected: mailbox full. ",
		file);
	hostile_repeat(file, "word filler thing ", 880);
	fputs("\n--b\nContent-Type: message/delivery-status\n\n"
	      "Reporting-MTA: dns; mx.harbour.example\n\n",
		file);
	for (guint i = 0; i < RECIPIENTS; i++)
		fprintf(file,
			"Final-Recipient: rfc822; r%u@q.example\nAction: failed\n"
			"Status: 5.1.1\n\n",
			i);
	fputs("--b--\n", file);
}

static const struct {
	const char *name;
	void (*write)(FILE *file);
	guint recipients;  /* that the mail names at least */
	const char *fault; /* NULL: none that matters here */
} rows[] = {
	{"names and headers", names_and_headers, 0, NULL},
	{"complaint, comments", complaint_and_comments, RECIPIENTS, NULL},
	{"complaint, traces", complaint_and_traces, RECIPIENTS, NULL},
	{"complaint, open traces", complaint_and_open_traces, RECIPIENTS, NULL},
	{"banner before reports", banner_before_reports, 0, NULL},
	{"banner and sentences", banner_and_sentences, 0, NULL},
	{"bullet of dashes", bullet_of_dashes, 0, NULL},
	{"long subject", long_subject, RECIPIENTS, NULL},
	{"subject beside words", subject_beside_words, RECIPIENTS, NULL},
	{"moved addresses", moved_addresses, RECIPIENTS, "overlong-diagnostics"},
	{"moved codes", moved_codes, RECIPIENTS, NULL},
	{"long reason", long_reason, RECIPIENTS, "overlong-diagnostics"},
	{"long notice", long_notice, RECIPIENTS, NULL},
};

/* A sanitizer's strstr() looks at the whole line each time. */
static guint count_recipients(const char *line)
{
	static const char key[] = "\"original_address\"";
	guint count = 0;

	for (const char *at = line; *at != '\0'; at++)
		count += *at == '"' && strncmp(at, key, strlen(key)) == 0 ? 1 : 0;
	return count;
}

START_TEST(test_r_p4_what_recipients_share)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "mail");
	rows[_i].write(file);
	ck_assert_int_eq(fclose(file), 0);
	hostile_check_cost(rows[_i].name, "parse", hostile_run(&program, "parse mail"));
	ck_assert_int_eq(program.status, 0);
	ck_assert_uint_eq(count_lines(program.out), 1);
	ck_assert_msg(count_recipients(program.out) >= rows[_i].recipients, "%s: %u recipients",
		rows[_i].name, count_recipients(program.out));
	g_autofree char *quoted = g_strdup_printf("\"%s\"", rows[_i].fault);
	ck_assert_msg(rows[_i].fault == NULL || strstr(program.out, quoted) != NULL,
		"%s: no fault %s", rows[_i].name, rows[_i].fault);
	program_clear(&program);
}
END_TEST

/* Rules judge the words that ten thousand share for each of them. */
START_TEST(test_r_p4_what_is_judged)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "mail");
	long_reason(file);
	ck_assert_int_eq(fclose(file), 0);
	hostile_check_cost(
		"long reason", "process", hostile_run(&program, "process --jobs 1 mail"));
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_nonnull(strstr(program.out, "1 message read"));
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("recipients");
	TCase *tcase = tcase_create("recipients");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_r_p4_what_recipients_share, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, test_r_p4_what_is_judged);
	suite_add_tcase(suite, tcase);
	return suite;
}
