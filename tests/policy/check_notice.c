/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include "core/store/outbox.h"

#define TARGETS(fields)                                                                            \
	"settings { targets = { crm = { program = { '/bin/true' }, " fields                        \
	" } }, alert = 'crm' } policy 'mailbox_unknown' { suppress {}, tell 'crm' }"               \
	" policy 'auth_failed' { tell 'nobody' }"

static gboolean note_row(const struct rebound_outbox_row *row, void *data)
{
	g_ptr_array_add(data, g_strdup(row->payload));
	return TRUE;
}

static GPtrArray *list_payloads(struct desk *desk)
{
	GPtrArray *payloads = g_ptr_array_new_with_free_func(g_free);

	ck_assert(rebound_store_outbox(desk->store, TRUE, note_row, payloads, NULL));
	return payloads;
}

START_TEST(tell_writes_what_was_decided)
{
	static const char *const parts[] = {"{\"version\":1,\"type\":\"event\",\"key\":\"",
		"\"target\":\"crm\"", "\"address\":\"Ann@example.org\"",
		"\"domain\":\"example.org\"", "\"kind\":\"failure\"",
		"\"reason\":\"mailbox_unknown\"", "\"fault\":\"address\"",
		"\"permanence\":\"permanent\"", "\"status\":null", "\"reply\":null",
		"\"text\":\"550 \xEF\xBF\xBD[31m\\\"quoted\\\"\"",
		"\"decision\":\"suppress:active\"", "\"trust\":\"source\"",
		"\"original_id\":\"1@lists.example.com\"", "\"event\":1,",
		"\"time\":\"2026-01-01T12:00:00Z\"}"};
	struct desk desk;

	open_desk(&desk, TARGETS(""));
	struct rebound_event event = make_event(&desk, NOON);
	event.text = "550 \x1b[31m\"quoted\"";
	take(&desk, &event);
	/* The same event again is no other effect. */
	take(&desk, &event);
	g_autoptr(GPtrArray) payloads = list_payloads(&desk);
	ck_assert_uint_eq(payloads->len, 1);
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		ck_assert_msg(strstr(g_ptr_array_index(payloads, 0), parts[i]) != NULL,
			"%s is not in %s", parts[i], (char *)g_ptr_array_index(payloads, 0));
	close_desk(&desk);
}
END_TEST

static const struct {
	const char *policy;
	guint messages; /* of ten events, six hours apart, of two reasons in turn */
} often[] = {
	{TARGETS(""), 5},
	{TARGETS("once = '1d'"), 3},
	{TARGETS("once = '30d'"), 1},
	{"policy 'mailbox_unknown' { suppress {}, tell 'crm' }", 0},
};

START_TEST(a_target_says_how_often)
{
	struct desk desk;

	open_desk(&desk, often[_i].policy);
	for (guint i = 0; i < 10; i++) {
		/* From midnight: two days and a half. */
		struct rebound_event event =
			make_event(&desk, NOON - 12 * HOUR + (gint64)i * 6 * HOUR);

		if (i % 2 == 1)
			event.reason = REBOUND_REASON_AUTH_FAILED;
		take(&desk, &event);
	}
	g_autoptr(GPtrArray) payloads = list_payloads(&desk);
	ck_assert_uint_eq(payloads->len, often[_i].messages);
	close_desk(&desk);
}
END_TEST

/* A hold is told once, and each address of its own as the policy says. */
START_TEST(a_hold_is_an_alert)
{
	guint alerts = 0;
	struct desk desk;

	open_desk(&desk, "settings { targets = { ops = { program = '/bin/true' } }, alert = 'ops',"
			 " spike = { hold_without_history = true } }"
			 " policy 'mailbox_unknown' { suppress {} }");
	for (guint i = 0; i < 100; i++) {
		struct rebound_event event = make_event(&desk, NOON + i);

		event.address = event.address_key =
			rebound_arena_printf(desk.arena, "u%u@example.org", i);
		take(&desk, &event);
	}
	g_autoptr(GPtrArray) payloads = list_payloads(&desk);
	for (guint i = 0; i < payloads->len; i++)
		alerts +=
			strstr(g_ptr_array_index(payloads, i), "\"type\":\"alert\"") != NULL &&
			strstr(g_ptr_array_index(payloads, i),
				"\"about\":\"hold\",\"name\":\"example.org\",\"count\":20") != NULL;
	ck_assert_uint_eq(payloads->len, 1);
	ck_assert_uint_eq(alerts, 1);
	close_desk(&desk);
}
END_TEST

static const struct {
	const char *settings;
	const char *problem; /* NULL: good */
} words[] = {
	{"targets = {}", NULL},
	{"targets = { crm = { url = 'https://crm.example.com/hook?x=1', secret_file = '/etc/s',"
	 " token_file = '/etc/t', once = '1d', timeout = '10s', give_up = '1w' } }, alert = 'crm'",
		NULL},
	{"targets = { crm = {} }", "settings: targets: crm needs a url or a program"},
	{"targets = { crm = { url = 'https://a.example', program = { '/bin/x' } } }",
		"crm has a url and a program"},
	{"targets = { crm = { program = 'mail -s x' } }", "whole path of a program"},
	{"targets = { crm = { program = { 'mail', 'ann' } } }", "whole path of a program"},
	{"targets = { crm = { program = { '/bin/x' }, secret_file = '/etc/s' } }",
		"secret_file and token_file go with a url"},
	{"targets = { crm = { url = 'ftp://a.example' } }", "must be a web address"},
	{"targets = { crm = { url = 'https://ann:pw@a.example' } }", "must be a web address"},
	{"targets = { crm = { url = 'https://a.example\\n' } }", "must be a web address"},
	{"targets = { crm = { url = 'https://a.example/ann@example.org' } }", NULL},
	{"targets = { crm = { url = 'https://a.example', secret_file = 'secret' } }",
		"whole path of a file"},
	{"targets = { crm = { uri = 'https://a.example' } }", "did you mean 'url'?"},
	{"targets = { { url = 'https://a.example' } }", "target without a name"},
	{"targets = 'crm'", "settings: targets must be a table"},
	{"targets = { crm = { program = '/bin/x' } }, alert = 'cmr'",
		"alert: there is no target 'cmr'; did you mean 'crm'?"},
	{"alert = 'crm'", "alert: there is no target 'crm'"},
};

START_TEST(targets_are_checked)
{
	g_autofree char *text = g_strdup_printf(
		"settings { %s } policy 'complaint' { suppress {} }", words[_i].settings);
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", text, &error);

	if (words[_i].problem == NULL)
		ck_assert_msg(policy != NULL, "%s", error != NULL ? error->message : "");
	else
		ck_assert_msg(policy == NULL && strstr(error->message, words[_i].problem) != NULL &&
				      g_str_has_prefix(error->message, "test.lua:1: "),
			"%s", error != NULL ? error->message : "no error");
}
END_TEST

START_TEST(targets_are_read)
{
	g_autofree char *text = g_strdup_printf(
		"settings { %s } policy 'complaint' { suppress {} }", words[1].settings);
	g_autoptr(rebound_policy) policy = rebound_policy_load_text("test.lua", text, NULL);
	const struct rebound_target *target = rebound_policy_target(policy, "crm");

	ck_assert_ptr_nonnull(target);
	ck_assert_ptr_null(rebound_policy_target(policy, "cr"));
	ck_assert_ptr_null(rebound_policy_target(policy, NULL));
	ck_assert_str_eq(target->url, "https://crm.example.com/hook?x=1");
	ck_assert_str_eq(target->secret_file, "/etc/s");
	ck_assert_str_eq(target->token_file, "/etc/t");
	ck_assert_ptr_null(target->program);
	ck_assert_int_eq(target->once, DAY);
	ck_assert_int_eq(target->timeout, 10);
	ck_assert_int_eq(target->give_up, 7 * DAY);
	ck_assert_str_eq(rebound_policy_settings(policy)->alert, "crm");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("notice");
	TCase *tcase = tcase_create("notice");

	tcase_add_test(tcase, tell_writes_what_was_decided);
	tcase_add_loop_test(tcase, a_target_says_how_often, 0, (int)G_N_ELEMENTS(often));
	tcase_add_test(tcase, a_hold_is_an_alert);
	tcase_add_loop_test(tcase, targets_are_checked, 0, (int)G_N_ELEMENTS(words));
	tcase_add_test(tcase, targets_are_read);
	suite_add_tcase(suite, tcase);
	return suite;
}
