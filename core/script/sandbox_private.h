/* SPDX-License-Identifier: MIT */
#pragma once

#include <lua.h>

#include <rebound/error.h>
#include "core/script/sandbox.h"

/**
 * @file
 * What the files of the sandbox share.
 */

/** Instructions between two looks at the limits, at most. */
#define REBOUND_SANDBOX_INTERVAL 1000

/** A limit that was reached; it stays until the outermost call is over. */
enum rebound_sandbox_limit {
	REBOUND_SANDBOX_UNSPENT,
	REBOUND_SANDBOX_STEPS,	/**< Lua instructions */
	REBOUND_SANDBOX_WORK,	/**< steps of patterns and of what else runs long in C */
	REBOUND_SANDBOX_MEMORY, /**< bytes held, or a single block */
	REBOUND_SANDBOX_CHURN,	/**< bytes allocated by one call */
	REBOUND_SANDBOX_TIME,	/**< CPU time, for what no count sees */
};

/** A variable of a user's function that is put back after each call: an upvalue. */
struct rebound_sandbox_cell {
	int index; /**< of the upvalue; function and value stand in the table of cells */
};

struct rebound_sandbox {
	lua_State *lua;
	gsize memory; /**< bytes held */
	guint depth;  /**< protected calls that run */
	gboolean frozen;
	GPtrArray *names; /**< char *: for each chunk its short name, then its full one */
	GArray *cells;	  /**< struct rebound_sandbox_cell */

	/* Of the outermost call. */
	enum rebound_sandbox_limit spent;
	char where[512]; /**< "name:line: " of the place where the limit was reached */
	guint64 steps, steps_limit, work, work_limit;
	gsize churn, churn_limit;
	gint64 cpu_limit;     /**< nanoseconds */
	gint64 cpu_start;     /**< nanoseconds of this thread */
	gint64 slice_start;   /**< milliseconds of the coarse clock at the last count hook */
	gint64 call_start;    /**< the same at the start */
	int interval;	      /**< instructions between two count hooks */
	int longest_interval; /**< what it may be, beside the longest text there was */
};

/* sandbox_limits.c */

/** Lua's allocator; data is the sandbox. While a call runs, memory is bounded. */
void *rebound_sandbox_allocate(void *data, void *block, size_t old_size, size_t size);

/** Begin the limits of an outermost call, or of loading, anew. */
void rebound_sandbox_start_limits(struct rebound_sandbox *sandbox, gboolean load);

/** Note a limit that was reached, and where; Lua stops at its next instruction. Raises nothing. */
void rebound_sandbox_note(struct rebound_sandbox *sandbox, enum rebound_sandbox_limit limit);

/** Raise the error of the limit that was reached. */
int rebound_sandbox_raise(lua_State *lua);

/* sandbox_message.c */

/** The full name of a chunk that Lua calls by a short one. */
const char *rebound_sandbox_find_full_name(
	const struct rebound_sandbox *sandbox, const char *short_name);

/** Write "name:line: " of the innermost Lua function, or ""; allocates nothing in Lua. */
void rebound_sandbox_write_where(const struct rebound_sandbox *sandbox, char *buffer, gsize size);

/** Push the same. [-0, +1, m] */
void rebound_sandbox_push_where(lua_State *lua);

/** What a limit is to people. */
const char *rebound_sandbox_describe_limit(enum rebound_sandbox_limit limit);

/** A handler for lua_pcall: makes one message with its place of any error value. */
int rebound_sandbox_explain_error(lua_State *lua);

/**
 * Set the error from the message on top, and pop it. A limit that was reached goes before.
 *
 * @param status    what lua_pcall or lua_load gave
 * @param fallback  "name:line: " for a message without a place
 */
void rebound_sandbox_take_error(struct rebound_sandbox *sandbox, int status,
	enum rebound_error code, const char *fallback, GError **error);

/* sandbox_base.c: each pushes nothing and fills the table on top of the stack. [-0, +0, m] */

void rebound_sandbox_add_base(lua_State *lua);
void rebound_sandbox_add_trusted(lua_State *lua); /**< what only the product's own Lua may use */
void rebound_sandbox_add_string(lua_State *lua);
void rebound_sandbox_add_patterns(lua_State *lua); /**< into the table of the string library */
void rebound_sandbox_add_table(lua_State *lua);
void rebound_sandbox_add_numbers(lua_State *lua); /**< math and utf8 */

/** Pay for the length of the strings among the arguments of a C function, from the one at index
 * first on: one that is taken for a number is read whole. [-0, +0, v] */
void rebound_sandbox_pay_for_arguments(lua_State *lua, int first);

/** A C function that pays for the length of its string arguments before it runs. [-0, +1, m] */
void rebound_sandbox_push_paid(lua_State *lua, lua_CFunction function);

/* sandbox_freeze.c */

/** Push what a value is for a script: a table's read-only stand-in, anything else as it is. [-0,
 * +1, m] */
void rebound_sandbox_push_frozen(lua_State *lua, int index);

/** Put the table behind a read-only stand-in in its place; any other value stays. [-0, +0, m] */
void rebound_sandbox_resolve(lua_State *lua, int index);

/** Whether the value is a stand-in. */
gboolean rebound_sandbox_is_frozen(lua_State *lua, int index);

/** Put back the variables of users' functions, so that nothing is kept between two calls. */
void rebound_sandbox_restore(struct rebound_sandbox *sandbox);

/** Iterators whose upvalues are put back too. */
int rebound_sandbox_next_match(lua_State *lua);
int rebound_sandbox_next_pair(lua_State *lua);
