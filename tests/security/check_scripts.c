/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/*
 * L1 to L10: rule files made to break out, to run for ever or to say nonsense, through the program.
 * (The sandbox itself is tried in tests/script, the confinement of workers in tests/process.)
 */

/* A card with a check, before the shipped ones. */
#define CARD(body)                                                                                 \
	"rule \"mine\" { reason = \"mailbox_full\", check = function(bounce) " body " end }\n"     \
	"use \"all\"\n"

/* A mailbox of three bounces, of which the card sees one after the other. */
static void write_box(struct program *program)
{
	FILE *file = hostile_open(program, "box");

	for (guint i = 0; i < 3; i++)
		fprintf(file,
			HOSTILE_FROM HOSTILE_HEAD
			"\n<r%u@quay.example>: 550 5.1.1 User unknown %u\n\n",
			i, i);
	ck_assert_int_eq(fclose(file), 0);
}

/* ---- what does not even load ---- */

static const struct {
	const char *name, *text;
	gsize len; /* 0: as a string */
} refused[] = {
	{"L1 bytecode", "\x1BLuaT\0\x19\x93\r\n\x1A\n\x04\x08\x08x", 16},
	{"L1 bytecode behind a comment", "#!/usr/bin/lua\n\x1BLuaT\0\x19\x93\r\n\x1A\n", 26},
	{"L1 load", "load(\"\\27Lua\")()", 0},
	{"L1 loadstring", "loadstring(\"x = 1\")()", 0},
	{"L1 dofile", "dofile(\"/etc/passwd\")", 0},
	{"L1 loadfile", "loadfile(\"/etc/passwd\")", 0},
	{"L1 require", "require(\"os\")", 0},
	{"L1 string.dump", "string.dump(function() end)", 0},
	{"L2 endless loop", "while true do end", 0},
	{"L2 under pcall", "while true do pcall(function() while true do end end) end", 0},
	{"L2 coroutine", "coroutine.wrap(function() while true do end end)()", 0},
	{"L2 finalizer", "setmetatable({}, { __gc = function() while true do end end })", 0},
	{"L2 goto", "::a:: goto a", 0},
	{"L2 sort", "while true do table.sort({ 3, 2, 1 }, function() return true end) end", 0},
	{"L3 doubling", "local s = \"x\" while true do s = s .. s end", 0},
	{"L3 rep", "return (\"x\"):rep(2 ^ 40)", 0},
	{"L3 table", "local t = {} while true do t[#t + 1] = {} end", 0},
	{"L4 pattern", "(\"a\"):rep(65536):find((\"a-\"):rep(9) .. \"b\")", 0},
	{"L7 os", "os.execute(\"touch x\")", 0},
	{"L7 io", "io.open(\"/etc/passwd\")", 0},
	{"L7 debug", "debug.getregistry()", 0},
	{"L7 package", "package.loadlib(\"libc.so.6\", \"system\")", 0},
	{"L7 another's file", "use \"../../../etc/passwd.lua\"", 0},
	{"L7 a file by its path", "use \"/etc/passwd\"", 0},
};

START_TEST(test_l1_l2_l3_l4_l7_refused_when_loading)
{
	struct program program;

	program_init(&program);
	write_box(&program);
	g_autofree char *path = program_file(&program, "mine.lua");
	gssize len = refused[_i].len > 0 ? (gssize)refused[_i].len : -1;
	ck_assert(g_file_set_contents(path, refused[_i].text, len, NULL));
	struct hostile_cost cost = hostile_run(&program, "process --rules mine.lua box");
	ck_assert_msg(program.status != 0 && program.status < 128, "%s: %d", refused[_i].name,
		program.status);
	ck_assert_msg(
		strstr(program.err, "mine.lua") != NULL, "%s: %s", refused[_i].name, program.err);
	ck_assert_uint_eq(count_lines(program.err), 1);
	hostile_check_output(program.err);
	ck_assert_msg(
		cost.seconds < HOSTILE_SECONDS * 1.5, "%s: %.1f s", refused[_i].name, cost.seconds);
	ck_assert_int_lt(
		cost.kilobytes, HOSTILE_KILOBYTES == G_MAXLONG ? G_MAXLONG : HOSTILE_KILOBYTES * 2);
	program_clear(&program);
}
END_TEST

/* ---- what fails when it is called ---- */

static const struct {
	const char *name, *text;
} failing[] = {
	{"L2 endless loop", CARD("while true do end")},
	{"L2 under pcall", CARD("while true do pcall(function() while true do end end) end")},
	{"L2 in error handlers", CARD("local function f() xpcall(f, f) end while true do f() end")},
	{"L3 hungry", CARD("local s = \"x\" while true do s = s .. s end")},
	{"L4 pattern", CARD("return (\"a\"):rep(16384):find((\"a-\"):rep(9) .. \"b\") ~= nil")},
	{"L4 its own text",
		CARD("return bounce.text:rep(500):find((\".*\"):rep(9) .. \"\\1\") ~= nil")},
	{"L6 poison", CARD("string.upper = nil")},
	{"L6 global", CARD("poison = 1")},
	{"L6 metatable", CARD("getmetatable(\"\").__index = nil")},
	{"L6 the bounce itself", CARD("bounce.text = \"x\"")},
	{"L9 error", CARD("error(\"no\")")},
	{"L9 error(nil)", CARD("error(nil)")},
	{"L9 error of a table", CARD("error({})")},
	{"L9 error with controls", CARD("error(\"a\\27[2Jb\\nc\")")},
	{"L9 stack", CARD("local function f() return 1 + f() end return f()")},
	{"L9 nil", CARD("return bounce.nothing.more")},
};

START_TEST(test_l2_l3_l4_l6_l9_failing_checks)
{
	struct program program;

	program_init(&program);
	write_box(&program);
	program_write(&program, "mine.lua", failing[_i].text);
	struct hostile_cost cost =
		hostile_run(&program, "process --trust-source --rules mine.lua box");
	ck_assert_msg(
		program.status == 0, "%s: %d %s", failing[_i].name, program.status, program.err);
	ck_assert_msg(strstr(program.out, "3 messages read") != NULL, "%s: %s", failing[_i].name,
		program.out);
	hostile_check_output(program.err);
	ck_assert_msg(strstr(program.err, "mine.lua:1: ") != NULL, "%s: %s", failing[_i].name,
		program.err);
	ck_assert_msg(
		cost.seconds < HOSTILE_SECONDS * 3, "%s: %.1f s", failing[_i].name, cost.seconds);
	/* No effect, and nothing lost. */
	program_run(&program, "$REBOUND suppressions export --state all --format plain");
	ck_assert_msg(strcmp(program.out, "") == 0, "%s: %s", failing[_i].name, program.out);
	program_run(&program, "$REBOUND parse --rules mine.lua box");
	ck_assert_uint_eq(count_lines(program.out), 3);
	program_clear(&program);
}
END_TEST

/* L5: the process ends at once, whatever waits to be collected. */
START_TEST(test_l5_no_finalizers_at_the_end)
{
	struct program program;

	program_init(&program);
	write_box(&program);
	program_write(&program, "mine.lua",
		"local t = {} for i = 1, 1e5 do t[i] = { i } end\n" CARD("return #t < 0"));
	struct hostile_cost cost = hostile_run(&program, "process --rules mine.lua box");
	ck_assert_int_eq(program.status, 0);
	ck_assert(cost.seconds < HOSTILE_SECONDS);
	program_clear(&program);
}
END_TEST

/* L6: nothing is kept from one message to the next. */
START_TEST(test_l6_no_state_between_messages)
{
	struct program program;

	program_init(&program);
	write_box(&program);
	program_write(&program, "mine.lua",
		"local seen, list = 0, {}\n"
		"rule \"mine\" { reason = \"mailbox_full\", check = function(bounce)\n"
		"  pcall(function() list[1] = true end)\n"
		"  if list[1] or next(list) then return true end\n"
		"  return false end }\nuse \"all\"\n");
	program_run(&program, "$REBOUND parse --rules mine.lua box");
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_null(strstr(program.out, "mailbox_full"));
	program_clear(&program);
}
END_TEST

/* L8: what a policy's script says passes the same guards. */
static const char *const answers[] = {
	"return { }",
	"return \"suppress\"",
	"return retry { after = 0/0 }",
	"return retry { after = -5 }",
	"return retry { after = (\"9\"):rep(1e6) .. \"d\" }",
	"local t = {} t.t = t return retry(t)",
	"return suppress { why = {} }",
	"return suppress { address = \"bob@x\\nBcc: a@b\" }",
	"return retry { to = \"x\" }",
};

START_TEST(test_l8_answers_of_scripts)
{
	struct program program;

	program_init(&program);
	write_box(&program);
	g_autofree char *policy =
		g_strdup_printf("policy \"failure\" { action \"odd\" }\n"
				"action \"odd\" { doc = \"odd\", run = function(event, history)\n"
				"%s\nend }\n",
			answers[_i]);
	program_write(&program, "mine.lua", policy);
	hostile_run(&program, "process --trust-source --policy mine.lua box");
	ck_assert_msg(program.status < 128, "%s: %d", answers[_i], program.status);
	hostile_check_output(program.err);
	ck_assert_msg(strstr(program.err, "mine.lua:") != NULL, "%s: %s", answers[_i], program.err);
	program_run(&program, "test -e rebound.db || exit 0; $REBOUND suppressions export --state "
			      "all --format plain;"
			      "$REBOUND retries list --all");
	ck_assert_msg(
		strstr(program.out, "quay.example") == NULL, "%s: %s", answers[_i], program.out);
	program_clear(&program);
}
END_TEST

/* L10: the same mails give the same bytes, in any order and number of jobs. */
START_TEST(test_l10_same_bytes)
{
	struct program program;

	program_init(&program);
	program_run(&program,
		"mkdir a b; n=1000; for f in $TOP/tests/mail/*/*.eml; do n=$((n + 1));"
		"cp -p $f a/$n; cp -p $f b/$((9000 - n)); done;"
		"show() { $REBOUND parse $1 | sed 's/^{\"source\":\"[^\"]*\",\"index\":[0-9]*//'; "
		"};"
		"show a >1; show a >2; show b >3;"
		"cmp 1 2 && sort 1 >4 && sort 3 >5 && cmp 4 5 && wc -l <1");
	ck_assert_int_eq(program.status, 0);
	ck_assert_int_gt(atoi(program.out), 10);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("scripts");
	TCase *tcase = tcase_create("scripts");

	tcase_set_timeout(tcase, 240);
	tcase_add_loop_test(
		tcase, test_l1_l2_l3_l4_l7_refused_when_loading, 0, G_N_ELEMENTS(refused));
	tcase_add_loop_test(tcase, test_l2_l3_l4_l6_l9_failing_checks, 0, G_N_ELEMENTS(failing));
	tcase_add_test(tcase, test_l5_no_finalizers_at_the_end);
	tcase_add_test(tcase, test_l6_no_state_between_messages);
	tcase_add_loop_test(tcase, test_l8_answers_of_scripts, 0, G_N_ELEMENTS(answers));
	tcase_add_test(tcase, test_l10_same_bytes);
	suite_add_tcase(suite, tcase);
	return suite;
}
