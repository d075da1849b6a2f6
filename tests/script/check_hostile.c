/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>
#include <time.h>

#include <rebound/error.h>
#include "check_rebound.h"
#include "sanitized.h"
#include "core/base/limits.h"
#include "core/base/text.h"

/* Processor time of one call, in ms; a sanitizer makes everything slower. */
#define CALL_MS (SANITIZED ? 2000 : 350)
#define LOAD_MS (REBOUND_LIMIT_LUA_LOAD_CPU_MS + 2 * CALL_MS)

#define MEMORY_SLACK ((gsize)8 * 1024 * 1024)

/* A file of checks under tests/hostile, loaded and frozen. */
struct hostile {
	struct rebound_sandbox *sandbox;
	GArray *checks; /* int, references of functions */
	GArray *lines;	/* int */
};

static int keep_check(lua_State *lua)
{
	struct hostile *hostile = lua_touserdata(lua, lua_upvalueindex(1));
	lua_Debug function;

	lua_settop(lua, 1);
	lua_pushvalue(lua, 1);
	lua_getinfo(lua, ">S", &function);
	g_array_append_val(hostile->lines, function.linedefined);
	int reference = luaL_ref(lua, LUA_REGISTRYINDEX);
	g_array_append_val(hostile->checks, reference);
	return 0;
}

static void open_hostile(struct hostile *hostile, const char *name, gboolean freeze)
{
	g_autofree char *relative = g_strconcat("tests/hostile/", name, ".lua", NULL);
	g_autofree char *path = rebound_test_path(relative);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	gsize len;

	ck_assert(g_file_get_contents(path, &text, &len, NULL));
	hostile->sandbox = rebound_sandbox_new();
	hostile->checks = g_array_new(FALSE, FALSE, sizeof(int));
	hostile->lines = g_array_new(FALSE, FALSE, sizeof(int));
	lua_State *lua = rebound_sandbox_state(hostile->sandbox);
	lua_pushlightuserdata(lua, hostile);
	lua_pushcclosure(lua, keep_check, 1);
	lua_setglobal(lua, "keep");
	gboolean done = rebound_sandbox_run(hostile->sandbox, relative, text, len, &error);
	ck_assert_msg(done, "%s", done ? "" : error->message);
	ck_assert_uint_gt(hostile->checks->len, 9);
	if (freeze)
		rebound_sandbox_freeze(hostile->sandbox);
}

static void close_hostile(struct hostile *hostile)
{
	rebound_sandbox_free(hostile->sandbox);
	g_array_unref(hostile->checks);
	g_array_unref(hostile->lines);
}

static gint64 read_cpu(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (gint64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The message is one safe line that begins with the place. */
static void check_message(const char *message, const char *name, int line)
{
	g_autofree char *start = g_strdup_printf("tests/hostile/%s.lua:%d: ", name, line);

	ck_assert_msg(
		g_str_has_prefix(message, start), "%s does not begin with %s", message, start);
	ck_assert_msg(rebound_text_is_safe(message), "%s", message);
	ck_assert_uint_lt(strlen(message), 700);
	ck_assert_msg(!strstr(message, "0x"), "%s", message);
}

static const struct {
	const char *name;
	gboolean freeze;
	int code; /* of all its checks; -1: any */
} files[] = {
	{"endless", FALSE, -1}, /* some end by the stack of Lua, which is no limit of ours */
	{"endless", TRUE, -1},
	{"hungry", FALSE, -1},
	{"hungry", TRUE, -1},
	{"bombs", FALSE, REBOUND_ERROR_LIMIT},
	{"bombs", TRUE, REBOUND_ERROR_LIMIT},
	{"refused", FALSE, REBOUND_ERROR_SCRIPT},
	{"refused", TRUE, REBOUND_ERROR_SCRIPT},
	{"poison", TRUE, REBOUND_ERROR_SCRIPT},
	{"costly", FALSE, -1},
	{"costly", TRUE, -1},
};

START_TEST(test_file)
{
	const char *name = files[_i].name;
	struct hostile hostile;
	guint limits = 0;

	open_hostile(&hostile, name, files[_i].freeze);
	lua_State *lua = rebound_sandbox_state(hostile.sandbox);
	for (guint i = 0; i < hostile.checks->len; i++) {
		g_autoptr(GError) error = NULL;
		int line = g_array_index(hostile.lines, int, i);
		gint64 start = read_cpu();

		lua_rawgeti(lua, LUA_REGISTRYINDEX, g_array_index(hostile.checks, int, i));
		gboolean done = rebound_sandbox_call(hostile.sandbox, 0, 0, &error);
		gint64 took = read_cpu() - start;
		ck_assert_msg(!done, "%s.lua:%d succeeds", name, line);
		check_message(error->message, name, line);
		ck_assert_msg(took < CALL_MS, "%s.lua:%d takes %d ms", name, line, (int)took);
		ck_assert_msg(
			files[_i].code < 0 || error->code == files[_i].code, "%s", error->message);
		ck_assert_uint_lt(rebound_sandbox_memory(hostile.sandbox),
			REBOUND_LIMIT_LUA_BYTES + MEMORY_SLACK);
		ck_assert_int_eq(lua_gettop(lua), 0);
		limits += error->code == REBOUND_ERROR_LIMIT;
		if (g_getenv("REBOUND_TEST_SHOW"))
			g_print("%5d ms  %s\n", (int)took, error->message);

		/* The sandbox is as good as new. */
		ck_assert_int_eq(luaL_loadstring(lua,
					 "local t = {} for i = 1, 100 do t[i] = i end return #t"),
			0);
		ck_assert(rebound_sandbox_call(hostile.sandbox, 0, 1, NULL));
		ck_assert_int_eq((int)lua_tointeger(lua, -1), 100);
		lua_pop(lua, 1);
	}
	if (files[_i].code < 0)
		ck_assert_uint_gt(limits * 10, hostile.checks->len * 8);
	close_hostile(&hostile);
}
END_TEST

/* The same while a file loads: no function is called by us. */
START_TEST(test_loading)
{
	static const char *const texts[] = {
		"while true do end",
		"local function deep() return 1 + deep() end while true do pcall(deep) end",
		"local s = ('x'):rep(2 ^ 20) while true do s = s .. s end",
		"local s = ('a'):rep(2 ^ 20) s:find(('a-'):rep(9) .. 'b')",
		"for i = 1, 1e9 do local s = ('x'):rep(1e6) end",
		"local t = {} for i = 1, 1e9 do t[i] = { i } end",
		"local t = {} for i = 1, 3e5 do t[i] = 1e5 - i end while true do table.sort(t) end",
		"local function two() pcall(two) pcall(two) end two()",
		"local s = ('x'):rep(6e6) while true do s:upper() end",
		"local s = ('x'):rep(6e6) while true do if s .. 'y' == s .. 'z' then end end",
		"local s = ('x'):rep(6e6) local t = s .. '1' while true do local _ = s < t end",
	};
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
	g_autoptr(GError) error = NULL;
	gint64 start = read_cpu();

	ck_assert(!rebound_sandbox_run(sandbox, "x.lua", texts[_i], strlen(texts[_i]), &error));
	ck_assert_msg(
		g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_LIMIT), "%s", error->message);
	ck_assert_msg(g_str_has_prefix(error->message, "x.lua:1: stopped"), "%s", error->message);
	ck_assert_int_lt(read_cpu() - start, LOAD_MS);
	ck_assert_uint_lt(rebound_sandbox_memory(sandbox), REBOUND_LIMIT_LUA_BYTES + MEMORY_SLACK);
}
END_TEST

/* Texts that are hard to parse. */
START_TEST(test_deep_syntax)
{
	static const struct {
		const char *begin, *middle, *end;
	} rows[] = {
		{"return ", "(", ""},
		{"return ", "{", ""},
		{"return ", "-", "1"},
		{"return ", "not ", "1"},
		{"", "do ", ""},
		{"", "if x then ", ""},
		{"", "function f() ", ""},
		{"return ", "x.", "y"},
		{"return ", "1 ..", "1"},
		{"return ", "2^", "1"},
		{"x = ", "f{", ""},
		{"", "a,", "a = 1"},
		{"", "local x;", ""},
		{"return '", "\\\\", "'"},
		{"--[", "=", "["},
		{"return ", "1,", "1"},
		{"goto x ", "::x::", ""},
		{"", "x = {x=1};", ""},
	};
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
	g_autoptr(GString) text = g_string_new(rows[_i].begin);
	g_autoptr(GError) error = NULL;
	gint64 start = read_cpu();

	for (int i = 0; i < 200000; i++)
		g_string_append(text, rows[_i].middle);
	g_string_append(text, rows[_i].end);
	if (!rebound_sandbox_run(sandbox, "x.lua", text->str, text->len, &error)) {
		ck_assert_msg(g_str_has_prefix(error->message, "x.lua:1: "), "%s", error->message);
		ck_assert(rebound_text_is_safe(error->message));
	}
	ck_assert_int_lt(read_cpu() - start, CALL_MS * 10);
}
END_TEST

/* Compiled Lua, and compiled Lua that is damaged, under all disguises. */
START_TEST(test_bytecode)
{
	static const char *const starts[] = {
		"", "\xEF\xBB\xBF", "# comment\n", "#!/usr/bin/lua\n", " ", "\n", "--\n"};
	static const char body[] = "\x1BLuaT\0\x19\x93\r\n\x1A\n\x04\x08\x08";
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
	g_autoptr(GString) text = g_string_new(starts[_i]);
	g_autoptr(GError) error = NULL;

	g_string_append_len(text, body, sizeof(body));
	ck_assert(!rebound_sandbox_run(sandbox, "x.lua", text->str, text->len, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX));
	ck_assert_msg(g_str_has_prefix(error->message, "x.lua:"), "%s", error->message);
}
END_TEST

START_TEST(test_sandboxes_are_strangers)
{
	static const char poison[] = "x = 1 keep = 1 local t = {} t.t = t";
	static const char look[] = "assert(x == nil and keep == nil)";
	rebound_sandbox *first = rebound_sandbox_new(), *second = rebound_sandbox_new();

	ck_assert(rebound_sandbox_run(first, "a.lua", poison, strlen(poison), NULL));
	ck_assert(rebound_sandbox_run(second, "b.lua", look, strlen(look), NULL));
	rebound_sandbox_free(first);
	ck_assert(rebound_sandbox_run(second, "b.lua", look, strlen(look), NULL));
	rebound_sandbox_free(second);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("hostile");
	TCase *tcase = tcase_create("hostile");

	tcase_set_timeout(tcase, 280);
	tcase_add_loop_test(tcase, test_file, 0, G_N_ELEMENTS(files));
	tcase_add_loop_test(tcase, test_loading, 0, 11);
	tcase_add_loop_test(tcase, test_deep_syntax, 0, 18);
	tcase_add_loop_test(tcase, test_bytecode, 0, 7);
	tcase_add_test(tcase, test_sandboxes_are_strangers);
	suite_add_tcase(suite, tcase);
	return suite;
}
