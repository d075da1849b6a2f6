/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>
#include <rebound/rebound.h>
#include <string.h>

#define LINE "550 5.0.0 the seventh door is shut"

static char *folder, *rules;

static void setup(void)
{
	folder = g_dir_make_tmp("rebound-check-XXXXXX", NULL);
	ck_assert_ptr_nonnull(folder);
	rules = g_build_filename(folder, "mine.lua", NULL);
}

static void teardown(void)
{
	g_remove(rules);
	g_remove(folder);
	g_clear_pointer(&rules, g_free);
	g_clear_pointer(&folder, g_free);
}

static void write_rules(const char *text)
{
	ck_assert(g_file_set_contents(rules, text, -1, NULL));
}

static enum rebound_reason classify(struct rebound_engine *engine)
{
	return rebound_engine_classify(engine, LINE)->recipients[0].verdict.reason;
}

START_TEST(test_reload)
{
	g_autoptr(GError) error = NULL;

	write_rules("rule \"door\" { says = \"seventh door\", reason = \"mailbox_disabled\" }\n");
	g_autoptr(rebound_engine) engine = rebound_engine_new(rules, &error);
	ck_assert_ptr_nonnull(engine);
	ck_assert_int_eq(classify(engine), REBOUND_REASON_MAILBOX_DISABLED);
	write_rules("rule \"door\" { says = \"seventh door\", reason = \"expired\" }\n");
	ck_assert_int_eq(classify(engine), REBOUND_REASON_MAILBOX_DISABLED);
	ck_assert(rebound_engine_reload(engine, rules, &error));
	ck_assert_int_eq(classify(engine), REBOUND_REASON_EXPIRED);
}
END_TEST

static const struct {
	const char *text, *says;
} mistakes[] = {
	{"rule \"door\" { sayz = \"seventh door\", reason = \"expired\" }\n",
		"mine.lua:1: rule 'door' has no field 'sayz'; did you mean 'says'?"},
	{"rule \"door\" { says = \"seventh door\", reason = \"expired\"\n", "mine.lua:"},
	{"\nrule \"door\" { matches = [[(]], reason = \"expired\" }\n", "mine.lua:2: rule 'door'"},
	{"", "there is no rule in it"},
	{"while true do end\n", "mine.lua:1"},
	{NULL, "mine.lua"},
};

START_TEST(test_mistake)
{
	g_autoptr(GError) error = NULL;

	write_rules("rule \"door\" { says = \"seventh door\", reason = \"mailbox_disabled\" }\n");
	g_autoptr(rebound_engine) engine = rebound_engine_new(rules, &error);
	ck_assert_ptr_nonnull(engine);
	if (mistakes[_i].text != NULL)
		write_rules(mistakes[_i].text);
	else
		g_remove(rules);
	for (guint i = 0; i < 3; i++) {
		ck_assert(!rebound_engine_reload(engine, rules, &error));
		ck_assert_msg(
			strstr(error->message, mistakes[_i].says) != NULL, "%s", error->message);
		g_clear_error(&error);
		ck_assert_int_eq(classify(engine), REBOUND_REASON_MAILBOX_DISABLED);
	}
}
END_TEST

/* The report before a reload names cards of the rules before it. */
START_TEST(test_report)
{
	g_autoptr(GError) error = NULL;

	write_rules("rule \"door\" { says = \"seventh door\", reason = \"mailbox_disabled\" }\n");
	g_autoptr(rebound_engine) engine = rebound_engine_new(rules, &error);
	const struct rebound_report *report = rebound_engine_classify(engine, LINE);
	write_rules("rule \"gate\" { says = \"seventh door\", reason = \"expired\" }\n");
	for (guint i = 0; i < 3; i++) {
		ck_assert(rebound_engine_reload(engine, rules, &error));
		ck_assert_str_eq(report->recipients[0].verdict.rule, "door");
	}
	report = rebound_engine_classify(engine, LINE);
	ck_assert_str_eq(report->recipients[0].verdict.rule, "gate");
	ck_assert(rebound_engine_reload(engine, NULL, &error));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("engine");
	TCase *tcase = tcase_create("engine");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_reload);
	tcase_add_loop_test(tcase, test_mistake, 0, G_N_ELEMENTS(mistakes));
	tcase_add_test(tcase, test_report);
	suite_add_tcase(suite, tcase);
	return suite;
}
