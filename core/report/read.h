/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/mail/message.h"
#include "core/mail/source.h"

/**
 * @file
 * From a message to a report: kind, recipients, what was returned. No verdicts yet.
 */

struct rebound_reader;
typedef struct rebound_reader rebound_reader;

/** What the operator knows about the mailbox. */
struct rebound_reader_options {
	const char *const
		*own_addresses;		/**< never the failed recipient; NULL-terminated, or NULL */
	const char *const *own_domains; /**< of the sending side; NULL-terminated, or NULL */
	const char *rules_file; /**< a user's, whose readers stand before the shipped; or NULL */
	gboolean without_hash;	/**< content_hash stays 0, for those who only print: it costs a
				   pass over all bytes */
};

/** A reader that reads one message after another; options are copied. The caller frees it. */
struct rebound_reader *rebound_reader_new(const struct rebound_reader_options *options);
void rebound_reader_free(struct rebound_reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_reader, rebound_reader_free)

/** What went wrong last in a reader written in Lua, once; NULL for nothing. The caller frees it. */
char *rebound_reader_take_error(struct rebound_reader *reader);

/**
 * Read one mail.
 *
 * @return the report; it belongs to the reader, good until the next call. Never NULL.
 */
struct rebound_report *rebound_reader_read(
	struct rebound_reader *reader, const struct rebound_mail *mail);
