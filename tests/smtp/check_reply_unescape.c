/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/smtp/reply_unescape.h"

static const struct {
	const char *text;
	const char *plain; /* NULL: the same */
} rows[] = {
	{"", NULL},
	{"550 5.1.1 nobody here", NULL},
	/* JSON. */
	{"550 \\\"ann\\\" isn\\'t here\\/any more", "550 \"ann\" isn't here/any more"},
	{"550 Empf\\u00e4nger unbekannt", "550 Empfänger unbekannt"},
	{"550 \\u4f4f \\ud83d\\ude00", "550 住 😀"},
	{"550 no\\r\\n550 box\\n", "550 no 550 box "},
	{"550 a\\\\b", "550 a\\b"},
	/* Half a pair, too few digits, control characters, and what only looks like an escape. */
	{"\\ud83d", NULL},
	{"\\ud83d\\u0041", "\\ud83dA"},
	{"\\u00e", NULL},
	{"\\u0000\\u001b", NULL},
	{"CORP\\nina \\", NULL},
	/* Bytes of UTF-8 as Python writes them; others stay. */
	{"(550, b'Empf\\xc3\\xa4nger')", "(550, b'Empfänger')"},
	{"\\xe4\\xbd\\x8f\\xe4\\xbd\\x8f", "住住"},
	{"\\xc3x \\xe4 \\xc3\\x28 \\x41\\x42", NULL},
	/* HTML. */
	{"&lt;ann@north.test&gt; &quot;no&quot; &#39;&apos;&amp;", "<ann@north.test> \"no\" ''&"},
	{"a & b &lt &nbsp;", NULL},
};

START_TEST(escapes_are_undone)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_str_eq(rebound_reply_unescape(arena, rows[_i].text),
		rows[_i].plain ? rows[_i].plain : rows[_i].text);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("reply_unescape");
	TCase *escapes = tcase_create("escapes");

	tcase_add_loop_test(escapes, escapes_are_undone, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, escapes);
	return suite;
}
