/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/failed_recipients.h"
#include "built_report.h"
#include "describe_report.h"

static struct rebound_header headers[3];

static void clear_headers(void)
{
	memset(headers, 0, sizeof headers);
	builder.report->headers = headers;
}

static void add_header(const char *name, const char *value)
{
	headers[builder.report->header_count++] = (struct rebound_header){name, value};
}

static void check_finished(const char *expected)
{
	rebound_builder_finish(&builder);
	g_autofree char *line = describe_report(builder.report);
	ck_assert_str_eq(line, expected);
}

START_TEST(reads_all_headers)
{
	add_header("X-Failed-Recipients", "zoe@north.test,  kim@east.test, ,nobody");
	add_header("x-failed-recipients", "lee@west.test, ZOE@north.test");
	guint count = 0;
	const char *const *failed = rebound_failed_recipients(&builder, &count);
	ck_assert_uint_eq(count, 3);
	ck_assert_str_eq(failed[0], "zoe@north.test");
	ck_assert_str_eq(failed[2], "lee@west.test");
	ck_assert_uint_eq(rebound_failed_recipients_add(&builder), 3);
	check_finished("failure zoe@north.test - - 0 -; failure kim@east.test - - 0 -; "
		       "failure lee@west.test - - 0 - |");
}
END_TEST

START_TEST(reads_envelope_address)
{
	add_header("To", "Someone <other@south.test>");
	ck_assert_ptr_null(rebound_failed_recipients_verp(&builder));
	add_header("Delivered-To", "news-bounces+zoe=north.test@south.test");
	ck_assert_str_eq(rebound_failed_recipients_verp(&builder), "zoe@north.test");
	ck_assert_uint_eq(rebound_failed_recipients_add(&builder), 1);
}
END_TEST

START_TEST(names_the_nameless)
{
	add_header("X-Failed-Recipients", "zoe@north.test");
	rebound_builder_recipient(&builder)->kind = REBOUND_KIND_FAILURE;
	rebound_failed_recipients_complete(&builder);
	check_finished("failure zoe@north.test - - 0 - |");
}
END_TEST

START_TEST(does_not_guess_among_several)
{
	add_header("X-Failed-Recipients", "zoe@north.test, kim@east.test");
	rebound_builder_recipient(&builder)->kind = REBOUND_KIND_FAILURE;
	rebound_failed_recipients_complete(&builder);
	check_finished("failure - - - 0 - |");
}
END_TEST

START_TEST(envelope_tells_the_subscriber)
{
	add_header("Delivered-To", "news-bounces+zoe=north.test@south.test");
	struct rebound_recipient *recipient = rebound_builder_recipient(&builder);
	recipient->kind = REBOUND_KIND_FAILURE;
	recipient->address = "zoe.smith@inside.test";
	rebound_failed_recipients_complete(&builder);
	check_finished("failure zoe.smith@inside.test zoe@north.test - 0 - |");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/failed_recipients");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_checked_fixture(all, clear_headers, NULL);
	tcase_add_test(all, reads_all_headers);
	tcase_add_test(all, reads_envelope_address);
	tcase_add_test(all, names_the_nameless);
	tcase_add_test(all, does_not_guess_among_several);
	tcase_add_test(all, envelope_tells_the_subscriber);
	suite_add_tcase(suite, all);
	return suite;
}
