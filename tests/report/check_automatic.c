/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/automatic.h"

struct row {
	const char *subject;
	const char *header, *value;
	const char *to;
	const char *text;
	enum rebound_kind kind;
};

static const struct row rows[] = {
	{"Hello", NULL, NULL, NULL, "How are you?", REBOUND_KIND_OTHER},
	{"Away until May", "Auto-Submitted", "auto-replied", NULL, "550 5.1.1 is what I had",
		REBOUND_KIND_AUTO_REPLY},
	{"Hello", "auto-submitted", "Auto-Replied (vacation); x=y", NULL, "",
		REBOUND_KIND_AUTO_REPLY},
	{"Hello", "Auto-Submitted", "no", NULL, "I am away, in spirit", REBOUND_KIND_OTHER},
	{"Hello", "Auto-Submitted", "auto-generated", NULL, "Your order", REBOUND_KIND_OTHER},
	{"Hello", "X-Autoreply", "yes", NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Hello", "X-Autoresponse-By", "tool", NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Hello", "X-Auto-Response-Suppress", "All", NULL, "", REBOUND_KIND_OTHER},
	{"Thank you for your email!", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Hello", "Precedence", "auto_reply", NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Hello", "Precedence", "bulk", NULL, "", REBOUND_KIND_OTHER},
	{"Auto: parts order", NULL, NULL, NULL, "Please send two wheels", REBOUND_KIND_OTHER},
	{"Automatic reply: Newsletter", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Out of Office Re: News", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Abwesenheitsnotiz: Rundbrief", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"R\xc3\xa9ponse automatique : Lettre", NULL, NULL, NULL, "", REBOUND_KIND_AUTO_REPLY},
	{"Re: News", NULL, NULL, NULL, "Hi,\n\nI am out of the office until Monday.",
		REBOUND_KIND_AUTO_REPLY},
	{"Re: News", NULL, NULL, NULL, "Pat no longer works here. Write to Lee.",
		REBOUND_KIND_AUTO_REPLY},
	{"Re: News", NULL, NULL, NULL, "Click here to verify that you are human.",
		REBOUND_KIND_CHALLENGE},
	{"Please confirm your message to Lee", "Auto-Submitted", "auto-replied", NULL, "",
		REBOUND_KIND_CHALLENGE},
	{"unsubscribe", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"Re: Unsubscribe", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"REMOVE ME", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"Abmelden", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"", NULL, NULL, NULL, "Unsubscribe\n", REBOUND_KIND_UNSUBSCRIBE},
	{"", NULL, NULL, "unsub-77@south.test", "", REBOUND_KIND_UNSUBSCRIBE},
	{"stop", NULL, NULL, NULL, "", REBOUND_KIND_UNSUBSCRIBE},
	{"stop the press", NULL, NULL, NULL, "", REBOUND_KIND_OTHER},
	{"", NULL, NULL, "news-unsubscribe@south.test", "", REBOUND_KIND_UNSUBSCRIBE},
	{"Re: News", NULL, NULL, NULL, "Please unsubscribe me.", REBOUND_KIND_UNSUBSCRIBE},
	{"Ticket 9", NULL, NULL, NULL, "Your request has been received.", REBOUND_KIND_AUTO_REPLY},
	{"Gone", NULL, NULL, NULL, "Pat arbeitet nicht mehr bei uns.", REBOUND_KIND_AUTO_REPLY},
	{"\xe8\x87\xaa\xe5\x8b\x95\xe8\xbf\x94\xe4\xbf\xa1: News", NULL, NULL, NULL, "",
		REBOUND_KIND_AUTO_REPLY},
	{"Your mail awaits confirmation", "Auto-Submitted", "auto-replied", NULL, "",
		REBOUND_KIND_CHALLENGE},
	{"Re: News", NULL, NULL, NULL,
		"Reply and leave the subject line intact; you only need to do this once.",
		REBOUND_KIND_CHALLENGE},
	{"Read: News", NULL, NULL, NULL, "Your message to Pat was read on Monday.",
		REBOUND_KIND_DISPOSITION},
	{"Gelesen: News", NULL, NULL, NULL, "Ihre Nachricht wurde gelesen.",
		REBOUND_KIND_DISPOSITION},
	{"Read: a book", NULL, NULL, NULL, "It is a good one.", REBOUND_KIND_OTHER},
	{"Hello", NULL, NULL, NULL, "It was read on Monday.", REBOUND_KIND_OTHER},
	/* A mailing may be about anything. */
	{"Out of office? Seven tips", "List-Id", "<tips.test>", NULL, "", REBOUND_KIND_OTHER},
	{"Unsubscribe", "List-Unsubscribe", "<x>", NULL, "", REBOUND_KIND_OTHER},
	{"Leave request for June", NULL, NULL, NULL, "Two weeks", REBOUND_KIND_OTHER},
	{"Unsubscribed users report", NULL, NULL, NULL, "Numbers", REBOUND_KIND_OTHER},
};

static struct rebound_arena *arena;

static void set_up(void)
{
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	rebound_arena_free(arena);
}

START_TEST(names_kind)
{
	const struct row *row = &rows[_i];
	struct rebound_header header = {row->header, row->value};
	struct rebound_report report = {
		.subject = row->subject,
		.to = row->to,
		.headers = &header,
		.header_count = row->header ? 1 : 0,
	};
	gsize len = strlen(row->text);
	struct rebound_text_view view = {row->text, len, len};
	enum rebound_kind kind = rebound_automatic_find(arena, &report, &view).kind;
	ck_assert_msg(kind == row->kind, "'%s' / '%s': got %s", row->subject, row->text,
		rebound_kind_name(kind));
}
END_TEST

START_TEST(returned_text_says_nothing)
{
	static const char text[] = "Sorry.\n---\nSubject: x\n\nI am out of the office";
	struct rebound_report report = {.subject = "Mail"};
	struct rebound_text_view view = {text, strlen(text), 7};
	ck_assert_int_eq(rebound_automatic_find(arena, &report, &view).kind, REBOUND_KIND_OTHER);
}
END_TEST

START_TEST(reads_marks)
{
	static const struct rebound_header failure = {"Auto-Submitted", "auto-generated (failure)"};
	struct rebound_automatic_marks marks = rebound_automatic_marks(&failure, 1);
	ck_assert(marks.generated && !marks.replied && !marks.human);
	static const struct rebound_header other = {"Auto-Submitted", "x-new-word"};
	marks = rebound_automatic_marks(&other, 1);
	ck_assert(marks.generated && !marks.replied && !marks.human);
	static const struct rebound_header no = {"Auto-Submitted", " NO"};
	marks = rebound_automatic_marks(&no, 1);
	ck_assert(!marks.generated && marks.human);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/automatic");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, names_kind, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, returned_text_says_nothing);
	tcase_add_test(all, reads_marks);
	suite_add_tcase(suite, all);
	return suite;
}
