/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "core/smtp/token.h"

#define KEYS "k 000102030405060708090a0b0c0d0e0f 2026-06-30\n"

/* What a test is about: a policy with a key, and a report of one failed recipient. */
static char *folder, *key_file;
static struct rebound_token_keys *keys;
static struct desk desk;
static struct rebound_recipient recipients[2];
static struct rebound_report report;

static void setup(void)
{
	folder = g_dir_make_tmp("rebound-check-XXXXXX", NULL);
	key_file = g_build_filename(folder, "keys", NULL);
	ck_assert(g_file_set_contents(key_file, KEYS, -1, NULL));
	ck_assert_int_eq(g_chmod(key_file, 0600), 0);
	g_autofree char *policy = g_strdup_printf(
		"settings { own_domains = { 'own.example' }, keys = '%s' } use 'policy'", key_file);
	open_desk(&desk, policy);
	ck_assert(rebound_policy_load_keys(desk.policy, NULL));
	keys = rebound_token_keys_read("keys", KEYS, strlen(KEYS), NULL);
	recipients[0] = recipients[1] = (struct rebound_recipient){.address = "ann@example.org",
		.kind = REBOUND_KIND_FAILURE,
		.status = {5, 1, 1},
		.text = "550 5.1.1 User unknown",
		.verdict = {.reason = REBOUND_REASON_MAILBOX_UNKNOWN,
			.permanence = REBOUND_PERMANENCE_PERMANENT,
			.advice = REBOUND_ADVICE_SUPPRESS}};
	report = (struct rebound_report){.source = "box",
		.kind = REBOUND_KIND_FAILURE,
		.received = NOON,
		.recipients = recipients,
		.recipient_count = 1,
		.content_hash = {1}};
}

static void teardown(void)
{
	close_desk(&desk);
	rebound_token_keys_free(keys);
	g_remove(key_file);
	g_rmdir(folder);
	g_free(key_file);
	g_free(folder);
}

static const char *make(const char *recipient, gsize room, gint64 expires)
{
	struct rebound_token_order order = {
		.recipient = recipient, .expires = expires, .room = room};

	return rebound_token_make(keys, &order, desk.arena, NULL);
}

/* An envelope sender with a token for 30 days; short: without its recipient. */
static const char *sender(const char *recipient, gboolean is_short)
{
	return rebound_arena_printf(desk.arena, "b+%s@bounces.example",
		make(recipient, is_short ? REBOUND_TOKEN_LENGTH : 0, NOON + 30 * DAY));
}

static struct rebound_event take_report(guint index)
{
	struct rebound_policy_context context = {.now = NOON};
	struct rebound_event event;

	rebound_policy_event(desk.policy, &report, index, &context, desk.arena, &event);
	event.run = desk.run;
	return event;
}

static void check_outcome(const char *address, enum rebound_trust trust, const char *decision)
{
	struct rebound_event event = take_report(0);
	struct rebound_decision taken = decide(&desk, &event);

	ck_assert_msg(event.trust == trust, "trust %s: %s", rebound_trust_name(event.trust),
		event.trust_why);
	ck_assert_pstr_eq(event.address, address);
	ck_assert_msg(strcmp(rebound_decision_words(&taken), decision) == 0, "%s: %s",
		rebound_decision_words(&taken), taken.why);
}

/* Every place that a token comes back in. */
static const char *const places[] = {"envelope", "Delivered-To", "X-Original-To", "Envelope-To",
	"To", "Received", "Return-Path of it", "Message-ID of it", "X-Rebound-Token of it",
	"return path", "message id", "envelope id", "mail from", "feedback id"};

START_TEST(where_a_token_is_found)
{
	const char *place = places[_i], *value = sender("ann@example.org", FALSE);
	g_auto(GStrv) name = g_strsplit(place, " ", 2);
	struct rebound_header header = {name[0], value};

	if (strcmp(place, "envelope") == 0)
		report.envelope_recipient = value;
	else if (strcmp(place, "return path") == 0)
		report.original.return_path = value;
	else if (strcmp(place, "message id") == 0)
		report.original.message_id = value;
	else if (strcmp(place, "envelope id") == 0)
		report.envelope_id = value;
	else if (strcmp(place, "mail from") == 0)
		report.feedback.original_mail_from = value;
	else if (strcmp(place, "feedback id") == 0)
		report.feedback.original_envelope_id = value;
	else if (name[1] != NULL)
		report.original_headers = &header, report.original_header_count = 1;
	else
		report.headers = &header, report.header_count = 1;
	check_outcome("ann@example.org", REBOUND_TRUST_VERIFIED, "suppress:active");
}
END_TEST

static const struct {
	const char *address, *original, *to, *token;
	gboolean is_short;
	enum rebound_trust trust;
	const char *expected, *decision;
} entries[] = {
	{"ann@example.org", NULL, NULL, "ann@example.org", FALSE, REBOUND_TRUST_VERIFIED,
		"ann@example.org", "suppress:active"},
	{"ANN@Example.org", NULL, NULL, "ann@example.org", TRUE, REBOUND_TRUST_VERIFIED,
		"ANN@Example.org", "suppress:active"},
	/* Passed on, and the report says from whom. */
	{"x@other.example", "ann@example.org", NULL, "ann@example.org", TRUE,
		REBOUND_TRUST_VERIFIED, "ann@example.org", "suppress:active"},
	{"x@other.example", NULL, "ann@example.org", "ann@example.org", TRUE, REBOUND_TRUST_NONE,
		"ann@example.org", "suppress:proposed"},
	/* The token knows what the report does not. */
	{NULL, NULL, NULL, "ann@example.org", FALSE, REBOUND_TRUST_VERIFIED, "ann@example.org",
		"suppress:active"},
	{"ann@mail7.example.org", NULL, NULL, "ann@example.org", FALSE, REBOUND_TRUST_VERIFIED,
		"ann@example.org", "suppress:active"},
	/* Passed on, or a lie about somebody: a person looks. */
	{"bob@example.org", NULL, NULL, "ann@example.org", FALSE, REBOUND_TRUST_NONE,
		"ann@example.org", "suppress:proposed"},
	{"ann@example.net", NULL, NULL, "ann@example.org", FALSE, REBOUND_TRUST_NONE,
		"ann@example.org", "suppress:proposed"},
	{"ann@notexample.org", NULL, NULL, "ann@example.org", FALSE, REBOUND_TRUST_NONE,
		"ann@example.org", "suppress:proposed"},
	{"ann@example.org", "bob@example.org", NULL, "ann@example.org", FALSE,
		REBOUND_TRUST_VERIFIED, "ann@example.org", "suppress:active"},
	{NULL, "bob@example.org", NULL, "ann@example.org", FALSE, REBOUND_TRUST_NONE,
		"ann@example.org", "suppress:proposed"},
	/* One who is not named, and a token that does not carry him. */
	{"bob@example.org", NULL, NULL, "ann@example.org", TRUE, REBOUND_TRUST_NOT_OURS,
		"bob@example.org", "none"},
	{NULL, NULL, NULL, "ann@example.org", TRUE, REBOUND_TRUST_NOT_OURS, NULL, "none"},
	{"ann@example.org", NULL, NULL, NULL, FALSE, REBOUND_TRUST_NOT_OURS, "ann@example.org",
		"none"},
};

START_TEST(whom_it_is_for)
{
	recipients[0].address = entries[_i].address;
	recipients[0].original_address = entries[_i].original;
	report.original.to = entries[_i].to;
	report.envelope_recipient = entries[_i].token != NULL
					    ? sender(entries[_i].token, entries[_i].is_short)
					    : "b@bounces.example";
	check_outcome(entries[_i].expected, entries[_i].trust, entries[_i].decision);
}
END_TEST

START_TEST(another_recipient_of_the_same_report)
{
	recipients[1].address = "bob@example.org";
	report.recipient_count = 2;
	report.envelope_recipient = sender("ann@example.org", FALSE);
	struct rebound_event ann = take_report(0), bob = take_report(1);
	struct rebound_decision decision = decide(&desk, &bob);

	ck_assert_int_eq(ann.trust, REBOUND_TRUST_VERIFIED);
	ck_assert_int_eq(bob.trust, REBOUND_TRUST_NOT_OURS);
	ck_assert_str_eq(decision.why,
		"no effect: its token is for ann@example.org, and not for this address");
	check_decision(&decision, "none");
}
END_TEST

/* With a key, a mark of ours that a stranger can copy only proposes, however often it comes. */
START_TEST(marks_without_a_token)
{
	for (guint day = 0; day < 10; day++) {
		report.original.message_id =
			rebound_arena_printf(desk.arena, "%u@own.example", day);
		report.content_hash[0]++;
		report.received = NOON - day * DAY;
		struct rebound_event event = take_report(0);
		struct rebound_decision decision = take_at(&desk, &event, NOON);

		ck_assert_int_eq(event.trust, REBOUND_TRUST_PLAIN);
		check_decision(&decision, "suppress:proposed");
		ck_assert_ptr_nonnull(strstr(decision.why, "(it bears no token)"));
	}
}
END_TEST

/* A sender's address is what spammers take; that it is ours says nothing. */
START_TEST(backscatter)
{
	report.original.message_id = "1@spam.example";
	report.original.from = report.original.return_path = "me@own.example";
	struct rebound_event event = take_report(0);
	struct rebound_decision decision = take(&desk, &event);

	ck_assert_int_eq(event.trust, REBOUND_TRUST_NOT_OURS);
	check_decision(&decision, "none");
	ck_assert_str_eq(decision.why,
		"not ours: it bears no token, and its returned message has a "
		"Message-ID of spam.example");
}
END_TEST

/* What is not ours never adds to a count. */
START_TEST(no_count_for_strangers)
{
	static const enum rebound_trust trusts[] = {
		REBOUND_TRUST_NOT_OURS, REBOUND_TRUST_NONE, REBOUND_TRUST_PLAIN};
	struct rebound_decision decision;

	for (guint day = 0; day < 30; day++) {
		struct rebound_event event = make_full(&desk, NOON - day * DAY - DAY);

		event.trust = trusts[day % G_N_ELEMENTS(trusts)];
		decision = take_at(&desk, &event, NOON);
		ck_assert_str_ne(rebound_decision_words(&decision), "suppress:active");
	}
	struct rebound_event own = make_full(&desk, NOON);
	own.trust = REBOUND_TRUST_VERIFIED;
	decision = take(&desk, &own);
	check_decision(&decision, "retry");
	struct rebound_event none = make_full(&desk, NOON + HOUR);
	none.trust = REBOUND_TRUST_NOT_OURS;
	none.trust_why = "not ours: a test";
	decision = take(&desk, &none);
	check_decision(&decision, "none");
	ck_assert_int_eq(decision.slow_interval, 0);
	ck_assert(!decision.tell);
}
END_TEST

/* A stranger slows no domain. */
START_TEST(no_slowdown_for_strangers)
{
	struct rebound_event event = make_full(&desk, NOON);

	event.reason = REBOUND_REASON_RATE_LIMITED;
	event.trust = REBOUND_TRUST_PLAIN;
	ck_assert_int_eq(decide(&desk, &event).slow_interval, 0);
	event.trust = REBOUND_TRUST_VERIFIED;
	ck_assert_int_gt(decide(&desk, &event).slow_interval, 0);
}
END_TEST

/* A bounce that came in time is read in time, however late that is. */
START_TEST(expiry_goes_by_the_event)
{
	struct rebound_policy_context context = {.now = NOON + 90 * DAY};
	struct rebound_event event;

	report.envelope_recipient = sender("ann@example.org", FALSE);
	rebound_policy_event(desk.policy, &report, 0, &context, desk.arena, &event);
	ck_assert_int_eq(event.trust, REBOUND_TRUST_VERIFIED);
	report.received = NOON + 30 * DAY;
	rebound_policy_event(desk.policy, &report, 0, &context, desk.arena, &event);
	ck_assert_int_eq(event.trust, REBOUND_TRUST_NONE);
	ck_assert_str_eq(event.trust_why, "its token expired at 2026-01-31T12:00:00Z");
	struct rebound_decision decision = decide_at(&desk, &event, context.now);
	check_decision(&decision, "suppress:proposed");
	ck_assert_ptr_nonnull(strstr(decision.why, event.trust_why));
}
END_TEST

START_TEST(the_end_of_a_key)
{
	struct rebound_policy_context context = {.now = NOON + 365 * DAY};
	struct rebound_event event;

	report.envelope_recipient = rebound_arena_printf(desk.arena, "b+%s@bounces.example",
		make("ann@example.org", 0, 1782864000 /* 2026-07-01 */));
	report.received = 1782863999;
	rebound_policy_event(desk.policy, &report, 0, &context, desk.arena, &event);
	ck_assert_int_eq(event.trust, REBOUND_TRUST_VERIFIED);
	report.received = 1782864000;
	rebound_policy_event(desk.policy, &report, 0, &context, desk.arena, &event);
	ck_assert_int_eq(event.trust, REBOUND_TRUST_NONE);
}
END_TEST

/* Keys that are named and not loaded make no report trusted. */
START_TEST(fails_closed)
{
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua",
		"settings { own_domains = { 'own.example' }, keys = '/nowhere' } use 'policy'",
		NULL);
	struct rebound_policy_context context = {.now = NOON};
	struct rebound_event event;

	report.envelope_recipient = sender("ann@example.org", FALSE);
	rebound_policy_event(policy, &report, 0, &context, desk.arena, &event);
	ck_assert_int_eq(event.trust, REBOUND_TRUST_NOT_OURS);
	ck_assert(!rebound_policy_load_keys(policy, NULL));
	context.trust_source = TRUE;
	rebound_policy_event(policy, &report, 0, &context, desk.arena, &event);
	ck_assert_int_eq(event.trust, REBOUND_TRUST_SOURCE);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("token_trust");
	TCase *tcase = tcase_create("token_trust");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, where_a_token_is_found, 0, G_N_ELEMENTS(places));
	tcase_add_loop_test(tcase, whom_it_is_for, 0, G_N_ELEMENTS(entries));
	tcase_add_test(tcase, another_recipient_of_the_same_report);
	tcase_add_test(tcase, marks_without_a_token);
	tcase_add_test(tcase, backscatter);
	tcase_add_test(tcase, no_count_for_strangers);
	tcase_add_test(tcase, no_slowdown_for_strangers);
	tcase_add_test(tcase, expiry_goes_by_the_event);
	tcase_add_test(tcase, the_end_of_a_key);
	tcase_add_test(tcase, fails_closed);
	suite_add_tcase(suite, tcase);
	return suite;
}
