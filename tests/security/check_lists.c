/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include "core/smtp/address.h"

/*
 * I1, I3, I4 and I5 for lists: what a contact list or another system's list says must reach a
 * database, a table and a terminal as text, or not at all. REBOUND_LONG=1 takes ten times as much.
 */

#define MANY 100000

/* Rows of a file for the program, which is slow under sanitizers. */
#define ROWS (SANITIZED ? 300 : 2000)

static int scale(int count)
{
	return g_getenv("REBOUND_LONG") != NULL ? 10 * count : count;
}

/* ---- I1 ---- */

/* The grammar once more, in words of its own: RFC 5321 section 4.1.2, and dots
 * wherever but first, ASCII. */
static const char grammar[] =
	"^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*"
	"|\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*\")"
	"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
	"(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*|\\[[0-9A-Fa-fIPv.:]+\\])$";

/* Random bytes, or an address with some of its bytes made random. */
static gsize make_bytes(GRand *random, char *bytes, gsize room)
{
	static const char *const good[] = {"ann@quay.example", "\"a b\"@quay.example",
		"b+c@[192.0.2.1]",
		("d\xC3\xBC@b\xC3\xBC"
		 "cher.example"),
		"<e.f@quay.example.>"};
	gsize len = (gsize)g_rand_int_range(random, 0, 40);

	if (g_rand_boolean(random)) {
		for (gsize i = 0; i < len; i++)
			bytes[i] = (char)g_rand_int_range(random, 0, 256);
		return len;
	}
	len = g_strlcpy(bytes, good[g_rand_int_range(random, 0, 5)], room);
	for (int i = g_rand_int_range(random, 0, 3); i > 0; i--)
		bytes[g_rand_int_range(random, 0, (int)len)] =
			(char)g_rand_int_range(random, 0, 256);
	return len;
}

START_TEST(test_i1_random_bytes)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(1);
	g_autoptr(GRegex) regex = g_regex_new(grammar, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
	guint accepted = 0;
	char bytes[64];

	for (int i = scale(MANY); i > 0; i--) {
		gsize len = make_bytes(random, bytes, sizeof(bytes));
		const char *address = rebound_address_read(arena, bytes, len);

		if (address != NULL) {
			const char *key = rebound_address_key(arena, address);

			accepted++;
			ck_assert(g_utf8_validate(address, -1, NULL));
			for (const char *at = address; *at != '\0'; at++)
				ck_assert((guchar)*at >= ' ' && *at != 0x7F);
			ck_assert_msg(
				!g_str_is_ascii(address) || g_regex_match(regex, address, 0, NULL),
				"%s", address);
			ck_assert_str_eq(
				rebound_address_read(arena, address, strlen(address)), address);
			ck_assert_str_eq(rebound_address_key(arena, key), key);
		}
		rebound_arena_clear(arena);
	}
	ck_assert_uint_gt(accepted, 1000);
}
END_TEST

/* The same through the program: what comes out of a list of random lines goes in again, unchanged.
 */
START_TEST(test_i1_round_trip)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(2);
	struct program program;
	char bytes[64];

	program_init(&program);
	g_autofree char *path = program_file(&program, "list");
	FILE *file = fopen(path, "w");
	for (int i = scale(ROWS); i > 0; i--) {
		fwrite(bytes, 1, make_bytes(random, bytes, sizeof(bytes)), file);
		fputc('\n', file);
	}
	fputs("ann@quay.example\n", file);
	ck_assert_int_eq(fclose(file), 0);
	program_run(&program,
		"$REBOUND suppressions import --format plain list >told && "
		"$REBOUND suppressions export --format plain >one && "
		"$REBOUND suppressions import --db b.db --format plain one >told && "
		"$REBOUND suppressions export --db b.db --format plain >two && cmp one two && "
		"grep -c . one && $REBOUND clean -q list >kept 2>told; "
		"$REBOUND suppressions import --format plain -n kept | head -1");
	ck_assert_msg(strstr(program.out, " 0 suppressed, 0 proposed, 0 known already") != NULL,
		"%s%s", program.out, program.err);
	program_clear(&program);
}
END_TEST

/* ---- I3 ---- */

/* Names that mean something to SQL, as each format writes them; %s is one. */
static const char *const names[] = {"Robert');DROP--@x.example", "'--@x.example",
	"a'||'b@x.example", "%@x.example", "_@x.example", "?1@x.example", "a'/*@x.example"};

static const struct {
	const char *format, *begin, *row, *end;
} files[] = {
	{"csv", "address,cause,why\n", "%s,mailbox_unknown,\"'); DELETE FROM runs; --\"\n", ""},
	{"jsonl", "", "{\"address\":\"%s\",\"cause\":\"manual\",\"why\":\"'; DROP TABLE runs\"}\n",
		""},
	{"plain", "", "%s\n", ""},
	{"ses", "", "%s,BOUNCE\n", ""},
	{"ses", "", "{\"EmailAddress\":\"%s\",\"Reason\":\"BOUNCE\"}\n", ""},
	{"sendgrid", "status,reason,email,created\n", "5.1.1,550 5.1.1 User unknown'); --,%s,1\n",
		""},
	{"mailgun", "[", "{\"address\":\"%s\",\"code\":550,\"error\":\"User unknown'; --\"},",
		"{\"address\":\"z@x.example\",\"code\":550,\"error\":\"User unknown\"}]"},
	{"postmark", "EmailAddress,SuppressionReason\n", "%s,HardBounce\n", ""},
	{"sparkpost", "recipient,type,description\n", "%s,transactional,550 5.1.1 User unknown\n",
		""},
	{"postfix", "", "%s 550 5.1.1 User unknown'); --\n", ""},
};

START_TEST(test_i3_import)
{
	g_autoptr(GString) text = g_string_new(files[_i].begin);
	struct program program;

	program_init(&program);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_auto(GStrv) parts = g_strsplit(files[_i].row, "%s", 2);

		g_string_append_printf(text, "%s%s%s", parts[0], names[i], parts[1]);
	}
	g_string_append(text, files[_i].end);
	program_write(&program, "list", text->str);
	g_autofree char *line = g_strdup_printf(
		"$REBOUND suppressions add next@x.example >told && "
		"$REBOUND suppressions import --format %s list >told && "
		"$REBOUND suppressions remove \"a'||'b@x.example\" %%@x.example >told && "
		"$REBOUND suppressions export --format plain",
		files[_i].format);
	ck_assert_msg(program_run(&program, line) == 0, "%s", program.err);
	/* Only the two that were named went, whatever their marks and wild cards say. */
	/* The first one is no address at all. */
	ck_assert_uint_eq(count_lines(program.out),
		G_N_ELEMENTS(names) - 2 + (*files[_i].end != '\0' ? 1 : 0));
	ck_assert_ptr_nonnull(strstr(program.out, "next@x.example\n"));
	ck_assert_ptr_nonnull(strstr(program.out, "'--@x.example\n"));
	ck_assert_ptr_null(strstr(program.out, "a'||'b"));
	ck_assert_ptr_null(strstr(program.out, "%@x.example"));
	program_clear(&program);
}
END_TEST

/* ---- I4 ---- */

static const char *const leads[] = {"=", "+", "-", "@", "\t=", "\r=", "\n=", " =",
	"\xC2\xA0=", "'=", "\"=", "\xEF\xBC\x9D", "\xEF\xBB\xBF="};

/* What spreadsheets take a cell for, once it was unquoted. */
static gboolean is_formula(const char *cell)
{
	while (*cell != '\0' &&
		(strchr(" \t\r\n", *cell) != NULL || g_str_has_prefix(cell, "\xC2\xA0")))
		cell += *cell == '\xC2' ? 2 : 1;
	return (*cell != '\0' && strchr("=+-@", *cell) != NULL) ||
	       g_str_has_prefix(cell, "\xEF\xBC\x9D");
}

/* The cells of CSV by RFC 4180, read once more; none is a formula. Returns how many rows. */
static guint check_cells(const char *csv)
{
	g_autoptr(GString) cell = g_string_new(NULL);
	gboolean quoted = FALSE;
	guint rows = 0;

	for (const char *at = csv; *at != '\0'; at++) {
		if (*at == '"') {
			if (quoted && at[1] == '"')
				g_string_append_c(cell, *at++);
			else
				quoted = !quoted;
		} else if (!quoted && (*at == ',' || *at == '\n')) {
			ck_assert_msg(!is_formula(cell->str), "%s", cell->str);
			g_string_truncate(cell, 0);
			rows += *at == '\n' ? 1 : 0;
		} else {
			g_string_append_c(cell, *at);
		}
	}
	ck_assert(!quoted);
	return rows;
}

/* Every lead at the beginning, behind a comma, in a second line, and alone. */
START_TEST(test_i4_formulas)
{
	static const char *const shapes[] = {"%s1+1", "x,%s1", "x\n%s1", "%s"};
	struct program program;
	g_autoptr(GString) text = g_string_new(NULL);

	program_init(&program);
	for (guint i = 0; i < G_N_ELEMENTS(leads); i++)
		for (guint k = 0; k < G_N_ELEMENTS(shapes); k++) {
			g_auto(GStrv) parts = g_strsplit(shapes[k], "%s", 2);
			g_autofree char *why = g_strconcat(parts[0], leads[i], parts[1], NULL);
			g_auto(GStrv) marks = g_strsplit(why, "\"", -1);
			g_autofree char *quoted = g_strjoinv("\"\"", marks);

			g_string_append_printf(
				text, "a%u.%u@x.example,manual,\"%s\"\n", i, k, quoted);
			g_string_append_printf(
				text, "=%u.%u@x.example,manual,\"%s\"\n", i, k, quoted);
		}
	g_string_prepend(text, "address,cause,why\n");
	program_write(&program, "list", text->str);
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions import list >told && "
					       "$REBOUND suppressions export --format csv"),
		0);
	ck_assert_uint_eq(check_cells(program.out), 2 * 13 * 4 + 1);
	/* Import takes the guard off again: both exports are the same. */
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions export --format csv >one && "
				      "$REBOUND suppressions import --db b.db one >told && "
				      "$REBOUND suppressions export --db b.db --format csv | cut "
				      "-d, -f1,3 >two && "
				      "cut -d, -f1,3 one | cmp - two && "
				      "$REBOUND suppressions export --format jsonl | grep -c "
				      "'\"address\":\"=0.0@x.example\"'"),
		0);
	ck_assert_str_eq(program.out, "1\n");
	/* What we add to a list; its own cells stay as they came. */
	ck_assert_int_eq(program_run(&program, "cut -d, -f1 one | grep ^a >plain && "
					       "$REBOUND clean --quiet --annotate plain"),
		0);
	ck_assert_uint_eq(check_cells(program.out), 13 * 4 + 1);
	/* For a machine's file, an address with a guard would be another address: it is left out.
	 */
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions export --format ses"), 0);
	ck_assert_uint_eq(check_cells(program.out), 13 * 4);
	ck_assert_ptr_nonnull(strstr(program.err, "52 left out"));
	program_clear(&program);
}
END_TEST

/* ---- I5 ---- */

static void write_hostile(const struct program *program, const char *name, const char *header,
	guint count, guint32 seed)
{
	static const char *const nasty[] = {"\x1B[2J", "\x1B]0;x\x07", "\r", "\x7F", "\xC2\x9B",
		"\xE2\x80\xAE", "\xE2\x81\xA6", "\xFF\xFE", "\xED\xA0\x80", "\x08", "\xC0\xAF"};
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	g_autofree char *path = program_file(program, name);
	FILE *file = fopen(path, "w");

	fputs(header, file);
	for (guint i = 0; i < count; i++) {
		const char *one = nasty[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(nasty))];
		const char *two = nasty[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(nasty))];

		fprintf(file, "a%u@x.example,manual,%sb%s\n", i, one, two);
		fprintf(file, "%sa%u@x.example,%s,%sc\n", one, i, two, two);
	}
	ck_assert_int_eq(fclose(file), 0);
}

START_TEST(test_i5_terminal)
{
	struct program program;

	program_init(&program);
	write_hostile(&program, "list\x1B[2J", "address,cause,why\n", (guint)scale(ROWS), 5);
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions import list*"), 0);
	hostile_check_output(program.out);
	hostile_check_output(program.err);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions export --state all --format plain"),
		0);
	guint entries = count_lines(program.out);
	ck_assert_uint_ge(entries, (guint)scale(ROWS));
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions list"), 0);
	hostile_check_output(program.out);
	hostile_check_output(program.err);
	/* One entry, two lines of ours. */
	ck_assert_uint_eq(count_lines(program.out), 2 * entries);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions export --state all --format jsonl"),
		0);
	hostile_check_output(program.out);
	ck_assert_uint_eq(count_lines(program.out), entries);
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions export --format postfix"), 0);
	g_strdelimit(program.out, "\t", ' ');
	hostile_check_output(program.out);
	ck_assert_uint_gt(count_lines(program.out), (guint)scale(ROWS / 2));
	ck_assert_int_eq(program_run(&program, "$REBOUND clean -c '\x1B[2J' list* >kept"), 64);
	hostile_check_output(program.err);
	ck_assert_int_eq(program_run(&program, "$REBOUND clean list* >kept"), 0);
	hostile_check_output(program.err);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("lists");
	TCase *tcase = tcase_create("injection");

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, test_i1_random_bytes);
	tcase_add_test(tcase, test_i1_round_trip);
	tcase_add_loop_test(tcase, test_i3_import, 0, (int)G_N_ELEMENTS(files));
	tcase_add_test(tcase, test_i4_formulas);
	tcase_add_test(tcase, test_i5_terminal);
	suite_add_tcase(suite, tcase);
	return suite;
}
