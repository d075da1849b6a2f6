/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Objects of JSON as flat records, read piece by piece: members of an object within an object are
 * named "outer.inner"; strings, numbers and words all become text.
 */

struct rebound_record;

/** The value of a member, by its name without case; NULL where there is none, or it is null. */
const char *rebound_record_get(const struct rebound_record *record, const char *name);

/** Walk the members by number; FALSE behind the last. */
gboolean rebound_record_member(
	const struct rebound_record *record, guint number, const char **name, const char **value);

/** Whether it only holds other records, in lists. */
gboolean rebound_record_holds_records(const struct rebound_record *record);

enum rebound_list_json_shape {
	REBOUND_LIST_JSON_LINES,    /**< one object is one record; lists in it are passed over */
	REBOUND_LIST_JSON_DOCUMENT, /**< each object in a list is a record too; so are outer ones */
};

/** Called for each record when it is whole; FALSE ends the reading. */
typedef gboolean (*rebound_record_func)(const struct rebound_record *record, void *data);

struct rebound_list_json;
typedef struct rebound_list_json rebound_list_json;

struct rebound_list_json *rebound_list_json_new(
	enum rebound_list_json_shape shape, rebound_record_func func, void *data);
void rebound_list_json_free(struct rebound_list_json *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_list_json, rebound_list_json_free)

/**
 * Read on: LINES a whole line, DOCUMENT any piece; last: nothing comes after this.
 *
 * @return FALSE where it is no JSON, nested deeper than 64, or func ended it; reading may then
 *         begin anew
 */
gboolean rebound_list_json_read(
	struct rebound_list_json *json, const char *bytes, gsize len, gboolean last);

/** A record of a row of CSV: the values of columns by their names. Cleared first. */
struct rebound_record *rebound_record_new(void);
void rebound_record_free(struct rebound_record *record);
void rebound_record_clear(struct rebound_record *record);
void rebound_record_add(
	struct rebound_record *record, const char *name, const char *value, gsize len);
