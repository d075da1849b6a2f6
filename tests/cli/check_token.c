/* SPDX-License-Identifier: MIT */
#include "program.h"

#define KEYS "k 000102030405060708090a0b0c0d0e0f"
#define MAKE "$REBOUND token make --now 2026-01-01 --keys keys --domain bounces.example "

static struct program program;

static void setup(void)
{
	program_init(&program);
	program_run(&program, "umask 077; echo '" KEYS "' >keys");
}

static void teardown(void)
{
	program_clear(&program);
}

START_TEST(makes_and_checks)
{
	ck_assert_int_eq(program_run(&program, MAKE "ann@example.org"), 0);
	const char *sender = g_strchomp(program.out);
	g_autofree char *line = g_strdup_printf("$REBOUND token check --now 2026-01-02 --keys keys "
						"'%s' ann@example.org",
		sender);

	ck_assert_msg(g_str_has_prefix(sender, "b+k") &&
			      g_str_has_suffix(sender, "=ann=example.org@bounces.example"),
		"%s", sender);
	ck_assert_int_eq(program_run(&program, line), 0);
	ck_assert_str_eq(
		program.out, "valid for ann@example.org, key k, until 2026-01-31T00:00:00Z\n");
}
END_TEST

static const struct {
	const char *line;
	int status;
	const char *out, *err;
} lines[] = {
	{"$REBOUND token check --now 2026-03-01 --keys keys $(" MAKE "ann@example.org)", 1,
		"not valid any more: it ended; for ann@example.org, key k, at "
		"2026-01-31T00:00:00Z\n",
		""},
	{"$REBOUND token check --now 2026-01-02 --keys keys $(" MAKE "ann@example.org) b@c.example",
		1, "not valid for b@c.example: it is ann@example.org's\n", ""},
	{"$REBOUND token check --keys keys b+kbuae3qiiz7uhlfqv6blh=a=b.example", 1,
		"not valid: not made with this key, or for somebody else\n", ""},
	{"$REBOUND token check --keys keys ann@example.org", 1, "there is no token in it\n", ""},
	{MAKE "nobody", 64, "", "rebound token make: 'nobody': this is no mail address"},
	{MAKE "--job 'a b' ann@example.org", 64, "",
		"rebound token make: 'ann@example.org': a job"},
	{MAKE "--prefix b ann@example.org", 64, "", "rebound: --prefix must end with a mark"},
	{"$REBOUND token make --keys keys ann@example.org", 64, "", "rebound: make needs --domain"},
	{"$REBOUND token make --domain b.example ann@example.org", 64, "",
		"rebound: the policy names no key file"},
	{"$REBOUND token make --keys none --domain b.example ann@example.org", 66, "",
		"rebound: none: the key file can't be read"},
	{"chmod 644 keys; " MAKE "ann@example.org", 78, "",
		"rebound: keys: others than its owner may read or write it (mode 0644)"},
	{"$REBOUND token", 64, "", "rebound token: say what to do: make, check or key"},
	{"$REBOUND token mak", 64, "", "rebound token: there is no verb 'mak'"},
	/* An answer for each line, and an empty one for none. */
	{"printf 'ann@example.org\\n\\nbob\\n  Bob@Example.org \\r\\nx@y.example' | " MAKE
	 "| sed 's/+[^=]*//'",
		0,
		"b=ann=example.org@bounces.example\n\n\nb=bob=example.org@bounces.example\n"
		"b=x=y.example@bounces.example\n",
		"rebound: line 2: '': this is no mail address\nrebound: line 3: 'bob': "},
	{"echo bob | " MAKE, 65, "\n", "rebound: line 1: 'bob': this is no mail address"},
	/* The key file of the policy lies beside it. */
	{"mkdir p && mv keys p/k && echo 'settings { keys = \"k\" } use \"policy\"' >p/p.lua &&"
	 " $REBOUND token make --now 2026-01-01 --policy p/p.lua --header ann@example.org |"
	 " sed 's/: .*=ann/: ann/'",
		0, "X-Rebound-Token: ann=example.org\n", ""},
	/* A reply is the sender's own word; a mail without a token is not. */
	{"echo 'settings { keys = \"keys\" } use \"policy\"' >p.lua;"
	 " $REBOUND explain -p p.lua '550 5.1.1 <ann@example.org>: User unknown' | grep -o 'Now, "
	 ".*e:';"
	 " $REBOUND explain -p p.lua $TOP/examples/bounces.mbox | grep -o 'Now, .* not ours' | "
	 "head -n 1",
		0,
		"Now, for ann@example.org: suppress:active:\n"
		"Now, for ann.lund@fjord.example: none: not ours\n",
		""},
	/* A rotated key. */
	{"A=$(" MAKE "ann@example.org); umask 077; { echo '" KEYS " 2026-01-15'; "
	 "$REBOUND token key --keys keys; } >new; "
	 "$REBOUND token check --keys new --now 2026-01-15T23:59:59Z $A | cut -c 1-25; "
	 "$REBOUND token check --keys new --now 2026-01-16 $A; grep -c ^k new",
		0,
		"valid for ann@example.org\n"
		"not valid any more: its key ended; for ann@example.org, key k, at "
		"2026-01-16T00:00:00Z\n1\n",
		""},
	{"umask 077; echo '" KEYS " 2026-01-15' >keys; " MAKE "ann@example.org", 64, "",
		"rebound token make: 'ann@example.org': the newest key ends before the token"},
};

START_TEST(what_it_says)
{
	int status = program_run(&program, lines[_i].line);

	ck_assert_msg(status == lines[_i].status, "%s: %d: %s%s", lines[_i].line, status,
		program.out, program.err);
	ck_assert_str_eq(program.out, lines[_i].out);
	ck_assert_msg(g_str_has_prefix(program.err, lines[_i].err), "%s", program.err);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("token");
	TCase *tcase = tcase_create("token");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, makes_and_checks);
	tcase_add_loop_test(tcase, what_it_says, 0, G_N_ELEMENTS(lines));
	suite_add_tcase(suite, tcase);
	return suite;
}
