/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"
#include "sanitized.h"

#include <string.h>
#include <time.h>

#include "core/smtp/reply_said.h"

static const struct {
	const char *text;
	const char *said; /* NULL: the same */
} rows[] = {
	{"", NULL},
	{"550 5.1.1 nobody here", NULL},
	{"550-5.1.1 nobody", NULL},
	/* Lines behind each other. */
	{"550-5.7.1 mail 550 5.7.1 refused", "550-5.7.1 mail refused"},
	{"550-mail 550-is 550 refused", "550-mail is refused"},
	{"550-5.7.1 mail 550 refused", "550-5.7.1 mail refused"},
	{"550-#5.1.0 no 550 #5.1.0 such box", "550-#5.1.0 no such box"},
	{"550-no 550 5.1.1 such box", "550-no 5.1.1 such box"},
	{"550-5.7.1 no 550 5.1.1 such box", "550-5.7.1 no 5.1.1 such box"},
	{"mx.north.test said: 550-5.1.1 no 550 5.1.1 such box (in reply to RCPT TO command)",
		"mx.north.test said: 550-5.1.1 no such box (in reply to RCPT TO command)"},
	{"<550-no 550 such box>", "<550-no such box>"},
	/* The last line ends the reply. */
	{"550-no 550 such box: 550MB", "550-no such box: 550MB"},
	{"550-no 554 such box", NULL},
	{"550-no x550 such box", NULL},
	/* Numbers of other kinds. */
	{"call 555-0100 or 555-0101", NULL},
	{"550 MB of 550-MB", NULL},
	/* Spaces that a log makes underscores. */
	{"550_5.1.1_no_such_box", "550 5.1.1 no such box"},
	{"550_5.1.1_____no_such _____ box___", "550 5.1.1 no such box"},
	{"550_<a_b_c@north.test>_is_no_box", "550 <a_b_c@north.test> is no box"},
	{"550 the user a_b_c@north.test is none", NULL},
	{"no_box", NULL},
	/* What qmail puts before any reply. */
	{"192.0.2.7 does not like recipient. Remote host said: 550 no such box", "550 no such box"},
	{"192.0.2.7_does_not_like_recipient./Remote_host_said:_550_no_box/", "550 no box/"},
	{"192.0.2.7 does not like recipient. Remote host said: 550 no box Giving up on 192.0.2.7.",
		"550 no box "},
	{"192.0.2.7 does not like recipient.", ""},
	/* What Cisco's gateways put before a reply. */
	{"5.1.0 - Unknown address error 550-'no such box' (delivery attempts: 0)",
		"550-'no such box' (delivery attempts: 0)"},
	{"5.4.7 - Delivery expired (message too old) 451-'4.7.1 later'", NULL},
	{"mx.north.test said: 5.1.0 - Unknown address error 550-'no such box'",
		"550-'no such box'"},
	{"5.1.2 - Bad destination host 'no such name'", NULL},
	{"5.1.0 - no box 1550-'x'", NULL},
	{"5.1.0 - '", NULL},
	{"5.1.0 550-'no such box'", NULL},
};

/* What programs put around a reply, and how they write it down. */
static const struct {
	const char *text;
	const char *reply;
} wrapped[] = {
	{"Mailbox unavailable. The server response was: 5.1.1 no such box", "5.1.1 no such box"},
	{"(550, b'5.1.1 no such \\'box\\'')", "5.1.1 no such 'box'"},
	{"{\"response\":\"550-no\\r\\n550 box\",\"command\":\"RCPT\"}", "550-no 550 box"},
};

START_TEST(wrappings_are_taken_off)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_str_eq(rebound_reply_unwrap(arena, wrapped[_i].text), wrapped[_i].reply);
}
END_TEST

START_TEST(words_are_joined)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *said = rebound_reply_said(arena, rows[_i].text);

	ck_assert_str_eq(said, rows[_i].said ? rows[_i].said : rows[_i].text);
	ck_assert_str_eq(rebound_reply_said(arena, said), said);
	if (!rows[_i].said)
		ck_assert_ptr_eq(said, rows[_i].text);
}
END_TEST

START_TEST(long_texts_take_little_time)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GString) text = g_string_new("550-x");
	clock_t start = clock();

	while (text->len < 1000000)
		g_string_append(text, " 550-_");
	rebound_reply_said(arena, text->str);
	ck_assert_int_lt(clock() - start, SANITIZED_SECONDS(1) * CLOCKS_PER_SEC);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("reply_said");
	TCase *said = tcase_create("said");
	tcase_add_loop_test(said, words_are_joined, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(said, wrappings_are_taken_off, 0, G_N_ELEMENTS(wrapped));
	tcase_add_test(said, long_texts_take_little_time);
	suite_add_tcase(suite, said);
	return suite;
}
