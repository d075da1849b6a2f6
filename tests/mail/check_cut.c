/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/mail/cut.h"

static const struct {
	const char *bytes;
	const char *kept;
} rows[] = {
	{"", ""},
	{"To: zoe@north.test\n", "To: zoe@north.test\n"},
	{"To: zoe@north.test\r", "To: zoe@north.test\r"},
	{"To: <zoe@north.test>", "To: <zoe@north.test>"},
	{"To: <zoe@north.te", "To: <"},
	{"rfc822;zoe@n", "rfc822;"},
	{"To: zoe@", "To: "},
	{"To: \"zoe b\"@north", "To: \"zoe b\""},
	{"zoe@north.test is unknown", "zoe@north.test is unknown"},
	{"zoe@north.te", ""},
	{"no address", "no address"},
};

START_TEST(a_cut_address_is_left_out)
{
	gsize len = rebound_cut_length(rows[_i].bytes, strlen(rows[_i].bytes));

	ck_assert_uint_eq(len, strlen(rows[_i].kept));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("cut mails");
	TCase *rest = tcase_create("rest");

	tcase_add_loop_test(rest, a_cut_address_is_left_out, 0, (int)G_N_ELEMENTS(rows));
	suite_add_tcase(suite, rest);
	return suite;
}
