/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

static const char settings[] =
	"settings { own_domains = { 'own.example' }, own_addresses = { 'me@example.net' } }";

/* A report of one failed recipient. */
static struct rebound_report make_report(const struct rebound_recipient *recipient)
{
	struct rebound_report report = {.source = "box",
		.index = 4,
		.kind = REBOUND_KIND_FAILURE,
		.received = NOON,
		.recipients = recipient,
		.recipient_count = 1};

	report.content_hash[0] = 1;
	return report;
}

static const struct {
	const char *name;
	const char *message_id, *from, *return_path, *envelope;
	enum rebound_trust trust;
} trusts[] = {
	{"nothing", NULL, NULL, NULL, NULL, REBOUND_TRUST_NONE},
	{"own Message-ID", "1.2@own.example", NULL, NULL, NULL, REBOUND_TRUST_PLAIN},
	{"own host's Message-ID", "1.2@Host7.Own.Example", NULL, NULL, NULL, REBOUND_TRUST_PLAIN},
	{"another's Message-ID", "1.2@notown.example", "x@other.example", NULL, NULL,
		REBOUND_TRUST_NOT_OURS},
	{"longer Message-ID", "1.2@own.example.org", NULL, NULL, NULL, REBOUND_TRUST_NOT_OURS},
	{"a left side only", "own.example@other.example", NULL, NULL, NULL, REBOUND_TRUST_NOT_OURS},
	{"no domain", "own.example", NULL, NULL, NULL, REBOUND_TRUST_NONE},
	{"own From", NULL, "news@own.example", NULL, NULL, REBOUND_TRUST_PLAIN},
	{"own address in From", NULL, "Me@Example.NET", NULL, NULL, REBOUND_TRUST_PLAIN},
	{"another of that domain", NULL, "you@example.net", NULL, NULL, REBOUND_TRUST_NOT_OURS},
	{"own return path", NULL, NULL, "bounces@own.example", NULL, REBOUND_TRUST_PLAIN},
	{"VERP that agrees", NULL, NULL, NULL, "list-bounces+ann=example.org@lists.example.com",
		REBOUND_TRUST_PLAIN},
	{"VERP of another", NULL, NULL, NULL, "list-bounces+bob=example.org@lists.example.com",
		REBOUND_TRUST_NONE},
	{"no VERP", NULL, NULL, NULL, "list-bounces@lists.example.com", REBOUND_TRUST_NONE},
};

static enum rebound_trust trust_of(const struct rebound_policy *policy,
	const struct rebound_report *report, const struct rebound_policy_context *context)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_event event;

	rebound_policy_event(policy, report, 0, context, arena, &event);
	ck_assert_int_eq(event.trust == REBOUND_TRUST_NOT_OURS,
		event.trust_why != NULL && g_str_has_prefix(event.trust_why, "not ours: "));
	return event.trust;
}

START_TEST(what_speaks_for_a_report)
{
	struct rebound_recipient recipient = {
		.address = "ann@example.org", .kind = REBOUND_KIND_FAILURE};
	struct rebound_report report = make_report(&recipient);
	struct rebound_policy_context context = {.now = NOON};
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", settings, NULL);

	report.original.message_id = trusts[_i].message_id;
	report.original.from = trusts[_i].from;
	report.original.return_path = trusts[_i].return_path;
	report.envelope_recipient = trusts[_i].envelope;
	struct rebound_header above[] = {{"Delivered-To", trusts[_i].envelope},
		{"Received", "from a by b; Thu, 1 Jan 2026 12:00:00 +0000"}};
	report.headers = above;
	report.header_count = trusts[_i].envelope != NULL ? 2 : 0;
	ck_assert_msg(
		trust_of(policy, &report, &context) == trusts[_i].trust, "%s", trusts[_i].name);
	context.trust_source = TRUE;
	ck_assert_int_eq(trust_of(policy, &report, &context), REBOUND_TRUST_SOURCE);
}
END_TEST

START_TEST(without_settings_nothing_is_own)
{
	struct rebound_recipient recipient = {.address = "ann@example.org"};
	struct rebound_report report = make_report(&recipient);
	struct rebound_policy_context context = {.now = NOON};
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", "", NULL);

	report.original.from = "news@own.example";
	report.original.message_id = "1@";
	ck_assert_int_eq(trust_of(policy, &report, &context), REBOUND_TRUST_NONE);
}
END_TEST

/* What stands below the Received of our own mail server came with the mail. */
START_TEST(a_verp_address_from_the_sender)
{
	struct rebound_recipient recipient = {.address = "ann@example.org"};
	struct rebound_report report = make_report(&recipient);
	struct rebound_policy_context context = {.now = NOON};
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", settings, NULL);
	struct rebound_header headers[] = {{"Received", "from a by b"},
		{"Delivered-To", "list-bounces+ann=example.org@lists.example.com"}};

	report.envelope_recipient = headers[1].value;
	report.headers = headers;
	report.header_count = 2;
	ck_assert_int_eq(trust_of(policy, &report, &context), REBOUND_TRUST_NONE);
}
END_TEST

/* What the configured server says, in the topmost header, is a word for a person, and no trust. */
static const struct {
	const char *first, *second;
	gboolean hint;
} results[] = {
	{"mx.own.example; dmarc=fail", NULL, TRUE},
	{"mx.own.example; dmarc=pass", NULL, FALSE},
	{"mx.own.example; dmarc=pass", "mx.own.example; dmarc=fail", FALSE},
	{"evil.example; dmarc=fail", "mx.own.example; dmarc=fail", FALSE},
	{"evil.example; dmarc=fail", NULL, FALSE},
};

START_TEST(authentication_results)
{
	struct rebound_recipient recipient = {
		.address = "ann@example.org", .kind = REBOUND_KIND_FAILURE};
	struct rebound_report report = make_report(&recipient);
	struct rebound_policy_context context = {.now = NOON};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua",
		"settings { own_domains = { 'own.example' }, authserv_id = 'mx.own.example' }",
		NULL);
	struct rebound_header headers[] = {{"Authentication-Results", results[_i].first},
		{"Authentication-Results", results[_i].second}};
	struct rebound_event event;

	report.original.message_id = "1@own.example";
	report.headers = headers;
	report.header_count = results[_i].second != NULL ? 2 : 1;
	rebound_policy_event(policy, &report, 0, &context, arena, &event);
	ck_assert_int_eq(event.trust, REBOUND_TRUST_PLAIN);
	ck_assert_pstr_eq(event.trust_why,
		results[_i].hint ? "mx.own.example says that its sender is forged" : NULL);
}
END_TEST

/* A request to leave a list returns no message: that it is from somewhere else says nothing. */
START_TEST(kinds_without_a_message)
{
	static const struct {
		enum rebound_kind kind;
		enum rebound_trust trust;
	} kinds[] = {{REBOUND_KIND_FAILURE, REBOUND_TRUST_NOT_OURS},
		{REBOUND_KIND_DELAY, REBOUND_TRUST_NOT_OURS},
		{REBOUND_KIND_SUCCESS, REBOUND_TRUST_NOT_OURS},
		{REBOUND_KIND_COMPLAINT, REBOUND_TRUST_NOT_OURS},
		{REBOUND_KIND_UNSUBSCRIBE, REBOUND_TRUST_NONE},
		{REBOUND_KIND_AUTO_REPLY, REBOUND_TRUST_NONE}};
	struct rebound_policy_context context = {.now = NOON};
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", settings, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct rebound_recipient recipient = {
			.address = "ann@example.org", .kind = kinds[i].kind};
		struct rebound_report report = make_report(&recipient);

		report.original.message_id = "1@spam.example";
		report.original.from = "me@own.example";
		ck_assert_int_eq(trust_of(policy, &report, &context), kinds[i].trust);
	}
}
END_TEST

static struct rebound_event make(
	const struct rebound_report *report, struct rebound_arena *arena, gint64 now)
{
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", settings, NULL);
	struct rebound_policy_context context = {.now = now};
	struct rebound_event event;

	rebound_policy_event(policy, report, 0, &context, arena, &event);
	return event;
}

static const struct {
	const char *address, *original;
	const char *expected, *key;
} addresses[] = {
	{"Ann@Example.org", NULL, "Ann@Example.org", "ann@example.org"},
	{"forward@other.example", "Ann@Example.org", "Ann@Example.org", "ann@example.org"},
	{"ann@example.org", "no address", "ann@example.org", "ann@example.org"},
	{NULL, "ann@example.org", "ann@example.org", "ann@example.org"},
	{NULL, NULL, NULL, NULL},
	{NULL, "|/bin/sh", NULL, NULL},
};

START_TEST(the_address_that_effects_are_on)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_recipient recipient = {
		.address = addresses[_i].address, .original_address = addresses[_i].original};
	struct rebound_report report = make_report(&recipient);
	struct rebound_event event = make(&report, arena, NOON);

	ck_assert_pstr_eq(event.address, addresses[_i].expected);
	ck_assert_pstr_eq(event.address_key, addresses[_i].key);
	ck_assert_pstr_eq(event.domain, event.address != NULL ? "example.org" : NULL);
}
END_TEST

static const struct {
	gint64 received, date, now, expected;
} times[] = {
	{NOON, 0, NOON + DAY, NOON},
	{NOON, NOON - DAY, NOON + DAY, NOON},
	{0, NOON, NOON + DAY, NOON},
	{0, 0, NOON, NOON},
	{NOON + 1, 0, NOON, NOON},
	{G_MAXINT64, 0, NOON, NOON},
	{-5, 0, NOON, NOON},
	{G_MININT64, 0, NOON, NOON},
};

START_TEST(the_time_of_an_event)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_recipient recipient = {.address = "ann@example.org"};
	struct rebound_report report = make_report(&recipient);

	report.received = times[_i].received;
	report.date = times[_i].date;
	struct rebound_event event = make(&report, arena, times[_i].now);
	ck_assert_int_eq(event.time, times[_i].expected);
	ck_assert_int_eq(event.seen, times[_i].now);
}
END_TEST

START_TEST(keys_know_content_and_recipient)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_recipient ann = {.address = "ann@example.org"},
				 upper = {.address = "ANN@example.org"};
	struct rebound_recipient bob = {.address = "bob@example.org"}, none = {0};
	struct rebound_recipient original = {.original_address = "ann@example.org"};
	struct rebound_report report = make_report(&ann);
	struct rebound_event first = make(&report, arena, NOON);

	report.source = "another/box";
	report.index = 77;
	struct rebound_event moved = make(&report, arena, NOON + DAY);
	ck_assert_mem_eq(first.key, moved.key, 32);
	report.recipients = &upper;
	struct rebound_event same = make(&report, arena, NOON);
	ck_assert_mem_eq(first.key, same.key, 32);
	const struct rebound_recipient *others[] = {&bob, &none, &original};
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
		report.recipients = others[i];
		struct rebound_event other = make(&report, arena, NOON);
		ck_assert_mem_ne(first.key, other.key, 32);
	}
	report.recipients = &ann;
	report.content_hash[31] = 1;
	struct rebound_event content = make(&report, arena, NOON);
	ck_assert_mem_ne(first.key, content.key, 32);
}
END_TEST

START_TEST(nameless_recipients_are_told_apart)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", "", NULL);
	struct rebound_recipient recipients[2] = {0};
	struct rebound_report report = make_report(recipients);
	struct rebound_policy_context context = {.now = NOON};
	struct rebound_event events[2];

	report.recipient_count = 2;
	for (guint i = 0; i < 2; i++)
		rebound_policy_event(policy, &report, i, &context, arena, &events[i]);
	ck_assert_mem_ne(events[0].key, events[1].key, 32);
}
END_TEST

START_TEST(what_an_event_takes_over)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_recipient recipient = {.address = "ann@example.org",
		.kind = REBOUND_KIND_FAILURE,
		.status = {5, 1, 1},
		.reply = 550,
		.notice = "no such user",
		.remote_mta = "mx.example.org",
		.nested = TRUE,
		.verdict = {.reason = REBOUND_REASON_MAILBOX_UNKNOWN,
			.permanence = REBOUND_PERMANENCE_PERMANENT,
			.advice = REBOUND_ADVICE_SUPPRESS,
			.confidence = 0.9,
			.retry_after = 60,
			.rule = "r",
			.rule_at = "rules/x.lua:1",
			.evidence = "no such user"}};
	struct rebound_report report = make_report(&recipient);
	report.original.message_id = "1@own.example";
	report.feedback.type = "abuse";
	struct rebound_event event = make(&report, arena, NOON);

	ck_assert_int_eq(event.kind, REBOUND_KIND_FAILURE);
	ck_assert_int_eq(event.reason, REBOUND_REASON_MAILBOX_UNKNOWN);
	ck_assert_int_eq(event.permanence, REBOUND_PERMANENCE_PERMANENT);
	ck_assert_int_eq(event.advice, REBOUND_ADVICE_SUPPRESS);
	ck_assert_int_eq(event.trust, REBOUND_TRUST_PLAIN);
	ck_assert_str_eq(event.status, "5.1.1");
	ck_assert_int_eq(event.reply, 550);
	ck_assert_str_eq(event.text, "no such user");
	ck_assert_str_eq(event.remote_mta, "mx.example.org");
	ck_assert_str_eq(event.original_id, "1@own.example");
	ck_assert_str_eq(event.feedback_type, "abuse");
	ck_assert_str_eq(event.rule, "r");
	ck_assert_str_eq(event.rule_at, "rules/x.lua:1");
	ck_assert_str_eq(event.evidence, "no such user");
	ck_assert_int_eq(event.retry_after, 60);
	ck_assert_str_eq(event.source, "box");
	ck_assert_uint_eq(event.source_index, 4);
	ck_assert(event.nested);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("trust");
	TCase *events = tcase_create("events");

	tcase_add_loop_test(events, what_speaks_for_a_report, 0, G_N_ELEMENTS(trusts));
	tcase_add_test(events, without_settings_nothing_is_own);
	tcase_add_test(events, a_verp_address_from_the_sender);
	tcase_add_test(events, kinds_without_a_message);
	tcase_add_loop_test(events, authentication_results, 0, G_N_ELEMENTS(results));
	tcase_add_loop_test(events, the_address_that_effects_are_on, 0, G_N_ELEMENTS(addresses));
	tcase_add_loop_test(events, the_time_of_an_event, 0, G_N_ELEMENTS(times));
	tcase_add_test(events, keys_know_content_and_recipient);
	tcase_add_test(events, nameless_recipients_are_told_apart);
	tcase_add_test(events, what_an_event_takes_over);
	suite_add_tcase(suite, events);
	return suite;
}
