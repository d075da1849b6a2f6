/* SPDX-License-Identifier: MIT */
#include "core/script/embedded.h"

#include <string.h>

#include <lua.h>

#include <rebound/error.h>
#include "check_rebound.h"
#include "core/script/sandbox.h"

START_TEST(test_files)
{
	int count = 0;

	for (const struct rebound_embedded *file = rebound_embedded; file->name; file++, count++) {
		g_autofree char *path = rebound_test_path(file->name);
		g_autofree char *text = NULL;
		gsize len;

		if (count > 0)
			ck_assert_str_lt(file[-1].name, file->name);
		ck_assert_ptr_eq(rebound_embedded_find(file->name), file);
		ck_assert(g_file_get_contents(path, &text, &len, NULL));
		ck_assert_uint_eq(file->len, len);
		ck_assert_mem_eq(file->data, text, len + 1);
	}
	ck_assert_int_gt(count, 3);
	ck_assert_ptr_nonnull(rebound_embedded_find("rules/all.lua"));
}
END_TEST

START_TEST(test_missing)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();

	ck_assert_ptr_null(rebound_embedded_find("rules/none.lua"));
	ck_assert_ptr_null(rebound_embedded_find(""));
	ck_assert(!rebound_sandbox_run_embedded(sandbox, "scripts/none.lua", &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	ck_assert_int_eq(lua_gettop(rebound_sandbox_state(sandbox)), 0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("embedded");
	TCase *tcase = tcase_create("embedded");

	tcase_add_test(tcase, test_files);
	tcase_add_test(tcase, test_missing);
	suite_add_tcase(suite, tcase);
	return suite;
}
