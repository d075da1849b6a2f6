/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/json_walk.h"

struct row {
	const char *text;
	gboolean whole;
	const char *expected; /**< "path=string" or "path{" for each call, a space between */
};

#define LONG_WORD                                                                                  \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaaaaaaaa"
#define LONG_LINE LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD

static const struct row rows[] = {
	{"{}", TRUE, "{"},
	{"", FALSE, ""},
	{"{\"a\":\"1\",\"b\":{\"c\":\"2\",\"d\":\"3\"},\"e\":\"4\"}", TRUE,
		"{ a=1 b{ b/c=2 b/d=3 e=4"},
	{"{\"a\":[\"1\",\"2\",{\"b\":\"3\"},\"4\"],\"c\":\"5\"}", TRUE,
		"{ a=1 a=2 a{ a/b=3 a=4 c=5"},
	{"{\"a\":[[\"1\"],[{\"b\":\"2\"}]],\"c\":\"3\"}", TRUE, "{ a=1 a{ a/b=2 c=3"},
	{"{\"a\":\"q\\\"\\u0041\\n\"}\n--\nfooter \"", TRUE, "{ a=q\"A\n"},
	{"{\"a\":\"1\",\"b\":", FALSE, "{ a=1"},
	{"{\"a\":\"1\" \"b\"}", FALSE, "{ a=1"},
	{"{\"a\":1,\"b\":true,\"c\":null}", TRUE, "{"},
	{"{\"a\":\"x\ny\r\nz\"}", TRUE, "{ a=x y  z"},
	{"{\"a\":\"short!\n line\"}", TRUE, "{ a=short!  line"},
	{"{\"" LONG_LINE "\":\"1\",\"a\":\"bro!\n ken\"}", TRUE, "{ ?=1 a=broken"},
	/* No key makes a path that another one has. */
	{"{\"a/b\":\"1\",\"\":\"2\",\"x\\u0000y\":\"3\"}", TRUE, "{ ?=1 ?=2 ?=3"},
	{"{\"a\":\"x\\", FALSE, "{"},
};

static void add_string(gpointer data, const char *path, const char *text, gsize len)
{
	GString *calls = data;
	g_string_append_printf(calls, "%s%s=", calls->len > 0 ? " " : "", path);
	g_string_append_len(calls, text, (gssize)len);
}

static void add_object(gpointer data, const char *path)
{
	GString *calls = data;
	g_string_append_printf(calls, "%s%s{", calls->len > 0 ? " " : "", path);
}

START_TEST(walks)
{
	g_autoptr(GString) calls = g_string_new(NULL);
	struct rebound_json_walk walk = {.data = calls, .string = add_string, .object = add_object};
	const char *text = rows[_i].text;
	ck_assert_int_eq(rebound_json_walk(&walk, text, strlen(text)), rows[_i].whole);
	ck_assert_str_eq(calls->str, rows[_i].expected);
}
END_TEST

START_TEST(ends_at_the_depth)
{
	for (guint depth = 1; depth < 200000; depth = depth < 40 ? depth + 1 : depth * 10) {
		g_autoptr(GString) calls = g_string_new(NULL);
		g_autoptr(GString) text = g_string_new(NULL);
		struct rebound_json_walk walk = {.data = calls, .string = add_string};
		for (guint i = 0; i < depth; i++)
			g_string_append_c(text, '[');
		g_string_append(text, "\"deep\"");
		for (guint i = 0; i < depth; i++)
			g_string_append_c(text, ']');
		gboolean shallow = depth < REBOUND_JSON_WALK_DEPTH;
		ck_assert_int_eq(rebound_json_walk(&walk, text->str, text->len), shallow);
		ck_assert_str_eq(calls->str, shallow ? "=deep" : "");
	}
}
END_TEST

START_TEST(bears_random_bytes)
{
	static const char letters[] = "{}[]:,\"\"\"\\ab1e.-\n !\x01\x80\xc3";
	g_autoptr(GRand) random = g_rand_new_with_seed(11);
	for (guint round = 0; round < 20000; round++) {
		g_autoptr(GString) calls = g_string_new(NULL);
		struct rebound_json_walk walk = {
			.data = calls, .string = add_string, .object = add_object};
		char text[40];
		gsize len = (gsize)g_rand_int_range(random, 0, sizeof text);
		for (gsize i = 0; i < len; i++)
			text[i] = letters[g_rand_int_range(random, 0, sizeof letters)];
		g_autofree char *exact = g_memdup2(text, len);
		rebound_json_walk(&walk, exact, len);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/json_walk");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, walks, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, ends_at_the_depth);
	tcase_add_test(all, bears_random_bytes);
	suite_add_tcase(suite, all);
	return suite;
}
