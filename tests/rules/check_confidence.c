/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <math.h>
#include <string.h>

#include "rules/support.h"

/* One card for each sort of evidence. */
static const char cards[] =
	"rule 'provider' { host = '*.mx.example.net', says = 'the door is shut', reason = "
	"'mailbox_disabled' }\n"
	"rule 'words' { says = 'the door is shut', reason = 'mailbox_disabled' }\n"
	"rule 'sentence' { about = 'recipient gone', reason = 'mailbox_disabled' }\n"
	"rule 'status' { status = 'x.2.1', reason = 'mailbox_disabled' }\n"
	"rule 'bare' { status = 'x.2.0', reason = 'policy_rejected' }\n"
	"rule 'reply' { reply = 553, reason = 'address_invalid' }\n";

/* The more specific evidence first; rules/README.md has a row for each. */
static const struct {
	const char *text, *status;
	int reply;
	const char *host, *action;
	const char *rule;
} rows[] = {
	{"the door is shut", "5.2.1", 550, "a.mx.example.net", NULL, "provider"},
	{"the door is shut", "5.2.1", 550, NULL, NULL, "words"},
	{"the door is shut", NULL, 0, NULL, NULL, "words"},
	{"go", "5.2.1", 550, NULL, NULL, "status"},
	{"this mailbox was closed", NULL, 0, NULL, NULL, "sentence"},
	{"go", "5.2.0", 550, NULL, NULL, "bare"},
	{"go", NULL, 553, NULL, NULL, "reply"},
	{"go", NULL, 0, NULL, "failed", NULL},
};

static double measure(guint row, gboolean doubt)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, rows[row].text, rows[row].status, rows[row].reply);
	one.recipient.remote_mta = rows[row].host;
	one.recipient.action = rows[row].action;
	if (doubt)
		one.report.format = REBOUND_FORMAT_TEXT;
	const struct rebound_verdict *verdict = classify_one(ruleset, &one);
	ck_assert_msg(g_strcmp0(verdict->rule, rows[row].rule) == 0, "row %u: %s", row,
		verdict->rule != NULL ? verdict->rule : "no rule");
	double confidence = verdict->confidence;
	one_clear(&one);
	return confidence;
}

START_TEST(falls_with_the_evidence)
{
	ck_assert_double_gt(measure((guint)_i - 1, FALSE), measure((guint)_i, FALSE));
}
END_TEST

START_TEST(falls_with_doubt)
{
	ck_assert_double_eq_tol(measure((guint)_i, TRUE), 0.8 * measure((guint)_i, FALSE), 1e-9);
}
END_TEST

START_TEST(grows_with_what_agrees)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(cards);
	struct one one;

	one_init(&one, "this mailbox was closed", "5.2.1", 550);
	const struct rebound_verdict *verdict = classify_one(ruleset, &one);
	ck_assert_str_eq(verdict->rule, "sentence");
	ck_assert_double_eq_tol(verdict->confidence, 0.95, 1e-9);
	one_clear(&one);
}
END_TEST

/* The numbers of the table in rules/README.md, but for the row of kinds, are these. */
START_TEST(is_as_documented)
{
	g_autofree char *readme = NULL;
	guint row = 0;

	ck_assert(g_file_get_contents(REBOUND_SOURCE_DIR "/rules/README.md", &readme, NULL, NULL));
	const char *table = strstr(readme, "| what decided | confidence |");
	ck_assert_ptr_nonnull(table);
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
	for (guint i = 2; lines[i] != NULL && lines[i][0] == '|' && row < G_N_ELEMENTS(rows); i++) {
		const char *number;

		if (strstr(lines[i], "kind") != NULL)
			continue;
		lines[i][strlen(lines[i]) - 1] = '\0';
		number = strrchr(g_strchomp(lines[i]), ' ');
		ck_assert_double_eq_tol(g_ascii_strtod(number, NULL), measure(row++, FALSE), 1e-9);
	}
	ck_assert_uint_eq(row, G_N_ELEMENTS(rows));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("confidence");
	TCase *tcase = tcase_create("confidence");

	tcase_add_loop_test(tcase, falls_with_the_evidence, 1, G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, falls_with_doubt, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, grows_with_what_agrees);
	tcase_add_test(tcase, is_as_documented);
	suite_add_tcase(suite, tcase);
	return suite;
}
