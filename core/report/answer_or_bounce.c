/* SPDX-License-Identifier: MIT */
#include "core/report/answer_or_bounce.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/report/automatic_demand.h"
#include "core/report/automatic_form.h"
#include "core/report/automatic_signs.h"
#include "core/report/automatic_words.h"
#include "core/report/failure_opening.h"
#include "core/report/text_marks.h"

/** Who was not reached is named at once, and why. */
#define NAMED_BYTES 400

/** What stands behind the first sentence and tells what a mail is. */
#define REST_BYTES 2000

static guint32 find_signs(struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_automatic_text look = rebound_automatic_look(arena, text, len);
	return rebound_automatic_signs(look.text, strlen(look.text));
}

/** Whether a mail thanks, or has received something, by its subject or what stands behind a place:
 * the sentence before may name the message that failed as a receipt does. */
static gboolean is_receipt(
	const struct rebound_report *report, const struct rebound_text_view *view, gsize place)
{
	const guint32 receipt = REBOUND_SIGN_BIT(RECEIVED) | REBOUND_SIGN_BIT(THANKS);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = view->report_end > place ? view->report_end - place : 0;
	guint32 signs = find_signs(arena, view->text + place, MIN(len, REST_BYTES));

	if (report->subject)
		signs |= find_signs(arena, report->subject, strlen(report->subject));
	return (signs & receipt) != 0;
}

/** Whether the subject bears the number of a case, or the key of a tracker's issue. */
static gboolean is_of_case(struct rebound_arena *arena, const char *subject)
{
	for (const char *at = subject; *at; at++) {
		if ((at == subject || strchr(" [(", at[-1])) && rebound_automatic_has_issue_key(at))
			return TRUE;
	}
	return rebound_automatic_has_case_number(
		rebound_automatic_look(arena, subject, strlen(subject)).text);
}

/** Whether a service that sends for others tells of a failure by its subject. What a tracker's says
 * somebody wrote into it. */
static gboolean is_named_failure(const struct rebound_report *report)
{
	static const char system[] = "postmaster@localhost";
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_text_view nothing = {"", 0, 0};

	return report->subject &&
	       rebound_text_looks_like_bounce(report->subject, system, &nothing) &&
	       !is_of_case(arena, report->subject);
}

/** Whether three digits of a text may be the code of an error; cheap. */
static gboolean may_have_code(const char *text, gsize len)
{
	for (gsize at = 0; at + 2 < len; at++) {
		if ((text[at] == '4' || text[at] == '5') && g_ascii_isdigit(text[at + 1]) &&
			g_ascii_isdigit(text[at + 2]) &&
			(at == 0 || !g_ascii_isalnum(text[at - 1])) &&
			(at + 3 == len || !g_ascii_isalnum(text[at + 3])))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_answer_is_failure(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_automatic *automatic)
{
	g_return_val_if_fail(report && view && signs && automatic, FALSE);
	gboolean marked = automatic->kind == REBOUND_KIND_AUTO_REPLY &&
			  automatic->grade == REBOUND_AUTOMATIC_MARKS;
	gboolean told = automatic->kind == REBOUND_KIND_OTHER && signs->generated &&
			!automatic->notice && !automatic->held;
	gsize end = 0;
	/* Most answers name nobody, and no code. */
	if (!(marked || told) || automatic->absent || automatic->quotes || signs->listed ||
		!memchr(view->text, '@', MIN(view->report_end, NAMED_BYTES)) ||
		!may_have_code(view->text, MIN(view->report_end, NAMED_BYTES)))
		return FALSE;
	return rebound_opening_is_failure(view, &end) && (marked || is_named_failure(report)) &&
	       !is_receipt(report, view, end) && rebound_text_has_error_code(view) &&
	       rebound_kind_names_failed(report, view);
}

gboolean rebound_answer_sounds_like_bounce(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_automatic *automatic)
{
	g_return_val_if_fail(report && view && signs && automatic, FALSE);
	enum rebound_automatic_grade grade = automatic->grade;
	gboolean coded;
	gboolean fails = rebound_kind_fails(report, view, signs, &coded);
	/* A mail that waits for its sender has not been delivered yet either. */
	if (automatic->kind == REBOUND_KIND_CHALLENGE && !signs->daemon && !coded)
		return fails && signs->titled && !rebound_automatic_demands(view);
	if (signs->daemon &&
		(signs->null_sender || signs->wording || grade <= REBOUND_AUTOMATIC_WORDS))
		return TRUE;
	/* Mail systems say as well that a program wrote this, and that somebody has left. */
	if (coded || (fails && grade == REBOUND_AUTOMATIC_PROGRAM))
		return TRUE;
	/* "Your message to ann@north.example could not be delivered", without a word on Ann, or
	 * with one on her mailbox. */
	if (fails && rebound_kind_names_failed(report, view) &&
		(!automatic->about_person || (grade <= REBOUND_AUTOMATIC_WORDS &&
						     rebound_automatic_tells_of_mailbox(view))))
		return TRUE;
	if (grade == REBOUND_AUTOMATIC_SUBJECT)
		return FALSE;
	return signs->titled || (grade <= REBOUND_AUTOMATIC_WORDS && signs->wording);
}

/** Whether the subject holds that of the message that it answers. */
static gboolean repeats_subject(const struct rebound_report *report)
{
	const char *subject = report->original.subject;

	return report->subject && subject && *subject &&
	       rebound_text_find(report->subject, strlen(report->subject), subject);
}

/** Whether a machine answers in somebody's name, by more than its headers. */
static gboolean is_by_words(const struct rebound_automatic *automatic)
{
	if (automatic->notice || automatic->held)
		return TRUE;
	if (automatic->kind != REBOUND_KIND_AUTO_REPLY)
		return automatic->kind != REBOUND_KIND_OTHER;
	return automatic->about_person || automatic->grade == REBOUND_AUTOMATIC_WORDS ||
	       automatic->grade == REBOUND_AUTOMATIC_SUBJECT;
}

gboolean rebound_answer_brings_back(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_automatic *automatic)
{
	g_return_val_if_fail(report && view && signs && automatic, FALSE);
	const char *to = report->original.to;

	if (!signs->null_sender || signs->listed || !to || !*to || is_by_words(automatic) ||
		repeats_subject(report) ||
		!rebound_header_find(
			report->original_headers, report->original_header_count, "Received") ||
		!rebound_text_find(view->text, view->report_end, to))
		return FALSE;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	return (rebound_text_marks(arena, view->text, view->report_end) &
		       (REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON))) != 0;
}
