/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Lua patterns (Lua 5.4 manual, section 6.4.1) under a budget of steps. The subject may be hostile:
 * each test of a character counts a step, and a search that has none left is given up. The depth of
 * the recursion depends on the pattern alone and is limited.
 */

#define REBOUND_LUA_PATTERN_CAPTURES 32

/** The length of a capture that is a position, and of one that is still open. */
#define REBOUND_LUA_PATTERN_POSITION   (-2)
#define REBOUND_LUA_PATTERN_UNFINISHED (-1)

struct rebound_lua_pattern_capture {
	const char *start;
	gssize len; /**< or one of the two above */
};

/** One search. The first four are set by the caller, the rest is filled by each match. */
struct rebound_lua_pattern {
	const char *subject, *subject_end;
	const char *pattern, *pattern_end; /**< without a leading ^ that anchors */
	guint64 steps;			   /**< in: how many may be done; out: how many are left */
	gboolean exhausted;		   /**< no step was left */
	const char *problem;		   /**< static words on a malformed pattern, or NULL */
	int problem_index;		   /**< of a wrong capture index, where the words hold %d */
	int depth;
	int level; /**< captures in use */
	struct rebound_lua_pattern_capture captures[REBOUND_LUA_PATTERN_CAPTURES];
};

/**
 * Match the pattern at one place of the subject.
 *
 * @return the end of the match; NULL where there is none, and where exhausted or problem is set
 */
const char *rebound_lua_pattern_match(struct rebound_lua_pattern *pattern, const char *at);

/** Whether a pattern has no special characters, so that it can be searched for as it is. */
gboolean rebound_lua_pattern_is_plain(const char *pattern, gsize len);
