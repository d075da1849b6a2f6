/* SPDX-License-Identifier: MIT */
#include "core/script/lua_pattern.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <string.h>

#include "check_rebound.h"
#include "core/script/sandbox.h"

/* ---- against Lua's own ---- */

/* Runs one case in either state; all results, or the error, in one text. */
static const char runner[] =
	"local name, subject, pattern, extra = ...\n"
	"local out = {}\n"
	"local function add(...)\n"
	"  for i = 1, select('#', ...) do out[#out + 1] = tostring((select(i, ...))) end\n"
	"end\n"
	"local ok, why = pcall(function()\n"
	"  if name == 'gmatch' then\n"
	"    local count = 0\n"
	"    for a, b, c in string.gmatch(subject, pattern, extra) do\n"
	"      add(a, b, c, ';')\n"
	"      count = count + 1\n"
	"      if count > 50 then break end\n"
	"    end\n"
	"  elseif name == 'gsub' then\n"
	"    add(string.gsub(subject, pattern, '<%0%1>'))\n"
	"    add(string.gsub(subject, pattern, '%%', extra))\n"
	"    add(string.gsub(subject, pattern, { a = 'A', b = 1, c = false }))\n"
	"    add(string.gsub(subject, pattern, function(x, y) if y ~= 1 then return x end end))\n"
	"  else\n"
	"    add(string[name](subject, pattern, extra))\n"
	"  end\n"
	"end)\n"
	"add(ok, (tostring(why):gsub('^.-:%d+: ', '')))\n"
	"return table.concat(out, ' ')\n";

static void push_runner(lua_State *lua)
{
	ck_assert_int_eq(luaL_loadbufferx(lua, runner, strlen(runner), "=runner", "t"), LUA_OK);
}

static void push_case(lua_State *lua, const char *name, const char *subject, gsize subject_len,
	const char *pattern, gsize pattern_len, lua_Integer extra)
{
	lua_pushvalue(lua, 1);
	lua_pushstring(lua, name);
	lua_pushlstring(lua, subject, subject_len);
	lua_pushlstring(lua, pattern, pattern_len);
	if (extra == 0)
		lua_pushnil(lua);
	else
		lua_pushinteger(lua, extra);
}

struct both {
	lua_State *plain;
	struct rebound_sandbox *sandbox;
};

static void open_both(struct both *both)
{
	both->plain = luaL_newstate();
	luaL_openlibs(both->plain);
	push_runner(both->plain);
	both->sandbox = rebound_sandbox_new();
	push_runner(rebound_sandbox_state(both->sandbox));
}

static void close_both(struct both *both)
{
	lua_close(both->plain);
	rebound_sandbox_free(both->sandbox);
}

static void compare(struct both *both, const char *name, const char *subject, gsize subject_len,
	const char *pattern, gsize pattern_len, lua_Integer extra)
{
	lua_State *ours = rebound_sandbox_state(both->sandbox);
	g_autoptr(GError) error = NULL;
	size_t expected_len, len;

	push_case(both->plain, name, subject, subject_len, pattern, pattern_len, extra);
	ck_assert_int_eq(lua_pcall(both->plain, 4, 1, 0), LUA_OK);
	push_case(ours, name, subject, subject_len, pattern, pattern_len, extra);
	gboolean done = rebound_sandbox_call(both->sandbox, 4, 1, &error);
	ck_assert_msg(
		done, "%s('%s', '%s'): %s", name, subject, pattern, done ? "" : error->message);
	const char *expected = lua_tolstring(both->plain, -1, &expected_len);
	const char *result = lua_tolstring(ours, -1, &len);
	ck_assert_msg(expected_len == len && memcmp(expected, result, len) == 0,
		"%s('%s', '%s', %d): %s, and not %s", name, subject, pattern, (int)extra, result,
		expected);
	lua_settop(both->plain, 1);
	lua_settop(ours, 1);
}

static const char *const names[] = {"find", "match", "gmatch", "gsub"};

START_TEST(test_random)
{
	static const char *const atoms[] = {"a", "b", "c", ".", "%a", "%d", "%A", "%s", "%w", "%p",
		"%.", "[ab]", "[^a]", "[a-c]", "[%a_]", "[]]", "[^]]", "[a-]", "[%]]", "(", ")",
		"()", "%1", "%2", "%b()", "%bab", "%f[a]", "%f[%A]", "^", "$", "-", "*", "+", "?",
		"%", "[", "]", "%f", "%b", "\0", "1", " "};
	static const char *const counts[] = {"", "", "", "*", "+", "-", "?"};
	static const char letters[] = "aabbc1 ().\0]";
	g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i);
	struct both both;

	open_both(&both);
	for (int round = 0; round < 1500; round++) {
		g_autoptr(GString) pattern = g_string_new(NULL);
		g_autoptr(GString) subject = g_string_new(NULL);
		int items = g_rand_int_range(random, 0, 7), len = g_rand_int_range(random, 0, 12);

		for (int i = 0; i < items; i++) {
			/* Now and then any of them; else those that make sense. */
			guint limit =
				g_rand_int_range(random, 0, 4) == 0 ? G_N_ELEMENTS(atoms) : 22;
			guint atom = (guint)g_rand_int_range(random, 0, (gint32)limit);
			if (strcmp(atoms[atom], "\0") == 0)
				g_string_append_c(pattern, '\0');
			g_string_append(pattern, atoms[atom]);
			g_string_append(
				pattern, counts[g_rand_int_range(random, 0, G_N_ELEMENTS(counts))]);
		}
		for (int i = 0; i < len; i++)
			g_string_append_c(
				subject, letters[g_rand_int_range(random, 0, sizeof(letters) - 1)]);
		lua_Integer extra =
			g_rand_int_range(random, 0, 3) == 0 ? g_rand_int_range(random, -9, 9) : 0;
		compare(&both, names[round % 4], subject->str, subject->len, pattern->str,
			pattern->len, extra);
	}
	close_both(&both);
}
END_TEST

static const struct {
	const char *subject, *pattern;
} chosen[] = {
	{"key = value", "^(%w+)%s*=%s*(%w+)$"},
	{"f(a(b)c)d", "%b()"},
	{"THE (quick) fox", "%f[%a]%a+%f[%A]"},
	{"hello hello", "(%w+) %1"},
	{"", ""},
	{"abc", ""},
	{"abc", "()"},
	{"abc", "^"},
	{"abc", "$"},
	{"abc", "^$"},
	{"a^b", "a^b"},
	{"a$b", "a$b"},
	{"^a", "^^a"},
	{"x", "(((((((((((((((((((((((((((((((x"},
	{"aXb", "%u"},
	{"abc", "((a)(b)c)"},
	{"abc", "(a)(b)(c)(d)"},
	{"abc", "(a"},
	{"abc", "a)"},
	{"abc", "[z-a]"},
	{"a-b", "[a%-z]-"},
	{"a]b", "[]]"},
	{"a]b", "[^]]+"},
	{"\xC3\xA4", "%a"},
	{"\xC3\xA4", "[\x80-\xFF]+"},
	{"aaa", "a-$"},
	{"aaab", "^a-b"},
	{"  trim  ", "^%s*(.-)%s*$"},
	{"a.b.c", "[^.]+"},
	{"x", "%"},
	{"x", "[%"},
	{"x", "[a"},
	{"x", "[^"},
	{"x", "%f"},
	{"x", "%fa"},
	{"x", "%b"},
	{"x", "%bx"},
	{"x", "%0"},
	{"x", "%9"},
	{"x", "(x)%1"},
	{"xx", "(x)%1"},
	{"x", "(x%1)"},
	{"xx", "()x%1"},
	{"\t\n\v\f\r", "%s+"},
	{"\x7F\x01", "%c+"},
	{"_!x", "%p+"},
	{"x", "%z"},
	{"AfG9", "%x+"},
	{"a b", "%g"},
	{"aaaaaaaaaaaaaaaaaaaa", "a?a?a?a?a?a?a?a?a?a?aaaaaaaaaa"},
};

START_TEST(test_chosen)
{
	struct both both;

	open_both(&both);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		compare(&both, names[i], chosen[_i].subject, strlen(chosen[_i].subject),
			chosen[_i].pattern, strlen(chosen[_i].pattern), 0);
	close_both(&both);
}
END_TEST

/* Patterns that are too long, deep or rich for Lua are so here. */
START_TEST(test_too_complex)
{
	static const struct {
		const char *part;
		guint count;
	} rows[] = {{"a?", 150}, {"a?", 199}, {"a?", 200}, {"a?", 201}, {"a?", 300}, {"b?", 5000},
		{"a-", 300}, {"b*", 5000}, {"(a)", 32}, {"(a)", 33}, {"()", 32}, {"()", 33},
		{"a", 5000}};
	g_autoptr(GString) pattern = g_string_new(NULL);
	g_autofree char *subject = g_strnfill(400, 'a');
	struct both both;

	open_both(&both);
	for (guint i = 0; i < rows[_i].count; i++)
		g_string_append(pattern, rows[_i].part);
	compare(&both, "find", subject, 400, pattern->str, pattern->len, 0);
	close_both(&both);
}
END_TEST

/* ---- steps ---- */

START_TEST(test_steps)
{
	struct rebound_lua_pattern pattern = {0};
	g_autofree char *subject = g_strnfill(10000, 'a');

	pattern.subject = subject;
	pattern.subject_end = subject + 10000;
	pattern.pattern = ".-.-.-b";
	pattern.pattern_end = pattern.pattern + 7;
	pattern.steps = 1000000;
	ck_assert_ptr_null(rebound_lua_pattern_match(&pattern, subject));
	ck_assert(pattern.exhausted);
	ck_assert_uint_eq(pattern.steps, 0);
	ck_assert_ptr_null(rebound_lua_pattern_match(&pattern, subject));
	ck_assert(pattern.exhausted);

	/* With enough of them the work of a simple pattern is about the length of the subject. */
	pattern.pattern = ".-$";
	pattern.pattern_end = pattern.pattern + 3;
	pattern.steps = 100000;
	ck_assert_ptr_eq(rebound_lua_pattern_match(&pattern, subject), pattern.subject_end);
	ck_assert(!pattern.exhausted);
	ck_assert_uint_gt(pattern.steps, 50000);
	ck_assert_uint_lt(pattern.steps, 95000);
}
END_TEST

START_TEST(test_plain)
{
	ck_assert(rebound_lua_pattern_is_plain("", 0));
	ck_assert(rebound_lua_pattern_is_plain("a b\0)]", 6));
	for (const char *c = "^$*+?.([%-"; *c != '\0'; c++)
		ck_assert_msg(!rebound_lua_pattern_is_plain(c, 1), "%c", *c);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("lua_pattern");
	TCase *tcase = tcase_create("lua_pattern");

	tcase_set_timeout(tcase, 200);
	tcase_add_loop_test(tcase, test_random, 0, 30);
	tcase_add_loop_test(tcase, test_chosen, 0, G_N_ELEMENTS(chosen));
	tcase_add_loop_test(tcase, test_too_complex, 0, 13);
	tcase_add_test(tcase, test_steps);
	tcase_add_test(tcase, test_plain);
	suite_add_tcase(suite, tcase);
	return suite;
}
