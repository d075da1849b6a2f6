/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/smtp/xtext.h"

typedef char *decode_function(struct rebound_arena *, const char *, gsize);

static const struct {
	decode_function *decode;
	const char *text;
	const char *plain; /* NULL: refused */
} rows[] = {
	{rebound_xtext_decode, "", ""},
	{rebound_xtext_decode, "job+2B7", "job+7"},
	{rebound_xtext_decode, "a+3Db+40c", "a=b@c"},
	{rebound_xtext_decode, "a+20b", "a b"},
	{rebound_xtext_decode, "gr+C3+BCn", "grün"},
	{rebound_xtext_decode, "gr+FCn", NULL},
	{rebound_xtext_decode, "a+2bb", NULL},
	{rebound_xtext_decode_leniently, "a+2bb", "a+b"},
	{rebound_xtext_decode, "a+2", NULL},
	{rebound_xtext_decode, "a+", NULL},
	{rebound_xtext_decode, "a+2G", NULL},
	{rebound_xtext_decode_leniently, "a+2g", NULL},
	{rebound_xtext_decode, "a=b", NULL},
	{rebound_xtext_decode, "a b", NULL},
	{rebound_xtext_decode, "ann+0D+0ACc:x", NULL},
	{rebound_xtext_decode, "ann+00", NULL},
	{rebound_xtext_decode, "ann+7F", NULL},
	{rebound_xtext_decode, "ann+C2+85", NULL},
	{rebound_xtext_decode, "gr\xC3\xBCn", NULL},
	{rebound_unitext_decode, "\\x{7528}@example.org", "用@example.org"},
	{rebound_unitext_decode, "a\\x{2B}b\\x{3d}c", "a+b=c"},
	{rebound_unitext_decode, "\\x{1F600}", "\xF0\x9F\x98\x80"},
	{rebound_unitext_decode, "用户+x", "用户+x"},
	{rebound_unitext_decode, "a\\b", "a\\b"},
	{rebound_unitext_decode, "\\x{D800}", NULL},
	{rebound_unitext_decode, "\\x{110000}", NULL},
	{rebound_unitext_decode, "\\x{0A}", NULL},
	{rebound_unitext_decode, "\\x{0}", NULL},
	{rebound_unitext_decode, "\\x{85}", NULL},
	{rebound_unitext_decode, "\\x{}", NULL},
	{rebound_unitext_decode, "\\x{41", NULL},
	{rebound_unitext_decode, "\\x{00000041}", NULL},
	{rebound_unitext_decode, "\\x{4g}", NULL},
	{rebound_unitext_decode, "a\nb", NULL},
	{rebound_unitext_decode, "\xC0\xAF", NULL},
};

START_TEST(text_is_decoded)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = strlen(rows[_i].text);
	g_autofree char *bytes = g_memdup2(rows[_i].text, len);
	char *plain = rows[_i].decode(arena, bytes, len);

	if (rows[_i].plain)
		ck_assert_str_eq(plain, rows[_i].plain);
	else
		ck_assert_ptr_null(plain);
}
END_TEST

START_TEST(nul_ends_nothing)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_ptr_null(rebound_xtext_decode(arena, "a\0b", 3));
	ck_assert_ptr_null(rebound_unitext_decode(arena, "a\0b", 3));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("xtext");
	TCase *tcase = tcase_create("xtext");

	tcase_add_loop_test(tcase, text_is_decoded, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(tcase, nul_ends_nothing);
	suite_add_tcase(suite, tcase);
	return suite;
}
