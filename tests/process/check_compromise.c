/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/run/compromise.h"

#define NOON 1767268800 /* 2026-01-01T12:00:00Z */
#define HOUR 3600

static struct rebound_compromise *watch;

static void setup(void)
{
	watch = rebound_compromise_new();
}

static void teardown(void)
{
	rebound_compromise_free(watch);
}

/* A refusal of spam by one of many recipients. */
static void refuse(const char *sender, guint recipient, gint64 time)
{
	g_autofree char *address = g_strdup_printf("r%u@quay.example", recipient);
	struct rebound_event event = {.kind = REBOUND_KIND_FAILURE,
		.reason = REBOUND_REASON_SPAM_CONTENT,
		.trust = REBOUND_TRUST_PLAIN,
		.address_key = address,
		.time = time};

	rebound_compromise_take(watch, &event, sender, FALSE);
}

static void check_worst(const char *expected, guint count)
{
	const char *sender;
	guint recipients;

	ck_assert_int_eq(rebound_compromise_worst(watch, &sender, &recipients), expected != NULL);
	ck_assert_pstr_eq(sender, expected);
	if (expected != NULL)
		ck_assert_uint_eq(recipients, count);
}

START_TEST(twenty_recipients_in_a_day)
{
	for (guint i = 0; i < 19; i++)
		refuse("me@own.example", i, NOON + i * HOUR);
	check_worst(NULL, 0);
	refuse("ME@own.example", 19, NOON + 20 * HOUR);
	check_worst("me@own.example", 20);
}
END_TEST

START_TEST(a_day_not_a_month)
{
	for (guint i = 0; i < 200; i++)
		refuse("me@own.example", i, NOON + i * 2 * HOUR);
	check_worst(NULL, 0);
}
END_TEST

START_TEST(one_recipient_counts_once)
{
	for (guint i = 0; i < 200; i++)
		refuse("me@own.example", i % 19, NOON + i);
	check_worst(NULL, 0);
}
END_TEST

/* In whatever order they come, the worst is the same. */
START_TEST(the_worst_of_several)
{
	static const char *const senders[] = {"b@own.example", "a@own.example", "c@own.example"};
	static const guint counts[] = {30, 30, 25};

	for (guint i = 0; i < 30; i++)
		for (guint j = 0; j < G_N_ELEMENTS(senders); j++)
			if (i < counts[j])
				refuse(senders[j], 29 - i, NOON + (i * 7 % 30) * 60);
	check_worst("a@own.example", 30);
}
END_TEST

static const struct {
	const char *name, *sender;
	enum rebound_kind kind;
	enum rebound_reason reason;
	enum rebound_trust trust;
	gboolean bulk, nested, taken;
} takes[] = {
	{"spam", "m@o.example", REBOUND_KIND_FAILURE, REBOUND_REASON_SPAM_CONTENT,
		REBOUND_TRUST_SOURCE, FALSE, FALSE, TRUE},
	{"reputation", "m@o.example", REBOUND_KIND_DELAY, REBOUND_REASON_REPUTATION_BLOCK,
		REBOUND_TRUST_PLAIN, FALSE, FALSE, TRUE},
	{"virus", "m@o.example", REBOUND_KIND_FAILURE, REBOUND_REASON_VIRUS, REBOUND_TRUST_PLAIN,
		FALSE, FALSE, TRUE},
	{"complaint", "m@o.example", REBOUND_KIND_COMPLAINT, REBOUND_REASON_NONE,
		REBOUND_TRUST_PLAIN, FALSE, FALSE, TRUE},
	{"dead addresses", "m@o.example", REBOUND_KIND_FAILURE, REBOUND_REASON_MAILBOX_UNKNOWN,
		REBOUND_TRUST_PLAIN, FALSE, FALSE, FALSE},
	{"a list", "m@o.example", REBOUND_KIND_FAILURE, REBOUND_REASON_SPAM_CONTENT,
		REBOUND_TRUST_PLAIN, TRUE, FALSE, FALSE},
	{"forwarded", "m@o.example", REBOUND_KIND_FAILURE, REBOUND_REASON_SPAM_CONTENT,
		REBOUND_TRUST_PLAIN, FALSE, TRUE, FALSE},
	{"not ours", "m@o.example", REBOUND_KIND_FAILURE, REBOUND_REASON_SPAM_CONTENT,
		REBOUND_TRUST_NOT_OURS, FALSE, FALSE, FALSE},
	{"nothing known", "m@o.example", REBOUND_KIND_FAILURE, REBOUND_REASON_SPAM_CONTENT,
		REBOUND_TRUST_NONE, FALSE, FALSE, FALSE},
	{"no sender", NULL, REBOUND_KIND_FAILURE, REBOUND_REASON_SPAM_CONTENT, REBOUND_TRUST_PLAIN,
		FALSE, FALSE, FALSE},
};

START_TEST(what_counts)
{
	for (guint i = 0; i < 20; i++) {
		g_autofree char *address = g_strdup_printf("r%u@quay.example", i);
		struct rebound_event event = {.kind = takes[_i].kind,
			.reason = takes[_i].reason,
			.trust = takes[_i].trust,
			.nested = takes[_i].nested,
			.address_key = address,
			.time = NOON};

		rebound_compromise_take(watch, &event, takes[_i].sender, takes[_i].bulk);
	}
	check_worst(takes[_i].taken ? "m@o.example" : NULL, 20);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("compromise");
	TCase *tcase = tcase_create("compromise");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, twenty_recipients_in_a_day);
	tcase_add_test(tcase, a_day_not_a_month);
	tcase_add_test(tcase, one_recipient_counts_once);
	tcase_add_test(tcase, the_worst_of_several);
	tcase_add_loop_test(tcase, what_counts, 0, G_N_ELEMENTS(takes));
	suite_add_tcase(suite, tcase);
	return suite;
}
