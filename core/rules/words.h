/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/script/sandbox.h"

/**
 * @file
 * The words of a rule file, scripts/words.lua, with what it needs from C. Internal to the rules
 * layer.
 */

/**
 * Load the words into a sandbox.
 *
 * @param begin   set to a reference in the registry: begin(file, shipped), before a file runs
 * @param finish  set to another: finish(), which gives the file's cards and uses
 * @return FALSE with error set
 */
gboolean rebound_words_open(
	struct rebound_sandbox *sandbox, int *begin, int *finish, GError **error);

/** The reference of all words and fields, in Markdown; NULL with error set where a field has no line
 * in it. The caller frees it. */
char *rebound_words_reference(GError **error);
