/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "rules/support.h"

#define REASON(name) REBOUND_REASON_##name

/** F01: the registry of enhanced status codes (RFC 5248), and what each says where no words say
 * more. */
static const struct {
	const char *code; /**< subject and detail */
	enum rebound_reason temporary, permanent;
	gboolean dead; /**< the permanent one is the address's end */
} rows[] = {
	{"0.0", REASON(UNKNOWN), REASON(UNKNOWN), FALSE},
	{"1.0", REASON(UNKNOWN), REASON(UNKNOWN), FALSE},
	{"1.1", REASON(MAILBOX_UNKNOWN), REASON(MAILBOX_UNKNOWN), TRUE},
	{"1.2", REASON(DOMAIN_UNKNOWN), REASON(DOMAIN_UNKNOWN), TRUE},
	{"1.3", REASON(ADDRESS_INVALID), REASON(ADDRESS_INVALID), TRUE},
	{"1.4", REASON(ADDRESS_INVALID), REASON(ADDRESS_INVALID), TRUE},
	{"1.5", REASON(UNKNOWN), REASON(UNKNOWN), FALSE},
	{"1.6", REASON(MAILBOX_MOVED), REASON(MAILBOX_MOVED), TRUE},
	{"1.7", REASON(SENDER_REJECTED), REASON(SENDER_REJECTED), FALSE},
	{"1.8", REASON(SENDER_REJECTED), REASON(SENDER_REJECTED), FALSE},
	{"1.9", REASON(UNKNOWN), REASON(UNKNOWN), FALSE},
	{"1.10", REASON(DOMAIN_NO_MAIL), REASON(DOMAIN_NO_MAIL), TRUE},
	{"2.0", REASON(UNKNOWN), REASON(UNKNOWN), FALSE},
	{"2.1", REASON(RATE_LIMITED), REASON(MAILBOX_DISABLED), TRUE},
	{"2.2", REASON(MAILBOX_FULL), REASON(MAILBOX_FULL), FALSE},
	{"2.3", REASON(MESSAGE_TOO_BIG), REASON(MESSAGE_TOO_BIG), FALSE},
	{"2.4", REASON(SYSTEM_ERROR), REASON(SYSTEM_ERROR), FALSE},
	{"3.0", REASON(SYSTEM_ERROR), REASON(SYSTEM_ERROR), FALSE},
	{"3.1", REASON(SYSTEM_FULL), REASON(SYSTEM_FULL), FALSE},
	{"3.2", REASON(SYSTEM_ERROR), REASON(SYSTEM_ERROR), FALSE},
	{"3.3", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"3.4", REASON(MESSAGE_TOO_BIG), REASON(MESSAGE_TOO_BIG), FALSE},
	{"3.5", REASON(SYSTEM_ERROR), REASON(SYSTEM_ERROR), FALSE},
	{"3.6", REASON(SYSTEM_ERROR), REASON(SYSTEM_ERROR), FALSE},
	{"4.0", REASON(NETWORK_ERROR), REASON(NETWORK_ERROR), FALSE},
	{"4.1", REASON(NETWORK_ERROR), REASON(NETWORK_ERROR), FALSE},
	{"4.2", REASON(NETWORK_ERROR), REASON(NETWORK_ERROR), FALSE},
	{"4.3", REASON(DNS_ERROR), REASON(DNS_ERROR), FALSE},
	{"4.4", REASON(DNS_ERROR), REASON(DOMAIN_UNKNOWN), TRUE},
	{"4.5", REASON(NETWORK_ERROR), REASON(NETWORK_ERROR), FALSE},
	{"4.6", REASON(ROUTING_LOOP), REASON(ROUTING_LOOP), FALSE},
	{"4.7", REASON(EXPIRED), REASON(EXPIRED), FALSE},
	{"5.0", REASON(PROTOCOL_ERROR), REASON(PROTOCOL_ERROR), FALSE},
	{"5.1", REASON(PROTOCOL_ERROR), REASON(PROTOCOL_ERROR), FALSE},
	{"5.2", REASON(PROTOCOL_ERROR), REASON(PROTOCOL_ERROR), FALSE},
	{"5.3", REASON(TOO_MANY_RECIPIENTS), REASON(TOO_MANY_RECIPIENTS), FALSE},
	{"5.4", REASON(PROTOCOL_ERROR), REASON(PROTOCOL_ERROR), FALSE},
	{"5.5", REASON(PROTOCOL_ERROR), REASON(PROTOCOL_ERROR), FALSE},
	{"5.6", REASON(PROTOCOL_ERROR), REASON(PROTOCOL_ERROR), FALSE},
	{"6.0", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.1", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.2", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.3", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.4", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.5", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.6", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.7", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.8", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.9", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"6.10", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"7.0", REASON(POLICY_REJECTED), REASON(POLICY_REJECTED), FALSE},
	{"7.1", REASON(POLICY_REJECTED), REASON(POLICY_REJECTED), FALSE},
	{"7.2", REASON(RECIPIENT_RESTRICTED), REASON(RECIPIENT_RESTRICTED), FALSE},
	{"7.3", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"7.4", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"7.5", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"7.6", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"7.7", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"7.8", REASON(AUTH_REQUIRED), REASON(AUTH_REQUIRED), FALSE},
	{"7.9", REASON(AUTH_REQUIRED), REASON(AUTH_REQUIRED), FALSE},
	{"7.10", REASON(TLS_REQUIRED), REASON(TLS_REQUIRED), FALSE},
	{"7.11", REASON(TLS_REQUIRED), REASON(TLS_REQUIRED), FALSE},
	{"7.12", REASON(AUTH_REQUIRED), REASON(AUTH_REQUIRED), FALSE},
	{"7.13", REASON(MAILBOX_DISABLED), REASON(MAILBOX_DISABLED), TRUE},
	{"7.14", REASON(AUTH_REQUIRED), REASON(AUTH_REQUIRED), FALSE},
	{"7.15", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"7.16", REASON(MESSAGE_TOO_BIG), REASON(MESSAGE_TOO_BIG), FALSE},
	{"7.17", REASON(MAILBOX_DISABLED), REASON(MAILBOX_DISABLED), TRUE},
	{"7.18", REASON(DOMAIN_UNKNOWN), REASON(DOMAIN_UNKNOWN), TRUE},
	{"7.19", REASON(CONTENT_REJECTED), REASON(CONTENT_REJECTED), FALSE},
	{"7.20", REASON(AUTH_FAILED), REASON(AUTH_FAILED), FALSE},
	{"7.21", REASON(AUTH_FAILED), REASON(AUTH_FAILED), FALSE},
	{"7.22", REASON(AUTH_FAILED), REASON(AUTH_FAILED), FALSE},
	{"7.23", REASON(AUTH_FAILED), REASON(AUTH_FAILED), FALSE},
	{"7.24", REASON(AUTH_FAILED), REASON(AUTH_FAILED), FALSE},
	{"7.25", REASON(SENDING_HOST_REJECTED), REASON(SENDING_HOST_REJECTED), FALSE},
	{"7.26", REASON(AUTH_FAILED), REASON(AUTH_FAILED), FALSE},
	{"7.27", REASON(AUTH_FAILED), REASON(AUTH_FAILED), FALSE},
	{"7.28", REASON(RATE_LIMITED), REASON(RATE_LIMITED), FALSE},
	{"7.29", REASON(AUTH_FAILED), REASON(AUTH_FAILED), FALSE},
	{"7.30", REASON(TLS_REQUIRED), REASON(TLS_REQUIRED), FALSE},
};

static struct rebound_ruleset *ruleset;

static void set_up(void)
{
	GError *error = NULL;
	ruleset = rebound_ruleset_load(NULL, &error);
	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "" : error->message);
}

static void tear_down(void)
{
	g_clear_pointer(&ruleset, rebound_ruleset_free);
}

static struct rebound_verdict classify_code(const char *code, guint klass, enum rebound_kind kind)
{
	struct one one;
	char status[REBOUND_STATUS_SIZE];
	g_snprintf(status, sizeof status, "%u.%s", klass, code);
	one_init(&one, NULL, status, 0);
	one.recipient.kind = kind;
	one.report.kind = kind;
	struct rebound_verdict verdict = *classify_one(ruleset, &one);
	one_clear(&one);
	return verdict;
}

static void check_reason(const char *code, enum rebound_reason wanted, enum rebound_reason got)
{
	ck_assert_msg(got == wanted, "%s: want %s, got %s", code, rebound_reason_name(wanted),
		rebound_reason_name(got));
}

/** Class 2 reports no failure, whatever stands behind it. */
START_TEST(class_2)
{
	struct rebound_verdict verdict = classify_code(rows[_i].code, 2, REBOUND_KIND_SUCCESS);
	check_reason(rows[_i].code, REBOUND_REASON_NONE, verdict.reason);
	ck_assert_int_eq(verdict.permanence, REBOUND_PERMANENCE_NONE);
	ck_assert_int_eq(verdict.advice, REBOUND_ADVICE_NONE);
}
END_TEST

/** Class 4 is never an address's end, given up or not. */
START_TEST(class_4)
{
	static const enum rebound_kind kinds[] = {REBOUND_KIND_FAILURE, REBOUND_KIND_DELAY};
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct rebound_verdict verdict = classify_code(rows[_i].code, 4, kinds[i]);
		check_reason(rows[_i].code, rows[_i].temporary, verdict.reason);
		ck_assert_int_eq(verdict.permanence, REBOUND_PERMANENCE_TEMPORARY);
		ck_assert_int_ne(verdict.advice, REBOUND_ADVICE_SUPPRESS);
	}
}
END_TEST

START_TEST(class_5)
{
	struct rebound_verdict verdict = classify_code(rows[_i].code, 5, REBOUND_KIND_FAILURE);
	check_reason(rows[_i].code, rows[_i].permanent, verdict.reason);
	ck_assert_int_eq(verdict.permanence, REBOUND_PERMANENCE_PERMANENT);
	ck_assert_int_eq(verdict.advice == REBOUND_ADVICE_SUPPRESS, rows[_i].dead);
	ck_assert_int_eq(verdict.fault, rebound_reason_fault(verdict.reason));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("rules/registry");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, class_2, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(all, class_4, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(all, class_5, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, all);
	return suite;
}
