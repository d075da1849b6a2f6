/* SPDX-License-Identifier: MIT */
#include "program.h"

#define NOW " --now 2026-03-05T00:00:00Z"
#define ADD "$REBOUND suppressions add" NOW " ann@quay.example bob@quay.example"

/* What a person does by hand, step by step: each line of a story is run in turn. */
static const struct {
	const char *line;
	int status;
	const char *out;
} steps[] = {
	{ADD " --dry-run", 0, "2 would be added.\n"},
	{"$REBOUND suppressions list", 66, ""},
	{ADD, 0, "2 added.\n"},
	{ADD, 0,
		"ann@quay.example: is suppressed already\nbob@quay.example: is suppressed "
		"already\n0 added.\n"},
	{"$REBOUND suppressions check" NOW " ann@quay.example eve@quay.example", 1,
		"active    ann@quay.example                      manual                since "
		"2026-03-05\n"
		"          added by hand\nfree      eve@quay.example\n"},
	/* A dry run of each change leaves all as it was. */
	{"$REBOUND suppressions remove --dry-run" NOW " ann@quay.example eve@quay.example", 0,
		"eve@quay.example: there was nothing to remove\n1 would be ended.\n"},
	{"$REBOUND suppressions remove --dry-run" NOW " --all", 0, "2 would be ended.\n"},
	{"$REBOUND suppressions accept --dry-run" NOW " --all", 0, "0 would be accepted.\n"},
	{"$REBOUND suppressions export --format plain" NOW, 0,
		"ann@quay.example\nbob@quay.example\n"},
	{"$REBOUND suppressions remove" NOW " ann@quay.example", 0, "1 ended.\n"},
	{"$REBOUND suppressions export --format plain" NOW, 0, "bob@quay.example\n"},
	{"$REBOUND suppressions list --reason manual --domain quay.example --state ended" NOW, 0,
		"ended     ann@quay.example                      manual                since "
		"2026-03-05"
		"\n          added by hand\n"},
};

START_TEST(test_by_hand)
{
	struct program program;

	program_init(&program);
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		program_run(&program, steps[i].line);
		ck_assert_msg(program.status == steps[i].status, "%s: exit status %d: %s",
			steps[i].line, program.status, program.err);
		ck_assert_msg(strcmp(program.out, steps[i].out) == 0, "%s: said: %s", steps[i].line,
			program.out);
	}
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("suppressions");
	TCase *tcase = tcase_create("by hand");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_by_hand);
	suite_add_tcase(suite, tcase);
	return suite;
}
