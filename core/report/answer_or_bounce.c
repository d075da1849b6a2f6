/* SPDX-License-Identifier: MIT */
#include "core/report/answer_or_bounce.h"

#include "core/report/automatic_demand.h"

gboolean rebound_answer_is_failure(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_automatic *automatic)
{
	g_return_val_if_fail(report && view && signs && automatic, FALSE);
	return automatic->kind == REBOUND_KIND_AUTO_REPLY &&
	       automatic->grade == REBOUND_AUTOMATIC_MARKS && !automatic->about_person &&
	       !automatic->received && !signs->listed && rebound_kind_begins_failed(view) &&
	       rebound_text_has_error_code(view) && rebound_kind_names_failed(report, view);
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
