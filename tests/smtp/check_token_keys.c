/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include <rebound/error.h>
#include "core/smtp/token.h"
#include "core/smtp/token_key.h"

#define HEX "000102030405060708090a0b0c0d0e0f"

static const struct {
	const char *text, *message;
} mistakes[] = {
	{"", "keys: there is no key in it"},
	{"# nothing\n\n", "keys: there is no key in it"},
	{"a\n", "keys:1: a key needs an id and a secret"},
	{"\n\nab " HEX "\n", "keys:3: the id of a key is one character"},
	{"1 " HEX, "keys:1: the id of a key is one character"},
	{"a x\n", "keys:1: the secret is no base64 or hex"},
	{"a 00\n", "keys:1: the secret is no base64 or hex"},
	{"a 000102030405060708090a0b0c0d0e\n", "keys:1: the secret is no base64 or hex"},
	{"a !!!!\n", "keys:1: the secret is no base64 or hex"},
	{"a " HEX "\nA " HEX "\n", "keys:2: another key has the same id"},
	{"a " HEX " soon\n", "keys:1: the last day of a key is no date"},
	{"a " HEX " 2026-12-31 x\n", "keys:1: a key has an id, a secret and perhaps a last day"},
};

START_TEST(mistakes_are_told_by_their_line)
{
	g_autoptr(GError) error = NULL;
	const char *text = mistakes[_i].text;

	ck_assert_ptr_null(rebound_token_keys_read("keys", text, strlen(text), &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX));
	ck_assert_msg(g_str_has_prefix(error->message, mistakes[_i].message), "%s", error->message);
	ck_assert_ptr_null(strstr(error->message, "0001"));
}
END_TEST

START_TEST(comments_blanks_and_line_ends)
{
	const char text[] =
		"# keys\r\n\r\n\ta  " HEX "\t2026-12-31   # until then\r\n  B " HEX "ff";
	g_autoptr(rebound_token_keys) keys =
		rebound_token_keys_read("keys", text, strlen(text), NULL);

	ck_assert_ptr_nonnull(keys);
	ck_assert_int_eq(rebound_token_keys_newest(keys)->id, 'b');
	ck_assert_int_eq(rebound_token_keys_newest(keys)->end, G_MAXINT64);
	ck_assert_int_eq(rebound_token_keys_find(keys, 'a')->end, 1798761600); /* 2027-01-01 */
	ck_assert_ptr_null(rebound_token_keys_find(keys, 'c'));
}
END_TEST

START_TEST(hex_and_base64_are_the_same_key)
{
	const char hex[] = "a " HEX, base64[] = "a AAECAwQFBgcICQoLDA0ODw==";
	g_autoptr(rebound_token_keys) one = rebound_token_keys_read("x", hex, strlen(hex), NULL);
	g_autoptr(rebound_token_keys) two =
		rebound_token_keys_read("x", base64, strlen(base64), NULL);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_token_order order = {.recipient = "ann@example.org", .expires = 1767268800};

	ck_assert_str_eq(rebound_token_make(one, &order, arena, NULL),
		rebound_token_make(two, &order, arena, NULL));
}
END_TEST

static const struct {
	guint mode;
	gboolean good;
} modes[] = {{0600, TRUE}, {0400, TRUE}, {0640, FALSE}, {0604, FALSE}, {0644, FALSE}, {0620, FALSE},
	{0602, FALSE}, {0666, FALSE}};

START_TEST(nobody_else_may_read_it)
{
	g_autofree char *folder = g_dir_make_tmp("rebound-check-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "keys", NULL);
	g_autoptr(GError) error = NULL;

	ck_assert(g_file_set_contents(path, "a " HEX "\n", -1, NULL));
	ck_assert_int_eq(g_chmod(path, (int)modes[_i].mode), 0);
	g_autoptr(rebound_token_keys) keys = rebound_token_keys_load(path, &error);
	ck_assert_int_eq(keys != NULL, modes[_i].good);
	if (!modes[_i].good)
		ck_assert_ptr_nonnull(strstr(error->message, "chmod 600"));
	g_remove(path);
	g_rmdir(folder);
}
END_TEST

START_TEST(what_is_no_file)
{
	const char *const paths[] = {"/", "/dev/null", "/nowhere/to/be/found"};

	for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_autoptr(GError) error = NULL;

		ck_assert_ptr_null(rebound_token_keys_load(paths[i], &error));
		ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	}
}
END_TEST

START_TEST(a_new_line_has_an_id_of_its_own)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(rebound_token_keys) keys = NULL;

	for (guint i = 0; i < 32; i++) {
		g_autofree char *line = rebound_token_keys_make_line(keys, NULL);

		ck_assert_ptr_nonnull(line);
		g_string_append_printf(text, "%s\n", line);
		rebound_token_keys_free(keys);
		keys = rebound_token_keys_read("keys", text->str, text->len, NULL);
		ck_assert_ptr_nonnull(keys);
	}
	ck_assert_ptr_null(rebound_token_keys_make_line(keys, NULL));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("token_keys");
	TCase *tcase = tcase_create("token_keys");

	tcase_add_loop_test(tcase, mistakes_are_told_by_their_line, 0, G_N_ELEMENTS(mistakes));
	tcase_add_test(tcase, comments_blanks_and_line_ends);
	tcase_add_test(tcase, hex_and_base64_are_the_same_key);
	tcase_add_loop_test(tcase, nobody_else_may_read_it, 0, G_N_ELEMENTS(modes));
	tcase_add_test(tcase, what_is_no_file);
	tcase_add_test(tcase, a_new_line_has_an_id_of_its_own);
	suite_add_tcase(suite, tcase);
	return suite;
}
