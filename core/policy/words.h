/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/card.h"

/**
 * @file
 * Loading of a policy file: the words of scripts/policy_words.lua, and what they gave.
 */

/**
 * Run a file and put its cards, actions and settings into the policy; what an earlier file said
 * stands. Files that it uses follow.
 *
 * @return FALSE with error set (SYNTAX, LIMIT): one line that begins with name:line:
 */
gboolean rebound_policy_read(struct rebound_policy *policy, const char *name, const char *data,
	gsize len, GError **error);
