/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include <glib/gstdio.h>

#include <rebound/error.h>

static const struct {
	const char *text;
	const char *says;
} mistakes[] = {
	{"polici 'unknown' { review {} }", "test.lua:1: 'polici' is not known; did you mean 'policy'?"},
	{"\npolicy 'mailbox_ful' { review {} }",
		"test.lua:2: policy: 'mailbox_ful' is not known; did you mean 'mailbox_full'?"},
	{"policy 'mailbox_full' {\n  suppress { afer = 2 } }",
		"test.lua:2: suppress has no field 'afer'; did you mean 'after'?"},
	{"policy 'mailbox_full' {\n  suppress { after = 2, over = '30 days' } }",
		"test.lua:2: suppress: over must be a span such as"},
	{"policy 'unknown' { suppress { after = 0 } }",
		"test.lua:1: suppress: after must be a number from 1 to 1000, not 0"},
	{"policy 'unknown' { suppress { after = 1.5 } }",
		"test.lua:1: suppress: after must be a whole number"},
	{"policy 'unknown' { suppress { '30d' } }",
		"test.lua:1: suppress has a value without a field's name"},
	{"policy 'unknown' { suppress { anyway = 'yes' } }",
		"test.lua:1: suppress: anyway must be true or false"},
	{"policy 'unknown' { suppress 'now' }", "test.lua:1: suppress needs a table, not 'now'"},
	{"policy 'unknown' { retry {} }", "test.lua:1: retry needs its spans"},
	{"policy 'unknown' { retry { '6h', '1h' } }",
		"test.lua:1: retry: span 2 is shorter than the one before it"},
	{"policy 'unknown' { retry { '6h', after = '1d' } }",
		"test.lua:1: retry has spans and after"},
	{"policy 'unknown' { retry { 6 } }", "test.lua:1: retry: span 1 must be a span such as"},
	{"policy 'unknown' { slow {} }", "test.lua:1: slow needs a span"},
	{"policy 'unknown' { slow { '2h', '3h' } }", "test.lua:1: slow has more than 1 span"},
	{"policy 'unknown' { slow { '2h', limit = '1h' } }", "test.lua:1: slow: limit is shorter"},
	{"policy 'unknown' { slow { '2h', growth = 0.5 } }",
		"test.lua:1: slow: growth must be a number from 1 to 100"},
	{"policy 'unknown' { tell {} }", "test.lua:1: tell must be whom to tell, not a table"},
	{"policy 'unknown' { review {}, keep {} }",
		"test.lua:1: policy 'unknown' has keep beside review"},
	{"policy 'unknown' { suppress {}, suppress {} }",
		"test.lua:1: policy 'unknown' has suppress twice"},
	{"policy 'unknown' {}", "test.lua:1: policy 'unknown' says nothing"},
	{"policy 'unknown' { 5 }",
		"test.lua:1: policy 'unknown' holds 5; it may hold suppress { ... }"},
	{"policy 'unknown' { suppress = {} }",
		"test.lua:1: policy 'unknown': suppress is no field; write suppress { ... }"},
	{"policy 'unknown' { acton = 'x' }",
		"test.lua:1: policy 'unknown' has no field 'acton'; did you mean 'action'?"},
	{"policy 'unknown'", "test.lua:1: policy \"unknown\" has no table"},
	{"policy 'unknown'\npolicy 'expired' { review {} }",
		"test.lua:1: policy \"unknown\" has no table"},
	{"policy 'unknown' 'review'", "test.lua:1: policy 'unknown' needs a table, not 'review'"},
	{"policy 'unknown' { review {} }\npolicy 'unknown' { keep {} }",
		"test.lua:2: policy 'unknown' stands twice, first at test.lua:1"},
	{"policy 'unknown' { action = 'scor' }\naction 'score' { run = function() end }",
		"test.lua:1: policy 'unknown': there is no action 'scor'; did you mean 'score'?"},
	{"policy 'unknown' { action = 'x' }",
		"test.lua:1: policy 'unknown': there is no action 'x'"},
	{"policy 'unknown' { action = 'x', retry { '6h' } }\naction 'x' { run = function() end }",
		"test.lua:1: policy 'unknown' has an action and retry; the action decides that"},
	{"action 'x' {}", "test.lua:1: action 'x' has no function"},
	{"action 'x' { run = 5 }", "test.lua:1: action 'x': run must be a function, not 5"},
	{"action 'x' { run = function() end }\naction 'x' { run = function() end }",
		"test.lua:2: action 'x' stands twice, first at test.lua:1"},
	{"settings { own_domian = {} }",
		"test.lua:1: settings has no field 'own_domian'; did you mean 'own_domains'?"},
	{"settings { own_domains = { 'a b' } }",
		"test.lua:1: settings: own_domains (entry 1) must be a domain"},
	{"settings { own_addresses = { 'me' } }",
		"test.lua:1: settings: own_addresses (entry 1) must be an address"},
	{"settings { seed = 'x' }", "test.lua:1: settings: seed must be a number"},
	{"settings {}\nsettings {}", "test.lua:2: settings stands twice, first at test.lua:1"},
	{"use 'all'", "test.lua:1: use takes \"policy\""},
	{"policy 'unknown' { retry { '6h' }", "test.lua:1: "},
	{"\x1bLua", "test.lua:1: this is compiled Lua"},
	{"while true do end", "test.lua:1: stopped"},
	{"os.exit(1)", "test.lua:1: 'os' is not offered here: programs, files and"},
	{"error('no way', 0)", "test.lua:1: no way"},
};

START_TEST(a_mistake_is_told)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_policy) policy =
		rebound_policy_load_text("test.lua", mistakes[_i].text, &error);

	ck_assert_msg(policy == NULL, "loaded: %s", mistakes[_i].text);
	ck_assert_msg(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX), "%s: %d",
		mistakes[_i].text, error->code);
	ck_assert_msg(g_str_has_prefix(error->message, mistakes[_i].says), "%s: %s",
		mistakes[_i].text, error->message);
	ck_assert_ptr_null(strchr(error->message, '\n'));
}
END_TEST

static const struct {
	const char *text;
	enum rebound_reason reason;
	const char *says; /* NULL: nothing */
} cards[] = {
	{"policy 'unknown' { review {} }", REBOUND_REASON_UNKNOWN, "let a person look"},
	{"policy 'unknown' { review }", REBOUND_REASON_UNKNOWN, "let a person look"},
	{"policy 'unknown' { keep }", REBOUND_REASON_UNKNOWN, "keep it in the history"},
	{"policy 'unknown' (keep 'for a reason')", REBOUND_REASON_UNKNOWN,
		"keep it in the history"},
	{"policy 'unknown' { suppress }", REBOUND_REASON_UNKNOWN, "suppress at once"},
	{"policy 'mailbox_full' { retry { '6h', '1d', '3d' }, suppress { after = 5, over = '30d', "
	 "expires = '90d' } }",
		REBOUND_REASON_MAILBOX_FULL,
		"suppress after 5 within 30d, for 90d; retry after 6h, 1d, 3d"},
	{"policy { 'mailbox_full', 'unknown' } { retry { after = '36h' } }", REBOUND_REASON_UNKNOWN,
		"retry after 36h"},
	{"policy 'unknown' { slow { '2h', growth = 3 }, tell 'postmaster' }",
		REBOUND_REASON_UNKNOWN, "slow the domain to one attempt in 2h; tell postmaster"},
	{"policy 'unknown' { action = 'a' } action 'a' { run = function() end }",
		REBOUND_REASON_UNKNOWN, "ask the action 'a'"},
	{"policy 'unknown' { review {} }", REBOUND_REASON_EXPIRED, NULL},
	{"policy 'failure' { review {} }", REBOUND_REASON_EXPIRED, "let a person look"},
	{"policy 'failure' { retry { '6h' } } policy 'expired' { tell 'me' }",
		REBOUND_REASON_EXPIRED, "retry after 6h; tell me"},
	{"policy 'failure' { retry { '6h' } } policy 'expired' { keep }", REBOUND_REASON_EXPIRED,
		"keep it in the history"},
	{"policy 'failure' { retry { '6h' } } policy 'expired' { retry { '1h' } }",
		REBOUND_REASON_EXPIRED, "retry after 1h"},
	{"policy 'expired' { keep } use 'policy'", REBOUND_REASON_EXPIRED,
		"keep it in the history"},
	{"policy 'expired' { keep } use 'policy'", REBOUND_REASON_MAILBOX_FULL,
		"suppress after 5 within 30d, for 90d; retry after 6h, 1d, 3d"},
	{"\xef\xbb\xbfpolicy 'unknown' { keep }", REBOUND_REASON_UNKNOWN, "keep it in the history"},
};

START_TEST(a_card_is_read)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_policy) policy =
		rebound_policy_load_text("test.lua", cards[_i].text, &error);

	ck_assert_msg(policy != NULL, "%s", error != NULL ? error->message : "");
	const char *says = rebound_policy_describe(
		policy, REBOUND_KIND_FAILURE, cards[_i].reason, arena, NULL);
	ck_assert_msg(g_strcmp0(says, cards[_i].says) == 0, "%s: %s", cards[_i].text, says);
}
END_TEST

START_TEST(settings_are_read)
{
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua",
		"settings { own_domains = { 'Example.COM', 'b\xC3\xBC" "cher.example' },"
		" own_addresses = { 'Me@Example.org' }, seed = 9 } use 'policy'",
		NULL);
	const struct rebound_settings *settings = rebound_policy_settings(policy);

	ck_assert_str_eq(settings->own_domains[0], "example.com");
	ck_assert_str_eq(settings->own_domains[1], "xn--bcher-kva.example");
	ck_assert_ptr_null(settings->own_domains[2]);
	ck_assert_str_eq(settings->own_addresses[0], "me@example.org");
	ck_assert_ptr_null(settings->own_addresses[1]);
	ck_assert_int_eq(settings->seed, 9);
}
END_TEST

START_TEST(no_settings_are_empty_ones)
{
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", "", NULL);
	const struct rebound_settings *settings = rebound_policy_settings(policy);

	ck_assert_ptr_null(settings->own_domains[0]);
	ck_assert_ptr_null(settings->own_addresses[0]);
	ck_assert_int_eq(settings->seed, 0);
}
END_TEST

START_TEST(the_shipped_policy_knows_every_reason)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_policy) policy = rebound_policy_load(NULL, &error);

	ck_assert_msg(policy != NULL, "%s", error != NULL ? error->message : "");
	for (int i = REBOUND_REASON_NONE + 1; i < REBOUND_REASON_COUNT; i++) {
		const char *at = NULL;

		ck_assert_msg(rebound_policy_describe(policy, REBOUND_KIND_FAILURE,
				      (enum rebound_reason)i, arena, &at) != NULL,
			"%s", rebound_reason_name((enum rebound_reason)i));
		ck_assert(g_str_has_prefix(at, "rules/policy.lua:"));
	}
}
END_TEST

START_TEST(files_are_named_in_errors)
{
	g_autofree char *folder = g_dir_make_tmp("rebound-policy-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "my.lua", NULL);
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_policy_load(path, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	ck_assert(g_str_has_prefix(error->message, path));
	g_clear_error(&error);
	ck_assert_ptr_null(rebound_policy_load(folder, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	g_clear_error(&error);
	ck_assert(g_file_set_contents(path, "\n\nretry {}", -1, NULL));
	ck_assert_ptr_null(rebound_policy_load(path, &error));
	g_autofree char *place = g_strconcat(path, ":3: ", NULL);
	ck_assert_msg(g_str_has_prefix(error->message, place), "%s", error->message);
	g_remove(path);
	g_rmdir(folder);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("words");
	TCase *words = tcase_create("words");

	tcase_set_timeout(words, 60);
	tcase_add_loop_test(words, a_mistake_is_told, 0, G_N_ELEMENTS(mistakes));
	tcase_add_loop_test(words, a_card_is_read, 0, G_N_ELEMENTS(cards));
	tcase_add_test(words, settings_are_read);
	tcase_add_test(words, no_settings_are_empty_ones);
	tcase_add_test(words, the_shipped_policy_knows_every_reason);
	tcase_add_test(words, files_are_named_in_errors);
	suite_add_tcase(suite, words);
	return suite;
}
