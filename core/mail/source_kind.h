/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/file.h"
#include "core/mail/source.h"

/**
 * @file
 * What each kind of source does; one file for each. source.c finds out which kind a path is.
 */

struct rebound_source_kind {
	/** The next message; FALSE at the end, or with error set. Fills all but index. */
	gboolean (*next)(struct rebound_source *source, struct rebound_mail *mail, GError **error);
	void (*free)(struct rebound_source *source);
	gboolean is_maildir;
};

/** The head of every source; each kind has a struct of its own that begins with it. */
struct rebound_source {
	const struct rebound_source_kind *kind;
	char *path;
	guint64 index; /**< of the next message */
	guint64 size;
	guint skipped;
	guint put_off; /**< messages that are still being written */
	char *notice;  /**< what people should know of it, one line; or NULL */
};

/** Sets the head of a source. */
void rebound_source_init(
	struct rebound_source *source, const struct rebound_source_kind *kind, const char *path);

/** Sets error to "PATH: what the system says". */
void rebound_source_set_error(GError **error, const char *path, int code);

/** An mbox; takes the descriptor of a regular file. */
struct rebound_source *rebound_mbox_new(const char *path, int descriptor);

/** Whether a file begins with a From_ line; the place in the file stays. */
gboolean rebound_mbox_is(int descriptor);

/**
 * One mail; takes the descriptor.
 *
 * @param received  of the mail, 0 where it is not known
 */
struct rebound_source *rebound_single_new(const char *path, int descriptor, gint64 received);

/** A Maildir; takes the descriptor. */
struct rebound_source *rebound_maildir_new(const char *path, int descriptor, GError **error);

/** Whether a folder is a Maildir. */
gboolean rebound_maildir_is(int descriptor);

/**
 * The files of a list, one after another; takes the descriptor and the names, which are below it.
 *
 * @param is_maildir  each file is one mail, and was perhaps renamed since
 */
struct rebound_source *rebound_folder_new(
	const char *path, int descriptor, const struct rebound_names *names, gboolean is_maildir);

/** A folder of mails; takes the descriptor. */
struct rebound_source *rebound_directory_new(const char *path, int descriptor, GError **error);

/**
 * Where messages of a Maildir are now that were renamed since they were listed.
 *
 * @param missing  names as they were listed
 * @param found    names as they are in cur; what is gone is not among them
 */
void rebound_maildir_find(
	int descriptor, const struct rebound_names *missing, struct rebound_names *found);

/** Copies what can be read once to an unlinked file; -1 with error set. */
int rebound_spool_open(const char *path, int from, GError **error);
