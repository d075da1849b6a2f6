/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

#include <rebound/error.h>
#include "core/script/embedded.h"
#include "core/script/sandbox_private.h"

/* The key in the registry, by address, of the environment of the product's own Lua. */
static const char TRUSTED_KEY;

struct rebound_sandbox *rebound_sandbox_of(lua_State *lua)
{
	return *(struct rebound_sandbox **)lua_getextraspace(lua);
}

/* lua_pcall under the limits. On failure the message lies on the stack. */
static int call_limited(struct rebound_sandbox *sandbox, int arguments, int results, gboolean load)
{
	lua_State *lua = sandbox->lua;
	int base = lua_gettop(lua) - arguments;

	if (sandbox->depth == 0)
		rebound_sandbox_start_limits(sandbox, load);
	lua_pushcfunction(lua, rebound_sandbox_explain_error);
	lua_insert(lua, base);
	sandbox->depth++;
	int status = lua_pcall(lua, arguments, results, base);
	sandbox->depth--;
	lua_remove(lua, base);
	if (status == LUA_ERRMEM && sandbox->spent == REBOUND_SANDBOX_UNSPENT)
		sandbox->spent = REBOUND_SANDBOX_MEMORY;
	if (sandbox->depth == 0 && sandbox->frozen)
		rebound_sandbox_restore(sandbox);
	return status;
}

/* ---- chunks ---- */

/* The globals of a chunk: what is read and not found comes from the base, what is written stays. */
static void push_environment(lua_State *lua, gboolean trusted)
{
	if (trusted) {
		lua_rawgetp(lua, LUA_REGISTRYINDEX, &TRUSTED_KEY);
	} else {
		lua_newtable(lua);
		lua_createtable(lua, 0, 1);
		lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
		lua_setfield(lua, -2, "__index");
		lua_setmetatable(lua, -2);
	}
	if (rebound_sandbox_of(lua)->frozen) {
		rebound_sandbox_push_frozen(lua, -1);
		lua_remove(lua, -2);
	}
}

static void remember_name(struct rebound_sandbox *sandbox, const char *name)
{
	lua_Debug chunk;

	lua_pushvalue(sandbox->lua, -1);
	lua_getinfo(sandbox->lua, ">S", &chunk);
	g_ptr_array_add(sandbox->names, g_strdup(chunk.short_src));
	g_ptr_array_add(sandbox->names, g_strdup(name));
}

/* The short name that Lua would give a chunk, known before it is loaded, so that its syntax errors
 * are placed. */
static void expect_name(struct rebound_sandbox *sandbox, const char *name)
{
	g_autofree char *source = g_strconcat("@", name, NULL);

	if (luaL_loadbufferx(sandbox->lua, "", 0, source, "t") == LUA_OK)
		remember_name(sandbox, name);
	lua_pop(sandbox->lua, 1);
}

static gboolean is_bytecode(const char *data, gsize len)
{
	return len > 0 && data[0] == LUA_SIGNATURE[0];
}

/* Load a chunk and leave it on the stack as a function with its environment. */
static gboolean load_chunk(struct rebound_sandbox *sandbox, const char *name, gboolean trusted,
	const char *data, gsize len, GError **error)
{
	g_autofree char *source = g_strconcat(trusted ? "=" : "@", name, NULL);
	g_autofree char *fallback = g_strconcat(name, ":1: ", NULL);

	if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
		data += 3;
		len -= 3;
	}
	if (is_bytecode(data, len)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%sthis is compiled Lua, which is refused; give its source text", fallback);
		return FALSE;
	}
	expect_name(sandbox, name);
	if (sandbox->depth == 0)
		rebound_sandbox_start_limits(sandbox, TRUE);
	sandbox->depth++;
	int status = luaL_loadbufferx(sandbox->lua, data, len, source, "t");
	sandbox->depth--;
	if (status != LUA_OK) {
		rebound_sandbox_take_error(sandbox, status, REBOUND_ERROR_SYNTAX, fallback, error);
		return FALSE;
	}
	push_environment(sandbox->lua, trusted);
	lua_setupvalue(sandbox->lua, -2, 1);
	return TRUE;
}

/* ---- the sandbox ---- */

static void open_libraries(lua_State *lua)
{
	static const struct {
		const char *name;
		void (*add)(lua_State *lua);
	} libraries[] = {
		{"string", rebound_sandbox_add_string},
		{"table", rebound_sandbox_add_table},
	};

	lua_newtable(lua);
	rebound_sandbox_add_base(lua);
	for (gsize i = 0; i < G_N_ELEMENTS(libraries); i++) {
		lua_newtable(lua);
		libraries[i].add(lua);
		rebound_sandbox_push_frozen(lua, -1);
		lua_setfield(lua, -3, libraries[i].name);
		lua_pop(lua, 1);
	}
	rebound_sandbox_add_numbers(lua);
	lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);

	/* The product's own Lua: some words more, and what it defines is for all. */
	lua_newtable(lua);
	rebound_sandbox_add_trusted(lua);
	lua_createtable(lua, 0, 2);
	lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
	lua_pushvalue(lua, -1);
	lua_setfield(lua, -3, "__index");
	lua_setfield(lua, -2, "__newindex");
	lua_setmetatable(lua, -2);
	lua_rawsetp(lua, LUA_REGISTRYINDEX, &TRUSTED_KEY);
}

/* An error where nothing catches it is a mistake of a binding file. */
static int panic(lua_State *lua)
{
	g_error("Lua: %s", lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "an error");
	return 0;
}

struct rebound_sandbox *rebound_sandbox_new(void)
{
	struct rebound_sandbox *sandbox = g_new0(struct rebound_sandbox, 1);

	sandbox->names = g_ptr_array_new_with_free_func(g_free);
	sandbox->cells = g_array_new(FALSE, FALSE, sizeof(struct rebound_sandbox_cell));
	sandbox->longest_interval = REBOUND_SANDBOX_INTERVAL;
	sandbox->lua = lua_newstate(rebound_sandbox_allocate, sandbox);
	if (!sandbox->lua)
		g_error("out of memory");
	*(struct rebound_sandbox **)lua_getextraspace(sandbox->lua) = sandbox;
	lua_atpanic(sandbox->lua, panic);
	open_libraries(sandbox->lua);
	return sandbox;
}

void rebound_sandbox_free(struct rebound_sandbox *sandbox)
{
	if (!sandbox)
		return;
	lua_close(sandbox->lua);
	g_assert(sandbox->memory == 0);
	g_ptr_array_unref(sandbox->names);
	g_array_unref(sandbox->cells);
	g_free(sandbox);
}

lua_State *rebound_sandbox_state(struct rebound_sandbox *sandbox)
{
	return sandbox->lua;
}

gboolean rebound_sandbox_run_embedded(
	struct rebound_sandbox *sandbox, const char *name, GError **error)
{
	const struct rebound_embedded *file = rebound_embedded_find(name);
	g_autofree char *fallback = g_strconcat(name, ":1: ", NULL);

	if (!file) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: there is no such embedded file", name);
		return FALSE;
	}
	if (!load_chunk(sandbox, name, TRUE, file->data, file->len, error))
		return FALSE;
	int status = call_limited(sandbox, 0, 1, TRUE);
	if (status == LUA_OK)
		return TRUE;
	rebound_sandbox_take_error(sandbox, status, REBOUND_ERROR_SCRIPT, fallback, error);
	return FALSE;
}

gboolean rebound_sandbox_run(struct rebound_sandbox *sandbox, const char *name, const char *data,
	gsize len, GError **error)
{
	g_autofree char *fallback = g_strconcat(name, ":1: ", NULL);

	if (!load_chunk(sandbox, name, FALSE, data, len, error))
		return FALSE;
	int status = call_limited(sandbox, 0, 0, TRUE);
	if (status == LUA_OK)
		return TRUE;
	rebound_sandbox_take_error(sandbox, status, REBOUND_ERROR_SCRIPT, fallback, error);
	return FALSE;
}

/* Where a function begins, for a failure that Lua gives no place. */
static void write_definition(
	const struct rebound_sandbox *sandbox, int index, char *buffer, gsize size)
{
	lua_Debug function;

	buffer[0] = '\0';
	if (!lua_isfunction(sandbox->lua, index))
		return;
	lua_pushvalue(sandbox->lua, index);
	lua_getinfo(sandbox->lua, ">S", &function);
	if (function.linedefined > 0)
		g_snprintf(buffer, size,
			"%s:%d: ", rebound_sandbox_find_full_name(sandbox, function.short_src),
			function.linedefined);
}

gboolean rebound_sandbox_call(
	struct rebound_sandbox *sandbox, int arguments, int results, GError **error)
{
	lua_State *lua = sandbox->lua;
	int copy = lua_gettop(lua) - arguments;
	char definition[512];

	lua_pushvalue(lua, copy);
	lua_insert(lua, copy);
	int status = call_limited(sandbox, arguments, results, FALSE);
	if (status != LUA_OK) {
		write_definition(sandbox, copy, definition, sizeof(definition));
		rebound_sandbox_take_error(
			sandbox, status, REBOUND_ERROR_SCRIPT, definition, error);
	}
	lua_remove(lua, copy);
	return status == LUA_OK;
}

gsize rebound_sandbox_memory(const struct rebound_sandbox *sandbox)
{
	return sandbox->memory;
}
