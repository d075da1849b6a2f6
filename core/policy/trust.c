/* SPDX-License-Identifier: MIT */
#include "core/policy/trust.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/policy/card.h"
#include "core/policy/guard.h"
#include "core/smtp/address.h"
#include "core/smtp/authentication.h"
#include "core/smtp/envelope.h"

#define SHOWN_BYTES 80 /* of a stranger's domain */

/* Whose the returned message is, by its own headers. */
enum whose {
	UNKNOWN, /* it does not say, or nothing is known of what is our own */
	OWN,
	FOREIGN,
};

/* One judgement while it is made. */
struct judging {
	const struct rebound_policy *policy;
	const struct rebound_settings *settings;
	const struct rebound_report *report;
	const struct rebound_recipient *recipient;
	struct rebound_arena *arena;
	struct rebound_token token;
	struct rebound_trusting *trusting;
};

/* The domain of an address, or the right side of a Message-ID. */
static const char *domain_of(const char *text)
{
	const char *at = text != NULL ? strrchr(text, '@') : NULL;

	return at != NULL ? at + 1 : NULL;
}

gboolean rebound_policy_is_own(const struct rebound_settings *settings, const char *text)
{
	if (text == NULL)
		return FALSE;
	for (const char *const *own = settings->own_addresses; *own != NULL; own++)
		if (rebound_address_equal(text, *own))
			return TRUE;
	return rebound_guard_is_own_domain(settings, domain_of(text));
}

/*
 * The Message-ID decides, where it has a domain: whoever forges a sender takes an address of ours,
 * but his software makes the Message-ID. *mark is what it was seen by.
 */
static enum whose whose_message(const struct judging *judging, const char **mark)
{
	const struct rebound_settings *settings = judging->settings;
	const struct rebound_original *original = &judging->report->original;
	const char *domain = domain_of(original->message_id);

	*mark = NULL;
	if (settings->own_domains[0] == NULL && settings->own_addresses[0] == NULL)
		return UNKNOWN;
	if (settings->own_domains[0] != NULL && domain != NULL && strchr(domain, '.') != NULL) {
		*mark = rebound_arena_printf(judging->arena,
			"its returned message has a Message-ID of %s",
			rebound_text_line(judging->arena, domain, strlen(domain), SHOWN_BYTES));
		return rebound_guard_is_own_domain(settings, domain) ? OWN : FOREIGN;
	}
	if (rebound_policy_is_own(settings, original->from) ||
		rebound_policy_is_own(settings, original->return_path))
		return OWN;
	const char *sender = original->from != NULL ? original->from : original->return_path;
	if (sender == NULL || *sender == '\0')
		return UNKNOWN;
	*mark = rebound_arena_printf(judging->arena, "its returned message is from %s", sender);
	return FOREIGN;
}

/* Whether a header stands above the first Received, which our own mail server wrote. */
static gboolean is_above_received(const struct rebound_report *report, const char *address)
{
	for (guint i = 0; i < report->header_count; i++) {
		const struct rebound_header *header = &report->headers[i];

		if (g_ascii_strcasecmp(header->name, "Received") == 0)
			return FALSE;
		if (g_ascii_strcasecmp(header->name, "To") != 0 &&
			strstr(header->value, address) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* Whether the address that the bounce came to names the recipient. */
static gboolean verp_agrees(const struct judging *judging)
{
	const char *came_to = judging->report->envelope_recipient;
	const struct rebound_recipient *recipient = judging->recipient;

	if (came_to == NULL || !is_above_received(judging->report, came_to))
		return FALSE;
	const char *named = rebound_envelope_verp_recipient(judging->arena, came_to);
	return named != NULL &&
	       ((recipient->address != NULL && rebound_address_equal(named, recipient->address)) ||
		       (recipient->original_address != NULL &&
			       rebound_address_equal(named, recipient->original_address)));
}

/* Reports that say something of a message that somebody sent; a request to leave a list returns
 * none. */
static gboolean is_about_message(const struct judging *judging)
{
	switch (judging->recipient->kind) {
	case REBOUND_KIND_FAILURE:
	case REBOUND_KIND_DELAY:
	case REBOUND_KIND_SUCCESS:
	case REBOUND_KIND_COMPLAINT:
		return TRUE;
	default:
		return FALSE;
	}
}

static void judge_by_marks(struct judging *judging)
{
	struct rebound_trusting *trusting = judging->trusting;
	const char *mark;
	enum whose whose = whose_message(judging, &mark);

	if (whose == OWN || verp_agrees(judging)) {
		trusting->trust = REBOUND_TRUST_PLAIN;
	} else if (whose == FOREIGN && is_about_message(judging)) {
		trusting->trust = REBOUND_TRUST_NOT_OURS;
		trusting->why = rebound_arena_printf(judging->arena, "not ours: %s", mark);
	}
}

static gboolean same(const char *a, const char *b)
{
	return a != NULL && b != NULL && rebound_address_equal(a, b);
}

/* "ann@mail.example.org" is how a mail system may call ann@example.org within. */
static gboolean is_inner_name(const char *address, const char *recipient)
{
	const char *inner = domain_of(address), *outer = domain_of(recipient);
	gsize inner_len = strlen(inner), outer_len = strlen(outer);
	gsize user = (gsize)(inner - address);

	return user == (gsize)(outer - recipient) &&
	       g_ascii_strncasecmp(address, recipient, user) == 0 && inner_len > outer_len &&
	       inner[inner_len - outer_len - 1] == '.' &&
	       g_ascii_strcasecmp(inner + inner_len - outer_len, outer) == 0;
}

/* Whether the report's entry is about the recipient of the token. */
static gboolean is_about(const struct judging *judging, const char *recipient)
{
	const struct rebound_recipient *one = judging->recipient;

	if (same(one->address, recipient) || same(one->original_address, recipient))
		return TRUE;
	if (judging->report->recipient_count > 1 || one->original_address != NULL)
		return FALSE;
	return one->address == NULL || is_inner_name(one->address, recipient);
}

static const char *spell(const struct judging *judging, const char *recipient)
{
	const struct rebound_recipient *one = judging->recipient;

	if (same(one->original_address, recipient))
		return rebound_arena_string(judging->arena, one->original_address);
	if (same(one->address, recipient))
		return rebound_arena_string(judging->arena, one->address);
	return rebound_address_key(judging->arena, recipient);
}

/* The token is right: what it says of time and recipient. */
static void judge_by_token(struct judging *judging)
{
	const struct rebound_token *token = &judging->token;
	struct rebound_trusting *trusting = judging->trusting;
	char ended[REBOUND_CLOCK_TIME_SIZE];
	gboolean about = is_about(judging, token->recipient);

	if (!about && judging->report->recipient_count > 1) {
		trusting->trust = REBOUND_TRUST_NOT_OURS;
		trusting->why = rebound_arena_printf(judging->arena,
			"no effect: its token is for %s, and not for this address",
			token->recipient);
		return;
	}
	trusting->address = spell(judging, token->recipient);
	if (token->state != REBOUND_TOKEN_VALID)
		trusting->why = rebound_arena_printf(judging->arena,
			token->state == REBOUND_TOKEN_EXPIRED ? "its token expired at %s"
							      : "the key of its token ended at %s",
			rebound_clock_write_time(token->ended, ended));
	else if (!about)
		trusting->why = rebound_arena_printf(judging->arena,
			"its token is for %s, and the report names %s: perhaps the mail was passed "
			"on",
			token->recipient,
			judging->recipient->address != NULL ? judging->recipient->address
							    : judging->recipient->original_address);
	else
		trusting->trust = REBOUND_TRUST_VERIFIED;
}

/* There is a key, and no right token. */
static void judge_without_token(struct judging *judging)
{
	struct rebound_trusting *trusting = judging->trusting;
	const char *mark, *token = judging->token.state == REBOUND_TOKEN_WRONG
					   ? "its token is wrong"
					   : "it bears no token";
	enum whose whose = whose_message(judging, &mark);

	if (whose == OWN || !is_about_message(judging)) {
		trusting->trust = whose == OWN ? REBOUND_TRUST_PLAIN : REBOUND_TRUST_NONE;
		trusting->why = token;
		return;
	}
	trusting->trust = REBOUND_TRUST_NOT_OURS;
	trusting->why = rebound_arena_printf(judging->arena, "not ours: %s%s%s", token,
		mark != NULL ? ", and " : "", mark != NULL ? mark : "");
}

/*
 * A hint for the person who looks at a proposal. It changes no trust: bounces are rarely signed,
 * and the topmost header is only ours if our server wrote one for this mail.
 */
static void add_hint(struct judging *judging)
{
	const struct rebound_report *report = judging->report;
	const char *server = judging->settings->authserv_id;
	struct rebound_trusting *trusting = judging->trusting;

	if (server == NULL || trusting->trust < REBOUND_TRUST_NONE ||
		trusting->trust > REBOUND_TRUST_PLAIN)
		return;
	const char *results = rebound_header_find(
		report->headers, report->header_count, "Authentication-Results");
	if (results == NULL ||
		rebound_authentication_read(results, server, NULL) != REBOUND_AUTHENTICATION_FAIL)
		return;
	trusting->why = rebound_arena_printf(judging->arena,
		"%s%s%s says that its sender is forged", trusting->why != NULL ? trusting->why : "",
		trusting->why != NULL ? "; " : "", server);
}

void rebound_policy_judge(const struct rebound_policy *policy, const struct rebound_report *report,
	guint recipient, gint64 time, const struct rebound_policy_context *context,
	struct rebound_arena *arena, struct rebound_trusting *trusting)
{
	struct judging judging = {.policy = policy,
		.settings = &policy->settings,
		.report = report,
		.recipient = &report->recipients[recipient],
		.arena = arena,
		.trusting = trusting};

	*trusting = (struct rebound_trusting){.trust = REBOUND_TRUST_NONE};
	if (context->trust_source) {
		trusting->trust = REBOUND_TRUST_SOURCE;
		return;
	}
	if (policy->settings.keys == NULL) {
		judge_by_marks(&judging);
	} else {
		rebound_policy_find_token(policy, report, recipient, time, arena, &judging.token);
		if (judging.token.state >= REBOUND_TOKEN_KEY_ENDED)
			judge_by_token(&judging);
		else
			judge_without_token(&judging);
	}
	add_hint(&judging);
}
