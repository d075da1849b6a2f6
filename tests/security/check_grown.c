/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/*
 * R-P4, R-P9: small pieces of text again and again, up to what is read of a place in a mail.
 * Whoever looks back from each of them to the first takes the square of their number, so that a
 * mail of some hundred kilobytes costs seconds. Each is read within the limits, and so is the mail
 * behind.
 */

#define TEXT_BYTES	 (256 * 1024)
#define DIAGNOSTIC_BYTES 16000
#define DIAGNOSTICS	 64
#define PEOPLE		 4900
#define LINE_MEGABYTES	 80

static void fill(FILE *file, const char *piece, gsize bytes)
{
	hostile_repeat(file, piece, (guint)(bytes / strlen(piece)));
}

static void in_text(FILE *file, const char *piece)
{
	fputs(HOSTILE_HEAD "Content-Type: text/plain; charset=utf-8\n\n"
			   "The following addresses failed:\n",
		file);
	fill(file, piece, TEXT_BYTES);
}

/* Behind a line whose code says no failure, which each further line is compared with. */
static void behind_success(FILE *file, const char *piece)
{
	fputs(HOSTILE_HEAD "\nThese addresses failed:\n\nx: 250 n\n", file);
	fill(file, piece, TEXT_BYTES);
}

static void in_diagnostics(FILE *file, const char *piece)
{
	fputs(HOSTILE_REPORT, file);
	for (guint i = 0; i < DIAGNOSTICS; i++) {
		fprintf(file,
			"Final-Recipient: rfc822; r%u@quay.example\nAction: failed\n"
			"Diagnostic-Code: smtp; ",
			i);
		fill(file, piece, DIAGNOSTIC_BYTES);
		fputs("\n\n", file);
	}
	fputs("--b--\n", file);
}

/* As many recipients as a report may have, and one long reason that they share. */
static void below_reason(FILE *file, const char *entry)
{
	fputs(HOSTILE_HEAD "\n550 user unknown ", file);
	fill(file, "and much more ", DIAGNOSTIC_BYTES);
	fputs(":\n", file);
	for (guint i = 0; i < 2 * PEOPLE; i++)
		fprintf(file, "    <r%u@b.c>%s", i, entry);
}

static void above_reason(FILE *file, const char *entry)
{
	fputs(HOSTILE_HEAD "\nThese addresses failed:\n\n", file);
	for (guint i = 0; i < 2 * PEOPLE; i++)
		fprintf(file, "<r%u@b.c>%s", i, entry);
	fputs("  550 user unknown ", file);
	fill(file, "and much more ", DIAGNOSTIC_BYTES);
}

/* Those whom the text names, those whom the fields name, and one in the fields without a name. */
static void in_text_and_fields(FILE *file, const char *mark)
{
	fputs(HOSTILE_HEAD
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\nContent-Type: text/plain; charset=utf-8\n\nThese addresses failed:\n",
		file);
	for (guint i = 0; i < PEOPLE; i++)
		fprintf(file, "  <%sb%u%s@quay.example>: user unknown\n", mark, i, mark);
	fputs("--b\nContent-Type: message/delivery-status\n\n"
	      "Reporting-MTA: dns; mx.harbour.example\n\n",
		file);
	for (guint i = 0; i < PEOPLE; i++)
		fprintf(file,
			"Final-Recipient: rfc822; %sa%u%s@quay.example\n"
			"Action: failed\nStatus: 5.1.1\n\n",
			mark, i, mark);
	fputs("Action: failed\nStatus: 5.1.1\n\n--b--\n", file);
}

#define HTML HOSTILE_HEAD "Content-Type: text/html; charset=utf-8\n\n"

/* Cells that have a line for each recipient, and one beside them that is about all. */
static void lines_beside(FILE *file, const char *piece)
{
	fputs(HTML "<table><tr><td>", file);
	hostile_repeat(file, "a@b.c<br>", 6000);
	fputs("<td>", file);
	hostile_repeat(file, "x<br>", 6000);
	fputs("<td>", file);
	fill(file, piece, TEXT_BYTES / 2);
}

static void short_lines_beside(FILE *file, const char *piece)
{
	fputs(HTML "<table>", file);
	for (guint i = 0; i < 250; i++) {
		fputs("<tr><td>", file);
		hostile_repeat(file, "a@b.c<br>", 40);
		fputs("<td>", file);
		hostile_repeat(file, "x<br>", 40);
		fputs("<td>", file);
		fill(file, piece, 700);
	}
}

/* Rows below a long header. */
static void below_header(FILE *file, const char *piece)
{
	fputs(HOSTILE_HEAD "\n", file);
	fill(file, piece, TEXT_BYTES / 2);
	fputs(" | y\n", file);
	for (guint i = 0; i < 2 * PEOPLE; i++)
		fprintf(file, "a%u@b.c | 550\n", i);
}

/* Rows that go on with one that stands above many rules. */
static void below_rules(FILE *file, const char *piece)
{
	fputs(HOSTILE_HEAD "\n", file);
	for (guint i = 0; i < 9; i++)
		fprintf(file, "a%u@b.c | 550 x | y\n", i);
	fill(file, "--\n", TEXT_BYTES / 2);
	for (guint i = 0; i < 2000; i++) {
		fputs("| ", file);
		hostile_repeat(file, piece, 20);
		fputs("|\n", file);
	}
}

/* Lines that are compared with a long word above them. */
static void below_word(FILE *file, const char *piece)
{
	fputs(HOSTILE_HEAD "\nCould not be delivered:\n", file);
	fill(file, piece, TEXT_BYTES / 2);
	fputs("@b.c no\n", file);
	for (guint i = 0; i < 9000; i++)
		fprintf(file, "x %u@b no\n", i);
}

/* A sentence behind an entry that names thousands. */
static void behind_entry(FILE *file, const char *piece)
{
	fputs(HOSTILE_HEAD "\nCould not be delivered to:\n\n<a@b.c>: user unknown\n\nThe user ",
		file);
	for (guint i = 0; i < 10000; i++)
		fprintf(file, "u%u@b.c%s", i, piece);
	fputs("does not exist.\n", file);
}

/* Lines that may go on with a long entry above them. */
static void below_entry(FILE *file, const char *piece)
{
	fputs(HOSTILE_HEAD "\nCould not be delivered to:\n\n<a@b.c>: ", file);
	fill(file, "no such user ", TEXT_BYTES / 2);
	for (guint i = 0; i < 9000; i++)
		fprintf(file, "%sb%u@b.c no", piece, i);
}

static const struct {
	const char *name;
	void (*write)(FILE *file, const char *piece);
	const char *piece;
} rows[] = {
	{"R-P4 one entry a line", in_text, "a@b.example\n"},
	{"R-P4 short entries", in_text, "a@\303\237\n"},
	{"R-P4 open entries", in_text, "<a@b.example>:\n"},
	{"R-P4 indented entries", in_text, "  a@b.example\n   a@b.example\n"},
	{"R-P4 what servers said", behind_success, "x.y: 550 n\n"},
	{"R-P4 what servers said of each", behind_success, "Y a@b.c 550 n\n"},
	{"R-P4 silent entries", in_text, " x: 250:\n <a@b.c>.\n  (x) not (a@b.c); "},
	{"R-P4 reason above", below_reason, "\n"},
	{"R-P4 reasons above", in_text, "Unknown user\na@b.c\n \n"},
	{"R-P4 reasons above paragraphs", in_text, "Unknown user\n\na@b.c\n\n"},
	{"R-P4 lines between paragraphs", in_text, "a@b.c\n\nx\n\ny a@b.c\n\n"},
	{"R-P4 addresses without a space", in_text, "@a"},
	{"R-P4 links", in_text, "a@b.c <mailto:a@b.c>, "},
	{"R-P4 links in a header", in_text, "List-A: <mailto:a@b.c>, "},
	{"R-P4 stars", in_text, "**a*"},
	{"R-P4 wrapped before addresses", in_text,
		"The server of our second office accepted your mail for\na@b.c and "},
	{"R-P4 reason below", above_reason, ":\n"},
	{"R-P4 quoted names twice", in_text_and_fields, "\""},
	{"R-P4 names in UTF-8 twice", in_text_and_fields, "\303\244"},
	{"R-P4 lines beside a cell", lines_beside, "x"},
	{"R-P4 lines beside cells", short_lines_beside, "x"},
	{"R-P4 below a header", below_header, "5 "},
	{"R-P4 below rules", below_rules, "|a "},
	{"R-P4 below a word", below_word, "x"},
	{"R-P4 a sentence behind an entry", behind_entry, " "},
	{"R-P4 a list behind an entry", behind_entry, ",\n"},
	{"R-P4 codes below an entry", below_entry, " 550\n"},
	{"R-P4 users below an entry", below_entry, "\nUser "},
	{"R-P9 at signs", in_diagnostics, "@"},
	{"R-P9 at signs and signs", in_diagnostics, "@+"},
	{"R-P9 hyphens", in_diagnostics, "a-"},
	{"R-P9 hyphens and digits", in_diagnostics, "a-b1-2-"},
	{"R-P9 slashes", in_diagnostics, "/a"},
	{"R-P9 schemes", in_diagnostics, "a://"},
	{"R-P9 brackets", in_diagnostics, "a[1"},
};

START_TEST(test_r_p4_r_p9_grown)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "box");
	fputs(HOSTILE_FROM, file);
	rows[_i].write(file, rows[_i].piece);
	fputs(HOSTILE_NEXT, file);
	ck_assert_int_eq(fclose(file), 0);
	hostile_check_cost(rows[_i].name, "parse", hostile_run(&program, "parse box"));
	ck_assert_int_eq(program.status, 0);
	ck_assert_str_eq(program.err, "");
	hostile_check_output(program.out);
	const char *second = strchr(program.out, '\n');
	ck_assert_ptr_nonnull(second);
	ck_assert_ptr_nonnull(strstr(second, "\"address\":\"next@quay.example\""));
	hostile_check_cost(rows[_i].name, "process", hostile_run(&program, "process --jobs 1 box"));
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_nonnull(strstr(program.out, "2 messages read"));
	ck_assert_ptr_null(strstr(program.out, "quarantine"));
	program_clear(&program);
}
END_TEST

/* R-P4: a line that does not end, for the commands that read lines, and a good one behind it. */
static const char *const readers[] = {
	"classify <box",
	"replies box",
	"delivered <box",
	"suppressions check - <box",
};

START_TEST(test_r_p4_long_line)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "box");
	for (guint i = 0; i < LINE_MEGABYTES * 1024; i++)
		fprintf(file, "%1024s", "ann@quay.example");
	fputs("\n550 5.1.1 User unknown\n", file);
	ck_assert_int_eq(fclose(file), 0);
	hostile_run(&program, "delivered bob@quay.example");
	ck_assert_int_eq(program.status, 0);
	hostile_check_cost("R-P4 long line", readers[_i], hostile_run(&program, readers[_i]));
	ck_assert_int_lt(program.status, 128);
	ck_assert_ptr_nonnull(strchr(program.err, '\n'));
	if (_i == 0)
		ck_assert_ptr_nonnull(strstr(program.out, "\"reason\":\"mailbox_unknown\""));
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("grown");
	TCase *tcase = tcase_create("grown");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_r_p4_r_p9_grown, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, test_r_p4_long_line, 0, G_N_ELEMENTS(readers));
	suite_add_tcase(suite, tcase);
	return suite;
}
