/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/smtp/address.h"

/* An address, and the key that it is known by. */
static const struct {
	const char *address, *key;
} keys[] = {
	{"Ann@Example.ORG", "ann@example.org"},
	{"\"A B\"@Example.org", "\"a b\"@example.org"},
	{"ann@[IPv6:2001:DB8::1]", "ann@[ipv6:2001:db8::1]"},
	/* Both spellings of a domain are one, whatever their case and composition. */
	{"ann@bücher.example", "ann@xn--bcher-kva.example"},
	{"ann@BÜCHER.example", "ann@xn--bcher-kva.example"},
	{"ann@bu\xCC\x88"
	 "cher.example",
		"ann@xn--bcher-kva.example"},
	{"ann@XN--BCHER-KVA.example", "ann@xn--bcher-kva.example"},
	{"ann@xn--bcher-kva.bücher.example", "ann@xn--bcher-kva.xn--bcher-kva.example"},
	{"ann@例え.テスト", "ann@xn--r8jz45g.xn--zckzah"},
	{"ann@пример.испытание", "ann@xn--e1afmkfd.xn--80akhbyknj4f"},
	{"ann@ＥＸＡＭＰＬＥ.org", "ann@example.org"},
	/* Nontransitional: a sharp s is a letter of its own, and so is a final sigma. */
	{"ann@faß.example", "ann@xn--fa-hia.example"},
	{"ann@fass.example", "ann@fass.example"},
	{"ann@βόλος.example", "ann@xn--nxasmm1c.example"},
	/* What IDNA refuses stays, in lower case. */
	{"ann@a\u200CÜ.example", "ann@a\u200Cü.example"},
	/* The local part is nobody's to convert, only to compare. */
	{"GRÜN@x.example", "grün@x.example"},
	{"gru\xCC\x88n@x.example", "grün@x.example"},
	{"GRU\xCC\x88N@X.example", "grün@x.example"},
	{"ΣΣ@x.example", "σσ@x.example"},
	/* A capital with a dot is another letter than "i". */
	{"\u0130an@x.example", "i\u0307an@x.example"},
	{"I\u0307an@x.example", "i\u0307an@x.example"},
	{"用户@例え.example", "用户@xn--r8jz45g.example"},
	{"\"ü@ü\"@ü.example", "\"ü@ü\"@xn--tda.example"},
	/* Quotes that say nothing. */
	{"\"A..B.\"@Example.org", "a..b.@example.org"},
	{"\"ann\"@example.org", "ann@example.org"},
	{"\"\"@example.org", "\"\"@example.org"},
	{"\".ann\"@example.org", "\".ann\"@example.org"},
	{"\"a\\.b\"@example.org", "\"a\\.b\"@example.org"},
};

START_TEST(test_key)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *key = rebound_address_key(arena, keys[_i].address);

	ck_assert_str_eq(key, keys[_i].key);
	ck_assert_str_eq(rebound_address_key(arena, key), key);
	ck_assert(rebound_address_equal(keys[_i].address, keys[_i].key));
	ck_assert_ptr_nonnull(
		rebound_address_read(arena, keys[_i].address, strlen(keys[_i].address)));
}
END_TEST

START_TEST(test_differ)
{
	ck_assert(!rebound_address_equal("ann@example.org", "ann@example.com"));
	ck_assert(!rebound_address_equal("ann@example.org", "änn@example.org"));
	ck_assert(!rebound_address_equal("ann@faß.example", "ann@fass.example"));
	ck_assert(!rebound_address_equal("\"a b\"@example.org", "ab@example.org"));
	ck_assert(!rebound_address_equal("ann+x@example.org", "ann@example.org"));
}
END_TEST

static const struct {
	const char *domain, *key;
} domains[] = {
	{"Example.ORG.", "example.org"},
	{"BÜCHER.example.", "xn--bcher-kva.example"},
	{"", ""},
	{".", "."},
};

START_TEST(test_domain)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_str_eq(rebound_address_domain_key(arena, domains[_i].domain), domains[_i].key);
}
END_TEST

/* The quick way may pass on what it does not know, and must else say the same as the long one. */
static void compare_ways(struct rebound_arena *arena, const char *text, gsize len, guint *plain)
{
	char key[REBOUND_LIMIT_ADDRESS_BYTES];
	gsize key_len = rebound_address_plain_key(text, len, key);

	if (key_len == 0)
		return;
	const char *address = rebound_address_read(arena, text, len);
	ck_assert_ptr_nonnull(address);
	ck_assert_uint_eq(strlen(address), len);
	const char *expected = rebound_address_key(arena, address);
	ck_assert_uint_eq(strlen(expected), key_len);
	ck_assert_mem_eq(expected, key, key_len);
	(*plain)++;
}

START_TEST(test_plain)
{
	static const char *const pieces[] = {"ann", "X", "example", "org", ".", "@", "ann@",
		"@Example.org", "@x.", "\"", "<", ">", " ", "-", "+", "[", "]", ":", ",", "|", "/",
		"'", "_", "1", "ü", "~", "\x7f", "\x01"};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(20260204);
	g_autofree char *label = g_strnfill(63, 'x');
	g_autofree char *fits = g_strdup_printf("a@%s.org", label);
	g_autofree char *longer = g_strdup_printf("a@%sx.org", label);
	char key[REBOUND_LIMIT_ADDRESS_BYTES];
	guint plain = 0;

	for (int round = 0; round < 100000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int i = g_rand_int_range(random, 0, 8); i > 0; i--)
			g_string_append(text,
				pieces[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(pieces))]);
		compare_ways(arena, text->str, text->len, &plain);
		rebound_arena_clear(arena);
	}
	ck_assert_uint_gt(plain, 500);
	ck_assert_uint_eq(rebound_address_plain_key(fits, strlen(fits), key), strlen(fits));
	ck_assert_uint_eq(rebound_address_plain_key(longer, strlen(longer), key), 0);
	ck_assert_uint_gt(rebound_address_plain_key("ann@example.org", 15, key), 0);
}
END_TEST

static const struct {
	const char *key;
	struct rebound_address_alias alias;
	const char *mailbox;
} aliases[] = {
	{"ann+news@example.org", {.tags = TRUE}, "ann@example.org"},
	{"ann+news+more@example.org", {.tags = TRUE}, "ann@example.org"},
	{"+ann@example.org", {.tags = TRUE}, "+ann@example.org"},
	{"ann+news@example.org", {.gmail_dots = TRUE}, "ann+news@example.org"},
	{"a.n.n@gmail.com", {.gmail_dots = TRUE}, "ann@gmail.com"},
	{"a.n.n+x@googlemail.com", {.gmail_dots = TRUE, .tags = TRUE}, "ann@gmail.com"},
	{"a.n.n@example.org", {.gmail_dots = TRUE}, "a.n.n@example.org"},
	{"a.n.n@gmail.com", {.tags = TRUE}, "a.n.n@gmail.com"},
	{"\"a.n+n\"@gmail.com", {.gmail_dots = TRUE, .tags = TRUE}, "\"a.n+n\"@gmail.com"},
};

START_TEST(test_alias)
{
	g_autofree char *key = g_strdup(aliases[_i].key);
	gsize len = rebound_address_key_unalias(key, strlen(key), &aliases[_i].alias);

	ck_assert_uint_eq(len, strlen(aliases[_i].mailbox));
	ck_assert_mem_eq(key, aliases[_i].mailbox, len);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("address_key");
	TCase *tcase = tcase_create("keys");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_key, 0, (int)G_N_ELEMENTS(keys));
	tcase_add_test(tcase, test_differ);
	tcase_add_loop_test(tcase, test_domain, 0, (int)G_N_ELEMENTS(domains));
	tcase_add_test(tcase, test_plain);
	tcase_add_loop_test(tcase, test_alias, 0, (int)G_N_ELEMENTS(aliases));
	suite_add_tcase(suite, tcase);
	return suite;
}
