/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/complete.h"
#include "core/report/dsn.h"
#include "built_report.h"
#include "describe_report.h"

#define NAMELESS                                                                                   \
	"Reporting-MTA: dns; a\n\nFinal-Recipient: x400; /G=Z/\nAction: failed\nStatus: 5.0.0\n"
#define ZOE                                                                                        \
	"Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; zoe@north.test\nAction: "               \
	"failed\nStatus: 5.0.0\n"
#define TWO   NAMELESS "\nFinal-Recipient: x400; /G=Y/\nAction: failed\nStatus: 5.0.0\n"
#define WORDS "Your message to these could not be delivered:\n\n"

/** What the human text and the headers add to a machine part. */
static const struct row {
	const char *name;
	const char *fields;
	const char *text;
	struct rebound_header headers[2]; /**< of the bounce */
	const char *expected;
} rows[] = {
	{"nothing to add", ZOE, "Sorry.\n", {{0}}, "failure zoe@north.test - 5.0.0 0 failed |"},
	{"codes from the text", ZOE, WORDS "<zoe@north.test>: 550 5.2.1 closed\n", {{0}},
		"failure zoe@north.test - 5.2.1 550 failed | status-less-specific"},
	{"codes under the name that an alias has", ZOE,
		WORDS "<kim@north.test>: 550 5.2.1 closed\n", {{0}},
		"failure zoe@north.test - 5.2.1 550 failed | status-less-specific"},
	{"address from the text", NAMELESS, WORDS "<zoe@north.test>: 550 5.2.1 closed\n", {{0}},
		"failure zoe@north.test - 5.2.1 550 failed | invalid-address status-less-specific"},
	{"one of two addresses in the text", NAMELESS,
		WORDS "<zoe@north.test>: 550 5.2.1 closed\n\n<kim@north.test>: 550 5.2.1 closed\n",
		{{0}}, "failure - - 5.0.0 0 failed | invalid-address"},
	{"one address for two recipients", TWO, WORDS "<zoe@north.test>: 550 5.2.1 closed\n", {{0}},
		"failure - - 5.0.0 0 failed; failure - - 5.0.0 0 failed | invalid-address"},
	{"address from a header", NAMELESS, "Sorry.\n", {{"X-Failed-Recipients", "zoe@north.test"}},
		"failure zoe@north.test - 5.0.0 0 failed | invalid-address"},
	{"two addresses in the header", NAMELESS, "Sorry.\n",
		{{"X-Failed-Recipients", "zoe@north.test, kim@north.test"}},
		"failure - - 5.0.0 0 failed | invalid-address"},
	{"address from the envelope", NAMELESS, "Sorry.\n",
		{{"Delivered-To", "news-bounces+zoe=north.test@south.test"}},
		"failure - zoe@north.test 5.0.0 0 failed | invalid-address"},
	{"the envelope tells whom a forwarder was asked for", ZOE, "Sorry.\n",
		{{"Delivered-To", "news-bounces+sam=east.test@south.test"}},
		"failure zoe@north.test sam@east.test 5.0.0 0 failed |"},
};

START_TEST(completes)
{
	const struct row *row = &rows[_i];
	struct rebound_text_view view = rebound_text_view(row->text, strlen(row->text));
	struct rebound_text_hints hints = {.subject = "Undelivered mail"};
	builder.report->headers = row->headers;
	builder.report->header_count = row->headers[0].name ? 1 : 0;
	rebound_dsn_read(&builder, row->fields, strlen(row->fields), FALSE);
	rebound_complete_recipients(&builder, &view, &hints);
	rebound_builder_finish(&builder);
	g_autofree char *line = describe_report(builder.report);
	ck_assert_msg(strcmp(line, row->expected) == 0, "%s: want '%s', got '%s'", row->name,
		row->expected, line);
}
END_TEST

/** Whom a returned message was written to, where nobody else is named. */
static const struct {
	const char *name;
	struct rebound_header headers[3];
	const char *from, *to; /**< as they were read from the headers */
	const char *expected;
} returned[] = {
	{"one", {{"To", "zoe@north.test"}}, NULL, "zoe@north.test",
		"failure zoe@north.test - - 0 - | recipient-from-returned"},
	{"none", {{0}}, NULL, NULL, " |"},
	{"two", {{"To", "zoe@north.test, kim@east.test"}}, NULL, "zoe@north.test", " |"},
	{"a copy to another", {{"To", "zoe@north.test"}, {"Cc", "kim@east.test"}}, NULL,
		"zoe@north.test", " |"},
	{"a blind copy to another", {{"To", "zoe@north.test"}, {"Bcc", "kim@east.test"}}, NULL,
		"zoe@north.test", " |"},
	{"a list", {{"To", "all@lists.test"}, {"List-Id", "<all.lists.test>"}}, NULL,
		"all@lists.test", " |"},
	{"a list by its way to post", {{"To", "all@lists.test"}, {"List-Post", "<x>"}}, NULL,
		"all@lists.test", " |"},
	{"oneself", {{"To", "news@south.test"}}, "news@south.test", "news@south.test", " |"},
	{"no address", {{"To", "undisclosed"}}, NULL, NULL, " |"},
};

START_TEST(takes_returned_recipient)
{
	for (guint count = 0; count < 3 && returned[_i].headers[count].name; count++)
		builder.report->original_header_count = count + 1;
	builder.report->original_headers = returned[_i].headers;
	builder.report->original.from = returned[_i].from;
	builder.report->original.to = returned[_i].to;
	guint added = rebound_complete_from_returned(&builder);
	rebound_builder_finish(&builder);
	g_autofree char *line = describe_report(builder.report);
	ck_assert_msg(strcmp(line, returned[_i].expected) == 0, "%s: want '%s', got '%s'",
		returned[_i].name, returned[_i].expected, line);
	ck_assert_uint_eq(added, builder.report->recipient_count);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/complete");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, completes, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(all, takes_returned_recipient, 0, G_N_ELEMENTS(returned));
	suite_add_tcase(suite, all);
	return suite;
}
