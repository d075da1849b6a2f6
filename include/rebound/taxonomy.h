/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/error.h>

/**
 * @file
 * The words of a verdict: kinds, permanence, reasons, faults and advice. Names are stable: more
 * may be added, none is renamed. The numbers are not stable, only the names are.
 */

/** What a message, or one recipient's entry in it, is. */
enum rebound_kind {
	REBOUND_KIND_OTHER,	   /**< an ordinary mail */
	REBOUND_KIND_UNRECOGNIZED, /**< looks like a bounce, could not be understood */
	REBOUND_KIND_AUTO_REPLY,
	REBOUND_KIND_CHALLENGE,
	REBOUND_KIND_DISPOSITION,
	REBOUND_KIND_UNSUBSCRIBE,
	REBOUND_KIND_INFORMATION, /**< a reply that reports nothing; never a message's kind */
	REBOUND_KIND_SUCCESS,
	REBOUND_KIND_DELAY,
	REBOUND_KIND_COMPLAINT,
	REBOUND_KIND_FAILURE, /**< the gravest: a message has the gravest kind of its recipients */
	REBOUND_KIND_COUNT
};

enum rebound_permanence {
	REBOUND_PERMANENCE_NONE, /**< does not apply (a success, an information) */
	REBOUND_PERMANENCE_UNKNOWN,
	REBOUND_PERMANENCE_TEMPORARY,
	REBOUND_PERMANENCE_PERMANENT,
	REBOUND_PERMANENCE_COUNT
};

/** Whose trouble a reason is. */
enum rebound_fault {
	REBOUND_FAULT_NONE,
	REBOUND_FAULT_ADDRESS,
	REBOUND_FAULT_DOMAIN,
	REBOUND_FAULT_RECEIVER,
	REBOUND_FAULT_NETWORK,
	REBOUND_FAULT_SENDER,
	REBOUND_FAULT_MESSAGE,
	REBOUND_FAULT_POLICY,
	REBOUND_FAULT_LIST,
	REBOUND_FAULT_COUNT
};

enum rebound_reason {
	REBOUND_REASON_NONE, /**< does not apply; printed as null */
	REBOUND_REASON_MAILBOX_UNKNOWN,
	REBOUND_REASON_ADDRESS_INVALID,
	REBOUND_REASON_MAILBOX_DISABLED,
	REBOUND_REASON_MAILBOX_MOVED,
	REBOUND_REASON_MAILBOX_FULL,
	REBOUND_REASON_DOMAIN_UNKNOWN,
	REBOUND_REASON_DOMAIN_NO_MAIL,
	REBOUND_REASON_GREYLISTED,
	REBOUND_REASON_RATE_LIMITED,
	REBOUND_REASON_SYSTEM_ERROR,
	REBOUND_REASON_SYSTEM_FULL,
	REBOUND_REASON_NETWORK_ERROR,
	REBOUND_REASON_DNS_ERROR,
	REBOUND_REASON_ROUTING_LOOP,
	REBOUND_REASON_EXPIRED,
	REBOUND_REASON_AUTH_FAILED,
	REBOUND_REASON_AUTH_REQUIRED,
	REBOUND_REASON_SENDER_REJECTED,
	REBOUND_REASON_SENDING_HOST_REJECTED,
	REBOUND_REASON_REPUTATION_BLOCK,
	REBOUND_REASON_RELAY_DENIED,
	REBOUND_REASON_TLS_REQUIRED,
	REBOUND_REASON_TOO_MANY_RECIPIENTS,
	REBOUND_REASON_PROTOCOL_ERROR,
	REBOUND_REASON_MESSAGE_TOO_BIG,
	REBOUND_REASON_SPAM_CONTENT,
	REBOUND_REASON_CONTENT_REJECTED,
	REBOUND_REASON_VIRUS,
	REBOUND_REASON_RECIPIENT_RESTRICTED,
	REBOUND_REASON_POLICY_REJECTED,
	REBOUND_REASON_UPSTREAM_SUPPRESSED,
	REBOUND_REASON_UNKNOWN,
	REBOUND_REASON_COUNT
};

/** What one event by itself calls for; the policy decides. */
enum rebound_advice {
	REBOUND_ADVICE_NONE,
	REBOUND_ADVICE_SUPPRESS,
	REBOUND_ADVICE_RETRY,
	REBOUND_ADVICE_FIX_SENDER,
	REBOUND_ADVICE_FIX_MESSAGE,
	REBOUND_ADVICE_REVIEW,
	REBOUND_ADVICE_COUNT
};

/** The name of a value as it is printed; NULL where the value does not apply or is no value. */
REBOUND_API const char *rebound_kind_name(enum rebound_kind kind);
REBOUND_API const char *rebound_permanence_name(enum rebound_permanence permanence);
REBOUND_API const char *rebound_fault_name(enum rebound_fault fault);
REBOUND_API const char *rebound_reason_name(enum rebound_reason reason);
REBOUND_API const char *rebound_advice_name(enum rebound_advice advice);

/** The value of a name, exactly as it is printed; FALSE, and *value untouched, for any other word.
 */
REBOUND_API gboolean rebound_kind_read(const char *name, enum rebound_kind *value);
REBOUND_API gboolean rebound_permanence_read(const char *name, enum rebound_permanence *value);
REBOUND_API gboolean rebound_reason_read(const char *name, enum rebound_reason *value);
REBOUND_API gboolean rebound_advice_read(const char *name, enum rebound_advice *value);

/** Whose trouble a reason is. */
REBOUND_API enum rebound_fault rebound_reason_fault(enum rebound_reason reason);

/** The permanence of a reason where no rule, status, reply or action tells. */
REBOUND_API enum rebound_permanence rebound_reason_permanence(enum rebound_reason reason);

/**
 * Whether a permanent failure of this reason may suppress an address: only faults of address and
 * domain, but for mailbox_full, which does so only by a count over a window.
 */
REBOUND_API gboolean rebound_reason_may_suppress(enum rebound_reason reason);

/**
 * What one failure of this reason calls for.
 *
 * A temporary fault of address or domain, and unknown, policy_rejected or reputation_block that are
 * temporary, call for a retry; suppression needs a permanent one.
 */
REBOUND_API enum rebound_advice rebound_reason_advice(
	enum rebound_reason reason, enum rebound_permanence permanence);
