/* SPDX-License-Identifier: MIT */
#include "core/base/foreign_words.h"

#include <string.h>

/* In the order of enum rebound_foreign. */
static const char *const words[REBOUND_REASON_COUNT][REBOUND_FOREIGN_COUNT] = {
	[REBOUND_REASON_MAILBOX_UNKNOWN] = {"bad-mailbox", "InvalidRecipient", "10",
		"Permanent/NoEmail", "userunknown"},
	[REBOUND_REASON_ADDRESS_INVALID] = {"bad-mailbox", "InvalidRecipient", "10",
		"Permanent/NoEmail", "userunknown"},
	[REBOUND_REASON_MAILBOX_DISABLED] = {"inactive-mailbox", "InactiveMailbox", "10",
		"Permanent/General", "suspend"},
	[REBOUND_REASON_MAILBOX_MOVED] = {"inactive-mailbox", "InactiveMailbox", "10",
		"Permanent/General", "hasmoved"},
	[REBOUND_REASON_MAILBOX_FULL] = {"quota-issues", "QuotaIssues", "22",
		"Transient/MailboxFull", "mailboxfull"},
	[REBOUND_REASON_DOMAIN_UNKNOWN] = {"bad-domain", "BadDomain", "10", "Permanent/General",
		"hostunknown, notaccept"},
	[REBOUND_REASON_DOMAIN_NO_MAIL] = {"bad-domain", "BadDomain", "10", "Permanent/General",
		"hostunknown, notaccept"},
	[REBOUND_REASON_GREYLISTED] = {"other", "TransientFailure", "20, 70", "Transient/General",
		"ratelimited"},
	[REBOUND_REASON_RATE_LIMITED] = {"other", "TransientFailure", "20, 70", "Transient/General",
		"ratelimited"},
	[REBOUND_REASON_SYSTEM_ERROR] = {"bad-configuration, quota-issues",
		"BadConfiguration, QuotaIssues", "20, 40", "Transient/General",
		"systemerror, mailererror, systemfull"},
	[REBOUND_REASON_SYSTEM_FULL] = {"bad-configuration, quota-issues",
		"BadConfiguration, QuotaIssues", "20, 40", "Transient/General",
		"systemerror, mailererror, systemfull"},
	[REBOUND_REASON_NETWORK_ERROR] = {"no-answer-from-host, bad-connection, routing-errors",
		"NoAnswerFromHost, BadConnection, DNSFailure, RoutingErrors", "20, 21, 24",
		"Transient/General", "networkerror"},
	[REBOUND_REASON_DNS_ERROR] = {"no-answer-from-host, bad-connection, routing-errors",
		"NoAnswerFromHost, BadConnection, DNSFailure, RoutingErrors", "20, 21, 24",
		"Transient/General", "networkerror"},
	[REBOUND_REASON_ROUTING_LOOP] = {"no-answer-from-host, bad-connection, routing-errors",
		"NoAnswerFromHost, BadConnection, DNSFailure, RoutingErrors", "20, 21, 24",
		"Transient/General", "networkerror"},
	[REBOUND_REASON_EXPIRED] = {"message-expired", "MessageExpired", "24", "Transient/General",
		"expired"},
	[REBOUND_REASON_AUTH_FAILED] = {"policy-related", "AuthenticationFailed", "50",
		"Transient/General", "authfailure"},
	[REBOUND_REASON_AUTH_REQUIRED] = {"policy-related", "AuthenticationFailed, PolicyRelated",
		"50", "Transient/General", "securityerror, failedstarttls"},
	[REBOUND_REASON_TLS_REQUIRED] = {"policy-related", "AuthenticationFailed, PolicyRelated",
		"50", "Transient/General", "securityerror, failedstarttls"},
	[REBOUND_REASON_SENDER_REJECTED] = {"invalid-sender", "InvalidSender", "50",
		"Transient/General", "rejected"},
	[REBOUND_REASON_SENDING_HOST_REJECTED] = {"policy-related", "PolicyRelated", "50",
		"Transient/General", "requireptr"},
	[REBOUND_REASON_REPUTATION_BLOCK] = {"spam-related", "SpamBlock", "51", "Transient/General",
		"blocked, badreputation"},
	[REBOUND_REASON_RELAY_DENIED] = {"relaying-issues", "RelayDenied", "54",
		"Transient/General", "norelaying"},
	[REBOUND_REASON_TOO_MANY_RECIPIENTS] = {"protocol-errors",
		"TooManyRecipients, ProtocolErrors", "20, 40", "Transient/General", "syntaxerror"},
	[REBOUND_REASON_PROTOCOL_ERROR] = {"protocol-errors", "TooManyRecipients, ProtocolErrors",
		"20, 40", "Transient/General", "syntaxerror"},
	[REBOUND_REASON_MESSAGE_TOO_BIG] = {"policy-related", "QuotaIssues", "23",
		"Transient/MessageTooLarge", "emailtoolarge"},
	[REBOUND_REASON_SPAM_CONTENT] = {"spam-related", "SpamContent", "52",
		"Transient/ContentRejected", "spamdetected"},
	[REBOUND_REASON_CONTENT_REJECTED] = {"content-related",
		"ContentRelated, ProhibitedAttachment", "53", "Transient/ContentRejected",
		"contenterror, notcompliantrfc"},
	[REBOUND_REASON_VIRUS] = {"virus-related", "VirusRelated", "52",
		"Transient/ContentRejected", "virusdetected"},
	[REBOUND_REASON_RECIPIENT_RESTRICTED] = {"policy-related", "PolicyRelated", "50",
		"Transient/General", "filtered, policyviolation"},
	[REBOUND_REASON_POLICY_REJECTED] = {"policy-related", "PolicyRelated", "50",
		"Transient/General", "filtered, policyviolation"},
	[REBOUND_REASON_UPSTREAM_SUPPRESSED] = {"other", "Uncategorized", "25",
		"Permanent/Suppressed", "suppressed"},
	[REBOUND_REASON_UNKNOWN] = {"other", "Uncategorized", "1", "Undetermined",
		"onhold, undefined"},
};

static const char *const names[REBOUND_FOREIGN_COUNT] = {
	"PowerMTA", "KumoMTA", "SparkPost", "Amazon SES", "Sisimai"};

const char *rebound_foreign_name(enum rebound_foreign system)
{
	return (guint)system < REBOUND_FOREIGN_COUNT ? names[system] : NULL;
}

const char *rebound_foreign_words(enum rebound_foreign system, enum rebound_reason reason)
{
	if ((guint)system >= REBOUND_FOREIGN_COUNT || (guint)reason >= REBOUND_REASON_COUNT)
		return NULL;
	return words[reason][system];
}

/* Whether a list of words holds one. */
static gboolean holds(const char *list, const char *word)
{
	gsize len = strlen(word);

	while (list != NULL) {
		const char *end = strchrnul(list, ',');

		if ((gsize)(end - list) == len && g_ascii_strncasecmp(list, word, len) == 0)
			return TRUE;
		list = *end == ',' ? end + 2 : NULL;
	}
	return FALSE;
}

gboolean rebound_foreign_read(const char *word, enum rebound_reason *reason)
{
	guint meanings = 0, suppressing = 0;

	for (guint i = 0; *word != '\0' && i < REBOUND_REASON_COUNT; i++) {
		gboolean found = FALSE;

		for (guint k = 0; k < REBOUND_FOREIGN_COUNT; k++)
			found = found || holds(words[i][k], word);
		if (!found)
			continue;
		if (meanings++ == 0)
			*reason = (enum rebound_reason)i;
		suppressing += rebound_reason_may_suppress((enum rebound_reason)i) ? 1 : 0;
	}
	if (suppressing > 0 && suppressing < meanings)
		*reason = REBOUND_REASON_UNKNOWN;
	return meanings > 0;
}
