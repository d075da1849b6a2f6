/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/smtp/address.h"

#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *text;
	gsize len;
	const char *address; /* NULL: refused */
} rows[] = {
	{BYTES("ann@example.org"), "ann@example.org"},
	{BYTES("Ann.Lee@Example.ORG"), "Ann.Lee@Example.ORG"},
	{BYTES("<ann@example.org>"), "ann@example.org"},
	{BYTES(" \t<ann@example.org>\r\n"), "ann@example.org"},
	{BYTES("ann@example.org (Ann Lee)"), "ann@example.org"},
	{BYTES("<ann@example.org> (Ann Lee)"), "ann@example.org"},
	{BYTES("\"a b\"@example.org"), "\"a b\"@example.org"},
	{BYTES("\"a@b\"@example.org"), "\"a@b\"@example.org"},
	{BYTES("\"a\\\"b\\\\\"@example.org"), "\"a\\\"b\\\\\"@example.org"},
	{BYTES("\"a;b\"@example.org"), "\"a;b\"@example.org"},
	{BYTES("@one.example,@two.example:ann@example.org"), "ann@example.org"},
	{BYTES("<@one.example:ann@example.org>"), "ann@example.org"},
	{BYTES("ann@[192.0.2.1]"), "ann@[192.0.2.1]"},
	{BYTES("ann@[IPv6:2001:db8::1]"), "ann@[IPv6:2001:db8::1]"},
	{BYTES("ann@host"), "ann@host"},
	{BYTES("b+ann=example.org@lists.example"), "b+ann=example.org@lists.example"},
	{BYTES("!#$%&'*+-/=?^_`{|}~@example.org"), "!#$%&'*+-/=?^_`{|}~@example.org"},
	{BYTES("用户@例え.example"), "用户@例え.example"},
	/* Names that old mobile carriers gave out. */
	{BYTES("ann.@example.org"), "ann.@example.org"},
	{BYTES("a..n@example.org"), "a..n@example.org"},
	{BYTES("<a...n..@example.org>"), "a...n..@example.org"},
	{BYTES("\"a..n\"@example.org"), "\"a..n\"@example.org"},
	{BYTES("-ann@example.org"), "-ann@example.org"},
	{BYTES("grün@grün.example"), "grün@grün.example"},
	{BYTES("ann@example.org."), "ann@example.org"},
	{BYTES("<ann@example.org.>"), "ann@example.org"},
	{BYTES("a-b@x-y.example"), "a-b@x-y.example"},
	{BYTES(""), NULL},
	{BYTES("<>"), NULL},
	{BYTES("@"), NULL},
	{BYTES("ann"), NULL},
	{BYTES("ann@"), NULL},
	{BYTES("@example.org"), NULL},
	{BYTES("ann@@example.org"), NULL},
	{BYTES("ann@lee@example.org"), NULL},
	{BYTES("ann lee@example.org"), NULL},
	{BYTES("ann@exam ple.org"), NULL},
	{BYTES("ann@example.org,lee@example.org"), NULL},
	{BYTES("ann@example.org\nCc: lee@example.org"), NULL},
	{BYTES("ann@example.org\0,lee@example.org"), NULL},
	{BYTES("ann\0@example.org"), NULL},
	{BYTES("ann@exam\x01ple.org"), NULL},
	{BYTES(".ann@example.org"), NULL},
	{BYTES("..ann@example.org"), NULL},
	{BYTES("ann@.example.org"), NULL},
	{BYTES("ann@example.org.."), NULL},
	{BYTES("ann@."), NULL},
	{BYTES("ann@example..org"), NULL},
	{BYTES("ann@-x.example"), NULL},
	{BYTES("ann@x-.example"), NULL},
	{BYTES("ann@x_y.example"), NULL},
	{BYTES("\"ann@example.org"), NULL},
	{BYTES("\"ann\"lee@example.org"), NULL},
	{BYTES("\"ann\\"), NULL},
	{BYTES("\"a\x7f\"@example.org"), NULL},
	{BYTES("ann@[192.0.2.256]"), NULL},
	{BYTES("ann@[192.0.2.1"), NULL},
	{BYTES("ann@[IPv6:zz]"), NULL},
	{BYTES("ann@[example.org]"), NULL},
	{BYTES("|/usr/bin/vacation ann@example.org"), NULL},
	{BYTES("|prog@example.org"), NULL},
	{BYTES("/var/mail/ann@example.org"), NULL},
	{BYTES("\"|prog -x\"@example.org"), NULL},
	{BYTES("\" /file\"@example.org"), NULL},
	{BYTES("=?utf-8?Q?ann=40example.org?="), NULL},
	{BYTES("Ann <ann@example.org>"), NULL},
	{BYTES("a\xC0\xAF"
	       "b@example.org"),
		NULL},
	{BYTES("a\xFF@example.org"), NULL},
	{BYTES("a\xEF\xBF\xBD@example.org"), NULL},
	{BYTES("a\xC2\x85@example.org"), NULL},
	{BYTES("a\xC2\xA0@example.org"), NULL},
	{BYTES("a\xE2\x80\xAE@example.org"), NULL},
	{BYTES("ann@exa\xE2\x80\x8Bmple.org"), NULL},
	{BYTES("ann@例え。example"), NULL},
	{BYTES("@one.example,:ann@example.org"), NULL},
	{BYTES("@:ann@example.org"), NULL},
	{BYTES("(ann@example.org)"), NULL},
	{BYTES("ann@example.org (a (b))"), NULL},
};

START_TEST(address_is_read)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree char *bytes = g_memdup2(rows[_i].text, rows[_i].len);
	char *address = rebound_address_read(arena, bytes, rows[_i].len);

	if (rows[_i].address)
		ck_assert_str_eq(address, rows[_i].address);
	else
		ck_assert_ptr_null(address);
}
END_TEST

START_TEST(length_is_limited)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree char *label = g_strnfill(63, 'x');
	g_autofree char *long_label = g_strnfill(64, 'x');
	g_autofree char *local = g_strnfill(254 - 12, 'a');
	g_autofree char *fits = g_strdup_printf("%s@example.org", local);
	g_autofree char *longer = g_strdup_printf("a%s@example.org", local);
	g_autofree char *good = g_strdup_printf("ann@%s.org", label);
	g_autofree char *bad = g_strdup_printf("ann@%s.org", long_label);
	g_autofree char *endless = g_strnfill(1000000, '@');

	ck_assert_ptr_nonnull(rebound_address_read(arena, fits, strlen(fits)));
	ck_assert_ptr_null(rebound_address_read(arena, longer, strlen(longer)));
	ck_assert_ptr_nonnull(rebound_address_read(arena, good, strlen(good)));
	ck_assert_ptr_null(rebound_address_read(arena, bad, strlen(bad)));
	ck_assert_ptr_null(rebound_address_read(arena, endless, 1000000));
}
END_TEST

/* The grammar a second time, as a regex: ASCII only, since the other letters need tables. */
static const char grammar[] =
	"^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*"
	"|\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*\")"
	"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
	")*"
	"|\\[(?:[0-9.]+|[Ii][Pp][Vv]6:[0-9A-Fa-f:.]+)\\])$";

/* Random text made of what addresses are made of, so that many of them are nearly right. */
static gsize make_text(GRand *random, char *text, gsize room)
{
	static const char *const pieces[] = {"ann", "x", "example", "org", ".", "@", "ann@",
		"@example.org", "@x.", "\"", "\\", "<", ">", "(", ")", " ", "-", "+", "=", "[", "]",
		"192.0.2.1", ":", ",", ";", "\n", "|", "/", "'", "_", "1"};
	gsize len = 0;
	int count = g_rand_int_range(random, 0, 10);

	for (int i = 0; i < count; i++) {
		const char *piece = pieces[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(pieces))];
		char byte[2] = {(char)g_rand_int_range(random, 0, 256), 0};
		if (g_rand_int_range(random, 0, 12) == 0)
			piece = byte;
		gsize piece_len = piece == byte ? 1 : strlen(piece);
		if (len + piece_len > room)
			break;
		memcpy(text + len, piece, piece_len);
		len += piece_len;
	}
	return len;
}

START_TEST(accepted_addresses_match_the_grammar_and_read_again)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(20260131);
	g_autoptr(GRegex) regex = g_regex_new(grammar, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
	guint accepted = 0;
	char text[128];

	ck_assert_ptr_nonnull(regex);
	for (int round = 0; round < 300000; round++) {
		gsize len = make_text(random, text, sizeof(text));
		char *address = rebound_address_read(arena, text, len);
		if (address) {
			accepted++;
			ck_assert_uint_le(strlen(address), 254);
			ck_assert(g_utf8_validate(address, -1, NULL));
			ck_assert_msg(
				!g_str_is_ascii(address) || g_regex_match(regex, address, 0, NULL),
				"accepted: %s", address);
			ck_assert_str_eq(
				rebound_address_read(arena, address, strlen(address)), address);
			ck_assert_ptr_nonnull(memmem(text, len, address, strlen(address)));
		} else if (len > 0 && len <= 254 && !memchr(text, 0, len) &&
			   g_utf8_validate_len(text, len, NULL) && text[0] != '|' &&
			   text[0] != '/' && text[0] != '"' && !memchr(text, '[', len)) {
			g_autofree char *whole = g_strndup(text, len);
			ck_assert_msg(!g_regex_match(regex, whole, 0, NULL), "refused: %s", whole);
		}
		rebound_arena_clear(arena);
	}
	ck_assert_uint_gt(accepted, 1000);
}
END_TEST

START_TEST(parts)
{
	ck_assert_str_eq(rebound_address_domain("ann@example.org"), "example.org");
	ck_assert_str_eq(rebound_address_domain("\"a@b\"@example.org"), "example.org");
}
END_TEST

START_TEST(daemons_are_known)
{
	const char *const daemons[] = {"MAILER-DAEMON@example.org", "postmaster@example.org",
		"Double-Bounce@example.org", "MicrosoftExchange329e71ec88ae4615@example.org"};
	const char *const people[] = {"ann@example.org", "postmasters@example.org",
		"mailer-daemon-fan@example.org", "ann@postmaster.example"};

	for (guint i = 0; i < G_N_ELEMENTS(daemons); i++)
		ck_assert_msg(rebound_address_is_daemon(daemons[i]), "%s", daemons[i]);
	for (guint i = 0; i < G_N_ELEMENTS(people); i++)
		ck_assert_msg(!rebound_address_is_daemon(people[i]), "%s", people[i]);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("address");
	TCase *tcase = tcase_create("address");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, address_is_read, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(tcase, length_is_limited);
	tcase_add_test(tcase, accepted_addresses_match_the_grammar_and_read_again);
	tcase_add_test(tcase, parts);
	tcase_add_test(tcase, daemons_are_known);
	suite_add_tcase(suite, tcase);
	return suite;
}
