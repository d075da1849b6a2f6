/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * What scripts/schema.lua asks of C, for files of rules and of policy alike.
 */

struct lua_State;

/**
 * Add to the table on top: nearest(word, words), the one of a list that was meant, or nil; and
 * span(text), the seconds of "4h", or nil. [-0, +0, m]
 */
void rebound_schema_core_add(struct lua_State *lua);
