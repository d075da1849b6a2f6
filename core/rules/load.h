/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/card.h"

/**
 * @file
 * Rule files into cards: runs them in the sandbox, follows what they use, and compiles what they
 * say. Internal to the rules layer.
 */

/**
 * Read a user's file and what it uses into an empty set.
 *
 * @param name  the file, as messages call it; others that it uses lie beside it or below
 * @param text  what it holds; NULL to read the file
 * @return FALSE with error set: IO for a file that can't be read, SYNTAX for all else
 */
gboolean rebound_load_file(
	struct rebound_ruleset *ruleset, const char *name, const char *text, GError **error);

/**
 * Take the cards of a shipped file, and of those that it uses, into an empty set.
 *
 * @param file  one of the embedded ones, such as rules/all.lua
 */
gboolean rebound_load_shipped(struct rebound_ruleset *ruleset, const char *file, GError **error);

/** Read a whole file of at most limit bytes; NULL with error set (IO): "PATH: what". The caller
 * frees it. */
char *rebound_load_bytes(const char *path, gsize limit, gsize *len, GError **error);

/**
 * A file that lies beside another or below: no absolute path, no "..", no link that leads out.
 *
 * @param file  the file beside which it lies
 * @param name  as it is written there
 * @return its path, which the caller frees; NULL with error set (SYNTAX), the message without place
 */
char *rebound_load_beside(const char *file, const char *name, GError **error);
