/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <lauxlib.h>
#include <lua.h>

#include "core/rules/card.h"
#include "rules/support.h"

static const struct rebound_header original_headers[] = {{"List-Id", "<news.example.org>"}, {"Empty", ""}};
static const struct rebound_header headers[] = {{"X-Loop", "yes"}, {"List-Id", "other"}};

static const struct rebound_header extensions[] = {{"x-category", "gone"}, {"x-both", "its own"}};
static const struct rebound_header more[] = {{"x-queue-id", "Q7"}, {"x-both", "of all"}};

static void fill(struct one *one)
{
	one_init(one, "550 5.1.1 The mailbox of Ann was closed", "5.1.1", 550);
	one->recipient.notice = "Ann has left; \xc3\x84rger";
	one->recipient.original_address = "ann@old.example";
	one->recipient.remote_mta = "mx.example.org";
	one->recipient.reporting_mta = "out.example.com";
	one->recipient.command = "RCPT";
	one->recipient.action = "failed";
	one->recipient.new_address = "zoe@east.test";
	one->recipient.extensions = extensions;
	one->recipient.extension_count = G_N_ELEMENTS(extensions);
	one->report.extensions = more;
	one->report.extension_count = G_N_ELEMENTS(more);
	one->report.subject = "Undelivered";
	one->report.from = "mailer-daemon@out.example.com";
	one->report.original = (struct rebound_original){
		.message_id = "1@example.com", .from = "bob@example.com", .subject = "News", .list_id = "news"};
	one->report.headers = headers;
	one->report.header_count = G_N_ELEMENTS(headers);
	one->report.original_headers = original_headers;
	one->report.original_header_count = G_N_ELEMENTS(original_headers);
}

/* A card whose check is this expression. */
static struct rebound_ruleset *load_check(const char *body)
{
	g_autofree char *text = g_strdup_printf("local kept, count = {}, 0\n"
						"rule 'checked' { check = function(b) %s end,\n"
						"    reason = 'mailbox_moved' }\n"
						"rule 'last' { reply = 550, reason = 'mailbox_unknown' }\n",
		body);

	return load_cards(text);
}

static const struct {
	const char *body;
	gboolean holds;
} rows[] = {
	{"return true", TRUE},
	{"return false", FALSE},
	{"return nil", FALSE},
	{"", FALSE},
	{"return 0", TRUE},
	{"return ''", TRUE},
	{"return b.text == '550 5.1.1 The mailbox of Ann was closed'", TRUE},
	{"return b.notice == 'Ann has left; \xc3\x84rger'", TRUE},
	{"return b.status == '5.1.1' and b.reply == 550", TRUE},
	{"return b.address == 'ann@example.org' and b.domain == 'example.org'", TRUE},
	{"return b.original_address == 'ann@old.example'", TRUE},
	{"return b.host == b.remote_mta and b.host == 'mx.example.org'", TRUE},
	{"return b.reporting_mta == 'out.example.com'", TRUE},
	{"return b.command == 'RCPT' and b.action == 'failed' and b.kind == 'failure'", TRUE},
	{"return b.subject == 'Undelivered' and b.from == 'mailer-daemon@out.example.com'", TRUE},
	{"return b.reader == 'dsn' and b.format == 'dsn'", TRUE},
	{"return b.original.from == 'bob@example.com' and b.original.to == nil", TRUE},
	{"return b.original.list_id == 'news' and b.original.message_id == '1@example.com'", TRUE},
	{"return b:header('list-ID') == '<news.example.org>'", TRUE},
	{"return b:header('x-loop') == 'yes'", TRUE},
	{"return b:header('Empty') == ''", TRUE},
	{"return b:header('No-Such')", FALSE},
	{"return b:extension('X-Category') == 'gone'", TRUE},
	{"return b:extension('x-queue-id') == 'Q7'", TRUE},
	{"return b:extension('x-both') == 'its own'", TRUE},
	{"return b:extension('No-Such')", FALSE},
	{"return b.new_address == 'zoe@east.test' and b.final_log_id == nil", TRUE},
	{"return b:says('mailbox * closed')", TRUE},
	{"return b:says('MAILBOX   of ann')", TRUE},
	{"return b:says('has left; \xc3\xa4rger')", TRUE},
	{"return b:says('clos')", FALSE},
	{"return b:says('clos*')", TRUE},
	{"return b.text:find('closed', 1, true)", TRUE},
	{"return b.text:lower():match('mailbox of (%a+)') == 'ann'", TRUE},
	{"return tostring(b) == 'bounce'", TRUE},
	{"local ok = pcall(function() b.text = 'x' end) return ok", FALSE},
	/* Nothing is kept between two calls. */
	{"count = count + 1 return count == 1", TRUE},
};

START_TEST(a_check)
{
	g_autoptr(rebound_ruleset) ruleset = load_check(rows[_i].body);

	for (guint round = 0; round < 3; round++) {
		struct one one;

		fill(&one);
		const struct rebound_verdict *verdict = classify_one(ruleset, &one);
		g_autofree char *error = rebound_ruleset_take_error(ruleset);
		ck_assert_msg(error == NULL, "%s: %s", rows[_i].body, error);
		ck_assert_msg(g_strcmp0(verdict->rule, rows[_i].holds ? "checked" : "last") == 0, "%s: %s",
			rows[_i].body, verdict->rule);
		one_clear(&one);
	}
}
END_TEST

#define IN " (in the check of rule 'checked', mine.lua:2)"

/* What fails: the verdict is unknown, nothing is done, and somebody is told. */
static const struct {
	const char *body;
	const char *error;
} failures[] = {
	{"return b.txt", "mine.lua:2: a bounce has no field 'txt'; did you mean 'text'?" IN},
	{"return b[5]", "mine.lua:2: a bounce has no field ''" IN},
	{"return b.nothing.at.all", "mine.lua:2: a bounce has no field 'nothing'"},
	{"b.text = 'x'", "mine.lua:2: a bounce can't be changed" IN},
	{"error('my words')", "mine.lua:2: my words" IN},
	{"error(b.text)", "mine.lua:2: 550 5.1.1 The mailbox of Ann was closed" IN},
	{"error('a\\nb\\27[2Jc', 0)", "mine.lua:2: a b\xef\xbf\xbd[2Jc" IN},
	{"error({})", "mine.lua:2: error() was called with a table value instead of a message" IN},
	{"error()", "mine.lua:2: error() was called with a nil value instead of a message" IN},
	{"local x = nil; return x.y", "mine.lua:2: attempt to index a nil value (local 'x')" IN},
	{"return b.header('List-Id')", "mine.lua:2: bad argument #1 to 'header'"},
	{"return b:header()", "mine.lua:2: bad argument #1 to 'header'"},
	{"return b:says(5 == 5)", "mine.lua:2: bad argument #1 to 'says'"},
	{"return b:says('')", "mine.lua:2: "},
	{"return b:says('*')", "mine.lua:2: "},
	{"return b:says(('x'):rep(2000))", "mine.lua:2: this is no phrase" IN},
	{"return b:says('no\\0user')", "mine.lua:2: this is no phrase" IN},
	{"while true do end", "mine.lua:2: stopped"},
	{"while true do pcall(error) end", "mine.lua:2: stopped"},
	{"repeat until pcall(function() while true do end end) and false",
		"mine.lua:2: stopped"},
	{"local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end", "mine.lua:2: stopped"},
	{"return (('a'):rep(30000)):find(('a-'):rep(8) .. 'b')", "mine.lua:2: stopped"},
	{"for i = 1, 1000000 do b:says('phrase ' .. i) end", "mine.lua:2: stopped"},
	{"local function f() return f() + 1 end return f()", "mine.lua:2: "},
	{"rule 'late' { says = 'x y', reason = 'expired' }", "mine.lua:2: rule and use are words of a rule file"},
	{"use 'all'", "mine.lua:2: rule and use are words of a rule file"},
	{"kept.bounce = b", "mine.lua:2: 'bounce' can't be set"},
	{"rule = 5", "mine.lua:2: 'rule' can't be set"},
};

START_TEST(a_failing_check)
{
	g_autoptr(rebound_ruleset) ruleset = load_check(failures[_i].body);

	for (guint round = 0; round < 2; round++) {
		struct one one;

		fill(&one);
		const struct rebound_verdict *verdict = classify_one(ruleset, &one);
		g_autofree char *error = rebound_ruleset_take_error(ruleset);
		ck_assert_msg(error != NULL, "no error for: %s", failures[_i].body);
		ck_assert_msg(g_str_has_prefix(error, failures[_i].error), "for: %s\ngot:      %s\nexpected: %s",
			failures[_i].body, error, failures[_i].error);
		ck_assert_msg(strstr(error, "rule 'checked'") != NULL, "%s", error);
		ck_assert_int_eq(verdict->reason, REBOUND_REASON_UNKNOWN);
		ck_assert_int_eq(verdict->fault, REBOUND_FAULT_NONE);
		ck_assert_int_eq(verdict->permanence, REBOUND_PERMANENCE_UNKNOWN);
		ck_assert_int_eq(verdict->advice, REBOUND_ADVICE_REVIEW);
		ck_assert_ptr_null(verdict->rule);
		ck_assert_ptr_nonnull(verdict->evidence);
		ck_assert_ptr_null(rebound_ruleset_take_error(ruleset));
		one_clear(&one);
	}
}
END_TEST

/* One message's failure is not the next one's. */
START_TEST(the_run_goes_on)
{
	g_autoptr(rebound_ruleset) ruleset = load_check("if b.reply == 550 then error('no') end return true");
	struct one one;

	fill(&one);
	ck_assert_ptr_null(classify_one(ruleset, &one)->rule);
	one.recipient.reply = 551;
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "checked");
	g_autofree char *error = rebound_ruleset_take_error(ruleset);
	ck_assert_ptr_nonnull(error);
	one_clear(&one);
}
END_TEST

/* A check that runs into a limit is not tried for each of a report's recipients. */
START_TEST(a_limit_is_paid_once)
{
	g_autoptr(rebound_ruleset) ruleset = load_check("while true do end");
	struct one one;

	fill(&one);
	g_autofree struct rebound_recipient *many = g_new(struct rebound_recipient, 2000);
	for (guint i = 0; i < 2000; i++)
		many[i] = one.recipient;
	one.report.recipients = many;
	one.report.recipient_count = 2000;
	gint64 start = g_get_monotonic_time();
	rebound_ruleset_classify(ruleset, &one.report, one.arena);
	ck_assert_int_lt(g_get_monotonic_time() - start, 10 * G_USEC_PER_SEC);
	for (guint i = 0; i < 2000; i++)
		ck_assert_int_eq(many[i].verdict.advice, REBOUND_ADVICE_REVIEW);
	g_autofree char *error = rebound_ruleset_take_error(ruleset);
	ck_assert_msg(strstr(error, "stopped") != NULL, "%s", error);
	one_clear(&one);
}
END_TEST

/* A card before the failing one has won already; one behind it has not. */
START_TEST(only_what_is_needed_is_checked)
{
	g_autoptr(rebound_ruleset) ruleset =
		load_cards("rule 'first' { says = 'closed', reason = 'mailbox_disabled' }\n"
			   "rule 'bad' { check = function() error('bad') end, reason = 'expired' }\n"
			   "rule 'codes' { says = 'of bob', check = function() error('worse') end, reason = 'expired' }");
	struct one one;

	fill(&one);
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "first");
	ck_assert_ptr_null(rebound_ruleset_take_error(ruleset));
	one_clear(&one);
}
END_TEST

START_TEST(a_check_within_unless)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(
		"rule 'a' { says = 'closed', unless = { check = function(b) return b.reply == 550 end },\n"
		"           reason = 'mailbox_disabled' }");
	struct one one;

	fill(&one);
	ck_assert_ptr_null(classify_one(ruleset, &one)->rule);
	one.recipient.reply = 551;
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "a");
	one_clear(&one);
}
END_TEST

/* What a script would hold that kept a bounce from one call to the next. */
static int push_kept_text(lua_State *state)
{
	guint64 *handle = lua_newuserdatauv(state, sizeof(*handle), 0);

	*handle = (guint64)lua_tointeger(state, 1);
	luaL_setmetatable(state, "bounce");
	lua_getfield(state, -1, "text");
	return 1;
}

START_TEST(a_kept_bounce_is_gone)
{
	g_autoptr(rebound_ruleset) ruleset = load_check("return true");
	lua_State *state = rebound_sandbox_state(ruleset->sandbox);
	g_autoptr(GError) error = NULL;
	struct one one;

	fill(&one);
	ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "checked");
	one_clear(&one);
	lua_pushcfunction(state, push_kept_text);
	lua_pushinteger(state, _i);
	ck_assert(!rebound_sandbox_call(ruleset->sandbox, 1, 1, &error));
	ck_assert_str_eq(error->message, "this bounce is gone");
}
END_TEST

START_TEST(a_bounce_is_not_kept)
{
	g_autoptr(rebound_ruleset) ruleset = load_check("if count == 1 then return kept.text end kept = b count = 1");
	struct one one;

	fill(&one);
	for (guint round = 0; round < 2; round++) {
		ck_assert_pstr_eq(classify_one(ruleset, &one)->rule, "last");
		ck_assert_ptr_null(rebound_ruleset_take_error(ruleset));
	}
	one_clear(&one);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("bounce");
	TCase *tcase = tcase_create("checks");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, a_check, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, a_failing_check, 0, G_N_ELEMENTS(failures));
	tcase_add_test(tcase, the_run_goes_on);
	tcase_add_test(tcase, a_limit_is_paid_once);
	tcase_add_test(tcase, only_what_is_needed_is_checked);
	tcase_add_test(tcase, a_check_within_unless);
	tcase_add_loop_test(tcase, a_kept_bounce_is_gone, 0, 3);
	tcase_add_test(tcase, a_bounce_is_not_kept);
	suite_add_tcase(suite, tcase);
	return suite;
}
