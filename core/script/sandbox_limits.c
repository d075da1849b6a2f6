/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox_private.h"

#include <stdlib.h>
#include <time.h>

#include "core/base/limits.h"

#define SLOW_SLICE_MS  10 /* a slice of instructions that takes longer is made shorter */
#define LOOK_AT_CPU_MS 50
#define LOOK_AT_CPU_NS ((gint64)LOOK_AT_CPU_MS * 1000 * 1000)
#define LONG_TEXT      ((gsize)64 * 1024) /* what one instruction may well take for its data */
#define HELD_LIMIT     ((gsize)REBOUND_LIMIT_LUA_BYTES)
#define BLOCK_LIMIT    ((gsize)8 * 1024 * 1024)

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
	rebound_sandbox_write_where(sandbox, sandbox->where, sizeof(sandbox->where));
	set_interval(sandbox, 1);
}

int rebound_sandbox_raise(lua_State *lua)
{
	struct rebound_sandbox *sandbox = rebound_sandbox_of(lua);

	lua_pushfstring(
		lua, "%s%s", sandbox->where, rebound_sandbox_describe_limit(sandbox->spent));
	return lua_error(lua);
}

void rebound_sandbox_charge(lua_State *lua, guint64 steps)
{
	struct rebound_sandbox *sandbox = rebound_sandbox_of(lua);

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
	else if (took == 0 && sandbox->interval < sandbox->longest_interval)
		set_interval(sandbox, MIN(sandbox->longest_interval, sandbox->interval * 10));
	sandbox->slice_start = now;
	if (now - sandbox->call_start < LOOK_AT_CPU_MS)
		return;
	gint64 cpu = read_cpu_clock();
	/* What the call has taken before the first look counts as well. */
	if (sandbox->cpu_start < 0)
		sandbox->cpu_start = MAX(0, cpu - LOOK_AT_CPU_NS);
	if (cpu - sandbox->cpu_start > sandbox->cpu_limit)
		rebound_sandbox_note(sandbox, REBOUND_SANDBOX_TIME);
}

static void count_instructions(lua_State *lua, lua_Debug *frame)
{
	struct rebound_sandbox *sandbox = rebound_sandbox_of(lua);

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

/*
 * A comparison or an operator on bits takes as long as its text is, with no function to pay for it:
 * the longer any text is, the more often is looked.
 */
static void watch_long_text(struct rebound_sandbox *sandbox, gsize size)
{
	gsize interval = MAX(1, REBOUND_SANDBOX_INTERVAL / (size / LONG_TEXT));

	if (interval >= (gsize)sandbox->longest_interval)
		return;
	sandbox->longest_interval = (int)interval;
	if (sandbox->interval > sandbox->longest_interval)
		set_interval(sandbox, sandbox->longest_interval);
}

/* Whether a block may grow from held to size bytes; only while a script runs. */
static gboolean may_grow(struct rebound_sandbox *sandbox, gsize held, gsize size)
{
	gsize growth = size - held;

	if (size > BLOCK_LIMIT || sandbox->memory + growth > HELD_LIMIT) {
		/* Lua collects garbage and asks again: only the place is noted for now. */
		rebound_sandbox_write_where(sandbox, sandbox->where, sizeof(sandbox->where));
		return FALSE;
	}
	sandbox->churn += size;
	if (sandbox->churn > sandbox->churn_limit)
		rebound_sandbox_note(sandbox, REBOUND_SANDBOX_CHURN);
	return TRUE;
}

void *rebound_sandbox_allocate(void *data, void *block, size_t old_size, size_t size)
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
	/* Of a new block, Lua tells the type. */
	if (block == NULL && old_size == LUA_TSTRING && size >= LONG_TEXT)
		watch_long_text(sandbox, size);
	sandbox->memory = sandbox->memory - held + size;
	return result;
}

void rebound_sandbox_start_limits(struct rebound_sandbox *sandbox, gboolean load)
{
	sandbox->spent = REBOUND_SANDBOX_UNSPENT;
	sandbox->where[0] = '\0';
	sandbox->steps = 0;
	sandbox->work = 0;
	sandbox->churn = 0;
	sandbox->steps_limit = load ? REBOUND_LIMIT_LUA_LOAD_STEPS : REBOUND_LIMIT_LUA_CALL_STEPS;
	sandbox->work_limit = load ? REBOUND_LIMIT_LUA_LOAD_STEPS : REBOUND_LIMIT_PATTERN_STEPS;
	sandbox->churn_limit = load ? REBOUND_LIMIT_LUA_LOAD_CHURN : REBOUND_LIMIT_LUA_CALL_CHURN;
	sandbox->cpu_limit = 1000000 * (gint64)(load ? REBOUND_LIMIT_LUA_LOAD_CPU_MS
						     : REBOUND_LIMIT_LUA_CALL_CPU_MS);
	sandbox->cpu_start = -1;
	sandbox->call_start = sandbox->slice_start = read_coarse_clock();
	set_interval(sandbox, sandbox->longest_interval);
}
