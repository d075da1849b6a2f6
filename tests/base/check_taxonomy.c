/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <rebound/report.h>

static const struct {
	const char *name;
	enum rebound_fault fault;
	enum rebound_permanence permanence;
	enum rebound_advice permanent;
	enum rebound_advice temporary;
	gboolean may_suppress;
} reasons[] = {
	{"mailbox_unknown", REBOUND_FAULT_ADDRESS, REBOUND_PERMANENCE_PERMANENT,
		REBOUND_ADVICE_SUPPRESS, REBOUND_ADVICE_RETRY, TRUE},
	{"mailbox_full", REBOUND_FAULT_ADDRESS, REBOUND_PERMANENCE_TEMPORARY, REBOUND_ADVICE_RETRY,
		REBOUND_ADVICE_RETRY, FALSE},
	{"domain_no_mail", REBOUND_FAULT_DOMAIN, REBOUND_PERMANENCE_PERMANENT,
		REBOUND_ADVICE_SUPPRESS, REBOUND_ADVICE_RETRY, TRUE},
	{"greylisted", REBOUND_FAULT_RECEIVER, REBOUND_PERMANENCE_TEMPORARY, REBOUND_ADVICE_RETRY,
		REBOUND_ADVICE_RETRY, FALSE},
	{"routing_loop", REBOUND_FAULT_NETWORK, REBOUND_PERMANENCE_TEMPORARY, REBOUND_ADVICE_REVIEW,
		REBOUND_ADVICE_REVIEW, FALSE},
	{"reputation_block", REBOUND_FAULT_SENDER, REBOUND_PERMANENCE_PERMANENT,
		REBOUND_ADVICE_FIX_SENDER, REBOUND_ADVICE_RETRY, FALSE},
	{"auth_failed", REBOUND_FAULT_SENDER, REBOUND_PERMANENCE_PERMANENT,
		REBOUND_ADVICE_FIX_SENDER, REBOUND_ADVICE_FIX_SENDER, FALSE},
	{"virus", REBOUND_FAULT_MESSAGE, REBOUND_PERMANENCE_PERMANENT, REBOUND_ADVICE_FIX_MESSAGE,
		REBOUND_ADVICE_FIX_MESSAGE, FALSE},
	{"policy_rejected", REBOUND_FAULT_POLICY, REBOUND_PERMANENCE_PERMANENT,
		REBOUND_ADVICE_REVIEW, REBOUND_ADVICE_RETRY, FALSE},
	{"upstream_suppressed", REBOUND_FAULT_LIST, REBOUND_PERMANENCE_PERMANENT,
		REBOUND_ADVICE_SUPPRESS, REBOUND_ADVICE_REVIEW, FALSE},
	{"unknown", REBOUND_FAULT_NONE, REBOUND_PERMANENCE_UNKNOWN, REBOUND_ADVICE_REVIEW,
		REBOUND_ADVICE_RETRY, FALSE},
};

START_TEST(reason_has_its_properties)
{
	enum rebound_reason reason = REBOUND_REASON_NONE;

	ck_assert(rebound_reason_read(reasons[_i].name, &reason));
	ck_assert_str_eq(rebound_reason_name(reason), reasons[_i].name);
	ck_assert_int_eq(rebound_reason_fault(reason), reasons[_i].fault);
	ck_assert_int_eq(rebound_reason_permanence(reason), reasons[_i].permanence);
	ck_assert_int_eq(
		rebound_reason_advice(reason, REBOUND_PERMANENCE_PERMANENT), reasons[_i].permanent);
	ck_assert_int_eq(
		rebound_reason_advice(reason, REBOUND_PERMANENCE_TEMPORARY), reasons[_i].temporary);
	ck_assert_int_eq(rebound_reason_may_suppress(reason), reasons[_i].may_suppress);
}
END_TEST

START_TEST(every_value_has_a_name_that_reads_back)
{
	for (int i = REBOUND_REASON_NONE + 1; i < REBOUND_REASON_COUNT; i++) {
		enum rebound_reason reason = REBOUND_REASON_NONE;
		ck_assert(
			rebound_reason_read(rebound_reason_name((enum rebound_reason)i), &reason));
		ck_assert_int_eq(reason, i);
	}
	for (int i = 0; i < REBOUND_KIND_COUNT; i++) {
		enum rebound_kind kind = REBOUND_KIND_COUNT;
		ck_assert(rebound_kind_read(rebound_kind_name((enum rebound_kind)i), &kind));
		ck_assert_int_eq(kind, i);
	}
	for (int i = REBOUND_PERMANENCE_NONE + 1; i < REBOUND_PERMANENCE_COUNT; i++) {
		enum rebound_permanence permanence = REBOUND_PERMANENCE_NONE;
		ck_assert(rebound_permanence_read(
			rebound_permanence_name((enum rebound_permanence)i), &permanence));
		ck_assert_int_eq(permanence, i);
	}
	for (int i = 0; i < REBOUND_ADVICE_COUNT; i++) {
		enum rebound_advice advice = REBOUND_ADVICE_COUNT;
		ck_assert(
			rebound_advice_read(rebound_advice_name((enum rebound_advice)i), &advice));
		ck_assert_int_eq(advice, i);
	}
	for (int i = 0; i < REBOUND_FORMAT_COUNT; i++)
		ck_assert_ptr_nonnull(rebound_format_name((enum rebound_format)i));
	for (int i = 0; i < REBOUND_FAULT_COUNT; i++)
		ck_assert_ptr_nonnull(rebound_fault_name((enum rebound_fault)i));
}
END_TEST

START_TEST(what_is_no_value_has_no_name)
{
	enum rebound_reason reason = REBOUND_REASON_VIRUS;

	ck_assert_ptr_null(rebound_reason_name(REBOUND_REASON_NONE));
	ck_assert_ptr_null(rebound_permanence_name(REBOUND_PERMANENCE_NONE));
	ck_assert_ptr_null(rebound_kind_name((enum rebound_kind) - 1));
	ck_assert_ptr_null(rebound_kind_name(REBOUND_KIND_COUNT));
	ck_assert_ptr_null(rebound_reason_name((enum rebound_reason)1000));
	ck_assert_ptr_null(rebound_format_name(REBOUND_FORMAT_COUNT));
	ck_assert(!rebound_reason_read("Virus", &reason));
	ck_assert(!rebound_reason_read("", &reason));
	ck_assert(!rebound_reason_read(NULL, &reason));
	ck_assert_int_eq(reason, REBOUND_REASON_VIRUS);
}
END_TEST

START_TEST(only_faults_of_address_and_domain_suppress)
{
	for (int i = 0; i < REBOUND_REASON_COUNT; i++) {
		enum rebound_reason reason = (enum rebound_reason)i;
		enum rebound_fault fault = rebound_reason_fault(reason);
		gboolean guarded = fault != REBOUND_FAULT_ADDRESS && fault != REBOUND_FAULT_DOMAIN;
		if (guarded || reason == REBOUND_REASON_MAILBOX_FULL)
			ck_assert(!rebound_reason_may_suppress(reason));
		for (int j = 0; j < REBOUND_PERMANENCE_COUNT; j++) {
			if (j == REBOUND_PERMANENCE_PERMANENT)
				continue;
			ck_assert_int_ne(rebound_reason_advice(reason, (enum rebound_permanence)j),
				REBOUND_ADVICE_SUPPRESS);
		}
	}
}
END_TEST

START_TEST(error_domain_is_one)
{
	ck_assert_uint_eq(REBOUND_ERROR, rebound_error_quark());
	ck_assert_uint_ne(REBOUND_ERROR, 0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("taxonomy");
	TCase *tcase = tcase_create("taxonomy");

	tcase_add_loop_test(tcase, reason_has_its_properties, 0, (int)G_N_ELEMENTS(reasons));
	tcase_add_test(tcase, every_value_has_a_name_that_reads_back);
	tcase_add_test(tcase, what_is_no_value_has_no_name);
	tcase_add_test(tcase, only_faults_of_address_and_domain_suppress);
	tcase_add_test(tcase, error_domain_is_one);
	suite_add_tcase(suite, tcase);
	return suite;
}
