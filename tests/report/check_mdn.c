/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/mdn.h"
#include "built_report.h"
#include "describe_report.h"

struct row {
	const char *name;
	const char *part;
	const char *text;
	const char *expected;
};

static const struct row rows[] = {
	{"displayed",
		"Reporting-UA: pc.north.test; Mailer 9\nOriginal-Recipient: rfc822;z@north.test\n"
		"Final-Recipient: rfc822;zoe@north.test\nOriginal-Message-ID: <1@south.test>\n"
		"Disposition: manual-action/MDN-sent-manually; displayed\n",
		"manual-action/MDN-sent-manually; displayed",
		"disposition zoe@north.test z@north.test - 0 displayed |"},
	{"any spacing and case",
		"Final-Recipient: rfc822;zoe@north.test\n"
		"Disposition: AUTOMATIC-ACTION / mdn-sent-automatically ; Deleted\n",
		"AUTOMATIC-ACTION / mdn-sent-automatically ; Deleted",
		"disposition zoe@north.test - - 0 deleted |"},
	{"modifiers, unknown ones too",
		"Final-Recipient: rfc822;zoe@north.test\n"
		"Disposition: automatic-action/MDN-sent-automatically; processed/error, x-odd\n"
		"Error: no room left\n",
		"automatic-action/MDN-sent-automatically; processed/error, x-odd; no room left",
		"disposition zoe@north.test - - 0 processed |"},
	{"old name of the error",
		"Final-Recipient: rfc822;zoe@north.test\nDisposition: a/b; failed\nFailure: "
		"broken\n",
		"a/b; failed; broken", "disposition zoe@north.test - - 0 failed |"},
	{"no recipient, no disposition", "Reporting-UA: x\n", NULL,
		"disposition - - - 0 - | disposition-missing final-recipient-missing"},
};

START_TEST(reads_part)
{
	const struct row *row = &rows[_i];
	ck_assert_uint_eq(rebound_mdn_read(&builder, row->part, strlen(row->part)), 1);
	rebound_builder_finish(&builder);
	g_autofree char *line = describe_report(builder.report);
	ck_assert_msg(strcmp(line, row->expected) == 0, "%s: want '%s', got '%s'", row->name,
		row->expected, line);
	ck_assert_pstr_eq(builder.report->recipients[0].text, row->text);
	ck_assert_int_eq(builder.report->kind, REBOUND_KIND_DISPOSITION);
}
END_TEST

START_TEST(takes_the_original_message_id)
{
	rebound_mdn_read(&builder, rows[0].part, strlen(rows[0].part));
	ck_assert_str_eq(builder.report->original.message_id, "1@south.test");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/mdn");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, reads_part, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, takes_the_original_message_id);
	suite_add_tcase(suite, all);
	return suite;
}
