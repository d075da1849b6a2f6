/* SPDX-License-Identifier: MIT */
#include "program.h"

#define MADE "$REBOUND suppressions add ann@example.org >made; "

/* What goes wrong in the world is told in one clear line, with the exit code that fits. */
static const struct {
	const char *line;   /* run in a fresh folder */
	int status;
	const char *says;   /* in the one line of standard error */
} mistakes[] = {
	{"$REBOUND process missing.mbox", 66, "missing.mbox"},
	{"$REBOUND parse missing.mbox", 66, "missing.mbox"},
	{"mkdir empty; $REBOUND process empty", 66, "there are no mails in it"},
	{"mkdir empty; $REBOUND parse empty", 66, "there are no mails in it"},
	{"$REBOUND process", 64, "no source"},
	{"$REBOUND process --json --quiet x", 64, "--json or --quiet, not both"},
	/* What is no mailbox as it is: read as a mail, it would be an ordinary one. */
	{"gzip -c $TOP/examples/bounces.mbox >m.gz; $REBOUND process m.gz", 66, "m.gz: is compressed with gzip"},
	{"gzip -c $TOP/examples/bounces.mbox | $REBOUND parse -", 66, "-: is compressed with gzip"},
	{MADE "$REBOUND process --dry-run rebound.db", 66, "rebound.db: is a database, and no mailbox"},
	{"$REBOUND suppressions add --why \"$(printf 'a\\nb')\" ann@quay.example", 64, "--why: give one line"},
	{"$REBOUND suppressions add --why \"$(printf '\\377')\" ann@quay.example", 64, "--why: give one line"},
	{"$REBOUND process --policy p.lua $TOP/examples/bounces.mbox", 66, "p.lua"},
	{"echo 'settings { keys = \"k\" } use \"policy\"' >p.lua; "
	 "$REBOUND process --policy p.lua $TOP/examples/bounces.mbox", 66, "k: the key file can't be read"},
	{"echo 'settings { keys = 7 } use \"policy\"' >p.lua; "
	 "$REBOUND process --policy p.lua $TOP/examples/bounces.mbox", 78, "p.lua:1: settings: keys"},
	{"$REBOUND proces x", 64, "did you mean 'process'"},
	{"$REBOUND parse --ruels x y", 64, "--ruels"},
	{"$REBOUND process --now yesterday $TOP/examples/bounces.mbox", 64, "yesterday"},
	{"$REBOUND process --rules missing.lua $TOP/examples/bounces.mbox", 66, "missing.lua"},
	{"printf 'rule \"x\" {\\n\\tsayz = { \"user unknown\" },\\n\\treason = \"mailbox_unknown\",\\n}\\n' >r.lua;"
	 "$REBOUND process --rules r.lua $TOP/examples/bounces.mbox", 78, "did you mean 'says'"},
	{"printf 'rule \"x\" {' >r.lua; $REBOUND classify --rules r.lua 550", 78, "r.lua:1"},
	{"printf 'policy \"mailbox_unknwon\" { suppress {} }' >p.lua;"
	 "$REBOUND process --policy p.lua $TOP/examples/bounces.mbox", 78, "mailbox_unknown"},
	{"printf 'settings { own_domains = { \"example.org\" } }' >p.lua;"
	 "$REBOUND process --policy p.lua $TOP/examples/bounces.mbox",
		78, "no policy in it"},
	{"$REBOUND explain missing.eml", 66, "missing.eml"},
	{"$REBOUND process --db no/such/folder/x.db $TOP/examples/bounces.mbox", 73, "no/such/folder/x.db"},
	{"echo hello >x.db; $REBOUND process --db x.db $TOP/examples/bounces.mbox", 65, "x.db"},
	{"$REBOUND suppressions list", 66, "rebound.db"},
	{"$REBOUND retries list", 66, "rebound.db"},
	{"$REBOUND undo --last", 66, "rebound.db"},
	{"$REBOUND undo", 64, "--run N or --last"},
	{"$REBOUND clean nothing.csv", 66, "rebound.db"},
	{"$REBOUND suppressions add ann@example.org >o; $REBOUND clean nothing.csv", 66, "nothing.csv"},
	{"$REBOUND suppressions add nobody", 64, "nobody"},
	{"$REBOUND suppressions add ann@example.org >o; $REBOUND suppressions accept", 64, "--all"},
	{"$REBOUND explain", 64, "nothing to explain"},
	{"$REBOUND explain mailbox_unkown", 64, "did you mean 'mailbox_unknown'"},
	{"mkdir empty; $REBOUND explain empty", 66, "there are no mails in it"},
	{"$REBOUND process --dry-rum $TOP/examples/bounces.mbox", 64, "did you mean --dry-run?"},
	{"$REBOUND parse --polisy=x y", 64, "did you mean --policy?"},
	{"$REBOUND process --xyzzyxyzzy y", 64, "Unknown option --xyzzyxyzzy; see"},
	{"$REBOUND undo --reason mailbox_unkown", 66, "rebound.db"},
	{MADE "$REBOUND undo --reason mailbox_unkown", 64, "did you mean 'mailbox_unknown'"},
	{MADE "$REBOUND suppressions list --reason complaints", 64, "did you mean 'complaint'"},
	{MADE "$REBOUND suppressions remove --reason manuall", 64, "'manuall' is no reason"},
	/* An option that a verb does not take is not passed over. */
	{MADE "$REBOUND suppressions list --format csv", 64, "--format is for export, import"},
	{MADE "$REBOUND suppressions accept --state held --all", 64, "--state is for list, export"},
	{MADE "$REBOUND retries list --limit 2", 64, "--limit is for due, resend"},
	{MADE "$REBOUND retries due --dry-run", 64, "--dry-run is for resend"},
	{MADE "$REBOUND holds list --why x", 64, "--why is for release, drop"},
	{MADE "$REBOUND outbox list --most 3", 64, "--most is for send"},
	{"$REBOUND token key --domain example.org", 64, "--domain is for make"},
	{"printf 'a,b\\n1,x@example.org\\n' >l.csv; " MADE "$REBOUND clean --column c l.csv", 64,
		"no column 'c'; the first of its 2 are 'a', 'b'"},
	{"printf 'rule \"a\" { says = \"foo bar\", reason = \"mailbox_full\", yes = \"552 foo bar\" }' >r.lua; "
	 "$REBOUND test --lint r.lua 2>o | grep -v passed >&2; $REBOUND test --lint r.lua >o", 65,
		"r.lua: uses none of the shipped cards"},
	{"printf 'policy \"greylisted\" { suppress {} } use \"policy\"' >p.lua; $REBOUND test --policy p.lua | head -1 >&2; $REBOUND test --policy p.lua >o", 65,
		"p.lua:1: policy 'greylisted' never suppresses"},
	{"$REBOUND delivered nobody", 64, "nobody"},
	{"$REBOUND --help >/dev/full", 74, "standard output"},
	{"$REBOUND parse --help >/dev/full", 74, "standard output"},
};

START_TEST(test_mistake)
{
	struct program program;

	program_init(&program);
	program_run(&program, mistakes[_i].line);
	ck_assert_msg(program.status == mistakes[_i].status, "%s: exit status %d, want %d: %s", mistakes[_i].line,
		program.status, mistakes[_i].status, program.err);
	ck_assert_msg(strstr(program.err, mistakes[_i].says) != NULL, "%s: said: %s", mistakes[_i].line, program.err);
	ck_assert_msg(count_lines(program.err) == 1, "%s: said: %s", mistakes[_i].line, program.err);
	program_clear(&program);
}
END_TEST

/* A run that could not begin leaves no database behind. */
START_TEST(test_nothing_half_done)
{
	struct program program;

	program_init(&program);
	program_run(&program, "$REBOUND process missing.mbox; ls");
	ck_assert_str_eq(program.out, "");
	program_run(&program, "echo 'rule' >r.lua; $REBOUND process --rules r.lua $TOP/examples/bounces.mbox; ls");
	ck_assert_str_eq(program.out, "r.lua\n");
	program_clear(&program);
}
END_TEST

static const char *const commands[] = {
	"process", "parse", "classify", "explain", "test", "clean", "suppressions", "delivered", "domains", "holds",
	"outbox", "replies", "retries", "sync", "undo", "check-db", "backup", "prune", "forget", "token", "unknown",
	"diff", "reclassify"};

START_TEST(test_help)
{
	g_autofree char *line = g_strdup_printf("$REBOUND %s --help", commands[_i]);
	g_autofree char *usage = g_strdup_printf("rebound %s", commands[_i]);
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, line), 0);
	ck_assert_ptr_nonnull(strstr(program.out, usage));
	ck_assert_ptr_nonnull(strstr(program.out, "xample"));
	ck_assert_str_eq(program.err, "");
	program_run(&program, "$REBOUND --help");
	ck_assert_ptr_nonnull(strstr(program.out, commands[_i]));
	ck_assert_ptr_null(strstr(program.out, "worker"));
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("mistakes");
	TCase *tcase = tcase_create("program");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_mistake, 0, G_N_ELEMENTS(mistakes));
	tcase_add_test(tcase, test_nothing_half_done);
	tcase_add_loop_test(tcase, test_help, 0, G_N_ELEMENTS(commands));
	suite_add_tcase(suite, tcase);
	return suite;
}
