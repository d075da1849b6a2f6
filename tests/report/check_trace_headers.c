/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/base/arena.h"
#include "core/report/trace_headers.h"

static const struct {
	const char *name;
	gboolean trace;
} names[] = {
	{"DKIM-Signature", TRUE},
	{"dkim-signature", TRUE},
	{"ARC-Seal", TRUE},
	{"arc-authentication-results", TRUE},
	{"X-MS-Exchange-CrossTenant-Id", TRUE},
	{"X-Microsoft-Antispam-Message-Info", TRUE},
	{"X-Google-DKIM-Signature", TRUE},
	{"X-Received", TRUE},
	{"Received-SPF", TRUE},
	{"Received", FALSE},
	{"Authentication-Results", FALSE},
	{"Message-ID", FALSE},
	{"List-Id", FALSE},
	{"Archived-At", FALSE},
	{"Date", FALSE},
	{"X-Failed-Recipients", FALSE},
	{"X-Campaign", FALSE},
	{"", FALSE},
};

START_TEST(names_are_told_apart)
{
	ck_assert_int_eq(rebound_trace_headers_has(names[_i].name), names[_i].trace);
}
END_TEST

static gboolean is_wanted(const char *name, const void *data)
{
	return g_ascii_strcasecmp(name, data) == 0;
}

START_TEST(what_is_wanted_stays)
{
	static const struct rebound_header headers[] = {{"Received", "a"}, {"ARC-Seal", "b"},
		{"DKIM-Signature", "c"}, {"Date", "d"}, {"received", "e"}};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_report report = {.headers = headers,
		.header_count = G_N_ELEMENTS(headers),
		.original_headers = headers,
		.original_header_count = 2};

	rebound_trace_headers_drop(&report, arena, is_wanted, "dkim-signature");
	ck_assert_uint_eq(report.header_count, 3);
	ck_assert_str_eq(report.headers[0].value, "a");
	ck_assert_str_eq(report.headers[1].value, "c");
	ck_assert_str_eq(report.headers[2].value, "d");
	ck_assert_uint_eq(report.original_header_count, 0);
	rebound_trace_headers_drop(&report, arena, is_wanted, "");
	ck_assert_str_eq(report.headers[0].value, "a");
	ck_assert_uint_eq(report.header_count, 2);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("trace_headers");
	TCase *tcase = tcase_create("trace_headers");

	tcase_add_loop_test(tcase, names_are_told_apart, 0, (int)G_N_ELEMENTS(names));
	tcase_add_test(tcase, what_is_wanted_stays);
	suite_add_tcase(suite, tcase);
	return suite;
}
