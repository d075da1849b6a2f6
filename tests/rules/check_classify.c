/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"
#include "sanitized.h"

#include <time.h>

#include <math.h>

#include "rules/support.h"

/* Cards of each field, in this order, and what they make of texts and codes. */
static const char cards[] =
	"rule 'provider' { host = '*.mx.example.net', says = 'deferred [Q*', reason = 'reputation_block', retry = '4h' }\n"
	"rule 'own_domain' { domain = { 'example.com', '*.example.com' }, says = 'closed', reason = 'mailbox_moved' }\n"
	"rule 'too_many' { says = 'too many * messages', reason = 'rate_limited', permanence = 'temporary' }\n"
	"rule 'no_user' { says = { 'no such user', 'mailbox * does not exist', 'unbekannter empf\xc3\xa4nger' },\n"
	"    reason = 'mailbox_unknown',\n"
	"    unless = { { says = 'sender' }, { says = 'try later', reply = '4*' } } }\n"
	"rule 'pattern' { matches = [[user \\d+ is (?:gone|away)]], reason = 'mailbox_disabled' }\n"
	"rule 'bare_pattern' { matches = [[^\\d+-\\d+$]], reason = 'protocol_error' }\n"
	"rule 'both' { says = 'blocked', status = '5.7.*', reason = 'policy_rejected' }\n"
	"rule 'stem' { says = 'blacklist*', reason = 'reputation_block' }\n"
	"rule 'quoted' { says = \"can't be \\\"delivered\\\"\", reason = 'content_rejected', doc = 'Quotes.' }\n"
	"rule 'cjk' { says = '\xe5\xaf\x84\xe4\xbb\xb6\xe4\xba\xba', reason = 'sender_rejected' }\n"
	"rule 'warned' { says = 'we keep trying', kind = 'delay', reason = 'network_error' }\n"
	"rule 'sure' { says = 'certainly', confidence = 0.42, reason = 'expired' }\n"
	"rule 'at_data' { command = 'DATA', reply = 554, reason = 'spam_content' }\n"
	"rule 'list' { header = { ['List-Id'] = '*.news.example.org*', ['X-Kind'] = { 'bulk', 'promo*' } },\n"
	"    reply = 451, reason = 'greylisted' }\n"
	"rule 'reader' { reader = 'qs*', status = '5.9.9', reason = 'routing_loop' }\n"
	"rule 'full_code' { status = 'x.2.2', reason = 'mailbox_full' }\n"
	"rule 'unknown_code' { status = { 'x.1.1', '5.1.10' }, reason = 'mailbox_unknown' }\n"
	"rule 'bare_five' { status = '5.0.0', reason = 'policy_rejected' }\n"
	"rule 'pair' { status = '4.4.*', reply = { 421, '45x' }, reason = 'system_error' }\n"
	"rule 'five_fifty' { reply = 550, reason = 'mailbox_unknown' }\n"
	"rule 'fives' { reply = '5*', reason = 'policy_rejected' }\n";

struct row {
	const char *text, *notice, *status;
	int reply;
	const char *host, *command;
	const char *rule; /* NULL for none */
	const char *evidence;
	enum rebound_permanence permanence;
	enum rebound_advice advice;
	double confidence;
};

#define PERMANENT REBOUND_PERMANENCE_PERMANENT
#define TEMPORARY REBOUND_PERMANENCE_TEMPORARY
#define UNKNOWN   REBOUND_PERMANENCE_UNKNOWN
#define SUPPRESS  REBOUND_ADVICE_SUPPRESS
#define RETRY     REBOUND_ADVICE_RETRY
#define REVIEW    REBOUND_ADVICE_REVIEW
#define SENDER    REBOUND_ADVICE_FIX_SENDER
#define MESSAGE   REBOUND_ADVICE_FIX_MESSAGE

static const struct row rows[] = {
	/* Texts. */
	{"550 5.1.1 No  Such User here", NULL, "5.1.1", 550, NULL, NULL, "no_user", "No  Such User", PERMANENT,
		SUPPRESS, 0.95},
	{"no such user", NULL, NULL, 0, NULL, NULL, "no_user", "no such user", PERMANENT, SUPPRESS, 0.9},
	{"mailbox ann@example.org does not exist", NULL, NULL, 0, NULL, NULL, "no_user",
		"mailbox ann@example.org does not exist", PERMANENT, SUPPRESS, 0.9},
	{"Unbekannter EMPF\xc3\x84NGER.", NULL, NULL, 0, NULL, NULL, "no_user", "Unbekannter EMPF\xc3\x84NGER",
		PERMANENT, SUPPRESS, 0.9},
	{"it can\xe2\x80\x99t be \xe2\x80\x9c" "delivered\xe2\x80\x9d now", NULL, NULL, 0, NULL, NULL, "quoted",
		"can\xe2\x80\x99t be \xe2\x80\x9c" "delivered\xe2\x80\x9d", PERMANENT, MESSAGE, 0.9},
	{"\xe5\xaf\x84\xe4\xbb\xb6\xe4\xba\xba\xe4\xb8\x8d\xe6\x98\x8e", NULL, NULL, 0, NULL, NULL, "cjk",
		"\xe5\xaf\x84\xe4\xbb\xb6\xe4\xba\xba", PERMANENT, SENDER, 0.9},
	/* Borders of words. */
	{"no such users", NULL, NULL, 0, NULL, NULL, NULL, NULL, UNKNOWN, REVIEW, 0.1},
	{"you are blacklisted", NULL, NULL, 0, NULL, NULL, "stem", "blacklist", PERMANENT, SENDER, 0.9},
	/* The first card wins, whatever the codes. */
	{"too many bad messages, no such user", NULL, "5.1.1", 550, NULL, NULL, "too_many", "too many bad messages",
		TEMPORARY, RETRY, 0.9},
	{"no such user", NULL, "5.2.2", 552, NULL, NULL, "no_user", "no such user", PERMANENT, SUPPRESS, 0.9},
	/* Unless. */
	{"no such user as sender", NULL, NULL, 550, NULL, NULL, "five_fifty", "550", PERMANENT, SUPPRESS, 0.5},
	{"no such user, try later", NULL, NULL, 450, NULL, NULL, NULL, NULL, TEMPORARY, RETRY, 0.3},
	{"no such user, try later", NULL, NULL, 550, NULL, NULL, "no_user", "no such user", PERMANENT, SUPPRESS, 0.95},
	/* Gaps end. */
	{"mailbox 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
	 "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 does not exist",
		NULL, NULL, 0, NULL, NULL, NULL, NULL, UNKNOWN, REVIEW, 0.1},
	/* Regular expressions. */
	{"User 42 is gone", NULL, NULL, 0, NULL, NULL, "pattern", "User 42 is gone", PERMANENT, SUPPRESS, 0.9},
	{"12-34", NULL, NULL, 0, NULL, NULL, "bare_pattern", "12-34", PERMANENT, SENDER, 0.9},
	/* All fields must hold. */
	{"blocked", NULL, "5.7.1", 0, NULL, NULL, "both", "blocked", PERMANENT, REVIEW, 0.95},
	{"blocked", NULL, "5.1.1", 0, NULL, NULL, "unknown_code", "5.1.1", PERMANENT, SUPPRESS, 0.85},
	/* Hosts. */
	{"deferred [Q17]", NULL, "4.7.0", 421, "mta1.MX.example.net", NULL, "provider", "deferred [Q", TEMPORARY,
		RETRY, 0.97},
	{"deferred [Q17]", NULL, "4.7.0", 421, "dns; mta1.mx.example.net. (192.0.2.9)", NULL, "provider",
		"deferred [Q", TEMPORARY, RETRY, 0.97},
	{"deferred [Q17]", NULL, "4.7.0", 421, "mx.example.com", NULL, NULL, NULL, TEMPORARY, RETRY, 0.3},
	{"host mta1.mx.example.net[192.0.2.9] said: 421 4.7.0 deferred [Q17]", NULL, "4.7.0", 421, NULL, NULL,
		"provider", "deferred [Q", TEMPORARY, RETRY, 0.97},
	/* Codes. */
	{NULL, NULL, "5.1.10", 0, NULL, NULL, "unknown_code", "5.1.10", PERMANENT, SUPPRESS, 0.85},
	{NULL, NULL, "4.1.1", 0, NULL, NULL, "unknown_code", "4.1.1", TEMPORARY, RETRY, 0.85},
	{NULL, NULL, "5.2.2", 0, NULL, NULL, "full_code", "5.2.2", PERMANENT, RETRY, 0.85},
	{NULL, NULL, "5.0.0", 0, NULL, NULL, "bare_five", "5.0.0", PERMANENT, REVIEW, 0.6},
	{NULL, NULL, "4.4.7", 451, NULL, NULL, "pair", "451 4.4.7", TEMPORARY, RETRY, 0.85},
	{NULL, NULL, "4.4.7", 431, NULL, NULL, NULL, NULL, TEMPORARY, RETRY, 0.3},
	{NULL, NULL, NULL, 550, NULL, NULL, "five_fifty", "550", PERMANENT, SUPPRESS, 0.5},
	{NULL, NULL, NULL, 599, NULL, NULL, "fives", "599", PERMANENT, REVIEW, 0.5},
	{NULL, NULL, NULL, 554, NULL, "DATA", "at_data", "554", PERMANENT, MESSAGE, 0.5},
	/* The milder class wins. */
	{NULL, NULL, "5.1.1", 450, NULL, NULL, "unknown_code", "5.1.1", TEMPORARY, RETRY, 0.85},
	{"no such user", NULL, "4.1.1", 550, NULL, NULL, "no_user", "no such user", TEMPORARY, RETRY, 0.95},
	{"no such user", NULL, "2.0.0", 550, NULL, NULL, "no_user", "no such user", UNKNOWN, REVIEW, 0.95},
	/* What the card says of itself. */
	{"certainly", NULL, NULL, 0, NULL, NULL, "sure", "certainly", TEMPORARY, RETRY, 0.42},
	{"we keep trying", NULL, "5.4.1", 0, NULL, NULL, "warned", "we keep trying", TEMPORARY, RETRY, 0.9},
	/* Nothing. */
	{NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, UNKNOWN, REVIEW, 0.1},
	{"", NULL, NULL, 0, NULL, NULL, NULL, NULL, UNKNOWN, REVIEW, 0.1},
	/* The notice: where the codes alone would win, or nothing. */
	{NULL, "There is no such user", "5.2.2", 552, NULL, NULL, "no_user", "no such user", PERMANENT, SUPPRESS, 0.9},
	{"554 error", "There is no such user", NULL, 554, NULL, NULL, "no_user", "no such user", PERMANENT, SUPPRESS,
		0.9},
	{"blocked", "There is no such user", "5.7.1", 0, NULL, NULL, "both", "blocked", PERMANENT, REVIEW, 0.95},
	{"certainly", "too many such messages", NULL, 0, NULL, NULL, "sure", "certainly", TEMPORARY, RETRY, 0.42},
	{"sender", "There is no such user", NULL, 550, NULL, NULL, "five_fifty", "550", PERMANENT, SUPPRESS, 0.5},
};

START_TEST(a_verdict)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	const struct row *row = &rows[_i];
	struct one one;

	one_init(&one, row->text, row->status, row->reply);
	one.report.format = REBOUND_FORMAT_NONE;
	one.recipient.notice = row->notice;
	one.recipient.remote_mta = row->host;
	one.recipient.command = row->command;
	const struct rebound_verdict *verdict = classify_one(ruleset, &one);
	ck_assert_pstr_eq(verdict->rule, row->rule);
	ck_assert_pstr_eq(verdict->evidence, row->evidence);
	ck_assert_int_eq(verdict->permanence, row->permanence);
	ck_assert_int_eq(verdict->advice, row->advice);
	ck_assert_msg(fabs(verdict->confidence - row->confidence) < 0.001, "%f", verdict->confidence);
	ck_assert_int_eq(verdict->fault, rebound_reason_fault(verdict->reason));
	ck_assert_int_eq(verdict->rule == NULL, verdict->rule_at == NULL);
	one_clear(&one);
}
END_TEST

/* Where the permanence comes from: the card, the codes, the act of giving up, the reason. */
static const struct {
	const char *text, *status;
	int reply;
	enum rebound_format format;
	const char *action;
	enum rebound_permanence permanence;
} permanences[] = {
	{"too many bad messages", "5.1.1", 550, REBOUND_FORMAT_DSN, "failed", TEMPORARY},
	{"no such user", "4.1.1", 550, REBOUND_FORMAT_DSN, "failed", TEMPORARY},
	{"no such user", "5.1.1", 450, REBOUND_FORMAT_DSN, "failed", TEMPORARY},
	{"no such user", NULL, 450, REBOUND_FORMAT_DSN, "failed", TEMPORARY},
	{"no such user", "2.1.1", 0, REBOUND_FORMAT_DSN, "failed", UNKNOWN},
	{"certainly", NULL, 0, REBOUND_FORMAT_DSN, "failed", PERMANENT},
	{"certainly", NULL, 0, REBOUND_FORMAT_TEXT, NULL, PERMANENT},
	{"certainly", NULL, 0, REBOUND_FORMAT_NONE, NULL, TEMPORARY},
	{"nobody knows", NULL, 0, REBOUND_FORMAT_DSN, "failed", PERMANENT},
	{"nobody knows", NULL, 0, REBOUND_FORMAT_DSN, "delayed", TEMPORARY},
	{"nobody knows", NULL, 0, REBOUND_FORMAT_NONE, NULL, UNKNOWN},
};

START_TEST(a_permanence)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, permanences[_i].text, permanences[_i].status, permanences[_i].reply);
	one.report.format = permanences[_i].format;
	one.recipient.action = permanences[_i].action;
	ck_assert_int_eq(classify_one(ruleset, &one)->permanence, permanences[_i].permanence);
	one_clear(&one);
}
END_TEST

/* The same, one after another with one set: nothing is left over from the message before. */
START_TEST(verdicts_in_a_row)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);

	for (guint round = 0; round < 3; round++) {
		for (gsize i = G_N_ELEMENTS(rows); i-- > 0;) {
			struct one one;

			one_init(&one, rows[i].text, rows[i].status, rows[i].reply);
			one.recipient.notice = rows[i].notice;
			one.recipient.remote_mta = rows[i].host;
			one.recipient.command = rows[i].command;
			ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, rows[i].rule);
			one_clear(&one);
		}
	}
}
END_TEST

static const struct rebound_header bulk_headers[] = {
	{"list-id", "News <weekly.news.example.org>"},
	{"X-Kind", "none"},
	{"X-Kind", "Promotion"},
};

START_TEST(headers_must_all_hold)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, NULL, NULL, 451);
	one.report.original_headers = bulk_headers;
	one.report.original_header_count = 3;
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "list");
	one.report.original_header_count = 2;
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, NULL);
	one.report.headers = bulk_headers + 2;
	one.report.header_count = 1;
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "list");
	one_clear(&one);
}
END_TEST

START_TEST(a_reader_holds)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, NULL, "5.9.9", 0);
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, NULL);
	one.report.reader = "qsbmf";
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "reader");
	one_clear(&one);
}
END_TEST

static const struct {
	const char *address, *original, *rule;
} domains[] = {
	{"ann@example.com", NULL, "own_domain"},
	{"ann@sub.EXAMPLE.com", NULL, "own_domain"},
	{"ann@notexample.com", NULL, NULL},
	{NULL, "ann@example.com", "own_domain"},
	{"ann@example.org", "ann@example.com", NULL},
	{NULL, NULL, NULL},
};

START_TEST(only_a_shipped_card_gives_way_to_a_condition)
{
	static const char text[] = "If the mailbox does not exist, ask for another address.";
	g_autoptr(rebound_ruleset) own = load_cards("rule \"own\" { says = \"if the mailbox does "
						    "not exist\", reason = \"mailbox_unknown\" }\n"
						    "use \"all\"\n");
	g_autoptr(rebound_ruleset) shipped = load_cards("use \"all\"\n");
	struct one one;

	one_init(&one, text, NULL, 0);
	ck_assert_pstr_eq(classify_one(own, &one)->rule, "own");
	ck_assert_int_ne(classify_one(shipped, &one)->fault, REBOUND_FAULT_ADDRESS);
	one_clear(&one);
}
END_TEST

START_TEST(a_domain_holds)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, "the account is closed", NULL, 0);
	one.recipient.address = domains[_i].address;
	one.recipient.original_address = domains[_i].original;
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, domains[_i].rule);
	one_clear(&one);
}
END_TEST

/* Kinds that no card is asked about. */
static const struct {
	enum rebound_kind kind;
	const char *feedback;
	enum rebound_advice advice;
} kinds[] = {
	{REBOUND_KIND_INFORMATION, NULL, REBOUND_ADVICE_NONE},
	{REBOUND_KIND_SUCCESS, NULL, REBOUND_ADVICE_NONE},
	{REBOUND_KIND_AUTO_REPLY, NULL, REBOUND_ADVICE_NONE},
	{REBOUND_KIND_CHALLENGE, NULL, REBOUND_ADVICE_NONE},
	{REBOUND_KIND_DISPOSITION, NULL, REBOUND_ADVICE_NONE},
	{REBOUND_KIND_OTHER, NULL, REBOUND_ADVICE_NONE},
	{REBOUND_KIND_UNSUBSCRIBE, NULL, SUPPRESS},
	{REBOUND_KIND_COMPLAINT, "abuse", SUPPRESS},
	{REBOUND_KIND_COMPLAINT, "not-spam", REBOUND_ADVICE_NONE},
};

START_TEST(a_kind)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, "no such user", "5.1.1", 550);
	one.recipient.kind = kinds[_i].kind;
	one.report.feedback.type = kinds[_i].feedback;
	const struct rebound_verdict *verdict = classify_one(ruleset, &one);
	ck_assert_int_eq(verdict->reason, REBOUND_REASON_NONE);
	ck_assert_int_eq(verdict->permanence, REBOUND_PERMANENCE_NONE);
	ck_assert_int_eq(verdict->advice, kinds[_i].advice);
	ck_assert_ptr_null(verdict->rule);
	one_clear(&one);
}
END_TEST

/* A delay is temporary, and its advice is to wait, unless something of ours is wrong. */
static const struct {
	const char *text, *status;
	enum rebound_reason reason;
	enum rebound_advice advice;
} delays[] = {
	{"no such user", "5.1.1", REBOUND_REASON_MAILBOX_UNKNOWN, RETRY},
	{"blacklisted", NULL, REBOUND_REASON_REPUTATION_BLOCK, RETRY},
	{NULL, NULL, REBOUND_REASON_UNKNOWN, RETRY},
	{"\xe5\xaf\x84\xe4\xbb\xb6\xe4\xba\xba", NULL, REBOUND_REASON_SENDER_REJECTED, SENDER},
	{"can't be \"delivered\"", NULL, REBOUND_REASON_CONTENT_REJECTED, MESSAGE},
};

START_TEST(a_delay)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, delays[_i].text, delays[_i].status, 0);
	one.recipient.kind = REBOUND_KIND_DELAY;
	const struct rebound_verdict *verdict = classify_one(ruleset, &one);
	ck_assert_int_eq(verdict->reason, delays[_i].reason);
	ck_assert_int_eq(verdict->permanence, TEMPORARY);
	ck_assert_int_eq(verdict->advice, delays[_i].advice);
	one_clear(&one);
}
END_TEST

START_TEST(a_card_makes_it_a_delay)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, "we keep trying", "4.4.1", 0);
	classify_one(ruleset, &one);
	ck_assert_int_eq(one.recipient.kind, REBOUND_KIND_DELAY);
	ck_assert_int_eq(one.report.kind, REBOUND_KIND_DELAY);
	one_clear(&one);

	/* Another recipient failed: so did the message. */
	one_init(&one, "we keep trying", "4.4.1", 0);
	struct rebound_recipient two[] = {one.recipient, one.recipient};
	two[1].text = "no such user";
	one.report.recipients = two;
	one.report.recipient_count = 2;
	classify_one(ruleset, &one);
	ck_assert_int_eq(two[0].kind, REBOUND_KIND_DELAY);
	ck_assert_int_eq(two[1].kind, REBOUND_KIND_FAILURE);
	ck_assert_int_eq(one.report.kind, REBOUND_KIND_FAILURE);
	one_clear(&one);
}
END_TEST

/* The later of the card's span and the server's, within bounds; only for what may be tried again. */
static const struct {
	const char *text, *host, *status;
	gint64 retry_after;
} retries[] = {
	{"deferred [Q1]", "a.mx.example.net", "4.7.0", 4 * 3600},
	{"deferred [Q1], try again in 10 minutes", "a.mx.example.net", "4.7.0", 4 * 3600},
	{"deferred [Q1], try again in 6 hours", "a.mx.example.net", "4.7.0", 6 * 3600},
	{"deferred [Q1], try again in 9 days", "a.mx.example.net", "4.7.0", 24 * 3600},
	{"try again in 600 seconds", NULL, "4.7.1", 600},
	{"try again in 10 seconds", NULL, "4.7.1", 300},
	{"no such user, try again in 600 seconds", NULL, "5.1.1", 0},
	{"try later", NULL, "4.7.1", 0},
};

START_TEST(a_retry)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, retries[_i].text, retries[_i].status, 0);
	one.recipient.remote_mta = retries[_i].host;
	ck_assert_int_eq(classify_one(ruleset, &one)->retry_after, retries[_i].retry_after);
	one_clear(&one);
}
END_TEST

START_TEST(doubt_lowers_confidence)
{
	static const char *const conflict[] = {"class-conflict", NULL};
	static const char *const harmless[] = {"missing-blank-line", NULL};
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, "no such user", NULL, 0);
	one.report.format = REBOUND_FORMAT_TEXT;
	ck_assert_double_eq_tol(classify_one(ruleset, &one)->confidence, 0.72, 0.001);
	one.report.format = REBOUND_FORMAT_DSN;
	one.report.faults = conflict;
	ck_assert_double_eq_tol(classify_one(ruleset, &one)->confidence, 0.72, 0.001);
	one.report.faults = harmless;
	ck_assert_double_eq_tol(classify_one(ruleset, &one)->confidence, 0.9, 0.001);
	one_clear(&one);
}
END_TEST

START_TEST(a_nested_report_suppresses_nobody)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, "no such user", "5.1.1", 550);
	one.recipient.nested = TRUE;
	ck_assert_int_eq(classify_one(ruleset, &one)->advice, REVIEW);
	one_clear(&one);
}
END_TEST

START_TEST(all_that_hold)
{
	static const char *const expected[] = {"no_user", "both", "five_fifty", "fives", "stem"};
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, "blocked: no such user", "5.7.1", 550);
	one.recipient.notice = "you are blacklisted";
	g_autoptr(GArray) matches = rebound_ruleset_matches(ruleset, &one.report, 0, one.arena);
	ck_assert_uint_eq(matches->len, G_N_ELEMENTS(expected));
	for (guint i = 0; i < matches->len; i++) {
		const struct rebound_match *match = &g_array_index(matches, struct rebound_match, i);

		ck_assert_str_eq(rebound_ruleset_card(ruleset, match->card).name, expected[i]);
	}
	const struct rebound_match *first = &g_array_index(matches, struct rebound_match, 0);
	ck_assert_ptr_eq(first->text, one.recipient.text);
	ck_assert_uint_eq(first->start, 9);
	ck_assert_uint_eq(first->end, 21);
	one_clear(&one);
}
END_TEST

/* What wins by the notice stands first here too. */
START_TEST(all_that_hold_by_the_notice)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, "554", NULL, 550);
	one.recipient.notice = "you are blacklisted";
	g_autoptr(GArray) matches = rebound_ruleset_matches(ruleset, &one.report, 0, one.arena);
	ck_assert_uint_eq(matches->len, 3);
	guint winner = g_array_index(matches, struct rebound_match, 0).card;
	ck_assert_str_eq(rebound_ruleset_card(ruleset, winner).name, "stem");
	ck_assert_str_eq(rebound_ruleset_card(ruleset, winner).at, "mine.lua:10");
	one_clear(&one);
}
END_TEST

/* A user's card of codes stands before a text that comes later, in whatever part of the mail. */
START_TEST(order_outranks_the_notice)
{
	g_autoptr(rebound_ruleset) ruleset =
		load_cards("rule 'mine' { reply = 550, reason = 'system_error' }\n"
			   "rule 'text' { says = 'no such user', reason = 'mailbox_unknown' }");
	struct one one;

	one_init(&one, NULL, NULL, 550);
	one.recipient.notice = "no such user";
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "mine");
	one_clear(&one);
}
END_TEST

START_TEST(what_a_card_says_of_itself)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct rebound_card_info info = {0};

	ck_assert_uint_eq(rebound_ruleset_count(ruleset), 21);
	for (guint i = 0; i < rebound_ruleset_count(ruleset); i++) {
		info = rebound_ruleset_card(ruleset, i);
		if (strcmp(info.name, "quoted") == 0)
			break;
	}
	ck_assert_str_eq(info.doc, "Quotes.");
	ck_assert_int_eq(info.reason, REBOUND_REASON_CONTENT_REJECTED);
	ck_assert_str_eq(info.at, "mine.lua:11");
}
END_TEST

/* Texts are remembered within a report, and not beyond it. */
START_TEST(another_text_at_the_same_place)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	char text[] = "no such user 7";
	struct one one;

	one_init(&one, text, NULL, 0);
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "no_user");
	strcpy(text, "User 7 is away");
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "pattern");
	strcpy(text, "User 7 is here");
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, NULL);
	one_clear(&one);
}
END_TEST

START_TEST(many_recipients_share_a_notice)
{
	enum { COUNT = 5000 };
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	g_autofree struct rebound_recipient *many = g_new(struct rebound_recipient, COUNT);
	g_autoptr(GString) notice = g_string_new(NULL);
	struct one one;

	while (notice->len < 16000)
		g_string_append(notice, "the user 1234 was there ");
	g_string_append(notice, "and user 42 is gone");
	one_init(&one, NULL, NULL, 0);
	one.recipient.notice = notice->str;
	for (guint i = 0; i < COUNT; i++) {
		many[i] = one.recipient;
		many[i].text = i % 2 == 0 ? "no such user" : "554 refused";
	}
	one.report.recipients = many;
	one.report.recipient_count = COUNT;
	/* Time of the processor, since others may be at work beside the test. */
	clock_t start = clock();
	rebound_ruleset_classify(ruleset, &one.report, one.arena);
	ck_assert_int_lt(clock() - start, SANITIZED_SECONDS(3) * CLOCKS_PER_SEC);
	for (guint i = 0; i < COUNT; i++) {
		ck_assert_pstr_eq(many[i].verdict.rule, i % 2 == 0 ? "no_user" : "pattern");
		ck_assert_pstr_eq(many[i].verdict.evidence, i % 2 == 0 ? "no such user" : "user 42 is gone");
	}
	one_clear(&one);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("classify");
	TCase *tcase = tcase_create("verdicts");

	tcase_add_loop_test(tcase, a_verdict, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, a_permanence, 0, G_N_ELEMENTS(permanences));
	tcase_add_test(tcase, verdicts_in_a_row);
	tcase_add_test(tcase, headers_must_all_hold);
	tcase_add_test(tcase, a_reader_holds);
	tcase_add_test(tcase, only_a_shipped_card_gives_way_to_a_condition);
	tcase_add_loop_test(tcase, a_domain_holds, 0, G_N_ELEMENTS(domains));
	tcase_add_loop_test(tcase, a_kind, 0, G_N_ELEMENTS(kinds));
	tcase_add_loop_test(tcase, a_delay, 0, G_N_ELEMENTS(delays));
	tcase_add_test(tcase, a_card_makes_it_a_delay);
	tcase_add_loop_test(tcase, a_retry, 0, G_N_ELEMENTS(retries));
	tcase_add_test(tcase, doubt_lowers_confidence);
	tcase_add_test(tcase, a_nested_report_suppresses_nobody);
	tcase_add_test(tcase, all_that_hold);
	tcase_add_test(tcase, all_that_hold_by_the_notice);
	tcase_add_test(tcase, order_outranks_the_notice);
	tcase_add_test(tcase, another_text_at_the_same_place);
	tcase_add_test(tcase, many_recipients_share_a_notice);
	tcase_add_test(tcase, what_a_card_says_of_itself);
	suite_add_tcase(suite, tcase);
	return suite;
}
