/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include "core/policy/trial.h"

#define USE "\nuse \"policy\""
#define ACTION(run)                                                                                \
	"action \"a\" { run = function(event, history) " run " end }\n"                            \
	"policy \"mailbox_full\" { action = \"a\" }" USE

/* What a trial tells of a policy: lines that begin so, and no others. */
static const struct {
	const char *policy;
	const char *tells[3];
} rows[] = {
	{"use \"policy\"", {NULL}},
	{"policy \"mailbox_full\" { retry { \"1d\" }, suppress { after = 8, over = \"60d\" } }" USE,
		{NULL}},
	/* Suppressions that the guard refuses whatever comes. */
	{"policy \"greylisted\" { suppress { after = 3, over = \"9d\" } }" USE,
		{"test.lua:1: policy 'greylisted' never suppresses: the fault is not of the "
		 "address"}},
	{"policy \"greylisted\" { suppress { after = 3, over = \"9d\", anyway = true } }" USE,
		{NULL}},
	{"policy \"mailbox_full\" { suppress {} }" USE,
		{"test.lua:1: policy 'mailbox_full' never suppresses: this reason takes a count"}},
	{"policy \"success\" { suppress {} }" USE,
		{"test.lua:1: policy 'success' never suppresses: it is no failure"}},
	{ACTION("return suppress {}"), {"test.lua:1: action 'a' suppresses for mailbox_full, which "
					"is refused: this reason takes"}},
	/* Actions that fail. */
	{ACTION("return keep { why = event.reson }"),
		{"test.lua:1: an event has no field 'reson'; did you mean 'reason'?"}},
	{ACTION("while true do end"), {"test.lua:1: stopped after too many instructions"}},
	{ACTION("return \"suppress\""), {"test.lua:1: action 'a' holds 'suppress'; it may hold"}},
	{ACTION("if event.permanence == \"temporary\" then error(\"late\") end"),
		{"test.lua:1: late"}},
	/* What nobody names. */
	{"action \"a\" { run = function() end }" USE, {"test.lua:1: no card names the action 'a'"}},
	{"settings { targets = { crm = { url = \"https://crm.example/\" } } }\n"
	 "policy \"auth_failed\" { tell \"crn\" }" USE,
		{"test.lua:2: policy 'auth_failed' tells 'crn', which is no target"}},
	{"policy \"auth_failed\" { tell \"crn\" }" USE, {NULL}},
	/* What is left out. */
	{"policy \"mailbox_unknown\" { suppress {} }", {"no card says what to do about 31 reasons, "
							"address_invalid the first: end the file"}},
	{"policy \"failure\" { keep {} }", {NULL}},
};

static void check_trial(struct desk *desk, const char *name, const char *const *tells)
{
	struct rebound_policy_trial trial;
	guint i = 0;

	ck_assert(rebound_policy_try(desk->policy, desk->store, &trial, NULL));
	ck_assert_uint_gt(trial.events, 2 * (REBOUND_REASON_COUNT - 1));
	for (; tells[i] != NULL; i++) {
		const char *line =
			i < trial.messages->len ? g_ptr_array_index(trial.messages, i) : "nothing";

		ck_assert_msg(g_str_has_prefix(line, tells[i]), "%s: told: %s", name, line);
	}
	ck_assert_msg(i == trial.messages->len, "%s: also told: %s", name,
		i < trial.messages->len ? (char *)g_ptr_array_index(trial.messages, i) : "");
	rebound_policy_trial_clear(&trial);
}

START_TEST(a_trial)
{
	struct desk desk;

	open_desk(&desk, rows[_i].policy);
	check_trial(&desk, rows[_i].policy, rows[_i].tells);
	close_desk(&desk);
}
END_TEST

/* What we give to others is right. */
START_TEST(the_example)
{
	static const char *const nothing[] = {NULL};
	g_autofree char *text = NULL;
	struct desk desk;

	ck_assert(g_file_get_contents(
		REBOUND_SOURCE_DIR "/examples/score_policy.lua", &text, NULL, NULL));
	open_desk(&desk, text);
	check_trial(&desk, "examples/score_policy.lua", nothing);
	close_desk(&desk);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("trial");
	TCase *tcase = tcase_create("policies");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, a_trial, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, the_example);
	suite_add_tcase(suite, tcase);
	return suite;
}
