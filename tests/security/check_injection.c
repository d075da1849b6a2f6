/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include <sys/stat.h>

/*
 * I1 to I9 and S9: what a mail says must not reach a terminal, a table, a database, a file or a
 * network as anything but text.
 */

/* ---- I1 ---- */

static const char *const no_addresses[] = {"|/usr/local/bin/neko", "/var/mail/x",
	"a@b@quay.example", "a b@quay.example", "a\\nBcc: b@quay.example", "a@quay..example",
	"@quay.example", "a@", "a@-quay.example", "a,b@quay.example", "<a@quay.example",
	"\\033[2Ja@quay.example", "a@quay.example\\000b", "a@quay.example;id",
	"$(touch x) @quay.example", "`id` a@quay.example"};

START_TEST(test_i1_no_address_no_effect)
{
	struct program program;

	program_init(&program);
	g_autofree char *line = g_strdup_printf(
		"{ printf '%%b' '%s' | sed 's/^/Final-Recipient: rfc822; /'; } >address;"
		"{ printf '" HOSTILE_REPORT "'; cat address;"
		"printf '\\nAction: failed\\nStatus: 5.1.1\\n\\n--b--\\n'; } >mail;"
		"$REBOUND process --trust-source mail >/dev/null &&"
		"$REBOUND suppressions export --state all --format plain; ls",
		no_addresses[_i]);
	program_run(&program, line);
	ck_assert_msg(strcmp(program.out, "address\nmail\nrebound.db\n") == 0, "%s: %s%s",
		no_addresses[_i], program.out, program.err);
	program_clear(&program);
}
END_TEST

/* ---- I3 ---- */

static const char *const sql[] = {"Robert');DROP--@quay.example", "'--@quay.example",
	"a'||'b@quay.example", "\"a';DELETE FROM events;--\"@quay.example", "%@quay.example",
	"_@quay.example", "a'/*@quay.example", "?1@quay.example", "\"\\\"\"@quay.example"};

START_TEST(test_i3_sql)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "box");
	for (guint i = 0; i < G_N_ELEMENTS(sql); i++)
		fprintf(file,
			HOSTILE_FROM HOSTILE_REPORT "Final-Recipient: rfc822; %s\nAction: failed\n"
						    "Status: 5.1.1\nDiagnostic-Code: smtp; 550 "
						    "5.1.1 '); DROP TABLE events; --\n\n--b--\n\n",
			sql[i]);
	fputs(HOSTILE_NEXT, file);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --trust-source box"), 0);
	program_run(&program,
		"for a in \"%@quay.example\" \"_@quay.example\" \"x' OR '1'='1@quay.example\"; do"
		" $REBOUND suppressions remove --why \"'; DELETE FROM runs; --\" \"$a\"; done;"
		"$REBOUND suppressions list --domain \"' OR 1=1 --\"; true");
	/* Neither a mark nor a wild card touched another's entry. */
	program_run(&program, "$REBOUND suppressions export --format plain");
	ck_assert_ptr_nonnull(strstr(program.out, "next@quay.example\n"));
	ck_assert_ptr_nonnull(strstr(program.out, "'--@quay.example\n"));
	ck_assert_ptr_null(strstr(program.out, "%@quay.example"));
	program_run(&program, "$REBOUND process --trust-source box");
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_nonnull(strstr(program.out, "seen before"));
	program_clear(&program);
}
END_TEST

/* ---- I4 ---- */

/* Cells that a spreadsheet would run, as addresses and as texts. */
static const char *const leads[] = {
	"=", "+", "-", "@", "\"=", "'=", "=cmd|", "%3D", " =", "=HYPERLINK"};

/* No cell of the CSV begins a formula. */
static void check_cells(const char *csv)
{
	gboolean at_start = TRUE, quoted = FALSE;

	for (const char *at = csv; *at != '\0'; at++) {
		const char *cell = at_start && *at == '"' ? at + 1 : at;

		if (at_start)
			ck_assert_msg(strchr("=+-@\t\r", *cell) == NULL || *cell == '\0',
				"formula at %.40s", at);
		at_start = FALSE;
		if (*at == '"')
			quoted = !quoted;
		else if (!quoted && (*at == ',' || *at == '\n'))
			at_start = TRUE;
	}
}

START_TEST(test_i4_formulas)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "box"), *list = hostile_open(&program, "list.csv");
	fputs("email,name\n", list);
	for (guint i = 0; i < G_N_ELEMENTS(leads); i++) {
		fprintf(file,
			HOSTILE_FROM HOSTILE_REPORT
			"Final-Recipient: rfc822; %s1+1%u@quay.example\n"
			"Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; %s1+1 User "
			"unknown\n\n--b--\n\n",
			leads[i], i, leads[i]);
		fprintf(list, "=1+1%u@quay.example,plain\n", i);
	}
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(fclose(list), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --trust-source box"), 0);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions export --state all --format csv"), 0);
	ck_assert_uint_gt(count_lines(program.out), 4);
	check_cells(program.out);
	program_run(&program, "$REBOUND clean --quiet --removed gone.csv --output kept.csv "
			      "list.csv; cat gone.csv");
	ck_assert_int_eq(program.status, 0);
	ck_assert_uint_gt(count_lines(program.out), 1);
	/* What we add to a removed row is no formula; the rows themselves stay as they came. */
	g_auto(GStrv) lines = g_strsplit(program.out, "\n", -1);
	for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
		const char *added = strstr(lines[i], ",plain");

		ck_assert_ptr_nonnull(added);
		check_cells(added + 1);
	}
	program_clear(&program);
}
END_TEST

/* ---- I5 ---- */

/* Bytes that terminals obey, and that no text should hold. */
static const char *const nasty[] = {"\x1B[2J", "\x1B]0;x\x07", "\r", "\x7F", "\xC2\x9B\x33\x31\x6D",
	"\xE2\x80\xAE", "\xE2\x81\xA6", "\xFF\xFE", "\xED\xA0\x80",
	"=?utf-8?Q?=1B[31m=0D=0AX-In:_1?=", "=?utf-8?B?G1sySg==?=", "\x08", "\xC0\xAF", "&#27;[2J",
	"%1B", "=1B", "\\u001b"};

/* Mails with nasty bytes in random places, always the same ones. */
static void write_nasty(FILE *file, guint count)
{
	GRand *random = g_rand_new_with_seed(42);
	const char base[] =
		HOSTILE_REPORT "Final-Recipient: rfc822; ann@quay.example\nAction: failed\n"
			       "Status: 5.1.1\nRemote-MTA: dns; mx.quay.example\n"
			       "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
			       "--b\nContent-Type: message/rfc822\n\nSubject: hello\n"
			       "Message-ID: <1@island.example>\nList-Id: <news>\n\nhello\n--b--\n";

	for (guint i = 0; i < count; i++) {
		g_autoptr(GString) mail = g_string_new(base);

		for (guint j = 0; j < 1 + i % 7; j++)
			g_string_insert(mail, g_rand_int_range(random, 0, (gint32)mail->len),
				nasty[g_rand_int_range(random, 0, G_N_ELEMENTS(nasty))]);
		fputs(HOSTILE_FROM, file);
		fwrite(mail->str, 1, mail->len, file);
		fputs("\n", file);
	}
	g_rand_free(random);
}

static const char *const shows[] = {"$REBOUND parse box",
	"$REBOUND process --events events box; cat events", "$REBOUND process --dry-run box",
	"$REBOUND process -q box; $REBOUND suppressions list --state all",
	"$REBOUND process -q box; $REBOUND suppressions export --state all --format csv",
	"$REBOUND process -q box; $REBOUND retries list --all", "$REBOUND explain mail",
	"head -n 300 box | $REBOUND classify", "$REBOUND parse \"$(printf 'no\\033[2J\\nfile')\"",
	"$REBOUND explain \"$(printf '550 \\033[2J no')\"",
	"$REBOUND process -q box; $REBOUND unknown",
	"$REBOUND process -q box; $REBOUND retries due; $REBOUND holds list --all",
	"{ echo 'email,reason'; sed 's/^/ann@quay.example,/' box; } >l; $REBOUND suppressions "
	"import l;"
	" $REBOUND suppressions list --state all",
	"$REBOUND process -q box; $REBOUND undo --last --dry-run; $REBOUND undo --last",
	"$REBOUND process -q box; $REBOUND reclassify; $REBOUND diff shipped shipped",
	"$REBOUND process -q box; $REBOUND explain event:1 event:2 event:3; $REBOUND explain "
	"--json box",
	"umask 077; $REBOUND token key >k; $REBOUND token check -k k \"$(printf 'b+\\033[2J@x')\" "
	"\"$(printf '\\033[2J\\n@x')\"; head -n 99 box | $REBOUND token make -k k --domain "
	"x.example",
	"printf 'email\\n\\033[2J@quay.example,\\nann@quay.example\\n' >l; $REBOUND suppressions "
	"add "
	"ann@quay.example; $REBOUND clean --annotate l 2>&1 >/dev/null",
	"n=$(printf 'no\\033[31m\\230ml\\nbox'); cp box \"$n\"; REBOUND_TEST_CRASH=hello "
	"$REBOUND process -j 1 \"$n\"",
	"n=$(printf 'no\\033[31m\\nsuch\\230m'); $REBOUND process --events \"$n/file\" box",
	"n=$(printf 'ex\\033[31m\\nodd.db'); $REBOUND process -q --dry-run box; $REBOUND process "
	"--db \"$n\" box; $REBOUND backup --db \"$n\" copy; $REBOUND check-db --db \"$n\"; "
	"$REBOUND "
	"prune --db \"$n\" --older 4000d; $REBOUND undo --last --db \"$n\" --dry-run",
	"n=$(printf 'x\\033[31m\\nodd.lua'); echo 'rule \"odd\" { says = { \"no such pear\" }, "
	"reason = \"mailbox_unknown\", yes = { \"550 no such apple\" } }' >\"$n\"; $REBOUND test "
	"--lint \"$n\"; $REBOUND classify --rules \"$n\" '550 no such pear'; $REBOUND explain "
	"--rules "
	"\"$n\" '550 no such pear'; printf 't\\t550 no such pear\\tsuccess\\t-\\t-\\t-\\n' >c; "
	"$REBOUND test --cases c \"$n\"",
	"n=$(printf 'no\\033[31m\\nfile'); cp mail \"$n\"; $REBOUND replies \"$n\"; "
	"$REBOUND replies \"$n/x\""};

START_TEST(test_i5_terminal)
{
	struct program program;

	program_init(&program);
	FILE *box = hostile_open(&program, "box"), *mail = hostile_open(&program, "mail");
	write_nasty(box, getenv("REBOUND_LONG") != NULL ? 100000 : 200);
	write_nasty(mail, 1);
	ck_assert_int_eq(fclose(box), 0);
	ck_assert_int_eq(fclose(mail), 0);
	program_run(&program, shows[_i]);
	ck_assert_msg(program.status < 128, "%s: %d", shows[_i], program.status);
	hostile_check_output(program.out);
	hostile_check_output(program.err);
	if (_i == 0)
		ck_assert_uint_ge(count_lines(program.out), 200);
	program_clear(&program);
}
END_TEST

/* ---- I7 ---- */

/* What is no mail, in each folder of a Maildir: 12 kinds. */
static const char *const kinds[] = {"ln -s ../../outside/mail $F", "ln -s /nowhere $F",
	"ln -s ../../outside $F", "ln -s /dev/zero $F", "ln -s /etc/passwd $F", "ln -s odd.$N $F",
	"ln -s ../fifo $F", "mkfifo $F", "mkdir $F && cp outside/mail $F/mail",
	"cp outside/mail $D/.odd", "mknod $F c 1 5 2>/dev/null || ln -s /dev/full $F",
	"perl -MSocket -e 'socket(S,AF_UNIX,SOCK_STREAM,0);bind(S,sockaddr_un(shift))' $F"};

START_TEST(test_i7_maildir)
{
	struct program program;

	program_init(&program);
	g_autofree char *line = g_strdup_printf(
		"mkdir -p M/new M/cur M/tmp outside; mkfifo M/fifo;"
		"printf '" HOSTILE_HEAD
		"\n<secret@quay.example>: 550 5.1.1 User unknown\n' >outside/mail;"
		"printf '" HOSTILE_HEAD "\n<ann@quay.example>: 550 5.1.1 User unknown\n' >M/new/1;"
		"N=%d; for D in M/new M/cur M/tmp; do F=$D/odd.$N; %s; done;"
		"cp outside/mail M/tmp/half;"
		"timeout 20 $REBOUND process --move M >/dev/null; echo $?;"
		"$REBOUND suppressions export --state all --format plain; ls M/cur | grep -c '^1';"
		"cd M; ls -A new cur | grep -c odd",
		_i, kinds[_i]);
	program_run(&program, line);
	/* None was followed, none held the run, and each lies where it lay. */
	ck_assert_msg(strcmp(program.out, "0\nann@quay.example\n1\n2\n") == 0, "%s: %s%s",
		kinds[_i], program.out, program.err);
	program_clear(&program);
}
END_TEST

/* A folder of mails, and what is no mail in it. */
START_TEST(test_i7_folder)
{
	struct program program;

	program_init(&program);
	program_run(&program, "mkdir F; printf '" HOSTILE_HEAD
			      "\\n<ann@quay.example>: 550 5.1.1 User unknown\\n' >F/1;"
			      "mkfifo F/fifo; ln -s /etc/passwd F/passwd; ln -s . F/round; ln "
			      "-s /dev/zero F/zero;"
			      "timeout 20 $REBOUND parse F | wc -l;");
	ck_assert_str_eq(program.out, "1\n");
	program_clear(&program);
}
END_TEST

/* The names of mails are their makers' too, and are printed as JSON that no terminal obeys. */
START_TEST(test_i5_i7_names)
{
	static const char *const names[] = {"\x1B[31m",
		"\xC2\x9B"
		"31m",
		"\x9B"
		"31m",
		"\xFF\xFE", "\xE2\x80\xAEgpj", "\xE2\x81\xA6x", "\xE2\x80\xA8x", "a\nb", "a\"b\\",
		"\x7F", "\xD8\x9C", "\xED\xA0\x80", "=1+1"};
	struct program program;

	program_init(&program);
	program_run(&program, "mkdir -p M/new M/cur M/tmp");
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *inner = g_strdup_printf("M/new/%u.%s", i, names[i]);

		program_write(&program, inner,
			HOSTILE_HEAD "\n<ann@quay.example>: 550 5.1.1 User unknown\n");
	}
	program_run(&program, "$REBOUND parse M M/new/*; $REBOUND explain M;"
			      "$REBOUND process --events /dev/stdout M");
	ck_assert_uint_gt(count_lines(program.out), 3 * G_N_ELEMENTS(names));
	hostile_check_output(program.out);
	hostile_check_output(program.err);
	ck_assert_ptr_nonnull(strstr(program.out, "\\u202Egpj\""));
	ck_assert_ptr_nonnull(strstr(program.out, ".a\\\"b\\\\\""));
	program_clear(&program);
}
END_TEST

/* ---- I8, S9 ---- */

static const char outside[] = HOSTILE_HEAD
	"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	"Content-Type: message/external-body; access-type=local-file; name=\"/etc/hostname\"\n\n"
	"Content-Type: text/plain\n\n--b\n"
	"Content-Type: message/external-body; access-type=URL; "
	"URL=\"http://quay.example/x\"\n\n\n--b\n"
	"Content-Type: text/html\nContent-Location: file:///etc/hostname\n\n"
	"<img src=\"file:///etc/hostname\"><iframe src=\"http://quay.example/\"></iframe>\n"
	"&lt;ann@quay.example&gt;: 550 5.1.1 User unknown\n--b\n"
	"Content-Type: text/plain; charset=\"../../etc/hostname\"; "
	"name=\"/etc/hostname\"\n\nx\n--b--\n";

static const char *const traced[] = {"parse mail", "process --jobs 2 mail", "explain mail"};

START_TEST(test_i8_s9_no_socket_no_file_no_program)
{
	struct program program;

	if (!hostile_has_strace())
		return;
	program_init(&program);
	program_write(&program, "mail", outside);
	g_autofree char *line =
		g_strdup_printf("strace -f -o trace -e trace=network,execve,openat,open,creat env "
				"ASAN_OPTIONS=detect_leaks=0 "
				"$REBOUND %s >/dev/null 2>&1; grep -c hostname trace; grep -cE "
				"'(socket|connect|sendto|bind)\\(' trace;"
				"grep 'execve(' trace | grep -v ENOENT | grep -cv 'rebound\\|/env'",
			traced[_i]);
	program_run(&program, line);
	ck_assert_msg(strcmp(program.out, "0\n0\n0\n") == 0, "%s: %s", traced[_i], program.out);
	program_clear(&program);
}
END_TEST

/* ---- I9 ---- */

/* Long and odd Message-IDs are keys by their hash: they make no file, and no two are mixed up. */
START_TEST(test_i9_keys)
{
	struct program program;

	program_init(&program);
	FILE *file = hostile_open(&program, "box");
	guint count = getenv("REBOUND_LONG") != NULL ? 100000 : 1000;
	for (guint i = 0; i < count; i++) {
		fputs(HOSTILE_FROM "Message-ID: <../../", file);
		/* Some of 1 MB. */
		hostile_repeat(file, "x", i % 250 == 0 ? 1024 * 1024 : i % 300);
		fprintf(file,
			"/%u>\n" HOSTILE_HEAD "\n<r%u@quay.example>: 550 5.1.1 User unknown\n\n", i,
			i);
	}
	ck_assert_int_eq(fclose(file), 0);
	program_run(&program,
		"$REBOUND process box >/dev/null; ls; $REBOUND suppressions export --state all "
		"--format plain | sort -u | wc -l");
	g_autofree char *expected = g_strdup_printf("box\nrebound.db\n%u\n", count);
	ck_assert_msg(strcmp(program.out, expected) == 0, "%s%s", program.out, program.err);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("injection");
	TCase *tcase = tcase_create("injection");

	tcase_set_timeout(tcase, 240);
	tcase_add_loop_test(tcase, test_i1_no_address_no_effect, 0, G_N_ELEMENTS(no_addresses));
	tcase_add_test(tcase, test_i3_sql);
	tcase_add_test(tcase, test_i4_formulas);
	tcase_add_loop_test(tcase, test_i5_terminal, 0, G_N_ELEMENTS(shows));
	tcase_add_loop_test(tcase, test_i7_maildir, 0, G_N_ELEMENTS(kinds));
	tcase_add_test(tcase, test_i7_folder);
	tcase_add_test(tcase, test_i5_i7_names);
	tcase_add_loop_test(
		tcase, test_i8_s9_no_socket_no_file_no_program, 0, G_N_ELEMENTS(traced));
	tcase_add_test(tcase, test_i9_keys);
	suite_add_tcase(suite, tcase);
	return suite;
}
