/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The JSON of an API's answer, as far as connectors look into it. Internal to the connect layer.
 */

struct rebound_json_value;

/** Deeper JSON is no answer of any API. */
#define REBOUND_JSON_VALUE_DEPTH 32

/** Read a whole text; NULL where it is no JSON, or too deep. The caller frees it. */
struct rebound_json_value *rebound_json_value_read(const char *text, gsize len);
void rebound_json_value_free(struct rebound_json_value *value);
typedef struct rebound_json_value rebound_json_value; /* for g_autoptr only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_json_value, rebound_json_value_free)

/** What stands below a path of keys, "data/results"; NULL where there is nothing. All belongs to
 * the value that was read. */
const struct rebound_json_value *rebound_json_value_at(
	const struct rebound_json_value *value, const char *path);

/** The elements of an array, or the values of an object; 0 for any other value. */
guint rebound_json_value_count(const struct rebound_json_value *value);
const struct rebound_json_value *rebound_json_value_get(
	const struct rebound_json_value *value, guint index);

/** A string below a path; NULL where there is none. A whole number is given as its digits. */
const char *rebound_json_value_text(const struct rebound_json_value *value, const char *path);

gboolean rebound_json_value_is_object(const struct rebound_json_value *value);
