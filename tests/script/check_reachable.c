/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include "check_rebound.h"

/*
 * All that a script can reach from its environment, by way of tables, metatables' __index and
 * methods of strings, against a golden list. A new name there is a decision, not an accident.
 */

#define GOLDEN "tests/script/reachable.txt"

/* A walk in the script's own words: it sees what a script sees. */
static const char walker[] =
	"local env, list = ...\n"
	"local function walk(value, path, depth)\n"
	"  list[#list + 1] = path .. ' ' .. type(value)\n"
	"  if type(value) ~= 'table' or depth > 5 then return end\n"
	"  for key, inner in pairs(value) do\n"
	"    walk(inner, path == '' and tostring(key) or path .. '.' .. tostring(key), depth + 1)\n"
	"  end\n"
	"end\n"
	"walk(env, '', 0)\n"
	"for _, name in ipairs { 'byte', 'char', 'dump', 'find', 'format', 'gmatch', 'gsub', "
	"'len', 'lower',\n"
	"    'match', 'pack', 'packsize', 'rep', 'reverse', 'sub', 'unpack', 'upper', '__index', "
	"'__gc' } do\n"
	"  list[#list + 1] = \"('').\" .. name .. ' ' .. type((''):len() and ('')[name])\n"
	"end\n";

static char *list_reachable(gboolean freeze)
{
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	lua_State *lua = rebound_sandbox_state(sandbox);

	if (freeze)
		rebound_sandbox_freeze(sandbox);
	lua_newtable(lua);
	ck_assert_int_eq(luaL_loadbufferx(lua, walker, strlen(walker), "=walker", "t"), LUA_OK);
	lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
	lua_pushvalue(lua, 1);
	gboolean done = rebound_sandbox_call(sandbox, 2, 0, &error);
	ck_assert_msg(done, "%s", done ? "" : error->message);
	for (lua_Integer i = 1; lua_rawgeti(lua, 1, i) != LUA_TNIL; i++) {
		g_string_append_printf(text, "%s\n", lua_tostring(lua, -1));
		lua_pop(lua, 1);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

START_TEST(test_reachable)
{
	g_autofree char *path = rebound_test_path(GOLDEN);
	g_autofree char *reachable = list_reachable(_i);
	g_autofree char *expected = NULL;

	if (g_getenv("REBOUND_TEST_WRITE_GOLDEN"))
		ck_assert(g_file_set_contents(path, reachable, -1, NULL));
	ck_assert(g_file_get_contents(path, &expected, NULL, NULL));
	ck_assert_str_eq(reachable, expected);
}
END_TEST

/* Names that would be a way out, had they a value. */
static const char *const absent[] = {"_G", "collectgarbage", "coroutine", "debug", "dofile",
	"getmetatable", "io", "load", "loadfile", "loadstring", "module", "os", "package", "print",
	"rawequal", "rawget", "rawlen", "rawset", "require", "setmetatable", "utf8.x",
	"string.dump", "string.pack", "string.packsize", "string.unpack", "math.random",
	"math.randomseed", "warn", "arg", "bit32", "setfenv", "unpack", "newproxy", "jit", "ffi"};

START_TEST(test_absent)
{
	g_autofree char *text = g_strdup_printf("assert(%s == nil)", absent[_i]);
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
	gboolean done = rebound_sandbox_run(sandbox, "x.lua", text, strlen(text), &error);

	ck_assert_msg(done, "%s", absent[_i]);
}
END_TEST

/* Two sandboxes, with their different seeds and addresses, print the same. */
START_TEST(test_same_twice)
{
	static const char text[] =
		"local t, out = {}, {}\n"
		"for i = 1, 500 do t['key' .. i * 7919 % 1000] = i t[i * 0.5] = i end\n"
		"t[true], t[false] = 1, 2\n"
		"for k, v in pairs(t) do out[#out + 1] = tostring(k) .. '=' .. v end\n"
		"local few = {} for i = 1, 50 do few['x' .. i] = i few[i / 2] = i end\n"
		"for k in next, few do out[#out + 1] = tostring(k) end\n"
		"local same = {}\n"
		"for i = 1, 300 do same[i] = { i % 3, i } end\n"
		"table.sort(same, function(a, b) return a[1] < b[1] end)\n"
		"for i = 1, 300 do out[#out + 1] = same[i][2] end\n"
		"out[#out + 1] = tostring {} .. tostring(pairs) .. string.format('%s', {}) .. "
		"tostring(nil)\n"
		"return table.concat(out, ' ')\n";
	g_autofree char *first = NULL;

	for (int i = 0; i < 4; i++) {
		g_autofree char *junk = g_malloc((gsize)i * 1000 + 1); /* other addresses */
		g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
		lua_State *lua = rebound_sandbox_state(sandbox);

		junk[0] = '\0';
		ck_assert_int_eq(luaL_loadbufferx(lua, text, strlen(text), "=x", "t"), LUA_OK);
		ck_assert(rebound_sandbox_call(sandbox, 0, 1, NULL));
		if (first)
			ck_assert_str_eq(first, lua_tostring(lua, -1));
		else
			first = g_strdup(lua_tostring(lua, -1));
		lua_pop(lua, 1);
	}
	ck_assert_ptr_null(strstr(first, "0x"));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("reachable");
	TCase *tcase = tcase_create("reachable");

	tcase_add_loop_test(tcase, test_reachable, 0, 2);
	tcase_add_loop_test(tcase, test_absent, 0, G_N_ELEMENTS(absent));
	tcase_add_test(tcase, test_same_twice);
	suite_add_tcase(suite, tcase);
	return suite;
}
