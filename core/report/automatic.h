/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"
#include "core/report/text.h"

/**
 * @file
 * Mails that a machine, or a subscriber, sends in answer and that are no bounces: automatic replies
 * (RFC 3834 and practice), challenges of sender verification, receipts that are mere text, requests
 * to leave a list.
 */

/** What Auto-Submitted and its kin say about a mail. */
struct rebound_automatic_marks {
	gboolean replied;   /**< an answer: Auto-Submitted: auto-replied, X-Autoreply, ... */
	gboolean generated; /**< made by a machine in any way: any Auto-Submitted but "no" */
	gboolean human;	    /**< Auto-Submitted: no */
};

/** Read the marks from a mail's headers. */
struct rebound_automatic_marks rebound_automatic_marks(
	const struct rebound_header *headers, guint count);

/** What says that a mail is an automatic one, the weakest first. */
enum rebound_automatic_grade {
	REBOUND_AUTOMATIC_PROGRAM, /**< its text says that a program wrote it, and no more */
	REBOUND_AUTOMATIC_WORDS,   /**< its text, or the address that it was sent to */
	REBOUND_AUTOMATIC_MARKS,   /**< its headers: bounces bear these marks too */
	REBOUND_AUTOMATIC_SUBJECT, /**< its subject */
};

struct rebound_automatic {
	enum rebound_kind
		kind; /**< auto_reply, challenge, disposition, unsubscribe; other for none */
	enum rebound_automatic_grade grade;
	gboolean held;	       /**< it is about mail to the reader himself */
	gboolean notice;       /**< a filter or a list manager tells something unasked */
	gboolean quotes;       /**< a line of its text begins with ">" */
	gboolean about_person; /**< somebody is away, has left, or does not read this, or there is
				* a word of who helps meanwhile, as many letters have it */
	gboolean absent;       /**< the same without that word */
};

/** Which of these kinds a mail is, by its headers, subject and first words. */
struct rebound_automatic rebound_automatic_find(struct rebound_arena *arena,
	const struct rebound_report *report, const struct rebound_text_view *view);
