/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_above.h"

static const struct {
	const char *text;
	const char *indented;
} rows[] = {
	{"", ""},
	{"No such user\nann@east.test\n", "No such user\n    ann@east.test\n"},
	{"No such user\n<ann@east.test>\nMailbox full\n- bob@east.test",
		"No such user\n    <ann@east.test>\n\nMailbox full\n    - bob@east.test"},
	{"Hello,\n\nNo such user:\nann@east.test\nbob@east.test\n\t\n552 Too big\nkim@west.test\n",
		"Hello,\n\nNo such user:\n    ann@east.test\n    bob@east.test\n\n552 Too big\n"
		"    kim@west.test\n"},
	{"Some mail came back.\nNo such user\nann@east.test\n\nBye",
		"Some mail came back.\nNo such user\n    ann@east.test\n\nBye"},
	{"Delivered\n\nann@east.test, bob@east.test\n\n[Mailbox full]\n\nkim@west.test\n",
		"Delivered\n    ann@east.test, bob@east.test\n\n[Mailbox full]\n    "
		"kim@west.test\n"},
	{"Unknown users\n-----\nann@east.test\nStill trying\n-----\nbob@east.test\nBye",
		"Unknown users\n-----\n    ann@east.test\n\nStill trying\n-----\n    "
		"bob@east.test\n\n"
		"Bye"},
	/* The lines above are notes that the addresses refer to. */
	{"A: No such user\nB: Mailbox full\n\n(A) ann@east.test\n(B) bob@east.test\n",
		"A: No such user\nB: Mailbox full\n\n(A) ann@east.test\n(B) bob@east.test\n"},
	{"* No such user\n* ann@east.test\n* Mailbox full\n* bob@east.test\n",
		"* No such user\n    * ann@east.test\n\n* Mailbox full\n    * bob@east.test\n"},
	{"No such user\nann@east.test\nMailbox full\nbob@east.test\n\nThis mailbox does not exist "
	 "for "
	 "replies.\n",
		"No such user\n    ann@east.test\n\nMailbox full\n    bob@east.test\n\nThis "
		"mailbox "
		"does not exist for replies.\n"},
	/* The reason may stand below, or nothing tells where. */
	{"ann@east.test\nNo such user\nbob@east.test\n",
		"ann@east.test\nNo such user\nbob@east.test\n"},
	{"No such user\nann@east.test\nMailbox full\n",
		"No such user\nann@east.test\nMailbox full\n"},
	{"Your mail could not be delivered to\nann@east.test\nNo such user\nbob@east.test\n",
		"Your mail could not be delivered to\nann@east.test\nNo such "
		"user\nbob@east.test\n"},
	{"Failed for good\nann@east.test\nMailbox full\nbob@east.test\nNo such user\nDelivered\n"
	 "kim@west.test\n",
		"Failed for good\nann@east.test\nMailbox full\nbob@east.test\nNo such "
		"user\nDelivered\n"
		"kim@west.test\n"},
	{"Some trouble\n\nann@east.test\nMailbox full\n\nbob@east.test\nNo such user\n\n"
	 "kim@west.test\n",
		"Some trouble\n\nann@east.test\nMailbox full\n\nbob@east.test\nNo such user\n\n"
		"kim@west.test\n"},
	{"A report that was cut.\nann@east.test\nMailbox full\nbob@east.test\nNo such user\n"
	 "kim@west.test",
		"A report that was cut.\nann@east.test\nMailbox full\nbob@east.test\nNo such user\n"
		"kim@west.test"},
	{"The following were rejected:\nann@east.test\nMailbox full\nbob@east.test\nNo such user\n"
	 "kim@west.test",
		"The following were rejected:\nann@east.test\nMailbox full\nbob@east.test\nNo such "
		"user\nkim@west.test"},
	/* Another line with an address, and one that is indented already. */
	{"No such user\nTo: ann@east.test\nbob@east.test\n",
		"No such user\nTo: ann@east.test\nbob@east.test\n"},
	{"No such user\n  ann@east.test\n", "No such user\n  ann@east.test\n"},
	{"No such user\nann@east.test (Ann)\nbob@east.test\n",
		"No such user\nann@east.test (Ann)\nbob@east.test\n"},
	{"@\n", "@\n"},
};

START_TEST(indents_lists)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = strlen(rows[_i].text);
	const char *indented = rebound_text_indent_lists(arena, rows[_i].text, &len);

	ck_assert_str_eq(indented, rows[_i].indented);
	ck_assert_uint_eq(len, strlen(rows[_i].indented));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text above");
	TCase *tcase = tcase_create("text above");

	tcase_add_loop_test(tcase, indents_lists, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
