/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_marks.h"
#include "core/report/text_reason.h"
#include "core/report/text_units.h"

/**
 * @file
 * A text that is being read, and whom it is about.
 */

/** What a unit says of the session, read once however many recipients share it. */
struct rebound_text_session {
	gboolean knows_host, knows_command; /**< they were looked for */
	const char *remote_mta, *command;   /**< or NULL */
};

/** A text that is being read. */
struct rebound_text_reading {
	struct rebound_builder *builder;
	const struct rebound_text_hints *hints;
	struct rebound_text_units units;
	struct rebound_text_targets targets;
	gboolean failing;   /**< somewhere it says that something failed */
	gboolean delivered; /**< it says so, and nothing of a failure or a delay */
	gboolean delay;
	gboolean partly; /**< some entries say that the message came, and some that it failed */
	gboolean late; /**< an entry says that it is late, "ann@...: deferred", and others do not */
	gboolean late_own; /**< what is said of some says that they are late, and others failed */
	gboolean delay_listed; /**< something leads to a list of those that are late */
	const char *own[6]; /**< keys of addresses of the reporting side, and where the report went
			       to */
	guint own_count;
	guint *announced; /**< for each unit: what stands before it and leads to a list, counted
			     from 1; 0: nothing does */
	struct rebound_text_session *sessions; /**< for each unit */
	guint8 *came; /**< for each unit whether its words say that the message came: 0 until it is
			 asked for, then 1: no, 2: yes */
	struct rebound_recipient **parsed; /**< for each unit what its words say; NULL until they
					      are asked for */
};

/** Whether a unit speaks of what became of a message, or why. */
static inline gboolean rebound_text_is_telling(const struct rebound_text_unit *unit)
{
	return (unit->marks & (REBOUND_TEXT_OUTCOME | REBOUND_TEXT_BIT(REASON))) ||
	       unit->reply.code >= 400 || unit->reply.status.klass >= 4;
}

/** Whether a unit is an entry of a list. */
static inline gboolean rebound_text_is_list_entry(
	const struct rebound_text_reading *reading, const struct rebound_text_unit *unit)
{
	return unit->mention_count > 0 &&
	       rebound_text_mention(&reading->units, unit->mentions)->role == REBOUND_TEXT_LISTED;
}

/** Judge a text as a whole: whether something failed, whether the mail system still tries. Units
 * must be read. */
void rebound_text_judge(struct rebound_text_reading *reading);

/** Find the recipients that the text names where it is sure, else those that the subject names. */
void rebound_text_find_recipients(struct rebound_text_reading *reading);

/** The headers that say whom the returned message was for. NULL-terminated. */
extern const char *const rebound_text_returned_recipients[];

/** Find the mailboxes that an old system names without a domain, "550 ann... User unknown", among
 * those whom the returned message was for. */
void rebound_text_find_local_names(struct rebound_text_reading *reading);

/** Find the words that may be an address or more than one, "-ann@example.org", among those whom the
 * returned message was for. */
void rebound_text_find_known_names(struct rebound_text_reading *reading);

/** Find what each recipient was generated from. */
void rebound_text_find_former(struct rebound_text_reading *reading);

/** Add a recipient that is known from elsewhere. */
void rebound_text_add_recipient(struct rebound_text_reading *reading, const char *address);

/**
 * Whether the first sentence of a unit that names somebody says simply that he could not be
 * reached, and why: "The user ann@example.org does not exist.", "Mail to ann@example.org was
 * refused since there is no such user."
 *
 * @param object  the address is the object of a failure, or behind words that lead to one
 */
gboolean rebound_text_tells_why(const struct rebound_text_reading *reading,
	const struct rebound_text_mention *mention, gboolean object);

/** Whether an address may be what another one was rewritten to, both as keys: it is of the same
 * domain or of one below it. */
gboolean rebound_text_may_be_rewritten(const char *key, const char *other);
