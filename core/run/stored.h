/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/rules/ruleset.h"
#include "core/store/store.h"

/**
 * @file
 * Stored events under the rules of today: an event keeps what its mail said as a record, so the
 * mail itself is not needed again.
 */

/**
 * Read an event's record and classify it. One that is kept in part (core/run/kept.h) stays with the
 * verdict that it has, and so does an attempt that nobody explained.
 *
 * @return a report of one recipient in the arena; NULL where the event has no record that this
 *         program can read
 */
struct rebound_report *rebound_stored_classify(struct rebound_ruleset *ruleset,
	const struct rebound_event *event, struct rebound_arena *arena);

/** What a recipient's entry says, for people: its text, else the notice; "" for neither. */
const char *rebound_stored_text(const struct rebound_recipient *recipient);

/** Load rules by the name that an option gives: "shipped" names the built-in ones. */
struct rebound_ruleset *rebound_stored_rules(const char *name, GError **error);
