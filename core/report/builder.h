/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"

/**
 * @file
 * A report while it is being read. Every string that is put in goes through the guards here: text
 * becomes a safe line, an address is a valid one or only address_as_given.
 */

struct rebound_builder {
	struct rebound_arena *arena; /**< of the message; the strings live there */
	struct rebound_report *report;
	GArray *recipients; /**< struct rebound_recipient */
	GPtrArray *faults;  /**< const char *, static or in the arena */
};

void rebound_builder_init(struct rebound_builder *builder);
void rebound_builder_clear(struct rebound_builder *builder);

/** Begin a report in an arena; what was there before is dropped. */
void rebound_builder_start(struct rebound_builder *builder, struct rebound_arena *arena);

/** Note damage once, by a static name such as "missing-blank-line". */
void rebound_builder_fault(struct rebound_builder *builder, const char *name);

/** A new recipient's entry, all empty; NULL over the limit of recipients (a fault is noted). Good
 * until the next. */
struct rebound_recipient *rebound_builder_recipient(struct rebound_builder *builder);

/** Put a safe line of text into a field, cut at REBOUND_LIMIT_FIELD_BYTES (a fault is noted); empty
 * text leaves NULL. */
const char *rebound_builder_line(struct rebound_builder *builder, const char *text, gsize len);

/** The same, cut at REBOUND_LIMIT_DIAGNOSTIC_BYTES. */
const char *rebound_builder_diagnostic(
	struct rebound_builder *builder, const char *text, gsize len);

/**
 * An address that may be acted upon.
 *
 * Refuses what is no valid address (see rebound_address_read()), and what is valid in form but
 * names an entry of a directory and no mailbox (IMCEAEX and its kin).
 *
 * @return the address in the arena, or NULL
 */
const char *rebound_builder_address(struct rebound_builder *builder, const char *text, gsize len);

/** Narrow a text down to its address in brackets where a person's name stands before that, "Ann
 * <ann@example.org>"; any other text, such as a command, stays as it is. */
void rebound_builder_cut_name(const char **text, gsize *len);

/** Set the recipient's address; where the text is no address, only address_as_given, and a fault.
 */
void rebound_builder_set_address(struct rebound_builder *builder,
	struct rebound_recipient *recipient, const char *text, gsize len);

/**
 * Set text, and from it what is still missing: reply, status, command, remote MTA (see
 * rebound_reply_read()).
 */
void rebound_builder_set_text(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const char *text, gsize len);

/**
 * Bring Action, Status, diagnostic and reply of a recipient together by rules W1 to W6 (the milder
 * class wins, the more specific code wins, nothing is invented) and set kind and status.
 *
 * A kind that was set before stands where there is neither an Action nor a Status field; where
 * there is none either, it becomes a failure.
 */
void rebound_builder_reconcile(
	struct rebound_builder *builder, struct rebound_recipient *recipient);

/**
 * Finish: recipients that are the same twice become one, the gravest kind of those that are not
 * nested becomes the message's, faults are sorted.
 */
void rebound_builder_finish(struct rebound_builder *builder);
