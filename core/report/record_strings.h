/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The strings of a record: names and values that many mails have are known by a number of their
 * own, and what the record had before by its place in it.
 */

#define REBOUND_RECORD_STRINGS	     255 /**< that a record remembers */
#define REBOUND_RECORD_STRING_LENGTH 4	 /**< of the shortest one that it remembers */

struct rebound_record_string {
	const char *text;
	gsize len;
	gboolean safe; /**< known to be a safe line */
};

/** What a record had so far. */
struct rebound_record_strings {
	guint count;
	struct rebound_record_string strings[REBOUND_RECORD_STRINGS];
	guint8 places[512]; /**< by hash, one more than the index; 0 for none; while writing */
};

void rebound_record_strings_init(struct rebound_record_strings *strings);

/** A string that is known to all records, by its number; NULL where there is none of that number.
 */
const struct rebound_record_string *rebound_record_common(guint64 number);

enum rebound_record_known {
	REBOUND_RECORD_NEW,    /**< it is remembered */
	REBOUND_RECORD_COMMON, /**< known to all records */
	REBOUND_RECORD_BEFORE, /**< this record had it before */
};

/** What is known of a string that is to be written, and its number among those, if any. */
enum rebound_record_known rebound_record_find(
	struct rebound_record_strings *strings, const char *text, gsize len, guint64 *number);

/** Remember a string that was read, in the order in which it was written. Returns where, or NULL
 * for one that is not remembered. */
struct rebound_record_string *rebound_record_keep_string(
	struct rebound_record_strings *strings, const struct rebound_record_string *string);
