/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"
#include "sanitized.h"

#include <string.h>
#include <time.h>

#include "core/report/text_unwrap.h"

static const struct {
	const char *text;
	const char *kept;
} rows[] = {
	{"", ""},
	{"@", "@"},
	{"The server of our branch office accepted your message for\n"
	 "ann@north.test and refused it for bob@north.test.",
		"The server of our branch office accepted your message for "
		"ann@north.test and refused it for bob@north.test."},
	{"The server of our branch office accepted your message for \t \n"
	 "ann@north.test and refused it for bob@north.test.",
		"The server of our branch office accepted your message for "
		"ann@north.test and refused it for bob@north.test."},
	{"Hello,\n\nThe server of our branch office accepted your message for\n"
	 "ann@north.test.\n\nBye",
		"Hello,\n\nThe server of our branch office accepted your message for "
		"ann@north.test.\n\nBye"},
	/* Behind a sentence, in a list, below a label, a code or a short line. */
	{"The server of our branch office could not take your message.\n"
	 "ann@north.test is unknown.",
		"The server of our branch office could not take your message.\n"
		"ann@north.test is unknown."},
	{"The server of our branch office accepted your message for\n"
	 "ann@north.test\nbob@north.test\n",
		"The server of our branch office accepted your message for\n"
		"ann@north.test\nbob@north.test\n"},
	{"ann@north.test is not known here and the mail for him was for\n"
	 "bob@north.test who is unknown too.",
		"ann@north.test is not known here and the mail for him was for\n"
		"bob@north.test who is unknown too."},
	{"550 the server of our branch office refuses your message for\n"
	 "ann@north.test who is unknown.",
		"550 the server of our branch office refuses your message for\n"
		"ann@north.test who is unknown."},
	{"Reason: the server of our branch office has no mailbox for\n"
	 "ann@north.test who is unknown.",
		"Reason: the server of our branch office has no mailbox for\n"
		"ann@north.test who is unknown."},
	{"We could not deliver to\nann@north.test who is unknown.",
		"We could not deliver to\nann@north.test who is unknown."},
	{"We sent it on\nto the office, which accepted your message this morning for\n"
	 "ann@north.test and for others.",
		"We sent it on\nto the office, which accepted your message this morning for\n"
		"ann@north.test and for others."},
};

START_TEST(joins_prose)
{
	/* On the heap, so that a sanitizer sees a step too far. */
	g_autofree char *text = g_strdup(rows[_i].text);

	ck_assert_uint_eq(rebound_text_unwrap(text, strlen(text)), strlen(rows[_i].kept));
	ck_assert_str_eq(text, rows[_i].kept);
}
END_TEST

/** Paragraphs of very many lines, each of which begins with an address. */
START_TEST(bears_long_paragraphs)
{
	g_autoptr(GString) text = g_string_new("Whom we could not reach at all in the last week");

	while (text->len < 1024 * 1024)
		g_string_append(
			text, " is\nann@north.test of the office at the north who has a name that");
	clock_t start = clock();
	rebound_text_unwrap(text->str, text->len);
	ck_assert(clock() - start < SANITIZED_SECONDS(1) * CLOCKS_PER_SEC);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text unwrap");
	TCase *tcase = tcase_create("text unwrap");

	tcase_add_loop_test(tcase, joins_prose, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, bears_long_paragraphs);
	suite_add_tcase(suite, tcase);
	return suite;
}
