/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/net/credentials.h"

static const char *const names[] = {"user", "password", NULL};

static const struct {
	const char *text;
	int mode;
	const char *user, *password;
	const char *error; /* NULL: it is read */
} files[] = {
	{"user = ann\npassword = s3cret = x\n", 0600, "ann", "s3cret = x", NULL},
	{"# mine\n\n  user=ann  \r\n", 0400, "ann", NULL, NULL},
	{"", 0600, NULL, NULL, NULL},
	{"user = ann\n", 0640, NULL, NULL, "others can read it: chmod 600 it"},
	{"user = ann\n", 0604, NULL, NULL, "others can read it: chmod 600 it"},
	{"user = ann\nsecret\n", 0600, NULL, NULL, ":2: is no line NAME = VALUE"},
	{"usr = s3cret\n", 0600, NULL, NULL, ":1: has a name that is not known here"},
	{"user =\n", 0600, NULL, NULL, ":1: has no value"},
	{"user = a\x01s3cret\n", 0600, NULL, NULL, ":1: has no value, or one with controls"},
	{"user = s3cret\nuser = b\n", 0600, NULL, NULL, ":2: has a name that stood before"},
};

START_TEST(only_a_private_file_is_read)
{
	g_autofree char *folder = g_dir_make_tmp("rebound-net-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "login", NULL);
	g_autoptr(GError) error = NULL;

	ck_assert(g_file_set_contents(path, files[_i].text, -1, NULL));
	ck_assert_int_eq(chmod(path, (mode_t)files[_i].mode), 0);
	g_autoptr(rebound_credentials) credentials = rebound_credentials_load(path, names, &error);
	g_remove(path);
	g_rmdir(folder);
	if (files[_i].error != NULL) {
		ck_assert_ptr_null(credentials);
		ck_assert_msg(
			strstr(error->message, files[_i].error) != NULL, "%s", error->message);
		ck_assert_ptr_null(strstr(error->message, "s3cret"));
		return;
	}
	ck_assert_msg(credentials != NULL, "%s", error != NULL ? error->message : "");
	ck_assert_pstr_eq(rebound_credentials_get(credentials, "user"), files[_i].user);
	ck_assert_pstr_eq(rebound_credentials_get(credentials, "password"), files[_i].password);
}
END_TEST

START_TEST(what_is_no_file)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_credentials_load("/nowhere/at/all", names, &error));
	g_clear_error(&error);
	ck_assert_ptr_null(rebound_credentials_load("/dev/null", names, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "is no file"));
	ck_assert_ptr_null(rebound_credentials_get(NULL, "user"));
	rebound_credentials_free(NULL);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("credentials");
	TCase *tcase = tcase_create("credentials");

	tcase_add_loop_test(tcase, only_a_private_file_is_read, 0, G_N_ELEMENTS(files));
	tcase_add_test(tcase, what_is_no_file);
	suite_add_tcase(suite, tcase);
	return suite;
}
