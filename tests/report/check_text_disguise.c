/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_disguise.h"

/* A text, and the same as it is meant; NULL: it has no such address. */
static const struct {
	const char *text;
	const char *shown;
} rows[] = {
	{"ann [at] a.example: user unknown", "ann@a.example: user unknown"},
	{"ann(at)a.example (user unknown)", "ann@a.example (user unknown)"},
	{"< ann @ a.example > 550", "< ann@a.example > 550"},
	{"ann {AT} a (dot) example, bob[at]a[dot]example", "ann@a.example, bob@a.example"},
	{"to ann <at> a.example.", "to ann@a.example."},
	{"ann@a.example and bob [at] a.example", "ann@a.example and bob@a.example"},
	/* No domain, no name, other brackets, other words. */
	{"ann [at] home", NULL},
	{"look (at) it", NULL},
	{" [at] a.example", NULL},
	{"ann [at) a.example", NULL},
	{"ann [that] a.example", NULL},
	{"ann at a.example", NULL},
	{"ann @ home", NULL},
	{"ann [at] .example", NULL},
	{"ann [at]", NULL},
	{"ann [at", NULL},
	{"[", NULL},
};

START_TEST(addresses_are_shown)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = strlen(rows[_i].text);
	g_autofree char *text = g_memdup2(rows[_i].text, len); /* without a NUL behind it */
	const char *shown = rebound_text_show_addresses(arena, text, &len);

	if (rows[_i].shown == NULL) {
		ck_assert_ptr_null(shown);
		return;
	}
	ck_assert_ptr_nonnull(shown);
	ck_assert_uint_eq(len, strlen(rows[_i].shown));
	ck_assert_str_eq(shown, rows[_i].shown);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_disguise");
	TCase *tcase = tcase_create("text_disguise");

	tcase_add_loop_test(tcase, addresses_are_shown, 0, (int)G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
