/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/cli/json.h"
#include "core/policy/counted.h"
#include "core/policy/policy.h"
#include "core/rules/knowledge.h"
#include "core/rules/ruleset.h"
#include "core/store/store.h"

/**
 * @file
 * What `rebound explain` knows of one recipient's entry, gathered once and shown to people or as
 * JSON.
 */

/** How many events of an address are shown. */
#define REBOUND_EXPLAIN_EVENTS 5

struct rebound_explainer {
	struct rebound_ruleset *ruleset;
	struct rebound_policy *policy;
	struct rebound_knowledge *knowledge;
	struct rebound_store *store;
	struct rebound_arena *arena;
	struct rebound_json *json; /**< NULL: for people */
};

/** An earlier event of the same address. */
struct rebound_explained_event {
	gint64 id, time;
	enum rebound_kind kind;
	enum rebound_reason reason;
	const char *decision; /**< in the arena; NULL where none is kept */
};

struct rebound_explanation {
	const char *given;  /**< what was asked about: a line, a code, a path; one safe line */
	gboolean is_code;   /**< nothing but a code was given */
	gboolean any_class; /**< the code begins with x */
	gboolean is_line;   /**< a server's reply and no mail: the sender's own word */
	const struct rebound_event *stored; /**< the event that was asked about, or NULL */
	gboolean in_part; /**< it is kept in part (core/run/kept.h): no rule looked at it again */
	const struct rebound_report *report;
	const struct rebound_recipient *recipient; /**< NULL: the mail is about nobody */
	const char *reply_words, *status_words;	   /**< NULL where there is no code */
	const struct rebound_reason_words *words;  /**< NULL where no reason applies */
	GArray *matches;			   /**< struct rebound_match, the winner first */
	const char *policy_words, *policy_at;	   /**< what its card says; NULL for none */
	gboolean decided;			   /**< event, decision and counted hold */
	struct rebound_event event;
	struct rebound_decision decision;
	struct rebound_counted counted;
	GArray *events; /**< struct rebound_explained_event, the newest first */
	guint more;	/**< events beyond those */
};

/** Gather what is known of a recipient that is classified; FALSE with error set where the store
 * failed. */
gboolean rebound_explain_gather(const struct rebound_explainer *explainer,
	const struct rebound_report *report, guint recipient,
	struct rebound_explanation *explanation, GError **error);
void rebound_explanation_clear(struct rebound_explanation *explanation);

/** Show it to people, and as a line of JSON. */
void rebound_explain_print(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation);
void rebound_explain_json(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation);

/** Meaning, causes, what to do: of a reason by itself. */
void rebound_explain_print_words(const struct rebound_reason_words *words);
void rebound_explain_json_words(
	struct rebound_json *json, const struct rebound_reason_words *words);

/** Whose trouble it is, as a sentence. */
const char *rebound_explain_fault(enum rebound_fault fault);

/** What a card of the policy does, and where it stands: as rebound_policy_describe() gives them. */
void rebound_explain_print_card(
	const struct rebound_explainer *explainer, const char *words, const char *at);

/** A heading, and a paragraph below it; printf. */
void rebound_explain_heading(const char *heading);
void rebound_explain_line(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** A path or a text of the user's own files, made fit for a terminal; "" for NULL. In the arena. */
const char *rebound_explain_safe(const struct rebound_explainer *explainer, const char *text);

/**
 * What the database knows of one address: whether it is suppressed, by which rule and event, what
 * stood before, what happened, and what is to be sent again.
 *
 * @param address  as rebound_address_read() gives it
 * @return an exit code; a failure of the store has been told
 */
int rebound_explain_address(const struct rebound_explainer *explainer, const char *address);
