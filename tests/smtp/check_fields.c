/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/smtp/fields.h"

#define BYTES(text) text, sizeof(text) - 1

/* Bytes, and the blocks in them as "name=value" joined by "|", blocks by "||". */
static const struct {
	const char *bytes;
	gsize len;
	const char *blocks;
	gboolean space;
	gboolean stray;
} rows[] = {
	{BYTES("A: 1\nB: 2\n\nC: 3\n"), "A=1|B=2||C=3", FALSE, FALSE},
	{BYTES("A: 1\r\nB: 2\r\n\r\nC: 3"), "A=1|B=2||C=3", FALSE, FALSE},
	{BYTES("A: 1\rB: 2\r\rC: 3\r"), "A=1|B=2||C=3", FALSE, FALSE},
	{BYTES("A: 1\r\r\nB: 2\r\r\n\r\r\nC: 3\r\r\n"), "A=1|B=2||C=3", FALSE, FALSE},
	{BYTES("\n\nA: 1\n\n\n\nB: 2\n\n\n"), "A=1||B=2", FALSE, FALSE},
	{BYTES("A: 1\n two\n\t three\nB: 4"), "A=1 two three|B=4", FALSE, FALSE},
	{BYTES("A:\n 1\nB:\t 2 \t\n"), "A=1|B=2", FALSE, FALSE},
	{BYTES("A: 1\n \t\nB: 2\n"), "A=1||B=2", TRUE, FALSE},
	{BYTES("A: 1\n \n two\nB: 3\n"), "A=1 two|B=3", FALSE, FALSE},
	{BYTES("A: 1\n \n\nB: 3\n"), "A=1||B=3", FALSE, FALSE},
	{BYTES("A : 1\nB\t: 2\n"), "A=1|B=2", FALSE, FALSE},
	{BYTES("A: x; y: z\n"), "A=x; y: z", FALSE, FALSE},
	{BYTES("A_B-c.d/e: 1\n"), "A_B-c.d/e=1", FALSE, FALSE},
	{BYTES("A:\nB:\n"), "A=|B=", FALSE, FALSE},
	{BYTES("some words\nA: 1\nabc=\nB: 2\n"), "A=1|B=2", FALSE, TRUE},
	{BYTES("see: this one\nplease note: that\n"), "see=this one", FALSE, TRUE},
	{BYTES("http://example.org/\nA: 1\n"), "A=1", FALSE, TRUE},
	{BYTES("  A: 1\n  B: 2\n    fold: x\n\n\tC: 3\n"), "A=1|B=2 fold: x||C=3", FALSE, FALSE},
	{BYTES("  A: 1\nB: 2\n C: 3\n"), "A=1|B=2|C=3", FALSE, FALSE},
	{BYTES("A: 1\nlost fold\n of two lines\nB: 2\n"), "A=1|B=2", FALSE, TRUE},
	{BYTES(": 1\n"), "", FALSE, TRUE},
	{BYTES(" A: 1\nB: 2\n"), "A=1|B=2", FALSE, FALSE},
	{BYTES("A: 1\0\0\0"), "A=1", FALSE, FALSE},
	{BYTES("A: a\0b\nB: 2"),
		"A=a\x1A"
		"b|B=2",
		FALSE, FALSE},
	{BYTES("A\0: 1\n"), "", FALSE, TRUE},
	{BYTES(""), "", FALSE, FALSE},
	{BYTES("\r\r\r"), "", FALSE, FALSE},
};

static GString *join(const struct rebound_field_blocks *blocks)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < blocks->count; i++) {
		if (i > 0)
			g_string_append(text, "||");
		ck_assert_uint_gt(blocks->blocks[i].count, 0);
		for (guint j = 0; j < blocks->blocks[i].count; j++) {
			const struct rebound_field *field = &blocks->blocks[i].fields[j];
			ck_assert_uint_eq(strlen(field->value), field->len);
			g_string_append_printf(
				text, "%s%s=%s", j > 0 ? "|" : "", field->name, field->value);
		}
	}
	return text;
}

START_TEST(blocks_are_read)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree char *bytes = g_memdup2(rows[_i].bytes, MAX(rows[_i].len, 1));
	struct rebound_field_blocks blocks = rebound_fields_read(arena, bytes, rows[_i].len);
	g_autoptr(GString) text = join(&blocks);

	ck_assert_str_eq(text->str, rows[_i].blocks);
	ck_assert_int_eq(blocks.blank_line_with_space, rows[_i].space);
	ck_assert_int_eq(blocks.stray_line, rows[_i].stray);
	ck_assert(!blocks.truncated);
}
END_TEST

START_TEST(field_is_found_without_case)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_field_blocks blocks =
		rebound_fields_read(arena, BYTES("status: 5.1.1\nSTATUS: 4.0.0\n"));

	ck_assert_uint_eq(blocks.count, 1);
	ck_assert_str_eq(rebound_fields_find(&blocks.blocks[0], "Status")->value, "5.1.1");
	ck_assert_ptr_null(rebound_fields_find(&blocks.blocks[0], "Action"));
}
END_TEST

START_TEST(long_input_is_read_up_to_the_limit)
{
	static const char *const units[] = {
		"A:b\n", "A", "A: \n ", "\n", " \n", "(", "A:\n x\n", "\r"};

	for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
		g_autoptr(rebound_arena) arena = rebound_arena_new();
		gsize len = REBOUND_LIMIT_MACHINE_PART_BYTES + 10;
		g_autofree char *bytes = g_malloc(len);
		for (gsize j = 0; j < len; j++)
			bytes[j] = units[i][j % strlen(units[i])];
		gint64 before = g_get_monotonic_time();
		struct rebound_field_blocks blocks = rebound_fields_read(arena, bytes, len);
		ck_assert(blocks.truncated);
		ck_assert_int_lt(g_get_monotonic_time() - before, 5 * G_USEC_PER_SEC);
	}
}
END_TEST

static const struct {
	const char *value;
	const char *type; /* NULL: none */
	const char *rest;
} types[] = {
	{"rfc822; ann@example.org", "rfc822", "ann@example.org"},
	{"RFC822;ann@example.org", "rfc822", "ann@example.org"},
	{"  rfc822  ;ann@example.org ", "rfc822", "ann@example.org"},
	{"rfc/822;ann@example.org", "rfc/822", "ann@example.org"},
	{"X-Postfix; one; two", "x-postfix", "one; two"},
	{"smtp;", "smtp", ""},
	{"<ann@example.org>", NULL, "<ann@example.org>"},
	{"\"a;b\"@example.org", NULL, "\"a;b\"@example.org"},
	{"550 no; sorry", NULL, "550 no; sorry"},
	{"550;sorry", NULL, "550;sorry"},
	{";x", NULL, ";x"},
	{"", NULL, ""},
};

START_TEST(type_is_split_off)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_typed_value value =
		rebound_fields_split_type(arena, types[_i].value, strlen(types[_i].value));

	ck_assert_pstr_eq(value.type, types[_i].type);
	ck_assert_str_eq(value.value, types[_i].rest);
	ck_assert_uint_eq(value.len, strlen(types[_i].rest));
}
END_TEST

static const struct {
	const char *value;
	const char *rest;
	const char *comment;
	gboolean unclosed;
} comments[] = {
	{"failed (host gave up)", "failed", "host gave up", FALSE},
	{"dns; mx.b.org (a \\) (b) c)", "dns; mx.b.org", "a ) (b) c", FALSE},
	{"one (x) two (y) three", "one two three", "x", FALSE},
	{"(x)", "", "x", FALSE},
	{"()", "", "", FALSE},
	{"plain", "plain", NULL, FALSE},
	{"\"(no)\" yes (c)", "\"(no)\" yes", "c", FALSE},
	{"\"\\\"(\" (c)", "\"\\\"(\"", "c", FALSE},
	{"mx.b.org (oops", "mx.b.org", "oops", TRUE},
	{"mx.b.org (oops\\", "mx.b.org", "oops\\", TRUE},
	{"\"open (x)", "\"open (x)", NULL, FALSE},
	{"a) b", "a) b", NULL, FALSE},
	{"", "", NULL, FALSE},
};

START_TEST(comments_are_cut)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = strlen(comments[_i].value);
	g_autofree char *value = g_memdup2(comments[_i].value, MAX(len, 1));
	const char *comment = NULL;
	gboolean unclosed = FALSE;

	ck_assert_str_eq(rebound_fields_cut_comments(arena, value, len, &comment, &unclosed),
		comments[_i].rest);
	ck_assert_pstr_eq(comment, comments[_i].comment);
	ck_assert_int_eq(unclosed, comments[_i].unclosed);
	ck_assert_str_eq(
		rebound_fields_cut_comments(arena, value, len, NULL, NULL), comments[_i].rest);
}
END_TEST

START_TEST(deep_comments_are_cut_in_linear_time)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree char *open = g_strnfill(1000000, '(');
	gboolean unclosed = FALSE;
	const char *comment = NULL;

	ck_assert_str_eq(
		rebound_fields_cut_comments(arena, open, 1000000, &comment, &unclosed), "");
	ck_assert(unclosed);
	for (gsize i = 1; i < 1000000; i += 2)
		open[i] = ')';
	ck_assert_str_eq(
		rebound_fields_cut_comments(arena, open, 1000000, &comment, &unclosed), "");
	ck_assert(!unclosed);
	ck_assert_str_eq(comment, "");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("fields");
	TCase *tcase = tcase_create("fields");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, blocks_are_read, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(tcase, field_is_found_without_case);
	tcase_add_test(tcase, long_input_is_read_up_to_the_limit);
	tcase_add_loop_test(tcase, type_is_split_off, 0, (int)G_N_ELEMENTS(types));
	tcase_add_loop_test(tcase, comments_are_cut, 0, (int)G_N_ELEMENTS(comments));
	tcase_add_test(tcase, deep_comments_are_cut_in_linear_time);
	suite_add_tcase(suite, tcase);
	return suite;
}
