/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/message.h"
#include "core/report/builder.h"
#include "core/report/kind.h"
#include "core/report/lua_readers.h"
#include "core/report/parts.h"
#include "core/report/text.h"

/**
 * @file
 * One mail while it is read, and the ways to read it.
 */

/** One mail while it is read. */
struct rebound_reading {
	struct rebound_message *message;
	struct rebound_lua_readers *lua;
	struct rebound_arena *first; /**< of the first reading of a text, which may be dropped */
	struct rebound_builder *builder;
	struct rebound_report *report;
	struct rebound_parts parts;
	struct rebound_text_view view;
	struct rebound_signs signs;
	gboolean knows_told,
		told; /**< the text tells its reader of mail to him; once it is known */
};

/** Find the parts of a mail, its text and its signs. */
void rebound_reading_find_parts(struct rebound_reading *reading, const struct rebound_part *top);

/** Note what a mail was understood as, and by which reader. */
void rebound_reading_understood(
	struct rebound_reading *reading, enum rebound_format format, const char *reader);

/** Whether the text tells its reader of mail to him, rebound_told_reader_of_mail(). */
gboolean rebound_reading_tells_reader(struct rebound_reading *reading);

/** What is known of a mail that helps with its text. */
struct rebound_text_hints rebound_reading_hints(const struct rebound_reading *reading);

/** Read a feedback report (RFC 5965). */
void rebound_read_feedback(struct rebound_reading *reading);

/** Read a disposition notification (RFC 8098). */
void rebound_read_disposition(struct rebound_reading *reading);

/** Read machine parts (RFC 3464), and the same fields where they stand in a text part. Returns how
 * many recipients. */
guint rebound_read_delivery_status(struct rebound_reading *reading);

/** Read a mail system's cover letter that names nobody, around a report that it passes on as text.
 */
gboolean rebound_read_enclosed_report(struct rebound_reading *reading);

/** Note what is wrong with the container of a machine part. */
void rebound_read_note_container(struct rebound_reading *reading);

/**
 * Read recipients from human text.
 *
 * @param bounce  whether there are signs of a bounce beyond its sender
 * @return FALSE where the text tells of none
 */
gboolean rebound_read_text(struct rebound_reading *reading, gboolean bounce);

/** Read a mail without a machine part: bounce, automatic answer, or neither. */
void rebound_read_human_mail(struct rebound_reading *reading);
