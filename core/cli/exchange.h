/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/cli/list_json.h"
#include "core/rules/ruleset.h"
#include "core/store/store.h"

/**
 * @file
 * Suppression lists as other systems write and read them.
 */

enum rebound_exchange_system {
	REBOUND_EXCHANGE_OURS,
	REBOUND_EXCHANGE_PLAIN,
	REBOUND_EXCHANGE_SES,
	REBOUND_EXCHANGE_SENDGRID,
	REBOUND_EXCHANGE_MAILGUN,
	REBOUND_EXCHANGE_POSTMARK,
	REBOUND_EXCHANGE_SPARKPOST,
	REBOUND_EXCHANGE_POSTFIX,
	REBOUND_EXCHANGE_COUNT
};

struct rebound_exchange_format {
	const char *name; /**< what --format takes */
	enum rebound_exchange_system system;
	gboolean json; /**< how it is written; reading sees it */
};

/** A format by its name; NULL where there is none. */
const struct rebound_exchange_format *rebound_exchange_format(const char *name);

/** All names, ", " between them. */
const char *rebound_exchange_names(void);

/* Reading. */

/**
 * Read a file record by record: CSV (with a header, or the address column is named "address" and
 * the others by their numbers), JSON of any nesting, lines.
 *
 * @param path     "-" for standard input
 * @param damaged  counts rows that could not be read whole
 * @return FALSE with error set: IO, or STATE where it is no JSON, or no column holds addresses.
 *         What came before was given to func
 */
gboolean rebound_exchange_read(const char *path, enum rebound_exchange_system system,
	rebound_record_func func, void *data, guint64 *damaged, GError **error);

/** What an operator says a file holds; SendGrid's files of bounces and blocks look the same. */
enum rebound_exchange_kind {
	REBOUND_EXCHANGE_MIXED,
	REBOUND_EXCHANGE_BOUNCES,
	REBOUND_EXCHANGE_BLOCKS,
	REBOUND_EXCHANGE_INVALID,
	REBOUND_EXCHANGE_COMPLAINTS,
	REBOUND_EXCHANGE_UNSUBSCRIBES
};
gboolean rebound_exchange_kind_read(const char *name, enum rebound_exchange_kind *kind);

struct rebound_exchange_reader {
	enum rebound_exchange_system system;
	enum rebound_exchange_kind kind;
	const char *rules; /**< rule file for the texts of mail servers; loaded for the first one */
	struct rebound_ruleset *ruleset; /**< the caller frees it */
	GError *error;			 /**< why the rules could not be loaded; the caller's */
	const char *source;		 /**< the file's name, for the why of what has none */
	gint64 now;
};

/** What a record comes to. */
struct rebound_exchange_entry {
	gboolean empty;	      /**< a record that only holds others */
	const char *left_out; /**< why it suppresses nobody; NULL: suppression stands */
	gboolean dated;	      /**< since is the file's */
	struct rebound_suppression suppression;
};

/**
 * Judge a record. Only a permanent fault of the address or its domain, the recipient's own word, or
 * the entry of a system that sends nothing there any more suppresses; a failure that nobody
 * understands is proposed. Where reader->error was set, the entry is of no use.
 */
void rebound_exchange_judge(struct rebound_exchange_reader *reader,
	const struct rebound_record *record, struct rebound_arena *arena,
	struct rebound_exchange_entry *entry);

/* Writing. */

struct rebound_exchange_writer {
	const struct rebound_exchange_format *format;
	enum rebound_exchange_kind kind; /**< MIXED, or which file of those that hold one kind */
	gboolean incremental;		 /**< plain lines begin with "+" or, for what ended, "-" */
	GString *text;			 /**< taken and emptied by the caller */
	guint64 count, left_out;
};

void rebound_exchange_begin(struct rebound_exchange_writer *writer);

/** Write one; FALSE where the format has no place for it, which is counted in left_out. */
gboolean rebound_exchange_write(
	struct rebound_exchange_writer *writer, const struct rebound_suppression *row);
void rebound_exchange_end(struct rebound_exchange_writer *writer);

/* Shared by reading and writing. */

/** A text as a mail server would say it, which names the cause: "550 5.1.1 mailbox_unknown: why".
 */
char *rebound_exchange_text(
	struct rebound_arena *arena, const struct rebound_suppression *row, gsize limit);

/** Whether a word is a cause: a reason's name, complaint, unsubscribe or manual. */
gboolean rebound_exchange_is_cause(const char *word);

/** The cause that such a text names, and what stands behind it; FALSE for another text. */
gboolean rebound_exchange_text_read(
	struct rebound_arena *arena, const char *text, const char **cause, const char **why);

/** The reply and status that a cause is told by, such as "550 5.1.1". */
const char *rebound_exchange_code(const char *cause);
