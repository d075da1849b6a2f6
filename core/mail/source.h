/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Where mails come from: an mbox (mboxo, mboxrd; LF, CRLF, CR), a Maildir (new and cur), one mail,
 * a directory of mails, standard input ("-", spooled to an unlinked file). Sources are read, never
 * changed, but for rebound_source_move_done().
 */

/** The bytes of one message and where they come from. All pointers are good until the next call. */
struct rebound_mail {
	const char *source; /**< path as given; for a directory or Maildir joined with the file's;
			       "-" */
	guint64 index;	    /**< position in this source */
	const char *data;   /**< From_ line cut off, From_ quoting undone; line ends as they are */
	gsize len;	    /**< at most REBOUND_LIMIT_MESSAGE_BYTES */
	gboolean truncated; /**< it was longer */
	gint64 received; /**< of the From_ line, else the file's time; 0 for standard input's single
			    mail */
	const char *envelope_sender; /**< of the From_ line; NULL where there is none */
	guint64 progress;	     /**< bytes of this source that are done */
};

struct rebound_source;
typedef struct rebound_source rebound_source;

/**
 * Open a source by what it is: a directory with cur and new is a Maildir; another directory holds
 * mails (recursively, sorted by name; no hidden files; symbolic links, devices and pipes are passed
 * over); a file whose first line is a From_ line is an mbox; any other file is one mail.
 *
 * @return NULL with error set (IO) where it is missing or can't be read: "PATH: No such file or
 *         directory"; a directory without mails: "PATH: there are no mails in it"
 */
struct rebound_source *rebound_source_open(const char *path, GError **error);
void rebound_source_free(struct rebound_source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_source, rebound_source_free)

/**
 * The next message.
 *
 * @return TRUE and *mail filled; FALSE at the end (error untouched) or where the disk failed (IO).
 *         A file of a directory that vanished or can't be read is passed over and counted.
 */
gboolean rebound_source_next(
	struct rebound_source *source, struct rebound_mail *mail, GError **error);

/** Bytes in the source, where that is cheap to know; 0 where not. For progress only. */
guint64 rebound_source_size(const struct rebound_source *source);

/** Files that were passed over because they could not be read. */
guint rebound_source_skipped(const struct rebound_source *source);

/** Its path, as it was given. */
const char *rebound_source_path(const struct rebound_source *source);

/** Messages that are still being written, and were left for the next run. */
guint rebound_source_put_off(const struct rebound_source *source);

/** What people should know of the source, one line with its path; or NULL. */
const char *rebound_source_notice(const struct rebound_source *source);

/** Whether this is a Maildir, so that what is done can be moved. */
gboolean rebound_source_is_maildir(const struct rebound_source *source);

/**
 * Move one file of a Maildir from new to cur, marked as seen (":2,S"). Called after the commit.
 *
 * @param path  struct rebound_mail's source
 */
gboolean rebound_source_move_done(const char *path, GError **error);
