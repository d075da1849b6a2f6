/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/json_notification.h"
#include "built_report.h"
#include "describe_report.h"

#define MAIL                                                                                       \
	"\"mail\":{\"timestamp\":\"2026-01-06T10:00:00.250Z\",\"source\":\"news@south.test\","     \
	"\"messageId\":\"0100-abc\",\"destination\":[\"zoe@north.test\",\"kim@east.test\"],"       \
	"\"commonHeaders\":{\"from\":[\"News <news@south.test>\"],\"messageId\":\"<77@south.test>" \
	"\",\"subject\":\"Our news\"}}"
#define BOUNCE_HEAD(type, subtype)                                                                 \
	"{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"" type                      \
	"\",\"bounceSubType\":\"" subtype "\",\"reportingMTA\":\"dns; out1.south.test\","          \
	"\"bouncedRecipients\":["
#define ZOE                                                                                        \
	"{\"emailAddress\":\"zoe@north.test\",\"action\":\"failed\",\"status\":\"5.1.1\","         \
	"\"diagnosticCode\":\"smtp; 550 5.1.1 nobody here\"}"
#define BOUNCE BOUNCE_HEAD("Permanent", "General") ZOE "]}," MAIL "}"
#define DELIVERY                                                                                   \
	"{\"eventType\":\"Delivery\",\"delivery\":{\"recipients\":[\"zoe@north.test\","            \
	"\"kim@east.test\"],\"smtpResponse\":\"250 2.6.0 Queued as 1\"}," MAIL "}"
#define COMPLAINT(people)                                                                          \
	"{\"notificationType\":\"Complaint\",\"complaint\":{\"complainedRecipients\":[" people     \
	"],\"userAgent\":\"Loop/2\",\"complaintFeedbackType\":\"abuse\"}," MAIL "}"
#define PERSON(address) "{\"emailAddress\":\"" address "\"}"

struct row {
	const char *name;
	const char *text;
	const char *expected; /**< NULL: no notification */
	enum rebound_kind kind;
};

static const struct row rows[] = {
	{"bounce", BOUNCE, "failure zoe@north.test - 5.1.1 550 failed |", REBOUND_KIND_FAILURE},
	{"with words behind it", "\n" BOUNCE "\n\n--\nTo leave, write to us.\n",
		"failure zoe@north.test - 5.1.1 550 failed |", REBOUND_KIND_FAILURE},
	{"in the envelope",
		"{\"Type\":\"Notification\",\"MessageId\":\"1\",\"Message\":\"{"
		"\\\"notificationType\\\":\\\"Bounce\\\",\\\"bounce\\\":{\\\"bounceType\\\":"
		"\\\"Permanent\\\",\\\"bouncedRecipients\\\":[{\\\"emailAddress\\\":"
		"\\\"zoe@north.test\\\",\\\"action\\\":\\\"failed\\\",\\\"status\\\":"
		"\\\"5.2.1\\\"}]}}\",\"SignatureVersion\":\"1\"}",
		"failure zoe@north.test - 5.2.1 0 failed |", REBOUND_KIND_FAILURE},
	{"as an event", "{\"version\":\"0\",\"source\":\"aws.ses\",\"detail\":" BOUNCE "}",
		"failure zoe@north.test - 5.1.1 550 failed |", REBOUND_KIND_FAILURE},
	{"two recipients, one without codes",
		BOUNCE_HEAD("Permanent", "General") ZOE "," PERSON("kim@east.test") "]}," MAIL "}",
		"failure zoe@north.test - 5.1.1 550 failed; failure kim@east.test - - 0 - |",
		REBOUND_KIND_FAILURE},
	{"for a while, and given up",
		BOUNCE_HEAD("Transient", "General") "{\"emailAddress\":\"zoe@north.test\","
						    "\"action\":\"failed\",\"status\":\"4.4.7\"}"
						    "]}," MAIL "}",
		"failure zoe@north.test - 4.4.7 0 failed |", REBOUND_KIND_FAILURE},
	{"status without an action",
		BOUNCE_HEAD("Transient", "General") "{\"emailAddress\":\"zoe@north.test\","
						    "\"status\":\"4.4.7\"}]}," MAIL "}",
		"failure zoe@north.test - 4.4.7 0 - |", REBOUND_KIND_FAILURE},
	{"delayed",
		"{\"eventType\":\"DeliveryDelay\",\"deliveryDelay\":{\"delayType\":\"MailboxFull\","
		"\"expirationTime\":\"2026-01-06T22:00:00.000Z\",\"delayedRecipients\":[{"
		"\"emailAddress\":\"zoe@north.test\",\"status\":\"4.2.2\",\"diagnosticCode\":"
		"\"smtp; 452 4.2.2 too full\"}]}," MAIL "}",
		"delay zoe@north.test - 4.2.2 452 - |", REBOUND_KIND_DELAY},
	{"delivered", DELIVERY,
		"success zoe@north.test - 2.6.0 250 -; success kim@east.test - 2.6.0 250 - |",
		REBOUND_KIND_SUCCESS},
	{"complaint", COMPLAINT(PERSON("zoe@north.test")), "complaint zoe@north.test - - 0 - |",
		REBOUND_KIND_COMPLAINT},
	{"one of several complained",
		COMPLAINT(PERSON("zoe@north.test") "," PERSON("kim@east.test")),
		"other zoe@north.test - - 0 -; other kim@east.test - - 0 - | complainer-unknown",
		REBOUND_KIND_COMPLAINT},
	{"the contrary of a complaint",
		"{\"notificationType\":\"Complaint\",\"complaint\":{\"complainedRecipients\":["
		"{\"emailAddress\":\"zoe@north.test\"}],\"complaintFeedbackType\":\"not-spam\"}}",
		"other zoe@north.test - - 0 - |", REBOUND_KIND_COMPLAINT},
	{"bounce of nobody", BOUNCE_HEAD("Undetermined", "Undetermined") "]}," MAIL "}", " |",
		REBOUND_KIND_UNRECOGNIZED},
	{"no address", BOUNCE_HEAD("Permanent", "General") PERSON("zoe") "]}," MAIL "}",
		"failure - - - 0 - | invalid-address", REBOUND_KIND_FAILURE},
	{"NUL in the address",
		BOUNCE_HEAD("Permanent", "General") PERSON("zoe@north.test\\u0000x") "]}," MAIL "}",
		"failure - - - 0 - | invalid-address", REBOUND_KIND_FAILURE},
	{"line break in the address",
		BOUNCE_HEAD("Permanent", "General") PERSON("zoe@nor\nth.test") "]}," MAIL "}",
		"failure - - - 0 - | invalid-address", REBOUND_KIND_FAILURE},
	{"cut behind a recipient", BOUNCE_HEAD("Permanent", "General") ZOE ",{\"emailAdd",
		"failure zoe@north.test - 5.1.1 550 failed | json-damaged", REBOUND_KIND_FAILURE},
	{"lists of other topics name nobody",
		"{\"notificationType\":\"Delivery\",\"delivery\":{\"recipients\":[\"kim@east."
		"test\"]},"
		"\"bounce\":{\"bouncedRecipients\":[" ZOE "]}}",
		"success kim@east.test - - 0 - |", REBOUND_KIND_SUCCESS},
	{"other event", "{\"eventType\":\"Click\",\"click\":{\"link\":\"x\"}," MAIL "}", NULL, 0},
	{"asks to confirm a subscription",
		"{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"You have chosen\"}", NULL, 0},
	{"other JSON", "{\"a\":[1,2,{\"b\":null}]}", NULL, 0},
	{"no JSON", "Your mail: {\"notificationType\":\"Bounce\"}", NULL, 0},
	{"nothing", "", NULL, 0},
	{"damaged and nothing of ours", "{\"notif", NULL, 0},
};

static gboolean read_text(const char *text)
{
	gboolean found = rebound_json_notification_read(&builder, text, strlen(text), FALSE);
	rebound_builder_finish(&builder);
	return found;
}

START_TEST(reads_notification)
{
	const struct row *row = &rows[_i];
	gboolean found = read_text(row->text);
	g_autofree char *line = describe_report(builder.report);
	ck_assert_msg(found == (row->expected != NULL), "%s: found %d", row->name, found);
	ck_assert_msg(strcmp(line, row->expected ? row->expected : " |") == 0,
		"%s: want '%s', got '%s'", row->name, row->expected, line);
	ck_assert_msg(builder.report->kind == row->kind, "%s: got kind %s", row->name,
		rebound_kind_name(builder.report->kind));
}
END_TEST

START_TEST(reads_the_rest)
{
	ck_assert(read_text(BOUNCE));
	const struct rebound_report *report = builder.report;
	ck_assert_str_eq(report->original.from, "news@south.test");
	ck_assert_str_eq(report->original.to, "zoe@north.test");
	ck_assert_str_eq(report->original.message_id, "77@south.test");
	ck_assert_str_eq(report->original.subject, "Our news");
	ck_assert_int_eq(report->original.date, 1767693600);
	const struct rebound_recipient *recipient = &report->recipients[0];
	ck_assert_str_eq(recipient->text, "550 5.1.1 nobody here");
	ck_assert_str_eq(recipient->notice, "bounceType: Permanent; bounceSubType: General");
	ck_assert_str_eq(recipient->diagnostic_type, "smtp");
	ck_assert_str_eq(recipient->reporting_mta, "out1.south.test");
}
END_TEST

START_TEST(service_words_are_text_where_no_server_spoke)
{
	ck_assert(read_text(BOUNCE_HEAD("Permanent", "NoEmail") PERSON("zoe@north.test") "]}}"));
	ck_assert_str_eq(builder.report->recipients[0].text,
		"bounceType: Permanent; bounceSubType: NoEmail");
}
END_TEST

START_TEST(reads_complaint)
{
	ck_assert(read_text(COMPLAINT(PERSON("zoe@north.test"))));
	ck_assert_str_eq(builder.report->feedback.type, "abuse");
	ck_assert_str_eq(builder.report->feedback.user_agent, "Loop/2");
	ck_assert_str_eq(builder.report->feedback.original_mail_from, "news@south.test");
}
END_TEST

START_TEST(reads_behind_banner)
{
	static const struct {
		const char *text;
		gboolean found;
	} cases[] = {
		{"[EXTERNAL] Take care.\n\n" BOUNCE, TRUE},
		{"Take care {7711}, {\"this\": \"is not it\"} " BOUNCE "\n{\"nor\": 1}", TRUE},
		{"{\"Type\":\"Other\"} {", FALSE},
		{"{ \"{ \"{ \"{ \"{ \"{ \"{ \"{ \"{ \"{ \"{ \"{ \"", FALSE},
	};
	const char *text = cases[_i].text;
	ck_assert_int_eq(rebound_json_notification_read(&builder, text, strlen(text), TRUE),
		cases[_i].found);
	rebound_builder_finish(&builder);
	ck_assert_uint_eq(builder.report->recipient_count, cases[_i].found ? 1 : 0);
	ck_assert_msg(!builder.report->faults || !builder.report->faults[0], "case %d", _i);
}
END_TEST

/* A brace near the end of the bytes that may hold a banner, and spaces behind it: the text ends
 * where its memory does. */
START_TEST(stops_at_the_end_of_a_banner)
{
	for (gsize before = 3900; before < 4100; before++) {
		gsize len = before + 300;
		g_autofree char *text = g_malloc(len);
		memset(text, 'a', before);
		memset(text + before, ' ', len - before);
		text[before] = '{';
		ck_assert(!rebound_json_notification_read(&builder, text, len, TRUE));
	}
}
END_TEST

START_TEST(bears_random_damage)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(5);
	for (guint round = 0; round < 5000; round++) {
		const char *whole = rows[g_rand_int_range(random, 0, G_N_ELEMENTS(rows))].text;
		gsize len = strlen(whole);
		g_autofree char *text = g_memdup2(whole, len + 1);
		for (guint i = 0; len > 0 && i < 4; i++)
			text[g_rand_int_range(random, 0, (gint32)len)] =
				(char)g_rand_int_range(random, 0, 256);
		rebound_builder_start(&builder, arena);
		rebound_json_notification_read(&builder, text, len, g_rand_boolean(random));
		rebound_builder_finish(&builder);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/json_notification");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, reads_notification, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, reads_the_rest);
	tcase_add_test(all, service_words_are_text_where_no_server_spoke);
	tcase_add_test(all, reads_complaint);
	tcase_add_loop_test(all, reads_behind_banner, 0, 4);
	tcase_add_test(all, stops_at_the_end_of_a_banner);
	tcase_add_test(all, bears_random_damage);
	suite_add_tcase(suite, all);
	return suite;
}
