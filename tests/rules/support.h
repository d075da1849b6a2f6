/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/rules/ruleset.h"
#include "core/smtp/status.h"

/**
 * @file
 * What the tests of the rules share: reports made by hand, so that no reader stands between.
 */

/** A report of one failed recipient; its fields are set freely before it is classified. */
struct one {
	struct rebound_arena *arena;
	struct rebound_recipient recipient;
	struct rebound_report report;
};

static inline void one_init(struct one *one, const char *text, const char *status, int reply)
{
	memset(one, 0, sizeof(*one));
	one->arena = rebound_arena_new();
	one->recipient.kind = REBOUND_KIND_FAILURE;
	one->recipient.text = text;
	one->recipient.address = "ann@example.org";
	if (status != NULL)
		one->recipient.status = rebound_status_read(status, strlen(status), NULL, NULL);
	one->recipient.reply = reply;
	one->report.kind = REBOUND_KIND_FAILURE;
	one->report.format = REBOUND_FORMAT_DSN;
	one->report.reader = "dsn";
	one->report.recipients = &one->recipient;
	one->report.recipient_count = 1;
}

static inline void one_clear(struct one *one)
{
	rebound_arena_free(one->arena);
}

/** Load cards from text; a mistake in them fails the test. */
static inline struct rebound_ruleset *load_cards(const char *text)
{
	GError *error = NULL;
	struct rebound_ruleset *ruleset = rebound_ruleset_load_text("mine.lua", text, &error);

	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "no error set" : error->message);
	return ruleset;
}

/** Classify; the verdict is the recipient's. */
static inline const struct rebound_verdict *classify_one(struct rebound_ruleset *ruleset, struct one *one)
{
	rebound_ruleset_classify(ruleset, &one->report, one->arena);
	return &one->recipient.verdict;
}
