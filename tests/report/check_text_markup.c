/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_markup.h"

static const struct {
	const char *text;
	const char *kept;
} rows[] = {
	{"", ""},
	{"<", "<"},
	{"<mailto:", "<"},
	{"<mailto:ann@north.test>:", "<ann@north.test>:"},
	{"550 <MAILTO:ann@north.test> and <mailto:bob@north.test>",
		"550 <ann@north.test> and <bob@north.test>"},
	/* the words of the link and its place are one address */
	{"ann@north.test<mailto:ann@north.test>", "ann@north.test"},
	{"ann@north.test <mailto:Ann@North.test>: 550", "ann@north.test: 550"},
	{"<ann@north.test<mailto:ann@north.test>>:", "<ann@north.test>:"},
	{"to ann@north.test <ann@north.test> and bob@north.test <bob@north.test>.",
		"to ann@north.test and bob@north.test."},
	{"\"ann@north.test\" <ann@north.test>, 'bob@north.test' <mailto:bob@north.test>",
		"<ann@north.test>, <bob@north.test>"},
	/* another one */
	{"ann@north.test <bob@north.test>", "ann@north.test <bob@north.test>"},
	{"joann@north.test <ann@north.test>", "joann@north.test <ann@north.test>"},
	{"ann@north.test<mailto:bob@north.test>", "ann@north.test<mailto:bob@north.test>"},
	{"'ann@north.test' <bob@north.test>", "'ann@north.test' <bob@north.test>"},
	/* a name, and what may be none */
	{"To \"Lee, Ann\" <ann@north.test> and \"Bob\" <mailto:bob@north.test>:",
		"To <ann@north.test> and <bob@north.test>:"},
	{"\"User unknown\" <ann@north.test>", "\"User unknown\" <ann@north.test>"},
	{"It said \"mailbox full\" <ann@north.test>", "It said \"mailbox full\" <ann@north.test>"},
	{"\"|/bin/prog\" <ann@north.test>", "\"|/bin/prog\" <ann@north.test>"},
	{"'Ann' <ann@north.test>", "'Ann' <ann@north.test>"},
	{"say\"Ann\" <ann@north.test>", "say\"Ann\" <ann@north.test>"},
	{"\"Ann\" <ann>, \"Ann\" <ann@north.test", "\"Ann\" <ann>, \"Ann\" <ann@north.test"},
	{"To: \"Ann\" <ann@north.test>,\n \"Bob\" <bob@north.test>\n",
		"To: \"Ann\" <ann@north.test>,\n \"Bob\" <bob@north.test>\n"},
	{"\" <a@b>\"\" <a@b>", "\" <a@b>\"\" <a@b>"},
	{"ann@north.test\n<mailto:ann@north.test>", "ann@north.test\n<ann@north.test>"},
	{"List-Help: <mailto:help@north.test>, <https://north.test>,\n <mailto:help2@north.test>",
		"List-Help: <mailto:help@north.test>, <https://north.test>,\n "
		"<mailto:help2@north.test>"},
	{"To: <mailto:ann@north.test>,\n <mailto:bob@north.test>",
		"To: <ann@north.test>,\n <bob@north.test>"},
	{"*No such user*\n", "No such user\n"},
	{"**No such user:** ann\n", "**No such user:** ann\n"},
	{"**No such user**", "No such user"},
	{"_ann@north.test_ \r\n*no*\nmore", "ann@north.test \r\nno\nmore"},
	{"***one***\n****two****\n", "one\n****two****\n"},
	{"* one\n* two *\n*three\n*\n**\n***\n*four **\n",
		"* one\n* two *\n*three\n*\n**\n***\n*four **\n"},
	{"a *b* c\n", "a *b* c\n"},
	{"*<mailto:ann@north.test>*", "<ann@north.test>"},
	{"&lt;ann@north.test&gt;: can&#39;t &amp; won&#x27;t", "<ann@north.test>: can't & won't"},
	{"&quot;ann&quot;&#64;north.test&nbsp;gr&uuml;n &#233;",
		"\"ann\"@north.test gr\303\274n \303\251"},
	{"&lt;mailto:ann@north.test&gt;", "<ann@north.test>"},
	{"<b> &lt;ann@north.test&gt;", "<b> &lt;ann@north.test&gt;"},
	/* neither a new line nor what turns a line around */
	{"a&#10;b&#13;c&#0;d&#x202e;e&#127;", "a&#10;b&#13;c&#0;d&#x202e;e&#127;"},
	{"?a=1&lt=2&copy=3 AT&T & more &", "?a=1&lt=2&copy=3 AT&T & more &"},
	{"&#xd800;&#x110000;&#;&;", "&#xd800;&#x110000;&#;&;"},
};

START_TEST(drops_marks)
{
	gsize len = strlen(rows[_i].text);
	/* On the heap, so that a sanitizer sees a step too far. */
	g_autofree char *text = g_strdup(rows[_i].text);

	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_uint_eq(rebound_text_drop_markup(arena, text, len), strlen(rows[_i].kept));
	ck_assert_str_eq(text, rows[_i].kept);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text markup");
	TCase *tcase = tcase_create("text markup");

	tcase_add_loop_test(tcase, drops_marks, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
