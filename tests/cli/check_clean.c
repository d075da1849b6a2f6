/* SPDX-License-Identifier: MIT */
#include "program.h"

#define NOW  " --now 2024-06-03"
#define MORE ",rebound_state,rebound_reason,rebound_since,rebound_until,rebound_why,rebound_rule"

/* Suppressed: ann@example.org, grün@bücher.example, l.o.u+x@gmail.com; proposed: none. */
static const char setup[] =
	"$REBOUND suppressions add --now 2024-06-01 --why '=HYPERLINK(1)' ann@example.org"
	" gr\xC3\xBCn@b\xC3\xBC"
	"cher.example l.o.u+x@gmail.com";

/* A list in a shell's printf form, the options, and what is printed. */
static const struct {
	const char *list, *options, *out;
} lists[] = {
	{"id,email\\n1,ANN@Example.ORG\\n2,eve@example.org\\n", "",
		"id,email\n2,eve@example.org\n"},
	{"ann@example.org\\r\\neve@example.org", "", "eve@example.org"},
	{"Ann <ann@example.org>\\nEve <eve@example.org>\\n", "", "Eve <eve@example.org>\n"},
	{"id,email\\n1,nobody\\n2,\\n", "-c email", "id,email\n1,nobody\n2,\n"},
	{"a;b\\neve@example.org;ann@example.org\\neve@example.org;x@example.org\\n", "-c a",
		"a;b\neve@example.org;ann@example.org\neve@example.org;x@example.org\n"},
	{"a;b\\neve@example.org;ann@example.org\\neve@example.org;x@example.org\\n", "-c b -c a",
		"a;b\neve@example.org;x@example.org\n"},
	{"lou+y@gmail.com\\nl.ou+x@gmail.com\\nlou@example.org\\n", "",
		"lou+y@gmail.com\nl.ou+x@gmail.com\nlou@example.org\n"},
	{"lou+y@gmail.com\\nl.ou+x@gmail.com\\n", "--gmail-dots", "lou+y@gmail.com\n"},
	{"lou+y@gmail.com\\nl.ou@googlemail.com\\nann+x@example.org\\n", "--gmail-dots --tags", ""},
	/* Both spellings of a domain, in UTF-8, Windows-1252 and UTF-16, with and without a mark.
	 */
	{"gr\xC3\xBCn@xn--bcher-kva.example\\neve@example.org\\n", "", "eve@example.org\n"},
	{"n;e\\n\\374;gr\\374n@b\\374cher.example\\n\\374;eve@example.org\\n", "",
		"n;e\n\xFC;eve@example.org\n"},
	{"\\357\\273\\277e,n\\nann@example.org,1\\neve@example.org,2\\n", "",
		"\xEF\xBB\xBF"
		"e,n\neve@example.org,2\n"},
	/* Columns more never begin a formula, and line ends stay. */
	{"id,email\\r\\n1,ann@example.org\\r\\n2,eve@example.org\\r\\n", "--annotate",
		"id,email" MORE "\r\n1,ann@example.org,active,manual,2024-06-01T00:00:00Z,,"
		"'=HYPERLINK(1),\r\n2,eve@example.org,,,,,,\r\n"},
	{"{\"e\":\"ann@example.org\"}\\n{\"e\":\"eve@example.org\"}\\n", "",
		"{\"e\":\"eve@example.org\"}\n"},
	{"{\"e\":\"ann@example.org\"}\\n{ }", "--annotate",
		"{\"e\":\"ann@example.org\",\"rebound_state\":\"active\",\"rebound_reason\":"
		"\"manual\",\"rebound_since\":\"2024-06-01T00:00:00Z\",\"rebound_until\":null,"
		"\"rebound_why\":\"=HYPERLINK(1)\",\"rebound_rule\":null}\n"
		"{ \"rebound_state\":null,\"rebound_reason\":null,\"rebound_since\":null,"
		"\"rebound_until\":null,\"rebound_why\":null,\"rebound_rule\":null}\n"},
	/* A plain list becomes CSV. */
	{"Lund, \"Al\" <ann@example.org>\\nx@example.org\\neve@example.org\\n", "-a",
		"\"Lund, \"\"Al\"\" <ann@example.org>\",active,manual,2024-06-01T00:00:00Z,,"
		"'=HYPERLINK(1),\nx@example.org,,,,,,\neve@example.org,,,,,,\n"},
	/* Short rows, long ones and empty lines. */
	{"email,a,b\\nann@example.org\\n\\neve@example.org,1,2,3\\n", "-a -c email",
		"email,a,b" MORE "\nann@example.org,,,active,manual,2024-06-01T00:00:00Z,,"
		"'=HYPERLINK(1),\n\neve@example.org,1,2,3,,,,,,\n"},
	/* Marks within a cell as other programs write them. */
	{"n,email\\n\"a \\\\\"b, c\\\\\" d\",ann@example.org\\n\"e\\\\\",eve@example.org\\n", "",
		"n,email\n\"e\\\",eve@example.org\n"},
	{"a:ann@example.org\\nb:eve@example.org\\n", "-d : -c 2", "b:eve@example.org\n"},
	{"", "", ""},
};

START_TEST(test_list)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, setup), 0);
	g_autofree char *line = g_strdup_printf(
		"printf '%s' | $REBOUND clean %s" NOW " -", lists[_i].list, lists[_i].options);
	ck_assert_msg(program_run(&program, line) == 0, "%s", program.err);
	ck_assert_str_eq(program.out, lists[_i].out);
	program_clear(&program);
}
END_TEST

/* What UTF-16 reads is what it writes: pairs, lone halves, NULs. */
START_TEST(test_utf16)
{
	static const char *const forms[] = {"UTF-16LE", "UTF-16BE"};
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, setup), 0);
	g_autofree char *line = g_strdup_printf(
		"printf 'id\\tmail\\n\xF0\x9F\x98\x80\\tann@example.org\\n"
		"\xF0\x9F\x98\x80\xE2\x82\xAC\\teve@example.org\\n' >all && "
		"printf 'id\\tmail\\n\xF0\x9F\x98\x80\xE2\x82\xAC\\teve@example.org\\n' >left && "
		"iconv -f UTF-8 -t %s all >all16 && iconv -f UTF-8 -t %s left >left16 && "
		"$REBOUND clean all16 >kept16 && cmp kept16 left16 && "
		"{ printf '%s'; cat all16; } >all17 && { printf '%s'; cat left16; } >left17 && "
		"$REBOUND clean all17 >kept17 && cmp kept17 left17 && "
		"{ cat left16; printf '%s'; } >odd16 && $REBOUND clean odd16 >kept16 && "
		"cmp kept16 odd16 && "
		"$REBOUND clean --annotate all16 | iconv -f %s -t UTF-8 | grep -c formula",
		forms[_i], forms[_i], _i == 0 ? "\\377\\376" : "\\376\\377",
		_i == 0 ? "\\377\\376" : "\\376\\377",
		_i == 0 ? "\\000\\330x\\000\\000\\334\\012\\000"
			: "\\330\\000\\000x\\334\\000\\000\\012",
		forms[_i]);
	program_run(&program, line);
	ck_assert_str_eq(program.out, "0\n");
	program_clear(&program);
}
END_TEST

START_TEST(test_removed)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, setup), 0);
	program_write(&program, "list.csv",
		"email;n\nann@example.org;\"a\nb\"\nnobody;1\neve@example.org;2\n");
	ck_assert_int_eq(
		program_run(&program, "$REBOUND clean --removed gone -o kept" NOW " list.csv &&"
				      " cat gone && cat kept"),
		0);
	ck_assert_str_eq(program.out,
		"email;n;rebound_reason;rebound_why\nann@example.org;\"a\nb\";manual;"
		"'=HYPERLINK(1)\nemail;n\nnobody;1\neve@example.org;2\n");
	ck_assert_str_eq(program.err,
		"row 3: nobody: is no mail address, and stays\n"
		"3 rows: 2 kept, 1 removed (manual 1).\nNo valid address, and kept: 1.\n");
	/* Nothing is written over, the list itself least of all. */
	ck_assert_int_eq(program_run(&program, "$REBOUND clean -o list.csv list.csv"), 73);
	ck_assert_int_eq(program_run(&program, "$REBOUND clean --removed gone list.csv"), 73);
	ck_assert_int_eq(program_run(&program, "ls | tr '\\n' ' '; cat list.csv | wc -l"), 0);
	ck_assert_str_eq(program.out, "gone kept list.csv rebound.db 5\n");
	program_clear(&program);
}
END_TEST

START_TEST(test_other_column)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, setup), 0);
	program_write(&program, "list.csv",
		"email,second\nann@example.org,a@example.org\neve@example.org,b@example.org\n");
	ck_assert_int_eq(program_run(&program, "$REBOUND clean -q list.csv"), 0);
	ck_assert_ptr_nonnull(strstr(program.err, "Column 'second' holds addresses too"));
	ck_assert_int_eq(program_run(&program, "$REBOUND clean -q -d x list.csv"), 64);
	ck_assert_int_eq(program_run(&program, "$REBOUND clean -q -d semicolon list.csv"), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND clean -a --removed x list.csv"), 64);
	program_clear(&program);
}
END_TEST

/* Standard error names some rows and counts the rest; a hostile one can't write on the terminal. */
START_TEST(test_names)
{
	struct program program;
	g_autoptr(GString) list = g_string_new("email\nann@example.org\n\x1B[31m@\xC2\x9B\n");

	program_init(&program);
	ck_assert_int_eq(program_run(&program, setup), 0);
	for (guint i = 0; i < 30; i++)
		g_string_append(list, "nobody\n");
	program_write(&program, "list", list->str);
	ck_assert_int_eq(program_run(&program, "$REBOUND clean list"), 0);
	ck_assert_uint_eq(count_lines(program.err), 23);
	ck_assert_ptr_nonnull(strstr(program.err, "... and 12 more.\n"));
	ck_assert_ptr_null(strchr(program.err, '\x1B'));
	ck_assert_ptr_null(strstr(program.err, "\xC2\x9B"));
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("clean");
	TCase *tcase = tcase_create("clean");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_list, 0, (int)G_N_ELEMENTS(lists));
	tcase_add_loop_test(tcase, test_utf16, 0, 2);
	tcase_add_test(tcase, test_removed);
	tcase_add_test(tcase, test_other_column);
	tcase_add_test(tcase, test_names);
	suite_add_tcase(suite, tcase);
	return suite;
}
