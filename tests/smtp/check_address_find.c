/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/smtp/address.h"

/* A text, and the addresses in it with a space between them. */
static const struct {
	const char *text;
	const char *addresses;
} rows[] = {
	{"ann@example.org", "ann@example.org"},
	{"<ann@example.org>: unknown", "ann@example.org"},
	{"ann@example.org: unknown", "ann@example.org"},
	{"550 <ann@example.org>... No such person", "ann@example.org"},
	{"550 ann@example.org... No such person", "ann@example.org"},
	{"550 ann@example.org...No such person", "ann@example.org"},
	{"no mail for ann@example.org.", "ann@example.org"},
	{"no mail for ann@example.org. Sorry.", "ann@example.org"},
	{"(ann@example.org)", "ann@example.org"},
	{"[ann@example.org]", "ann@example.org"},
	{"{ann@example.org}", "ann@example.org"},
	{"'ann@example.org'", "ann@example.org"},
	{"\"ann@example.org\"", "ann@example.org"},
	{"to=<ann@example.org>, relay=none", "ann@example.org"},
	{"to=ann@example.org, ctladdr=lee@example.org (1/1)", "ann@example.org lee@example.org"},
	{"smtp.mailfrom=ann.lee@example.org; orig_to=lee@example.org",
		"ann.lee@example.org lee@example.org"},
	{"envelope-from=ann@example.org", "ann@example.org"},
	{"ann=example.com@lists.example", "ann=example.com@lists.example"},
	{"header.i=@example.org", ""},
	{"http://x.example/?a=1&mail=ann@example.org", ""},
	{"a=1&b=ann@example.org", ""},
	{"mail/ann@example.org", ""},
	{"a|ann@example.org", ""},
	{"to='ann@example.org'", "ann@example.org"},
	{"rfc822;ann@example.org", "ann@example.org"},
	{"rfc822; ann@example.org", "ann@example.org"},
	{"RCPT TO:<ann@example.org>", "ann@example.org"},
	{"[mailto:ann@example.org]", "ann@example.org"},
	{"mailto:ann@example.org?subject=x", "ann@example.org"},
	{"ann@example.org<mailto:ann@example.org>", "ann@example.org ann@example.org"},
	{"&lt;ann@example.org&gt;", "ann@example.org"},
	{"<b>ann@example.org</b>", "ann@example.org"},
	{"is it ann@example.org?", "ann@example.org"},
	{"not ann@example.org!", "ann@example.org"},
	{"ann@example.org,lee@example.org;joe@example.org",
		"ann@example.org lee@example.org joe@example.org"},
	{"\"a b\"@example.org is gone", "\"a b\"@example.org"},
	{"<ann/lee@example.org> and ann/lee@example.org", "ann/lee@example.org"},
	{"</var/ann@example.org> <http://example.org/ann@example.org>", ""},
	{"「\"ann..lee\"@example.org」", "\"ann..lee\"@example.org"},
	{"<-ann@example.org> and -ann@example.org", "-ann@example.org"},
	{"<a..n@example.org> and a..n@example.org", "a..n@example.org a..n@example.org"},
	{"550 ann.@example.org... gone", "ann.@example.org"},
	{"<a...n@example.org>: gone", "a...n@example.org"},
	{"ask...ann@example.org", ""},
	{"an...@example.org", ""},
	/* A piece of an address is another one, perhaps somebody's. */
	{"ann@example..org is gone", ""},
	{"<ann@example..org>: gone", ""},
	{"ann@ex...ple.org is gone", ""},
	{"ann@mail.ex...ple.org is gone", ""},
	{"ann@example.. gone", "ann@example"},
	{"ann@example\uFF0Eorg is gone", ""},
	{"ann@quay.example\uFF0Eorg is gone", ""},
	{"ann@example\uFF61org", ""},
	{"ann@example\u2024org", ""},
	{"ann@example\u3002org", ""},
	{"ann@example.org\u3002OK", "ann@example.org"},
	{"ann\u2024lee@example.org", ""},
	{"ann\uFE52lee@example.org", ""},
	{"1\uFF0Eann@example.org", "ann@example.org"},
	{"<=ann@example.org>", ""},
	/* Lines that were cut within. */
	{"<ann@example.o rg> unknown", ""},
	{"<an n@example.org> unknown", ""},
	{"<ann@example.org and so on>", "ann@example.org"},
	{"<see ann@example.org>", ""},
	{"<the one of ann@example.org>", "ann@example.org"},
	{"<\"a@b\"@example.org>", "\"a@b\"@example.org"},
	{"\"x a@b.example y\"@example.org", "\"x a@b.example y\"@example.org"},
	{"\"quoted\" ann@example.org", "ann@example.org"},
	{"\"x\\\"y\"@example.org", "\"x\\\"y\"@example.org"},
	{"ann@[192.0.2.1]: no", "ann@[192.0.2.1]"},
	{"o'neil@example.org", "o'neil@example.org"},
	{"b+ann=example.org@lists.example", "b+ann=example.org@lists.example"},
	{"prvs=0123456789=ann@example.org", "prvs=0123456789=ann@example.org"},
	{"收件人：ann@example.org，不存在", "ann@example.org"},
	{"宛先「ann@example.org」は", "ann@example.org"},
	{"“ann@example.org”", "ann@example.org"},
	{"用户@例え.example 不存在", "用户@例え.example"},
	{"grün@example.org weg", "grün@example.org"},
	{"\tann@example.org\r\n", "ann@example.org"},
	{"+4915@example.org", "+4915@example.org"},
	{"_ann@example.org", "_ann@example.org"},
	/* None of these is whole, or nobody can tell. */
	{"ann@lee@example.org", ""},
	{"ann@@example.org", ""},
	{"x@ann@example.org y", ""},
	{"ann@example.org@lee", ""},
	{"ann@example.org_x", ""},
	{"ann@exam_ple.org", ""},
	{"ann@example.org/path", ""},
	{"ann@example.org-", ""},
	{"ann@example.org=\nnext", ""},
	{"ann@example.org=550", "ann@example.org"},
	{"ann@example.org=5.1.1 lee@example.org=450;", "ann@example.org lee@example.org"},
	{"ann@example.org=45ab", ""},
	{"ann@example.org=20and", ""},
	{"ann@example.org=C3=A9", ""},
	{"ann@example.org|550|unknown", "ann@example.org"},
	{"ann@exam=\nple.org", ""},
	{"ann@example.org\\n", ""},
	{"*ann@example.org*", ""},
	{"-ann@example.org", ""},
	{"/ann@example.org", ""},
	{"|ann@example.org", ""},
	{"`ann@example.org'", ""},
	{".ann@example.org", ""},
	{"\\ann@example.org", ""},
	{"x\"a b\"@example.org", ""},
	{"a b\"@example.org", ""},
	{"收件人ann@example.org不存在", ""},
	{"收件人ann@example.org", ""},
	{"ann@example.org不存在", ""},
	{"ann@", ""},
	{"@example.org", ""},
	{" @ ", ""},
	{"ann@ example.org", ""},
	{"ann @example.org", ""},
	{"ann@\xFF.org", ""},
	{"ann\xFF@example.org", ""},
	{"\xFF"
	 "ann@example.org",
		""},
	{"an\xEF\xBF\xBDn@example.org", ""},
	{"ann@[192.0.2.1]x", ""},
	{"ann@[", ""},
	{"no address here", ""},
	{"", ""},
};

/* All addresses in a text, joined with spaces; checks that each stands where it is said to. */
static GString *find_all(struct rebound_arena *arena, const char *text, gsize len)
{
	GString *found = g_string_new(NULL);
	const char *from = text;
	const char *start = NULL;

	for (char *address = rebound_address_find(arena, &from, text + len, &start); address;
		address = rebound_address_find(arena, &from, text + len, &start)) {
		ck_assert(start >= text && start + strlen(address) <= text + len);
		ck_assert_int_eq(memcmp(start, address, strlen(address)), 0);
		ck_assert_ptr_eq(from, start + strlen(address));
		g_string_append_printf(found, "%s%s", found->len > 0 ? " " : "", address);
	}
	ck_assert_ptr_eq(from, text + len);
	return found;
}

START_TEST(addresses_are_found_whole)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = strlen(rows[_i].text);
	g_autofree char *bytes = g_memdup2(rows[_i].text, MAX(len, 1));
	g_autoptr(GString) found = find_all(arena, bytes, len);

	ck_assert_str_eq(found->str, rows[_i].addresses);
}
END_TEST

START_TEST(nul_borders_nothing)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char text[] = "ann@example.org\0 \0lee@example.org joe@example.org";
	g_autoptr(GString) found = find_all(arena, text, sizeof(text) - 1);

	ck_assert_str_eq(found->str, "joe@example.org");
}
END_TEST

/* What is found in random text is an address, and stands between borders. */
START_TEST(found_addresses_are_whole_in_random_text)
{
	static const char alphabet[] = "ab.@@ <>()\"'=;:,-_\\x{}\xE5\xAE\xA2\n?!";
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(5);
	char text[40];

	for (int round = 0; round < 200000; round++) {
		gsize len = (gsize)g_rand_int_range(random, 1, sizeof(text));
		for (gsize i = 0; i < len; i++)
			text[i] = alphabet[g_rand_int_range(random, 0, sizeof(alphabet) - 1)];
		const char *from = text;
		const char *start = NULL;
		char *address = rebound_address_find(arena, &from, text + len, &start);
		if (address) {
			const char *again = rebound_address_read(arena, address, strlen(address));
			ck_assert_str_eq(again, address);
			ck_assert(start == text || !strchr("@\\-_ab.x", start[-1]));
			ck_assert(from == text + len || !strchr("@\\-_abx", *from));
		}
		rebound_arena_clear(arena);
	}
}
END_TEST

START_TEST(long_texts_are_read_in_linear_time)
{
	static const char *const units[] = {"@", "a", "a@", "\"@", "\"@a,", "\\\"@a ", "a@a.", "@a",
		"a.", "x@example.org,", "\xE5\xAE\xA2", "\xE5\xAE\xA2@", "<@", "'", "=", "a=@b ",
		"@["};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const gsize len = 1024 * 1024;
	g_autofree char *text = g_malloc(len);
	gsize unit = strlen(units[_i]);

	for (gsize i = 0; i < len; i++)
		text[i] = units[_i][i % unit];
	const char *from = text;
	gint64 before = g_get_monotonic_time();
	while (rebound_address_find(arena, &from, text + len, NULL))
		if (rebound_arena_used(arena) > 100000)
			rebound_arena_clear(arena);
	ck_assert_int_lt(g_get_monotonic_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("address_find");
	TCase *tcase = tcase_create("address_find");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, addresses_are_found_whole, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(tcase, nul_borders_nothing);
	tcase_add_test(tcase, found_addresses_are_whole_in_random_text);
	tcase_add_loop_test(tcase, long_texts_are_read_in_linear_time, 0, 17);
	suite_add_tcase(suite, tcase);
	return suite;
}
