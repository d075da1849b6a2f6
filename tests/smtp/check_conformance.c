/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/smtp/address.h"
#include "core/smtp/xtext.h"

/** xtext by RFC 3461 section 4. */
static const struct {
	const char *id;
	const char *text;
	const char *strict, *lenient; /**< NULL: it is none */
} rows[] = {
	{"E01", "RR+2B271+3D828", "RR+271=828", "RR+271=828"},
	{"E02", "Zoe+40North+2ETEST", "Zoe@North.TEST", "Zoe@North.TEST"},
	{"E03", "y+2bz", NULL, "y+z"},
	{"E04", "xyz+2", NULL, NULL},
	{"E04b", "xyz+", NULL, NULL},
	{"E05", "y=z", NULL, NULL},
	{"E06", "zoe+0D+0ABcc:+20kim@east.test", NULL, NULL},
	{"E07", "zoe+2Bnews@north.test", "zoe+news@north.test", "zoe+news@north.test"},
};

START_TEST(decodes)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = strlen(rows[_i].text);
	/* Without a NUL behind it, so that a read past the end is found. */
	g_autofree char *text = g_memdup2(rows[_i].text, len);
	const char *strict = rebound_xtext_decode(arena, text, len);
	const char *lenient = rebound_xtext_decode_leniently(arena, text, len);
	ck_assert_msg(g_strcmp0(strict, rows[_i].strict) == 0, "%s: got '%s'", rows[_i].id, strict);
	ck_assert_msg(
		g_strcmp0(lenient, rows[_i].lenient) == 0, "%s: got '%s'", rows[_i].id, lenient);
}
END_TEST

/** D09, D10, D11, D13: what an address is. */
static const struct {
	const char *id;
	const char *text;
	gsize len;
	const char *address;
} addresses[] = {
#define ROW(id, text, address)                                                                     \
	{                                                                                          \
		id, text, sizeof(text) - 1, address                                                \
	}
	ROW("D09", "\"y;z\"@north.test", "\"y;z\"@north.test"),
	ROW("D10", "@a.test,@b.test:zoe@north.test", "zoe@north.test"),
	ROW("D11", "|/bin/sh -c zoe@north.test", NULL),
	ROW("D11b", "/var/mail/zoe@north.test", NULL),
	ROW("D12", "<>", NULL),
	ROW("D13", "zoe@north.test\0,kim@east.test", NULL),
	ROW("D13b", "zoe@north.test\r\nBcc: kim@east.test", NULL),
	ROW("H08",
		"z\xc0\xaf"
		"e@north.test",
		NULL),
	ROW("N03", "y>z@north.test", NULL),
#undef ROW
};

START_TEST(reads_address)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree char *text = g_memdup2(addresses[_i].text, addresses[_i].len);
	const char *address = rebound_address_read(arena, text, addresses[_i].len);
	ck_assert_msg(g_strcmp0(address, addresses[_i].address) == 0, "%s: got '%s'",
		addresses[_i].id, address);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("smtp/conformance");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, decodes, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(all, reads_address, 0, G_N_ELEMENTS(addresses));
	suite_add_tcase(suite, all);
	return suite;
}
