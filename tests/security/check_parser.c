/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/*
 * R-P1 to R-P13: mails made to exhaust whoever reads them, through parse and process. Each costs
 * little, gives its fault, and the mail behind it is read.
 */

static void p1_nested_parts(FILE *file)
{
	fputs(HOSTILE_HEAD, file);
	for (guint i = 0; i < 10000; i++)
		fprintf(file, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
	fputs("\ninside\n", file);
}

static void p1_nested_deeper(FILE *file)
{
	fputs(HOSTILE_HEAD, file);
	for (guint i = 0; i < 100000; i++)
		fprintf(file, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
}

static void p1_nested_messages(FILE *file)
{
	fputs(HOSTILE_HEAD, file);
	hostile_repeat(file, "Content-Type: message/rfc822\n\n", 100000);
}

static void p2_many_parts(FILE *file)
{
	fputs(HOSTILE_HEAD "Content-Type: multipart/mixed; boundary=b\n\n", file);
	hostile_repeat(file, "--b\n\nx\n", 1000000);
}

static void p3_long_header(FILE *file)
{
	fputs(HOSTILE_HEAD "X-Long: ", file);
	hostile_repeat(file, "0123456789", 5000000);
	fputs("\n\ninside\n", file);
}

static void p3_many_headers(FILE *file)
{
	fputs(HOSTILE_HEAD, file);
	hostile_repeat(file, "X: x\n", 1000000);
	fputs("\ninside\n", file);
}

static void p4_large(FILE *file)
{
	fputs(HOSTILE_HEAD "\n", file);
	hostile_repeat(file, "0123456789012345678901234567890123456789012345678901234567890\n",
		getenv("REBOUND_LONG") != NULL ? 17000000 : 1000000);
}

static void p4_large_machine_part(FILE *file)
{
	fputs(HOSTILE_REPORT "Final-Recipient: rfc822; ann@quay.example\nAction: failed\n"
			     "Status: 5.1.1\n",
		file);
	hostile_repeat(file, "X-Filler: 0123456789012345678901234567890123456789\n", 200000);
	fputs("\n--b--\n", file);
}

static void p4_many_recipients(FILE *file)
{
	fputs(HOSTILE_REPORT, file);
	for (guint i = 0; i < 100000; i++)
		fprintf(file,
			"Final-Recipient: rfc822; r%u@quay.example\nAction: failed\n"
			"Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown %u\n\n",
			i, i);
	fputs("--b--\n", file);
}

static void p4_short_recipients(FILE *file)
{
	fputs(HOSTILE_REPORT, file);
	for (guint i = 0; i < 100000; i++)
		fprintf(file, "Final-Recipient:;r%u@q.example\n\n", i);
	fputs("--b--\n", file);
}

static void p4_recipients_in_text(FILE *file)
{
	fputs(HOSTILE_HEAD "\nThese addresses failed:\n\n", file);
	for (guint i = 0; i < 100000; i++)
		fprintf(file, "  <r%u@quay.example>: 550 5.1.1 User unknown\n", i);
}

static void write_addresses(FILE *file, const char *piece, guint count)
{
	static const char *const names[] = {"From", "To", "X-Failed-Recipients", "Return-Path"};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		fprintf(file, "%s: ", names[i]);
		hostile_repeat(file, piece, count);
		fputs("\n", file);
	}
	fputs("Subject: Undelivered mail returned to sender\n\n550 5.1.1 ", file);
	hostile_repeat(file, piece, count);
	fputs("\n", file);
}

static void p5_open_comments(FILE *file)
{
	write_addresses(file, "(", 200000);
}

static void p5_colons(FILE *file)
{
	write_addresses(file, ":", 200000);
}

static void p5_quotes(FILE *file)
{
	write_addresses(file, "\"", 200000);
}

static void p5_commas(FILE *file)
{
	write_addresses(file, ",", 200000);
}

static void p5_routes(FILE *file)
{
	write_addresses(file, "@a", 200000);
}

static void p5_addresses(FILE *file)
{
	write_addresses(file, "a@b.example, ", 500000);
}

static void p6_segments(FILE *file)
{
	fputs(HOSTILE_HEAD "Content-Type: text/plain", file);
	for (guint i = 0; i < 200000; i++)
		fprintf(file, ";\n name*%u=x", i);
	fputs("\n\ninside\n", file);
}

static void p8_archive(FILE *file)
{
	fputs(HOSTILE_HEAD "Content-Type: application/zip\nContent-Encoding: gzip\n"
			   "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 bomb.zip\n",
		file);
	hostile_repeat(
		file, "M````````````````````````````````````````````````````````````\n", 100000);
}

static void p9_before_a_pattern(FILE *file)
{
	fputs(HOSTILE_HEAD "\nCould not deliver <ann@quay.example>: ", file);
	hostile_repeat(file, "aaaaaaaaaa", 512000);
	fputs(" mailbox is full\n", file);
}

static void p9_in_a_diagnostic(FILE *file)
{
	fputs(HOSTILE_REPORT "Final-Recipient: rfc822; ann@quay.example\nAction: failed\n"
			     "Status: 5.0.0\nDiagnostic-Code: smtp; 550 ",
		file);
	hostile_repeat(file, "aaaaaaaaaa", 512000);
	fputs(" mailbox is full\n\n--b--\n", file);
}

static void p10_utf7(FILE *file)
{
	fputs(HOSTILE_HEAD "Content-Type: text/plain; charset=utf-7\n\n", file);
	hostile_repeat(file, "+AOQ", 1000000);
}

static void p10_iso2022(FILE *file)
{
	fputs(HOSTILE_HEAD "Content-Type: text/plain; charset=iso-2022-kr\n\n", file);
	hostile_repeat(file, "\x1B$)C\x0E!!\x0F", 500000);
}

static const struct {
	const char *name;
	void (*write)(FILE *file);
	const char *fault; /* NULL: none, the mail is within the limits or its end does not count */
} rows[] = {
	{"R-P1 nested parts", p1_nested_parts, "nested-too-deep"},
	{"R-P1 nested deeper", p1_nested_deeper, "nested-too-deep"},
	{"R-P1 nested messages", p1_nested_messages, "nested-too-deep"},
	{"R-P2 many parts", p2_many_parts, "too-many-parts"},
	{"R-P3 long header", p3_long_header, "header-too-long"},
	{"R-P3 many headers", p3_many_headers, "too-many-headers"},
	{"R-P4 large", p4_large, "truncated"},
	{"R-P4 large machine part", p4_large_machine_part, "truncated"},
	{"R-P4 many recipients", p4_many_recipients, "truncated"},
	{"R-P4 short recipients", p4_short_recipients, "too-many-recipients"},
	{"R-P4 recipients in text", p4_recipients_in_text, "truncated"},
	{"R-P5 open comments", p5_open_comments, NULL},
	{"R-P5 colons", p5_colons, NULL},
	{"R-P5 quotes", p5_quotes, NULL},
	{"R-P5 commas", p5_commas, NULL},
	{"R-P5 routes", p5_routes, "header-too-long"},
	{"R-P5 addresses", p5_addresses, "header-too-long"},
	{"R-P6 segments", p6_segments, "too-many-parameters"},
	{"R-P8 archive", p8_archive, NULL},
	{"R-P9 before a pattern", p9_before_a_pattern, "truncated"},
	{"R-P9 in a diagnostic", p9_in_a_diagnostic, "truncated"},
	{"R-P10 UTF-7", p10_utf7, "truncated"},
	{"R-P10 ISO-2022-KR", p10_iso2022, "truncated"},
};

static void check_parse(struct program *program, int row)
{
	hostile_check_cost(rows[row].name, "parse", hostile_run(program, "parse box"));
	ck_assert_int_eq(program->status, 0);
	ck_assert_str_eq(program->err, "");
	ck_assert_msg(count_lines(program->out) == 2, "%s", rows[row].name);
	const char *second = strchr(program->out, '\n') + 1;
	ck_assert_ptr_nonnull(strstr(second, "\"address\":\"next@quay.example\""));
	ck_assert_ptr_nonnull(strstr(second, "\"reason\":\"mailbox_unknown\""));
	if (rows[row].fault == NULL)
		return;
	const char *faults = g_strstr_len(program->out, second - program->out, "\"faults\":[");
	g_autofree char *quoted = g_strdup_printf("\"%s\"", rows[row].fault);
	ck_assert_msg(g_strstr_len(faults, second - faults, quoted) != NULL, "%s: no fault %s",
		rows[row].name, quoted);
}

START_TEST(test_r_p1_to_p10_cost)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "box");
	fputs(HOSTILE_FROM, file);
	rows[_i].write(file);
	fputs(HOSTILE_NEXT, file);
	ck_assert_int_eq(fclose(file), 0);
	check_parse(&program, _i);
	hostile_check_cost(rows[_i].name, "process", hostile_run(&program, "process --jobs 1 box"));
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_nonnull(strstr(program.out, "2 messages read"));
	ck_assert_ptr_null(strstr(program.out, "quarantine"));
	program_run(&program, "$REBOUND suppressions export --state all --format plain");
	ck_assert_ptr_nonnull(strstr(program.out, "next@quay.example\n"));
	program_clear(&program);
}
END_TEST

/* One mail, not in an mbox, from a file and from standard input. */
START_TEST(test_r_p4_single_mail)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "mail");
	p4_large(file);
	ck_assert_int_eq(fclose(file), 0);
	hostile_check_cost("R-P4 single mail", "parse", hostile_run(&program, "parse mail"));
	ck_assert_ptr_nonnull(strstr(program.out, "\"truncated\""));
	hostile_check_cost("R-P4 single mail", "stdin", hostile_run(&program, "parse - <mail"));
	ck_assert_ptr_nonnull(strstr(program.out, "\"truncated\""));
	hostile_check_cost("R-P4 single mail", "process", hostile_run(&program, "process mail"));
	ck_assert_ptr_nonnull(strstr(program.out, " read in "));
	program_clear(&program);
}
END_TEST

/* ---- R-P7 ---- */

/* The parser below loops over such a multipart in three of its functions: no boundary, and one
 * parameter whose name and 8-bit value fill its line. */
static void write_endless(FILE *file, guint length)
{
	fputs("To: a@quay.example\nSubject: Undelivered mail\nContent-Type: multipart/report;\n ",
		file);
	hostile_repeat(file, "q", length);
	fputs("=\"\xC3\xA4\xC5\x93\"\n\n<ann@quay.example>: 550 5.1.1 User unknown\n", file);
}

static const char *const paths[] = {"parse box", "parse - <box", "process box",
	"process --dry-run box", "explain mail", "parse mail", "process mail"};

START_TEST(test_r_p7_endless_library_call)
{
	struct program program;

	program_init(&program);
	FILE *box = hostile_open(&program, "box"), *mail = hostile_open(&program, "mail");
	write_endless(mail, 71);
	for (guint length = 66; length < 76; length++) {
		fputs(HOSTILE_FROM, box);
		write_endless(box, length);
		fputs("\n", box);
	}
	ck_assert_int_eq(fclose(box), 0);
	ck_assert_int_eq(fclose(mail), 0);
	hostile_check_cost("R-P7 endless", paths[_i], hostile_run(&program, paths[_i]));
	ck_assert_msg(program.status == 0, "%s: %d %s", paths[_i], program.status, program.err);
	program_clear(&program);
}
END_TEST

/* ---- R-P12 ---- */

/* A worker that is out of memory dies; the run goes on, and only that message is given up. The
 * limit stands in for an allocator that fails: GLib aborts the same way. */
START_TEST(test_r_p12_death_of_a_worker)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "box");
	for (guint i = 0; i < 40; i++)
		fprintf(file,
			HOSTILE_FROM HOSTILE_HEAD "X-Id: %u\n\n<r%u@quay.example>: 550 5.1.1 User "
						  "unknown %s\n\n",
			i, i, i % 10 == 3 ? "POISON" : "");
	ck_assert_int_eq(fclose(file), 0);
	g_setenv("REBOUND_TEST_CRASH", "POISON", TRUE);
	hostile_run(&program, "process box");
	g_unsetenv("REBOUND_TEST_CRASH");
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_nonnull(strstr(program.out, "40 messages read"));
	program_run(&program, "$REBOUND suppressions export --state all --format plain");
	ck_assert_uint_eq(count_lines(program.out), 36);
	ck_assert_ptr_null(strstr(program.out, "r13@quay.example"));
	program_clear(&program);
}
END_TEST

/* ---- R-P13 ---- */

/* Many small mails: memory does not grow with their number. */
START_TEST(test_r_p13_flood)
{
	const guint few = 2000, many = getenv("REBOUND_LONG") != NULL ? 1000000 : 20000;
	struct hostile_cost costs[2];

	/* AddressSanitizer keeps what was freed for a while, which would grow for long. */
	const char *options = g_getenv("ASAN_OPTIONS");
	g_autofree char *kept = g_strdup(options);
	g_autofree char *small =
		g_strdup_printf("%s:quarantine_size_mb=1", options != NULL ? options : "");
	g_setenv("ASAN_OPTIONS", small, TRUE);
	for (guint round = 0; round < 2; round++) {
		struct program program;
		guint count = round == 0 ? few : many;

		program_init(&program);
		FILE *file = hostile_open(&program, "box");
		for (guint i = 0; i < count; i++)
			fprintf(file,
				HOSTILE_FROM HOSTILE_HEAD
				"\n<r%u@quay.example>: 550 5.1.1 User unknown\n\n",
				i);
		ck_assert_int_eq(fclose(file), 0);
		costs[round] = hostile_run(&program, "parse box");
		ck_assert_uint_eq(count_lines(program.out), count);
		program_clear(&program);
	}
	if (kept != NULL)
		g_setenv("ASAN_OPTIONS", kept, TRUE);
	else
		g_unsetenv("ASAN_OPTIONS");
	ck_assert_int_lt(costs[1].kilobytes - costs[0].kilobytes, 16 * 1024);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("parser");
	TCase *tcase = tcase_create("parser");

	tcase_set_timeout(tcase, 240);
	tcase_add_loop_test(tcase, test_r_p1_to_p10_cost, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, test_r_p4_single_mail);
	tcase_add_loop_test(tcase, test_r_p7_endless_library_call, 0, G_N_ELEMENTS(paths));
	tcase_add_test(tcase, test_r_p12_death_of_a_worker);
	tcase_add_test(tcase, test_r_p13_flood);
	suite_add_tcase(suite, tcase);
	return suite;
}
