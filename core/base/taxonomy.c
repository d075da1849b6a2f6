/* SPDX-License-Identifier: MIT */
#include <rebound/taxonomy.h>

#include <rebound/report.h>
#include <string.h>

#define ADDRESS	  REBOUND_FAULT_ADDRESS
#define DOMAIN	  REBOUND_FAULT_DOMAIN
#define RECEIVER  REBOUND_FAULT_RECEIVER
#define NETWORK	  REBOUND_FAULT_NETWORK
#define SENDER	  REBOUND_FAULT_SENDER
#define MESSAGE	  REBOUND_FAULT_MESSAGE
#define POLICY	  REBOUND_FAULT_POLICY
#define LIST	  REBOUND_FAULT_LIST
#define TEMPORARY REBOUND_PERMANENCE_TEMPORARY
#define PERMANENT REBOUND_PERMANENCE_PERMANENT

struct reason {
	const char *name;
	enum rebound_fault fault;
	enum rebound_permanence permanence;
	enum rebound_advice advice; /* for a permanent failure */
};

static const char *const kinds[REBOUND_KIND_COUNT] = {
	[REBOUND_KIND_OTHER] = "other",
	[REBOUND_KIND_UNRECOGNIZED] = "unrecognized",
	[REBOUND_KIND_AUTO_REPLY] = "auto_reply",
	[REBOUND_KIND_CHALLENGE] = "challenge",
	[REBOUND_KIND_DISPOSITION] = "disposition",
	[REBOUND_KIND_UNSUBSCRIBE] = "unsubscribe",
	[REBOUND_KIND_INFORMATION] = "information",
	[REBOUND_KIND_SUCCESS] = "success",
	[REBOUND_KIND_DELAY] = "delay",
	[REBOUND_KIND_COMPLAINT] = "complaint",
	[REBOUND_KIND_FAILURE] = "failure",
};

static const char *const permanences[REBOUND_PERMANENCE_COUNT] = {
	[REBOUND_PERMANENCE_UNKNOWN] = "unknown",
	[REBOUND_PERMANENCE_TEMPORARY] = "temporary",
	[REBOUND_PERMANENCE_PERMANENT] = "permanent",
};

static const char *const faults[REBOUND_FAULT_COUNT] = {
	[REBOUND_FAULT_NONE] = "none",
	[REBOUND_FAULT_ADDRESS] = "address",
	[REBOUND_FAULT_DOMAIN] = "domain",
	[REBOUND_FAULT_RECEIVER] = "receiver",
	[REBOUND_FAULT_NETWORK] = "network",
	[REBOUND_FAULT_SENDER] = "sender",
	[REBOUND_FAULT_MESSAGE] = "message",
	[REBOUND_FAULT_POLICY] = "policy",
	[REBOUND_FAULT_LIST] = "list",
};

static const char *const advices[REBOUND_ADVICE_COUNT] = {
	[REBOUND_ADVICE_NONE] = "none",
	[REBOUND_ADVICE_SUPPRESS] = "suppress",
	[REBOUND_ADVICE_RETRY] = "retry",
	[REBOUND_ADVICE_FIX_SENDER] = "fix_sender",
	[REBOUND_ADVICE_FIX_MESSAGE] = "fix_message",
	[REBOUND_ADVICE_REVIEW] = "review",
};

static const char *const formats[REBOUND_FORMAT_COUNT] = {
	[REBOUND_FORMAT_NONE] = "none",
	[REBOUND_FORMAT_DSN] = "dsn",
	[REBOUND_FORMAT_ARF] = "arf",
	[REBOUND_FORMAT_MDN] = "mdn",
	[REBOUND_FORMAT_QSBMF] = "qsbmf",
	[REBOUND_FORMAT_JSON] = "json",
	[REBOUND_FORMAT_TEXT] = "text",
};

/* clang-format off */
#define ROW(value, name, fault, permanence, advice) \
	[REBOUND_REASON_##value] = {name, fault, permanence, REBOUND_ADVICE_##advice}
static const struct reason reasons[REBOUND_REASON_COUNT] = {
	[REBOUND_REASON_NONE] = {NULL, REBOUND_FAULT_NONE, REBOUND_PERMANENCE_NONE, REBOUND_ADVICE_NONE},
	ROW(MAILBOX_UNKNOWN,       "mailbox_unknown",       ADDRESS,  PERMANENT, SUPPRESS),
	ROW(ADDRESS_INVALID,       "address_invalid",       ADDRESS,  PERMANENT, SUPPRESS),
	ROW(MAILBOX_DISABLED,      "mailbox_disabled",      ADDRESS,  PERMANENT, SUPPRESS),
	ROW(MAILBOX_MOVED,         "mailbox_moved",         ADDRESS,  PERMANENT, SUPPRESS),
	ROW(MAILBOX_FULL,          "mailbox_full",          ADDRESS,  TEMPORARY, RETRY),
	ROW(DOMAIN_UNKNOWN,        "domain_unknown",        DOMAIN,   PERMANENT, SUPPRESS),
	ROW(DOMAIN_NO_MAIL,        "domain_no_mail",        DOMAIN,   PERMANENT, SUPPRESS),
	ROW(GREYLISTED,            "greylisted",            RECEIVER, TEMPORARY, RETRY),
	ROW(RATE_LIMITED,          "rate_limited",          RECEIVER, TEMPORARY, RETRY),
	ROW(SYSTEM_ERROR,          "system_error",          RECEIVER, TEMPORARY, RETRY),
	ROW(SYSTEM_FULL,           "system_full",           RECEIVER, TEMPORARY, RETRY),
	ROW(NETWORK_ERROR,         "network_error",         NETWORK,  TEMPORARY, RETRY),
	ROW(DNS_ERROR,             "dns_error",             NETWORK,  TEMPORARY, RETRY),
	ROW(ROUTING_LOOP,          "routing_loop",          NETWORK,  TEMPORARY, REVIEW),
	ROW(EXPIRED,               "expired",               NETWORK,  TEMPORARY, RETRY),
	ROW(AUTH_FAILED,           "auth_failed",           SENDER,   PERMANENT, FIX_SENDER),
	ROW(AUTH_REQUIRED,         "auth_required",         SENDER,   PERMANENT, FIX_SENDER),
	ROW(SENDER_REJECTED,       "sender_rejected",       SENDER,   PERMANENT, FIX_SENDER),
	ROW(SENDING_HOST_REJECTED, "sending_host_rejected", SENDER,   PERMANENT, FIX_SENDER),
	ROW(REPUTATION_BLOCK,      "reputation_block",      SENDER,   PERMANENT, FIX_SENDER),
	ROW(RELAY_DENIED,          "relay_denied",          SENDER,   PERMANENT, FIX_SENDER),
	ROW(TLS_REQUIRED,          "tls_required",          SENDER,   PERMANENT, FIX_SENDER),
	ROW(TOO_MANY_RECIPIENTS,   "too_many_recipients",   SENDER,   PERMANENT, FIX_SENDER),
	ROW(PROTOCOL_ERROR,        "protocol_error",        SENDER,   PERMANENT, FIX_SENDER),
	ROW(MESSAGE_TOO_BIG,       "message_too_big",       MESSAGE,  PERMANENT, FIX_MESSAGE),
	ROW(SPAM_CONTENT,          "spam_content",          MESSAGE,  PERMANENT, FIX_MESSAGE),
	ROW(CONTENT_REJECTED,      "content_rejected",      MESSAGE,  PERMANENT, FIX_MESSAGE),
	ROW(VIRUS,                 "virus",                 MESSAGE,  PERMANENT, FIX_MESSAGE),
	ROW(RECIPIENT_RESTRICTED,  "recipient_restricted",  POLICY,   PERMANENT, REVIEW),
	ROW(POLICY_REJECTED,       "policy_rejected",       POLICY,   PERMANENT, REVIEW),
	ROW(UPSTREAM_SUPPRESSED,   "upstream_suppressed",   LIST,     PERMANENT, SUPPRESS),
	[REBOUND_REASON_UNKNOWN] = {"unknown", REBOUND_FAULT_NONE, REBOUND_PERMANENCE_UNKNOWN,
		REBOUND_ADVICE_REVIEW},
};
/* clang-format on */

/* A value that came out of a damaged record or a wrong cast must not read outside of a table. */
static const char *name_of(const char *const *names, int count, int value)
{
	return value >= 0 && value < count ? names[value] : NULL;
}

static int value_of(const char *const *names, int count, const char *name)
{
	for (int i = 0; name && i < count; i++)
		if (names[i] && strcmp(names[i], name) == 0)
			return i;
	return -1;
}

static const struct reason *row_of(enum rebound_reason reason)
{
	return (int)reason >= 0 && reason < REBOUND_REASON_COUNT ? &reasons[reason] : &reasons[0];
}

const char *rebound_kind_name(enum rebound_kind kind)
{
	return name_of(kinds, REBOUND_KIND_COUNT, (int)kind);
}

const char *rebound_permanence_name(enum rebound_permanence permanence)
{
	return name_of(permanences, REBOUND_PERMANENCE_COUNT, (int)permanence);
}

const char *rebound_fault_name(enum rebound_fault fault)
{
	return name_of(faults, REBOUND_FAULT_COUNT, (int)fault);
}

const char *rebound_reason_name(enum rebound_reason reason)
{
	return row_of(reason)->name;
}

const char *rebound_advice_name(enum rebound_advice advice)
{
	return name_of(advices, REBOUND_ADVICE_COUNT, (int)advice);
}

const char *rebound_format_name(enum rebound_format format)
{
	return name_of(formats, REBOUND_FORMAT_COUNT, (int)format);
}

gboolean rebound_kind_read(const char *name, enum rebound_kind *value)
{
	int found = value_of(kinds, REBOUND_KIND_COUNT, name);

	if (found < 0)
		return FALSE;
	*value = (enum rebound_kind)found;
	return TRUE;
}

gboolean rebound_permanence_read(const char *name, enum rebound_permanence *value)
{
	int found = value_of(permanences, REBOUND_PERMANENCE_COUNT, name);

	if (found < 0)
		return FALSE;
	*value = (enum rebound_permanence)found;
	return TRUE;
}

gboolean rebound_reason_read(const char *name, enum rebound_reason *value)
{
	for (int i = 0; name && i < REBOUND_REASON_COUNT; i++) {
		if (reasons[i].name && strcmp(reasons[i].name, name) == 0) {
			*value = (enum rebound_reason)i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean rebound_advice_read(const char *name, enum rebound_advice *value)
{
	int found = value_of(advices, REBOUND_ADVICE_COUNT, name);

	if (found < 0)
		return FALSE;
	*value = (enum rebound_advice)found;
	return TRUE;
}

enum rebound_fault rebound_reason_fault(enum rebound_reason reason)
{
	return row_of(reason)->fault;
}

enum rebound_permanence rebound_reason_permanence(enum rebound_reason reason)
{
	return row_of(reason)->permanence;
}

gboolean rebound_reason_may_suppress(enum rebound_reason reason)
{
	enum rebound_fault fault = rebound_reason_fault(reason);

	return (fault == ADDRESS || fault == DOMAIN) && reason != REBOUND_REASON_MAILBOX_FULL;
}

/* Reasons that are nobody's in particular: while they last for a time only, a retry may well pass.
 */
static gboolean may_pass_later(enum rebound_reason reason)
{
	enum rebound_fault fault = rebound_reason_fault(reason);

	return fault == ADDRESS || fault == DOMAIN || reason == REBOUND_REASON_UNKNOWN ||
	       reason == REBOUND_REASON_POLICY_REJECTED ||
	       reason == REBOUND_REASON_REPUTATION_BLOCK;
}

enum rebound_advice rebound_reason_advice(
	enum rebound_reason reason, enum rebound_permanence permanence)
{
	enum rebound_advice advice = row_of(reason)->advice;

	if (permanence == TEMPORARY && may_pass_later(reason))
		return REBOUND_ADVICE_RETRY;
	if (advice == REBOUND_ADVICE_SUPPRESS && permanence != PERMANENT)
		return REBOUND_ADVICE_REVIEW;
	return advice;
}
