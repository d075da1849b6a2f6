/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include <rebound/error.h>
#include "check_rebound.h"

/* Load a text that defines global functions, then freeze. */
static rebound_sandbox *load(const char *text)
{
	g_autoptr(GError) error = NULL;
	rebound_sandbox *sandbox = rebound_sandbox_new();

	if (!rebound_sandbox_run(sandbox, "rules/mine.lua", text, strlen(text), &error))
		ck_abort_msg("%s", error->message);
	return sandbox;
}

static int keep_function(lua_State *lua)
{
	lua_settop(lua, 1);
	lua_pushinteger(lua, luaL_ref(lua, LUA_REGISTRYINDEX));
	lua_setglobal(lua, "kept");
	return 0;
}

/* A sandbox with a word keep(f), as a rule file's check; *function is its reference. */
static rebound_sandbox *load_kept(const char *text, int *function)
{
	g_autoptr(GError) error = NULL;
	rebound_sandbox *sandbox = rebound_sandbox_new();
	lua_State *lua = rebound_sandbox_state(sandbox);

	lua_pushcfunction(lua, keep_function);
	lua_setglobal(lua, "keep");
	if (!rebound_sandbox_run(sandbox, "rules/mine.lua", text, strlen(text), &error))
		ck_abort_msg("%s", error->message);
	lua_getglobal(lua, "kept");
	*function = (int)lua_tointeger(lua, -1);
	lua_pop(lua, 1);
	return sandbox;
}

/* ---- what scripts can do: each chunk asserts ---- */

static const char *const good[] = {
	"assert(('x'):upper() == 'X' and #string.rep('ab', 3, '-') == 8)",
	"local k = {} for key in pairs { b = 1, a = 2, [2] = 3, [1] = 4, [true] = 5 } do "
	"k[#k + 1] = tostring(key) end assert(table.concat(k, ' ') == '1 2 a b true')",
	"local t = { 3, 1, 2 } table.sort(t) assert(table.concat(t, ',') == '1,2,3')",
	"local t = { {1, 'a'}, {0, 'b'}, {1, 'c'}, {0, 'd'} } "
	"table.sort(t, function(a, b) return a[1] < b[1] end) "
	"assert(t[1][2] .. t[2][2] .. t[3][2] .. t[4][2] == 'bdac')",
	"local ok, why = pcall(error, 'x') assert(not ok and why == 'x')",
	"local ok, why = xpcall(error, function(e) return e .. '!' end, 'x') assert(not ok and why "
	"== 'x!')",
	"local ok, a, b = xpcall(function(...) return ... end, error, 1, 2) assert(ok and a == 1 "
	"and b == 2)",
	"local ok, why = pcall(error, nil) assert(not ok and why == nil)",
	"assert(select('#', pcall(error)) == 2)",
	"assert(next({}) == nil and next { x = 1 } == 'x')",
	"local t, n = { a = 1, b = 2, c = 3 }, 0 for k in next, t do n = n + 1 end assert(n == 3)",
	"local t = { a = 1, b = 2, c = 3 } for k in pairs(t) do t[k] = nil end assert(next(t) == "
	"nil)",
	"assert(tostring({}) == 'table' and tostring(print) == 'nil' and tostring(pairs) == "
	"'function')",
	"assert(string.format('%s %d %5.1f %q', {}, 3, 2.5, 'x') == 'table 3   2.5 \"x\"')",
	"assert(math.floor(2.5) == 2 and utf8.char(228) == '\xC3\xA4' and utf8.len('\xC3\xA4') == "
	"1)",
	"local t = {} for w in ('one two'):gmatch('%a+') do t[#t + 1] = w end assert(#t == 2)",
	"assert(('hello world'):gsub('o', { o = '0' }) == 'hell0 w0rld')",
	"assert(('abc'):gsub('%w', '%0%0') == 'aabbcc')",
	"assert(table.unpack({ 1, 2, 3 }, 2) == 2 and table.pack(1, 2).n == 2)",
	"local n = 0 for k, v in pairs(string) do n = n + 1 end assert(n == 13, n)",
	"assert(#string == 0 and type(string) == 'table' and string['upper'])",
	"assert(('x'):byte() == 120 and ('abc'):byte(-1) == 99 and select('#', ('abc'):byte(1, "
	"-1)) == 3)",
	"own = 1 assert(own == 1)",
	"assert((''):rep(1e18) == '' and (''):rep(math.maxinteger, '') == '' and ('x'):rep(-1) == "
	"'')",
	"local t = {} for i = 1, 20000 do table.insert(t, 1) end assert(#t == 20000)",
	"local t = { 1, 2, 3 } table.insert(t, 2, 9) assert(table.concat(t, ',') == '1,9,2,3')",
	"local t = { 1, 2, 3 } assert(table.remove(t, 1) == 1 and table.remove(t) == 3 and #t == "
	"1)",
	"assert(table.remove({}) == nil)",
	"local ok, why = xpcall(error, function() error('again', 0) end) assert(not ok and why == "
	"'again')",
	"\xEF\xBB\xBF"
	"assert(true)",
};

START_TEST(test_good)
{
	g_autoptr(rebound_sandbox) sandbox = load(good[_i]);

	ck_assert_int_eq(lua_gettop(rebound_sandbox_state(sandbox)), 0);
}
END_TEST

/* ---- what scripts can't do, and how they are told ---- */

static const struct {
	const char *text;
	int code;
	const char *message;
} bad[] = {
	{"local x = = 1", REBOUND_ERROR_SYNTAX, "rules/mine.lua:1: unexpected symbol near '='"},
	{"\n\nx.y = 1", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:3: 'x' is not known"},
	{"\nerror('no good')", REBOUND_ERROR_SCRIPT, "rules/mine.lua:2: no good"},
	{"error('no good', 0)", REBOUND_ERROR_SCRIPT, "rules/mine.lua:1: no good"},
	{"error('a\\nb\\27[31m')", REBOUND_ERROR_SCRIPT, "rules/mine.lua:1: a b\xEF\xBF\xBD[31m"},
	{"error()", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:1: error() was called with a nil value instead of a message"},
	{"\nerror({})", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:2: error() was called with a table value instead of a message"},
	{"error(false)", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:1: error() was called with a boolean value instead of a message"},
	{"assert(false)", REBOUND_ERROR_SCRIPT, "rules/mine.lua:1: assertion failed!"},
	{"\x1BLua", REBOUND_ERROR_SYNTAX,
		"rules/mine.lua:1: this is compiled Lua, which is refused; give its source text"},
	{"\xEF\xBB\xBF\x1BLua", REBOUND_ERROR_SYNTAX,
		"rules/mine.lua:1: this is compiled Lua, which is refused; give its source text"},
	{"string.upper = nil", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:1: 'upper' can't be set: after loading nothing can be changed"},
	{"string.new = 1", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:1: 'new' can't be set: after loading nothing can be changed"},
	{"table.insert(math, 1)", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:1: this table can't be changed: after loading nothing can be"},
	{"while true do end", REBOUND_ERROR_LIMIT,
		"rules/mine.lua:1: stopped after too many instructions; is this an endless loop?"},
	{"('x'):rep(1e9)", REBOUND_ERROR_LIMIT,
		"rules/mine.lua:1: stopped after too many steps of patterns and table functions; "
		"make the "
		"pattern or the data smaller"},
	{"\nlocal s = ('x'):rep(2^20) for i = 1, 9 do s = s .. s end", REBOUND_ERROR_LIMIT,
		"rules/mine.lua:2: stopped, since it needs too much memory"},
	{"string.format('%p', {})", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:1: string.format has no %p here"},
	{"('x'):find('[a')", REBOUND_ERROR_SCRIPT,
		"rules/mine.lua:1: malformed pattern (missing ']')"},
};

START_TEST(test_bad)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();

	ck_assert(!rebound_sandbox_run(
		sandbox, "rules/mine.lua", bad[_i].text, strlen(bad[_i].text), &error));
	ck_assert_str_eq(error->message, bad[_i].message);
	ck_assert(g_error_matches(error, REBOUND_ERROR, bad[_i].code));
	ck_assert_int_eq(lua_gettop(rebound_sandbox_state(sandbox)), 0);
}
END_TEST

/* ---- functions keep nothing between two calls ---- */

static const struct {
	const char *text;
	const char *message; /* NULL: each call gives the same */
} kept[] = {
	{"local n = 0 keep(function() n = n + 1 return n end)", NULL},
	{"n = 0 keep(function() n = n + 1 return n end)",
		"rules/mine.lua:1: 'n' can't be set: after loading nothing can be changed"},
	{"keep(function() m = 1 return m end)",
		"rules/mine.lua:1: 'm' can't be set: after loading nothing can be changed"},
	{"local t = {} keep(function() t[#t + 1] = 1 return #t end)",
		"rules/mine.lua:1: this table can't be changed: after loading nothing can be"},
	{"local t = { a = { b = { 1 } } } keep(function() t.a.b[1] = 2 return 1 end)",
		"rules/mine.lua:1: this table can't be changed: after loading nothing can be"},
	{"local t = { a = { 1 } } keep(function() return table.remove(t.a) end)",
		"rules/mine.lua:1: this table can't be changed: after loading nothing can be"},
	{"local t = { 2, 1 } keep(function() table.sort(t) return t[1] end)",
		"rules/mine.lua:1: this table can't be changed: after loading nothing can be"},
	{"local t = {} keep(function() local c = #t t = { 1 } return c end)", NULL},
	{"local next_word = ('a b c'):gmatch('%a') keep(function() return next_word() end)", NULL},
	{"local f, t = pairs { a = 1, b = 2 } keep(function() return (f(t)) end)", NULL},
	{"local t = {} t[t] = { 1 } keep(function() for k, v in pairs(t) do v[1] = 2 end end)",
		"rules/mine.lua:1: this table can't be changed: after loading nothing can be"},
	{"local t = {} t[t] = 1 keep(function() for k in pairs(t) do k.x = 2 end end)",
		"rules/mine.lua:1: 'x' can't be set: after loading nothing can be changed"},
	{"local n = 0 local function count() n = n + 1 return n end "
	 "local t = { f = { count } } keep(function() return t.f[1]() end)",
		NULL},
	{"keep(function() _ENV = {} return 1 end)", NULL},
	{"local n = 0 keep(function() n = n + 1 if n == 1 then return n end error('kept') end)",
		NULL},
	{"local t = { x = 1, y = { 2, 3 } } keep(function() local s = #t.y for k, v in pairs(t) do "
	 "s = s .. k end for i, v in ipairs(t.y) do s = s .. v end return s .. next(t) end)",
		NULL},
	{"keep(function() string.upper = string.lower return 1 end)",
		"rules/mine.lua:1: 'upper' can't be set: after loading nothing can be changed"},
	{"local old = pairs pairs = function(t) return old {} end keep(function() return pairs ~= "
	 "old end)",
		NULL},
};

START_TEST(test_kept)
{
	int function;
	g_autoptr(rebound_sandbox) sandbox = load_kept(kept[_i].text, &function);
	lua_State *lua = rebound_sandbox_state(sandbox);
	g_autofree char *first = NULL;

	rebound_sandbox_freeze(sandbox);
	for (int round = 0; round < 3; round++) {
		g_autoptr(GError) error = NULL;

		lua_rawgeti(lua, LUA_REGISTRYINDEX, function);
		gboolean done = rebound_sandbox_call(sandbox, 0, 1, &error);
		if (kept[_i].message) {
			ck_assert_msg(!done, "round %d", round);
			ck_assert_str_eq(error->message, kept[_i].message);
			ck_assert_int_eq(lua_gettop(lua), 0);
			continue;
		}
		ck_assert_msg(done, "%s", done ? "" : error->message);
		ck_assert_int_eq(lua_gettop(lua), 1);
		const char *result = luaL_tolstring(lua, -1, NULL);
		if (first)
			ck_assert_str_eq(first, result);
		else
			first = g_strdup(result);
		lua_settop(lua, 0);
	}
}
END_TEST

START_TEST(test_globals_are_a_chunk_s_own)
{
	static const char poison[] = "pairs = nil type = nil string = nil rule = 1";
	static const char check[] = "assert(pairs and type and string and not rule)";
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();

	ck_assert(rebound_sandbox_run(sandbox, "a.lua", poison, strlen(poison), NULL));
	gboolean done = rebound_sandbox_run(sandbox, "b.lua", check, strlen(check), &error);
	ck_assert_msg(done, "%s", done ? "" : error->message);
}
END_TEST

START_TEST(test_long_names_stay_whole)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
	static const char *const texts[] = {"error('no')", "x = = 1", "while true do end"};
	g_autofree char *folder = g_strnfill(100, 'd');
	g_autofree char *name = g_strconcat(folder, "/mine.lua", NULL);
	g_autofree char *start = g_strconcat(name, ":1: ", NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		ck_assert(!rebound_sandbox_run(sandbox, name, texts[i], strlen(texts[i]), &error));
		ck_assert_msg(g_str_has_prefix(error->message, start), "%s", error->message);
		ck_assert_ptr_null(strstr(error->message + strlen(start), "mine.lua"));
		g_clear_error(&error);
	}
}
END_TEST

START_TEST(test_limits_begin_anew)
{
	int function;
	g_autoptr(rebound_sandbox) sandbox =
		load_kept("keep(function(n) for i = 1, n do end return n end)", &function);
	lua_State *lua = rebound_sandbox_state(sandbox);

	for (int i = 0; i < 5; i++) {
		lua_rawgeti(lua, LUA_REGISTRYINDEX, function);
		lua_pushinteger(lua, 100000000);
		ck_assert(!rebound_sandbox_call(sandbox, 1, 1, NULL));
		lua_rawgeti(lua, LUA_REGISTRYINDEX, function);
		lua_pushinteger(lua, 500000);
		ck_assert(rebound_sandbox_call(sandbox, 1, 1, NULL));
		lua_pop(lua, 1);
	}
}
END_TEST

/* Bindings read tables, also frozen ones, between two calls. */
START_TEST(test_keys_for_bindings)
{
	static const char text[] =
		"local t = { b = 1, a = 2, 'x', [2.5] = 0 } keep(function() return t end)";
	int function;
	g_autoptr(rebound_sandbox) sandbox = load_kept(text, &function);
	lua_State *lua = rebound_sandbox_state(sandbox);

	if (_i)
		rebound_sandbox_freeze(sandbox);
	lua_rawgeti(lua, LUA_REGISTRYINDEX, function);
	ck_assert(rebound_sandbox_call(sandbox, 0, 1, NULL));
	for (int round = 0; round < 1000; round++) {
		rebound_sandbox_push_keys(lua, 1);
		ck_assert_int_eq(lua_gettop(lua), 2);
		ck_assert_uint_eq(lua_rawlen(lua, 2), 4);
		lua_rawgeti(lua, 2, 1);
		lua_rawgeti(lua, 2, 2);
		lua_rawgeti(lua, 2, 3);
		lua_rawgeti(lua, 2, 4);
		ck_assert_int_eq((int)lua_tointeger(lua, 3), 1);
		ck_assert(lua_tonumber(lua, 4) == 2.5);
		ck_assert_str_eq(lua_tostring(lua, 5), "a");
		ck_assert_str_eq(lua_tostring(lua, 6), "b");
		lua_settop(lua, 1);
	}
	lua_getfield(lua, 1, "a");
	ck_assert_int_eq((int)lua_tointeger(lua, -1), 2);
	ck_assert_int_eq((int)luaL_len(lua, 1), 1);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("sandbox");
	TCase *tcase = tcase_create("sandbox");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_good, 0, G_N_ELEMENTS(good));
	tcase_add_loop_test(tcase, test_bad, 0, G_N_ELEMENTS(bad));
	tcase_add_loop_test(tcase, test_kept, 0, G_N_ELEMENTS(kept));
	tcase_add_test(tcase, test_globals_are_a_chunk_s_own);
	tcase_add_test(tcase, test_long_names_stay_whole);
	tcase_add_test(tcase, test_limits_begin_anew);
	tcase_add_loop_test(tcase, test_keys_for_bindings, 0, 2);
	suite_add_tcase(suite, tcase);
	return suite;
}
