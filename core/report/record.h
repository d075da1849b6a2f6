/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"

/**
 * @file
 * A report with its verdicts as one versioned binary record: it crosses the pipe from a worker,
 * lies in the event as evidence, and feeds a later classification. Byte order and widths are fixed,
 * so a database can move between machines.
 */

/** Records of earlier versions are read as well. */
#define REBOUND_RECORD_VERSION 4

/** Append the record of a report to bytes. The same report gives the same bytes. Where its mail lies
 * is no part of it: whoever keeps a record has that beside it. */
void rebound_record_write(const struct rebound_report *report, GByteArray *bytes);

/** Append a record that holds only one of the recipients: what the event of that recipient keeps.
 */
void rebound_record_write_one(
	const struct rebound_report *report, guint recipient, GByteArray *bytes);

/**
 * Read a record.
 *
 * @param bytes  stay as they are for as long as the report is used: most of its strings lie there
 * @return the report in the arena; NULL with error set (STATE) for a record that is damaged or of a
 *         version that this program does not know. Never reads past len, whatever the bytes.
 */
struct rebound_report *rebound_record_read(
	struct rebound_arena *arena, const guint8 *bytes, gsize len, GError **error);

/** Whether bytes begin as a record does. */
gboolean rebound_record_is(const guint8 *bytes, gsize len);

typedef void (*rebound_record_text_func)(const char *text, gsize len, void *data);

/** Tell each string of a record, as it lies there, one that it names twice once, and none that all
 * records know. FALSE where it can't be read; some strings may have been told. */
gboolean rebound_record_texts(
	const guint8 *bytes, gsize len, rebound_record_text_func func, void *data);
