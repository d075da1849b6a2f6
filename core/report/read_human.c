/* SPDX-License-Identifier: MIT */
#include "core/report/reading.h"

#include "core/base/limits.h"
#include "core/report/answer_or_bounce.h"
#include "core/report/arf.h"
#include "core/report/automatic.h"
#include "core/report/failed_recipients.h"
#include "core/report/json_notification.h"
#include "core/report/kind.h"
#include "core/report/qsbmf.h"
#include "core/report/text.h"

/** A feedback report whose fields came as text, beside the message that they are about. */
static gboolean read_feedback_text(struct rebound_reading *reading)
{
	const struct rebound_text_view *view = &reading->view;
	const char *start = NULL;
	if (!reading->parts.returned ||
		!rebound_arf_is_in_text(view->text, view->report_end, &start))
		return FALSE;
	rebound_reading_understood(reading, REBOUND_FORMAT_ARF, "arf");
	rebound_builder_fault(reading->builder, "fields-in-text");
	rebound_arf_read(reading->builder, start, view->report_end - (gsize)(start - view->text));
	return TRUE;
}

static gboolean read_qsbmf(struct rebound_reading *reading)
{
	guint count = rebound_qsbmf_read(reading->builder, &reading->view);
	if (count == G_MAXUINT || count == 0)
		return FALSE;
	rebound_reading_understood(reading, REBOUND_FORMAT_QSBMF, "qsbmf");
	return TRUE;
}

static gboolean read_json(struct rebound_reading *reading)
{
	const struct rebound_part *part = reading->parts.json;
	const char *text = reading->view.text;
	gsize len = reading->view.len;
	if (part)
		text = rebound_message_text(reading->message, part, REBOUND_LIMIT_TEXT_BYTES, &len);
	/* Words of a person before it are about it. */
	if (!rebound_json_notification_read(reading->builder, text, len,
		    rebound_kind_is_machine(reading->report, &reading->signs)))
		return FALSE;
	rebound_reading_understood(reading, REBOUND_FORMAT_JSON, "json");
	return TRUE;
}

/** Whether a filter that stopped mail to the reader tells him as it tells a sender. */
static gboolean is_told(struct rebound_reading *reading, const struct rebound_automatic *automatic)
{
	return !reading->parts.report_type &&
	       (automatic->held || rebound_reading_tells_reader(reading)) &&
	       !rebound_text_has_error_code(&reading->view);
}

/** What a mail is that names nobody and is no automatic answer by its words. */
static enum rebound_kind kind_of_rest(
	struct rebound_reading *reading, const struct rebound_automatic *automatic, gboolean bounce)
{
	const struct rebound_signs *signs = &reading->signs;
	gboolean letter = signs->named_sender && !signs->daemon && !signs->generated &&
			  !signs->titled && !reading->parts.report_type;
	if (g_strcmp0(reading->parts.report_type, "feedback-report") == 0)
		return REBOUND_KIND_UNRECOGNIZED;
	if (bounce)
		return letter || is_told(reading, automatic) ? REBOUND_KIND_OTHER
							     : REBOUND_KIND_UNRECOGNIZED;
	const struct rebound_report *report = reading->report;
	gboolean listed = signs->listed || rebound_header_find(report->headers,
						   report->header_count, "Mailing-List");
	if (!signs->null_sender || listed)
		return REBOUND_KIND_OTHER;
	if (signs->daemon)
		return is_told(reading, automatic) ? REBOUND_KIND_OTHER : REBOUND_KIND_UNRECOGNIZED;
	/* Whoever answers by a machine has no reverse path either (RFC 3834 section 3.3); but files
	 * and what a machine wrote of its own accord are no answers. */
	gboolean aggregate = rebound_kind_is_aggregate(reading->report, &reading->parts);
	return signs->generated || aggregate || automatic->notice || reading->view.len == 0 ||
			       is_told(reading, automatic)
		       ? REBOUND_KIND_OTHER
		       : REBOUND_KIND_AUTO_REPLY;
}

void rebound_read_human_mail(struct rebound_reading *reading)
{
	struct rebound_report *report = reading->report;
	const struct rebound_signs *signs = &reading->signs;
	guint failed = 0;
	rebound_failed_recipients(reading->builder, &failed);
	gboolean system = rebound_kind_is_system(signs);
	gboolean event = reading->parts.json &&
			 rebound_json_names_bounce(reading->view.text, reading->view.len);
	gboolean bounce = failed > 0 || signs->wording || event ||
			  g_strcmp0(reading->parts.report_type, "delivery-status") == 0;

	/* A copy of a mail for the archive, whatever it is. */
	if (rebound_header_find(report->headers, report->header_count, "X-MS-Journal-Report")) {
		report->kind = REBOUND_KIND_OTHER;
		return;
	}
	if (read_json(reading))
		return;
	if (read_feedback_text(reading))
		return;
	if (rebound_arf_read_returned(reading->builder)) {
		rebound_reading_understood(reading, REBOUND_FORMAT_ARF, "arf");
		return;
	}
	if ((system || bounce) && read_qsbmf(reading))
		return;
	/* What is a bounce whatever its words are need not be searched for them. */
	gboolean surely = failed > 0 || event || (signs->daemon && signs->wording);
	struct rebound_automatic automatic = {.kind = REBOUND_KIND_OTHER};
	if (!surely)
		automatic = rebound_automatic_find(reading->builder->arena, report, &reading->view);
	gboolean failure =
		rebound_answer_is_failure(report, &reading->view, &reading->signs, &automatic);
	gboolean answer = !failure && automatic.kind != REBOUND_KIND_OTHER &&
			  !rebound_answer_sounds_like_bounce(
				  report, &reading->view, &reading->signs, &automatic);
	if (failure || ((answer || !bounce) && rebound_answer_brings_back(report, &reading->view,
						       &reading->signs, &automatic))) {
		bounce = TRUE;
	} else if (answer) {
		report->kind = automatic.kind;
		return;
	}
	if ((system || bounce) && rebound_read_text(reading, bounce))
		return;
	if (surely)
		automatic = rebound_automatic_find(reading->builder->arena, report, &reading->view);
	/* A mail system's report is none, though it may say "Auto-Submitted: auto-replied". */
	gboolean reported = signs->daemon && (signs->titled || g_strcmp0(reading->parts.report_type,
								       "delivery-status") == 0);
	/* Nor does a mail system leave a list: those are the words of the mail that came back. */
	gboolean leaves = automatic.kind == REBOUND_KIND_UNSUBSCRIBE && signs->daemon &&
			  signs->null_sender && report->from && *report->from;
	if (automatic.kind != REBOUND_KIND_OTHER && !reported && !leaves)
		report->kind = automatic.kind;
	else
		report->kind = kind_of_rest(reading, &automatic, bounce);
}
