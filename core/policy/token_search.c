/* SPDX-License-Identifier: MIT */
#include "core/policy/trust.h"

#include <string.h>

#include "core/mail/envelope_headers.h"
#include "core/policy/card.h"

/*
 * A mail with a token has one recipient. A report may name some more, where an alias stood for
 * several; what is behind these is not looked at, so that the search stays cheap.
 */
enum { MOST_RECIPIENTS = 32, MOST_CANDIDATES = 4 };

static const char *const incoming_headers[] = {
	"To",
	"Received",
};

static const char *const returned_headers[] = {
	REBOUND_TOKEN_HEADER,
	"Return-Path",
	"Message-ID",
	"Errors-To",
	"Sender",
	"From",
	"Reply-To",
};

/* One search. */
struct search {
	const struct rebound_policy *policy;
	const char *candidates[MOST_CANDIDATES + 1];
	gint64 time;
	struct rebound_arena *arena;
	struct rebound_token *best;
};

/* TRUE where a valid one was found, so that there is no better one. */
static gboolean look(struct search *search, const char *text)
{
	struct rebound_token token;

	if (text == NULL)
		return FALSE;
	rebound_token_check(search->policy->keys, text, search->candidates, search->time,
		search->arena, &token);
	if (token.state > search->best->state)
		*search->best = token;
	return token.state == REBOUND_TOKEN_VALID;
}

/* Of each name the topmost header only: the next ones may have come with the mail. */
static gboolean look_at_headers(struct search *search, const struct rebound_header *headers,
	guint count, const char *const *names, gsize name_count)
{
	guint seen = 0;

	for (guint i = 0; i < count; i++)
		for (gsize j = 0; j < name_count; j++) {
			if ((seen & 1U << j) != 0 ||
				g_ascii_strcasecmp(headers[i].name, names[j]) != 0)
				continue;
			seen |= 1U << j;
			if (look(search, headers[i].value))
				return TRUE;
		}
	return FALSE;
}

static void add_candidate(struct search *search, const char *address)
{
	guint count = 0;

	while (search->candidates[count] != NULL)
		count++;
	if (address != NULL && count < MOST_CANDIDATES)
		search->candidates[count] = address;
}

void rebound_policy_find_token(const struct rebound_policy *policy,
	const struct rebound_report *report, guint recipient, gint64 time,
	struct rebound_arena *arena, struct rebound_token *token)
{
	const struct rebound_original *original = &report->original;
	const struct rebound_recipient *one = &report->recipients[recipient];
	struct search search = {.policy = policy, .time = time, .arena = arena, .best = token};

	*token = (struct rebound_token){.state = REBOUND_TOKEN_NONE};
	if (policy->keys == NULL || recipient >= MOST_RECIPIENTS)
		return;
	add_candidate(&search, one->address);
	add_candidate(&search, one->original_address);
	add_candidate(&search, original->to);
	(void)(look(&search, report->envelope_recipient) ||
		look_at_headers(&search, report->headers, report->header_count,
			rebound_envelope_headers, REBOUND_DELIVERY_HEADERS) ||
		look_at_headers(&search, report->headers, report->header_count, incoming_headers,
			G_N_ELEMENTS(incoming_headers)) ||
		look(&search, original->return_path) || look(&search, original->message_id) ||
		look_at_headers(&search, report->original_headers, report->original_header_count,
			returned_headers, G_N_ELEMENTS(returned_headers)) ||
		look(&search, report->envelope_id) || look(&search, report->envelope_id_alt) ||
		look(&search, report->feedback.original_mail_from) ||
		look(&search, report->feedback.original_envelope_id));
}
