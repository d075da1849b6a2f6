/* SPDX-License-Identifier: MIT */
#include "program.h"

#include <stdlib.h>

#define NOW	"--now 2026-03-04T09:00:00Z "
#define PROCESS "$REBOUND process --quiet --trust-source " NOW "$TOP/examples/bounces.mbox"

/* What people type, what comes of it, and words that they are told on either stream. */
static const struct {
	const char *line;
	int status;
	const char *says;
} lines[] = {
	{"$REBOUND check-db", 66, "rebound.db"},
	{"$REBOUND check-db more", 64, "too much"},
	{PROCESS " && $REBOUND check-db", 0, "rebound.db is sound: 68 messages"},
	{PROCESS
		" && printf 'XXXXXXXX' | dd of=rebound.db bs=1 seek=24576 conv=notrunc 2>/dev/null;"
		"$REBOUND check-db",
		65, "damaged"},
	{"$REBOUND backup", 64, "backup FILE"},
	{"$REBOUND backup copy.db", 66, "rebound.db"},
	{PROCESS " && $REBOUND backup copy.db && $REBOUND check-db --db copy.db", 0,
		"copy.db is sound"},
	{PROCESS " && echo mine >copy.db; $REBOUND backup copy.db; s=$?; cat copy.db; exit $s", 73,
		"mine"},
	{PROCESS " && $REBOUND backup no/where/copy.db", 73, "No such file"},
	{PROCESS " && ln -s /etc/passwd copy.db; $REBOUND backup copy.db", 73, "is there already"},
	{"$REBOUND prune", 64, "--older 400d"},
	{PROCESS " && $REBOUND prune --older soon", 64, "'soon' is no span"},
	{PROCESS " && $REBOUND prune --older 1h", 64, "'1h' is no span of a day or more"},
	{PROCESS " && $REBOUND prune --older 400d " NOW, 0, "Nothing in rebound.db is older than"},
	{PROCESS " && $REBOUND prune --older 30d --now 2027-03-04T09:00:00Z && $REBOUND check-db",
		0, "is sound: 68 messages"},
	{"$REBOUND forget", 64, "name one address"},
	{"$REBOUND forget nobody", 64, "'nobody' is no address"},
	{PROCESS " && $REBOUND forget nobody@nowhere.example", 0, "nowhere in the database"},
	{PROCESS " && $REBOUND forget ann.lund@fjord.example && ! grep -qia ann.lund rebound.db"
		 " && $REBOUND suppressions check Ann.Lund@fjord.example",
		1, "a hash of it is left"},
	{PROCESS " && $REBOUND forget ann.lund@fjord.example >o && $REBOUND clean --quiet "
		 "--removed r.csv"
		 " $TOP/examples/contacts.csv >o && cat r.csv",
		0, "ann.lund@fjord.example"},
	{PROCESS " && $REBOUND forget ann.lund@fjord.example >o &&"
		 " $REBOUND suppressions remove ann.lund@fjord.example >o &&"
		 " $REBOUND suppressions check ann.lund@fjord.example",
		0, "free"},
	{PROCESS " && $REBOUND undo --reason wrong", 64, "'wrong' is no reason and no kind"},
	{PROCESS " && $REBOUND undo --from soon", 64, "'soon' is no time"},
	{PROCESS " && $REBOUND undo --event 9999", 64, "event 9999 does not exist"},
	{PROCESS " && $REBOUND undo --show 4", 64, "there is no undo 4"},
	{PROCESS " && $REBOUND undo --domain nowhere.example", 0, "Nothing fits"},
	{PROCESS " && $REBOUND undo --domain FJORD.example --why outage " NOW ">o &&"
		 " $REBOUND undo --list",
		0, "--domain fjord.example"},
};

START_TEST(lines_say_what_comes_of_them)
{
	struct program program;

	program_init(&program);
	program_run(&program, lines[_i].line);
	ck_assert_msg(program.status == lines[_i].status, "%s: exit status %d: %s%s",
		lines[_i].line, program.status, program.out, program.err);
	ck_assert_msg(strstr(program.out, lines[_i].says) != NULL ||
			      strstr(program.err, lines[_i].says) != NULL,
		"%s: said: %s%s", lines[_i].line, program.out, program.err);
	program_clear(&program);
}
END_TEST

/* A dry run says, thing by thing, what the undo then does, and what can be looked at afterwards. */
START_TEST(an_undo_does_what_its_dry_run_said)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, PROCESS), 0);
	ck_assert_int_eq(
		program_run(&program,
			"$REBOUND undo --reason mailbox_unknown --dry-run " NOW "| grep '^[-+]'"),
		0);
	g_autofree char *said = g_steal_pointer(&program.out);
	ck_assert_uint_gt(count_lines(said), 2);
	ck_assert_ptr_nonnull(strstr(said, "- ann.lund@fjord.example  active suppression"));
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions check ann.lund@fjord.example"), 1);
	ck_assert_int_eq(program_run(&program, "$REBOUND undo --reason mailbox_unknown " NOW), 0);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions check ann.lund@fjord.example"), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND undo --show 1 | grep '^[-+]'"), 0);
	ck_assert_str_eq(program.out, said);
	/* The same mails do not bring it back; of a run that is undone whole they would. */
	program_run(&program, PROCESS);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions check ann.lund@fjord.example"), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND undo --run 1 " NOW), 0);
	program_run(&program, PROCESS);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions check ann.lund@fjord.example"), 1);
	ck_assert_int_eq(program_run(&program, "$REBOUND check-db"), 0);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("upkeep");
	TCase *tcase = tcase_create("program");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, lines_say_what_comes_of_them, 0, G_N_ELEMENTS(lines));
	tcase_add_test(tcase, an_undo_does_what_its_dry_run_said);
	suite_add_tcase(suite, tcase);
	return suite;
}
