/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Records, the rows of a table or the objects of a data format: each tells of one recipient or
 * several what became of a message. They are written as entries that the reader of human text
 * knows, "<ann@example.org>: 550 5.1.1 unknown user".
 */

/** Addresses of the reporting side, and of where the report went to; NULL for those unknown. */
#define REBOUND_RECORDS_OWN 6

struct rebound_records {
	struct rebound_arena *arena;
	struct rebound_arena *scratch; /**< what the open record was read into */
	const char *own[REBOUND_RECORDS_OWN];
	GArray *fields;			       /**< of the open record */
	GString *failed, *delayed, *delivered; /**< entries */
	guint told;			       /**< records that tell of a recipient */
	guint lost;			       /**< texts that tell of nobody */
	gsize shared;	    /**< bytes of cells that were read for each line of another */
	guint silent;	    /**< records that name one and do not tell what became of the message */
	gboolean listed;    /**< a label leads to those to whom the message came */
	gboolean ambiguous; /**< a record names several, and nobody knows who is the recipient */
};

void rebound_records_init(struct rebound_records *records, struct rebound_arena *arena);
void rebound_records_clear(struct rebound_records *records);

/** Forget all records. */
void rebound_records_reset(struct rebound_records *records);

/**
 * Add a value to the open record. A label that the record has already had begins another, unless it
 * is the last one's: then it goes on with a list.
 *
 * @param label  may be empty; both have to stay
 */
void rebound_records_add(struct rebound_records *records, const char *label, gsize label_len,
	const char *value, gsize len);

/** End the open record, and only where it has told all, if it may be that it goes on. */
void rebound_records_end(struct rebound_records *records);
void rebound_records_pause(struct rebound_records *records);

/** Whether the records tell of recipients, and no more is unclear in them. */
gboolean rebound_records_tell(const struct rebound_records *records);

/** Append the entries. */
void rebound_records_append(const struct rebound_records *records, GString *text);
