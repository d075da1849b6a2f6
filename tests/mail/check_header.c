/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"
#include "sanitized.h"

#include <string.h>
#include <time.h>

#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/mail/envelope_headers.h"
#include "core/mail/message.h"

static struct rebound_arena *arena;

static void set_up(void)
{
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	rebound_arena_free(arena);
}

/* A block of header lines, and what its field "X" says. */
static const struct {
	const char *block;
	const char *value;
} values[] = {
	{"X: plain\n", "plain"},
	{"x:plain", "plain"},
	{"X : space before the colon\n", "space before the colon"},
	{"A: 1\nX: folded\n here\n\tand here\nB: 2\n", "folded here and here"},
	{"A: 1\r\nX: folded\r\n here\r\n\r\nX: body", "folded here"},
	{"A: 1\rX: folded\r here\r", "folded here"},
	{"A: 1\r\r\nX: folded\r\r\n here\r\r\n", "folded here"},
	{"X: first\nX: second\n", "first"},
	{"no field\nX: behind it\n", "behind it"},
	{"X:\n", ""},
	{"A: 1\n\nX: body\n", NULL},
	{"X: =?utf-8?Q?gr=C3=BCn?=\n", "gr\303\274n"},
	{"X: =?UTF-8?b?Z3LDvG4=?=\n", "gr\303\274n"},
	{"X: =?iso-8859-1?q?gr=FCn_und_rot?= later\n", "gr\303\274n und rot later"},
	{"X: =?utf-8?q?one?= =?utf-8?q?two?=\n", "onetwo"},
	{"X: =?utf-8?q?one?=\n =?utf-8?q?_two?= three\n", "one two three"},
	{"X: =?utf-8?q?one?= and =?utf-8?q?two?=\n", "one and two"},
	{"X: =?utf-8?b?Z3LD?= =?utf-8?b?vG4=?=\n", "gr\303\274n"},
	{"X: =?utf-8*de?q?mit_Sprache?=\n", "mit Sprache"},
	{"X: =?gb2312?B?xOO6ww==?=\n", "\344\275\240\345\245\275"},
	{"X: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=\n", "\346\227\245\346\234\254"},
	{"X: \033$BF|K\\\033(B\n", "\346\227\245\346\234\254"},
	{"X: gr\303\274n\n", "gr\303\274n"},
	{"X: =?utf-8?q?open\n", "=?utf-8?q?open"},
	{"X: =?utf-8?x?odd?=\n", "=?utf-8?x?odd?="},
	{"X: =?utf-8?q?\?=\n", ""},
	{"X: =?utf-8?q?\?= =?utf-8?q?a?= =?utf-8?b?\?=\n", "a"},
	{"X: =??q?none?=\n", "=??q?none?="},
	{"X: a =? b ?= c =\n", "a =? b ?= c ="},
	{"X: =?utf-8?q?a=0D=0AY:_1?=\n", "a Y: 1"},
	{"X: =?utf-8?q?=1B[31m?=\n", "\357\277\275[31m"},
	{"X: =?utf-8?q?=E2=80=AEback?=\n", "\357\277\275back"},
	{"X: =?utf-8?q?=ZZ=4?=\n", "=ZZ=4"},
	{"To: =?utf-8?q?eve=40bad.example?= <ann@example.org>\nX: 1\n", "1"},
};

START_TEST(test_value)
{
	guint count = 0;
	const struct rebound_header *headers = rebound_message_read_headers(
		arena, values[_i].block, strlen(values[_i].block), &count);

	ck_assert_pstr_eq(rebound_header_find(headers, count, "X"), values[_i].value);
}
END_TEST

START_TEST(test_nul)
{
	static const char block[] = "X: one\0two\nY: 3\n";
	guint count = 0;
	const struct rebound_header *headers =
		rebound_message_read_headers(arena, block, sizeof(block) - 1, &count);

	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(headers[0].value, "one\357\277\275two");
	ck_assert_str_eq(rebound_header_find(headers, count, "y"), "3");
}
END_TEST

/* A block with a field "To", and the address in it. */
static const struct {
	const char *block;
	const char *address;
} addresses[] = {
	{"To: ann@example.org\n", "ann@example.org"},
	{"To: <ann@example.org>\n", "ann@example.org"},
	{"To: Ann Example <ann@example.org>\n", "ann@example.org"},
	{"To: \"Ann <eve@bad.example>\" <ann@example.org>\n", "ann@example.org"},
	{"To: ann@example.org (Ann, of <eve@bad.example>)\n", "ann@example.org"},
	{"To: (eve@bad.example (nested)) ann@example.org\n", "ann@example.org"},
	{"To: eve@bad.example <ann@example.org>\n", "ann@example.org"},
	{"To: =?utf-8?q?eve=40bad.example?= <ann@example.org>\n", "ann@example.org"},
	{"To: =?utf-8?q?=3Ceve=40bad.example=3E=2C?= <ann@example.org>\n", "ann@example.org"},
	{"To: =?utf-8?b?Iiw8ZXZlQGJhZC5leGFtcGxlPg==?= <ann@example.org>\n", "ann@example.org"},
	{"To: nobody, ann@example.org, ben@example.org\n", "ann@example.org"},
	{"To: team: ann@example.org, ben@example.org;\n", "ann@example.org"},
	{"To: undisclosed-recipients:;\n", NULL},
	{"To: <>\n", ""},
	{"To: < >\n", ""},
	{"To: MAILER-DAEMON\n", NULL},
	{"To: <ann@example.org\n", "ann@example.org"},
	{"To: \"open <ann@example.org>\n", NULL},
	{"To: <|/bin/sh -c x@y>\n", NULL},
	{"To: ann@example.org\r\n", "ann@example.org"},
	{"To:\n", NULL},
	{"From: ann@example.org\n", NULL},
};

START_TEST(test_address)
{
	guint count = 0;
	const struct rebound_header *headers = rebound_message_read_headers(
		arena, addresses[_i].block, strlen(addresses[_i].block), &count);
	const char *value = rebound_header_find(headers, count, "To");

	ck_assert_pstr_eq(rebound_header_address(arena, value), addresses[_i].address);
}
END_TEST

/* An address within an encoded word is a name, wherever an envelope's recipient is told. */
START_TEST(test_envelope_header)
{
	const char *name = rebound_envelope_headers[_i];
	g_autofree char *block =
		g_strdup_printf("%s: =?utf-8?q?=3Ceve=40bad.example=3E=2C?= <ann@example.org>\n"
				"%s: =?utf-8?q?eve=40bad.example?=\n",
			name, name);
	guint count = 0;
	const struct rebound_header *headers =
		rebound_message_read_headers(arena, block, strlen(block), &count);

	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(rebound_header_address(arena, headers[0].value), "ann@example.org");
	ck_assert_ptr_null(rebound_header_address(arena, headers[1].value));
}
END_TEST

static const struct {
	const char *text;
	gint64 time; /* -1: none */
} dates[] = {
	{"Mon, 05 Jan 2026 12:00:00 +0000", 1767614400},
	{"5 Jan 2026 12:00:00 +0000", 1767614400},
	{"Mon, 5 Jan 2026 14:00:00 +0200 (EET)", 1767614400},
	{"(a (nested) one) Mon , 5 Jan 2026 07:00 EST", 1767614400},
	{"Mon, 05 Jan 26 12:00:00 GMT", 1767614400},
	{"Mon, 05 Jan 2026 12:00:00 GMT+00:00", 1767614400},
	{"Mon, 05-Jan-2026 12:00:00 Z", 1767614400},
	{"Mon, 5 January 2026 12:00:00 -0000", 1767614400},
	{"\tMon, 5 Jan 2026\r\n 12:00:00 UT", 1767614400},
	{"Mon, 5 Jan 2026 21:00:00 JST", 1767614400},
	{"Thu, 29 Feb 2024 00:00:00 +0000", 1709164800},
	{"Fri, 31 Dec 1999 23:59:60 +0000", 946684800},
	{"Mon, 05 Jan 2026 12:00:00", -1},
	{"Mon, 05 Jan 2026 12:00:00 XYZ", -1},
	{"Mon, 05 Jan 2026 25:00:00 +0000", -1},
	{"Mon, 05 Jan 2026 12:60:00 +0000", -1},
	{"Thu, 29 Feb 2025 00:00:00 +0000", -1},
	{"Mon, 05 Foo 2026 12:00:00 +0000", -1},
	{"2026-01-05 12-00-00", -1},
	{"2026-01-05", -1},
	{"5 Jan 9999 12:00:00 +0000", -1},
	{"5 Jan 1969 12:00:00 +0000", -1},
	{"5 Jan 2026 12:00:00 +9999", -1},
	{"5 Jan 2026 12:00:00 +00000", -1},
	{"soon", -1},
	{"(", -1},
	{"", -1},
	{NULL, -1},
};

START_TEST(test_date)
{
	gint64 time = -1;
	gboolean found = rebound_header_date(dates[_i].text, &time);

	ck_assert_int_eq(found, dates[_i].time >= 0);
	ck_assert_int_eq(time, dates[_i].time);
}
END_TEST

/* Values of many bytes are read in linear time, and cut. */
static const char *const storms[] = {
	"=?utf-8?q?a?= ",
	"=?utf-8?q?",
	"=?",
	"=",
	"(",
	"<",
	"\"",
	"a@b,",
	":",
	"\\",
	"=?a?b?=?c?q?",
};

START_TEST(test_storm)
{
	g_autoptr(GString) block = g_string_new("To: ");
	guint count = 0;

	while (block->len < 2 * REBOUND_LIMIT_HEADER_FIELD_BYTES)
		g_string_append(block, storms[_i]);
	g_string_append(block, "\nX: 1\n");
	clock_t start = clock();
	const struct rebound_header *headers =
		rebound_message_read_headers(arena, block->str, block->len, &count);
	rebound_header_address(arena, rebound_header_find(headers, count, "To"));
	ck_assert(clock() - start < SANITIZED_SECONDS(1) * CLOCKS_PER_SEC);
	ck_assert_uint_eq(count, 2);
	ck_assert_uint_le(strlen(headers[0].value), REBOUND_LIMIT_FIELD_BYTES);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("header");
	TCase *tcase = tcase_create("header");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, test_value, 0, G_N_ELEMENTS(values));
	tcase_add_test(tcase, test_nul);
	tcase_add_loop_test(tcase, test_address, 0, G_N_ELEMENTS(addresses));
	tcase_add_loop_test(tcase, test_envelope_header, 0, REBOUND_ENVELOPE_HEADERS);
	tcase_add_loop_test(tcase, test_date, 0, G_N_ELEMENTS(dates));
	tcase_add_loop_test(tcase, test_storm, 0, G_N_ELEMENTS(storms));
	suite_add_tcase(suite, tcase);
	return suite;
}
