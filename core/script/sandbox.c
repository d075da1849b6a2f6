/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rebound/error.h>
#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/script/embedded.h"
#include "core/script/sandbox_private.h"

#define HOOK_INSTRUCTIONS 1000
#define SLOW_SLICE_MS	  10 /* a slice of instructions that takes longer is made shorter */
#define LOOK_AT_CPU_MS	  50
#define HELD_LIMIT	  ((gsize)REBOUND_LIMIT_LUA_BYTES)
#define BLOCK_LIMIT	  ((gsize)8 * 1024 * 1024)

#define CALL_CHURN_LIMIT ((gsize)256 * 1024 * 1024)
#define LOAD_CHURN_LIMIT ((gsize)2048 * 1024 * 1024)
#define CALL_CPU_LIMIT	 ((gint64)200 * 1000 * 1000)
#define LOAD_CPU_LIMIT	 ((gint64)5000 * 1000 * 1000)

/* The longest line of a message to people. */
#define MESSAGE_LIMIT 500

/* Keys of the registry, by address. */
static const char TRUSTED_KEY;

static struct rebound_sandbox *sandbox_of(lua_State *lua)
{
	return *(struct rebound_sandbox **)lua_getextraspace(lua);
}

struct rebound_sandbox *rebound_sandbox_of(lua_State *lua)
{
	return sandbox_of(lua);
}

/* The clocks serve as a limit only and reach no result. */
static gint64 read_coarse_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (gint64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static gint64 read_cpu_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (gint64)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ---- messages ---- */

/* The full name of a chunk that messages call by a short one. */
static const char *find_full_name(const struct rebound_sandbox *sandbox, const char *short_name)
{
	for (guint i = 0; i + 1 < sandbox->names->len; i += 2)
		if (strcmp(g_ptr_array_index(sandbox->names, i), short_name) == 0)
			return g_ptr_array_index(sandbox->names, i + 1);
	return short_name;
}

/* Write "name:line: " of the innermost Lua function; allocates nothing in Lua. */
static void write_where(const struct rebound_sandbox *sandbox, char *buffer, gsize size)
{
	lua_Debug frame;

	buffer[0] = '\0';
	for (int level = 0; lua_getstack(sandbox->lua, level, &frame); level++) {
		lua_getinfo(sandbox->lua, "Sl", &frame);
		if (frame.currentline > 0) {
			g_snprintf(buffer, size,
				"%s:%d: ", find_full_name(sandbox, frame.short_src),
				frame.currentline);
			return;
		}
	}
}

void rebound_sandbox_push_where(lua_State *lua)
{
	char where[512];

	write_where(sandbox_of(lua), where, sizeof(where));
	lua_pushstring(lua, where);
}

static const char *describe_limit(enum rebound_sandbox_limit limit)
{
	switch (limit) {
	case REBOUND_SANDBOX_STEPS:
		return "stopped after too many instructions; is this an endless loop?";
	case REBOUND_SANDBOX_WORK:
		return "stopped after too many steps of patterns and table functions; make the "
		       "pattern "
		       "or the data smaller";
	case REBOUND_SANDBOX_MEMORY:
		return "stopped, since it needs too much memory";
	case REBOUND_SANDBOX_CHURN:
		return "stopped, since it makes too much garbage; is a text put together piece by "
		       "piece?";
	case REBOUND_SANDBOX_TIME:
		return "stopped, since it takes too long";
	case REBOUND_SANDBOX_UNSPENT:
		break;
	}
	return "stopped";
}

/* The chunk whose position the message begins with: its full name, and *rest behind the one that
 * stands there. */
static const char *find_position(
	const struct rebound_sandbox *sandbox, const char *message, const char **rest)
{
	for (guint i = 0; i < sandbox->names->len; i++) {
		const char *name = g_ptr_array_index(sandbox->names, i);
		gsize len = strlen(name);
		if (strncmp(message, name, len) == 0 && message[len] == ':' &&
			g_ascii_isdigit(message[len + 1])) {
			*rest = message + len;
			return g_ptr_array_index(sandbox->names, i | 1);
		}
	}
	return NULL;
}

/* Push the message that an error value is for people, with its position. [-0, +1, m] */
static int explain_error(lua_State *lua)
{
	struct rebound_sandbox *sandbox = sandbox_of(lua);
	const char *rest = NULL;

	if (lua_type(lua, 1) != LUA_TSTRING && lua_type(lua, 1) != LUA_TNUMBER) {
		rebound_sandbox_push_where(lua);
		lua_pushfstring(lua, "error() was called with a %s value instead of a message",
			luaL_typename(lua, 1));
		lua_concat(lua, 2);
		return 1;
	}
	const char *message = lua_tostring(lua, 1);
	const char *name = find_position(sandbox, message, &rest);
	if (name) {
		lua_pushfstring(lua, "%s%s", name, rest);
		return 1;
	}
	rebound_sandbox_push_where(lua);
	lua_pushvalue(lua, 1);
	lua_concat(lua, 2);
	return 1;
}

/* Set the error from what lies on top, and pop it. */
static void take_error(struct rebound_sandbox *sandbox, int status, enum rebound_error code,
	const char *fallback, GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	if (status == LUA_ERRMEM && sandbox->spent == REBOUND_SANDBOX_UNSPENT)
		sandbox->spent = REBOUND_SANDBOX_MEMORY;
	if (sandbox->spent != REBOUND_SANDBOX_UNSPENT) {
		const char *where = sandbox->where[0] != '\0' ? sandbox->where : fallback;
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_LIMIT, "%s%s", where,
			describe_limit(sandbox->spent));
	} else {
		gsize len = 0;
		const char *message = lua_type(sandbox->lua, -1) == LUA_TSTRING
					      ? lua_tolstring(sandbox->lua, -1, &len)
					      : NULL;
		const char *rest = message;
		const char *name = message ? find_position(sandbox, message, &rest) : NULL;
		const char *line = message ? rebound_text_line(arena, rest,
						     len - (gsize)(rest - message), MESSAGE_LIMIT)
					   : "failed";
		g_set_error(error, REBOUND_ERROR, code, "%s%s", name ? name : fallback, line);
	}
	lua_pop(sandbox->lua, 1);
}

/* ---- limits ---- */

static void count_instructions(lua_State *lua, lua_Debug *frame);

static void set_interval(struct rebound_sandbox *sandbox, int interval)
{
	sandbox->interval = interval;
	lua_sethook(sandbox->lua, count_instructions, LUA_MASKCOUNT, interval);
}

void rebound_sandbox_note(struct rebound_sandbox *sandbox, enum rebound_sandbox_limit limit)
{
	if (sandbox->spent != REBOUND_SANDBOX_UNSPENT)
		return;
	sandbox->spent = limit;
	write_where(sandbox, sandbox->where, sizeof(sandbox->where));
	set_interval(sandbox, 1);
}

int rebound_sandbox_raise(lua_State *lua)
{
	struct rebound_sandbox *sandbox = sandbox_of(lua);

	lua_pushfstring(lua, "%s%s", sandbox->where, describe_limit(sandbox->spent));
	return lua_error(lua);
}

void rebound_sandbox_charge(lua_State *lua, guint64 steps)
{
	struct rebound_sandbox *sandbox = sandbox_of(lua);

	/* C that reads tables outside of a call pays nothing: nobody could catch the error. */
	if (sandbox->depth == 0)
		return;
	if (steps > sandbox->work_limit - sandbox->work) {
		sandbox->work = sandbox->work_limit;
		rebound_sandbox_note(sandbox, REBOUND_SANDBOX_WORK);
		rebound_sandbox_raise(lua);
	}
	sandbox->work += steps;
}

/* Some instructions cost what their data is long; where a slice takes long, look more often. */
static void watch_time(struct rebound_sandbox *sandbox)
{
	gint64 now = read_coarse_clock();

	gint64 took = now - sandbox->slice_start;
	if (took > SLOW_SLICE_MS && sandbox->interval > 1)
		set_interval(sandbox, MAX(1, sandbox->interval / 10));
	else if (took == 0 && sandbox->interval < HOOK_INSTRUCTIONS)
		set_interval(sandbox, MIN(HOOK_INSTRUCTIONS, sandbox->interval * 10));
	sandbox->slice_start = now;
	if (now - sandbox->call_start < LOOK_AT_CPU_MS)
		return;
	gint64 cpu = read_cpu_clock();
	if (sandbox->cpu_start < 0)
		sandbox->cpu_start = cpu;
	if (cpu - sandbox->cpu_start > sandbox->cpu_limit)
		rebound_sandbox_note(sandbox, REBOUND_SANDBOX_TIME);
}

static void count_instructions(lua_State *lua, lua_Debug *frame)
{
	struct rebound_sandbox *sandbox = sandbox_of(lua);

	(void)frame;
	if (sandbox->spent == REBOUND_SANDBOX_UNSPENT) {
		sandbox->steps += (guint64)sandbox->interval;
		if (sandbox->steps > sandbox->steps_limit)
			rebound_sandbox_note(sandbox, REBOUND_SANDBOX_STEPS);
		else
			watch_time(sandbox);
	}
	if (sandbox->spent != REBOUND_SANDBOX_UNSPENT) {
		/* A script's own handler can't outrun this: the next instruction comes here again.
		 */
		set_interval(sandbox, 1);
		rebound_sandbox_raise(lua);
	}
}

/* Whether a block may grow from held to size bytes; only while a script runs. */
static gboolean may_grow(struct rebound_sandbox *sandbox, gsize held, gsize size)
{
	gsize growth = size - held;

	if (size > BLOCK_LIMIT || sandbox->memory + growth > HELD_LIMIT) {
		/* Lua collects garbage and asks again: only the place is noted for now. */
		write_where(sandbox, sandbox->where, sizeof(sandbox->where));
		return FALSE;
	}
	sandbox->churn += size;
	if (sandbox->churn > sandbox->churn_limit)
		rebound_sandbox_note(sandbox, REBOUND_SANDBOX_CHURN);
	return TRUE;
}

static void *allocate(void *data, void *block, size_t old_size, size_t size)
{
	struct rebound_sandbox *sandbox = data;
	gsize held = block ? old_size : 0;

	if (size == 0) {
		sandbox->memory -= held;
		free(block);
		return NULL;
	}
	if (size > held && sandbox->depth > 0 && !may_grow(sandbox, held, size))
		return NULL;
	void *result = realloc(block, size);
	if (!result)
		return NULL;
	sandbox->memory = sandbox->memory - held + size;
	return result;
}

static void start_limits(struct rebound_sandbox *sandbox, gboolean load)
{
	sandbox->spent = REBOUND_SANDBOX_UNSPENT;
	sandbox->where[0] = '\0';
	sandbox->steps = 0;
	sandbox->work = 0;
	sandbox->churn = 0;
	sandbox->steps_limit = load ? REBOUND_LIMIT_LUA_LOAD_STEPS : REBOUND_LIMIT_LUA_CALL_STEPS;
	sandbox->work_limit = load ? REBOUND_LIMIT_LUA_LOAD_STEPS : REBOUND_LIMIT_PATTERN_STEPS;
	sandbox->churn_limit = load ? LOAD_CHURN_LIMIT : CALL_CHURN_LIMIT;
	sandbox->cpu_limit = load ? LOAD_CPU_LIMIT : CALL_CPU_LIMIT;
	sandbox->cpu_start = -1;
	sandbox->call_start = sandbox->slice_start = read_coarse_clock();
	set_interval(sandbox, HOOK_INSTRUCTIONS);
}

/* lua_pcall under the limits. On failure the message lies on the stack. */
static int call_limited(struct rebound_sandbox *sandbox, int arguments, int results, gboolean load)
{
	lua_State *lua = sandbox->lua;
	int base = lua_gettop(lua) - arguments;

	if (sandbox->depth == 0)
		start_limits(sandbox, load);
	lua_pushcfunction(lua, explain_error);
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
	if (sandbox_of(lua)->frozen) {
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
		start_limits(sandbox, TRUE);
	sandbox->depth++;
	int status = luaL_loadbufferx(sandbox->lua, data, len, source, "t");
	sandbox->depth--;
	if (status != LUA_OK) {
		take_error(sandbox, status, REBOUND_ERROR_SYNTAX, fallback, error);
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
	sandbox->lua = lua_newstate(allocate, sandbox);
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
	take_error(sandbox, status, REBOUND_ERROR_SCRIPT, fallback, error);
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
	take_error(sandbox, status, REBOUND_ERROR_SCRIPT, fallback, error);
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
		g_snprintf(buffer, size, "%s:%d: ", find_full_name(sandbox, function.short_src),
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
		take_error(sandbox, status, REBOUND_ERROR_SCRIPT, definition, error);
	}
	lua_remove(lua, copy);
	return status == LUA_OK;
}

gsize rebound_sandbox_memory(const struct rebound_sandbox *sandbox)
{
	return sandbox->memory;
}
