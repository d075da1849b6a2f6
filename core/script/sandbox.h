/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The Lua sandbox for rules, readers and policy (Lua 5.4, text chunks only).
 *
 * Offered: the safe functions of the base library, and string, table, math and utf8 by allow-list.
 * Not offered: io, os, package, debug, load and its kin, coroutine, setmetatable, getmetatable,
 * rawset, rawequal, collectgarbage, string.dump, math.random, math.randomseed, print. pcall and
 * xpcall pass a limit on instead of swallowing it. string.find, match, gmatch, gsub and rep count
 * their steps. Memory is capped by the allocator, instructions by a hook that re-arms itself.
 * After rebound_sandbox_freeze() no global and no table reachable from one can be changed, so that
 * no function keeps state between messages. pairs visits string keys in a fixed order.
 */

struct lua_State;
struct rebound_sandbox;
typedef struct rebound_sandbox rebound_sandbox;

/** A new sandbox; the caller frees it. */
struct rebound_sandbox *rebound_sandbox_new(void);
void rebound_sandbox_free(struct rebound_sandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_sandbox, rebound_sandbox_free)

/** The Lua state, for binding files. */
struct lua_State *rebound_sandbox_state(struct rebound_sandbox *sandbox);

/** The sandbox that a Lua state is of, for binding files. */
struct rebound_sandbox *rebound_sandbox_of(struct lua_State *lua);

/**
 * Pay for work of a C function that may run long: one step is about what testing one character
 * costs. Raises a Lua error where the call has none left; free outside of a call. [-0, +0, v]
 */
void rebound_sandbox_charge(struct lua_State *lua, guint64 steps);

/** Push an array of the keys of the table at index: numbers ascending, then strings by byte, then
 * the rest. [-0, +1, m] */
void rebound_sandbox_push_keys(struct lua_State *lua, int index);

/**
 * Run the product's own Lua (an embedded file of scripts/) with the sandbox's environment; what it
 * returns, one value, is left on the stack. It may also use setmetatable (without __gc and
 * __close), getmetatable, rawget and rawset. The globals that it defines are seen by all chunks.
 */
gboolean rebound_sandbox_run_embedded(
	struct rebound_sandbox *sandbox, const char *name, GError **error);

/**
 * Run a chunk of a user's in the sandbox's environment. Bytecode is refused. The globals that it
 * defines are its own: no other chunk sees them, and none can replace what another one uses.
 *
 * @param name  how messages call it, such as rules/mine.lua
 * @return FALSE with error set: SYNTAX for what does not load, SCRIPT for what fails, LIMIT; the
 *         message begins with name:line:
 */
gboolean rebound_sandbox_run(struct rebound_sandbox *sandbox, const char *name, const char *data,
	gsize len, GError **error);

/**
 * Call what lies on the stack (function, then arguments, as for lua_pcall) under the limits of one
 * call. [-(arguments + 1), +results, -]; on failure [-(arguments + 1), +0, -] and error is set.
 */
gboolean rebound_sandbox_call(
	struct rebound_sandbox *sandbox, int arguments, int results, GError **error);

/**
 * Make all globals, and tables reachable from them or from a function that is kept in the registry
 * by luaL_ref(), read-only. Tables are seen through stand-ins from then on: C reads them by
 * lua_getfield(), lua_geti() and rebound_sandbox_push_keys(), not by lua_next() or lua_rawget().
 * Local variables that a user's function shares with others are put back after each
 * rebound_sandbox_call().
 */
void rebound_sandbox_freeze(struct rebound_sandbox *sandbox);

/** Bytes that Lua holds now. */
gsize rebound_sandbox_memory(const struct rebound_sandbox *sandbox);
