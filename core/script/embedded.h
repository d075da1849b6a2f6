/* SPDX-License-Identifier: MIT */
#pragma once

#include <stddef.h>

/**
 * @file
 * The Lua files that travel inside the program: everything of scripts/ and rules/.
 */

struct rebound_embedded {
	const char *name; /**< path from the top of the source, such as rules/mailbox.lua */
	const char *data; /**< NUL-terminated */
	size_t len;
};

/** All of them, sorted by name; the last has no name. */
extern const struct rebound_embedded rebound_embedded[];

/** The file of this name, or NULL. */
const struct rebound_embedded *rebound_embedded_find(const char *name);
