/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/automatic_form.h"

static const struct {
	const char *subject;
	gboolean answer, labelled, numbered;
} subjects[] = {
	{"re: news", TRUE, FALSE, FALSE},
	{"(on leave) re: news", TRUE, TRUE, FALSE},
	{"away - re: news", TRUE, TRUE, FALSE},
	{"automatic: news", FALSE, TRUE, FALSE},
	{"automobiles and how to drive them in the winter: news", FALSE, FALSE, FALSE},
	{"news", FALSE, FALSE, FALSE},
	{"regards: news", FALSE, FALSE, FALSE},
	{"[desk #12] news", FALSE, FALSE, TRUE},
	{"ticket 20250312", FALSE, FALSE, TRUE},
	{"ticket 12", FALSE, FALSE, FALSE},
	{"", FALSE, FALSE, FALSE},
};

START_TEST(knows_subjects)
{
	const char *subject = subjects[_i].subject;

	ck_assert_msg(rebound_automatic_is_answer(subject) == subjects[_i].answer, "%s", subject);
	ck_assert_msg(
		rebound_automatic_is_labelled(subject) == subjects[_i].labelled, "%s", subject);
	ck_assert_msg(
		rebound_automatic_has_case_number(subject) == subjects[_i].numbered, "%s", subject);
}
END_TEST

static const struct {
	const char *name, *value, *subject;
	gboolean by_hand, calendar, mailing;
} mails[] = {
	{"User-Agent", "Mozilla Thunderbird", "News", TRUE, FALSE, FALSE},
	{"X-Mailer", "iPhone Mail (22E240)", "News", TRUE, FALSE, FALSE},
	{"X-Mailer", "OTRS Mail Service", "News", FALSE, FALSE, FALSE},
	{"Content-Type", "text/calendar; method=REPLY", "News", FALSE, TRUE, FALSE},
	{"X-A", "", "Declined: Lunch", FALSE, TRUE, FALSE},
	{"X-A", "", "Declined", FALSE, FALSE, FALSE},
	{"List-Id", "<news.south.example>", "News", FALSE, FALSE, TRUE},
	{"Precedence", "list", "News", FALSE, FALSE, TRUE},
};

START_TEST(knows_mails)
{
	const struct rebound_header header = {mails[_i].name, mails[_i].value};
	const struct rebound_report report = {
		.subject = mails[_i].subject, .headers = &header, .header_count = 1};

	ck_assert_int_eq(rebound_automatic_is_by_hand(&report), mails[_i].by_hand);
	ck_assert_int_eq(rebound_automatic_is_calendar_answer(&report), mails[_i].calendar);
	ck_assert_int_eq(rebound_automatic_is_mailing(&report), mails[_i].mailing);
}
END_TEST

START_TEST(passes_labels)
{
	ck_assert_str_eq(rebound_automatic_pass_label("[EXTERNAL] News"), "News");
	ck_assert_str_eq(rebound_automatic_pass_label("News"), "News");
	ck_assert_str_eq(rebound_automatic_pass_label("EXT:"), "");
}
END_TEST

START_TEST(knows_device_lines)
{
	static const struct {
		const char *text;
		gboolean device;
	} texts[] = {
		{"Back on Monday\n\nSent from my iPhone", TRUE},
		{"Bin weg\nVon meinem iPad gesendet\n", TRUE},
		{"Sent from my iPhone", FALSE},
		{"We sell\ncases for the iPhone and for all that you have carried about since "
		 "2007\n",
			FALSE},
		{"", FALSE},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		ck_assert_msg(rebound_automatic_has_device_line(
				      texts[i].text, strlen(texts[i].text)) == texts[i].device,
			"%s", texts[i].text);
}
END_TEST

START_TEST(knows_issue_keys)
{
	ck_assert(rebound_automatic_has_issue_key("ABC-12 News"));
	ck_assert(rebound_automatic_has_issue_key("[A2C-12] News"));
	ck_assert(rebound_automatic_has_issue_key("(ABC-1)"));
	ck_assert(rebound_automatic_has_issue_key("INC0012345 - News"));
	ck_assert(rebound_automatic_has_issue_key("[REQ000000012345]"));
	ck_assert(!rebound_automatic_has_issue_key("RAL9005 News"));
	ck_assert(!rebound_automatic_has_issue_key("INC0012345x"));
	ck_assert(!rebound_automatic_has_issue_key("Abc-12 News"));
	ck_assert(!rebound_automatic_has_issue_key("A-12 News"));
	ck_assert(!rebound_automatic_has_issue_key("ABC-12a News"));
	ck_assert(!rebound_automatic_has_issue_key("ABC- News"));
	ck_assert(!rebound_automatic_has_issue_key("NEVERENDING-12 News"));
	ck_assert(!rebound_automatic_has_issue_key(""));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/automatic_form");
	TCase *tcase = tcase_create("all");

	tcase_add_loop_test(tcase, knows_subjects, 0, G_N_ELEMENTS(subjects));
	tcase_add_loop_test(tcase, knows_mails, 0, G_N_ELEMENTS(mails));
	tcase_add_test(tcase, passes_labels);
	tcase_add_test(tcase, knows_device_lines);
	tcase_add_test(tcase, knows_issue_keys);
	suite_add_tcase(suite, tcase);
	return suite;
}
