/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/*
 * I2: a program that `tell` names is started without a shell, whatever an address or a text says.
 * Outside effects happen once, or again with the same key (R1).
 */

enum { MAILS = 1000 };

/* Local parts that a shell, a mail program or a template would run. */
static const char *const locals[] = {"\"$(touch x%u)\"", "\";touch x%u\"", "\"|touch x%u\"",
	"\"&touch x%u&\"", "-oQ/tmp/x%u", "--help%u", "\"`touch x%u`\"", "\"${IFS}touch${IFS}x%u\"",
	"\"> x%u\"", "../../x%u", "%%x%u%%", "{{7*7}}%u"};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void write_box(const struct program *program, guint count)
{
	FILE *file = hostile_open(program, "box");

	for (guint i = 0; i < count; i++) {
		fputs(HOSTILE_FROM HOSTILE_REPORT "Final-Recipient: rfc822; ", file);
		fprintf(file, locals[i % G_N_ELEMENTS(locals)], i);
		fprintf(file,
			"@quay%u.example\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; "
			"$(touch y%u).quay.example\nDiagnostic-Code: smtp; 550 5.1.1 `touch z%u` "
			"$(touch z%u); touch z%u User unknown\n\n--b--\n\n",
			i, i, i, i, i);
	}
	ck_assert_int_eq(fclose(file), 0);
}
#pragma GCC diagnostic pop

/* A policy whose only target is a program. */
static void write_policy(const struct program *program, const char *command)
{
	g_autofree char *text =
		g_strdup_printf("settings { targets = { crm = { program = { %s } } } }\n"
				"policy \"mailbox_unknown\" { suppress {}, tell \"crm\" }\n",
			command);

	program_write(program, "policy.lua", text);
}

/* It appends what it is told to a file. */
static void write_tee(const struct program *program)
{
	g_autofree char *command =
		g_strdup_printf("\"/usr/bin/tee\", \"-a\", \"%s/told\"", program->folder);

	write_policy(program, command);
}

START_TEST(test_i2_no_shell)
{
	struct program program;

	program_init(&program);
	write_box(&program, MAILS);
	write_tee(&program);
	program_run(&program, "$REBOUND process -q --trust-source -p policy.lua box &&"
			      "$REBOUND outbox send -p policy.lua -q; echo $?; ls; grep -o "
			      "'\"key\"' told | wc -l");
	ck_assert_msg(strcmp(program.out, "0\nbox\npolicy.lua\nrebound.db\ntold\n1000\n") == 0,
		"%s%s", program.out, program.err);
	program_clear(&program);
}
END_TEST

/* The kernel's word for it. */
START_TEST(test_i2_no_shell_is_started)
{
	struct program program;

	if (!hostile_has_strace())
		return;
	program_init(&program);
	write_box(&program, 50);
	write_tee(&program);
	program_run(&program,
		"export ASAN_OPTIONS=detect_leaks=0;"
		"$REBOUND process -q --trust-source -p policy.lua box &&"
		"strace -f -o trace -e trace=execve $REBOUND outbox send -p policy.lua -q;"
		"grep -c 'execve(\"/usr/bin/tee\", .*= 0$' trace;"
		"grep 'execve(' trace | grep -cv '/tee\"\\|rebound'");
	ck_assert_msg(strcmp(program.out, "50\n0\n") == 0, "%s%s", program.out, program.err);
	program_clear(&program);
}
END_TEST

/* The same mailbox twice, and two senders at once: each message once. */
START_TEST(test_r1_each_message_once)
{
	struct program program;

	program_init(&program);
	write_box(&program, 200);
	write_tee(&program);
	program_run(&program,
		"$REBOUND process --dry-run --trust-source -p policy.lua box | grep outbox;"
		"$REBOUND process --trust-source -p policy.lua box | grep outbox;"
		"$REBOUND process --trust-source -p policy.lua box | grep -c outbox;"
		"$REBOUND outbox send -p policy.lua >one & $REBOUND outbox send -p policy.lua >two;"
		"wait; cat one two | grep -c ^sent; grep -o '\"key\":\"[0-9a-f]*\"' told | sort | "
		"uniq | wc -l; $REBOUND outbox; $REBOUND outbox --all | grep -c ^sent");
	ck_assert_msg(strcmp(program.out,
			      "Messages in the outbox: 200; `rebound outbox send` delivers them.\n"
			      "Messages in the outbox: 200; `rebound outbox send` delivers them.\n"
			      "0\n200\n200\nThe outbox is empty.\n200\n") == 0,
		"%s%s", program.out, program.err);
	program_clear(&program);
}
END_TEST

/* A sender that dies between the delivery and its note: the message goes again, with its key. */
START_TEST(test_r1_again_with_the_same_key)
{
	struct program program;

	program_init(&program);
	write_box(&program, 3);
	g_autofree char *command = g_strdup_printf(
		"\"/bin/sh\", \"-c\", \"cat >>%s/told; test -e %s/died && exit 0; : >%s/died; "
		"kill -9 $PPID\"",
		program.folder, program.folder, program.folder);
	write_policy(&program, command);
	program_run(&program,
		"$REBOUND process -q --trust-source -p policy.lua --now 2026-03-04T00:00:00Z box;"
		"($REBOUND outbox send -p policy.lua --now 2026-03-04T00:00:00Z) >/dev/null 2>&1;"
		/* Others do not wait for it; its own one does, until the lease ends. */
		"$REBOUND outbox send -p policy.lua --now 2026-03-04T00:00:01Z | tail -n 1;"
		"$REBOUND outbox send -p policy.lua --now 2026-03-04T00:02:00Z | tail -n 1;"
		"$REBOUND outbox send -p policy.lua --now 2026-03-05T00:00:00Z | tail -n 1;"
		"grep -o '\"key\":\"[0-9a-f]*\"' told | wc -l;"
		"grep -o '\"key\":\"[0-9a-f]*\"' told | sort | uniq | wc -l");
	ck_assert_msg(strcmp(program.out, "2 sent, 0 to be tried again, 0 given up.\n"
					  "1 sent, 0 to be tried again, 0 given up.\n"
					  "0 sent, 0 to be tried again, 0 given up.\n4\n3\n") == 0,
		"%s%s", program.out, program.err);
	program_clear(&program);
}
END_TEST

/* Undo withdraws what was not sent, and nothing is sent twice when the mails are processed anew. */
START_TEST(test_r1_undo_and_again)
{
	struct program program;

	program_init(&program);
	write_box(&program, 10);
	write_tee(&program);
	program_run(&program,
		"$REBOUND process -q --trust-source -p policy.lua box;"
		"$REBOUND outbox send -p policy.lua -q --most 4;"
		"$REBOUND undo --run 1 >/dev/null; $REBOUND outbox --all | grep -c ^withdrawn;"
		"$REBOUND outbox send -p policy.lua | tail -n 1;"
		"$REBOUND process -q --trust-source -p policy.lua box;"
		"$REBOUND outbox send -p policy.lua | tail -n 1;"
		"grep -o '\"key\":\"[0-9a-f]*\"' told | sort | uniq -c | grep -vc ' 1 '");
	ck_assert_msg(strcmp(program.out, "6\n0 sent, 0 to be tried again, 0 given up.\n"
					  "6 sent, 0 to be tried again, 0 given up.\n0\n") == 0,
		"%s%s", program.out, program.err);
	program_clear(&program);
}
END_TEST

/* Only `outbox send` opens a socket, and only for a web address. */
START_TEST(test_s9_only_the_outbox_opens_a_socket)
{
	struct program program;

	if (!hostile_has_strace())
		return;
	program_init(&program);
	write_box(&program, 3);
	program_write(&program, "policy.lua",
		"settings { targets = { crm = { url = \"http://127.0.0.1:1/\" } }, alert = \"crm\" "
		"}\npolicy \"mailbox_unknown\" { suppress {}, tell \"crm\" }\n");
	write_box(&program, 3);
	program_run(&program,
		"export no_proxy='*' ASAN_OPTIONS=detect_leaks=0;"
		"for c in 'process -q --trust-source -p policy.lua box' 'outbox' 'outbox show 1'"
		" 'holds' 'outbox send -p policy.lua'; do"
		" strace -f -o trace -e trace=network,openat $REBOUND $c >/dev/null 2>err;"
		" echo $? $(grep -c 'socket(AF_INET' trace) $(grep -c 'libcurl.*= [0-9]' trace);"
		"done; grep -c 'tried again later' err");
	ck_assert_msg(g_str_has_prefix(program.out, "0 0 0\n0 0 0\n0 0 0\n0 0 0\n75 ") &&
			      g_str_has_suffix(program.out, "\n3\n"),
		"%s", program.out);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("hooks");
	TCase *tcase = tcase_create("I2");

	tcase_set_timeout(tcase, 240);
	tcase_add_test(tcase, test_i2_no_shell);
	tcase_add_test(tcase, test_i2_no_shell_is_started);
	tcase_add_test(tcase, test_r1_each_message_once);
	tcase_add_test(tcase, test_r1_again_with_the_same_key);
	tcase_add_test(tcase, test_r1_undo_and_again);
	tcase_add_test(tcase, test_s9_only_the_outbox_opens_a_socket);
	suite_add_tcase(suite, tcase);
	return suite;
}
