/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * What a command line may say: options that belong to some verbs only, and names of reasons.
 */

/**
 * Refuse an option that its verb does not take, rather than pass it over in silence.
 *
 * The description of an option may begin with the verbs that it is for: "list, due: at most so
 * many". Without such a beginning every verb takes it.
 *
 * @param entries  the options of the command, after rebound_cli_options() has read them
 * @return -1 to go on, else the exit code of the mistake, which has been told
 */
int rebound_usage_check_verb(const char *command, const char *verb, const GOptionEntry *entries);

/**
 * Refuse a --reason that can be none of what is stored: neither a reason nor a kind.
 *
 * @param name   what --reason says, or NULL, which is right
 * @param other  one more name that is right, or NULL
 * @return FALSE with error set (USAGE), with the name that was likely meant
 */
gboolean rebound_usage_check_reason(const char *name, const char *other, GError **error);

/** Of all reasons and kinds, the one that was likely meant by a misspelt name, or NULL. */
const char *rebound_usage_nearest_reason(const char *name);
